"""The details: every entry of the case in full, so that nothing typed is left out in silence."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.person import Contact, Person
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline import wording
from caregiver_app.domain.timeline.kinds import KINDS, Field, Kind, kind_of
from caregiver_app.domain.timeline.records import Entry, Lab, Procedure, SpanEntry
from caregiver_app.i18n import N_, _
from caregiver_app.packet.flow import Block, Stack
from caregiver_app.packet.furniture import Parts, cell, facts, heading, joined, page_title, titled_head, under_title
from caregiver_app.packet.labs_table import labs_in_full
from caregiver_app.packet.ours import ours, ours_counted, together, told_list
from caregiver_app.packet.proof import NO_BREAK, Proofs, mark
from caregiver_app.packet.style import TABLE
from caregiver_app.packet.table import Look, Row, Table
from caregiver_app.packet.terms import listed, named, value
from caregiver_app.packet.text import Span, para, quiet, strong
from caregiver_app.packet.times_block import times

_LOOK: Final = Look(padding=2.5, gap=10)
_APART: Final = frozenset({"date", "end"})
# Words of the form that are longer than a table needs.
_SHORTER: Final = {
    "source": N_("Source"),
    "intent": N_("Intent"),
    "setting": N_("Setting"),
    "specimen": N_("Sample"),
    "place": N_("Where"),
}
_DATES: Final = 74.0
_PROOF: Final = 56.0
_BETWEEN: Final = 18.0


def details(case: CaseSnapshot, proofs: Proofs, as_of: date) -> Block:
    """Set every entry by kind, oldest first, what follows from the dates, then the person and the people around."""
    blocks: list[Block] = [
        page_title(_("Details"), place="details"),
        under_title(_("Everything recorded, in full. * from memory. † to be checked. Without a mark: from a report.")),
    ]
    empty = []
    for kind in KINDS:
        entries = [entry for entry in case.entries if kind_of(entry) is kind]
        if not entries:
            empty.append(ours(_(kind.word)))
            continue
        blocks += _section(kind, entries, proofs)
    blocks += times(case, as_of, _BETWEEN)
    blocks += _person(case.person)
    blocks += _people(case.contacts)
    if empty:
        nothing = ours(_("Nothing is recorded under: {kinds}."), kinds=together(", ", empty))
        blocks.append(para(quiet(nothing), before=16))
    return Stack(blocks)


def place_of(kind: str) -> str:
    """Where links to a kind of entry lead."""
    return f"details-{kind}"


def _section(kind: Kind, entries: list[Entry], proofs: Proofs) -> list[Block]:
    """Set one kind; its title stands in the head of its table, so that a page turned says again what it lists."""
    count = ours_counted("{n} entry", "{n} entries", len(entries))
    title, place = together(" · ", (ours(_(kind.word)), count)), place_of(kind.id)
    if kind.record is Lab:
        labs = [entry for entry in entries if isinstance(entry, Lab)]
        return [heading(title, before=_BETWEEN, place=place), labs_in_full(labs, proofs)]
    if any(proofs.of(entry) for entry in entries):
        rows = [Row((cell(*_dates(entry)), _said(kind, entry), cell(*proofs.of(entry)))) for entry in entries]
        widths: tuple[float, ...] = (_DATES, 0.0, _PROOF)
        words = titled_head(title, _("Proof"))
    else:
        rows = [Row((cell(*_dates(entry)), _said(kind, entry))) for entry in entries]
        widths, words = (_DATES, 0.0), titled_head(title)
    return [Table(widths, rows, head=words, look=_LOOK, before=_BETWEEN, place=place)]


def _dates(entry: Entry) -> list[str | Span]:
    start = _day(entry.date)
    if not isinstance(entry, SpanEntry):
        return [start]
    if entry.end is None:
        # A procedure without an end took a day; a treatment, stay or medicine goes on as far as is known.
        return [start if isinstance(entry, Procedure) else f"{start}{NO_BREAK}–"]
    return [start if entry.end == entry.date else f"{start}{NO_BREAK}–\n{_day(entry.end)}"]


def _day(when: PartialDate | None) -> str:
    return when.in_table() if when else ours(_("not known"))


def _said(kind: Kind, entry: Entry) -> Block:
    """Write the title of an entry, after it the short fields that have something in them, the long ones beneath."""
    short, long = _fields(kind, entry)
    told: list[Parts] = [[quiet(together("", (ours(label), ": "))), text] for label, text in short]
    if entry.how_known != "report":
        told.append([quiet(ours(_(wording.HOW_KNOWN[entry.how_known])))])
    first = cell(*joined([[strong(named(entry)), mark(entry)], *told]))
    return Stack([first, *(cell(quiet(together("", (ours(label), ": "))), text) for label, text in long)])


def _fields(kind: Kind, entry: Entry) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Part the filled fields of an entry into short ones and long ones; a value keeps its unit."""
    short: list[tuple[str, str]] = []
    long: list[tuple[str, str]] = []
    for field in kind.fields:
        if field.name in _APART or field.name == kind.title:
            continue
        text = _value(field, entry)
        if not text:
            continue
        lengthy = field.asks == "long" or len(text) > 60 or "\n" in text
        (long if lengthy else short).append((_(_SHORTER.get(field.name, field.label)), text))
    return short, long


def _value(field: Field, entry: Entry) -> str:
    held = _held(entry, field.name)
    if field.name in ("value", "dose"):
        return wording.measured(held, _held(entry, "unit"))
    if field.name == "unit" and (_held(entry, "value") or _held(entry, "dose")):
        return ""
    return listed(entry, field.name) if field.asks == "list" else value(entry, field.name)


def _held(entry: Entry, name: str) -> str:
    """Return what a field holds as text; nothing when the kind has no such field."""
    held = vars(entry).get(name)
    return "" if held is None else str(held)


def _person(person: Person) -> list[Block]:
    pairs = [
        (_("Question"), person.question),
        (_("Other illnesses"), person.other_illnesses),
        (_("Languages"), told_list(person.languages, "languages")),
        (_("Telephone"), person.phone),
        (_("E-mail"), person.email),
        (_("Address"), person.address),
        (_("Note"), person.note),
    ]
    filled = [(label, [text]) for label, text in pairs if text]
    if not filled:
        return []
    return [
        heading(_("About the person"), before=_BETWEEN, place=place_of("person")),
        facts(filled, text=TABLE, before=4, whole=True),
    ]


def _people(contacts: Sequence[Contact]) -> list[Block]:
    if not contacts:
        return []
    rows = []
    for contact in contacts:
        reach = "\n".join(text for text in (contact.phone, contact.email) if text)
        beneath = (cell(quiet(contact.role)) if contact.role else None, cell(contact.note) if contact.note else None)
        name = [cell(strong(contact.name)), *(block for block in beneath if block is not None)]
        rows.append(Row((Stack(name), cell(contact.organisation), cell(reach))))
    titles = titled_head(_("Treating team and family"), _("Where they work"), _("How to reach them"))
    return [Table((0, 160, 150), rows, head=titles, look=_LOOK, before=_BETWEEN, place=place_of("people"))]
