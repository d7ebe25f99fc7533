"""Change several parts of a case folder at once: after a kill at any moment the case is wholly old or wholly new.

The new parts are laid out in a folder within the case. One rename says that they count; from then on, whoever opens the
case moves them into place first, as often as it takes to come to the end. No key is needed for that.
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from caregiver_app.errors import CaregiverError
from caregiver_app.fsops import (
    UNFINISHED,
    clear_unfinished,
    listed,
    make_folder,
    move,
    put_tree_on_disk,
    sync_folder,
    take_over,
    told_plainly,
    unused,
)
from caregiver_app.i18n import _
from caregiver_app.store.lock import Lock

NEXT: Final = ".next"
"""The folder of what counts from now on."""
ASIDE: Final = "set aside"
"""The folder of what was moved out of the way, numbered. It is never removed by the program."""

_BEING_LAID_OUT: Final = f"{NEXT}{UNFINISHED}"
_DONE_WITH: Final = f".before{UNFINISHED}"
_PLAN: Final = "plan.json"
_NEW: Final = "new"
_OLD: Final = "old"
# Beside another case file these would be taken for its own, and spoil it.
_BELONG_TO_THE_FILE: Final = ("case.db-journal", "case.db-wal", "case.db-shm", "case.db.sha256")


@dataclass(frozen=True)
class _Plan:
    """Which parts change, which of them have something new, and where the old ones go; nowhere means destroyed."""

    parts: tuple[str, ...]
    new: tuple[str, ...]
    aside: str


class Stage:
    """The new state of some parts of a case, laid out as they will lie in the case folder. Made by `staged`."""

    def __init__(self, room: Path) -> None:
        self.room = room
        self._gone: list[str] = []

    def place(self, name: str) -> Path:
        """Return where a new part, or a file within one, is to be written; the folder for it is made."""
        target = self.room / name
        target.parent.mkdir(parents=True, exist_ok=True)
        return target

    def take(self, source: Path, name: str) -> None:
        """Take over a file that is the same in the new state; it is not copied where the disk can do without."""
        take_over(source, self.place(name))

    def copy(self, source: Path, name: str) -> None:
        """Copy a file that may be changed later, such as the case file."""
        shutil.copyfile(source, self.place(name))

    def drop(self, *parts: str) -> None:
        """Say that these parts of the case are not there any more in the new state."""
        self._gone += parts

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts with something new."""
        return tuple(sorted(path.name for path in self.room.iterdir()))

    @property
    def gone(self) -> tuple[str, ...]:
        """The parts that go away without something new."""
        beside = _BELONG_TO_THE_FILE if "case.db" in (*self.parts, *self._gone) else ()
        return tuple(part for part in dict.fromkeys((*self._gone, *beside)) if part not in self.parts)


@contextmanager
def staged(folder: Path, what: str, *, keep_old: bool = True) -> Iterator[Stage]:
    """Lay out a new state; leaving the block well makes it count, an exception leaves the case as it was.

    The old parts go into `set aside`, into a numbered folder with `what` in its name, or are destroyed. The case must
    be locked and its file closed; `complete` then moves everything into place, or else the next opening does. Raises
    CaregiverError.
    """
    room = folder / _BEING_LAID_OUT
    with told_plainly(folder):
        if (folder / NEXT).exists():
            raise _unfinished(folder)
        clear_unfinished(room)
        try:
            (room / _NEW).mkdir(mode=0o700, parents=True)
            stage = Stage(room / _NEW)
            yield stage
            plan = {
                "parts": (*stage.parts, *stage.gone),
                "new": stage.parts,
                "aside": next_aside(folder, what) if keep_old else "",
            }
            (room / _PLAN).write_text(json.dumps(plan), encoding="utf-8")
            put_tree_on_disk(room)
            _make_it_count(folder)
        except BaseException:
            clear_unfinished(room)
            raise


def complete(folder: Path) -> bool:
    """Move what counts into place and the old parts away; answer whether there was anything to move.

    Call it while holding the lock, before the case file is looked at. Raises CaregiverError; then what is left is done
    the next time.
    """
    room = folder / NEXT
    with told_plainly(folder):
        for left in (folder / _BEING_LAID_OUT, folder / _DONE_WITH):
            with suppress(OSError):  # a folder that can only be read is opened all the same
                clear_unfinished(left)
        if not (room / _PLAN).exists():
            return False
        plan = _read(room / _PLAN, folder)
        old = folder / plan.aside if plan.aside else room / _OLD
        make_folder(old)
        for part in plan.parts:
            _switch(folder / part, room / _NEW / part, old, has_new=part in plan.new)
        move(room, folder / _DONE_WITH)
        clear_unfinished(folder / _DONE_WITH)
        sync_folder(folder)
    return True


def finish(folder: Path) -> bool:
    """Complete a change that a kill left half done, as `complete`, for who does not hold the case. Raises CaseInUse."""
    if not is_waiting(folder):
        return False
    with held(folder):
        return True


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a case that nobody has open, with what was left half done finished first. Raises CaseInUse."""
    lock = Lock(folder)
    try:
        complete(folder)
        yield
    finally:
        lock.release()


def is_waiting(folder: Path) -> bool:
    """Whether a new state counts already and is not wholly in place."""
    return os.path.exists(folder / NEXT / _PLAN)  # not Path.exists: where a name is too long, it raises


def set_aside(folder: Path) -> tuple[Path, ...]:
    """Return the folders of what was set aside, the newest first. Raises CaregiverError where they cannot be told."""
    found = [path for path in listed(folder / ASIDE) if path.is_dir() and path.name[:3].isdigit()]
    return tuple(sorted(found, key=lambda path: path.name, reverse=True))


def next_aside(folder: Path, what: str) -> str:
    """Return the next numbered folder for what is set aside, from the case folder on. Raises CaregiverError."""
    number = max((int(path.name[:3]) for path in set_aside(folder)), default=0) + 1
    return f"{ASIDE}/{number:03} {what}"


def _make_it_count(folder: Path) -> None:
    """Rename, the one moment from which the new state is the case; take it back where the disk does not promise it."""
    laid_out, next_ = folder / _BEING_LAID_OUT, folder / NEXT
    laid_out.rename(next_)
    try:
        sync_folder(folder)
    except OSError:
        next_.rename(laid_out)
        raise


def _switch(current: Path, staged: Path, old: Path, *, has_new: bool) -> None:
    """Bring one part to its new state, from whatever a kill left behind."""
    if has_new and not os.path.lexists(staged):
        return  # it is in place already
    if os.path.lexists(current):
        move(current, unused(old / current.name))
    if has_new:
        move(staged, current)


def _read(file: Path, folder: Path) -> _Plan:
    """Read a plan; one that leads out of the case, or cannot be read, is nobody's. Raises CaregiverError."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        plan = _Plan(tuple(found["parts"]), tuple(found["new"]), str(found["aside"]))
    except (ValueError, KeyError, TypeError) as problem:
        raise _unfinished(folder) from problem
    aside = plan.aside.split("/")
    if plan.aside and (len(aside) != 2 or aside[0] != ASIDE or not _is_plain(aside[1])):
        raise _unfinished(folder)
    if plan.aside and ASIDE in plan.parts:
        raise _unfinished(folder)
    if not all(_is_plain(part) for part in plan.parts) or not set(plan.new) <= set(plan.parts):
        raise _unfinished(folder)
    return plan


def _is_plain(name: object) -> bool:
    return isinstance(name, str) and Path(name).name == name and name not in ("", ".", "..", NEXT)


def _unfinished(folder: Path) -> CaregiverError:
    return CaregiverError(
        _("The folder “{part}” in “{folder}” is of a change that was not finished, and it cannot be read.").format(
            part=NEXT, folder=folder.name
        ),
        safe=_("Nothing was changed."),
        now=_("Keep a copy of the whole case folder, and ask somebody who knows computers to look at it."),
    )
