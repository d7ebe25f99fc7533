"""Make a request letter, and slips to tape on things: each a PDF drawn in a child process."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from caregiver_app.child import Child, ChildStopped, Limits
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.errors import CaregiverError
from caregiver_app.fsops import replacing, told_plainly
from caregiver_app.i18n import _
from caregiver_app.packet.letter import LetterOptions, draw_letter
from caregiver_app.packet.slip import SlipOptions, draw_slips
from caregiver_app.store.originals import Originals

_LIMITS: Final = Limits(memory=2 << 30, seconds=60.0)


def make_letter(case: CaseSnapshot, originals: Originals, target: Path, options: LetterOptions) -> int:
    """Write a letter that asks for papers and return how many pages it has.

    Long work on values: it may run in any thread. An older PDF of that name stays until the new one is whole; any
    other file stays for good. Raises CaregiverError.
    """
    return _made(draw_letter, case, originals, target, options)


def make_slips(case: CaseSnapshot, originals: Originals, target: Path, options: SlipOptions) -> int:
    """Write slips to cut out and tape on things, and return how many pages there are; else as `make_letter`."""
    return _made(draw_slips, case, originals, target, options)


def _made(draw: Callable[..., int], case: CaseSnapshot, originals: Originals, target: Path, options: Any) -> int:
    target = Path(os.path.realpath(target))  # a link to another place stays a link
    _refuse(target, originals.folder)
    with Child(_LIMITS) as child, replacing(target) as temporary:
        try:
            return child.call(draw, case.person, options, temporary)
        except ChildStopped:
            raise CaregiverError(
                _("“{name}” could not be finished.").format(name=target.name),
                safe=_("Your records are safe, and an earlier file of that name was kept."),
                now=_("Try again with fewer papers at once."),
            ) from None


def _refuse(target: Path, originals: Path) -> None:
    """Raise CaregiverError when there is no such place, or something that is no PDF would be written over."""
    if Path(os.path.realpath(originals)) in target.parents:
        happened = _("“{name}” lies among the kept originals.").format(name=target.name)
    elif not target.parent.is_dir():
        happened = _("The folder “{folder}” is not there.").format(folder=target.parent.name or str(target.parent))
    elif target.is_dir():
        happened = _("“{name}” is a folder.").format(name=target.name or str(target))
    elif target.exists() and not _may_be_replaced(target):
        happened = _("“{name}” is there already and is not a PDF.").format(name=target.name)
    else:
        return
    raise CaregiverError(
        happened,
        safe=_("Nothing was written over."),
        now=_("Choose another place or name, one that ends in .pdf."),
    )


def _may_be_replaced(file: Path) -> bool:
    with told_plainly(file):
        if not file.is_file():
            return False
        with file.open("rb") as opened:
            return opened.read(5) in (b"%PDF-", b"")
