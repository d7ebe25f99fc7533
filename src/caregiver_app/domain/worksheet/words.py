"""What the history calls the parts of the worksheet."""

from collections.abc import Callable, Mapping
from itertools import chain
from typing import Final

from caregiver_app.domain.record import Record
from caregiver_app.domain.record_words import RecordWords, one_of
from caregiver_app.domain.worksheet.frame import (
    choice_called,
    criteria,
    points,
    sentence_frames,
    worksheet_steps,
)
from caregiver_app.domain.worksheet.records import (
    OPINIONS,
    YES_NO_UNSURE,
    Costs,
    Opinion,
    Option,
    Programme,
    Said,
    SaidOf,
    Worksheet,
)
from caregiver_app.i18n import N_, _, labelled, with_commas, with_semicolons


def chosen(name: str) -> Callable[[str], str]:
    """Return what writes a choice of one of the guide's lists; own words stay as they are."""

    def show(value: str) -> str:
        found = choice_called(name, value)
        return _(found.name) if found is not None else value

    return show


def row_name(row: str) -> str:
    """Write the name of a row of a table, of a step or of a sentence."""
    tables = ((one.id, one.name) for one in (*criteria(), *points()))
    parts = chain(tables, ((step.id, step.name) for step in worksheet_steps()))
    named = dict(chain(parts, ((sentence.id, sentence.name) for sentence in sentence_frames())))
    return _(named[row]) if row in named else row


def said_in_words(said: Said) -> str:
    """Write what was said in one line, with by whom and when."""
    told = with_commas(part for part in (said.who, said.on.in_words() if said.on else "") if part)
    return f"{said.text} ({told})" if told else said.text


def _said(packed: SaidOf) -> str:
    return with_semicolons(labelled(row_name(one.row), said_in_words(one)) for one in packed.values)


def _costs(packed: Costs) -> str:
    return with_semicolons(" ".join(part for part in (one.what, one.amount) if part) for one in packed.values)


def _closed(value: str) -> str:
    return with_commas(row_name(one) for one in value.split(",") if one)


WORDS: Final[Mapping[type[Record], RecordWords]] = {
    Option: RecordWords(
        N_("Treatment that was named"),
        {
            "name": N_("What it is called"),
            "kind": N_("Kind"),
            "said": N_("What was said"),
            "note": N_("Note"),
            "position": N_("Place"),
        },
        lambda one: str(one.name),
        {"kind": chosen("option_kind"), "said": _said},
    ),
    Programme: RecordWords(
        N_("Programme"),
        {
            "name": N_("What it is called"),
            "place": N_("Where"),
            "languages": N_("Languages"),
            "route": N_("Route"),
            "contact": N_("Contact"),
            "said": N_("What was said"),
            "costs": N_("What it may cost"),
            "note": N_("Note"),
            "position": N_("Place"),
        },
        lambda one: str(one.name),
        {"route": chosen("route"), "said": _said, "costs": _costs},
    ),
    Opinion: RecordWords(
        N_("Opinion"),
        {
            "kind": N_("Kind"),
            "whom": N_("Of whom"),
            "members": N_("Who took part"),
            "reason": N_("Why it is asked for"),
            "about": N_("What it is about"),
            "question": N_("The question"),
            "sent_on": N_("Sent on"),
            "sent": N_("What was sent"),
            "answered_on": N_("Answered on"),
            "answer": N_("What they said"),
            "differs": N_("Where opinions differ"),
            "next_step": N_("Next step"),
            "programme": N_("Programme"),
            "document": N_("Document"),
        },
        lambda one: " · ".join(part for part in (_(OPINIONS[one.kind]), one.whom) if part),
        {"kind": one_of(OPINIONS), "about": chosen("question_kind"), "reason": chosen("reason")},
    ),
    Worksheet: RecordWords(
        N_("Worksheet"),
        {
            "goal": N_("Goal of treatment"),
            "goal_words": N_("The goal in your words"),
            "wishes": N_("What the patient wants"),
            "tempo": N_("How fast the disease is"),
            "exploring": N_("Why you look into CAR-T"),
            "question_kind": N_("Kind of question"),
            "role": N_("Part of CAR-T here"),
            "role_who": N_("Who said so"),
            "role_on": N_("When"),
            "mdt": N_("Team review first"),
            "mdt_why": N_("Why"),
            "steps": N_("Notes on the steps"),
            "closed": N_("Thought through"),
            "sentences": N_("The four sentences"),
        },
        lambda _one: _("Can we explain the choice?"),
        {
            "goal": chosen("goal"),
            "question_kind": chosen("question_kind"),
            "role": chosen("role"),
            "mdt": one_of(YES_NO_UNSURE),
            "exploring": chosen("reason"),
            "steps": _said,
            "closed": _closed,
            "sentences": _said,
        },
    ),
}
