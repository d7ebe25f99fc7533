"""Which facts rest on a document: a short list for its divider, each fact with its date and page."""

from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

from caregiver_app.domain.timeline.kinds import kind_of
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.i18n import _
from caregiver_app.packet.attachment import Attachment
from caregiver_app.packet.flow import Block
from caregiver_app.packet.furniture import cell, titled_head
from caregiver_app.packet.ours import ours_counted, together
from caregiver_app.packet.shorten import clipped
from caregiver_app.packet.table import Look, Row, Table
from caregiver_app.packet.terms import named
from caregiver_app.packet.text import PAGE, link, quiet

_MOST: Final = 12
_LONGEST: Final = 120

Facts = dict[UUID, list[Entry]]


def by_proof(entries: Iterable[Entry]) -> Facts:
    """Sort entries by the document that proves them."""
    found: Facts = {}
    for entry in entries:
        if entry.proof is not None:
            found.setdefault(entry.proof, []).append(entry)
    return found


def facts_resting_on(attachment: Attachment, entries: Sequence[Entry]) -> list[Block]:
    """Set the facts that a document proves; those of one kind, day and page stand in one line."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for entry in entries:
        kind = kind_of(entry)
        when = entry.date.in_table() if entry.date else "–"
        names = groups.setdefault((when, kind.id, attachment.place_of(entry.proof_page)), [])
        name = named(entry, " ".join(str(getattr(entry, kind.title)).split()))
        if name not in names:
            names.append(name)
    if not groups or not attachment.pages:
        return []
    rows = [
        Row((
            cell(quiet(when)),
            cell(*clipped(together(", ", names), _LONGEST, "")),
            cell(link(_("p.{page}").format(page=PAGE), place)),
        ))
        for (when, _kind, place), names in list(groups.items())[:_MOST]
    ]  # fmt: skip
    left = len(groups) - len(rows)
    if left:
        words = ours_counted("… and {n} more", "… and {n} more", left)
        rows.append(Row((cell(), cell(quiet(words)), cell())))
    head = titled_head(_("Facts in this packet that rest on it"), _("Page"))
    return [Table((92, 0, 34), rows, head=head, look=Look(padding=1.5, gap=8), before=34, whole=True)]
