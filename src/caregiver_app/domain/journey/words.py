"""What the history calls the parts of the CAR-T steps."""

from collections.abc import Mapping
from typing import Final

from caregiver_app.domain.guide.words import line_in_words
from caregiver_app.domain.journey.board import stage_name
from caregiver_app.domain.journey.records import (
    MODES,
    STATES,
    Instruction,
    LogEntry,
    Round,
    StagePaper,
    StageState,
    Task,
)
from caregiver_app.domain.journey.stages import topic_called
from caregiver_app.domain.record import Record
from caregiver_app.domain.record_words import RecordWords, one_of
from caregiver_app.i18n import N_, _, labelled, with_commas


def topic_name(topic_id: str) -> str:
    """Write what an instruction is about; one the guide has no more is named by its id."""
    found = topic_called(topic_id)
    return _(found.label) if found is not None else topic_id


WORDS: Final[Mapping[type[Record], RecordWords]] = {
    Round: RecordWords(
        N_("CAR-T round"),
        {
            "name": N_("What it is called"),
            "mode": N_("How far"),
            "programme": N_("Programme"),
            "product": N_("Product"),
            "position": N_("Place"),
            "note": N_("Note"),
        },
        lambda one: str(one.name),
        {"mode": one_of(MODES)},
    ),
    StageState: RecordWords(
        N_("CAR-T step"),
        {
            "round": N_("Round"),
            "stage": N_("Step"),
            "state": N_("Where it stands"),
            "planned": N_("Planned for"),
            "done": N_("Took place"),
            "note": N_("Note"),
        },
        lambda one: stage_name(one.stage),
        {"stage": stage_name, "state": one_of(STATES)},
    ),
    Task: RecordWords(
        N_("Task"),
        {
            "text": N_("What"),
            "guide": N_("From the guide"),
            "who": N_("Who"),
            "due": N_("Due"),
            "is_done": N_("Done"),
            "done_on": N_("Done on"),
            "round": N_("Round"),
            "stage": N_("Step"),
            "appointment": N_("Appointment"),
            "position": N_("Place"),
        },
        lambda one: one.text or line_in_words(one.guide),
        {
            "guide": line_in_words,
            "stage": stage_name,
            "is_done": one_of({True: N_("yes"), False: N_("no")}),
        },
    ),
    StagePaper: RecordWords(
        N_("Paper of a CAR-T step"),
        {
            "round": N_("Round"),
            "stage": N_("Step"),
            "guide": N_("Which paper"),
            "document": N_("Document"),
        },
        lambda one: line_in_words(one.guide) if one.guide else stage_name(one.stage),
        {"guide": line_in_words, "stage": stage_name},
    ),
    Instruction: RecordWords(
        N_("What your team told you"),
        {
            "topic": N_("About"),
            "text": N_("What they said"),
            "until": N_("Until"),
            "from_whom": N_("Who said so"),
            "told_on": N_("When"),
            "round": N_("Round"),
        },
        lambda one: labelled(topic_name(one.topic), one.text) if one.text else topic_name(one.topic),
        {"topic": topic_name},
    ),
    LogEntry: RecordWords(
        N_("Daily log entry"),
        {
            "date": N_("Day"),
            "at": N_("Time"),
            "temperature": N_("Temperature"),
            "medicines": N_("Medicines"),
            "handwriting": N_("Handwriting"),
            "notes": N_("Notes"),
            "signed": N_("Signed"),
            "also_signed": N_("Also signed"),
            "round": N_("Round"),
        },
        lambda one: with_commas(part for part in (one.date.in_words(), one.at, one.temperature) if part),
    ),
}
