"""The words of one kind of paper in full: what a list says of it, who has it, in which form, and how asking stands."""

from typing import Final

from caregiver_app.domain.documents.asking import Asked
from caregiver_app.domain.documents.document import TROUBLES, Document
from caregiver_app.domain.documents.freshness import limit_in_words
from caregiver_app.domain.documents.gaps import GapRow
from caregiver_app.domain.documents.loans import loan_in_words
from caregiver_app.domain.documents.recipients import Receiver
from caregiver_app.domain.documents.records_guide import RecordGuide, guide_for
from caregiver_app.domain.documents.request import ANSWERS, HOWS, Request
from caregiver_app.i18n import N_, _, as_sentence, in_sentences, with_commas

NEEDS: Final = {
    "needed": N_("Needed"),
    "if": N_("Wanted where it applies"),
    "not": N_("Not wanted by this centre"),
}
TRANSLATING: Final = {
    "": N_("No translation asked for"),
    "wanted": N_("In translation"),
    "certified": N_("In a certified translation"),
}
_ORIGINALS: Final = {
    "no": N_("No original is needed."),
    "copy": N_("A copy will do."),
    "original": N_("The original itself is asked for."),
}
_TRANSLATIONS: Final = {
    "yes": N_("Abroad it is wanted in translation."),
    "part": N_("Abroad a part of it is wanted in translation."),
    "no": N_("It needs no translation."),
}


def what_the_list_says(gap: GapRow, receiver: Receiver) -> tuple[str, ...]:
    """Return what a list says of a kind of paper, a line each: in its own words first."""
    want = gap.want
    quoted = _("“{words}”").format(words=want.words) if want.words else ""
    limit = limit_in_words(want, own=receiver.own)
    limit = as_sentence(f"{limit[:1].upper()}{limit[1:]}") if limit else ""
    needed = _("{sentence}.").format(sentence=_(NEEDS[want.need]))
    translation = _("{sentence}.").format(sentence=_(TRANSLATING[want.translation])) if want.translation else ""
    return tuple(line for line in (quoted, needed, limit, translation) if line)


def guide_facts(kind: str) -> tuple[tuple[str, str], ...]:
    """Return what is worth knowing about a kind of paper, each with its heading; nothing for one of own words."""
    guide = guide_for(kind)
    if guide is None:
        return ()
    facts = (
        (_("Who usually has it"), as_sentence(_(guide.ask_whom))),
        (_("Why reviewers ask for it"), _(guide.why)),
        (_("Usual form"), _form(guide)),
    )
    return tuple((name, words) for name, words in facts if words)


def notes_on(document: Document) -> tuple[str, ...]:
    """Return what is to be known of a paper beside its number: trouble with its file, who holds or borrowed it."""
    held = _("Held by {whom}.").format(whom=document.held_by) if document.held_by else ""
    told = (
        _(TROUBLES[document.trouble]) if document.trouble in TROUBLES else "",
        held if document.holding == "elsewhere" else "",
        loan_in_words(document),
    )
    return tuple(words for words in told if words)


def asked_whom(request: Request) -> str:
    """Write whom somebody asked, how and when: "Inverlaw desk, by phone, 9 November 2026"."""
    how = _(HOWS[request.how]) if request.how in HOWS else request.how
    on = request.on.in_words() if request.on else ""
    return with_commas(part for part in (request.whom, how, on) if part) or _("Nothing more is written down")


def asked_then(request: Request, stands: Asked | None) -> tuple[str, ...]:
    """Return what came of asking, a line each. `stands` is None for an asking that a later one took the place of."""
    told = []
    if request.due is not None:
        due = _("Due {date}.").format(date=request.due.in_words())
        late = stands is not None and stands.overdue
        told.append(in_sentences([due, _("It is overdue.")]) if late else due)
    if request.remind_on is not None and stands is not None and stands.waiting:
        told.append(_("Ask again on {date}.").format(date=request.remind_on.in_words()))
    told.append(_("Answer: {answer}.").format(answer=_(ANSWERS.get(request.answer, request.answer))))
    return (*told, request.note) if request.note else tuple(told)


def _form(guide: RecordGuide) -> str:
    original = _with_note(_(_ORIGINALS[guide.original]), _(guide.original_note))
    translation = _with_note(_(_TRANSLATIONS[guide.translation]), _(guide.translation_note))
    return in_sentences((as_sentence(_(guide.format)), original, translation))


def _with_note(sentence: str, note: str) -> str:
    return _("{sentence} ({note}).").format(sentence=sentence.rstrip(".。"), note=note) if note else sentence
