"""Make a sheet to print: a PDF drawn in a child process."""

import os
from pathlib import Path
from typing import Final

from caregiver_app.casebook.places import refuse_pdf_place
from caregiver_app.child import Child, ChildStopped, Limits
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.errors import CaregiverError
from caregiver_app.fsops import replacing
from caregiver_app.i18n import _, language, speaking
from caregiver_app.packet.printed.options import SheetOptions
from caregiver_app.store.originals import Originals

_LIMITS: Final = Limits(memory=2 << 30, seconds=60.0)


def make_sheet(case: CaseSnapshot, originals: Originals, target: Path, options: SheetOptions) -> int:
    """Write a sheet and return how many pages it has.

    Long work on values: it may run in any thread. An older PDF of that name stays until the new one is whole; any
    other file stays for good. Raises CaregiverError.
    """
    from caregiver_app.packet.printed.draw import draw_sheet  # what draws is loaded when something is drawn

    target = Path(os.path.realpath(target))  # a link to another place stays a link
    refuse_pdf_place(target, originals.folder)
    with Child(_LIMITS) as child, replacing(target) as temporary:
        try:
            with speaking(options.language or language()):
                return child.call(draw_sheet, case, options, temporary)
        except ChildStopped:
            raise CaregiverError(
                _("“{name}” could not be finished.").format(name=target.name),
                safe=_("Your records are safe, and an earlier file of that name was kept."),
                now=_("Try again; where it happens once more, close other programs first."),
            ) from None
