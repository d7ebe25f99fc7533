"""From nothing to a printed sheet of questions: every click and every key is counted."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from caregiver_app.domain.questions.library import question_called, question_sets
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.questions.page import QuestionsPage

NAME = "LIN, Wei"
SET = "first-car-t-consultation"
MOST = 40
AIM = 30


class Hand:
    """Click and type as somebody would: on what is in sight, one thing at a time, counted."""

    def __init__(self) -> None:
        self.count = 0

    def click(self, widget: QWidget) -> None:
        """Click the middle of something that can be seen and pressed."""
        middle = widget.rect().center()
        assert widget.isVisible()
        assert widget.isEnabled()
        assert widget.window().rect().contains(widget.mapTo(widget.window(), middle))
        assert widget.visibleRegion().contains(QPoint(middle))
        self.count += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=middle)

    def type(self, text: str) -> None:
        """Type a text where the keys go; a capital is two keys."""
        for letter in text:
            self.count += 2 if letter.isupper() else 1
            QTest.keyClicks(_focus(), letter)

    def press(self, key: Qt.Key) -> None:
        """Press a key where the keys go."""
        self.count += 1
        QTest.keyClick(_focus(), key)


def _focus() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def _dialog(window: MainWindow) -> QDialog:
    return next(one for one in window.findChildren(FormDialog) if one.isVisible())


@pytest.mark.thorough
def test_from_an_empty_case_to_a_printed_question_sheet_takes_few_clicks_and_keys(
    qtbot: QtBot, empty_window: MainWindow, tmp_path: Path
) -> None:
    window, hand = empty_window, Hand()
    window.activateWindow()
    hand.click(window.welcome.new)
    dialog = _dialog(window)
    qtbot.waitUntil(lambda: dialog.isAncestorOf(QApplication.focusWidget()))
    hand.type(NAME)
    with qtbot.waitSignal(window.case_shown):
        hand.press(Qt.Key.Key_Return)
    hand.click(window.sidebar._links["questions"])
    page = window.page("questions")
    assert isinstance(page, QuestionsPage)
    hand.click(page.start_view.buttons[SET])

    def save_as_offered(_parent: QWidget, name: str) -> Path:
        hand.count += 1  # Enter: the system's own dialog has the name and a folder filled in
        return tmp_path / name

    page.sheets.choose_target = save_as_offered
    hand.click(page.print_button)
    assert window.desk is not None
    qtbot.waitUntil(lambda: "Questions to ask" in window.notices.words, timeout=60_000)
    assert hand.count <= AIM <= MOST
    _is_the_whole_sheet(tmp_path / "Questions to ask.pdf")


def _is_the_whole_sheet(path: Path) -> None:
    with pypdfium2.PdfDocument(path) as pdf:
        text = " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf)
    assert NAME in text
    wanted = next(one for one in question_sets() if one.id == SET).questions
    for key in wanted:
        question = question_called(key)
        assert question is not None
        assert question.line.words() in text
    places = [text.index(question.line.words()) for key in wanted if (question := question_called(key)) is not None]
    assert places == sorted(places)


def test_with_the_keys_alone_it_is_as_short(
    qtbot: QtBot, empty_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, hand = empty_window, Hand()
    window.activateWindow()
    qtbot.waitUntil(window.welcome.new.hasFocus)
    hand.press(Qt.Key.Key_Return)
    dialog = _dialog(window)
    qtbot.waitUntil(lambda: dialog.isAncestorOf(QApplication.focusWidget()))
    hand.type(NAME)
    with qtbot.waitSignal(window.case_shown):
        hand.press(Qt.Key.Key_Return)
    window.activateWindow()  # the window system does this
    qtbot.waitUntil(window.isActiveWindow)
    hand.count += 2  # Ctrl and 5
    QTest.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    page = window.page("questions")
    assert isinstance(page, QuestionsPage)
    hand.press(Qt.Key.Key_Return)
    assert page.list.hasFocus()
    asked: list[str] = []
    monkeypatch.setattr(page.sheets, "choose_target", lambda _parent, name: asked.append(name))
    while not page.print_button.hasFocus() and hand.count < MOST:
        hand.press(Qt.Key.Key_Backtab)
    hand.press(Qt.Key.Key_Return)
    assert asked == ["Questions to ask.pdf"]
    assert hand.count < AIM + 1
