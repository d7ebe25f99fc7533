"""Make a sheet to print: a PDF drawn in a child process."""

from pathlib import Path

from caregiver_app.casebook.drawn_pdf import write_drawn
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.packet.printed.options import SheetOptions
from caregiver_app.store.originals import Originals


def make_sheet(case: CaseSnapshot, originals: Originals, target: Path, options: SheetOptions) -> int:
    """Write a sheet and return how many pages it has; as `write_drawn` does."""
    from caregiver_app.packet.printed.draw import draw_sheet  # what draws is loaded when something is drawn

    return write_drawn(target, originals.folder, draw_sheet, case, options, speak=options.language)
