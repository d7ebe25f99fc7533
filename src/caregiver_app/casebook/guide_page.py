"""Put a page of the guide on paper, drawn in a child process."""

from pathlib import Path
from typing import Final

from caregiver_app.child import Child, ChildStopped, Limits
from caregiver_app.errors import CaregiverError
from caregiver_app.fsops import replacing
from caregiver_app.i18n import _
from caregiver_app.packet.printed.guide_page import GuidePageOptions, draw_guide_page

_LIMITS: Final = Limits(memory=2 << 30, seconds=60.0)


def make_guide_page(options: GuidePageOptions, target: Path) -> None:
    """Write the page. Long work on values: it may run in any thread. Raises CaregiverError."""
    with Child(_LIMITS) as child, replacing(target) as temporary:
        try:
            child.call(draw_guide_page, options, temporary)
        except ChildStopped:
            raise CaregiverError(
                _("“{name}” could not be finished.").format(name=options.title),
                safe=_("Nothing was printed, and your records are safe."),
                now=_("Try again; where it happens once more, close other programs first."),
            ) from None
