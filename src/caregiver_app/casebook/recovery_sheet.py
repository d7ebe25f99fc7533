"""The recovery sheet: a PDF where somebody asked for it, or something to print that leaves nothing readable."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from caregiver_app.casebook.places import refuse_pdf_place
from caregiver_app.casebook.printing import PrintPage
from caregiver_app.child import Child, ChildStopped, Limits
from caregiver_app.errors import CaregiverError
from caregiver_app.fsops import replacing, write_atomically
from caregiver_app.i18n import _
from caregiver_app.packet import style
from caregiver_app.packet.recovery_sheet import RecoverySheet, draw_recovery_sheet
from caregiver_app.progress import Progress, silent
from caregiver_app.rendering.pages import words
from caregiver_app.sealed import Seal, SealedFile
from caregiver_app.store.originals import FOLDER

_LIMITS: Final = Limits(memory=2 << 30, seconds=60.0)


def recovery_sheet(code: str, folder: str, as_of: date, paper: str = "a4") -> RecoverySheet:
    """Return what the sheet of a case says; `folder` is the name of its folder."""
    return RecoverySheet(code, folder, as_of, paper)


def save_recovery_sheet(sheet: RecoverySheet, case: Path, target: Path, progress: Progress = silent) -> Path:
    """Write the sheet as a PDF, make sure that the code can be read on it, and return where it is.

    It never goes into the folder of the case it opens. An older PDF of that name stays until the new one is whole; any
    other file stays for good. Raises CaregiverError, and what `progress` raises.
    """
    target = Path(os.path.realpath(target))  # a link to another place stays a link
    _refuse_within(case, target)
    refuse_pdf_place(target, case / FOLDER)
    with Child(_LIMITS) as child, replacing(target) as temporary:
        try:
            child.call(draw_recovery_sheet, sheet, temporary, heed=lambda: progress(0, 0, ""))
            found = {word.text for word in child.call(words, temporary, 1)}
        except ChildStopped as stopped:
            raise _not_made(target) from stopped
        if not set(sheet.code.split("-")) <= found:
            raise _not_made(target)
    return target


def page_to_print(sheet: RecoverySheet) -> PrintPage:
    """Return the one page of a sheet, for whoever asks how it is to be printed."""
    return PrintPage(Path("Recovery sheet.pdf"), 1, *style.PAPERS[sheet.paper])


@contextmanager
def sheet_to_print(sheet: RecoverySheet) -> Iterator[SealedFile]:
    """Lend the sheet to what prints it. It lies on the disk only sealed, by a key nobody keeps, and then not at all."""
    import pyrage

    seal = Seal(str(pyrage.x25519.Identity.generate()))
    drawn = BytesIO()
    draw_recovery_sheet(sheet, drawn)
    with TemporaryDirectory(prefix="caregiver-") as folder:
        file = SealedFile(Path(folder) / "Recovery sheet.pdf", seal)
        write_atomically(file.path, seal.sealed(drawn.getvalue()))
        yield file


def _refuse_within(case: Path, target: Path) -> None:
    """Raise CaregiverError for a place within the case: who gets the folder would get the key with it."""
    if Path(os.path.realpath(case)) in target.parents:
        raise CaregiverError(
            _("The recovery sheet must not lie in the folder of the case it opens."),
            safe=_("Nothing was changed."),
            now=_("Save it in another folder, print it, and keep it in a safe place."),
        )


def _not_made(target: Path) -> CaregiverError:
    return CaregiverError(
        _("The recovery sheet “{name}” could not be made.").format(name=target.name),
        safe=_("Nothing was changed."),
        now=_("Try again. If it happens again, choose another place for it."),
    )
