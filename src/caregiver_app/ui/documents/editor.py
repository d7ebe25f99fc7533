"""The forms for papers: one for a paper that is here, one for what is held elsewhere or still wanted."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from caregiver_app.casebook.documents import add_thing, change_document
from caregiver_app.domain.documents import Document, label
from caregiver_app.domain.vocabulary import vocabulary
from caregiver_app.i18n import _
from caregiver_app.ui.date_field import DateControl
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.controls import KindControl, TickControl
from caregiver_app.ui.fields import ChoiceControl, DocumentControl, LongControl, TextControl
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.forms import Form


def paper_dialog(desk: Desk, document: Document) -> FormDialog:
    """Return the form for a listed paper."""
    form = _file_form(desk, document) if document.holding == "file" else _thing_form()
    form.set_values(dict(document))

    def save(values: dict[str, Any]) -> None:
        changed = document.amended(**_whole(values))
        if changed != document:
            change_document(desk.book, changed)

    words = _("Change {document}").format(document=label(document.number))
    name = f"document-{document.id}"
    return FormDialog(words, form, save, parent=desk.window, drafts=desk.drafts, draft_name=name)


def thing_dialog(desk: Desk) -> FormDialog:
    """Return the form for something that is not a file here."""

    def save(values: dict[str, Any]) -> None:
        # The casebook gives the real number; one is needed before a Document can be.
        add_thing(desk.book, Document(number=1, **_whole(values)))

    words = _("Add something that is not a file")
    return FormDialog(words, _thing_form(), save, parent=desk.window, drafts=desk.drafts, draft_name="document-thing")


def _file_form(desk: Desk, document: Document) -> Form:
    form = Form()
    form.add("title", _("Title"), TextControl(), required=_("Give it a title, or any word for now."))
    form.add("kind", _("Kind"), KindControl(), _("Type a part of it, such as scan or blood, or open the list."))
    form.add("date", _("Date"), DateControl(), _("The date on the paper. May 2023 or 2023 will do."))
    form.add("origin", _("From"), TextControl(), _("The hospital or doctor it comes from."))
    form.add("language", _("Language"), TextControl(vocabulary("languages")))
    others = possible_originals(desk.book.snapshot().documents, document)
    form.add(
        "translation_of",
        _("Translation of"),
        DocumentControl(others, _("Not a translation")),
        _("The two then stay together."),
    )
    form.add("in_packet", _("Packet"), TickControl(_("Put it in the packet")))
    form.add("note", _("Note"), LongControl(3), _("It is printed beside the title in the packet."))
    return form


def _thing_form() -> Form:
    form = Form()
    holding = ChoiceControl([("elsewhere", _("Somebody holds it")), ("wanted", _("We still need it"))])
    title_hint = _("For example: disc with the PET-CT of May 2023, or slides of the first biopsy.")
    form.add("title", _("What is it?"), TextControl(), title_hint, required=_("Say what it is, in any words."))
    form.add("holding", _("Where is it?"), holding)
    form.add(
        "held_by",
        _("Who holds it, or was asked?"),
        TextControl(),
        _("A person or place, with a phone number if you like."),
    )
    asked = form.add("asked_on", _("Asked on"), DateControl(), _("Leave it empty if you have not asked yet."))
    form.add("kind", _("Kind"), KindControl(), _("Type a part of it, such as slides or disc, or open the list."))
    form.add("date", _("Date"), DateControl(), _("When it was made. May 2023 or 2023 will do."))
    form.add("note", _("Note"), LongControl(3), _("For example the accession number on the label."))

    def follow() -> None:
        asked.setVisible(holding.value() == "wanted")

    holding.changed.connect(follow)
    follow()
    return form


def possible_originals(documents: Sequence[Document], document: Document) -> tuple[Document, ...]:
    """Return the papers this one may be a translation of: not itself, and none that is translated from it."""
    by_id = {other.id: other for other in documents}

    def comes_from(other: Document, ancestor: UUID) -> bool:
        seen: set[UUID] = set()
        step: Document | None = other
        while step is not None and step.id not in seen:
            if step.id == ancestor:
                return True
            seen.add(step.id)
            step = by_id.get(step.translation_of) if step.translation_of is not None else None
        return False

    return tuple(other for other in documents if not comes_from(other, document.id))


def _whole(values: dict[str, Any]) -> dict[str, Any]:
    """Return values as the record takes them: only what is wanted has been asked for."""
    if values.get("holding") == "elsewhere":
        values["asked_on"] = None
    return values
