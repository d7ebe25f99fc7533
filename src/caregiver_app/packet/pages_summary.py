"""The case summary: one sheet, front and back at most, for a reader with two minutes."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Final, TypeVar

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.person import Contact
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline import records, wording
from caregiver_app.domain.timeline.facts.status import status_now
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.i18n import _
from caregiver_app.packet.flow import Block, Box, Columns, Stack
from caregiver_app.packet.furniture import (
    Parts,
    cell,
    facts,
    heading,
    joined,
    missing,
    page_title,
    under_title,
)  # fmt: skip
from caregiver_app.packet.labs_table import lab_table, newest
from caregiver_app.packet.lines_table import counted_note, lines_table
from caregiver_app.packet.options import PacketOptions
from caregiver_app.packet.ours import ours, together, told_list
from caregiver_app.packet.pages_cover import born_words
from caregiver_app.packet.proof import NO_BREAK, Proofs, mark
from caregiver_app.packet.sheets import flowed
from caregiver_app.packet.shorten import Limit, clipped, more
from caregiver_app.packet.style import TABLE
from caregiver_app.packet.table import PLAIN, Row, Table
from caregiver_app.packet.terms import headline, named, value
from caregiver_app.packet.text import Span, para, quiet, slanted, strong

E = TypeVar("E", bound=Entry)

_SHEET_SIDES: Final = 2
_LIMITS: Final = (
    Limit(40, 1500), Limit(24, 900), Limit(16, 600), Limit(12, 400), Limit(9, 300), Limit(7, 220), Limit(5, 160),
    Limit(7, 120), Limit(4, 120), Limit(6, 90), Limit(3, 90), Limit(5, 70), Limit(3, 70), Limit(2, 70), Limit(2, 50),
    Limit(1, 50), Limit(1, 24),
)  # fmt: skip
_QUESTION: Final = 600
_QUESTION_LINES: Final = 12
_LABELS: Final = 62.0
_UNDER: Final = 3.0
_FITNESS_WORDS: Final = ("ecog", "karnofsky", "performance", "lansky", "who ps", "who status")


def summary(case: CaseSnapshot, proofs: Proofs, options: PacketOptions) -> Block:
    """Set the summary, shortening long lists until it fits one sheet; what is shortened says where the rest is."""
    for limit in _LIMITS:
        block = _Summary(case, proofs, options, limit).block()
        if len(flowed(block, options)) <= _SHEET_SIDES:
            break
    return block


class _Summary:
    """One attempt at the summary, with one limit on the length of lists and texts."""

    def __init__(self, case: CaseSnapshot, proofs: Proofs, options: PacketOptions, limit: Limit) -> None:
        self.case = case
        self.proofs = proofs
        self.limit = limit
        self.as_of: date = options.as_of
        self.sections = options.sections

    def block(self) -> Block:
        """Set the whole summary."""
        return Stack([
            *self._head(), *self._patient(), *self._disease(), *self._therapy(), *self._organs(), *self._labs(),
            *self._around(),
        ])  # fmt: skip

    def _details(self, kind: str = "") -> str:
        """Return where the whole of a shortened list stands, if the details are printed."""
        if "details" not in self.sections:
            return ""
        return f"details-{kind}" if kind else "details"

    def _text(self, text: str, place: str | None = None) -> list[str | Span]:
        return clipped(text, self.limit.characters, self._details() if place is None else place)

    def _fact(self, entry: Entry, words: str, when: bool = True) -> list[str | Span]:
        """Write one fact with its date, mark and proof."""
        dated = f" ({_day_words(entry.date)})" if when and entry.date else ""
        return [*self._text(words), Span(dated), *self.proofs.after(entry)]

    def _together(self, entries: Iterable[E], words: Callable[[E], str]) -> list[list[str | Span]]:
        """Write facts of one day from one paper as one: "CD19 positive; CD20 positive (2 November 2025)"."""
        groups: dict[object, list[E]] = {}
        for entry in entries:
            groups.setdefault((entry.date, entry.proof, entry.proof_page, entry.how_known), []).append(entry)
        return [
            self._fact(members[0], together("; ", (words(entry) for entry in members))) for members in groups.values()
        ]

    def _head(self) -> list[Block]:
        title = page_title(_("Case summary"), aside=PartialDate.of_day(self.as_of).in_words(), place="summary")
        line = under_title(
            _("Organised by the family from the attached papers. * from memory. † to be checked. "
              "Nothing here is interpreted.")
        )  # fmt: skip
        return [title, line, self._question()]

    def _question(self) -> Block:
        """Set the clinical question: whole, however full the sheet, unless it is very long."""
        asked = self.case.person.question
        lines = asked.split("\n")
        shown = clipped(asked, _QUESTION, "cover") if len(lines) <= _QUESTION_LINES else clipped(
            "\n".join(lines[:_QUESTION_LINES]) + " …", _QUESTION, "cover"
        )  # fmt: skip
        words = para(*(shown if asked else [missing()]))
        return Box(Stack([para(strong(ours(_("The question"))), keep=True), words]), before=10)

    def _patient(self) -> list[Block]:
        person = self.case.person
        languages = self._text(told_list(person.languages, "languages"), "cover") if person.languages else []
        fitness = [entry for entry in newest(self.case.entries_of(records.Fitness), _measure) if _is_fitness(entry)]
        return [
            heading(_("Patient"), before=14),
            _side_by_side(
                [
                    (_("Name"), self._text(person.name, "cover")),
                    (_("Born"), [born_words(person, self.as_of)] if person.born else []),
                ],
                [
                    (_("Sex"), self._text(person.sex, "cover") if person.sex else []),
                    (_("Languages"), languages),
                ],
                _UNDER,
            ),
            _pairs([
                (_("Fitness"), self._list((self._fact(e, headline(e)) for e in fitness), "fitness")),
            ]),
        ]  # fmt: skip

    def _disease(self) -> list[Block]:
        diagnoses = self.case.entries_of(records.Diagnosis)
        several = len(diagnoses) > 1
        markers = newest(self.case.entries_of(records.Marker), lambda e: (e.marker.casefold(), e.specimen.casefold()))

        def said(words: Callable[[records.Diagnosis], str]) -> list[str | Span]:
            return self._list((self._fact(e, words(e), several) for e in diagnoses if words(e)), "diagnosis")

        diagnosed = self._list((self._fact(e, _disease_name(e)) for e in diagnoses), "diagnosis")
        risk = said(lambda entry: value(entry, "risk_index"))
        return [
            heading(_("Disease")),
            _pairs([(_("Diagnosis"), diagnosed), (_("Now"), self._now())], _UNDER),
            _side_by_side([(_("Stage"), said(_staged))], [(_("Risk index"), risk)],
                shares=(4, 3)),
            _pairs([
                (_("Proven by"), said(lambda entry: entry.basis)),
                (_("Markers"), self._list(self._together(markers, _marker), "marker", " · ")),
            ]),
        ]  # fmt: skip

    def _now(self) -> list[str | Span]:
        status = status_now(self.case.entries, self.as_of)
        if status.entry is None:
            return []
        words = status.told
        if status.since is not None:
            words = words.replace(status.since.in_words(), _day_words(status.since))
        if status.state != "unclear" and isinstance(status.entry, records.Response | records.Relapse):
            words = named(status.entry, words)
        known = together(", ", ("", ours(_(wording.HOW_KNOWN[status.entry.how_known]))))
        bracket: Parts = [" (", *self._text(_judged(status.entry)), ")"] if status.judged else []
        then = [*("; ", *self._text(status.then))] if status.then else []
        return [*_heavy(self._text(words)), *bracket, known, *self.proofs.after(status.entry), *then]

    def _therapy(self) -> list[Block]:
        return [
            heading(_("Lines of therapy"), place="summary-lines"),
            lines_table(self.case.entries, self.as_of, self.proofs, self.limit, self._details()),
            *counted_note(self.case.entries, self.as_of),
            heading(_("Transplant, radiation, bridging and other procedures")),
            self._procedures(),
        ]

    def _procedures(self) -> Block:
        entries = self.case.entries_of(records.Procedure)
        shown, left = self.limit.last(entries)
        rows = []
        for entry in shown:
            what: list[str | Span] = [*_heavy(self._text(named(entry))), mark(entry)]
            for text in (entry.detail, wording.measured(entry.value, entry.unit), entry.outcome):
                what += [" · ", *self._text(text)] if text else []
            if entry.line:
                what += [quiet(together(" · ", ("", ours(_("line {n}"), n=entry.line))))]
            if self.proofs.of(entry):
                what += [" ", *self.proofs.of(entry)]
            rows.append(Row((cell(quiet(_dates(entry))), cell(*what))))
        if left:
            earlier = more(left, self._details("procedure"), earlier=True)
            rows.insert(0, Row((cell(*earlier),), span=True))
        return Table((112, 0), rows, look=PLAIN, before=4) if rows else para(missing(), before=3)

    def _organs(self) -> list[Block]:
        organs = [e for e in newest(self.case.entries_of(records.Fitness), _measure) if not _is_fitness(e)]
        screens = newest(self.case.entries_of(records.Infection), lambda e: e.test.casefold())
        left = [
            heading(_("Organ function"), before=0),
            self._lines((self._fact(e, headline(e)) for e in organs), "fitness"),
        ]
        right = [
            heading(_("Infection screening"), before=0),
            self._lines(self._together(screens, _screen), "infection"),
        ]
        return [Columns([Stack(left), Stack(right)], (1, 1), before=16)]

    def _labs(self) -> list[Block]:
        title = heading(_("Latest blood tests, as printed"))
        table, left = lab_table(self.case.entries_of(records.Lab), self.proofs, self.limit)
        if table is None:
            return [title, para(missing(), before=3)]
        rest = [para(*more(left, self._details("lab")), style=TABLE, before=3)] if left else []
        return [title, table, *rest]

    def _around(self) -> list[Block]:
        medicines = [e for e in self.case.entries_of(records.Medicine) if e.end is None]
        allergies = self.case.entries_of(records.Allergy)
        illnesses = self.case.person.other_illnesses
        wanted = [document for document in self.case.documents if document.holding == "wanted"]
        left = [
            heading(_("Medicines now"), before=0),
            self._lines((self._fact(e, headline(e), when=False) for e in medicines), "medicine"),
            heading(_("Allergies")),
            self._lines((self._fact(e, wording.headline(e)) for e in allergies), "allergy"),
            heading(_("Other illnesses")),
            para(*(self._text(illnesses) if illnesses else [missing()]), before=3),
        ]
        right = [
            heading(_("Treating team"), before=0),
            self._lines((self._contact(contact) for contact in self.case.contacts), "people"),
            heading(_("Papers still wanted")),
            self._lines((self._wanted(document) for document in wanted), "wanted", none=ours(_("none listed"))),
        ]
        return [Columns([Stack(left), Stack(right)], (1, 1), before=16)]

    def _contact(self, contact: Contact) -> list[str | Span]:
        phone = contact.phone.replace(" ", NO_BREAK)
        about = (text for text in (contact.role, contact.organisation, phone) if text)
        name = _heavy(self._text(contact.name))
        return [*name, *(part for text in about for part in (" · ", *self._text(text)))]

    def _wanted(self, document: Document) -> list[str | Span]:
        place = "documents" if "documents" in self.sections else ""
        asked = ""
        if document.held_by and document.asked_on:
            asked = _("asked {whom}, {date}").format(whom=document.held_by, date=_day_words(document.asked_on))
        elif document.held_by:
            asked = _("from {whom}, not asked yet").format(whom=document.held_by)
        return [*self._text(document.title, place), *([quiet(" · "), *self._text(asked, place)] if asked else [])]

    def _list(self, items: Iterable[Sequence[str | Span]], kind: str, between: str = "; ") -> list[str | Span]:
        """Write facts one after another in running text."""
        shown, left = self.limit.of(tuple(items))
        return [*joined(shown, between), *more(left, self._details(kind))]

    def _lines(self, items: Iterable[Sequence[str | Span]], kind: str, none: str = "") -> Block:
        """Write facts below one another."""
        shown, left = self.limit.of(tuple(items))
        if not shown:
            return para(slanted(none) if none else missing(), before=3)
        blocks: list[Block] = [para(*item, before=2) for item in shown]
        if left:
            place = ("documents" if "documents" in self.sections else "") if kind == "wanted" else self._details(kind)
            blocks.append(para(*more(left, place), style=TABLE, before=2))
        return Stack(blocks, before=3)


def _pairs(pairs: Sequence[tuple[str, Parts]], before: float = 0) -> Block:
    return facts(pairs, label_width=_LABELS, before=before)


def _side_by_side(
    left: Sequence[tuple[str, Parts]],
    right: Sequence[tuple[str, Parts]],
    before: float = 0,
    shares: Sequence[int] = (1, 1),
) -> Block:
    return Columns([_pairs(left), _pairs(right)], shares, before=before)


def _dates(entry: records.Procedure) -> str:
    start = entry.date.in_table() if entry.date else ours(_("date not known"))
    return f"{start} – {entry.end.in_table()}" if entry.end and entry.end != entry.date else start


def _heavy(parts: Iterable[str | Span]) -> list[str | Span]:
    return [strong(part) if isinstance(part, str) else part for part in parts]


def _judged(entry: Entry) -> str:
    """Write how a state was found, and where: as `status_now` does, with its words of the field."""
    fields = ("judged_by", "criteria") if isinstance(entry, records.Response) else ("proven_by", "site")
    return together("; ", (text for text in (value(entry, field) for field in fields) if text))


def _day_words(when: PartialDate) -> str:
    """Write a date that never breaks across lines."""
    return when.in_words().replace(" ", NO_BREAK)


def _disease_name(entry: records.Diagnosis) -> str:
    return together(", ", (value(entry, "disease"), value(entry, "subtype"))) if entry.subtype else named(entry)


def _measure(entry: records.Fitness) -> str:
    return entry.measure.casefold()


def _is_fitness(entry: records.Fitness) -> bool:
    return any(word in entry.measure.casefold() for word in _FITNESS_WORDS)


def _staged(entry: records.Diagnosis) -> str:
    if not entry.staging_system:
        return entry.stage
    return together("", (entry.stage, " (", value(entry, "staging_system"), ")"))


def _marker(entry: records.Marker) -> str:
    told = together(NO_BREAK, (named(entry), value(entry, "result"))) if entry.result else named(entry)
    return together(" ", (part for part in (told, wording.measured(entry.value, entry.unit)) if part))


def _screen(entry: records.Infection) -> str:
    told = " ".join(part for part in (entry.result, wording.measured(entry.value, entry.unit)) if part)
    return together("", (named(entry), ": ", told)) if told else named(entry)
