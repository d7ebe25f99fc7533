"""The seal of a closed case: fingerprints by which damage is noticed that SQLite alone would let pass.

It holds the case file and the small files beside it; the lines are as `sha256sum --check` reads them, the last one
guards the seal itself. What did not fit its seal stays a doubt. It is carried from seal to seal until somebody says
that the case was looked over: else opening and closing a damaged case once would make it look sound.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from caregiver_app.errors import CaregiverError
from caregiver_app.fsops import fingerprint_of, listed, sync_folder, take_away, write_atomically

ENDING: Final = ".sha256"
"""How the name of a seal ends, behind that of what it seals."""

FOLDERS: Final = ("drafts",)
"""The folders beside the case file whose files are sealed with it."""
# The files that keep the keys are sealed for themselves: another passphrase is put on while the case is closed.
_PASSED_OVER: Final = (ENDING, ".age", ".lock", "-journal", ".part")
_NAME: Final = re.compile(r"[\w .-]+(/[\w .-]+)?", re.ASCII)
_LINE: Final = re.compile(r"([0-9a-f]{64})  (.+)")
_DOUBT: Final = "# changed since it was closed and not looked over yet: "
_OWN: Final = "# SHA-256 of the lines above: "


def put_on(case_file: Path, doubts: Sequence[str] = ()) -> None:
    """Write the fingerprints of a closed case beside it, and what is in doubt. Raises CaregiverError or OSError."""
    lines = [f"{fingerprint_of(case_file)}  {case_file.name}\n"]
    closed: list[str] = []
    for name, found in _fingerprints(case_file.parent, closed):
        if found and name != case_file.name:
            lines.append(f"{found}  {name}\n")
    _write(case_file, lines, tuple(dict.fromkeys((*doubts, *closed))))


def doubts(case_file: Path) -> tuple[str, ...]:
    """Return the names of what is not as it was when the case was closed; the seal's own when nobody can tell.

    Without a seal, after a crash, nothing is known and nothing is in doubt.
    """
    beside = sealed_beside(case_file)
    try:
        known, doubted = _read(beside.read_bytes(), case_file.name)
    except FileNotFoundError:
        return ()
    except (OSError, ValueError):
        return (beside.name,)
    closed: list[str] = []
    now = dict(_fingerprints(case_file.parent, closed)) if known else {}
    looked_at = (name for name in known if name.partition("/")[0] not in closed)
    changed = (name for name in looked_at if now.get(name) != known[name])
    return tuple(dict.fromkeys((*doubted, *closed, *changed)))


def remove(case_file: Path, doubts: Sequence[str] = ()) -> None:
    """Take the seal off while the case is open; only what is in doubt stays written down."""
    if doubts:
        _write(case_file, [], doubts)
    else:
        take_away(sealed_beside(case_file), within=case_file.parent)
        sync_folder(case_file.parent)  # a seal that a power cut brings back would not fit what was written since


def put_beside(file: Path) -> None:
    """Seal one finished file that is never changed again, such as a backup."""
    write_atomically(sealed_beside(file), f"{fingerprint_of(file)}  {file.name}\n".encode())


def fits(file: Path) -> bool | None:
    """Whether a file is the one that was sealed; None where there is no seal. Raises OSError for the file itself."""
    try:
        seal = sealed_beside(file).read_bytes()
    except FileNotFoundError:
        return None
    except OSError:
        return False
    return seal == f"{fingerprint_of(file)}  {file.name}\n".encode()


def is_damaged(file: Path) -> bool:
    """Whether a file that is there does not fit its own seal, or cannot be read. Without a seal nobody can tell."""
    try:
        return file.exists() and fits(file) is False
    except OSError:
        return True


def sealed_beside(file: Path) -> Path:
    """Return where the seal of a file is."""
    return file.with_name(f"{file.name}{ENDING}")


def _fingerprints(folder: Path, closed: list[str]) -> Iterator[tuple[str, str]]:
    """Go through the files a seal holds, each with its fingerprint; an empty one for what cannot be read.

    The folders beside the case file that nobody can look into go on the list `closed`.
    """
    files = list(listed(folder))
    for name in FOLDERS:
        try:
            files += listed(folder / name)
        except CaregiverError:
            closed.append(name)
    for file in files:
        name = file.relative_to(folder).as_posix()
        if _NAME.fullmatch(name) and not name.endswith(_PASSED_OVER) and file.is_file():
            try:
                found = fingerprint_of(file)
            except OSError:
                found = ""
            yield name, found


def _write(case_file: Path, lines: Sequence[str], doubts: Sequence[str]) -> None:
    said = "".join((*lines, *(f"{_DOUBT}{name}\n" for name in doubts)))
    own = hashlib.sha256(said.encode()).hexdigest()
    write_atomically(sealed_beside(case_file), f"{said}{_OWN}{own}\n".encode())


def _read(seal: bytes, case_name: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return what was sealed with which fingerprints, and what was in doubt. Raises ValueError for no whole seal."""
    text = seal.decode("ascii")
    if re.fullmatch(r"[0-9a-f]{64}\n", text):  # as versions before 0.7 wrote it
        return {case_name: text[:-1]}, ()
    said, own, rest = text.partition(_OWN)
    if not own or rest != f"{hashlib.sha256(said.encode()).hexdigest()}\n":
        raise ValueError("not a whole seal")
    known, doubted = {}, []
    for line in said.splitlines():
        if line.startswith(_DOUBT):
            doubted.append(line.removeprefix(_DOUBT))
        elif found := _LINE.fullmatch(line):
            known[found[2]] = found[1]
    return known, tuple(doubted)
