"""The pages of the packet as they will be: seen one at a time, by mouse and by keys, drawn while the window goes on."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

import looks
from caregiver_app.casebook.packet_order import PacketOrder, order_packet
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.packet.choices import PacketChoices
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.preview_column import FREE, PAGE
from caregiver_app.ui.packet.preview_view import PreviewView

Ordered = Callable[..., PacketOrder]
HOSTILE = "<b>x</b> & report"


@pytest.fixture
def ordered(desk: Desk, tmp_path: Path) -> Ordered:
    """Add a wide report of two pages, and order packets with other choices."""
    path = tmp_path / "report.pdf"
    canvas = Canvas(str(path), pagesize=(842, 595), invariant=1)
    for page in (1, 2):
        canvas.drawString(100, 500, f"Report page {page}")
        canvas.showPage()
    canvas.save()
    kept = desk.book.originals.keep(path)
    with desk.book.step("Add a document") as tx:
        tx.put(Document(number=1, title=HOSTILE, fingerprint=kept.fingerprint, size=kept.size, pages=2))

    def made(**choices: object) -> PacketOrder:
        return order_packet(desk.book, PacketChoices(**choices), date(2026, 1, 1))  # type: ignore[arg-type]

    return made


@pytest.fixture
def view(qtbot: QtBot, desk: Desk) -> Iterator[PreviewView]:
    made = PreviewView(desk)
    qtbot.addWidget(made)
    made.resize(560, 640)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.finish()


def settled(qtbot: QtBot, view: PreviewView) -> None:
    """Wait until what is looked at has come and nothing more is drawn."""
    drawing = view.drawing
    qtbot.waitUntil(lambda: drawing.is_laid_out and drawing._job is None and not view.state.text(), timeout=30_000)


def shown(qtbot: QtBot, view: PreviewView, order: PacketOrder) -> None:
    view.show_order(order)
    settled(qtbot, view)


def press(qtbot: QtBot, view: PreviewView, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(view.canvas, key)
    settled(qtbot, view)


def has_ink(image: QImage | None) -> bool:
    assert image is not None
    colours = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    return QColor("white").rgb() in colours and len(colours) > 3


def test_the_page_is_seen_named_and_read_aloud_and_keys_go_through_all(
    qtbot: QtBot, view: PreviewView, ordered: Ordered
) -> None:
    told: list[int] = []
    view.page_shown.connect(told.append)
    view.show_order(ordered())
    assert view.state.text() == "Drawing …"
    settled(qtbot, view)
    count = view.drawing.count
    assert (view.page, told) == (1, [1])
    assert view.canvas.accessibleName() == f"Page 1 of {count}: Cover and contents"
    assert "Records packet" in view.canvas.accessibleDescription()
    assert has_ink(view.canvas._image)
    assert not view.before_button.isEnabled()
    press(qtbot, view, Qt.Key.Key_End)
    assert view.page == count
    assert view.canvas.accessibleName() == f"Page {count} of {count}: D-001 {HOSTILE}"
    assert "Report page 2" in view.canvas.accessibleDescription()
    assert not view.next_button.isEnabled()
    press(qtbot, view, Qt.Key.Key_Home)
    view.canvas.fit_to(PAGE)
    press(qtbot, view, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown)
    assert view.page == 3
    press(qtbot, view, Qt.Key.Key_PageUp)
    assert (view.page, told) == (2, [1, count, 1, 3, 2])


@pytest.mark.thorough
def test_a_changed_order_keeps_the_page_and_the_old_picture_until_the_new_one_has_come(
    qtbot: QtBot, view: PreviewView, ordered: Ordered
) -> None:
    shown(qtbot, view, ordered())
    count = view.drawing.count
    view.show_page(3)
    settled(qtbot, view)
    before = view.canvas._image
    view.show_order(ordered(dividers=False))
    assert view.canvas._image is before
    assert view.state.text() == "Drawing …"
    settled(qtbot, view)
    assert (view.page, view.drawing.count) == (3, count - 1)
    assert view.canvas._image is not before
    view.show_page(count + 5)
    shown(qtbot, view, ordered(sections=("summary",)))
    assert view.page == view.drawing.count
    assert view.page_field.text() == str(view.page)


@pytest.mark.thorough
def test_the_page_is_typed_made_larger_and_seen_whole(qtbot: QtBot, view: PreviewView, ordered: Ordered) -> None:
    shown(qtbot, view, ordered())
    view.page_field.setText("4")
    QTest.keyClick(view.page_field, Qt.Key.Key_Return)
    settled(qtbot, view)
    assert view.page == 4
    assert view.canvas.hasFocus()
    wide = view.canvas._image.width()
    press(qtbot, view, Qt.Key.Key_Plus)
    assert view.canvas.fit == FREE
    assert view.canvas._image.width() == pytest.approx(wide * 1.25, abs=2)
    press(qtbot, view, Qt.Key.Key_0)
    assert view.canvas._image.width() == wide
    view.canvas.fit_to(PAGE)
    settled(qtbot, view)
    assert view.canvas._image.height() <= view.canvas.viewport().height()
    # A page of a paper that turns out to be wide is drawn as wide as it can be seen whole.
    view.show_page(view.drawing.count)
    settled(qtbot, view)
    assert view.canvas._image.width() > view.canvas._image.height()
    assert view.canvas._image.width() == view.canvas.pixels(view.drawing.ratio(view.page))


@pytest.mark.thorough
def test_where_the_page_goes_on_it_is_scrolled_first_and_the_wheel_turns_at_its_end(
    qtbot: QtBot, view: PreviewView, ordered: Ordered
) -> None:
    shown(qtbot, view, ordered())
    bar = view.canvas.verticalScrollBar()
    press(qtbot, view, Qt.Key.Key_PageDown)
    assert (view.page, bar.value() > 0) == (1, True)
    bar.setValue(bar.maximum())
    for _part in range(2):  # half a notch each, as a pad sends them
        QApplication.sendEvent(view.canvas.viewport(), wheel(-60))
    settled(qtbot, view)
    assert (view.page, bar.value()) == (2, 0)
    QApplication.sendEvent(view.canvas.viewport(), wheel(120))
    settled(qtbot, view)
    assert (view.page, bar.value()) == (1, bar.maximum())


def wheel(turned: int) -> QWheelEvent:
    none, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    at = QPointF(50, 50)
    return QWheelEvent(at, at, QPoint(), QPoint(0, turned), none, Qt.KeyboardModifier.NoModifier, phase, False)


@pytest.mark.thorough
def test_nothing_is_drawn_for_a_view_that_nobody_sees(qtbot: QtBot, view: PreviewView, ordered: Ordered) -> None:
    view.hide()
    view.show_order(ordered())
    view.show_page(2)
    assert view.drawing._job is None
    view.show()
    settled(qtbot, view)
    assert view.page == 2


@pytest.mark.thorough
def test_somebody_in_a_hurry_sees_only_the_last_page_they_asked_for(
    qtbot: QtBot, view: PreviewView, ordered: Ordered
) -> None:
    shown(qtbot, view, ordered())
    told: list[int] = []
    view.page_shown.connect(told.append)
    count = view.drawing.count
    for number in (count, 3, count - 1, count, 5):
        view.show_page(number)
    settled(qtbot, view)
    assert told[-1] == 5
    assert view.canvas.accessibleName().startswith("Page 5 of")


@pytest.mark.thorough
def test_everything_is_named_large_enough_and_reached_by_tab(qtbot: QtBot, view: PreviewView, ordered: Ordered) -> None:
    shown(qtbot, view, ordered())
    view.show_page(2)
    settled(qtbot, view)
    assert looks.unnamed(view) == []
    assert looks.small(view) == []
    assert looks.astray(view) == []
    assert looks.clipped(view) == []
