"""F1 helps wherever one is: with every page, in every dialog, beside what one works on."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from caregiver_app.domain.guide.articles import handbook
from caregiver_app.ui.appointments.editor import add_dialog as add_appointment_dialog
from caregiver_app.ui.context_help import OF_DIALOG, OF_FORM, OF_PAGE, OF_PLACE, WHERE_IT_WAS_OPENED
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.editor import thing_dialog
from caregiver_app.ui.guide.page import GuidePage
from caregiver_app.ui.help import shortcuts_dialog
from caregiver_app.ui.help_window import HelpWindow
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.page_stack import PageStack
from caregiver_app.ui.pages import PAGES
from caregiver_app.ui.person.editor import person_dialog
from caregiver_app.ui.protection.gate_page import GatePage
from caregiver_app.ui.timeline.editor import add_dialog
from caregiver_app.ui.worksheet.forms import option_dialog
from dialogs import all_dialogs

PARTS = {part.id: part.title for part in handbook()}
FORMS = {
    "timeline": lambda desk: add_dialog(desk, "diagnosis", lambda _new: None),
    "overview": person_dialog,
    "appointments": add_appointment_dialog,
    "documents": thing_dialog,
    "worksheet": option_dialog,
}


def shown(place: MainWindow | QDialog) -> list[HelpWindow]:
    return [one for one in place.findChildren(HelpWindow) if one.isVisible() and one.parent() is place]


def press_f1(place: MainWindow | QDialog) -> HelpWindow:
    QTest.keyClick(place, Qt.Key.Key_F1)
    QApplication.processEvents()
    (found,) = shown(place)
    return found


def test_every_page_and_every_dialog_has_a_part_of_the_handbook() -> None:
    assert set(OF_PAGE) == {page.key for page in PAGES}
    assert {kind.__name__ for kind in all_dialogs()} - {"HelpWindow"} == set(OF_DIALOG)
    assert {kind.__name__ for kind in _kinds_beneath(GatePage)} <= set(OF_PLACE)
    named = {*OF_PAGE.values(), *OF_PLACE.values(), *OF_FORM.values(), *OF_DIALOG.values()} - {WHERE_IT_WAS_OPENED}
    assert named <= set(PARTS)
    assert set(PARTS) - named == {"leaving"}, "of no window; the guide leads there"


def _kinds_beneath(kind: type[GatePage]) -> set[type[GatePage]]:
    all_dialogs()  # imports the whole window
    return {one for beneath in kind.__subclasses__() for one in (beneath, *_kinds_beneath(beneath))}


@pytest.mark.parametrize("page", [page.key for page in PAGES])
def test_f1_helps_with_the_page_that_is_shown(window: MainWindow, page: str) -> None:
    window.go(page)
    found = press_f1(window)
    assert found.part == OF_PAGE[page]
    assert PARTS[found.part] in found.windowTitle()
    part = next(one for one in handbook() if one.id == found.part)
    told = found.prose.toPlainText()
    assert all(line.text in told for section in part.sections for line in section.lines)
    assert not found.isModal()
    assert found.prose.hasFocus()
    found.close()


def test_f1_helps_before_a_case_is_open_and_the_guide_waits_for_one(empty_window: MainWindow) -> None:
    found = press_f1(empty_window)
    assert found.part == "first-steps"
    assert not found.guide_button.isEnabled()
    assert "once a case is open" in found.guide_button.toolTip()
    found.close()


@pytest.mark.parametrize("part", sorted(FORMS))
def test_f1_in_a_dialog_helps_with_that_dialog_while_one_goes_on_typing(
    qtbot: QtBot, desk: Desk, window: MainWindow, part: str
) -> None:
    window.go("packet")
    dialog = FORMS[part](desk)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    found = press_f1(dialog)
    assert found.part == part
    assert not found.guide_button.isEnabled()
    assert not shown(window)
    field = next(row for row in dialog.form.rows.values() if hasattr(row.control.inner(), "setText")).control.inner()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    field.setFocus()
    QTest.keyClicks(field, "typed on")
    assert "typed on" in field.text()
    dialog.leave_without_saving()
    qtbot.waitUntil(lambda: not [one for one in QApplication.topLevelWidgets() if isinstance(one, HelpWindow)])


def test_a_second_f1_shows_what_fits_now_in_the_same_window(qtbot: QtBot, window: MainWindow) -> None:
    window.go("timeline")
    first = press_f1(window)
    window.go("questions")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert press_f1(window) is first
    assert first.part == "questions"
    first.close()


def test_any_other_part_can_be_chosen_beside_and_is_read_on_by_the_page_keys(window: MainWindow) -> None:
    found = press_f1(window)
    found.resize(found.width(), 300)
    QApplication.processEvents()
    found.choice.setCurrentIndex(found.choice.findData("packet"))
    assert "Make the packet…" in found.prose.toPlainText()
    QTest.keyClick(found.prose, Qt.Key.Key_PageDown)
    assert found.body.verticalScrollBar().value() > 0
    QTest.keyClick(found, Qt.Key.Key_Escape)
    assert not found.isVisible()


def test_all_of_the_guide_and_the_keys_are_a_press_away(window: MainWindow) -> None:
    window.go("packet")
    found = press_f1(window)
    found.guide_button.click()
    page = window.page("guide")
    assert window.shown_page == "guide"
    assert isinstance(page, GuidePage)
    assert page.reading.text.title == PARTS["packet"]
    found.keys_button.click()
    (keys,) = [one for one in found.findChildren(QDialog) if one.isVisible()]
    assert keys.windowTitle() == "Keys"
    keys.done(0)
    found.close()


def test_the_list_of_keys_is_helped_with_by_the_part_about_keys(desk: Desk, window: MainWindow) -> None:
    dialog = shortcuts_dialog((), window)
    assert window.commands.help.part_for(dialog) == "keyboard"
    dialog.deleteLater()
    assert isinstance(window.stack, PageStack)


def test_the_handbook_is_saved_as_a_pdf_from_the_menu(qtbot: QtBot, window: MainWindow, tmp_path) -> None:
    target = tmp_path / "handbook.pdf"
    window.commands.help.choose_target = lambda _name: target
    window.actions_table["handbook"].trigger()
    qtbot.waitUntil(lambda: "The handbook is saved as “handbook.pdf”" in window.notices.words, timeout=30_000)
    assert target.read_bytes().startswith(b"%PDF-")


def test_the_handbook_can_be_saved_before_a_case_is_open(qtbot: QtBot, empty_window: MainWindow, tmp_path) -> None:
    target = tmp_path / "handbook.pdf"
    empty_window.commands.help.choose_target = lambda _name: target
    empty_window.actions_table["handbook"].trigger()
    qtbot.waitUntil(lambda: "The handbook is saved" in empty_window.notices.words, timeout=30_000)
    assert target.exists()
