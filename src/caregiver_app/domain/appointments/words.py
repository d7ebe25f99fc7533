"""What the history calls an appointment and its fields."""

from collections.abc import Mapping
from typing import Final

from caregiver_app.domain.appointments.coming import when_in_words
from caregiver_app.domain.appointments.records import STATES, Appointment, Bag
from caregiver_app.domain.journey.board import stage_name
from caregiver_app.domain.record import Record
from caregiver_app.domain.record_words import RecordWords, one_of
from caregiver_app.i18n import N_, ngettext, with_commas


def _bag(packed: Bag) -> str:
    n = len(packed.values)
    return ngettext("{n} thing", "{n} things", n).format(n=n)


WORDS: Final[Mapping[type[Record], RecordWords]] = {
    Appointment: RecordWords(
        N_("Appointment"),
        {
            "title": N_("What for"),
            "date": N_("Date"),
            "at": N_("Time"),
            "ends": N_("Until"),
            "zone": N_("Time zone"),
            "whom": N_("With whom"),
            "place": N_("Where"),
            "phone": N_("Phone"),
            "why": N_("What it is about"),
            "bring": N_("To bring"),
            "notes": N_("Notes"),
            "state": N_("Where it stands"),
            "remind_days": N_("Days before it to remind"),
            "programme": N_("Programme"),
            "round": N_("Round"),
            "stage": N_("Step"),
        },
        lambda one: with_commas((one.title, when_in_words(one))),
        {"state": one_of(STATES), "stage": stage_name, "bring": _bag},
    ),
}
