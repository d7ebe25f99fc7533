"""Which appointment and which round a sheet is for."""

from caregiver_app.domain.appointments.coming import next_appointment
from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.journey.board import round_meant, rounds_seen
from caregiver_app.domain.journey.records import Round
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _
from caregiver_app.packet.printed.options import SheetOptions


def chosen_appointment(case: CaseSnapshot, options: SheetOptions) -> Appointment | None:
    """Return the appointment a sheet is for: the one that was chosen, else the next one, if there is any.

    Raises CaregiverError for one that is not in the case.
    """
    if options.appointment is None:
        return next_appointment(case, options.as_of)
    found = next((one for one in case.appointments if one.id == options.appointment), None)
    if found is None:
        raise _gone(_("That appointment is not in the case any more."))
    return found


def chosen_round(case: CaseSnapshot, options: SheetOptions) -> Round:
    """Return the round a sheet is for: the one that was chosen, else the one that is meant; else as above."""
    if options.round is None:
        return round_meant(case)
    found = next((one for one in rounds_seen(case) if one.id == options.round), None)
    if found is None:
        raise _gone(_("That CAR-T round is not in the case any more."))
    return found


def _gone(happened: str) -> CaregiverError:
    return CaregiverError(
        happened,
        safe=_("Nothing was printed, and an earlier sheet was kept."),
        now=_("Look at what there is now, and print the sheet from there."),
    )
