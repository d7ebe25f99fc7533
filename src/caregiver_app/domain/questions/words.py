"""What the history calls a question and what was done with it."""

from collections.abc import Mapping
from typing import Final

from caregiver_app.domain.guide.words import line_in_words
from caregiver_app.domain.journey.board import stage_name
from caregiver_app.domain.questions.library import AUDIENCES, question_topics
from caregiver_app.domain.questions.records import Answer, Answers, Question, Visits
from caregiver_app.domain.record import Record
from caregiver_app.domain.record_words import RecordWords, one_of
from caregiver_app.i18n import N_, _, labelled, ngettext, with_commas, with_semicolons


def topic_name(topic_id: str) -> str:
    """Write the heading a question stands under."""
    found = next((topic for topic in question_topics() if topic.id == topic_id), None)
    return _(found.name) if found is not None else topic_id


def audience_in_words(audience: str) -> str:
    """Write whom a question is for; `audience` are ids with commas between."""
    return with_commas(_(AUDIENCES[one]) if one in AUDIENCES else one for one in audience.split(",") if one)


def answer_in_words(answer: Answer) -> str:
    """Write an answer in one line: who, when, and what they said."""
    told = with_commas(part for part in (answer.who, answer.on.in_words() if answer.on else "") if part)
    return labelled(told, answer.text) if told else answer.text


def _answers(packed: Answers) -> str:
    return with_semicolons(answer_in_words(answer) for answer in packed.values)


def _visits(packed: Visits) -> str:
    n = len(packed.values)
    return ngettext("{n} appointment", "{n} appointments", n).format(n=n)


WORDS: Final[Mapping[type[Record], RecordWords]] = {
    Question: RecordWords(
        N_("Question"),
        {
            "text": N_("Your question"),
            "guide": N_("From the guide"),
            "starred": N_("Star"),
            "visits": N_("On the sheet of"),
            "answers": N_("Answers"),
            "hidden": N_("Shown"),
            "topic": N_("About"),
            "audience": N_("For whom"),
            "stage": N_("Step"),
            "position": N_("Place"),
        },
        lambda one: one.text or line_in_words(one.guide),
        {
            "guide": line_in_words,
            "topic": topic_name,
            "audience": audience_in_words,
            "stage": stage_name,
            "visits": _visits,
            "answers": _answers,
            "starred": one_of({True: N_("starred"), False: N_("no star")}),
            "hidden": one_of({True: N_("hidden"), False: N_("shown")}),
        },
    ),
}
