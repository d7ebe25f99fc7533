"""The table of the lines of therapy: what was given, how it answered, when it came back, and the proof."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.timeline import wording
from caregiver_app.domain.timeline.facts.end_reasons import tells_why
from caregiver_app.domain.timeline.line_words import role_in_words
from caregiver_app.domain.timeline.lines import Line, lines_of_therapy
from caregiver_app.domain.timeline.records import Entry, Response, Therapy
from caregiver_app.i18n import N_, _
from caregiver_app.packet.flow import Block, Stack
from caregiver_app.packet.furniture import cell, head, missing
from caregiver_app.packet.ours import ours, together, told
from caregiver_app.packet.proof import NO_BREAK, Proofs, mark
from caregiver_app.packet.shorten import Limit, clipped, more
from caregiver_app.packet.style import TABLE
from caregiver_app.packet.table import Look, Row, Table
from caregiver_app.packet.terms import listed, named, value
from caregiver_app.packet.text import Span, para, quiet, slanted, strong

_WIDTHS: Final = (10, 0, 82, 98, 72)
_IN_A_DAY: Final = frozenset({"transplant", "cell-therapy"})
_WHY_NO_NUMBER: Final = {
    "N3": N_("no number: still to come"),
    "T5": N_("no number: no infusion recorded"),
    "M9": N_("no number: less than one cycle"),
    "L7": N_("no number: treats no disease by itself"),
}
COUNTED: Final = "‡"
"""The mark of a number that nobody typed."""


def lines_table(entries: Sequence[Entry], as_of: date, proofs: Proofs, limit: Limit, place: str) -> Block:
    """Set the table as it stands on a day; the newest lines stay when it must be shortened."""
    shown, left = limit.last(lines_of_therapy(entries, as_of))
    rows = [Row((cell(*more(left, _at(place, "therapy"), earlier=True)),), span=True)] if left else []
    rows += [_row(line, proofs, limit, place) for line in shown]
    if not rows:
        return para(missing(), before=3)
    titles = head(
        "", _("Regimen and drugs"), _("Dates, why it ended"), _("Best response, how judged"), _("Came back or grew"),
    )  # fmt: skip
    return Table(_WIDTHS, rows, head=titles, look=Look(padding=4, gap=8), before=4)


def _row(line: Line, proofs: Proofs, limit: Limit, place: str) -> Row:
    number = str(line.number) if line.number is not None else "–"
    return Row((
        cell(strong(number), "" if line.given or line.number is None else COUNTED),
        _given(line, proofs, limit, place),
        Stack([cell(*_span(line)), *_without_number(line), *_ended(line, limit, place)]),
        _answer(line, proofs, limit, place),
        _relapses(line, proofs, limit, place),
    ))  # fmt: skip


def counted_note(entries: Sequence[Entry], as_of: date) -> list[Block]:
    """Say what the mark beside a number means, where one stands."""
    if not any(line.number is not None and not line.given for line in lines_of_therapy(entries, as_of)):
        return []
    words = _("{mark} Counted from the dates by published rules; the treating team’s own count comes first.")
    return [para(quiet(ours(words, mark=COUNTED)), style=TABLE, before=2)]


def _given(line: Line, proofs: Proofs, limit: Limit, place: str) -> Block:
    """Set each step of a line: a treatment with its drugs, its aim and its proof, a procedure by its name."""
    blocks: list[Block] = []
    for step in line.steps[: limit.items]:
        if isinstance(step, Therapy):
            name = [*_strong(clipped(named(step, wording.regimen(step)), limit.characters, place)), mark(step)]
            blocks.append(cell(*name, *(" " for _span in proofs.of(step)[:1]), *proofs.of(step)))
            drugs = listed(step, "drugs")
            about = together(" · ", (text for text in (drugs, _aim(step, line)) if text))
        else:
            is_first = not blocks
            procedure = clipped(named(step) if is_first else together("", ("→ ", named(step))), limit.characters, place)
            blocks.append(cell(*(_strong(procedure) if is_first else _quiet(procedure)), mark(step)))
            about = ""
        if about:
            blocks.append(cell(*_quiet(clipped(about, limit.characters, place))))
    left = max(len(line.steps) - limit.items, 0)
    if left:
        blocks.append(cell(*more(left, _at(place, "therapy"))))
    return Stack(blocks)


def _aim(part: Therapy, line: Line) -> str:
    """Write the setting as typed, else what the part was in its line, and what it was for."""
    intent = together("", _intent(part.intent)) if part.intent else ""
    role = role_in_words(line.roles.get(part.id, "")) if len(line.steps) > 1 else ""
    setting = value(part, "setting") or told(role, "settings")
    return together(" · ", (text for text in (setting, intent) if text))


def _intent(intent: str) -> tuple[str, ...]:
    before, after = _("intent: {intent}").split("{intent}")
    return before, told(intent, "intents"), after


def _span(line: Line) -> list[str | Span]:
    return _range(line.start, line.end)


def _range(start: PartialDate | None, end: PartialDate | None) -> list[str | Span]:
    if start is None and end is None:
        return [missing()]
    first = start.in_table() if start else _("start not known")
    last = end.in_table() if end else _("no end recorded")
    return [first] if start and start == end else [f"{first}{NO_BREAK}–\n{last}"]


def _answer(line: Line, proofs: Proofs, limit: Limit, place: str) -> Block:
    best: Response | None = line.best_response
    if best is None:
        answers = [part for part in line.parts if part.best_response]
        if not answers:
            return cell(missing())
        words = clipped(value(answers[0], "best_response"), limit.characters, place)
        return Stack([cell(*_strong(words), mark(answers[0])), cell(quiet(ours(_("as told, without a date"))))])
    blocks: list[Block] = [
        cell(*_strong(clipped(named(best, wording.category(best)), limit.characters, place)), mark(best))
    ]
    when = best.date.in_table() if best.date else ""
    judged = together(", ", (text for text in (value(best, "judged_by"), when) if text))
    blocks.append(cell(*_quiet(clipped(judged or ours(_("how judged: not recorded")), limit.characters, place))))
    if proofs.of(best):
        blocks.append(cell(*proofs.of(best)))
    return Stack(blocks)


def _relapses(line: Line, proofs: Proofs, limit: Limit, place: str) -> Block:
    if not line.relapses:
        return cell(missing())
    blocks: list[Block] = []
    for relapse in line.relapses[: limit.items]:
        when = relapse.date.in_table() if relapse.date else ours(_("date not known"))
        blocks.append(cell(when, mark(relapse)))
        blocks.append(cell(*_quiet(clipped(named(relapse), limit.characters, place))))
        if proofs.of(relapse):
            blocks.append(cell(*proofs.of(relapse)))
    if len(line.relapses) > limit.items:
        blocks.append(cell(*more(len(line.relapses) - limit.items, _at(place, "relapse"))))
    return Stack(blocks)


def _ended(line: Line, limit: Limit, place: str) -> list[Block]:
    reasons = list(dict.fromkeys(part.ended_because for part in line.parts if part.ended_because))
    if reasons:
        words = together("; ", (told(one, "reasons_ended") for one in reasons))
        return [cell(*_quiet(clipped(words, limit.characters, place)))]
    # What is done in a day ends for no reason, and a note may tell what its own field does not.
    asking = [part for part in line.parts if part.end and not tells_why(part)]
    is_told = any(tells_why(part) for part in line.parts)
    in_a_day = all(line.roles.get(part.id) in _IN_A_DAY for part in line.parts)
    return [cell(slanted(ours(_("why: not recorded"))))] if line.end and asking and not is_told and not in_a_day else []


def _without_number(line: Line) -> list[Block]:
    """Say in few words why a row has no number."""
    if line.number is not None:
        return []
    words = next((ours(_(_WHY_NO_NUMBER[rule])) for rule in line.rules if rule in _WHY_NO_NUMBER), "")
    if not words and line.start is None:
        words = ours(_("no number: no date"))
    return [cell(slanted(words))] if words else []


def _at(place: str, kind: str) -> str:
    return f"{place}-{kind}" if place else ""


def _strong(parts: list[str | Span]) -> list[str | Span]:
    return [strong(part) if isinstance(part, str) else part for part in parts]


def _quiet(parts: list[str | Span]) -> list[str | Span]:
    return [quiet(part) if isinstance(part, str) else part for part in parts]
