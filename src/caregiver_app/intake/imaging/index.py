"""Read a disc's own index (DICOMDIR): which files it names. None is opened because it is named there."""

import io
from typing import Any, Final

from pydicom.dataset import Dataset
from pydicom.filereader import read_sequence

from caregiver_app.intake.imaging.header import IMPLICIT, read_header, silent_reader
from caregiver_app.sealed import Readable

_RECORDS: Final = 0x00041220
_FILE_NAMED: Final = 0x00041500


def names_in(path: Readable) -> tuple[str, ...]:
    """Return the files an index (DICOMDIR) names, as written there, with "/" between folders.

    Raises whatever its reader raises for an index that is damaged. Runs in a child process.
    """
    header = read_header(path, (_RECORDS,), defer=False)
    element = header.elements.get(_RECORDS)
    records: Any = getattr(element, "value", None)
    with silent_reader():
        if isinstance(records, bytes):
            implicit = header.syntax == IMPLICIT
            records = read_sequence(io.BytesIO(records), implicit, header.little, len(records), "iso8859")
        return tuple(name for record in records or () if (name := _named(record)))


def _named(record: Dataset) -> str:
    """Return the file one record of an index names; the standard writes its folders as several values."""
    if _FILE_NAMED not in record:
        return ""
    raw = getattr(record.get_item(_FILE_NAMED), "value", None)
    text = raw.decode("latin-1") if isinstance(raw, bytes) else ""
    return "/".join(part.strip("\0 ") for part in text.split("\\") if part.strip("\0 "))
