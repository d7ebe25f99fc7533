"""A note beside the papers for each document, and for the person: from these the inventory is made anew.

They say again what the database says, and are written after it. So they can always be made anew, a failure to write one
harms nothing, and they are not promised to be on the disk as soon as a change is saved. Each carries its own
fingerprint, so that it can be trusted without the database.
"""

import hashlib
import json
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.person import Person
from caregiver_app.domain.record import Record
from caregiver_app.errors import CaregiverError
from caregiver_app.fsops import listed, put_in_place, take_away
from caregiver_app.progress import Progress, silent
from caregiver_app.sealed import Seal
from caregiver_app.store.steps import Steps

FOLDER: Final = "about"
ERASED: Final = ".erased"
"""How the name of a mark ends that stands for something erased for good: all that it says is the id."""

_KINDS: Final[dict[str, type[Record]]] = {"document": Document, "person": Person}
_ENDING: Final = ".json"
_LAST: Final = 200
_AT_ONCE: Final = 40
_FEW: Final = 10
_SEALED: Final = re.compile(r'(.*),"sha256":"([0-9a-f]{64})"\}\n', re.DOTALL)


Read = Callable[[type[Any]], tuple[Any, ...]]
"""Gives every record of a kind that is in the case."""


Ids = Callable[[type[Any]], frozenset[UUID]]
"""Gives the id of every record of a kind that is in the case, which is quicker."""


@dataclass(frozen=True)
class Sidecar:
    """What one note tells: a record, and whether it was removed from the case."""

    record: Record
    removed: bool


class Sidecars:
    """The notes of one case."""

    def __init__(self, case: Path, seal: Seal | None = None) -> None:
        self.folder = case / FOLDER
        self._seal = seal
        self._waiting: deque[tuple[Record | None, Record | None]] = deque()

    def note(self, changes: Iterable[tuple[Record | None, Record | None]]) -> None:
        """Bring the notes to what these changes left: at once where they are few, else some with each later change.

        A step that adds a thousand papers need not wait for a thousand small files.
        """
        self._waiting.extend(changes)
        self.write(self._next(_AT_ONCE))

    def finish(self) -> None:
        """Write the notes that still wait."""
        for _part in self.finish_in_parts():
            pass

    def finish_in_parts(self) -> Iterator[None]:
        """Write the notes that still wait, some at a time."""
        while self._waiting:
            self.write(self._next(_FEW))
            yield

    def _next(self, most: int) -> list[tuple[Record | None, Record | None]]:
        return [self._waiting.popleft() for _one in range(min(most, len(self._waiting)))]

    def write(self, changes: Iterable[tuple[Record | None, Record | None]]) -> None:
        """Bring the notes to what these changes, each a before and an after, left. What fails is left for later."""
        with suppress(OSError, CaregiverError):
            for before, after in changes:
                record = after or before
                if isinstance(record, Document | Person):
                    self.put(Sidecar(record, removed=after is None))

    def catch_up(self, ids: Ids, read: Read, steps: Steps) -> None:
        """Write the notes a kill or a full disk kept from being written: those missing, and those of the last step.

        A case from before there were notes gets all of them. Raises what reading raises.
        """
        there = {path.stem for path in self.files()}
        here = frozenset().union(*map(ids, _KINDS.values()))
        if any(str(one) not in there for one in here):
            self.write((None, one) for one in _told(read) if str(one.id) not in there)
        for found, was_done in ((steps.to_undo(), True), (steps.to_redo(), False)):
            for change in steps.changes(found[0], most=_LAST) if found is not None else ():
                now = change.after if was_done else change.before
                if now is not None and now.id in here:
                    self._mend([now])

    def mend(self, read: Read) -> None:
        """Write the notes anew that do not say what the records say. Raises what reading raises."""
        self._mend(_told(read))

    def files(self) -> Iterator[Path]:
        """Go through every note there is, in order. Raises CaregiverError where they cannot be told."""
        yield from (path for path in listed(self.folder) if path.suffix == _ENDING)

    def place(self, record_id: UUID) -> Path:
        """Return where the note of a record lies, or would lie."""
        return self.folder / f"{record_id}{_ENDING}"

    def read(self, file: Path) -> Sidecar | None:
        """Return what a note tells; None for one that is not there or not as it was written."""
        try:
            data = file.read_bytes()
            text = (data if self._seal is None else self._seal.opened(data)).decode()
            found = _SEALED.fullmatch(text)
            if found is None or hashlib.sha256(f"{found[1]}}}".encode()).hexdigest() != found[2]:
                return None
            told = json.loads(text)
            return Sidecar(_KINDS[told["kind"]].model_validate(told["record"]), told["removed"] is True)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def all(self, progress: Progress = silent) -> tuple[Sidecar, ...]:
        """Return what every note tells that can be read. Raises CaregiverError, and what `progress` raises."""
        found = []
        for done, file in enumerate(self.files()):
            progress(done, 0, "")
            found.append(self.read(file))
        return tuple(told for told in found if told is not None)

    def forget(self, record_id: UUID) -> None:
        """Remove the note of a record that is erased for good. Raises OSError."""
        take_away(self.place(record_id), within=self.folder)

    def erased(self) -> frozenset[UUID]:
        """Return the ids of what is marked as erased for good. Raises CaregiverError where they cannot be told."""
        found = set()
        for file in (path for path in listed(self.folder) if path.suffix == ERASED):
            with suppress(ValueError):
                found.add(UUID(file.stem))
        return frozenset(found)

    def mark_erased(self, ids: frozenset[UUID]) -> None:
        """Have a mark for each of these ids and for no other: making a case anew asks for them.

        Raises OSError or CaregiverError.
        """
        marked = self.erased()
        if ids - marked:
            self.folder.mkdir(exist_ok=True)
        for one in sorted(ids - marked):
            self._mark(one).touch()
        for one in sorted(marked - ids):
            take_away(self._mark(one), within=self.folder)

    def _mark(self, record_id: UUID) -> Path:
        return self.folder / f"{record_id}{ERASED}"

    def _mend(self, records: Iterable[Record]) -> None:
        noted = (one for one in records if isinstance(one, Document | Person))
        self.write((None, one) for one in noted if self.read(self.place(one.id)) != Sidecar(one, removed=False))

    def put(self, sidecar: Sidecar) -> None:
        """Write one note in place of the one before. Raises OSError or CaregiverError."""
        kind = next(name for name, kind in _KINDS.items() if isinstance(sidecar.record, kind))
        told = {
            "what": "a record of the program Caregiver Organizer",
            "version": 1,
            "kind": kind,
            "removed": sidecar.removed,
            "record": sidecar.record.model_dump(mode="json"),
        }
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        own = hashlib.sha256(text.encode()).hexdigest()
        data = f'{text[:-1]},"sha256":"{own}"}}\n'.encode()
        self.folder.mkdir(exist_ok=True)
        put_in_place(self.place(sidecar.record.id), data if self._seal is None else self._seal.sealed(data))


def _told(read: Read) -> tuple[Record, ...]:
    """Return the records of which there are notes."""
    return tuple(record for kind in _KINDS.values() for record in read(kind))
