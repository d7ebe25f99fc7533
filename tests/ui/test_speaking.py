"""The window speaks another language at once: the same case, the same page, nothing typed is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from caregiver_app import i18n
from caregiver_app.app import Asked, Program
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.i18n import language
from caregiver_app.settings import Preferences
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.settings.dialog import SettingsDialog
from caregiver_app.ui.theme import Theme
from protected import keys, protected_case


@pytest.fixture
def program(
    qapp: QApplication, qtbot: QtBot, theme: Theme, case_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    """The whole program with the case open, on its page of documents."""
    monkeypatch.setenv("LANGUAGE", "")
    monkeypatch.setattr(i18n, "_usual", i18n.Speech())
    face = qapp.font()
    made = Program(qapp, Asked(None, sample=False, data_dir=tmp_path / "home", exit_after=""))
    made.window.show()
    qtbot.waitUntil(lambda: made._painted)  # the first paint opens what was open last
    QApplication.processEvents()
    with qtbot.waitSignal(made.window.case_shown):
        made.door.open(case_folder)
    made.window.go("timeline")
    yield made
    made._speech.use("en")
    made.door.leave()
    made.window.close()
    made.jobs.stop()
    made.window.deleteLater()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    QLocale.setDefault(QLocale("en"))
    theme.use_face(face)


def shown(window: MainWindow) -> str:
    return " ".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def test_the_window_speaks_chinese_at_once_with_the_same_case_at_the_same_page(
    program: Program, tmp_path: Path
) -> None:
    old, folder = program.window, program.door.book.folder
    assert "Timeline" in shown(old)
    old.commands.language_asked.emit("zh_CN")
    assert language() == "zh_CN"
    assert program.window is not old
    assert not old.isVisible()
    assert program.door.book.folder == folder
    assert program.window.shown_page == "timeline"
    assert "时间线" in shown(program.window)
    assert "Timeline" not in shown(program.window)
    assert Preferences(tmp_path / "home" / "settings.json").now.language == "zh_CN"


def test_what_was_done_can_be_undone_in_the_other_language(program: Program) -> None:
    from caregiver_app.casebook.timeline import add_entries
    from caregiver_app.domain.timeline.records import Note

    before = len(program.door.book.snapshot().entries)
    add_entries(program.door.book, [Note(title="Called the ward")], "Add a note")
    program.speak("zh_CN")
    program.window.actions_table["undo"].trigger()
    assert len(program.door.book.snapshot().entries) == before
    program.speak("en")
    assert "Timeline" in shown(program.window)


def test_what_is_half_typed_is_kept_over_the_change(program: Program, qtbot: QtBot) -> None:
    program.window.go("appointments")
    program.window.go("worksheet")
    page = program.window.page("worksheet")
    from PySide6.QtWidgets import QPlainTextEdit

    field = next(edit for edit in page.findChildren(QPlainTextEdit) if edit.isVisible())
    field.setFocus()
    qtbot.keyClicks(field, "Is CAR-T a way for us")
    program.speak("zh_CN")
    page = program.window.page("worksheet")
    texts = [edit.toPlainText() for edit in page.findChildren(QPlainTextEdit)]
    assert any("Is CAR-T a way for us" in text for text in texts)


def test_a_protected_case_stays_open_and_asks_for_nothing(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    folder = protected_case(tmp_path / "shut")

    assert program.door.open_with(folder, keys())
    program.speak("zh_CN")
    assert program.door.book is not None
    assert program.door.book.keys is not None
    assert program.window.gate.page is None


def test_while_no_case_is_open_the_welcome_speaks_it(program: Program) -> None:
    program.door.close()
    program.speak("zh_CN")
    assert "照护整理册" in shown(program.window)


def test_qt_itself_speaks_it_too(program: Program) -> None:
    program.speak("zh_CN")
    assert QApplication.translate("QPlatformTheme", "Cancel") == "取消"
    program.speak("en")
    assert QApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_a_language_read_from_right_to_left_turns_the_window(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    program._speech.use("he")
    assert QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft


def test_the_settings_change_at_once_and_are_kept(window: MainWindow, theme: Theme, preferences: Preferences) -> None:
    dialog = SettingsDialog(window)
    dialog.open()
    for name, value in (("theme", "dark"), ("text_percent", "130"), ("paper", "letter"), ("print_language", "zh_CN")):
        dialog.form.row(name).control.set_value(value)
    assert (theme.choice, theme.percent) == ("dark", 130)
    now = Preferences(preferences.home / "settings.json").now
    assert (now.theme, now.text_percent, now.paper, now.print_language) == ("dark", 130, "letter", "zh_CN")
    theme.use("light", 100)
    asked: list[str] = []
    window.commands.language_asked.connect(asked.append)
    dialog.form.row("language").control.set_value("zh_CN")
    assert asked == ["zh_CN"]
    assert not dialog.isVisible()


def test_the_settings_say_where_the_case_is_and_lead_on(window: MainWindow, book: Casebook) -> None:
    dialog = SettingsDialog(window)
    dialog.open()
    told = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert str(book.folder) in told
    dialog.close()


def test_letters_for_chinese_are_lent_where_somebody_wrote_it(book: Casebook, window: MainWindow) -> None:
    from caregiver_app.casebook.timeline import add_entries
    from caregiver_app.domain.timeline.records import Note
    from caregiver_app.ui.speech import has_chinese, have_chinese_letters

    assert not has_chinese(book.snapshot())
    add_entries(book, [Note(title="\u6dcb\u5df4\u7624")], "Add a note")
    assert has_chinese(book.snapshot())
    have_chinese_letters()
    assert QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
