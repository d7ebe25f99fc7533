"""The forms for papers: for one that is here, for scans and discs, for what is held elsewhere or still wanted."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from caregiver_app.casebook.documents.listing import add_thing, change_document
from caregiver_app.domain.documents.document import SETS, Document, label
from caregiver_app.domain.documents.loans import loan_in_words
from caregiver_app.domain.documents.request import Request, Requests
from caregiver_app.domain.documents.translations import possible_originals
from caregiver_app.domain.vocabulary import vocabulary
from caregiver_app.i18n import _
from caregiver_app.ui.date_field import DateControl
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.controls import KindControl, TickControl
from caregiver_app.ui.documents.wanted_holding import KindsControl
from caregiver_app.ui.documents.wanted_letters import SlipControl
from caregiver_app.ui.fields import ChoiceControl, DocumentControl, LongControl, TextControl
from caregiver_app.ui.form_dialog import FormDialog, case_form
from caregiver_app.ui.forms import FieldRow, Form

NEVER_ASKED: Final = Requests("")


def paper_dialog(desk: Desk, document: Document) -> FormDialog:
    """Return the form for a listed paper."""
    form = _form_of(desk, document)
    form.set_values({**dict(document), "asked_on": document.asked_on})
    form.unfold_what_is_filled()

    def save(values: dict[str, Any]) -> None:
        changed = document.amended(**_with_earlier_loan(document, _whole(values, document.requests)))
        if changed != document:
            change_document(desk.book, changed)

    words = _("Change {document}").format(document=label(document.number))
    return case_form(desk, words, form, save, f"document-{document.id}")


def thing_dialog(desk: Desk) -> FormDialog:
    """Return the form for something that is not a file here."""

    def save(values: dict[str, Any]) -> None:
        # The casebook gives the real number; one is needed before a Document can be.
        add_thing(desk.book, Document(number=1, **_whole(values)))

    return case_form(desk, _("Add something that is not a file"), _thing_form(desk), save, "document-thing")


def _form_of(desk: Desk, document: Document) -> Form:
    if document.format in SETS:
        return _set_form(desk, document)
    return _file_form(desk, document) if document.holding == "file" else _thing_form(desk, document)


def _file_form(desk: Desk, document: Document) -> Form:
    form = Form()
    _add_title(form)
    form.add("date", _("Date"), DateControl(), _("The date on the paper. May 2023 or 2023 will do."))
    form.add("origin", _("From"), TextControl(), _("The hospital or doctor it comes from."))
    form.add("language", _("Language"), TextControl(vocabulary("languages")))
    _add_translation(form, possible_originals(desk.book.snapshot().documents, document))
    form.add("in_packet", _("Packet"), TickControl(_("Put it in the packet")))
    form.add("note", _("Note"), LongControl(3), _("It is printed beside the title in the packet."))
    _fold_what_is_on_it(form)
    form.add("accession", _("Accession number"), TextControl(), _("The number the laboratory or department gave it."))
    return form


def _set_form(desk: Desk, document: Document) -> Form:
    """Return the form of a scan or disc: it has no pages for the packet, and nobody translates it."""
    form = Form()
    _add_title(form)
    form.add("date", _("Date"), DateControl(), _("When the pictures were taken. May 2023 or 2023 will do."))
    form.add("origin", _("From"), TextControl(), _("The hospital or doctor it comes from."))
    form.add("accession", _("Accession number"), TextControl(), _("The number the department gave it."))
    if document.holding == "elsewhere":
        form.add("held_by", _("Where it was left"), TextControl(), _("The folder, or where the disc itself is."))
    if document.holding == "elsewhere" and document.format == "disc":
        _add_loan(form)
        _add_slip(form, desk, document)
    form.add("note", _("Note"), LongControl(3), _("It is printed beside the title in the packet."))
    _fold_what_is_on_it(form)
    return form


def _add_title(form: Form) -> None:
    form.add("title", _("Title"), TextControl(), required=_("Give it a title, or any word for now."))
    form.add("kind", _("Kind"), KindControl(), _("Type a part of it, such as scan or blood, or open the list."))


def _fold_what_is_on_it(form: Form) -> None:
    form.fold(_("More: what else it holds, the name on it …"), _("Less"))
    covers_hint = _("Other kinds of paper that are part of it, such as the stains in a report of pathology.")
    form.add("covers", _("Also holds"), KindsControl(), covers_hint)
    form.add(
        "name_on_it", _("Name on it"), TextControl(), _("As it is written there. Centres compare it with the passport.")
    )
    form.add("born_on_it", _("Birth date on it"), TextControl(), _("As it is written there."))


def _thing_form(desk: Desk, document: Document | None = None) -> Form:
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
    form.add("accession", _("Accession number"), TextControl(), _("The number on its label, if it has one."))
    lent = _add_loan(form)
    if document is not None and document.holding == "elsewhere":
        lent.append(_add_slip(form, desk, document))
    form.add("note", _("Note"), LongControl(3))
    form.fold(_("More: where it comes from, translation …"), _("Less"))
    form.add("origin", _("From"), TextControl(), _("The hospital or doctor it comes from."))
    form.add("language", _("Language"), TextControl(vocabulary("languages")))
    papers = desk.book.snapshot().documents
    _add_translation(form, possible_originals(papers, document) if document is not None else papers)

    def follow() -> None:
        asked.setVisible(holding.value() == "wanted")
        for row in lent:
            row.setVisible(holding.value() == "elsewhere")

    holding.changed.connect(follow)
    follow()
    return form


def _add_loan(form: Form) -> list[FieldRow]:
    """Add to whom a thing is lent, since when, and when it came back."""
    lent_to = form.add("lent_to", _("Lent to"), TextControl(), _("Who has it now, if it was given away for a while."))
    lent_on = form.add("lent_on", _("Lent on"), DateControl())
    back = form.add("returned_on", _("Back on"), DateControl(), _("Leave it empty while it is away."))
    return [lent_to, lent_on, back]


def _add_slip(form: Form, desk: Desk, thing: Document) -> FieldRow:
    slip_hint = _("To tape on it: its number, whose it is and where it goes back.")
    return form.add("slip", _("Slip"), SlipControl(desk, thing), slip_hint)


def _add_translation(form: Form, originals: Sequence[Document]) -> None:
    """Add which paper it is a translation of and, where it is one, who made it and whether it is certified."""
    original = DocumentControl(originals, _("Not a translation"))
    form.add("translation_of", _("Translation of"), original, _("The two then stay together."))
    by = form.add("translator", _("Translated by"), TextControl(), _("A name or an office."))
    certified = ChoiceControl([("", _("Not known")), ("yes", _("Yes")), ("no", _("No"))])
    sworn = form.add("certified", _("Certified translation?"), certified, _("Signed or stamped by the translator."))

    def follow() -> None:
        for row in (by, sworn):
            row.setVisible(original.value() is not None)

    original.changed.connect(follow)
    follow()


def _whole(values: dict[str, Any], log: Requests = NEVER_ASKED) -> dict[str, Any]:
    """Return values as the record takes them: the day of asking is that of the last time in the log of asking."""
    values.pop("slip", None)
    if "asked_on" not in values:
        return values
    day = values.pop("asked_on")
    if values.get("holding") != "wanted":
        return values
    *earlier, last = log.values or (Request(whom=values.get("held_by", "")),)
    last = replace(last, on=day)
    asked = last != Request(whom=last.whom)
    return {**values, "requests": Requests.of((*earlier, last) if asked else earlier)}


def _with_earlier_loan(document: Document, values: dict[str, Any]) -> dict[str, Any]:
    """Move a loan that is over to the note where another one takes its place."""
    is_over = bool(document.lent_to) and document.returned_on is not None
    if not is_over or not values.get("lent_to") or values["lent_to"] == document.lent_to:
        return values
    note = "\n".join(part for part in (values["note"], loan_in_words(document)) if part)
    days = {day: values[day] if values[day] != getattr(document, day) else None for day in ("lent_on", "returned_on")}
    return {**values, **days, "note": note}
