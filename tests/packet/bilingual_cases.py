"""Cases that make every page of a packet say everything it can say, for the tests of its second language."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from caregiver_app.domain.documents.document import TROUBLES, Document
from caregiver_app.domain.packet.records import SentDocument
from caregiver_app.domain.packet.since import Changed, Changes, Since
from caregiver_app.domain.person import Contact, Person
from caregiver_app.domain.questions.records import Question
from caregiver_app.domain.snapshot import CaseSnapshot, in_order
from caregiver_app.domain.timeline import records
from caregiver_app.domain.timeline.kinds import KINDS, Kind
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.domain.timeline.shown_tests import ShownTest
from caregiver_app.packet.attachment import LOST_PAGE, Attachment, PageShape, chosen, expected
from caregiver_app.packet.layout import laid_out
from caregiver_app.packet.options import PacketOptions
from caregiver_app.packet.parts import Breaks
from caregiver_app.packet.sheets import Sheet
from family import DOCTOR, fixed, history

AS_OF = date(2026, 11, 20)
PERSON = Person(
    id=fixed("person"), name="Ana Novak", born="1971-02-03", sex="female", languages="Slovenian, English", phone="1",
    email="a@b", address="Street 1", prepared_by="Jia", prepared_for="Dr Who", other_illnesses="asthma",
    question="What next?", note="Deaf in one ear",
)  # fmt: skip
EMPTY = CaseSnapshot(Person(id=fixed("person"), name="Ana Novak"))


@dataclass(frozen=True)
class Laid:
    """One packet to lay out."""

    case: CaseSnapshot
    options: PacketOptions
    attachments: tuple[Attachment, ...]
    breaks: Breaks = ()

    def sheets(self) -> tuple[Sheet, ...]:
        """Lay it out."""
        return laid_out(self.case, self.attachments, self.options, self.breaks)


def packet(case: CaseSnapshot, breaks: Breaks = (), attachments: Any = None, **choices: Any) -> Laid:
    """A packet in English with Chinese, of what is known before a file is opened."""
    options = PacketOptions(**({"as_of": AS_OF, "language": "en-zh"} | choices))
    if attachments is None:
        attachments = tuple(expected(document, options.unreadable) for document in chosen(case, options))
    return Laid(case, options, attachments, breaks)


def filled(kind: Kind, **known: Any) -> Entry:
    """An entry of a kind with something in each of its fields."""
    text = {field.name: f"{field.name} as typed" for field in kind.fields if field.asks in ("text", "list", "long")}
    more = {field.name: 2 for field in kind.fields if field.asks == "line"}
    more |= {
        "date": "2026-05",
        "how_known": "memory",
        "end": "2026-06-01" if "end" in kind.record.model_fields else None,
    }
    given = {key: value for key, value in {**text, **more, **known}.items() if value is not None}
    return kind.record.model_validate({"id": fixed(f"{kind.id} {sorted(known.items())}"), **given})


def document(number: int, **fields: Any) -> Document:
    """A document by its number."""
    return Document.model_validate(
        {"id": fixed(f"document {number}"), "number": number, "title": f"Paper {number}"} | fields
    )


def full_history() -> tuple[Entry, ...]:
    """Entries of every kind, whole and with gaps, and what only some histories say."""
    whole = [filled(kind) for kind in KINDS]
    bare = [
        records.Therapy(id=fixed("bare"), regimen="BEAM", best_response="CR"),
        records.Therapy(id=fixed("short"), regimen="R-GDP", date="2025-01-10", end="2025-01-12", ended_because="pd"),
        records.Therapy(id=fixed("ahead"), regimen="R-DHAP", date="2027-01-10", intent="cure"),
        records.Therapy(id=fixed("why"), regimen="R-GEMOX", date="2025-06-10", end="2025-08-12", drugs="rituximab"),
        records.Response(id=fixed("soft"), category="SD", date="about 2025"),
        records.Relapse(id=fixed("undated"), event="progression"),
        records.Procedure(id=fixed("nodate"), procedure="apheresis", line=2),
        records.Procedure(id=fixed("cells"), procedure="CAR-T infusion", date="2026-02-02"),
        records.Lab(id=fixed("other lab"), test="Ferritin", value="90", unit="ug/L", date="2026-05-02", place="A"),
        records.Lab(id=fixed("lab 2"), test="LDH", value="355", unit="U/L", date="2024-07-20", reference_range="1–2"),
        records.Lab(id=fixed("lab 3"), test="LDH", value="300", unit="U/L", how_known="memory", date="about 2024-08"),
        records.Lab(id=fixed("lab 4"), test="LDH", value="high", unit="U/L", how_known="check"),
    ]  # fmt: skip
    proven = [entry.amended(proof=fixed("document 1"), proof_page=1) for entry in whole]
    return in_order((*history(), *proven, *bare))


def full_case() -> CaseSnapshot:
    """A case with something of everything."""
    documents = (
        document(1, kind="discharge-summary", date="2023-11-20", origin="Clinic", language="Chinese", note="Long"),
        document(2, kind="discharge-summary", translation_of=fixed("document 1"), part_of=fixed("document 1")),
        document(3, kind="slides", holding="elsewhere", held_by="Clinic"),
        document(4, kind="slides", holding="elsewhere"),
        document(5, kind="pet-ct", holding="wanted", held_by="Clinic"),
        document(6, kind="pet-ct", holding="wanted"),
        document(7, in_packet=False),
        document(8, format="disc", holding="elsewhere", held_by="Clinic"),
        document(9, format="study", modality="CT", part_of=fixed("document 8"), trouble="some_unreadable"),
        document(10, format="study", modality="MR", holding="elsewhere"),
        document(11, part_of=fixed("document 8")),
        document(12, format="zip"),
        document(13, part_of=fixed("document 12")),
        document(14, trouble="locked"),
        document(15, in_packet=False),
    )
    return CaseSnapshot(
        PERSON, (DOCTOR,), full_history(), documents,
        questions=tuple(Question(id=fixed(f"q{number}"), text=f"Why {number}?", starred=True) for number in range(5)),
    )  # fmt: skip


def since() -> Since:
    """What has changed since a packet, of every kind."""
    before, after = full_history()[-1], filled(KINDS[0], disease="CLL")
    contact = Contact(id=fixed("nurse"), name="Nurse")
    changes = Changes(
        person=(PERSON, PERSON.amended(name="Ana Nova", born="1971", sex="", languages="", phone="2", email="", note="",
                                       address="", prepared_by="", prepared_for="", other_illnesses="", question="")),
        entries=Changed((before,), ((after, after.amended(disease="MCL")),), (before,)),
        contacts=Changed((DOCTOR,), ((DOCTOR, DOCTOR.amended(role="", organisation="", phone="1", email="a", note="b",
                                                             name="Dr K")),), (contact,)),
        documents=Changed((document(1),), ((document(2), document(2, title="New")),), (document(3),)),
    )  # fmt: skip
    return Since(3, None, "Dr Who", changes, {1: SentDocument(1, first_page=7)})


def troubles() -> tuple[Attachment, ...]:
    """A paper in every state: whole, signed, hurt in each way with pages and without any."""
    page = PageShape(595, 842)
    found = [Attachment(document(1, language="German"), (page, page, LOST_PAGE), "page_unreadable", signed=True)]
    for number, trouble in enumerate(TROUBLES, 20):
        found.append(Attachment(document(number), (page,) if number % 2 else (), trouble))
    return tuple(found)


def everything() -> Iterator[Laid]:
    """Packets that together say all there is to say."""
    case = full_case()
    lab = ShownTest(id=fixed("shown"), test="LDH", position=1)
    yield packet(case)
    yield packet(replace(case, shown_tests=(lab,)), attachments=troubles(), breaks=((20, 0), (1, 1)))
    yield packet(EMPTY, attachments=troubles(), dividers=False, names_hidden=True, smaller_scans=True)
    yield packet(case, since=since())
    yield packet(EMPTY, since=replace(since(), changes=Changes()))
    told = records.Response(id=fixed("told"), category="CR", date="2026-05-02", how_known="report")
    yield packet(replace(EMPTY, entries=(told,)))
    yield packet(EMPTY)
    yield packet(EMPTY, sections=("summary", "timeline", "details", "proofs", "documents", "questions"))
    yield packet(replace(EMPTY, person=PERSON.amended(question=""), documents=(document(1, date="2026"),)))
