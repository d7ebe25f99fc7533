"""The first pages of an addendum: what has changed since a packet was sent, before everything else."""

from collections.abc import Sequence
from typing import Final

from caregiver_app.domain.changes import differences, names_of, what_it_is
from caregiver_app.domain.documents.document import Document, label
from caregiver_app.domain.packet.since import Changed, Changes, R, Since
from caregiver_app.domain.record import Record
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.i18n import _
from caregiver_app.packet.attachment import Attachment
from caregiver_app.packet.flow import Block, Stack
from caregiver_app.packet.furniture import cell, figure, head, heading, page_title, under_title
from caregiver_app.packet.kinds_of_paper import kind_told
from caregiver_app.packet.ours import ours, together
from caregiver_app.packet.proof import Proofs, mark
from caregiver_app.packet.table import Look, Row, Table
from caregiver_app.packet.terms import headline
from caregiver_app.packet.text import PAGE, Span, link, para, quiet, slanted, strong

_LOOK: Final = Look(padding=2, gap=8)
_DATES: Final = 74.0


def what_changed(case: CaseSnapshot, since: Since, attachments: Sequence[Attachment], proofs: Proofs) -> Block:
    """Set what is new, what says something else, and what was taken back; nothing of it is judged."""
    changes = since.changes
    told = ours(_("Everything that is new or says something else since {packet}."), packet=since.name)
    blocks: list[Block] = [page_title(_("What has changed"), place="changes"), under_title(told)]
    if not changes:
        return Stack([*blocks, para(slanted(ours(_("Nothing has changed since then."))), before=8)])
    called = _Called(case)
    entries = changes.entries
    blocks += [
        *_table(_("New"), [_entry_row(one, proofs) for one in entries.new]),
        *_table(_("Corrected or completed"), [_altered_row(*pair, called, proofs) for pair in entries.altered]),
        *_table(_("Taken back: this no longer holds"), [_entry_row(one, None) for one in entries.gone]),
        *_papers(changes, attachments),
        *_others(changes, called),
    ]
    return Stack(blocks)


class _Called:
    """Tell what a record is called where another one speaks of it."""

    def __init__(self, case: CaseSnapshot) -> None:
        self.name = names_of({record.id: record for record in case.records()}, lambda _id: None)

    def differences(self, before: Record, after: Record) -> list[str]:
        """Return what differs, a line each, without the fields that tell nothing about the patient."""
        found = ((one.name, one.in_words()) for one in differences(before, after, self.name))
        return [together("", (ours(name), line.removeprefix(name))) for name, line in found]


def _table(title: str, rows: Sequence[Row]) -> list[Block]:
    if not rows:
        return []
    titles = head(_("Date"), _("Fact"), _("Proof"))
    return [heading(title, before=16), Table((_DATES, 0, 90), rows, head=titles, look=_LOOK, before=4)]


def _entry_row(entry: Entry, proofs: Proofs | None) -> Row:
    words: list[str | Span] = [strong(headline(entry)), mark(entry), _kind(entry)]
    day = entry.date.in_table() if entry.date else ours(_("not known"))
    return Row((cell(day), cell(*words), cell(*(proofs.of(entry) if proofs is not None else ()))))


def _altered_row(before: Entry, after: Entry, called: _Called, proofs: Proofs) -> Row:
    words: list[str | Span] = [strong(headline(after)), mark(after), _kind(after)]
    told = [cell(line) for line in called.differences(before, after)]
    day = after.date.in_table() if after.date else ours(_("not known"))
    return Row((cell(day), Stack([cell(*words), *told]), cell(*proofs.of(after))))


def _kind(entry: Entry) -> Span:
    return quiet(together(" · ", ("", ours(what_it_is(entry)))))


def _papers(changes: Changes, attachments: Sequence[Attachment]) -> list[Block]:
    """List the papers that came, changed or went, with their page in this addendum."""
    attached = {attachment.document.id: attachment for attachment in attachments}
    documents = changes.documents
    groups: tuple[tuple[str, Sequence[Document]], ...] = (
        (_("New papers"), documents.new),
        (_("Papers that are here now, or described anew"), [after for _before, after in documents.altered]),
        (_("Papers taken out"), documents.gone),
    )
    blocks: list[Block] = []
    for title, members in groups:
        rows = [_paper_row(document, attached.get(document.id)) for document in members if document.in_packet]
        if rows:
            titles = head(_("No."), _("Date"), _("Title"), _("Kind"), _("Packet page"), figures=(4,))
            widths = (34.0, _DATES, 0.0, 110.0, 58.0)
            blocks += [heading(title, before=16), Table(widths, rows, head=titles, look=_LOOK, before=4)]
    return blocks


def _paper_row(document: Document, attachment: Attachment | None) -> Row:
    return Row((
        cell(label(document.number)),
        cell(document.date.in_table() if document.date else "–"),
        cell(document.title),
        cell(kind_told(document.kind)),
        figure(link(PAGE, attachment.place) if attachment is not None else "–"),
    ))  # fmt: skip


def _others(changes: Changes, called: _Called) -> list[Block]:
    """Set what differs about the person and the people around."""
    rows = [Row((cell(line),)) for line in (called.differences(*changes.person) if changes.person else ())]
    rows += _people(changes.contacts, called)
    if not rows:
        return []
    return [heading(_("About the person and the team"), before=16), Table((0,), rows, look=_LOOK, before=4)]


def _people(contacts: Changed[R], called: _Called) -> list[Row]:
    new = [ours(_("New: {who}"), who=called.name(one.id)) for one in contacts.new]
    altered = [
        together("", (called.name(after.id), ": ", line))
        for before, after in contacts.altered
        for line in called.differences(before, after)
    ]
    gone = [ours(_("No longer: {who}"), who=str(getattr(one, "name", ""))) for one in contacts.gone]
    return [Row((cell(line),)) for line in (*new, *altered, *gone)]
