"""The forms of asking: whom, how, when, until when; what was answered; and that a paper does not apply."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from caregiver_app.casebook.documents.requests import ask_for, change_request
from caregiver_app.casebook.documents.wanted import mark_not_needed
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document, label
from caregiver_app.domain.documents.gaps import GapRow
from caregiver_app.domain.documents.records_guide import kind_name
from caregiver_app.domain.documents.request import ANSWERS, HOWS, Request
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.vocabulary import Term
from caregiver_app.i18n import _
from caregiver_app.ui.date_field import DateControl
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.wanted_rows import kind_id
from caregiver_app.ui.documents.wanted_words import asked_whom
from caregiver_app.ui.fields import ListControl, LongControl, TextControl
from caregiver_app.ui.form_dialog import FormDialog, case_form
from caregiver_app.ui.forms import FieldRow, Form

DRAFTS: Final = "wanted"
"""What the names of these drafts begin with."""
_ANOTHER: Final = ""


def whom_terms(case: CaseSnapshot, *, in_full: bool = False) -> tuple[Term, ...]:
    """Return whom one may ask: the contacts with how to reach them, then who was asked before.

    `in_full` names a contact with the place, as the head of a letter does.
    """
    found: dict[str, str] = {}
    for contact in case.contacts:
        name = ", ".join(part for part in (contact.name, contact.organisation if in_full else "") if part)
        reach = (contact.role, "" if in_full else contact.organisation, contact.phone, contact.email)
        found[name] = " · ".join(part for part in reach if part)
    for document in case.documents:
        for request in document.requests.values:
            if request.whom:
                found.setdefault(request.whom, _("asked before"))
    return tuple(Term(name, name, plain, "", (), "", "") for name, plain in found.items())


def ask_dialog(desk: Desk, gap: GapRow, today: date) -> FormDialog:
    """Return the form to write down that somebody was asked for a paper of a kind."""
    listed = [*gap.wanted, *(one for one in gap.elsewhere if one.requests)]
    form = Form()
    if listed:
        papers = [(str(document.id), _called(document)) for document in listed]
        form.add("paper", _("Which one?"), ListControl([*papers, (_ANOTHER, _("Another one of this kind"))]))
    if listed:
        title = _add_title(form)
        _follow_choice(form, title.setVisible)
    _add_asking(form, desk.book.snapshot(), today)
    if not listed:
        _add_title(form)

    def save(values: dict[str, Any]) -> None:
        paper_id, title_words = values.pop("paper", _ANOTHER), values.pop("title")
        paper = next((one for one in listed if str(one.id) == paper_id), None)
        name = title_words or (kind_name(gap.kind) if listed else "")
        asked = ask_for(desk.book, paper or gap.kind, Request(**values), "" if paper is not None else name)
        desk.tell_step(_("Written down: asked for {paper}.").format(paper=_called(asked)))

    words = _("We asked for it: {paper}").format(paper=gap.name)
    return case_form(desk, words, form, save, f"{DRAFTS}-ask-{kind_id(gap.kind)}")


def ask_again_dialog(desk: Desk, document: Document, today: date) -> FormDialog:
    """Return the form to write down that somebody was asked for a listed paper, once more or first."""
    form = Form()
    _add_asking(form, desk.book.snapshot(), today)
    last = document.requests.values[-1] if document.requests else Request(whom=document.held_by)
    form.row("whom").control.set_value(last.whom)
    form.row("how").control.set_value(last.how)
    form.set_values({})

    def save(values: dict[str, Any]) -> None:
        asked = ask_for(desk.book, document, Request(**values))
        desk.tell_step(_("Written down: asked for {paper}.").format(paper=_called(asked)))

    words = _("We asked for {paper}").format(paper=_called(document))
    return case_form(desk, words, form, save, f"{DRAFTS}-again-{document.id}")


def request_dialog(desk: Desk, document: Document, place: int) -> FormDialog:
    """Return the form of one asking that is in the log; `place` counts from 0, the oldest first."""
    request = document.requests.values[place]
    form = Form()
    _add_asking(form, desk.book.snapshot(), None, answered=True)
    form.set_values(vars(request))

    def save(values: dict[str, Any]) -> None:
        changed = replace(request, **values)
        if changed != request:
            change_request(desk.book, document, place, changed)
            desk.tell_step(_("Changed: {what}.").format(what=asked_whom(changed)))

    words = _("Asked for {paper}").format(paper=_called(document))
    return case_form(desk, words, form, save, f"{DRAFTS}-request-{document.id}-{place}")


def answer_dialog(desk: Desk, document: Document, place: int) -> FormDialog:
    """Return the small form for what somebody answered."""
    request = document.requests.values[place]
    form = Form()
    form.add("answer", _("What did they answer?"), _answers())
    form.add("due", _("When should it be here?"), DateControl(), _("Leave it empty if they did not say."))
    form.add("note", _("Note"), LongControl(3), _("For example the name of who answered."))
    form.set_values(vars(request))

    def save(values: dict[str, Any]) -> None:
        changed = replace(request, **values)
        if changed != request:
            change_request(desk.book, document, place, changed)
            answer = _(ANSWERS[changed.answer])
            desk.tell_step(_("Written down for {paper}: {answer}.").format(paper=_called(document), answer=answer))

    words = _("Answer of {whom}").format(whom=request.whom) if request.whom else _("Their answer")
    return case_form(desk, words, form, save, f"{DRAFTS}-answer-{document.id}-{place}")


def does_not_apply_dialog(desk: Desk, kind: str, why: str = "") -> FormDialog:
    """Return the form to say that there is no such paper for this person, and why."""
    form = Form()
    why_hint = _("For example no transplant. It can stay empty, and it can be taken back at any time.")
    form.add("why", _("Why?"), TextControl(), why_hint)
    form.set_values({"why": why})

    def save(values: dict[str, Any]) -> None:
        mark_not_needed(desk.book, kind, values["why"])
        desk.tell_step(_("Does not apply: {paper}.").format(paper=kind_name(kind)))

    words = _("Does not apply: {paper}").format(paper=kind_name(kind))
    return case_form(desk, words, form, save, f"{DRAFTS}-spared-{kind_id(kind)}")


def _add_title(form: Form) -> FieldRow:
    title_hint = _("For example PET-CT of May 2023. Leave it empty if any of its kind will do.")
    return form.add("title", _("Which paper exactly?"), TextControl(), title_hint)


def _add_asking(form: Form, case: CaseSnapshot, today: date | None, *, answered: bool = False) -> None:
    """Add the fields of one asking; `today` stands there as its day."""
    form.add(
        "whom",
        _("Whom did you ask?"),
        TextControl(whom_terms(case)),
        _("A person or place. Your contacts are offered while you type."),
        required=_("Say whom you asked, in any words."),
    )
    form.add(
        "how", _("How?"), ListControl([("", _("Not written down")), *((key, _(words)) for key, words in HOWS.items())])
    )
    on = DateControl()
    on.set_value(PartialDate.of_day(today) if today is not None else None)
    form.add("on", _("On which day?"), on)
    form.add("due", _("When should it be here?"), DateControl(), _("Leave it empty if they did not say."))
    remind_hint = _("From that day on you are told of it when you open the case.")
    form.add("remind_on", _("When to ask again?"), DateControl(), remind_hint)
    if answered:
        form.add("answer", _("What did they answer?"), _answers())
    form.add("note", _("Note"), LongControl(3), _("For example what was said, or a fee."))


def _answers() -> ListControl:
    return ListControl([(key, _(words)) for key, words in ANSWERS.items()])


def _follow_choice(form: Form, show_title: Callable[[bool], None]) -> None:
    """Ask for a title only while another paper than the listed ones is meant."""
    paper = form.row("paper").control

    def follow() -> None:
        show_title(paper.value() == _ANOTHER)

    paper.changed.connect(follow)
    follow()


def _called(document: Document) -> str:
    return f"{label(document.number)} {document.title}"


def an_id(written: str) -> UUID | None:
    """Read an id out of the name of a draft; None where it is none."""
    try:
        return UUID(written)
    except ValueError:
        return None
