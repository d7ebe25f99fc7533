"""Seventeen things a family does, by keys alone: nothing here is clicked, called or chosen by a hand on a mouse.

Each begins at a page and ends in the case, which is asked whether it happened. A file that would be chosen in a dialog
of the system is given instead.
"""

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QListView, QMenu, QTabBar, QTableView, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.test_accessibility import with_papers

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.timeline.records import Diagnosis, Relapse, Therapy
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.pages import PAGES
from caregiver_app.ui.theme import Theme
from looks import spoken
from protected import PASSPHRASE, protected_case

CTRL, SHIFT, ALT = (getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in ("Control", "Shift", "Alt"))
MOST = 120
SOON = 60_000


class Keys:
    """A keyboard, and eyes that see which part has the keys."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot

    @property
    def front(self) -> QWidget:
        """The window in front: a menu that is open, else the newest dialog, else the window of the case."""
        if QApplication.activePopupWidget() is not None:
            return QApplication.activePopupWidget()
        dialogs = [one for one in self.window.findChildren(QDialog) if one.isVisible()]
        return dialogs[-1] if dialogs else self.window

    @property
    def at(self) -> QWidget:
        """What has the keys."""
        front = self.front
        if not isinstance(front, QMenu) and not front.isActiveWindow():
            front.activateWindow()
            QTest.qWaitForWindowActive(front)
        return front if isinstance(front, QMenu) else front.focusWidget() or front

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            QTest.keyClick(self.at, key, held)
            QApplication.processEvents()

    def write(self, text: str) -> None:
        QTest.keyClicks(self.at, text)

    def page(self, key: str) -> None:
        number = [page.key for page in PAGES].index(key) + 1
        self.press(getattr(Qt.Key, f"Key_{number}"), held=CTRL)
        assert self.window.shown_page == key

    def go_to(self, name: str) -> QWidget:
        """Press Tab until the keys are at the part of this name."""
        for _press in range(MOST):
            if self.at is not self.front and name in (spoken(self.at), self.at.accessibleName()):
                return self.at
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not lead to {name!r}")

    def do(self, name: str) -> None:
        """Go to a button and press it."""
        self.go_to(name)
        self.press(Qt.Key.Key_Space)

    def fill(self, **fields: str) -> None:
        for name, text in fields.items():
            self.go_to(name)
            self.press(Qt.Key.Key_A, held=CTRL)
            self.write(text)

    def menu(self, words: str) -> None:
        """Go down an open menu to an entry and choose it."""
        menu = self.front
        assert isinstance(menu, QMenu), "a menu is open"
        for _press in range(MOST):
            if menu.activeAction() is not None and menu.activeAction().text().replace("&", "") == words:
                self.press(Qt.Key.Key_Return)
                return
            self.press(Qt.Key.Key_Down)
        raise AssertionError(f"{words!r} is not in the menu: {[one.text() for one in menu.actions()]}")

    def main_menu(self, letter: str, words: str) -> None:
        """Open a menu of the window by its letter and choose an entry."""
        bar = self.window.menuBar()
        menu = next(one.menu() for one in bar.actions() if f"&{letter.upper()}" in one.text().upper())
        QTest.keyClick(self.window, getattr(Qt.Key, f"Key_{letter.upper()}"), ALT)
        self.qtbot.waitUntil(lambda: QApplication.activePopupWidget() is menu)
        self.menu(words)

    def row(self, words: str) -> None:
        """Go down the list that has the keys to the row that begins with these words."""
        view = self.at
        assert isinstance(view, QListView | QTableView)
        self.press(Qt.Key.Key_Home)
        for _press in range(MOST):
            index: QModelIndex = view.currentIndex()
            said = str(index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data() or "")
            if said.startswith(words):
                return
            self.press(Qt.Key.Key_Down)
        raise AssertionError(f"no row begins with {words!r}")

    def tab(self, words: str) -> None:
        """Go along the tabs that have the keys to one of these words."""
        bar = self.at
        assert isinstance(bar, QTabBar)
        for _press in range(bar.count()):
            if bar.tabText(bar.currentIndex()).startswith(words):
                return
            self.press(Qt.Key.Key_Right)
        raise AssertionError(f"no tab {words!r}")


@pytest.fixture
def case_folder(case_folder: Path) -> Path:
    return with_papers(case_folder)


@pytest.fixture
def keys(window: MainWindow, qtbot: QtBot) -> Keys:
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    return Keys(window, qtbot)


def test_1_a_case_is_started(keys: Keys, tmp_path: Path) -> None:
    keys.main_menu("f", "Start a new case…")
    keys.fill(Name="Ana Novak", Folder=str(tmp_path / "Ana"))
    with keys.qtbot.waitSignal(keys.window.case_shown):
        keys.do("Start the case")
    assert keys.window.desk is not None
    assert keys.window.desk.book.snapshot().person.name == "Ana Novak"


@pytest.mark.parametrize(
    ("entry", "field", "words", "kind"),
    [
        ("The diagnosis", "Disease", "Follicular lymphoma", Diagnosis),
        ("A treatment", "Treatment (regimen)", "Pola-R-CHP", Therapy),
        ("It came back or grew", "What happened", "Relapse in the neck", Relapse),
    ],
)
def test_2_to_4_a_diagnosis_a_treatment_and_a_relapse_are_added(
    keys: Keys, book: Casebook, entry: str, field: str, words: str, kind: type
) -> None:
    keys.press(Qt.Key.Key_N, held=CTRL)
    keys.menu(entry)
    keys.fill(**{field: words})
    keys.press(Qt.Key.Key_Escape)  # the words that are offered
    keys.go_to("Save")
    keys.press(Qt.Key.Key_Return)
    assert words in str([one for one in book.snapshot().entries if isinstance(one, kind)])


def test_5_papers_are_added(keys: Keys, book: Casebook, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("A letter of 5 May 2023.", encoding="utf-8")
    keys.page("documents")
    keys.window.page("documents").choose_files = lambda: [letter]  # type: ignore[attr-defined]
    before = len(book.snapshot().documents)
    keys.do("Add files…")
    keys.qtbot.waitUntil(lambda: len(book.snapshot().documents) == before + 1, timeout=30_000)


def test_6_a_paper_of_the_inbox_is_filed_with_what_is_suggested(keys: Keys, book: Casebook) -> None:
    keys.page("documents")
    keys.go_to("What to see of the documents")
    keys.tab("Inbox")
    keys.go_to("Date")
    keys.press(Qt.Key.Key_A, held=CTRL)
    keys.write("2023-05-14")
    keys.do("File it, next")
    assert [str(one.date) for one in book.snapshot().documents if one.file_name == "report-2.pdf"] == ["2023-05-14"]
    assert not any(one.in_inbox for one in book.snapshot().documents)


def test_7_words_are_found_on_the_papers(keys: Keys) -> None:
    keys.page("documents")
    keys.press(Qt.Key.Key_F, held=CTRL)
    keys.write("report-1")
    assert keys.window.page("documents").all.table.model().rowCount() == 1  # type: ignore[attr-defined]


def test_8_a_question_gets_a_star(keys: Keys, book: Casebook) -> None:
    keys.page("questions")
    keys.do("Add a question of your own")
    keys.fill(**{"Your question": "Is there a trial?"})
    keys.do("Save")
    keys.do("Star")
    assert [one.text for one in book.snapshot().questions if one.starred] == ["Is there a trial?"]


def test_9_an_answer_is_written_down(keys: Keys, book: Casebook) -> None:
    keys.page("questions")
    keys.do("Add a question of your own")
    keys.fill(**{"Your question": "Is there a trial?"})
    keys.do("Save")
    keys.do("Write down an answer…")
    keys.fill(**{"What they said": "They will ask in Leeds."})
    keys.do("Save")
    assert "They will ask in Leeds." in str(book.snapshot())


def test_10_an_appointment_is_made(keys: Keys, book: Casebook) -> None:
    day = (date.today() + timedelta(days=9)).isoformat()
    keys.page("appointments")
    keys.do("Add an appointment")
    keys.fill(**{"What for": "Second opinion", "Date": day})
    keys.do("Save")
    assert [(one.title, str(one.date)) for one in book.snapshot().appointments] == [("Second opinion", day)]


def test_11_a_task_of_a_step_is_ticked(keys: Keys, book: Casebook) -> None:
    before = book.snapshot()
    keys.page("journey")
    keys.go_to("Tasks")
    keys.press(Qt.Key.Key_Home, Qt.Key.Key_Space)
    assert book.snapshot() != before


def test_12_the_packet_is_made(keys: Keys, tmp_path: Path) -> None:
    target = tmp_path / "packet.pdf"
    keys.page("packet")
    keys.window.page("packet").choose_target = lambda _name: target  # type: ignore[attr-defined]
    keys.do("Make the packet…")
    keys.qtbot.waitUntil(target.exists, timeout=60_000)
    keys.qtbot.waitUntil(lambda: not keys.window.jobs.open, timeout=60_000)


def test_13_a_step_is_undone_and_done_again(keys: Keys, book: Casebook) -> None:
    before = book.snapshot()
    keys.page("timeline")
    keys.go_to("Entries of the timeline")
    keys.press(Qt.Key.Key_Delete)
    after = book.snapshot()
    assert after != before
    keys.press(Qt.Key.Key_Z, held=CTRL)
    assert book.snapshot() == before
    keys.press(Qt.Key.Key_Z, held=CTRL | SHIFT)
    assert book.snapshot() == after


def test_14_a_protected_case_is_locked_and_opened(empty_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    keys = Keys(empty_window, qtbot)
    with qtbot.waitSignal(empty_window.gate.asked):
        empty_window.commands.open_folder(str(protected_case(tmp_path / "protected")))
    keys.write(PASSPHRASE)
    with qtbot.waitSignal(empty_window.case_shown, timeout=SOON):
        keys.press(Qt.Key.Key_Return)
    with qtbot.waitSignal(empty_window.gate.locked):
        keys.press(Qt.Key.Key_K, held=CTRL | SHIFT)
    keys.write(PASSPHRASE)
    with qtbot.waitSignal(empty_window.case_shown, timeout=SOON):
        keys.press(Qt.Key.Key_Return)
    assert empty_window.desk is not None


def test_15_the_case_is_backed_up(keys: Keys, tmp_path: Path) -> None:
    target = tmp_path / "x.caregiver"
    keys.window.commands.backups().choose_target = lambda _name: target
    keys.main_menu("f", "Back up the case…")
    keys.qtbot.waitUntil(lambda: keys.window.notices.kind == "good", timeout=SOON)
    assert target.is_file()


def test_16_another_language_is_chosen(keys: Keys) -> None:
    with keys.qtbot.waitSignal(keys.window.commands.language_asked) as asked:
        keys.main_menu("v", "简体中文")
    assert asked.args == ["zh_CN"]


def test_17_text_is_made_larger_and_as_it_was(keys: Keys, theme: Theme) -> None:
    keys.press(Qt.Key.Key_Plus, held=CTRL)
    assert theme.percent > 100
    keys.press(Qt.Key.Key_0, held=CTRL)
    assert theme.percent == 100


def test_every_act_of_the_window_has_an_entry_in_a_menu(window: MainWindow) -> None:
    listed = {action for one in window.menuBar().actions() for action in _entries(one.menu())}
    missing = [act.name for act in window.commands.table() if window.actions_table[act.name] not in listed]
    assert missing == []


def _entries(menu: QMenu) -> list[object]:
    return [inner for one in menu.actions() for inner in ([one] if one.menu() is None else _entries(one.menu()))]
