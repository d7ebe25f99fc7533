"""Make a request letter, and slips to tape on things: each a PDF drawn in a child process."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from caregiver_app.casebook.places import refuse_pdf_place
from caregiver_app.child import Child, ChildStopped, Limits
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.errors import CaregiverError
from caregiver_app.fsops import replacing
from caregiver_app.i18n import _, language, speaking
from caregiver_app.packet.letter_options import LetterOptions, SlipOptions
from caregiver_app.store.originals import Originals

_LIMITS: Final = Limits(memory=2 << 30, seconds=60.0)


def make_letter(case: CaseSnapshot, originals: Originals, target: Path, options: LetterOptions) -> int:
    """Write a letter that asks for papers and return how many pages it has.

    Long work on values: it may run in any thread. An older PDF of that name stays until the new one is whole; any
    other file stays for good. Raises CaregiverError.
    """
    from caregiver_app.packet.letter import draw_letter  # what draws is loaded when something is drawn

    return _made(draw_letter, case, originals, target, options)


def make_slips(case: CaseSnapshot, originals: Originals, target: Path, options: SlipOptions) -> int:
    """Write slips to cut out and tape on things, and return how many pages there are; else as `make_letter`."""
    from caregiver_app.packet.slip import draw_slips

    return _made(draw_slips, case, originals, target, options)


def _made(draw: Callable[..., int], case: CaseSnapshot, originals: Originals, target: Path, options: Any) -> int:
    target = Path(os.path.realpath(target))  # a link to another place stays a link
    refuse_pdf_place(target, originals.folder)
    with Child(_LIMITS) as child, replacing(target) as temporary:
        try:
            with speaking(options.language or language()):
                return child.call(draw, case.person, options, temporary)
        except ChildStopped:
            raise CaregiverError(
                _("“{name}” could not be finished.").format(name=target.name),
                safe=_("Your records are safe, and an earlier file of that name was kept."),
                now=_("Try again with fewer papers at once."),
            ) from None
