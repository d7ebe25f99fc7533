"""The only table classes: each repeats its record and adds the key. Rows never leave the store."""

from typing import Final
from uuid import UUID

from sqlalchemy import Table
from sqlmodel import Field, SQLModel

from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.wanted import NotNeeded, Recipient
from caregiver_app.domain.person import Contact, Person
from caregiver_app.domain.record import Record
from caregiver_app.domain.timeline import records
from caregiver_app.domain.timeline.shown_tests import ShownTest


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


_ROWS: Final = (
    PersonRow, ContactRow, DocumentRow, DiagnosisRow, TherapyRow, ResponseRow, RelapseRow, ScanRow, BiopsyRow,
    MarkerRow, LabRow, ProcedureRow, StayRow, MedicineRow, AllergyRow, InfectionRow, FitnessRow, NoteRow, ShownTestRow,
    RecipientRow, NotNeededRow,
)  # fmt: skip
_TABLES: Final[dict[type[Record], Table]] = {
    row.__bases__[1]: SQLModel.metadata.tables[row.__tablename__] for row in _ROWS
}
RECORDS: Final[dict[str, type[Record]]] = {table.name: record for record, table in _TABLES.items()}
"""Each kind of record by the name of its table, which is also its name in the history."""


def table_of(kind: type[Record]) -> Table:
    """Return the table that keeps a kind of record."""
    return _TABLES[kind]
