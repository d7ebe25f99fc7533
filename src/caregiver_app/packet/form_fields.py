"""What stands in the fields of a form, also where the file leaves it to the reader's program to draw it."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from caregiver_app.fsops import take_away
from caregiver_app.packet.field_values import draw_values
from caregiver_app.rendering.form_fields import write_with_fields_drawn

_BROKEN = (pikepdf.PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RuntimeError)


def give_fields_their_look(pdf: pikepdf.Pdf, path: Path, folder: Path) -> bool:
    """Give fields that have no appearance, or an old one, that of a reader's program. What has its own keeps it.

    Return whether any of them has words in it.
    """
    anew = _asks_for_new_ones(pdf)
    wanting = [field for page in pdf.pages for _place, field in _fields(page) if anew or not _is_drawn(field)]
    if not wanting:
        return False
    drawn = folder / "fields drawn.pdf"
    try:
        if write_with_fields_drawn(path, drawn):
            with suppress(*_BROKEN), pikepdf.open(drawn) as other:
                _take_over(pdf, other, anew=anew)
    finally:
        with suppress(OSError):  # some systems keep a file that is still read from; the folder goes soon
            take_away(drawn, within=folder)
    with suppress(*_BROKEN):
        return draw_values(pdf, wanting, folder)
    return True


def _take_over(pdf: pikepdf.Pdf, other: pikepdf.Pdf, *, anew: bool) -> None:
    if len(pdf.pages) != len(other.pages):
        return
    for page, drawn in zip(pdf.pages, other.pages, strict=True):
        looks: dict[int, Any] = {place: field.get("/AP") for place, field in _fields(drawn) if _is_drawn(field)}
        for place, field in _fields(page):
            if place in looks and (anew or not _is_drawn(field)):
                field.AP = pdf.copy_foreign(other.make_indirect(looks[place]))
    # They have it now. Whoever flattens them would else draw the first line of each, and in Latin alone.
    pdf.Root.AcroForm.NeedAppearances = False


def _asks_for_new_ones(pdf: pikepdf.Pdf) -> bool:
    with suppress(*_BROKEN):
        form = pdf.Root.get("/AcroForm")
        return isinstance(form, Dictionary) and bool(form.get("/NeedAppearances", False))
    return False


def _fields(page: pikepdf.Page) -> Iterator[tuple[int, Dictionary]]:
    """Go through the fields on a page, each with its place among the marks."""
    marks = page.obj.get("/Annots")
    held: Sequence[Any] = list(marks) if isinstance(marks, Array) else []
    for place, mark in enumerate(held):
        if isinstance(mark, Dictionary) and mark.get("/Subtype") == Name.Widget:
            yield place, mark


def _is_drawn(field: Dictionary) -> bool:
    look = field.get("/AP")
    return isinstance(look, Dictionary) and "/N" in look
