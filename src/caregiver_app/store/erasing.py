"""Erase records for good: from the tables, the history, the index and the folder.

One transaction takes them out of the case file and writes down what is left to do beside it: files, notes, drafts, and
writing the case file anew without the room that became free. That is done at once; where a kill comes between, by the
next opening. Of each record only its id is kept, by which it is not taken in again from elsewhere.
"""

import json
from base64 import b64decode
from collections.abc import Callable, Collection, Iterator, Set
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection

from caregiver_app.domain.documents.document import SETS, Document, fingerprints_of
from caregiver_app.domain.erasing import PARTS, wholes_of
from caregiver_app.domain.packet.records import SentPacket
from caregiver_app.domain.record import Record
from caregiver_app.errors import CaregiverError, HistoryConflict
from caregiver_app.fsops import listed, put_on_disk, sync_folder, take_away, told_plainly
from caregiver_app.sealed import Seal, SealBroken
from caregiver_app.store import plain_words, search_index
from caregiver_app.store.originals import Originals
from caregiver_app.store.sidecars import Sidecar, Sidecars
from caregiver_app.store.steps import Steps
from caregiver_app.store.steps_erased import take_out, versions_of
from caregiver_app.store.tables import RECORDS
from caregiver_app.store.transaction import ERASED, Transaction

DRAFTS: Final = "drafts"
_TO_DO: Final = "erasing"
_LINES: Final = ".jsonl"
_KEPT_IN_MIND: Final = """
    DELETE FROM case_state WHERE name <> ?2
    AND EXISTS (SELECT 1 FROM json_each(?1) AS file WHERE instr(case_state.value, file.value))
"""
_NAMED_BY_OTHERS: Final = """
    SELECT value FROM json_each(?1) AS file WHERE EXISTS (
        SELECT 1 FROM change WHERE record NOT IN (SELECT value FROM json_each(?2))
        AND (instr(before, file.value) OR instr(after, file.value))
    )
"""
_SHUT: Final = "PRAGMA journal_size_limit = 0"  # a journal is cut off once its change is done: old pages lie in it
_USUAL: Final = "PRAGMA journal_size_limit = -1"


@dataclass(frozen=True)
class Erasure:
    """What goes when records are erased: they, their parts, every version, their files, what was read, their drafts.

    `ids` are those of all that goes; of what was erased already only the id is known. `shared` are files that stay,
    each with the documents that are or may be made of it too, now or in their history; with none of which it is known.
    """

    ids: frozenset[UUID]
    records: tuple[Record, ...]
    parts: tuple[Record, ...]
    versions: tuple[Record, ...]
    files: tuple[str, ...]
    shared: tuple[tuple[str, tuple[Record, ...]], ...]
    pages: int
    drafts: int


@dataclass(frozen=True)
class _ToDo:
    """What is left to do beside the case file: ids that are gone, their files, and whose notes say less now."""

    ids: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Erasing:
    """Erase records of one case. Use it from the store's thread."""

    def __init__(
        self,
        connection: Connection,
        raw: Any,
        originals: Originals,
        sidecars: Sidecars,
        committing: Callable[[Callable[[], bool]], AbstractContextManager[None]],
        rewriting: Callable[[], AbstractContextManager[None]],
    ) -> None:
        self._connection, self._raw = connection, raw
        self._originals, self._sidecars = originals, sidecars
        self._steps = Steps(connection)
        self._committing, self._rewriting = committing, rewriting

    def erased(self) -> frozenset[UUID]:
        """Return the id of everything that was erased here."""
        rows = self._raw.execute("SELECT name FROM case_state WHERE name BETWEEN ? AND ?", (ERASED, f"{ERASED}~"))
        return frozenset(UUID(name.removeprefix(ERASED)) for (name,) in rows)

    def plan(self, ids: Collection[UUID]) -> Erasure:
        """Return what would go with these records; nothing is changed."""
        asked = tuple(known for one in ids if (known := self._known(one)) is not None)
        parts = tuple(self._parts_of(frozenset(ids)))
        gone = frozenset(ids) | {one.id for one in parts}
        versions = versions_of(self._connection, gone)
        files = self._files_of(versions)
        users = self._users(files, without=gone)
        going = tuple(sorted(files - users.keys()))
        shared = tuple((one, tuple(users[one].values())) for one in sorted(files & users.keys()))
        pages = self._raw.execute(
            "SELECT COUNT(*) FROM page_text WHERE fingerprint IN (SELECT value FROM json_each(?))", (json.dumps(going),)
        ).fetchone()[0]
        drafts = len(tuple(self._drafts_of([str(one) for one in gone], going)))
        return Erasure(gone, asked, parts, versions, going, shared, pages, drafts)

    def erase(self, ids: Collection[UUID]) -> bool:
        """Erase records, with what is part of them, and answer whether nothing is left to do at the next opening.

        Raises CaseReadOnly, or what the store raises when the disk refuses; then nothing was erased.
        """
        self._sidecars.finish()
        with self._committing(lambda: self.erased().issuperset(ids)):
            gone = frozenset(ids) | {one.id for one in self._parts_of(frozenset(ids))}
            taken = take_out(self._connection, gone)
            files = self._files_of(taken.versions)
            files -= self._users(files).keys()
            self._raw.execute(
                "DELETE FROM page_text WHERE fingerprint IN (SELECT value FROM json_each(?))",
                (json.dumps(sorted(files)),),
            )
            if files or any(isinstance(one, Document) for one in taken.versions):
                search_index.forget(self._raw)
            self._raw.executemany(
                "INSERT OR IGNORE INTO case_state (name, value) VALUES (?, '')",
                [(f"{ERASED}{one.hex}",) for one in sorted(gone)],
            )
            # How far the files are read again may name one of these; then that begins anew.
            self._raw.execute(_KEPT_IN_MIND, (json.dumps(sorted(files)), _TO_DO))
            before = self._to_do() or _ToDo()
            self._write_down(_ToDo(
                (*before.ids, *map(str, sorted(gone))),
                (*before.files, *sorted(files)),
                (*before.notes, *map(str, sorted(taken.others))),
            ))  # fmt: skip
        return self.finish()

    def finish(self) -> bool:
        """Do what erasing left to do, and answer whether nothing is left. It never fails: the next opening tries again.

        Call it only while holding the case.
        """
        with suppress(CaregiverError, OSError), plain_words.told_plainly(self._folder):
            to_do = self._to_do()
            if to_do is not None:
                self._clear(to_do)
                self._write_anew()
            return True
        return False

    def _write_anew(self) -> None:
        """Write the case file anew, so that no old page is left in it, in its journal, or waiting to be used again."""
        try:
            with self._rewriting():
                self._raw.execute(_SHUT)
                self._raw.execute("VACUUM")
            with self._committing(lambda: self._to_do() is None):
                self._raw.execute("DELETE FROM case_state WHERE name = ?", (_TO_DO,))
        finally:
            self._raw.execute(_USUAL)

    def _clear(self, to_do: _ToDo) -> None:
        """Take away files, notes and drafts; done twice, it does no harm. Raises CaregiverError or OSError."""
        with told_plainly(self._originals.folder):
            used = self._users(set(to_do.files)).keys()
            for fingerprint in set(to_do.files) - used:  # somebody may have added it again
                place = self._originals.place(fingerprint)
                take_away(place, within=self._originals.folder)
                _keep_away(place.parent)
        with told_plainly(self._sidecars.folder):
            for one in to_do.ids:
                self._sidecars.forget(UUID(one))
            for one in to_do.notes:
                now = None
                with suppress(HistoryConflict):  # damaged since: the check names it
                    now = self._known(UUID(one))
                if isinstance(now, Document):
                    is_here = Transaction(self._connection).get(Document, now.id) is not None
                    self._sidecars.put(Sidecar(now, removed=not is_here))
                    put_on_disk(self._sidecars.place(now.id))
            self._sidecars.mark_erased(self.erased())
            _keep_away(self._sidecars.folder)
        with told_plainly(self._drafts):
            for file in tuple(self._drafts_of(to_do.ids, to_do.files)):
                take_away(file, within=self._drafts)
            _keep_away(self._drafts)

    @property
    def _folder(self) -> Path:
        return self._originals.folder.parent

    @property
    def _drafts(self) -> Path:
        return self._folder / DRAFTS

    def _to_do(self) -> _ToDo | None:
        row = self._raw.execute("SELECT value FROM case_state WHERE name = ?", (_TO_DO,)).fetchone()
        return _ToDo(**{name: tuple(held) for name, held in json.loads(row[0]).items()}) if row else None

    def _write_down(self, to_do: _ToDo) -> None:
        self._raw.execute(
            "INSERT INTO case_state (name, value) VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (_TO_DO, json.dumps(vars(to_do))),
        )

    def _known(self, record_id: UUID) -> Record | None:
        reader = Transaction(self._connection)
        here = (reader.get(kind, record_id) for kind in RECORDS.values())
        return next((one for one in here if one is not None), None) or self._steps.last(record_id)

    def _parts_of(self, ids: frozenset[UUID]) -> Iterator[Record]:
        """Go through what is part of these records, in the case or removed from it."""
        reader = Transaction(self._connection)
        for kind in PARTS:
            yield from (one for one in reader.find(kind) if one.id not in ids and ids.intersection(wholes_of(one)))
            for gone in self._steps.removed(kind):
                with suppress(CaregiverError):  # one that is damaged: the check names it
                    if gone.id not in ids and ids.intersection(wholes_of(gone.record)):
                        yield gone.record

    def _files_of(self, records: Collection[Record]) -> set[str]:
        """Return the files these versions are made of: their own, those of their lists, those kept with packets."""
        return {fingerprint for one in records for fingerprint in self._made_of(one)}

    def _made_of(self, record: Record) -> Iterator[str]:
        if isinstance(record, Document):
            yield from fingerprints_of(record)
            manifest = self._originals.manifest(record.fingerprint) if record.format in SETS else None
            if manifest is not None:
                yield from (file.fingerprint for file in manifest.files if file.fingerprint)
        elif isinstance(record, SentPacket) and record.told:
            yield record.told

    def _users(self, files: Set[str], without: Collection[UUID] = ()) -> dict[str, dict[UUID, Record]]:
        """Return which of these files others are made of, now or in their history, each with those records.

        Where that cannot be told a file counts as used: a version that is damaged still names it, and has no record
        here; a list that is damaged may name any.
        """
        if not files:
            return {}
        reader = Transaction(self._connection)
        ids = json.dumps([one.hex for one in without])
        named = self._connection.exec_driver_sql(_NAMED_BY_OTHERS, (json.dumps(sorted(files)), ids)).scalars()
        found: dict[str, dict[UUID, Record]] = {one: {} for one in named}
        for kind in (Document, SentPacket):
            for one in (*self._steps.versions_of_all(kind), *reader.find(kind)):
                if one.id not in without:
                    for fingerprint in files if self._has_damaged_list(one) else files & {*self._made_of(one)}:
                        found.setdefault(fingerprint, {})[one.id] = one
        return found

    def _has_damaged_list(self, record: Record) -> bool:
        if not isinstance(record, Document) or record.format not in SETS or not record.fingerprint:
            return False
        return self._originals.manifest(record.fingerprint) is None

    def _drafts_of(self, ids: Collection[str], files: Collection[str]) -> Iterator[Path]:
        """Go through what was half typed of these records, and what was written down of adding their files.

        Raises CaregiverError where nobody can tell.
        """
        said = [one.encode() for one in (*ids, *files)]
        with told_plainly(self._drafts):
            for file in filter(Path.is_file, listed(self._drafts)):
                if any(one in text for text in (file.name.encode(), *self._read(file)) for one in said):
                    yield file

    def _read(self, file: Path) -> list[bytes]:
        """Return what a draft says; nothing of one that another key closed. Raises OSError."""
        seal: Seal | None = self._originals.seal
        data = file.read_bytes()
        if seal is None:
            return [data]
        with suppress(ValueError, SealBroken):
            if file.suffix == _LINES:
                return [seal.opened(b64decode(line)) for line in data.splitlines()]
            return [seal.opened(data)]
        return []


def _keep_away(folder: Path) -> None:
    """Have no power cut bring back what was taken away from a folder."""
    if folder.is_dir():
        sync_folder(folder)
