"""Where a file may be written: into a folder that is there, never among the originals, over nothing of another kind."""

import os
from collections.abc import Callable
from pathlib import Path

from caregiver_app.errors import CaregiverError
from caregiver_app.fsops import told_plainly
from caregiver_app.i18n import _


def refuse_place(
    target: Path, originals: Path | None, gives_way: Callable[[Path], bool], *, stays: str, now: str
) -> None:
    """Raise CaregiverError when there is no such place, or something would be written over that must not be.

    `gives_way` says whether a file that is there may be written over; `stays` names one that may not. Without
    `originals` no case is concerned.
    """
    with told_plainly(target):
        if originals is not None and Path(os.path.realpath(originals)) in Path(os.path.realpath(target)).parents:
            happened = _("“{name}” lies among the kept originals.").format(name=target.name)
        elif not target.parent.is_dir():
            happened = _("The folder “{folder}” is not there.").format(folder=target.parent.name or str(target.parent))
        elif target.is_dir():
            happened = _("“{name}” is a folder.").format(name=target.name or str(target))
        elif target.exists() and not gives_way(target):
            happened = stays.format(name=target.name)
        else:
            return
    raise CaregiverError(happened, safe=_("Nothing was written over."), now=now)


def refuse_pdf_place(target: Path, originals: Path | None) -> None:
    """Raise CaregiverError when a PDF cannot be written there."""
    refuse_place(
        target,
        originals,
        _is_pdf,
        stays=_("“{name}” is there already and is not a PDF."),
        now=_("Choose another place or name, one that ends in .pdf."),
    )


def begins_with(file: Path, beginning: bytes) -> bool:
    """Whether a file is empty or begins like this. Raises OSError."""
    if not file.is_file():  # opening a pipe would wait for ever
        return False
    with file.open("rb") as opened:
        return opened.read(len(beginning)) in (beginning, b"")


def _is_pdf(file: Path) -> bool:
    return begins_with(file, b"%PDF-")
