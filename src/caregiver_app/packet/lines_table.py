"""The table of the lines of therapy: what was given, how it answered, when it came back, and the proof."""

from collections.abc import Sequence
from typing import Final

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.timeline import wording
from caregiver_app.domain.timeline.lines import Line, lines_of_therapy
from caregiver_app.domain.timeline.records import Entry, Procedure, Response, Therapy
from caregiver_app.domain.vocabulary import term
from caregiver_app.i18n import _
from caregiver_app.packet.flow import Block, Stack
from caregiver_app.packet.furniture import cell, head, missing
from caregiver_app.packet.proof import NO_BREAK, Proofs, mark
from caregiver_app.packet.shorten import Limit, clipped, more
from caregiver_app.packet.table import Look, Row, Table
from caregiver_app.packet.text import Span, para, quiet, slanted, strong

_WIDTHS: Final = (10, 0, 82, 98, 72)
# Named in their line, in full among the procedures.
_TRANSPLANTS: Final = frozenset({"auto-transplant", "allo-transplant", "car-t-infusion"})


def lines_table(entries: Sequence[Entry], proofs: Proofs, limit: Limit, place: str) -> Block:
    """Set the table; the newest lines stay when it must be shortened."""
    shown, left = limit.last(lines_of_therapy(entries))
    rows = [Row((cell(*more(left, _at(place, "therapy"), earlier=True)),), span=True)] if left else []
    rows += [_row(line, proofs, limit, place) for line in shown]
    if not rows:
        return para(missing(), before=3)
    titles = head(
        "", _("Regimen and drugs"), _("Dates, why it ended"), _("Best response, how judged"), _("Came back or grew"),
    )  # fmt: skip
    return Table(_WIDTHS, rows, head=titles, look=Look(padding=4, gap=8), before=4)


def _row(line: Line, proofs: Proofs, limit: Limit, place: str) -> Row:
    number = cell(strong(str(line.number) if line.number else "–"))
    return Row((
        number,
        _given(line, proofs, limit, place),
        Stack([cell(*_span(line)), *_ended(line, limit, place)]),
        _answer(line, proofs, limit, place),
        _relapses(line, proofs, limit, place),
    ))  # fmt: skip


def _given(line: Line, proofs: Proofs, limit: Limit, place: str) -> Block:
    """Set each part of a line with its drugs, its aim and its proof; a transplant by its name alone."""
    blocks: list[Block] = []
    for part in line.parts[: limit.items]:
        name = [*_strong(clipped(wording.regimen(part), limit.characters, place)), mark(part)]
        blocks.append(cell(*name, *(" " for _span in proofs.of(part)[:1]), *proofs.of(part)))
        about = " · ".join(text for text in (part.drugs, _aim(part)) if text)
        if about:
            blocks.append(cell(*_quiet(clipped(about, limit.characters, place))))
    done = [procedure for procedure in line.procedures if _is_transplant(procedure)]
    for procedure in done[: limit.items]:
        blocks.append(cell(*_quiet(clipped(f"→ {procedure.procedure}", limit.characters, place)), mark(procedure)))
    left = max(len(line.parts) - limit.items, 0) + max(len(done) - limit.items, 0)
    if left:
        blocks.append(cell(*more(left, _at(place, "therapy"))))
    return Stack(blocks)


def _is_transplant(procedure: Procedure) -> bool:
    found = term("procedures", procedure.procedure)
    return found is not None and found.id in _TRANSPLANTS


def _aim(part: Therapy) -> str:
    intent = _("intent: {intent}").format(intent=part.intent) if part.intent else ""
    return " · ".join(text for text in (part.setting, intent) if text)


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
        told = [part for part in line.parts if part.best_response]
        if not told:
            return cell(missing())
        words = clipped(told[0].best_response, limit.characters, place)
        return Stack([cell(*_strong(words), mark(told[0])), cell(quiet(_("as told, without a date")))])
    blocks: list[Block] = [cell(*_strong(clipped(wording.category(best), limit.characters, place)), mark(best))]
    judged = ", ".join(text for text in (best.judged_by, best.date.in_table() if best.date else "") if text)
    blocks.append(cell(*_quiet(clipped(judged or _("how judged: not recorded"), limit.characters, place))))
    if proofs.of(best):
        blocks.append(cell(*proofs.of(best)))
    return Stack(blocks)


def _relapses(line: Line, proofs: Proofs, limit: Limit, place: str) -> Block:
    if not line.relapses:
        return cell(missing())
    blocks: list[Block] = []
    for relapse in line.relapses[: limit.items]:
        when = relapse.date.in_table() if relapse.date else _("date not known")
        blocks.append(cell(when, mark(relapse)))
        blocks.append(cell(*_quiet(clipped(relapse.event, limit.characters, place))))
        if proofs.of(relapse):
            blocks.append(cell(*proofs.of(relapse)))
    if len(line.relapses) > limit.items:
        blocks.append(cell(*more(len(line.relapses) - limit.items, _at(place, "relapse"))))
    return Stack(blocks)


def _ended(line: Line, limit: Limit, place: str) -> list[Block]:
    reasons = list(dict.fromkeys(part.ended_because for part in line.parts if part.ended_because))
    if reasons:
        return [cell(*_quiet(clipped("; ".join(reasons), limit.characters, place)))]
    return [cell(slanted(_("why: not recorded")))] if line.end else []


def _at(place: str, kind: str) -> str:
    return f"{place}-{kind}" if place else ""


def _strong(parts: list[str | Span]) -> list[str | Span]:
    return [strong(part) if isinstance(part, str) else part for part in parts]


def _quiet(parts: list[str | Span]) -> list[str | Span]:
    return [quiet(part) if isinstance(part, str) else part for part in parts]
