"""The form of an appointment."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from caregiver_app.casebook.appointments import add_appointment, change_appointment
from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.journey.stages import stages
from caregiver_app.domain.person import Contact
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.vocabulary import Term
from caregiver_app.i18n import _
from caregiver_app.ui.appointments.times import TimeControl, ZoneControl
from caregiver_app.ui.date_field import DateControl
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fields import FieldUnclear, ListControl, LongControl, NumberControl, TextControl
from caregiver_app.ui.form_dialog import FormDialog, case_form
from caregiver_app.ui.forms import Form

DRAFTS: Final = "appointment"
"""What the names of these drafts begin with."""

_MOST_DAYS: Final = 365


def add_dialog(
    desk: Desk, *, day: date | None = None, added: Callable[[UUID], object] = lambda _id: None
) -> FormDialog:
    """Return an empty form, on a day where one is given; `added` is told the id of what was saved."""
    form = appointment_form(desk.book.snapshot())
    if day is not None:
        form.set_values({"date": PartialDate.of_day(day)})

    def save(values: dict[str, Any]) -> None:
        made = add_appointment(desk.book, Appointment(**_fields(values)))
        desk.tell_step(_("Added: {title}.").format(title=made.title))
        added(made.id)

    return case_form(desk, _("Add an appointment"), form, save, f"{DRAFTS}-new")


def change_dialog(desk: Desk, appointment: Appointment) -> FormDialog:
    """Return the form of an appointment."""
    form = appointment_form(desk.book.snapshot())
    shown = {"programme": _key(appointment.programme), "round": _key(appointment.round)}
    form.set_values({**dict(appointment), **shown})
    form.unfold(bool(appointment.zone or appointment.programme or appointment.round))

    def save(values: dict[str, Any]) -> None:
        changed = appointment.amended(**_fields(values))
        if changed != appointment:
            now = next((one for one in desk.book.snapshot().appointments if one.id == appointment.id), appointment)
            change_appointment(desk.book, now.amended(**_fields(values)))
            desk.tell_step(_("Changed: {title}.").format(title=changed.title))

    return case_form(desk, _("Change the appointment"), form, save, f"{DRAFTS}-change-{appointment.id}")


def appointment_form(case: CaseSnapshot) -> Form:
    """Return the form with every field of an appointment that is typed."""
    form = Form()
    title_hint = _("For example first visit, blood test, PET-CT, second opinion.")
    form.add("title", _("What for"), TextControl(_titles(case)), title_hint, required=_("Type what it is for."))
    date_hint = _("As you know it: 14 May 2026, May 2026. A day that has passed can be written down too.")
    form.add("date", _("Date"), DateControl(), date_hint)
    form.add("at", _("Time"), TimeControl(), _("For example 14:30 or 2:30 pm. Leave it empty if you do not know it."))
    form.add("ends", _("Until"), TimeControl())
    form.remark_on("ends", "at", lambda: _ends_before(form))
    form.add("whom", _("With whom"), TextControl(_people(case)), _("Your contacts are offered."))
    form.add("place", _("Where"), TextControl(), _("Building, floor and room, or “by video”."))
    form.add("phone", _("Phone"), TextControl(), _("A number to call on the day."))
    form.add("why", _("What it is about"), LongControl(3))
    form.fold(_("Time zone, reminder and more"), _("Show less"))
    zone_hint = _("Only where the time is that of another country. Leave it empty for the time where you are.")
    form.add("zone", _("Time zone"), ZoneControl(), zone_hint)
    form.add(
        "remind_days",
        _("Remind us so many days before"),
        NumberControl(0, _MOST_DAYS),
        _("The program tells you when you open it. 0 is the day itself."),
        required=_("Type how many days; 0 is the day itself."),
    ).control.set_value(Appointment.model_fields["remind_days"].default)
    if case.programmes:
        programmes = [(str(one.id), one.name) for one in case.programmes]
        form.add("programme", _("Programme"), ListControl([("", _("None")), *programmes]))
    if len(case.rounds) > 1:
        rounds = [(str(one.id), one.name) for one in case.rounds]
        form.add("round", _("CAR-T round"), ListControl([("", _("None")), *rounds]))
    form.set_values({})
    _fill_from_contacts(form, {contact.name: contact for contact in case.contacts})
    return form


def _fields(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a form gives as fields of an appointment; one that is not asked for stays as it is."""
    ids = {name: UUID(values[name]) if values[name] else None for name in ("programme", "round") if name in values}
    return {**values, **ids}


def _key(record_id: UUID | None) -> str:
    return str(record_id) if record_id is not None else ""


def _titles(case: CaseSnapshot) -> tuple[Term, ...]:
    """Return what appointments were for before, and the CAR-T steps with their plain words."""
    before = {one.title: "" for one in reversed(case.appointments)}
    steps = {_(stage.name): _(stage.plain) for stage in stages()}
    return tuple(Term(name, name, plain, "", (), "", "") for name, plain in {**before, **steps}.items())


def _people(case: CaseSnapshot) -> tuple[Term, ...]:
    """Return the contacts with how to reach them, then with whom appointments were before."""
    found = {one.name: " · ".join(part for part in (one.role, one.organisation, one.phone) if part)
             for one in case.contacts}  # fmt: skip
    for one in case.appointments:
        if one.whom:
            found.setdefault(one.whom, "")
    return tuple(Term(name, name, plain, "", (), "", "") for name, plain in found.items())


def _fill_from_contacts(form: Form, contacts: Mapping[str, Contact]) -> None:
    """Put in where a contact is and the phone, once one is chosen, where nothing was typed there."""

    def fill() -> None:
        contact = contacts.get(form.row("whom").control.value())
        if contact is None:
            return
        for name, words in (("place", contact.organisation), ("phone", contact.phone)):
            if words and not form.row(name).control.typed().strip():
                form.row(name).control.set_value(words)

    whom = form.row("whom").control
    assert isinstance(whom, TextControl)
    whom.inner().editingFinished.connect(fill)


def _ends_before(form: Form) -> str:
    """Say how an end before the beginning is taken."""
    try:
        at, ends = (form.row(name).control.value() for name in ("at", "ends"))
    except FieldUnclear:
        return ""
    if at and ends and ends < at:
        return _("{ends} is before {at}, so it is taken for the next day.").format(ends=ends, at=at)
    return ""
