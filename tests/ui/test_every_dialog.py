"""In no dialog are words lost by Esc, by closing it, by a kill or by the case being closed."""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

import caregiver_app.ui
from caregiver_app.domain.timeline.kinds import KINDS
from caregiver_app.ui.appointments.editor import add_dialog as add_appointment_dialog
from caregiver_app.ui.asking_dialog import AskingDialog
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.editor import thing_dialog
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.person.contacts import ContactsDialog, contact_dialog
from caregiver_app.ui.person.editor import person_dialog
from caregiver_app.ui.reading_order import Dialog
from caregiver_app.ui.timeline.editor import add_dialog
from caregiver_app.ui.worksheet.forms import option_dialog, programme_dialog

NOTHING_IS_TYPED = {
    "BackupDialog", "BringBackDialog", "BugDialog", "ContactsDialog", "CostsDialog", "DecidingDialog", "DiscDialog",
    "EraseDialog", "FilesDialog", "FindingsDialog", "HistoryDialog", "NoPrinterDialog", "PreviewWindow",
    "RemovedDialog", "SentDialog", "ShowingDialog", "UnsavedDialog", "VersionsDialog",
}  # fmt: skip
"""Lists, messages and questions. Whoever types in one of their forms does so in a form of its own."""
ONLY_PASSWORDS = {
    "ChangePassphraseDialog", "NewSheetDialog", "PassphraseDialog", "PasswordDialog", "ProtectDialog", "StepsDialog",
    "TakeOffDialog", "UnlockDialog",
}  # fmt: skip
"""A password, a passphrase or the code of a recovery sheet is never kept on the disk."""
ASKS_BY_ITSELF = {"ColumnsDialog", "SettingsDialog"}
"""A few choices are made, and no words typed: `test_several.py` leaves the one, and in the other they hold at once."""
FIELDS = {"QLineEdit", "QPlainTextEdit", "TextControl", "LongControl", "DateControl", "NumberControl", "Form"}


def all_dialogs() -> list[type[QDialog]]:
    """Import the whole window and return every dialog in it."""
    for module in pkgutil.walk_packages(caregiver_app.ui.__path__, "caregiver_app.ui."):
        importlib.import_module(module.name)
    found: set[type[QDialog]] = set()
    waiting: list[type[QDialog]] = [QDialog]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            if kind not in found:
                found.add(kind)
                waiting.append(kind)
    return [kind for kind in found if kind.__module__.startswith("caregiver_app") and kind is not Dialog]


def test_every_dialog_asks_before_words_are_let_go_or_has_none() -> None:
    dialogs = all_dialogs()
    others = {kind for kind in dialogs if not issubclass(kind, AskingDialog)}
    assert {kind.__name__ for kind in others} == NOTHING_IS_TYPED | ONLY_PASSWORDS | ASKS_BY_ITSELF
    for kind in others:
        if kind.__name__ in NOTHING_IS_TYPED:
            assert not _made_in(kind) & FIELDS, kind
    ways_out = ("reject", "closeEvent", "put_by", "_may_go", "_ask", "_leave", "_keep_draft", "note_change")
    for kind in dialogs:
        if issubclass(kind, AskingDialog) and kind is not AskingDialog:
            assert not [name for name in ways_out if name in vars(kind)], kind


def _made_in(kind: type[QDialog]) -> set[str]:
    """Return the names that are called in the body of a class, but for a text that is only shown."""
    calls = [node for node in ast.walk(ast.parse(inspect.getsource(kind))) if isinstance(node, ast.Call)]
    made = {call.func.id for call in calls if isinstance(call.func, ast.Name)}
    shown = any(isinstance(call.func, ast.Attribute) and call.func.attr == "setReadOnly" for call in calls)
    return made - {"QPlainTextEdit"} if shown else made


FORMS: dict[str, Callable[[Desk], FormDialog]] = {
    **{f"add-{kind.id}": lambda desk, kind=kind: add_dialog(desk, kind.id, lambda _new: None) for kind in KINDS},
    "person": person_dialog,
    "contact-new": lambda desk: contact_dialog(desk, None, ContactsDialog(desk)),
    "document-thing": thing_dialog,
    "appointment-new": add_appointment_dialog,
    "worksheet-option-new": option_dialog,
    "worksheet-programme-new": programme_dialog,
}


@pytest.fixture(params=sorted(FORMS))
def form(desk: Desk, request: pytest.FixtureRequest) -> FormDialog:
    made = FORMS[request.param](desk)
    made.open()
    row = next(row for row in made.form.rows.values() if hasattr(row.control.inner(), "setText"))
    row.control.set_typed("half a <b>word</b>")
    return made


@pytest.mark.every(3)
def test_esc_and_the_close_button_ask_and_the_words_stay(form: FormDialog, desk: Desk) -> None:
    before = form.draft()
    for _press in range(2):
        QTest.keyClick(form, Qt.Key.Key_Escape)
        assert form.isVisible()
        assert form.asking.isVisible()
        assert form.keep_button.isDefault()
        QTest.keyClick(form, Qt.Key.Key_Escape)
        assert form.isVisible()
        assert not form.asking.isVisible()
    form.close()
    assert form.isVisible()
    assert form.draft() == before
    form.leave_without_saving()
    assert desk.drafts.names() == ()


@pytest.mark.every(3)
def test_a_form_that_is_put_by_comes_back_with_its_words(form: FormDialog, desk: Desk) -> None:
    before = form.draft()
    form.put_by()
    (name,) = desk.drafts.names()
    kept = desk.drafts.find(name)
    assert {key: text for key, text in kept.items() if not key.startswith("_")} == before
    assert desk.saving.at_risk == ()


def test_a_form_whose_words_cannot_be_kept_says_so_and_tries_again(form: FormDialog, desk: Desk) -> None:
    folder = desk.book.folder / "drafts"
    folder.rmdir() if folder.exists() else None
    folder.write_text("in the way", encoding="utf-8")
    form.keep_now()
    assert form.notices.kind == "stop"
    assert form.notices.action.text() == "Try again"
    assert any("half a <b>word</b>" in words for words in desk.saving.at_risk)
    folder.unlink()
    form.notices.action.click()
    assert form.notices.kind == ""
    assert desk.saving.at_risk == ()
    form.leave_without_saving()
