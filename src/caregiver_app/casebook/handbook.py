"""Make the handbook of the program as a PDF, drawn in a child process. It needs no case."""

from pathlib import Path

from caregiver_app.casebook.drawn_pdf import write_drawn
from caregiver_app.packet.printed.handbook import HandbookOptions, draw_handbook


def make_handbook(target: Path, options: HandbookOptions, originals: Path | None = None) -> int:
    """Write the handbook and return how many pages it has; as `write_drawn` does."""
    return write_drawn(target, originals, draw_handbook, options, speak=options.language)
