"""The details: every entry of the case in full, so that nothing typed is left out in silence."""

from collections.abc import Iterable, Sequence
from typing import Final

from caregiver_app.domain.dates import PartialDate, sort_key
from caregiver_app.domain.person import Contact, Person
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline import wording
from caregiver_app.domain.timeline.kinds import KINDS, Field, Kind, kind_of
from caregiver_app.domain.timeline.records import Entry, Lab, SpanEntry
from caregiver_app.i18n import _, ngettext
from caregiver_app.packet.flow import Block, Stack
from caregiver_app.packet.furniture import cell, facts, head, heading, page_title, under_title
from caregiver_app.packet.proof import NO_BREAK, Proofs, mark
from caregiver_app.packet.style import TABLE
from caregiver_app.packet.table import Look, Row, Table
from caregiver_app.packet.text import Span, para, quiet, strong

_LOOK: Final = Look(padding=3, gap=10)
_APART: Final = frozenset({"date", "end", "source"})


def details(case: CaseSnapshot, proofs: Proofs) -> Block:
    """Set every entry by kind, oldest first, then the person and the people around."""
    blocks: list[Block] = [
        page_title(_("Details"), place="details"),
        under_title(_("Everything recorded, in full. * from memory. † to be checked.")),
    ]
    empty = []
    for kind in KINDS:
        entries = [entry for entry in case.entries if kind_of(entry) is kind]
        if not entries:
            empty.append(_(kind.word))
            continue
        blocks += _section(kind, entries, proofs)
    blocks += _person(case.person)
    blocks += _people(case.contacts)
    if empty:
        nothing = _("Nothing is recorded under: {kinds}.").format(kinds=", ".join(empty))
        blocks.append(para(quiet(nothing), before=16))
    return Stack(blocks)


def place_of(kind: str) -> str:
    """Where links to a kind of entry lead."""
    return f"details-{kind}"


def _section(kind: Kind, entries: list[Entry], proofs: Proofs) -> list[Block]:
    count = ngettext("{n} entry", "{n} entries", len(entries)).format(n=len(entries))
    title = f"{_(kind.word)} · {count}"
    top = heading(title, before=20, place=place_of(kind.id))
    if kind.record is Lab:
        return [top, _labs([entry for entry in entries if isinstance(entry, Lab)], proofs)]
    lasting = issubclass(kind.record, SpanEntry)
    rows = [
        Row((cell(*_dates(entry)), _said(kind, entry), cell(*_known(entry)), cell(*proofs.of(entry))))
        for entry in entries
    ]
    titles = head(_("From – to") if lasting else _("Date"), _(kind.word), _("How it is known"), _("Proof"))
    return [top, Table((66, 0, 100, 56), rows, head=titles, look=_LOOK, before=4)]


def _dates(entry: Entry) -> list[str | Span]:
    start = _day(entry.date)
    if not isinstance(entry, SpanEntry):
        return [start]
    if entry.end is None:
        return [f"{start}{NO_BREAK}–"]
    return [start if entry.end == entry.date else f"{start}{NO_BREAK}–\n{_day(entry.end)}"]


def _day(when: PartialDate | None) -> str:
    return when.in_table() if when else _("not known")


def _known(entry: Entry) -> list[str | Span]:
    words: list[str | Span] = [_(wording.HOW_KNOWN[entry.how_known])]
    if entry.source:
        words += ["\n", quiet(entry.source)]
    return words


def _said(kind: Kind, entry: Entry) -> Block:
    """Write the title of an entry and beneath it every other field that has something in it."""
    title = str(getattr(entry, kind.title))
    short, long = _fields(kind, entry)
    blocks: list[Block] = [cell(strong(title), mark(entry))]
    if short:
        blocks.append(cell(*_pairs(short)))
    for label, text in long:
        blocks.append(cell(quiet(f"{label}: "), text))
    return Stack(blocks)


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
        (long if lengthy else short).append((_(field.label), text))
    return short, long


def _value(field: Field, entry: Entry) -> str:
    held = _held(entry, field.name)
    if field.name in ("value", "dose"):
        return wording.measured(held, _held(entry, "unit"))
    if field.name == "unit" and (_held(entry, "value") or _held(entry, "dose")):
        return ""
    return held


def _held(entry: Entry, name: str) -> str:
    """Return what a field holds as text; nothing when the kind has no such field."""
    held = vars(entry).get(name)
    return "" if held is None else str(held)


def _pairs(pairs: Iterable[tuple[str, str]]) -> list[str | Span]:
    found: list[str | Span] = []
    for label, text in pairs:
        found += [" · " if found else "", quiet(f"{label}: "), text]
    return found


def _labs(entries: list[Lab], proofs: Proofs) -> Block:
    """Set lab results test by test, each oldest first, with unit, range and mark as printed."""
    tests: dict[str, list[Lab]] = {}
    for entry in entries:
        tests.setdefault(entry.test.casefold(), []).append(entry)
    rows = []
    for group in tests.values():
        group.sort(key=lambda entry: sort_key(entry.date))
        for index, entry in enumerate(group):
            rows.append(_lab_row(entry, proofs, first=index == 0))
    titles = head(
        _("Test"), _("Date"), _("Value"), _("Range printed"), _("Mark printed"), _("How it is known"), _("Proof")
    )
    return Table((0, 54, 76, 58, 40, 78, 56), rows, head=titles, look=Look(padding=1.5, gap=8), before=4)


def _lab_row(entry: Lab, proofs: Proofs, *, first: bool) -> Row:
    name: list[str | Span] = [strong(entry.test) if first else quiet(entry.test), mark(entry)]
    beneath = [cell(quiet(f"{label}: "), text) for label, text in _also(entry)]
    return Row(
        (
            Stack([cell(*name), *beneath]),
            cell(_day(entry.date)),
            cell(wording.measured(entry.value, entry.unit)),
            cell(entry.reference_range or "–"),
            cell(entry.printed_flag or "–"),
            cell(*_known(entry)),
            cell(*proofs.of(entry)),
        ),
        above=5.0 if first else 0.0,
    )


def _also(entry: Lab) -> list[tuple[str, str]]:
    return [(label, text) for label, text in ((_("Where"), entry.place), (_("Note"), entry.note)) if text]


def _person(person: Person) -> list[Block]:
    pairs = [
        (_("Question"), person.question),
        (_("Other illnesses"), person.other_illnesses),
        (_("Languages"), person.languages),
        (_("Telephone"), person.phone),
        (_("E-mail"), person.email),
        (_("Address"), person.address),
        (_("Note"), person.note),
    ]
    filled = [(label, [text]) for label, text in pairs if text]
    if not filled:
        return []
    return [heading(_("About the person"), before=20, place=place_of("person")), facts(filled, text=TABLE, before=4)]


def _people(contacts: Sequence[Contact]) -> list[Block]:
    if not contacts:
        return []
    rows = []
    for contact in contacts:
        reach = "\n".join(text for text in (contact.phone, contact.email) if text)
        name = [cell(strong(contact.name)), *([cell(contact.note)] if contact.note else [])]
        rows.append(Row((Stack(name), cell(contact.role), cell(contact.organisation), cell(reach))))
    titles = head(_("Name"), _("Role"), _("Where they work"), _("How to reach them"))
    return [
        heading(_("Treating team and family"), before=20, place=place_of("people")),
        Table((0, 90, 120, 120), rows, head=titles, look=_LOOK, before=4),
    ]
