"""The only table classes: each repeats its record and adds the key. Rows never leave the store."""

from typing import Final
from uuid import UUID

from sqlalchemy import Table
from sqlmodel import Field, SQLModel

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


class Row(SQLModel):
    """The key every table has. A table class does not validate; its record does."""

    model_config = {"frozen": False}

    id: UUID = Field(primary_key=True)


class PersonRow(Row, Person, table=True):
    __tablename__ = "person"


class ContactRow(Row, Contact, table=True):
    __tablename__ = "contact"


class DocumentRow(Row, Document, table=True):
    __tablename__ = "document"


class DiagnosisRow(Row, records.Diagnosis, table=True):
    __tablename__ = "diagnosis"


class TherapyRow(Row, records.Therapy, table=True):
    __tablename__ = "therapy"


class ResponseRow(Row, records.Response, table=True):
    __tablename__ = "response"


class RelapseRow(Row, records.Relapse, table=True):
    __tablename__ = "relapse"


class ScanRow(Row, records.Scan, table=True):
    __tablename__ = "scan"


class BiopsyRow(Row, records.Biopsy, table=True):
    __tablename__ = "biopsy"


class MarkerRow(Row, records.Marker, table=True):
    __tablename__ = "marker"


class LabRow(Row, records.Lab, table=True):
    __tablename__ = "lab"


class ProcedureRow(Row, records.Procedure, table=True):
    __tablename__ = "procedure"


class StayRow(Row, records.Stay, table=True):
    __tablename__ = "stay"


class MedicineRow(Row, records.Medicine, table=True):
    __tablename__ = "medicine"


class AllergyRow(Row, records.Allergy, table=True):
    __tablename__ = "allergy"


class InfectionRow(Row, records.Infection, table=True):
    __tablename__ = "infection"


class FitnessRow(Row, records.Fitness, table=True):
    __tablename__ = "fitness"


class NoteRow(Row, records.Note, table=True):
    __tablename__ = "note"


class ShownTestRow(Row, ShownTest, table=True):
    __tablename__ = "shown_test"


class RecipientRow(Row, Recipient, table=True):
    __tablename__ = "recipient"


class NotNeededRow(Row, NotNeeded, table=True):
    __tablename__ = "not_needed"


class WordingRow(Row, Wording, table=True):
    __tablename__ = "wording"


class RoundRow(Row, Round, table=True):
    __tablename__ = "car_t_round"


class StageStateRow(Row, StageState, table=True):
    __tablename__ = "stage_state"


class TaskRow(Row, Task, table=True):
    __tablename__ = "task"


class StagePaperRow(Row, StagePaper, table=True):
    __tablename__ = "stage_paper"


class InstructionRow(Row, Instruction, table=True):
    __tablename__ = "instruction"


class LogEntryRow(Row, LogEntry, table=True):
    __tablename__ = "log_entry"


class QuestionRow(Row, Question, table=True):
    __tablename__ = "question"


class AppointmentRow(Row, Appointment, table=True):
    __tablename__ = "appointment"


class ProgrammeRow(Row, Programme, table=True):
    __tablename__ = "programme"


class OptionRow(Row, Option, table=True):
    __tablename__ = "treatment_option"


class OpinionRow(Row, Opinion, table=True):
    __tablename__ = "opinion"


class WorksheetRow(Row, Worksheet, table=True):
    __tablename__ = "worksheet"


class PacketSetRow(Row, PacketSet, table=True):
    __tablename__ = "packet_set"


class SentPacketRow(Row, SentPacket, table=True):
    __tablename__ = "sent_packet"


_ROWS: Final = (
    PersonRow, ContactRow, DocumentRow, DiagnosisRow, TherapyRow, ResponseRow, RelapseRow, ScanRow, BiopsyRow,
    MarkerRow, LabRow, ProcedureRow, StayRow, MedicineRow, AllergyRow, InfectionRow, FitnessRow, NoteRow,
    ShownTestRow, RecipientRow, NotNeededRow, WordingRow, RoundRow, StageStateRow, TaskRow, StagePaperRow,
    InstructionRow, LogEntryRow, QuestionRow, AppointmentRow, ProgrammeRow, OptionRow, OpinionRow, WorksheetRow,
    PacketSetRow, SentPacketRow,
)  # fmt: skip
_TABLES: Final[dict[type[Record], Table]] = {
    row.__bases__[1]: SQLModel.metadata.tables[row.__tablename__] for row in _ROWS
}
RECORDS: Final[dict[str, type[Record]]] = {table.name: record for record, table in _TABLES.items()}
"""Each kind of record by the name of its table, which is also its name in the history."""


def table_of(kind: type[Record]) -> Table:
    """Return the table that keeps a kind of record."""
    return _TABLES[kind]
