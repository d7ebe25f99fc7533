"""The form of one entry of the daily log: words and numbers as they are typed; nothing in it is read or judged."""

from datetime import date
from typing import Any

from caregiver_app.casebook import journey
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.journey.records import LogEntry, Round
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _
from caregiver_app.ui.date_field import DateControl
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fields import LongControl, TextControl
from caregiver_app.ui.form_dialog import FormDialog, case_form
from caregiver_app.ui.forms import Form
from caregiver_app.ui.journey.words import people


def add_entry_dialog(desk: Desk, chosen: Round, today: date) -> FormDialog:
    """Return the form of a new entry, for today."""
    form = _form(desk.book.snapshot())
    form.set_values({"date": PartialDate.of_day(today)})

    def save(values: dict[str, Any]) -> None:
        journey.add_log_entry(desk.book, chosen, LogEntry(round=chosen.id, **values))

    return case_form(desk, _("Add to the daily log"), form, save, f"journey-log-new-{chosen.id}")


def entry_dialog(desk: Desk, entry: LogEntry) -> FormDialog:
    """Return the form of an entry that is there."""
    form = _form(desk.book.snapshot())
    form.set_values(dict(entry))

    def save(values: dict[str, Any]) -> None:
        changed = entry.amended(**values)
        if changed != entry:
            journey.change_log_entry(desk.book, changed)

    return case_form(desk, _("Change an entry of the daily log"), form, save, f"journey-log-{entry.id}")


def _form(case: CaseSnapshot) -> Form:
    names = people(case, _signers(case))
    form = Form()
    form.add("date", _("Day"), DateControl(), required=_("Say which day it is."))
    form.add("at", _("Time"), TextControl(), _("As you write it: 08:00, or morning."))
    form.add("temperature", _("Temperature"), TextControl(), _("As the thermometer shows it."))
    form.add("medicines", _("Medicines"), LongControl(2), _("What was taken, and when."))
    handwriting = _("The sentence that was written, or what you noticed about it.")
    form.add("handwriting", _("Handwriting"), LongControl(2), handwriting)
    form.add("notes", _("Notes"), LongControl(3), _("Food, drink, sleep, mood, and what you want to tell the team."))
    form.add("signed", _("Written by"), TextControl(names))
    form.add("also_signed", _("Also signed by"), TextControl(names), _("A second person who looked at it, if any."))
    return form


def _signers(case: CaseSnapshot) -> list[str]:
    """Return who signed, the last one first."""
    return [name for entry in reversed(case.log) for name in (entry.signed, entry.also_signed)]
