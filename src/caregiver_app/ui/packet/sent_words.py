"""What is said of packets that were sent, and of what has changed since."""

from collections.abc import Sequence

from caregiver_app.domain.changes import described, differences, names_of
from caregiver_app.domain.packet.records import HOWS, SentPacket, packet_label
from caregiver_app.domain.packet.since import Changed, Changes, R, Since
from caregiver_app.domain.record import Record
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _, labelled, ngettext, with_commas
from caregiver_app.ui.documents.size_words import size_in_words

Section = tuple[str, tuple[str, ...]]


def named(sent: SentPacket) -> str:
    """Name a packet: "P-003 to Dr Chen, 14 November 2026"."""
    name = packet_label(sent.number)
    if sent.to_whom:
        name = _("{number} to {whom}").format(number=name, whom=" ".join(sent.to_whom.split()))
    return with_commas(part for part in (name, when(sent)) if part)


def when(sent: SentPacket) -> str:
    """Write when a packet was sent; nothing where nobody knows."""
    return sent.on.in_words() if sent.on is not None else ""


def how(sent: SentPacket) -> str:
    """Write how a packet was sent; nothing where it was not said."""
    return _(HOWS[sent.how]) if sent.how in HOWS and sent.how else ""


def follows(sent: SentPacket, case: CaseSnapshot) -> str:
    """Say which packet an addendum follows; nothing of a whole packet."""
    if sent.since is None:
        return ""
    before = next((one for one in case.sent_packets if one.id == sent.since), None)
    if before is None:
        return _("only what was new")
    return _("what was new since {number}").format(number=packet_label(before.number))


def pages(n: int) -> str:
    """Write how many pages there are."""
    return ngettext("{n} page", "{n} pages", n).format(n=n)


def files(sent: SentPacket) -> str:
    """Write how many files a packet had and how large they are together."""
    rows = sent.files.values
    if not rows:
        return ""
    told = ngettext("{n} file", "{n} files", len(rows)).format(n=len(rows))
    return with_commas((told, size_in_words(sum(one.size for one in rows))))


def in_short(since: Since) -> str:
    """Say in one line what has changed: "2 new entries · 1 new paper"."""
    changes = since.changes
    if not changes:
        return _("Nothing has changed since then.")
    entries, documents = changes.entries, changes.documents
    counts = (
        (n := len(entries.new), ngettext("{n} new entry", "{n} new entries", n)),
        (n := len(entries.altered), ngettext("{n} entry corrected", "{n} entries corrected", n)),
        (n := len(entries.gone), ngettext("{n} entry taken back", "{n} entries taken back", n)),
        (n := len(documents.new), ngettext("{n} new paper", "{n} new papers", n)),
        (n := len(documents.altered), ngettext("{n} paper described anew", "{n} papers described anew", n)),
        (n := len(documents.gone), ngettext("{n} paper taken out", "{n} papers taken out", n)),
    )
    told = [words.format(n=count) for count, words in counts if count]
    if changes.person or changes.contacts:
        told.append(_("something about the person or the team"))
    return _("Since then: {changes}").format(changes=" · ".join(told))


def in_full(since: Since, case: CaseSnapshot) -> tuple[Section, ...]:
    """Return everything that has changed, as headings with lines beneath."""
    called = names_of({record.id: record for record in case.records()}, lambda _id: None)

    def altered(changed: Changed[R]) -> tuple[str, ...]:
        return tuple(
            labelled(described(after), one.in_words())
            for before, after in changed.altered
            for one in differences(before, after, called)
        )

    changes: Changes = since.changes
    about = tuple(one.in_words() for one in differences(*changes.person, called)) if changes.person else ()
    found = (
        (_("New"), _lines(changes.entries.new)),
        (_("Corrected or completed"), altered(changes.entries)),
        (_("Taken back"), _lines(changes.entries.gone)),
        (_("New papers"), _lines(changes.documents.new)),
        (_("Papers that are here now, or described anew"), altered(changes.documents)),
        (_("Papers taken out"), _lines(changes.documents.gone)),
        (_("About the person"), about),
        (_("New in the team"), _lines(changes.contacts.new)),
        (_("Changed in the team"), altered(changes.contacts)),
        (_("No longer in the team"), _lines(changes.contacts.gone)),
    )
    return tuple((heading, lines) for heading, lines in found if lines)


def _lines(records: Sequence[Record]) -> tuple[str, ...]:
    return tuple(described(record) for record in records)
