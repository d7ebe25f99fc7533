"""Write a PDF that is drawn in a child process: whole, or not at all."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from caregiver_app.casebook.places import refuse_pdf_place
from caregiver_app.child import Child, ChildStopped, Limits
from caregiver_app.errors import CaregiverError
from caregiver_app.fsops import replacing
from caregiver_app.i18n import _, language, speaking

_LIMITS: Final = Limits(memory=2 << 30, seconds=60.0)


def write_drawn(
    target: Path, originals: Path | None, draw: Callable[..., int], *values: Any, speak: str = "", now: str = ""
) -> int:
    """Call `draw` with the values and the file to write, and return how many pages it says there are.

    Long work on values: it may run in any thread. An older PDF of that name stays until the new one is whole; any
    other file stays for good, and nothing is written into `originals`, the folder of a case's papers. `speak` is the
    language of what is drawn, the one that is spoken where there is none; `now` what to try where it does not come to
    an end. Raises CaregiverError.
    """
    target = Path(os.path.realpath(target))  # a link to another place stays a link
    refuse_pdf_place(target, originals)
    with Child(_LIMITS) as child, replacing(target) as temporary:
        try:
            with speaking(speak or language()):
                return child.call(draw, *values, temporary)
        except ChildStopped:
            raise CaregiverError(
                _("“{name}” could not be finished.").format(name=target.name),
                safe=_("Your records are safe, and an earlier file of that name was kept."),
                now=now or _("Try again; where it happens once more, close other programs first."),
            ) from None
