"""Bring a treatment history in from a table: read it whole and look at it first, then write it as one step."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.timeline import add_entries
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.errors import CaregiverError
from caregiver_app.exchange.history_csv import History, Repeats, read_history, set_repeats_apart
from caregiver_app.exchange.history_template import history_template
from caregiver_app.fsops import told_plainly, write_atomically
from caregiver_app.i18n import _, ngettext
from caregiver_app.progress import Progress, silent

# A history of 100,000 rows is a tenth of this; what is larger is another file, taken by mistake.
_MOST_BYTES: Final = 200 << 20


class NotATable(CaregiverError):
    """What was chosen is a folder, or too large to be a history."""


@dataclass(frozen=True)
class TableRead:
    """What a table holds, and which of its rows say something that is not in the case yet."""

    history: History
    repeats: Repeats


def read_table(file: Path, case: CaseSnapshot, progress: Progress = silent) -> TableRead:
    """Read a history table against a case; nothing is written.

    Long work on values: it may run in any thread. Raises a CaregiverError when there is no history table in
    the file, and whatever `progress` raises.
    """
    documents = {document.number: document for document in case.documents}
    history = read_history(_content(file), documents.get, progress)
    return TableRead(history, set_repeats_apart(history, case.entries))


def import_rows(book: Casebook, read: TableRead, file_name: str) -> int:
    """Put the new rows of a table on the timeline as one step and return how many they are."""
    n = len(read.repeats.fresh)
    label = ngettext("Import {n} entry from {file}", "Import {n} entries from {file}", n)
    add_entries(book, [row.entry for row in read.repeats.fresh], label.format(n=n, file=file_name))
    return n


def save_template(file: Path) -> None:
    """Write a table to start a history from. Raises CaregiverError when the file is there already."""
    if file.exists():
        raise CaregiverError(
            _("There is a file “{name}” already.").format(name=file.name),
            safe=_("It was not touched."),
            now=_("Choose another name."),
        )
    write_atomically(file, history_template())


def _content(file: Path) -> bytes:
    with told_plainly(file):
        size = file.stat().st_size
        if not file.is_file() or size > _MOST_BYTES:
            raise NotATable(
                _("“{name}” is not a history table.").format(name=file.name),
                safe=_("Nothing was imported and the case is as it was."),
                now=_("Choose a CSV file, or start from an empty table."),
            )
        return file.read_bytes()
