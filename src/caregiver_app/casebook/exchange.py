"""Bring a treatment history in from a table, and save it as one.

Coming in, a table is read whole and looked at first, then written as one step.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.sources import printable
from caregiver_app.casebook.places import refuse_place
from caregiver_app.casebook.timeline import add_entries
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.errors import CaregiverError
from caregiver_app.exchange.history.reading import History, Repeats, is_history, read_history, set_repeats_apart
from caregiver_app.exchange.history.table import HistoryTable, history_table
from caregiver_app.exchange.history.template import history_template
from caregiver_app.fsops import bytes_of, told_plainly, write_atomically
from caregiver_app.i18n import _, ngettext
from caregiver_app.progress import Progress, silent
from caregiver_app.store.originals import Originals

# A history of 100,000 rows is a tenth of this; what is larger is another file, taken by mistake.
_MOST_BYTES: Final = 200 << 20


class NotATable(CaregiverError):
    """What was chosen is a folder, or too large to be a history."""


class TableThere(CaregiverError):
    """There is a file of this name already, and nobody said that it may be replaced."""


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
    add_entries(book, [row.entry for row in read.repeats.fresh], label.format(n=n, file=printable(file_name)))
    return n


def save_history(
    case: CaseSnapshot, originals: Originals, file: Path, progress: Progress = silent, *, replace: bool = False
) -> HistoryTable:
    """Save the timeline as a table that comes back as it was, and return what is in it and what could not be.

    Long work on values: it may run in any thread. With `replace` an older history table gives way once the new one
    is whole; any other file stays. Raises TableThere or another CaregiverError, and what `progress` raises; then
    nothing was written.
    """
    _refuse_place(file, originals, replace=replace)
    table = history_table(case.entries, case.documents, progress)
    _refuse_place(file, originals, replace=replace)
    write_atomically(file, table.data)
    return table


def save_template(file: Path) -> None:
    """Write a table to start a history from. Raises TableThere when the file is there already."""
    with told_plainly(file):
        if file.exists():
            raise _table_there(file)
    write_atomically(file, history_template())


def _refuse_place(file: Path, originals: Originals, *, replace: bool) -> None:
    """Raise CaregiverError when there is no such place, or something would be written over that must not be."""

    def gives_way(older: Path) -> bool:
        if not replace:
            raise _table_there(older)
        return _is_table(older)

    refuse_place(
        file,
        originals.folder,
        gives_way,
        stays=_("“{name}” is there already and is not a history table."),
        now=_("Choose another place or name for the table, one that ends in .csv."),
    )


def _table_there(file: Path) -> TableThere:
    return TableThere(
        _("There is a file “{name}” already.").format(name=file.name),
        safe=_("It was not touched."),
        now=_("Choose another name."),
    )


def _is_table(file: Path) -> bool:
    """Whether a file is a history table, or empty."""
    data = bytes_of(file, _MOST_BYTES)
    return data == b"" or (data is not None and is_history(data))


def _content(file: Path) -> bytes:
    data = bytes_of(file, _MOST_BYTES)
    if data is None:
        raise NotATable(
            _("“{name}” is not a history table.").format(name=file.name),
            safe=_("Nothing was imported and the case is as it was."),
            now=_("Choose a CSV file, or start from an empty table."),
        )
    return data
