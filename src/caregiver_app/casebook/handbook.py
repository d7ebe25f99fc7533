"""Make the handbook of the program as a PDF, drawn in a child process. It needs no case."""

import os
from pathlib import Path
from typing import Final

from caregiver_app.casebook.places import refuse_pdf_place
from caregiver_app.child import Child, ChildStopped, Limits
from caregiver_app.errors import CaregiverError
from caregiver_app.fsops import replacing
from caregiver_app.i18n import _, language, speaking
from caregiver_app.packet.printed.handbook import HandbookOptions, draw_handbook

_LIMITS: Final = Limits(memory=2 << 30, seconds=60.0)


def make_handbook(target: Path, options: HandbookOptions, originals: Path | None = None) -> int:
    """Write the handbook and return how many pages it has.

    It may run in any thread. An older PDF of that name stays until the new one is whole; any other file stays for good.
    `originals` is the folder of an open case where nothing may be written. Raises CaregiverError.
    """
    target = Path(os.path.realpath(target))  # a link to another place stays a link
    refuse_pdf_place(target, originals)
    with Child(_LIMITS) as child, replacing(target) as temporary:
        try:
            with speaking(options.language or language()):
                return child.call(draw_handbook, options, temporary)
        except ChildStopped:
            raise CaregiverError(
                _("“{name}” could not be finished.").format(name=target.name),
                safe=_("Your records are safe, and an earlier file of that name was kept."),
                now=_("Try again; where it happens once more, close other programs first."),
            ) from None
