"""What is known of a file after one look. Runs in a child process, because a hostile file can stop its reader."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from caregiver_app.intake.images import look_at_image
from caregiver_app.intake.pdf import look_at_pdf
from caregiver_app.sniff import PICTURES, sniff

_MAX_DETAIL: Final = 500


@dataclass(frozen=True)
class Inspection:
    """The format by content, how many pages, and what is in the way.

    `trouble` is "" or a key of `domain.documents.TROUBLES`; `detail` is what the reader said, for whoever
    helps the family. A look is quick: a file without trouble here may still show some when it is printed.
    """

    format: str
    pages: int | None
    trouble: str
    detail: str


_LOOKS: Final[dict[str, Callable[[Path], tuple[int | None, str, str]]]] = {
    "pdf": look_at_pdf,
    **dict.fromkeys(PICTURES, look_at_image),
}


def inspect_file(path: Path) -> Inspection:
    """Look at a file and never raise for what is in it."""
    form = sniff(path)
    if form == "empty":
        return Inspection(form, 0, "empty", "")
    look = _LOOKS.get(form)
    if look is None:
        return Inspection(form, None, "unsupported", "")
    try:
        pages, trouble, detail = look(path)
    except Exception as problem:  # a reader may raise anything on a hostile file; the file is kept all the same
        return Inspection(form, None, "damaged", type(problem).__name__)
    return Inspection(form, pages, trouble, detail[:_MAX_DETAIL])
