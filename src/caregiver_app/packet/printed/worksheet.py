"""The worksheet on paper: the question, the four sentences, and what was said of each treatment and programme.

It repeats what somebody said, with who and when, and leaves lines where nobody said anything yet. Nothing is scored.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.worksheet.frame import TableRow, choice_called, criteria, points, sentence_frames
from caregiver_app.domain.worksheet.records import Opinion, Option, Programme, Said
from caregiver_app.domain.worksheet.said import answers_about, option_kind, said_about, sentence_said, who_and_when
from caregiver_app.i18n import _, labelled
from caregiver_app.packet.flow import Block, Stack
from caregiver_app.packet.furniture import heading
from caregiver_app.packet.printed.furniture import LARGE, Rules, head, in_a_row, numbered
from caregiver_app.packet.printed.options import SheetOptions
from caregiver_app.packet.printed.paper import write_sheet
from caregiver_app.packet.style import BODY, SMALL, SUBHEADING, TABLE, TABLE_QUIET
from caregiver_app.packet.text import para

_LINES_FOR_A_SENTENCE = 2


def draw(case: CaseSnapshot, options: SheetOptions, target: Path) -> int:
    """Write the worksheet and return how many pages it has. Raises CaregiverError."""
    blocks: list[Block] = [
        head(case, _("Worksheet"), _("What was said, by whom and when. It gives no score and ranks nothing.")),
        heading(_("The one question")),
        para(case.person.question, style=LARGE) if case.person.question else Rules(_LINES_FOR_A_SENTENCE),
        *_goal(case),
        heading(_("In four sentences")),
        numbered([_sentence(case, one.id, _(one.name)) for one in sentence_frames()], BODY, before=8),
    ]
    if case.options:
        blocks.append(heading(_("Treatments that were named")))
        blocks += [_option(one) for one in case.options]
    if case.programmes:
        blocks.append(heading(_("Programmes that are looked at")))
        blocks += [_programme(case, one) for one in case.programmes]
    if case.opinions:
        blocks.append(heading(_("Opinions")))
        blocks += [_opinion(one) for one in case.opinions]
    return write_sheet(case, options, target, Stack(blocks))


def _goal(case: CaseSnapshot) -> list[Block]:
    """Set what is to be reached and what the person wishes, where either was written down."""
    worksheet = case.worksheet
    if worksheet is None:
        return []
    found = choice_called("goal", worksheet.goal)
    goal = in_a_row(_(found.name) if found is not None else worksheet.goal, worksheet.goal_words)
    told = ((_("The goal"), goal), (_("What the patient wishes"), worksheet.wishes))
    return [para(labelled(name, words), style=BODY, before=6) for name, words in told if words]


def _sentence(case: CaseSnapshot, sentence: str, name: str) -> Block:
    said = sentence_said(case, sentence).text
    words = para(said, style=LARGE, before=2) if said else Rules(_LINES_FOR_A_SENTENCE)
    return Stack([para(name, style=SMALL, keep=True), words])


def _option(option: Option) -> Block:
    return Stack(
        [
            *_named(option.name, option_kind(option), option.note),
            *_rows(_row(one, [said_about(option.said, one.id)]) for one in criteria()),
        ],
        before=10,
    )


def _programme(case: CaseSnapshot, programme: Programme) -> Block:
    def told(row: TableRow) -> list[Said]:
        answers = (one.answer for one in answers_about(case, programme.id, row))
        return [said_about(programme.said, row.id), *(Said(row.id, one.text, one.who, one.on) for one in answers)]

    costs = [
        para(
            in_a_row(one.what, one.amount, one.leaves_out and labelled(_("Left out"), one.leaves_out),
                     who_and_when(one.who, one.on)),
            style=TABLE, before=3,
        )
        for one in programme.costs.values
    ]  # fmt: skip
    return Stack(
        [
            *_named(programme.name, in_a_row(programme.place, programme.languages, programme.contact), programme.note),
            *_rows(_row(one, told(one)) for one in points()),
            *([para(_("Costs as they were named"), style=SMALL, before=6), *costs] if costs else []),
        ],
        before=10,
    )


def _named(name: str, *beneath: str) -> list[Block]:
    quiet = [para(words, style=TABLE_QUIET) for words in beneath if words]
    return [para(name, style=SUBHEADING, keep=True), *quiet]


def _row(row: TableRow, told: Sequence[Said]) -> Block | None:
    """Set one row with all that was said to it; None where nobody said anything."""
    said = [one for one in told if one.text]
    if not said:
        return None
    lines = [para(in_a_row(one.text, who_and_when(one.who, one.on)), style=BODY) for one in said]
    return Stack([para(_(row.name), style=SMALL, keep=True), *lines], before=4)


def _rows(rows: Iterable[Block | None]) -> list[Block]:
    """Return what was said, and a line to write on where nothing was."""
    said = [row for row in rows if row is not None]
    return said or [Stack([para(_("Nothing was said of it yet."), style=SMALL, before=4), Rules(2)])]


def _opinion(opinion: Opinion) -> Block:
    asked = opinion.sent_on.in_words() if opinion.sent_on else ""
    answered = opinion.answered_on.in_words() if opinion.answered_on else ""
    told = (
        (_("Question"), opinion.question),
        (_("Sent"), in_a_row(asked, opinion.sent)),
        (_("Answer"), in_a_row(answered, opinion.answer)),
        (_("What differs"), opinion.differs),
        (_("Next step"), opinion.next_step),
    )
    lines = [para(labelled(name, words), style=BODY, before=3) for name, words in told if words]
    return Stack([*_named(opinion.whom or _("An opinion"), opinion.members), *lines], before=10)
