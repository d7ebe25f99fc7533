"""Bring a treatment history in from a table, and save it as one.

Coming in, a table is read whole and looked at first, then written as one step.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.timeline import add_entries
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.errors import CaregiverError
from caregiver_app.exchange.history.reading import History, Repeats, is_history, read_history, set_repeats_apart
from caregiver_app.exchange.history.table import HistoryTable, history_table
from caregiver_app.exchange.history.template import history_template
from caregiver_app.fsops import told_plainly, write_atomically
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
    add_entries(book, [row.entry for row in read.repeats.fresh], label.format(n=n, file=file_name))
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
    if file.exists():
        raise _table_there(file)
    write_atomically(file, history_template())


def _refuse_place(file: Path, originals: Originals, *, replace: bool) -> None:
    """Raise CaregiverError when there is no such place, or something would be written over that must not be."""
    if Path(os.path.realpath(originals.folder)) in Path(os.path.realpath(file)).parents:
        happened = _("“{name}” lies among the kept originals.").format(name=file.name)
    elif not file.parent.is_dir():
        happened = _("The folder “{folder}” for the table is not there.").format(
            folder=file.parent.name or str(file.parent)
        )
    elif file.is_dir():
        happened = _("“{name}” is a folder.").format(name=file.name or str(file))
    elif file.exists() and not replace:
        raise _table_there(file)
    elif file.exists() and not _may_give_way(file):
        happened = _("“{name}” is there already and is not a history table.").format(name=file.name)
    else:
        return
    raise CaregiverError(
        happened,
        safe=_("Nothing was written over."),
        now=_("Choose another place or name for the table, one that ends in .csv."),
    )


def _table_there(file: Path) -> TableThere:
    return TableThere(
        _("There is a file “{name}” already.").format(name=file.name),
        safe=_("It was not touched."),
        now=_("Choose another name."),
    )


def _may_give_way(file: Path) -> bool:
    """Whether a file is an older history table, or empty."""
    with told_plainly(file):
        if not file.is_file() or file.stat().st_size > _MOST_BYTES:
            return False
        data = file.read_bytes()
    return not data or is_history(data)


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
