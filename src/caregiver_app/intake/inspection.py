"""What is known of a file after one look. Runs in a child process, because a hostile file can stop its reader."""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Final, cast

from caregiver_app.errors import CaregiverError
from caregiver_app.intake.look import Inspection, Unlocked
from caregiver_app.progress import Cancelled, Progress, silent
from caregiver_app.sealed import Readable
from caregiver_app.sniff import PICTURES, sniff

Look = Callable[..., Inspection]
"""Takes the file and the room for what lies inside, and those of `_LONG` also a `Progress`."""
_MAX_DETAIL: Final = 500
# By module and function: a reader is loaded when the first file of its kind comes, and only in the child.
LOOKS: Final = {
    "pdf": ("pdf", "look_at_pdf"),
    **dict.fromkeys(PICTURES, ("images", "look_at_image")),
    "dicom": ("imaging.look", "look_at_dicom"),
    "docx": ("office", "look_at_docx"),
    "odt": ("office", "look_at_odt"),
    "office": ("office", "look_at_old_office"),
    "rtf": ("rtf", "look_at_rtf"),
    "text": ("plain_text", "look_at_text"),
    "html": ("markup", "look_at_html"),
    "xml": ("markup", "look_at_xml"),
    "ccda": ("markup", "look_at_ccda"),
    "eml": ("mail", "look_at_mail"),
    "mbox": ("mail", "look_at_mailbox"),
    "zip": ("archive", "look_at_zip"),
}
_LONG: Final = ("zip", "mbox")


def inspect_file(path: Readable, room: Path | None = None, progress: Progress = silent) -> Inspection:
    """Look at a file and never raise for what is in it; what lies inside it is written into `room`.

    `progress` is told while many files are taken out of one. Raises a CaregiverError when the case's own disk does not
    take what is inside.
    """
    form = sniff(path)
    if form == "empty":
        return Inspection(form, 0, "empty", "")
    if form not in LOOKS:
        return Inspection(form, None, "unsupported", "")
    try:
        seen = look_for(form)(path, room, *([progress] if form in _LONG else []))
    except (CaregiverError, Cancelled, MemoryError):
        raise  # the case's own disk, a wish to stop, and what asked for too much must not be asked again here
    except Exception as problem:  # a reader may raise anything on a hostile file; the file is kept all the same
        return Inspection(form, None, "damaged", type(problem).__name__)
    return replace(seen, detail=seen.detail[:_MAX_DETAIL])


def unlock_file(path: Readable, password: str, target: Path) -> Unlocked:
    """Write a locked PDF without its lock to `target`, as `unlock.unlock_pdf`, which is loaded only in the child."""
    unlock = import_module("caregiver_app.intake.unlock").unlock_pdf
    return cast(Unlocked, unlock(path, password, target))


def look_for(form: str) -> Look:
    """Return what looks at files of a format."""
    module, name = LOOKS[form]
    return cast(Look, getattr(import_module(f"caregiver_app.intake.{module}"), name))
