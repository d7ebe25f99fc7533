"""Every page and dialog: names, focus order, sizes, and room for longer words."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.integrity import Checked
from caregiver_app.casebook.several import propose_text
from caregiver_app.domain.documents.document import Document
from caregiver_app.store.integrity import Finding
from caregiver_app.ui.checking import FindingsDialog
from caregiver_app.ui.documents.disc_dialog import DiscDialog
from caregiver_app.ui.documents.join_dialog import join_dialog
from caregiver_app.ui.documents.page import ALL, INBOX
from caregiver_app.ui.documents.page_work_dialog import page_work_dialog
from caregiver_app.ui.documents.preview_window import PreviewWindow
from caregiver_app.ui.documents.unlock_dialog import UnlockDialog
from caregiver_app.ui.help import about_dialog, shortcuts_dialog
from caregiver_app.ui.history.steps import history_dialog
from caregiver_app.ui.history.versions import versions_dialog
from caregiver_app.ui.licences import LicencesDialog, parts
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.person.contacts import ContactsDialog
from caregiver_app.ui.person.editor import person_dialog
from caregiver_app.ui.person.new_case import new_case_dialog
from caregiver_app.ui.removed import RemovedDialog
from caregiver_app.ui.timeline.editor import add_dialog, change_dialog
from caregiver_app.ui.timeline.page import TimelinePage
from caregiver_app.ui.timeline.panel import lab_panel_dialog
from caregiver_app.ui.timeline.several import add_several_dialog, review_dialog
from deceiving import obeyed
from left_english import english_beside
from looks import clipped
from paged_files import report
from places import EVERY_LOOK, Look, Make, troubles


def with_papers(case_folder: Path) -> Path:
    """Put two papers that have pages into a case."""
    with Casebook.open(case_folder) as book, book.step("Add documents") as tx:
        for number in (1, 2):
            path = case_folder.parent / f"report-{number}.pdf"
            path.write_bytes(report(number))
            kept = book.originals.keep(path)
            told = {"title": path.name, "pages": number, "file_name": path.name, "in_inbox": number == 2}
            tx.put(Document(number=tx.next_number("document"), fingerprint=kept.fingerprint, **told))
    return case_folder


@pytest.fixture
def case_folder(case_folder: Path) -> Path:
    """A case with papers."""
    return with_papers(case_folder)


def _page(key: str) -> Make:
    def make(window: MainWindow) -> QWidget:
        window.go(key)
        return window

    return make


def _welcome(window: MainWindow) -> QWidget:
    window.door.close()
    return window


def _dialog(make: Callable[[MainWindow], QDialog]) -> Make:
    def opened(window: MainWindow) -> QWidget:
        dialog = make(window)
        dialog.open()
        return dialog

    return opened


def _import_review(window: MainWindow) -> QDialog:
    text = "3/4/2023 LDH 310 U/L\n4/4/2023 LDH 300 U/L\n12 May 2023 R-CHOP cycle 1\nDear doctor, " + "here it is. " * 9
    proposed = propose_text(text, window.desk.book.snapshot())
    return review_dialog(window.desk, Path("history.csv"), proposed)


def _findings(window: MainWindow) -> QDialog:
    found = tuple(Finding(f"Something is {kind}.", "D-001 Letter", kind) for kind in ("outside", "missing", "stray"))
    return FindingsDialog(window, Checked(found, 3))


def _documents(view: int) -> Make:
    def make(window: MainWindow) -> QWidget:
        window.go("documents")
        window.page("documents").show_view(view)
        return window

    return make


def _papers(window: MainWindow) -> tuple[Document, ...]:
    return window.desk.book.snapshot().documents


def _with_pages(make: Callable[[MainWindow], QDialog], came: Callable[[Any], Any]) -> Make:
    """Open a dialog and wait for the signal that its pages are known."""

    def opened(window: MainWindow) -> QWidget:
        dialog = make(window)
        waiting = QEventLoop()
        came(dialog).connect(waiting.quit)
        QTimer.singleShot(60_000, waiting, lambda: waiting.exit(1))
        dialog.show()
        assert waiting.exec() == 0
        return dialog

    return opened


def _keys(window: MainWindow) -> QDialog:
    return shortcuts_dialog(window.actions_table.shortcuts(), window)


def _view(index: int) -> Make:
    def make(window: MainWindow) -> QWidget:
        window.go("timeline")
        page = window.page("timeline")
        assert isinstance(page, TimelinePage)
        page.views.bar.setCurrentIndex(index)
        return window

    return make


PLACES: dict[str, Make] = {
    **{key: _page(key) for key in ("overview", "timeline", "documents", "packet")},
    **{words: _view(index) for index, words in enumerate(("lines", "trends", "remarks"), 1)},
    "person": _dialog(lambda window: person_dialog(window.desk)),
    "contacts": _dialog(lambda window: ContactsDialog(window.desk)),
    "removed": _dialog(lambda window: RemovedDialog(window.desk)),
    "versions": _dialog(lambda window: versions_dialog(window.desk, window.desk.book.snapshot().entries[0])),
    "history": _dialog(lambda window: history_dialog(window.desk)),
    "add": _dialog(lambda window: add_dialog(window.desk, "therapy")),
    "change": _dialog(lambda window: change_dialog(window.desk, window.desk.book.snapshot().entries[0])),
    "import": _dialog(_import_review),
    "several": _dialog(lambda window: add_several_dialog(window.desk)),
    "lab panel": _dialog(lambda window: lab_panel_dialog(window.desk)),
    "check": _dialog(_findings),
    "new case": _dialog(lambda window: new_case_dialog(window.door, lambda _words: None, window)),
    "about": _dialog(about_dialog),
    "licences": _dialog(LicencesDialog),
    "keys": _dialog(_keys),
    "inbox": _documents(INBOX),
    "all papers": _documents(ALL),
    "preview": _with_pages(
        lambda window: PreviewWindow(window.desk, _papers(window)[0], window.desk.book.snapshot()),
        lambda dialog: dialog.pane.loader.opened,
    ),
    "page work": _with_pages(
        lambda window: page_work_dialog(window.desk, _papers(window)[1]), lambda dialog: dialog.pictures.came
    ),
    "join": _with_pages(lambda window: join_dialog(window.desk, _papers(window)), lambda dialog: dialog.pictures.came),
    "disc": _dialog(lambda window: DiscDialog(window.desk)),
    "unlock": _dialog(lambda window: UnlockDialog(window.desk, _papers(window)[0])),
    "welcome": _welcome,  # last: it closes the case
}


def test_on_every_page_and_dialog_nothing_shuts_anybody_out(window: MainWindow) -> None:
    assert troubles(window, PLACES, *EVERY_LOOK) == {}


def test_nobody_is_shut_out_by_larger_longer_or_leftward_words_or_by_any_colours(
    qtbot: QtBot, empty_window: MainWindow, reading: tuple[Look, ...], case_folder: Path
) -> None:
    with qtbot.waitSignal(empty_window.case_shown):
        empty_window.door.open(case_folder)
    assert troubles(empty_window, PLACES, *reading) == {}


@pytest.mark.thorough
def test_signs_that_deceive_are_shown_as_marks_on_every_page_and_dialog(deceiving_window: MainWindow) -> None:
    assert troubles(deceiving_window, PLACES, obeyed) == {}


@pytest.mark.parametrize("language", ["zh_CN"])
def test_in_chinese_no_english_is_left_and_nothing_is_cut_off(window: MainWindow) -> None:
    own = "Something is outside, missing, stray. Letter. Dear doctor, here it is. R-CHOP cycle"
    others = "".join(f"{part.licence} {part.inside} {part.words()}" for part in parts())
    assert troubles(window, PLACES, english_beside(window, own, others), clipped) == {}
