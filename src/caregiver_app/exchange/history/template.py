"""The table a family starts from: the header and one invented row of each kind, which itself imports."""

import csv
import io
from typing import Final

from caregiver_app.exchange.history.columns import COLUMNS

_MARK: Final = "example: replace or delete this row"
_ROWS: Final = (
    ("diagnosis", "14 May 2021", "", "", "DLBCL", "III B", "Ann Arbor", "GCB type", "City Hospital", "report", _MARK),
    ("therapy", "2 June 2021", "20 October 2021", "1", "R-CHOP: rituximab, cyclophosphamide, doxorubicin, vincristine,"
     " prednisone", "6", "cycles", "CR", "City Hospital", "discharge letter", _MARK),
    ("response", "12 November 2021", "", "1", "PET-CT", "2", "Deauville", "CR", "City Hospital", "PET report", _MARK),
    ("relapse", "April 2023", "", "1", "relapse", "neck node", "", "PET-CT and biopsy", "City Hospital", "report",
     _MARK),
    ("scan", "3 April 2023", "", "", "PET-CT", "31", "mm", "Enlarged node left neck", "City Hospital", "report", _MARK),
    ("biopsy", "11 April 2023", "", "", "lymph node", "", "", "DLBCL, CD20 positive", "City Hospital", "report", _MARK),
    ("marker", "11 April 2023", "", "", "CD19", "95", "%", "positive", "City Hospital", "report", _MARK),
    ("lab", "12 April 2023", "", "", "LDH", "310", "U/L", "H", "City Hospital", "report", _MARK),
    ("procedure", "about June 2023", "", "2", "apheresis", "", "", "done", "University Hospital", "memory", _MARK),
    ("stay", "1 July 2021", "6 July 2021", "", "fever after cycle 2", "", "", "went home well", "City Hospital",
     "memory", _MARK),
    ("medicine", "2021", "ongoing", "", "aciclovir", "400", "mg", "twice a day", "", "to be checked", _MARK),
    ("allergy", "spring 2015", "", "", "penicillin", "", "", "rash", "", "memory", _MARK),
    ("infection", "May 2021", "", "", "HBsAg", "", "", "negative", "City Hospital", "report", _MARK),
    ("fitness", "12 April 2023", "", "", "ECOG", "1", "", "", "City Hospital", "report", _MARK),
    ("note", "May 2023", "", "", "Talked with the doctor about what comes next", "", "", "", "", "memory", _MARK),
)  # fmt: skip


def history_template() -> bytes:
    """Return the template as CSV that spreadsheet programs open with every letter right."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(_ROWS)
    return text.getvalue().encode("utf-8-sig")
