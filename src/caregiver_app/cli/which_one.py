"""Which question, appointment, round, step or task is meant on the command line."""

from argparse import ArgumentTypeError
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Final, TypeVar

from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _, with_commas

if TYPE_CHECKING:
    from caregiver_app.domain.appointments.records import Appointment
    from caregiver_app.domain.journey.board import TaskView
    from caregiver_app.domain.journey.records import Round
    from caregiver_app.domain.questions.asked import AskedQuestion
    from caregiver_app.domain.snapshot import CaseSnapshot

T = TypeVar("T")

NEXT: Final = "next"
"""What stands for the next appointment, whichever it is."""

_LEAST_OF_AN_ID: Final = 6
_SHORT: Final = 8


class NotThere(CaregiverError):
    """Nothing goes by what was said."""


def short(record_id: object) -> str:
    """Return as much of an id as is shown and understood."""
    return str(record_id)[:_SHORT]


def question(case: "CaseSnapshot", text: str, today: date) -> "AskedQuestion":
    """Return the question of an id, of the library or of the family's own. Raises NotThere."""
    from caregiver_app.domain.questions.asked import questions_of

    found = _by_id(((one.key, one) for one in questions_of(case, today)), text)
    if len(found) != 1:
        raise NotThere(
            _("There is no question “{text}”.").format(text=text),
            safe=_("Nothing was changed."),
            now=_("“caregiver questions DIR --all” lists all of them with their ids."),
        )
    return found[0]


def appointment(case: "CaseSnapshot", text: str) -> "Appointment":
    """Return the appointment of an id, or the one of this title. Raises NotThere."""
    plain = text.strip().casefold()
    found = _by_id(((str(one.id), one) for one in case.appointments), text)
    found = found or [one for one in case.appointments if one.title.casefold() == plain]
    if len(found) != 1:
        raise NotThere(
            _("Several appointments are called “{text}”.").format(text=text)
            if found
            else _("There is no appointment “{text}”.").format(text=text),
            safe=_("Nothing was changed."),
            now=_("“caregiver appointments DIR” lists them with their ids."),
        )
    return found[0]


def visit(case: "CaseSnapshot", text: str | None) -> str:
    """Return the visit on whose sheet questions are put: an appointment's id, or nothing for the next one."""
    if text is None or text.strip().casefold() == NEXT:
        return ""
    return str(appointment(case, text).id)


def round_called(case: "CaseSnapshot", text: str | None) -> "Round":
    """Return the round of a name or id; without one, the only round there is. Raises NotThere."""
    from caregiver_app.domain.journey.board import rounds_seen

    seen = rounds_seen(case)
    if text is None and len(seen) == 1:
        return seen[0]
    names = with_commas(f"“{one.name}”" for one in seen)
    if text is None:
        raise NotThere(
            _("There are several rounds: {names}.").format(names=names),
            safe=_("Nothing was changed."),
            now=_("Say with --round which one is meant."),
        )
    plain = text.strip().casefold()
    found = _by_id(((str(one.id), one) for one in seen), text)
    found = found or [one for one in seen if one.name.casefold() == plain]
    if len(found) != 1:
        raise NotThere(
            _("Several rounds are called “{text}”.").format(text=text)
            if found
            else _("There is no round “{text}”.").format(text=text),
            safe=_("Nothing was changed."),
            now=_("“caregiver steps DIR --json” lists them with their ids.")
            if found
            else _("The rounds are {names}.").format(names=names),
        )
    return found[0]


def task(case: "CaseSnapshot", chosen: "Round", text: str) -> "tuple[str, TaskView]":
    """Return the task of an id with the step it belongs to. Raises NotThere."""
    from caregiver_app.domain.journey.board import board_of

    every = [
        (task_id(one), (view.stage.id, one)) for view in board_of(case, chosen).stages for one in view.tasks
    ]  # fmt: skip
    found = _by_id(every, text)
    if len(found) != 1:
        raise NotThere(
            _("There is no task “{text}”.").format(text=text),
            safe=_("Nothing was changed."),
            now=_("“caregiver steps DIR --json” lists all of them with their ids."),
        )
    return found[0]


def task_id(one: "TaskView") -> str:
    """Return the id a task goes by: that of its line of the guide, or of the family's own record."""
    return one.guide or (str(one.record.id) if one.record is not None else "")


def step(text: str) -> str:
    """Read a CAR-T step: ST03, 3, or its name."""
    from caregiver_app.domain.journey.stages import stages

    plain = text.strip().casefold()
    for stage in stages():
        if plain in (stage.id.casefold(), str(stage.number), stage.name.casefold(), stage.plain.casefold()):
            return stage.id
    raise ArgumentTypeError(
        _("“{text}” is not a CAR-T step. The steps are {steps}.").format(
            text=text, steps=with_commas(stage.id for stage in stages())
        )
    )


def topic(text: str) -> str:
    """Read a topic of the questions by its id or heading."""
    from caregiver_app.domain.questions.library import question_topics

    return _listed(text, [(one.id, _(one.name)) for one in question_topics()])


def audience(text: str) -> str:
    """Read whom a question is for, by its id or in words."""
    from caregiver_app.domain.questions.library import AUDIENCES

    return _listed(text, [(key, _(name)) for key, name in AUDIENCES.items()])


def question_set(text: str) -> str:
    """Read a set of questions by its id or name."""
    from caregiver_app.domain.questions.library import question_sets

    return _listed(text, [(one.id, _(one.name)) for one in question_sets()])


def goal(text: str) -> str:
    """Read a goal of treatment by its id or name."""
    from caregiver_app.domain.worksheet.frame import choices

    return _listed(text, [(one.id, _(one.name)) for one in choices("goal")])


def _listed(text: str, known: list[tuple[str, str]]) -> str:
    plain = text.strip().casefold()
    found = next((key for key, name in known if plain in (key.casefold(), name.casefold())), None)
    if found is None:
        raise ArgumentTypeError(
            _("“{text}” is not understood here. Write one of {known}.").format(
                text=text, known=with_commas(key for key, _name in known)
            )
        )
    return found


def _by_id(known: Iterable[tuple[str, T]], text: str) -> list[T]:
    """Return what has this id; where nothing has, what has an id that begins like this."""
    plain = text.strip().casefold()
    every = list(known)
    found = [one for key, one in every if key.casefold() == plain]
    if found or len(plain) < _LEAST_OF_AN_ID:
        return found
    return [one for key, one in every if len(key) > len(plain) and _is_record(key) and key.startswith(plain)]


def _is_record(key: str) -> bool:
    return len(key) == len("00000000-0000-0000-0000-000000000000")
