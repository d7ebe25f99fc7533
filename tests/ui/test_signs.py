"""Colour is never the only sign: each status has a shape of its own and a word, also to eyes that miss green."""

from itertools import combinations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.marks import SHAPES, Mark, mark_colour, paint_mark
from caregiver_app.ui.pages import PAGES
from caregiver_app.ui.theme import Theme
from looks import describe
from pixels import Rgb, contrast
from places import COLOURS

DRAWN = [shape for shape in SHAPES if shape != "none"]
SIDE, LEAST_STROKE = 36, 24
MOST_ALIKE = 0.7
WITHOUT_GREEN = (
    (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881),
)  # fmt: skip
"""Deuteranopia, in linear light: Machado, Oliveira and Fernandes, 2009."""


def without_green(colour: Rgb) -> Rgb:
    light = [((part / 255 + 0.055) / 1.055) ** 2.4 if part > 10 else part / 255 / 12.92 for part in colour]
    seen = [min(max(sum(by * part for by, part in zip(row, light, strict=True)), 0), 1) for row in WITHOUT_GREEN]
    as_shown = (12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055 for part in seen)
    red, green, blue = (round(255 * part) for part in as_shown)
    return red, green, blue


def in_grey(colour: Rgb) -> Rgb:
    grey = round(0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2])
    return grey, grey, grey


def ink_of(shape: str) -> frozenset[tuple[int, int]]:
    """Return the pixels a sign is made of."""
    picture = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    picture.fill(QColor(Qt.GlobalColor.white))
    painter = QPainter(picture)
    paint_mark(painter, shape, QRectF(0, 0, SIDE, SIDE), QColor(Qt.GlobalColor.black))
    painter.end()
    dark = [(x, y) for x in range(SIDE) for y in range(SIDE) if QColor(picture.pixel(x, y)).lightness() < 128]
    return frozenset(dark)


@pytest.mark.parametrize(("one", "other"), list(combinations(DRAWN, 2)))
def test_no_two_signs_have_one_shape(qapp: QApplication, one: str, other: str) -> None:
    first, second = ink_of(one), ink_of(other)
    assert min(len(first), len(second)) > LEAST_STROKE
    assert len(first & second) / len(first | second) < MOST_ALIKE


@pytest.mark.parametrize("colours", COLOURS.values(), ids=COLOURS)
@pytest.mark.parametrize("eyes", [in_grey, without_green])
def test_every_sign_stands_out_without_its_colour(theme: Theme, monkeypatch: pytest.MonkeyPatch, colours, eyes) -> None:
    monkeypatch.setattr(theme, "_chosen", lambda: colours)
    theme.use("dark", 100)
    for shape in DRAWN:
        for ground in (colours.page, colours.surface):
            ink, paper = (eyes(QColor(each).getRgb()[:3]) for each in (mark_colour(shape), ground))
            assert contrast(ink, paper) >= 3, (shape, ground)
    monkeypatch.undo()
    theme.use("light", 80)
    theme.use("light", 100)


def test_beside_every_sign_on_every_page_stands_a_word(window: MainWindow) -> None:
    found = []
    for kind in PAGES:
        window.go(kind.key)
        QApplication.processEvents()
        for mark in window.findChildren(Mark):
            if mark.isVisible() and mark._shape != "none" and not _has_word(mark, window):
                found.append(f"{kind.key}: {mark._shape} {describe(mark)}")
    assert found == []


def _has_word(mark: Mark, window: QWidget) -> bool:
    """Whether a text stands on the line of a sign, in the same part of the window."""
    around = mark.parentWidget()
    words = [one for one in around.findChildren(QLabel) if one.isVisible() and one.text().strip()]
    return any(abs(one.mapTo(window, one.rect().topLeft()).y() - mark.mapTo(window, mark.rect().topLeft()).y()) < 24
               for one in words)  # fmt: skip
