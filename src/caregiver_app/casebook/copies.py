"""Give an original back byte for byte, under a name every computer takes."""

import hashlib
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from caregiver_app.casebook.documents.listing import title_from
from caregiver_app.domain.documents.document import Document, label
from caregiver_app.errors import CaregiverError
from caregiver_app.fsops import replacing
from caregiver_app.i18n import _
from caregiver_app.progress import Progress, silent
from caregiver_app.sealed import Readable, place_of, pour

_LONGEST: Final = 100
_FORBIDDEN: Final = re.compile(
    r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]'
)
# Windows keeps them for itself, whatever stands behind a full stop.
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE)


def safe_name(name: str, otherwise: str = "document", longest: int = _LONGEST) -> str:
    """Return a file name as it is, or changed only where some computer would refuse it; at most `longest` bytes."""
    plain = _FORBIDDEN.sub("_", name).strip().rstrip(". ")
    if not plain or (plain != name and not plain.strip("_. ")):
        plain = otherwise
    stem, dot, ending = plain.rpartition(".")
    if not stem or len(ending) > 10:
        stem, dot, ending = plain, "", ""
    cut = stem
    while len(cut) > 1 and len(f"{cut}{dot}{ending}".encode()) > longest:
        cut = cut[:-1]
    short = f"{stem if cut == stem else cut.rstrip('. ')}{dot}{ending}"
    return f"_{short}" if _RESERVED.match(short) else short  # asked last: cut, it may have become such a name


def part_name(target: Path, part: int, parts: int) -> str:
    """Return the name of one file of a packet: that of the only one, or "Lin Wei packet, part 2 of 3.pdf".

    A name that is too long is cut before the number, so that no two parts have the same.
    """
    if parts == 1:
        return target.name
    longest = max(len(os.fsencode(target.name)), _LONGEST)
    stem = target.stem
    while True:
        name = _("{name}, part {number} of {parts}").format(name=stem, number=part, parts=parts) + target.suffix
        if len(stem) == 1 or len(os.fsencode(name)) <= longest:
            return safe_name(name, longest=longest)
        stem = stem[:-1]


def name_for_copy(document: Document) -> str:
    """Return the name offered for a copy of a document's file."""
    return safe_name(document.file_name, title_from(label(document.number)))


class OriginalTrouble(CaregiverError):
    """An original is not in the case folder, cannot be read, or is not the file that was added."""


def save_copy(original: Readable, document: Document, target: Path, progress: Progress = silent) -> None:
    """Copy an original to `target` and make sure it is the file that was added.

    Long work on values. An older file at `target` stays until the copy is whole. Raises OriginalTrouble, or
    another CaregiverError when the place it goes to refuses.
    """
    if not os.path.isfile(place_of(original)):  # false also where it may not be looked at
        raise _missing(document)
    digest, done = hashlib.sha256(), 0
    with replacing(target) as temporary, temporary.open("wb") as copy:

        def take(part: bytes) -> None:
            nonlocal done
            copy.write(part)
            digest.update(part)
            done += len(part)
            progress(done, document.size, target.name)

        pour_out(original, take, _unreadable(document))
        if digest.hexdigest() != document.fingerprint:
            raise _changed(document)


def pour_out(file: Readable, take: Callable[[bytes], object], trouble: CaregiverError) -> None:
    """Hand over what is in a file; raise `trouble` where it cannot be read, and what `take` raises as it is."""
    raised: list[BaseException] = []

    def taken(part: bytes) -> None:
        try:
            take(part)
        except BaseException as problem:
            raised.append(problem)
            raise

    try:
        pour(file, taken)
    except OSError as problem:
        if problem in raised:
            raise
        raise trouble from problem


def _missing(document: Document) -> OriginalTrouble:
    return OriginalTrouble(
        _("The file of {document} is not in the case folder.").format(document=label(document.number)),
        safe=_("What you wrote about it is safe."),
        now=_("Add the file again if you still have it."),
    )


def _unreadable(document: Document) -> OriginalTrouble:
    return OriginalTrouble(
        _("The file of {document} cannot be read from the disk.").format(document=label(document.number)),
        safe=_("No copy was made, and the file was not touched."),
        now=_("Check the drive, or bring the case back from a copy."),
    )


def _changed(document: Document) -> OriginalTrouble:
    return OriginalTrouble(
        _("The file of {document} is not the one that was added.").format(document=label(document.number)),
        safe=_("No copy was made, and the file was not touched."),
        now=_("Bring the case back from a copy, or add the file again."),
    )
