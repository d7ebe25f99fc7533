"""Make a request letter, and slips to tape on things: each a PDF drawn in a child process."""

from pathlib import Path

from caregiver_app.casebook.drawn_pdf import write_drawn
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _
from caregiver_app.packet.letter_options import LetterOptions, SlipOptions
from caregiver_app.store.originals import Originals


def make_letter(case: CaseSnapshot, originals: Originals, target: Path, options: LetterOptions) -> int:
    """Write a letter that asks for papers and return how many pages it has; as `write_drawn` does."""
    from caregiver_app.packet.letter import draw_letter  # what draws is loaded when something is drawn

    fewer = _("Try again with fewer papers at once.")
    return write_drawn(target, originals.folder, draw_letter, case.person, options, speak=options.language, now=fewer)


def make_slips(case: CaseSnapshot, originals: Originals, target: Path, options: SlipOptions) -> int:
    """Write slips to cut out and tape on things, and return how many pages there are; as `write_drawn` does."""
    from caregiver_app.packet.slip import draw_slips

    fewer = _("Try again with fewer papers at once.")
    return write_drawn(target, originals.folder, draw_slips, case.person, options, speak=options.language, now=fewer)
