"""The form of one entry, made from the table of kinds: what matters first is asked first, the rest is folded."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid4

from PySide6.QtWidgets import QWidget

from caregiver_app.domain.timeline.kinds import Field as Asked
from caregiver_app.domain.timeline.kinds import Kind, kind_called, kind_of
from caregiver_app.domain.timeline.wording import HOW_KNOWN
from caregiver_app.domain.vocabulary import vocabulary
from caregiver_app.i18n import _, ngettext
from caregiver_app.ui.date_field import DateControl
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fields import (
    ChoiceControl,
    Control,
    DocumentControl,
    FieldUnclear,
    LongControl,
    NumberControl,
    TextControl,
)
from caregiver_app.ui.form_dialog import FormDialog, case_form
from caregiver_app.ui.forms import Form

if TYPE_CHECKING:
    from caregiver_app.domain.documents.document import Document
    from caregiver_app.domain.timeline.records import Entry
    from caregiver_app.domain.vocabulary import Term

FIRST: Final = 3


def entry_form(
    kind: Kind, documents: "tuple[Document, ...]", entry: "Entry | None" = None, *, family: str = ""
) -> Form:
    """Return the form of one kind, filled with an entry when there is one.

    Words used for the `family` of the case's disease are offered first.
    """
    form = Form()
    for asked in kind.fields[:FIRST]:
        _add(form, kind, asked, family)
    known = ChoiceControl([(key, _(words)) for key, words in HOW_KNOWN.items()])
    known.set_value("check")
    form.add("how_known", _("How it is known"), known)
    paper = DocumentControl(documents, _("No paper yet"))
    form.add("proof", _("The paper that shows it"), paper, _("A report or letter from your papers."))
    # A fact whose paper is named is from a report, unless somebody said otherwise.
    paper.changed.connect(lambda: known.set_value("report") if paper.value() and known.value() == "check" else None)
    form.add("proof_page", _("On page"), NumberControl(1, 9999))
    if len(kind.fields) > FIRST:
        form.fold(_("More details"), _("Fewer details"))
        for asked in kind.fields[FIRST:]:
            _add(form, kind, asked, family)
    _remark_on_dates(form)
    _remark_on_page(form, documents)
    if entry is not None:
        form.set_values(dict(entry))
        form.unfold_what_is_filled()
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

    return case_form(desk, _(kind.ask), _form(desk, kind), save, f"add-{kind.id}")


def change_dialog(desk: Desk, entry: "Entry", parent: QWidget | None = None) -> FormDialog:
    """Return the form for an entry that is there."""
    from caregiver_app.casebook.timeline import change_entry

    def save(values: dict[str, Any]) -> None:
        changed = entry.amended(**values)
        if changed != entry:
            change_entry(desk.book, changed)

    kind = kind_of(entry)
    return case_form(desk, _(kind.word), _form(desk, kind, entry), save, f"entry-{entry.id}", parent=parent)


def copy_dialog(desk: Desk, entry: "Entry", added: Callable[[UUID], object]) -> FormDialog:
    """Return the form of a new entry that begins as a copy of one; `added` is told its id."""
    from caregiver_app.casebook.timeline import add_entry

    def save(values: dict[str, Any]) -> None:
        copy = entry.amended(**values, id=uuid4())
        add_entry(desk.book, copy)
        added(copy.id)

    kind = kind_of(entry)
    words, save_words = _("A copy: {kind}").format(kind=_(kind.word)), _("Save the copy")
    return case_form(desk, words, _form(desk, kind, entry), save, f"copy-{entry.id}", save_words=save_words)


def _form(desk: Desk, kind: Kind, entry: "Entry | None" = None) -> Form:
    from caregiver_app.domain.timeline.disease import family_of

    case = desk.book.snapshot()
    return entry_form(kind, case.documents, entry, family=family_of(case.entries))


def _remark_on_dates(form: Form) -> None:
    """Say beneath the end that it is surely before the beginning."""
    from caregiver_app.domain.dates import days_between

    if not {"date", "end"} <= form.rows.keys():
        return

    def say() -> str:
        days = days_between(_readable(form, "date"), _readable(form, "end"))
        is_before = days is not None and days[1] < 0
        return _("It ends before it begins. Look at both dates.") if is_before else ""

    form.remark_on("end", "date", say)


def _remark_on_page(form: Form, documents: "tuple[Document, ...]") -> None:
    """Say beneath the page that the paper has fewer."""
    from caregiver_app.domain.documents.document import label

    by_id = {document.id: document for document in documents}

    def say() -> str:
        paper, page = by_id.get(_readable(form, "proof")), _readable(form, "proof_page")
        if paper is None or not paper.pages or page is None or page <= paper.pages:
            return ""
        words = ngettext("{paper} has {n} page.", "{paper} has {n} pages.", paper.pages)
        return words.format(paper=label(paper.number), n=paper.pages)

    form.remark_on("proof_page", "proof", say)


def _readable(form: Form, name: str) -> Any:
    """Return the value of a field, or None while it cannot be read."""
    try:
        return form.row(name).control.value()
    except FieldUnclear:
        return None


def _add(form: Form, kind: Kind, asked: Asked, family: str) -> None:
    needed = kind.record.model_fields[asked.name].is_required()
    required = _("Fill in “{field}”; the rest can wait.").format(field=_(asked.label)) if needed else ""
    form.add(asked.name, _(asked.label), _control(asked, family), _(asked.hint), required=required)


def _control(asked: Asked, family: str) -> Control:
    if asked.asks == "date":
        return DateControl()
    if asked.asks == "long":
        return LongControl()
    if asked.asks in ("line", "number"):
        return NumberControl(1, 99)
    if asked.asks == "planned":
        return ChoiceControl([("", _("Not known")), ("yes", _("Yes")), ("no", _("No"))])
    return TextControl(_offered(asked.terms, family) if asked.terms else (), several=asked.asks == "list")


def _offered(terms: str, family: str) -> "Sequence[Term]":
    """Return the words of a vocabulary, those of a disease's family first, those of no family next."""
    words = vocabulary(terms)
    if not family:
        return words
    return sorted(
        words, key=lambda word: 0 if family in word.listed("families") else 2 if word.listed("families") else 1
    )
