"""Draw the sheet of a name: one module holds each, loaded when it is asked for."""

from importlib import import_module
from pathlib import Path

from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.packet.printed.options import SHEETS, SheetOptions


def draw_sheet(case: CaseSnapshot, options: SheetOptions, target: Path) -> int:
    """Write a sheet to `target`, the same bytes each time, and return how many pages it has. Raises CaregiverError.

    Each module has `draw(case, options, target)`.
    """
    if options.name not in SHEETS:
        raise ValueError(f"not a sheet: {options.name!r}")
    module = import_module(f"caregiver_app.packet.printed.{options.name.replace('-', '_')}")
    pages: int = module.draw(case, options, target)
    return pages
