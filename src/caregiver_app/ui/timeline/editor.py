"""The form of one entry, made from the table of kinds: what matters first is asked first, the rest is folded."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid4

from PySide6.QtWidgets import QWidget

from caregiver_app.domain.timeline.kinds import Field as Asked
from caregiver_app.domain.timeline.kinds import Kind, kind_called, kind_of
from caregiver_app.domain.timeline.wording import HOW_KNOWN
from caregiver_app.domain.vocabulary import vocabulary
from caregiver_app.i18n import _
from caregiver_app.ui.date_field import DateControl
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fields import ChoiceControl, Control, DocumentControl, LongControl, NumberControl, TextControl
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.forms import Form

if TYPE_CHECKING:
    from caregiver_app.domain.documents import Document
    from caregiver_app.domain.timeline.records import Entry

FIRST: Final = 3


def entry_form(kind: Kind, documents: "tuple[Document, ...]", entry: "Entry | None" = None) -> Form:
    """Return the form of one kind, filled with an entry when there is one."""
    form = Form()
    for asked in kind.fields[:FIRST]:
        _add(form, kind, asked)
    known = ChoiceControl([(key, _(words)) for key, words in HOW_KNOWN.items()])
    known.set_value("report")
    form.add("how_known", _("How it is known"), known)
    form.add(
        "proof",
        _("The paper that shows it"),
        DocumentControl(documents, _("No document yet")),
        _("A report or letter from your documents."),
    )
    form.add("proof_page", _("On page"), NumberControl(1, 9999))
    if len(kind.fields) > FIRST:
        form.fold(_("More details"), _("Fewer details"))
        for asked in kind.fields[FIRST:]:
            _add(form, kind, asked)
    if entry is not None:
        form.set_values(dict(entry))
        folded = (asked.name for asked in kind.fields[FIRST:])
        form.unfold(any(getattr(entry, name) not in ("", None) for name in folded))
    return form


def add_dialog(desk: Desk, kind_id: str, added: Callable[[UUID], object] | None = None) -> FormDialog:
    """Return the form for a new entry of a kind; `added` is told its id."""
    from caregiver_app.casebook.timeline import add_entry

    kind = kind_called(kind_id)
    assert kind is not None

    def save(values: dict[str, Any]) -> None:
        entry = kind.record(**values)
        add_entry(desk.book, entry)
        if added is not None:
            added(entry.id)

    form = entry_form(kind, desk.book.snapshot().documents)
    return _dialog(desk, _(kind.ask), form, save, f"add-{kind.id}")


def change_dialog(desk: Desk, entry: "Entry", parent: QWidget | None = None) -> FormDialog:
    """Return the form for an entry that is there."""
    from caregiver_app.casebook.timeline import change_entry

    def save(values: dict[str, Any]) -> None:
        changed = entry.amended(**values)
        if changed != entry:
            change_entry(desk.book, changed)

    kind = kind_of(entry)
    form = entry_form(kind, desk.book.snapshot().documents, entry)
    return _dialog(desk, _(kind.word), form, save, f"entry-{entry.id}", parent)


def copy_dialog(desk: Desk, entry: "Entry", added: Callable[[UUID], object]) -> FormDialog:
    """Return the form of a new entry that begins as a copy of one; `added` is told its id."""
    from caregiver_app.casebook.timeline import add_entry

    def save(values: dict[str, Any]) -> None:
        copy = entry.amended(**values, id=uuid4())
        add_entry(desk.book, copy)
        added(copy.id)

    kind = kind_of(entry)
    form = entry_form(kind, desk.book.snapshot().documents, entry)
    words = _("A copy: {kind}").format(kind=_(kind.word))
    return _dialog(desk, words, form, save, f"copy-{entry.id}", save_words=_("Save the copy"))


def _dialog(
    desk: Desk,
    words: str,
    form: Form,
    save: Callable[[dict[str, Any]], None],
    draft_name: str,
    parent: QWidget | None = None,
    save_words: str = "",
) -> FormDialog:
    return FormDialog(
        words,
        form,
        save,
        parent=parent or desk.window,
        drafts=desk.drafts,
        draft_name=draft_name,
        save_words=save_words,
    )


def _add(form: Form, kind: Kind, asked: Asked) -> None:
    needed = kind.record.model_fields[asked.name].is_required()
    required = _("Fill in “{field}”; the rest can wait.").format(field=_(asked.label)) if needed else ""
    form.add(asked.name, _(asked.label), _control(asked), _(asked.hint), required=required)


def _control(asked: Asked) -> Control:
    if asked.asks == "date":
        return DateControl()
    if asked.asks == "long":
        return LongControl()
    if asked.asks in ("line", "number"):
        return NumberControl(1, 99)
    if asked.asks == "planned":
        return ChoiceControl([("", _("Not known")), ("yes", _("Yes")), ("no", _("No"))])
    return TextControl(vocabulary(asked.terms) if asked.terms else ())
