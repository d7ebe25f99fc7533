"""What was said: in the tables cell by cell, in the answers to questions, in the four sentences. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.guide.wording import worded
from caregiver_app.domain.questions.library import question_called
from caregiver_app.domain.questions.records import Answer
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.worksheet.frame import SentenceFrame, TableRow, choice_called, sentence_frames
from caregiver_app.domain.worksheet.known import Known, facts_known
from caregiver_app.domain.worksheet.records import Option, Programme, Said, SaidOf
from caregiver_app.i18n import _, with_commas

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True)
class Answered:
    """What somebody answered to a question of the library, with the words of the question."""

    question: str
    answer: Answer


def who_and_when(who: str, on: PartialDate | None) -> str:
    """Write who said something and when: "Dr Kralj, 3 May 2026"."""
    return with_commas(part for part in (who, on.in_words() if on is not None else "") if part)


def said_about(packed: SaidOf, row: str) -> Said:
    """Return what was said about one row; an empty one where nothing was."""
    return next((one for one in packed.values if one.row == row), Said(row))


def sentence_said(case: CaseSnapshot, sentence: str) -> Said:
    """Return one of the four sentences as it stands."""
    return said_about(case.worksheet.sentences, sentence) if case.worksheet is not None else Said(sentence)


def step_note(case: CaseSnapshot, step: str) -> Said:
    """Return the note on a step as it stands."""
    return said_about(case.worksheet.steps, step) if case.worksheet is not None else Said(step)


def is_thought_through(case: CaseSnapshot, step: str) -> bool:
    """Whether the family says that a step is thought through."""
    return case.worksheet is not None and step in case.worksheet.closed.split(",")


def empty_sentences(case: CaseSnapshot) -> tuple[SentenceFrame, ...]:
    """Return those of the four sentences that have no words yet."""
    return tuple(one for one in sentence_frames() if not sentence_said(case, one.id).text.strip())


def who_said(column: Option | Programme) -> tuple[str, ...]:
    """Return everybody who said something about a treatment or programme, with the day, each once."""
    told = (who_and_when(one.who, one.on) for one in column.said.values)
    return tuple(dict.fromkeys(one for one in told if one))


def answers_about(case: CaseSnapshot, programme: "UUID", row: TableRow) -> tuple[Answered, ...]:
    """Return what a programme answered to the questions that belong to a row, question by question."""
    kept = {one.guide: one for one in case.questions if one.guide}
    found = []
    for guide in row.questions:
        record, known = kept.get(guide), question_called(guide)
        if record is None or known is None:
            continue
        words = worded(known.line, case.wordings_by_line).text
        found += [Answered(words, one) for one in record.answers.values if one.programme == str(programme)]
    return tuple(found)


def offers_for(case: CaseSnapshot, sentence: SentenceFrame, today: date) -> tuple[Known, ...]:
    """Return what the case says that can be taken into a sentence."""
    if not sentence.offers:
        return ()
    if sentence == sentence_frames()[0]:
        facts = facts_known(case, "foundation", today)
        return tuple(dict.fromkeys(known for fact in facts for known in fact.known))
    return tuple(Known(one.name, option_kind(one)) for one in case.options)


def option_kind(option: Option) -> str:
    """Write what kind of treatment was named, where its name does not say so."""
    kind = choice_called("option_kind", option.kind)
    words = _(kind.name) if kind is not None else option.kind
    return words if words != option.name else ""
