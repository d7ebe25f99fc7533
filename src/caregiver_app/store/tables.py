"""The tables: one for each kind of record, with a column for each of its fields. Rows never leave the store."""

from typing import Final

from sqlalchemy import Column, MetaData, Table, Uuid
from sqlmodel.main import get_column_from_field

from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.wanted import NotNeeded, Recipient
from caregiver_app.domain.guide.wording import Wording
from caregiver_app.domain.journey.records import Instruction, LogEntry, Round, StagePaper, StageState, Task
from caregiver_app.domain.packet.records import PacketSet, SentPacket
from caregiver_app.domain.person import Contact, Person
from caregiver_app.domain.questions.records import Question
from caregiver_app.domain.record import Record
from caregiver_app.domain.timeline import records
from caregiver_app.domain.timeline.shown_tests import ShownTest
from caregiver_app.domain.worksheet.records import Opinion, Option, Programme, Worksheet

RECORDS: Final[dict[str, type[Record]]] = {
    "person": Person,
    "contact": Contact,
    "document": Document,
    "diagnosis": records.Diagnosis,
    "therapy": records.Therapy,
    "response": records.Response,
    "relapse": records.Relapse,
    "scan": records.Scan,
    "biopsy": records.Biopsy,
    "marker": records.Marker,
    "lab": records.Lab,
    "procedure": records.Procedure,
    "stay": records.Stay,
    "medicine": records.Medicine,
    "allergy": records.Allergy,
    "infection": records.Infection,
    "fitness": records.Fitness,
    "note": records.Note,
    "shown_test": ShownTest,
    "recipient": Recipient,
    "not_needed": NotNeeded,
    "wording": Wording,
    "car_t_round": Round,
    "stage_state": StageState,
    "task": Task,
    "stage_paper": StagePaper,
    "instruction": Instruction,
    "log_entry": LogEntry,
    "question": Question,
    "appointment": Appointment,
    "programme": Programme,
    "treatment_option": Option,
    "opinion": Opinion,
    "worksheet": Worksheet,
    "packet_set": PacketSet,
    "sent_packet": SentPacket,
}
"""Each kind of record by the name of its table, which is also its name in the history."""

_KEY: Final = "id"


def table_of(kind: type[Record]) -> Table:
    """Return the table that keeps a kind of record."""
    return _TABLES[kind]


def _table(name: str, kind: type[Record], described: MetaData) -> Table:
    """Describe a table by the fields of its records. A class for its rows would be validated and mapped for nothing."""
    columns = [Column(_KEY, Uuid, primary_key=True)]
    for field, about in kind.model_fields.items():
        if field != _KEY:
            column = get_column_from_field(about)
            column.name = column.key = field
            columns.append(column)
    return Table(name, described, *columns)


def _tables() -> dict[type[Record], Table]:
    described = MetaData()
    return {kind: _table(name, kind, described) for name, kind in RECORDS.items()}


_TABLES: Final = _tables()
