"""Every page and dialog: names, focus order, sizes, and room for longer words."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from caregiver_app import i18n
from caregiver_app.casebook.integrity import Checked
from caregiver_app.casebook.several import propose_text
from caregiver_app.store.integrity import Finding
from caregiver_app.ui.checking import FindingsDialog
from caregiver_app.ui.help import about_dialog
from caregiver_app.ui.history.steps import history_dialog
from caregiver_app.ui.history.versions import versions_dialog
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.person.contacts import ContactsDialog
from caregiver_app.ui.person.editor import person_dialog
from caregiver_app.ui.person.new_case import new_case_dialog
from caregiver_app.ui.removed import RemovedDialog
from caregiver_app.ui.theme import Theme
from caregiver_app.ui.timeline.editor import add_dialog, change_dialog
from caregiver_app.ui.timeline.page import TimelinePage
from caregiver_app.ui.timeline.panel import lab_panel_dialog
from caregiver_app.ui.timeline.several import add_several_dialog, review_dialog
from looks import clipped, longer, named_alike, never_reached, small, unnamed

Make = Callable[[MainWindow], QWidget]


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
    "welcome": _welcome,  # last: it closes the case
}


def troubles(window: MainWindow, look: Callable[[QWidget], list[str]]) -> dict[str, list[str]]:
    """Go to every page and dialog and return what `look` finds there."""
    found = {}
    for name, make in PLACES.items():
        place = make(window)
        QApplication.processEvents()
        found[name] = look(place)
        if place is not window:
            place.close()
    return {name: trouble for name, trouble in found.items() if trouble}


@pytest.mark.parametrize("look", [unnamed, named_alike, small, never_reached, clipped], ids=lambda look: look.__name__)
def test_on_every_page_and_dialog_nothing_is(window: MainWindow, look: Callable[[QWidget], list[str]]) -> None:
    assert troubles(window, look) == {}


@pytest.fixture
def longer_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak a language whose words are two fifths longer."""

    class Longer(i18n.gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return longer(message)

        def ngettext(self, one: str, many: str, n: int) -> str:
            return longer(one if n == 1 else many)

    monkeypatch.setattr(i18n, "_translation", Longer())


@pytest.fixture(params=["longer words", "text at 150 %", "text at 200 %"])
def hard_reading(request: pytest.FixtureRequest, theme: Theme) -> Iterator[None]:
    if request.param == "longer words":
        request.getfixturevalue("longer_words")
    else:
        theme.use("light", int(request.param[8:11]))
    yield
    theme.use("light", 100)


def test_longer_words_and_larger_text_are_not_cut_off(
    qtbot: QtBot, empty_window: MainWindow, hard_reading: None, case_folder: Path
) -> None:
    with qtbot.waitSignal(empty_window.case_shown):
        empty_window.door.open(case_folder)
    assert troubles(empty_window, clipped) == {}
