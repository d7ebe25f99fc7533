"""Put several entries into a case at once: read what was pasted, look each row over, write them as one step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.sources import printable
from caregiver_app.casebook.timeline import add_entries
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.errors import CaregiverError
from caregiver_app.exchange.pasted.known import Content, Known, content_of, repeats
from caregiver_app.exchange.pasted.proposing import Pasted, read_anew, read_file, read_pasted
from caregiver_app.exchange.pasted.row import Checked, PastedRow, check
from caregiver_app.exchange.pasted.table import TableSeen
from caregiver_app.fsops import bytes_of
from caregiver_app.i18n import _, ngettext
from caregiver_app.progress import Progress, silent

HOW_KNOWN: Final = "check"
"""How pasted facts are known until somebody says otherwise."""

PASTED: Final = "\0pasted"
"""The origin of what was pasted; no file is called so."""

_MOST_BYTES: Final = 50 << 20
_ROWS_AT_ONCE: Final = 500


class NotLines(CaregiverError):
    """What was chosen is a folder, or too large to be a table or a text."""


@dataclass(frozen=True)
class LookedAt:
    """A row, the entry it makes or what keeps it from that, and whether the case or an earlier row says the same.

    `told_closer` is the date in words under which the case says the same of a closer day.
    """

    row: PastedRow
    checked: Checked
    is_known: bool = False
    content: Content | None = None
    same_as: int | None = None
    told_closer: str = ""

    @property
    def is_new(self) -> bool:
        """Whether it makes an entry that says something new."""
        says_something = not self.is_known and not self.told_closer and self.same_as is None
        return self.checked.entry is not None and says_something


@dataclass(frozen=True)
class Proposed:
    """What was read, row by row looked over against a case."""

    pasted: Pasted
    rows: tuple[LookedAt, ...]


def propose_text(text: str, case: CaseSnapshot, progress: Progress = silent) -> Proposed:
    """Read a pasted text and look its rows over. Long work on values: it may run in any thread."""
    documents = {document.number: document for document in case.documents}
    return _proposed(read_pasted(text, documents.get, progress), case, progress)


def propose_file(file: Path, case: CaseSnapshot, progress: Progress = silent) -> Proposed:
    """Read a file of text, a table or not, and look its rows over. Raises CaregiverError when it is none."""
    return propose_bytes(_content(file), case, progress)


def propose_bytes(data: bytes, case: CaseSnapshot, progress: Progress = silent) -> Proposed:
    """Read the bytes of a text and look its rows over. Raises NotText when they are no text."""
    documents = {document.number: document for document in case.documents}
    return _proposed(read_file(data, documents.get, progress), case, progress)


def propose_anew(
    table: TableSeen, meanings: Sequence[str], case: CaseSnapshot, progress: Progress = silent
) -> Proposed:
    """Read a table whose columns are what a person says they are, and look its rows over."""
    return _proposed(read_anew(table, meanings, progress), case, progress)


def look_at(rows: Sequence[PastedRow], known: Known, progress: Progress = silent) -> tuple[LookedAt, ...]:
    """Return each row with what it makes and whether that is known already."""
    looked: list[LookedAt] = []
    for place, row in enumerate(rows):
        if place % _ROWS_AT_ONCE == 0:
            progress(place, len(rows), "")
        looked.append(look_at_row(row, known))
    twice = repeats(one.content for one in looked)
    return tuple(replace(one, same_as=twice.get(place)) for place, one in enumerate(looked))


def look_at_row(row: PastedRow, known: Known) -> LookedAt:
    """Return a row with what it makes and whether the case holds it already."""
    checked = check(row)
    entry = checked.entry
    is_known = entry is not None and known.holds(row, entry)
    closer = known.closer(row, entry) if entry is not None and not is_known else None
    told = closer.in_words() if closer is not None else ""
    return LookedAt(row, checked, is_known, content_of(entry), told_closer=told)


def entries_of(rows: Sequence[PastedRow], shared: Mapping[str, Any]) -> list[Entry]:
    """Return the entries rows make, with what was said for all of them; rows that make none are passed over."""
    made = (check(row, shared).entry for row in rows)
    return [entry for entry in made if entry is not None]


def add_several(book: Casebook, entries: Sequence[Entry], origin: str = "") -> int:
    """Put entries on the timeline as one step and return how many they are.

    `origin` is the name of the file they came from, "pasted" for pasted text, or nothing when they were typed.
    """
    n = len(entries)
    if origin == PASTED:
        label = ngettext("Add {n} entry from pasted text", "Add {n} entries from pasted text", n)
    elif origin:
        label = ngettext("Import {n} entry from {file}", "Import {n} entries from {file}", n)
    else:
        label = ngettext("Add {n} entry", "Add {n} entries", n)
    add_entries(book, entries, label.format(n=n, file=printable(origin)))
    return n


def add_lab_results(book: Casebook, entries: Sequence[Entry]) -> int:
    """Put the results of one panel on the timeline as one step and return how many they are."""
    label = ngettext("Add {n} lab result", "Add {n} lab results", len(entries))
    add_entries(book, entries, label.format(n=len(entries)))
    return len(entries)


def _proposed(pasted: Pasted, case: CaseSnapshot, progress: Progress) -> Proposed:
    return Proposed(pasted, look_at(pasted.rows, Known(case.entries), progress))


def _content(file: Path) -> bytes:
    data = bytes_of(file, _MOST_BYTES)
    if data is None:
        raise NotLines(
            _("“{name}” is no table or text.").format(name=file.name),
            safe=_("Nothing was added and the case is as it was."),
            now=_("Choose a table saved as CSV, or a text file."),
        )
    return data
