"""The invented sample case, made afresh from `resources/sample_case` with the same verbs a family uses."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from caregiver_app import bundled, fsops
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.kept import KeptFile
from caregiver_app.casebook.documents.listing import keep_texts, with_file
from caregiver_app.casebook.new_folder import refuse_occupied
from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.journey.records import Instruction, Round, StagePaper, StageState, Task
from caregiver_app.domain.person import Contact, Person
from caregiver_app.domain.questions.records import Question
from caregiver_app.domain.record import Record
from caregiver_app.domain.timeline.kinds import kind_called
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.domain.worksheet.records import Opinion, Option, Programme, Worksheet
from caregiver_app.progress import Progress, silent
from caregiver_app.store.keys import Keys, Wrapped

_HOME: Final = "sample_case"
_PLANS: Final[Mapping[str, type[Record]]] = {
    "programme": Programme, "round": Round, "stage": StageState, "task": Task, "paper": StagePaper,
    "instruction": Instruction, "appointment": Appointment, "question": Question, "option": Option, "opinion": Opinion,
}  # fmt: skip
_PLACED: Final = ("programme", "round", "task", "question", "option")
_LEADING: Final = ("programme", "appointment")


def make_sample(
    folder: Path, progress: Progress = silent, keys: Keys | None = None, wrapped: Wrapped | None = None
) -> None:
    """Make the sample case in a new or empty folder: complete, or not there at all; with keys a protected one.

    Ids are the same each time, so that two samples make the same packet. Raises CaregiverError.
    """
    refuse_occupied(folder)
    told = bundled.toml(_HOME, "case.toml")
    building = folder.parent / f".{folder.name}.sample{fsops.UNFINISHED}"
    fsops.clear_unfinished(building)
    try:
        with Casebook.create(building, Person(id=_fixed("person"), **told["person"]), keys, wrapped) as book:
            papers = [row for row in told["document"] if "file" in row]
            paths = [bundled.resource(_HOME, "papers", row["file"]) for row in papers]
            brought = keep_files(book.originals, paths, progress)
            kept = {row["file"]: file for row, file in zip(papers, brought.files, strict=True)}
            with book.beginning() as tx:
                for row in told["document"]:
                    tx.put(_document(row, kept, tx.next_number("document")))
                for position, row in enumerate(told.get("contact", ())):
                    tx.put(Contact(id=_fixed(f"contact {position}"), **row))
                for position, row in enumerate(told["entry"]):
                    tx.put(_entry(row, position))
                for record in _plans(bundled.toml(_HOME, "plans.toml")):
                    tx.put(record)
            keep_texts(book, brought.files)
        with fsops.told_plainly(folder):
            fsops.move_folder(building, folder)
    finally:
        fsops.clear_unfinished(building)


def _document(row: dict[str, Any], kept: dict[str, KeptFile], number: int) -> Document:
    fields = {key: value for key, value in row.items() if key not in ("file", "translation_of", "number")}
    if row["number"] != number:
        raise ValueError(f"the sample's documents are not numbered in order: {row['number']}")
    if "translation_of" in row:
        fields["translation_of"] = _fixed(f"document {row['translation_of']}")
    document = Document(id=_fixed(f"document {number}"), number=number, **fields)
    return with_file(document, kept[row["file"]]) if "file" in row else document


def _entry(row: dict[str, Any], position: int) -> Entry:
    kind = kind_called(row["kind"])
    if kind is None:
        raise ValueError(f"the sample has an entry of an unknown kind: {row['kind']}")
    fields = {key: value for key, value in row.items() if key != "kind"}
    if "proof" in row:
        fields["proof"] = _fixed(f"document {row['proof']}")
    return kind.record(id=_fixed(f"entry {position}"), **fields)


def _plans(told: dict[str, Any]) -> Iterator[Record]:
    """Yield what the family plans and asks; a row leads to another by its key."""
    for name, kind in _PLANS.items():
        for position, row in enumerate(told[name], 1):
            fields = {key: _led(key, value) for key, value in row.items() if key != "key"}
            if name in _PLACED:
                fields["position"] = position
            yield kind(id=_fixed(f"{name} {row.get('key', position)}"), **fields)
    yield Worksheet(id=_fixed("worksheet"), **told["worksheet"])


def _led(field: str, value: Any) -> Any:
    """Return a value with every key in it as the id it stands for."""
    if field in ("round", "programme", "appointment"):
        return _fixed(f"{field} {value}")
    if field == "document":
        return _fixed(f"document {value}")
    if field == "visits":
        return [{"appointment": str(_fixed(f"appointment {key}"))} for key in value]
    if field == "answers":
        return [{key: str(_led(key, held)) if key in _LEADING else held for key, held in one.items()} for one in value]
    return value


def _fixed(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"caregiver-organizer:sample:{name}")
