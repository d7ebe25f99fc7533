"""Turn a case into a protected one, and back: wholly, or not at all.

Everything is written anew beside the old, compared with it, and then takes its place by one rename (`switching`). What
could be read before is removed by that, earlier copies and journals too.
"""

import hashlib
import shutil
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from caregiver_app.errors import CaregiverError, DiskFull
from caregiver_app.fsops import UNFINISHED, files_under, fingerprint_of, told_plainly
from caregiver_app.i18n import _
from caregiver_app.progress import Pace, Progress, silent
from caregiver_app.sealed import Seal, SealBroken, SealedFile, pour
from caregiver_app.store import plain_words, read_me, schema, seal, switching
from caregiver_app.store.connection import connect, export
from caregiver_app.store.keys import PASSPHRASE_FILE, RECOVERY_FILE, Keys, Wrapped, put_keys_file
from caregiver_app.store.lock import Lock
from caregiver_app.store.originals import FOLDER as ORIGINALS

_BACKUPS: Final = "backups"
_DRAFTS: Final = "drafts"
_BESIDE: Final = ("about", switching.ASIDE)
_DATABASE_ENDING: Final = ".db"
_LINES: Final = ".jsonl"
_NOT_OURS_TO_READ: Final = (".age", seal.ENDING)
_ROOM_TO_SPARE: Final = 50 << 20
_TABLES: Final = "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 ORDER BY name"


@dataclass
class _Turning:
    """One case on its way: from one key to another, where None is no key at all."""

    folder: Path
    old: Keys | None
    new: Keys | None
    pace: Pace


def protect(folder: Path, keys: Keys, wrapped: Wrapped, progress: Progress = silent) -> None:
    """Protect a closed case. Raises CaseInUse, DiskFull and other CaregiverErrors, and what `progress` raises.

    In every such case it is as it was.
    """
    with _held(folder):
        turning = _Turning(folder, None, keys, Pace(progress))
        with _laid_out(turning) as stage:
            put_keys_file(stage.room, PASSPHRASE_FILE, wrapped.passphrase)
            put_keys_file(stage.room, RECOVERY_FILE, wrapped.recovery)
        switching.complete(folder)


def unprotect(folder: Path, keys: Keys, progress: Progress = silent) -> None:
    """Take the passphrase off a closed case: everything can be read afterwards; else as `protect`."""
    with _held(folder):
        turning = _Turning(folder, keys, None, Pace(progress))
        with _laid_out(turning) as stage:
            stage.drop(*(name + end for name in (PASSPHRASE_FILE, RECOVERY_FILE) for end in ("", seal.ENDING)))
        switching.complete(folder)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Hold a case that nobody has open, with what was left half done finished first."""
    if not switching.is_waiting(folder):
        schema.require(folder / schema.CASE_FILE)
    lock = Lock(folder)
    try:
        switching.complete(folder)
        yield
    finally:
        lock.release()


@contextmanager
def _laid_out(turning: _Turning) -> Iterator[switching.Stage]:
    """Lay the whole case out anew under its other key; it counts once the block is left well."""
    folder = turning.folder
    turning.pace.total = _bytes_in(folder)
    _require_room(folder, turning.pace.total)
    protected = turning.new is not None
    with switching.staged(folder, _("before protecting"), keep_old=False) as stage:
        _turn_database(turning, folder / schema.CASE_FILE, stage.place(schema.CASE_FILE))
        stage.place(ORIGINALS).mkdir()
        for part in (ORIGINALS, _BACKUPS, _DRAFTS, *_BESIDE):
            for file in _files_in(folder / part):
                turning.pace.on(0, part)
                _turn_file(turning, file, stage.place(file.relative_to(folder).as_posix()))
        if in_doubt := seal.doubts(folder / schema.CASE_FILE):
            seal.remove(stage.place(schema.CASE_FILE), in_doubt)  # it stays known
        stage.place(read_me.FILE).write_text(read_me.what_it_is(protected=protected), encoding="utf-8")
        stage.drop(_BACKUPS, _DRAFTS, *_BESIDE)
        yield stage


def _turn_file(turning: _Turning, file: Path, target: Path) -> None:
    """Write one file under the other key: databases as databases, journals line by line, everything else whole."""
    if file.suffix == _DATABASE_ENDING:
        _turn_database(turning, file, target)
    elif file.suffix == _LINES:
        _turn_lines(turning, file, target)
    elif file.suffix in _NOT_OURS_TO_READ:
        if file.suffix == seal.ENDING and file.with_suffix("").exists() and seal.fits(file.with_suffix("")):
            seal.put_beside(target.with_suffix(""))
        else:
            shutil.copyfile(file, target)
        turning.pace.on(file.stat().st_size)
    elif turning.old is None and turning.new is not None:
        _close(turning, file, target, turning.new.seal)
    elif turning.old is not None:
        _open(turning, SealedFile(file, turning.old.seal), target)


def _close(turning: _Turning, file: Path, target: Path, seal: Seal) -> None:
    digest = hashlib.sha256()
    with file.open("rb") as source, target.open("wb") as made:

        def read(size: int) -> bytes:
            part = source.read(size)
            digest.update(part)
            turning.pace.on(len(part))
            return part

        seal.close(read, made)
    if fingerprint_of(SealedFile(target, seal)) != digest.hexdigest():
        raise _not_the_same(turning.folder)


def _open(turning: _Turning, file: SealedFile, target: Path) -> None:
    digest = hashlib.sha256()
    with target.open("wb") as made:

        def take(part: bytes) -> None:
            made.write(part)
            digest.update(part)
            turning.pace.on(len(part))

        try:
            pour(file, take)
        except SealBroken:
            # It cannot be opened any more. It goes along as it is, and the check goes on naming it.
            made.seek(0)
            made.truncate()
            made.write(file.path.read_bytes())
            return
    if fingerprint_of(target) != digest.hexdigest():
        raise _not_the_same(turning.folder)


def _turn_lines(turning: _Turning, file: Path, target: Path) -> None:
    """Write a journal whose lines are closed one by one; a line that cannot be read is of no use to anybody."""
    lines = []
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
        with suppress(ValueError, SealBroken):
            plain = line.encode() if turning.old is None else turning.old.seal.opened(b64decode(line))
            lines.append(plain if turning.new is None else b64encode(turning.new.seal.sealed(plain)))
    target.write_bytes(b"".join(line + b"\n" for line in lines))
    turning.pace.on(file.stat().st_size)


def _turn_database(turning: _Turning, file: Path, target: Path) -> None:
    """Write a database under the other key, and compare every row with the old one."""
    with plain_words.told_plainly(turning.folder):
        mode = "rw" if file.name == schema.CASE_FILE else "ro"  # what a kill left of a change is taken back first
        connection = connect(file, mode, turning.old)
        try:
            export(connection, target, turning.new)
            made = connect(target, "ro", turning.new)
            try:
                sound = made.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
                if not sound or _digest(made) != _digest(connection):
                    raise _not_the_same(turning.folder)
            finally:
                made.close()
        finally:
            connection.close()
    turning.pace.on(file.stat().st_size)


def _digest(connection: Any) -> str:
    """Return a fingerprint of every row of every table."""
    digest = hashlib.sha256()
    for (name,) in connection.execute(_TABLES).fetchall():
        digest.update(name.encode())
        for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY 1'):
            digest.update(repr(row).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _files_in(folder: Path) -> list[Path]:
    return [path for path in files_under(folder) if path.is_file() and not path.name.endswith(UNFINISHED)]


def _bytes_in(folder: Path) -> int:
    parts = (folder / part for part in (ORIGINALS, _BACKUPS, _DRAFTS, *_BESIDE))
    return (folder / schema.CASE_FILE).stat().st_size + sum(
        file.stat().st_size for part in parts for file in _files_in(part)
    )


def _require_room(folder: Path, needed: int) -> None:
    """Raise DiskFull when the case does not fit beside itself, as it has to for a moment."""
    with told_plainly(folder):
        free = shutil.disk_usage(folder).free
    if free < needed + _ROOM_TO_SPARE:
        raise DiskFull(
            _("There is too little room on this disk: the whole case has to be written a second time."),
            safe=_("Nothing was changed."),
            now=_("Free {megabytes} MB, then do this again.").format(
                megabytes=(needed + _ROOM_TO_SPARE - free) // 1_000_000 + 1
            ),
        )


def _not_the_same(folder: Path) -> CaregiverError:
    return CaregiverError(
        _("What was written anew for “{folder}” is not the same as before.").format(folder=folder.name),
        safe=_("The case was left exactly as it was."),
        now=_("Check your records, and the drive, then try again."),
    )
