"""Where each fact comes from: every entry with the paper and the page that shows it, or that nobody has one yet."""

from collections.abc import Iterable, Sequence
from typing import Final

from caregiver_app.domain.documents.document import label
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline import wording
from caregiver_app.domain.timeline.kinds import KINDS, kind_of
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.i18n import _
from caregiver_app.packet.flow import Block, Stack
from caregiver_app.packet.furniture import cell, figure, head, page_title, under_title
from caregiver_app.packet.ours import ours, ours_counted, together
from caregiver_app.packet.proof import Proofs
from caregiver_app.packet.table import Look, Row, Table
from caregiver_app.packet.terms import named
from caregiver_app.packet.text import Span, para, quiet, slanted, strong

_LOOK: Final = Look(padding=2, gap=8)
_WIDTHS: Final = (74.0, 0.0, 96.0, 60.0)


def where_from(case: CaseSnapshot, proofs: Proofs) -> Block:
    """Set every entry by kind, as the details do, with its paper; those of one day and page stand in one row."""
    blocks: list[Block] = [
        page_title(_("Where each fact comes from"), place="proofs"),
        under_title(_counted(case.entries, proofs)),
    ]
    rows: list[Row] = []
    for kind in KINDS:
        entries = [entry for entry in case.entries if kind_of(entry) is kind]
        if entries:
            rows.append(Row((cell(strong(ours(_(kind.word)))),), span=True, keep=True, above=3.0 if rows else 1.0))
            rows += [_row(at_once, proofs) for at_once in _together(entries)]
    if not rows:
        return Stack([*blocks, para(slanted(ours(_("Nothing has been recorded yet."))), before=6)])
    titles = head(_("Date"), _("Fact"), _("Paper and its page"), _("Packet page"), figures=(3,))
    return Stack([*blocks, Table(_WIDTHS, rows, head=titles, look=_LOOK, before=8)])


def _counted(entries: Sequence[Entry], proofs: Proofs) -> str:
    """Say how many facts a paper shows, and how many stand on somebody's word alone."""
    shown = sum(1 for entry in entries if proofs.document_of(entry) is not None)
    papers = ours_counted("{n} fact is shown by a paper", "{n} facts are shown by a paper", shown)
    rest = len(entries) - shown
    without = ours_counted("{n} has none named", "{n} have none named", rest)
    words = _("{papers}; {without}. What stands here was copied from the papers, not judged.")
    return ours(words, papers=papers, without=without)


def _together(entries: Iterable[Entry]) -> list[list[Entry]]:
    """Gather the entries of one day that the same page shows and that are known in the same way."""
    groups: dict[object, list[Entry]] = {}
    for entry in entries:
        same = (entry.date, entry.proof, entry.proof_page, entry.how_known)
        groups.setdefault(same if entry.proof is not None else entry.id, []).append(entry)
    return list(groups.values())


def _row(entries: Sequence[Entry], proofs: Proofs) -> Row:
    first = entries[0]
    facts = together("; ", dict.fromkeys(named(entry) for entry in entries))
    return Row((
        cell(first.date.in_table() if first.date else ours(_("not known"))),
        cell(facts),
        cell(*_paper(first, proofs)),
        figure(*(proofs.page_of(first) or ["–"])),
    ))  # fmt: skip


def _paper(entry: Entry, proofs: Proofs) -> list[str | Span]:
    """Name the paper and the page in it; where there is none, how the fact is known."""
    document = proofs.document_of(entry)
    known = ours(_(wording.HOW_KNOWN[entry.how_known]))
    if document is None:
        return [quiet(ours(_("a report, not named")) if entry.how_known == "report" else known)]
    number = label(document.number)
    if entry.proof_page is not None:
        number = ours(_("{document}, page {page}"), document=number, page=entry.proof_page)
    return [number] if entry.how_known == "report" else [number, quiet(together(" · ", ("", known)))]
