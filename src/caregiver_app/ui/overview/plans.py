"""What the overview says of what comes: the CAR-T step, the next appointment, what is near or due."""

from datetime import date
from typing import TYPE_CHECKING, Final

from caregiver_app.domain.dates import sort_key
from caregiver_app.domain.journey.records import MODES, Round
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _, in_sentences, ngettext
from caregiver_app.ui.overview.sentences import Said

if TYPE_CHECKING:
    from caregiver_app.domain.journey.board import Board

MOST_ROUNDS: Final = 3
_FOOT: Final = ("caregivers-2", "caregivers.toml")


def car_t_steps(case: CaseSnapshot, today: date) -> tuple[Said, ...]:
    """Return the step each round is at, a line each; nothing, and no look into the guide, where no round was begun."""
    said = [_round(case, one, today, several=len(case.rounds) > 1) for one in case.rounds[:MOST_ROUNDS]]
    n = len(case.rounds) - MOST_ROUNDS
    if n > 0:
        said.append(Said("", ngettext("and {n} more round", "and {n} more rounds", n).format(n=n)))
    return tuple(said)


def appointment(case: CaseSnapshot, today: date) -> tuple[Said, ...]:
    """Return the next appointment and what to ask there first; the library is read only if a question is chosen."""
    if not (case.appointments or case.questions):
        return ()
    from caregiver_app.domain.appointments.coming import days_in_words, next_appointment, when_in_words

    said = []
    following = next_appointment(case, today)
    if following is not None:
        words = " · ".join(part for part in (following.title, days_in_words(following, today)) if part)
        told = (when_in_words(following), following.whom, following.place)
        said.append(Said(words, " · ".join(part for part in told if part)))
    return (*said, *_to_ask(case, today, is_known=following is not None))


def near_and_due(case: CaseSnapshot, today: date) -> tuple[Said, ...]:
    """Return what is near or due: appointments, tasks, and papers to ask for again."""
    said = []
    if case.appointments or case.tasks:
        from caregiver_app.domain.appointments.reminders import reminders_in_words

        words = reminders_in_words(case, today)
        said += [Said(words)] if words else []
    if case.documents:
        from caregiver_app.domain.documents.asking import due_today

        n = len({asked.document.id for asked in due_today(case, today)})
        words = ngettext("{n} paper is to be asked for again.", "{n} papers are to be asked for again.", n)
        said += [Said(words.format(n=n))] if n else []
    return tuple(said)


def at_the_foot(case: CaseSnapshot) -> tuple[str, str]:
    """Return the calm line for caregivers and what this program does not do, as the family words them."""
    from caregiver_app.domain.guide.articles import notes
    from caregiver_app.domain.guide.lines import guide_file, lines_in
    from caregiver_app.domain.guide.wording import worded

    line_id, article = _FOOT
    # The one article alone: reading all of them would be waited for.
    calm = next(line for line in lines_in(guide_file("articles", article)) if line.id == line_id)
    own = worded(calm, case.wordings_by_line)
    return "" if own.hidden else own.text, worded(notes()["app-footer"], case.wordings_by_line).text


def before_anything(case: CaseSnapshot) -> str:
    """Return what the card of the CAR-T steps says while no round was begun."""
    from caregiver_app.domain.guide.articles import notes
    from caregiver_app.domain.guide.wording import worded

    return in_sentences(
        (_("Nothing is written down here yet."), worded(notes()["exploring"], case.wordings_by_line).text)
    )


def _round(case: CaseSnapshot, one: Round, today: date, *, several: bool) -> Said:
    from caregiver_app.domain.journey.board import board_of

    board = board_of(case, one)
    here = board.here
    if here is not None:
        words = _("Step {number} of {all}: {step}").format(
            number=here.stage.number, all=len(board.stages), step=_(here.stage.name)
        )
    else:
        words = _("All steps are behind you.")
    told = (one.name if several else "", _(MODES[one.mode]), _next_date(board), _day(case, one, today))
    return Said(words, " · ".join(part for part in told if part))


def _next_date(board: "Board") -> str:
    """Say the next day that is planned for a step to come, and for which where it is not the one at hand."""
    planned = [one for one in board.stages if one.place in ("here", "ahead") and one.planned and not one.done]
    if not planned:
        return ""
    first = min(planned, key=lambda one: (sort_key(one.planned), one.stage.number))
    if first is board.here:
        return first.when_in_words()
    return _("{step}: {when}").format(step=_(first.stage.name), when=first.when_in_words())


def _day(case: CaseSnapshot, one: Round, today: date) -> str:
    from caregiver_app.domain.journey.day_count import day_words, day_zero, planned_day_zero

    zero = day_zero(case, one.id)
    if zero is not None:
        return day_words(zero, today)
    planned = planned_day_zero(case, one.id)
    return _("{day} as planned").format(day=day_words(planned, today)) if planned and planned >= today else ""


def _to_ask(case: CaseSnapshot, today: date, *, is_known: bool) -> tuple[Said, ...]:
    """Return the top three questions of the next sheet and how many more stand on it."""
    if not case.questions:
        return (Said("", _("No question is chosen for it yet.")),) if is_known else ()
    from caregiver_app.domain.questions.asked import sheet_for

    sheet = sheet_for(case, None, today)
    n = len(sheet.questions) - len(sheet.top)
    if not sheet.questions:
        return (Said("", _("No question is chosen for it yet.")),) if is_known else ()
    if not sheet.top:
        words = ngettext(
            "{n} question is on its sheet. A star puts a question first.",
            "{n} questions are on its sheet. A star puts a question first.",
            n,
        )
        return (Said("", words.format(n=n)),)
    asked = [Said(one.text, number=str(place)) for place, one in enumerate(sheet.top, 1)]
    more = ngettext("{n} more question is on its sheet.", "{n} more questions are on its sheet.", n).format(n=n)
    return (*asked, Said("", more)) if n else tuple(asked)
