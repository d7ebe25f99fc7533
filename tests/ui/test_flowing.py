"""A row that goes on in the next line: what stands in it is level, and words have the height they need."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from caregiver_app.ui.flowing import FlowingRow
from caregiver_app.ui.text import button, label
from caregiver_app.ui.theme import Theme

LaidOut = Callable[..., list[QRect]]


@pytest.fixture
def laid_out(qtbot: QtBot, theme: Theme) -> LaidOut:
    """Put parts into a row of so many buttons' width, and tell where each is."""
    place = QWidget()
    qtbot.addWidget(place)

    def laid(width: float, *parts: QWidget) -> list[QRect]:
        row = FlowingRow(place)
        for part in parts:
            row.addWidget(part)
            part.ensurePolished()
        wide = round(width * parts[0].sizeHint().width())
        place.resize(wide, row.heightForWidth(wide))
        place.show()
        return [part.geometry() for part in parts]

    return laid


def test_what_is_lower_stands_in_the_middle_of_its_line(laid_out: LaidOut) -> None:
    main, link, words = laid_out(
        9, button("File it", role="main"), button("Remove", role="link"), label("Or:", wrap=False)
    )
    assert link.height() < main.height()
    assert abs(link.center().y() - main.center().y()) <= 1
    assert abs(words.center().y() - main.center().y()) <= 1


def test_it_goes_on_in_the_next_line(laid_out: LaidOut) -> None:
    first, second, third, fourth, _last = laid_out(2.5, *(button("Turn it to the left") for _n in range(5)))
    assert (first.top(), third.top(), first.left()) == (second.top(), fourth.top(), third.left())
    assert third.top() == first.bottom() + 1 + 8


def test_words_that_wrap_are_as_high_as_they_need(laid_out: LaidOut) -> None:
    said = label("3 pages have not been read yet, so they were not searched. " * 3)
    laid_out(2, button("Find the next place"), said)
    assert said.height() >= said.heightForWidth(said.width())
