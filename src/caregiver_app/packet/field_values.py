"""Words of form fields and of marks on a page that nobody has drawn there: set in the typefaces of the packet."""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name
from reportlab.pdfgen.canvas import Canvas

from caregiver_app.packet import style
from caregiver_app.packet.flow import Pen
from caregiver_app.packet.style import TextStyle
from caregiver_app.packet.text import Text, para

_MULTILINE: Final = 1 << 12
_PASSWORD: Final = 1 << 13
_DEEPEST: Final = 8
_BROKEN: Final = (pikepdf.PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)
_SIZE: Final = re.compile(r"([0-9.]+)\s+Tf")
_USUAL_SIZE: Final = 11.0
_LEAST_SIZE: Final = 2.0
_SMALLER: Final = 0.9
_MARGIN: Final = 2.0
_TURNS: Final = {90: (0, 1, -1, 0, 0, 0), 180: (-1, 0, 0, -1, 0, 0), 270: (0, -1, 1, 0, 0, 0)}


def draw_values(pdf: pikepdf.Pdf, fields: Iterable[Dictionary], folder: Path) -> bool:
    """Draw those of the fields whose letters a reader's program would have to look for on each computer.

    What such a program draws here is empty boxes, or letters of a typeface that the next computer lacks.
    Return whether any of the fields has words in it.
    """
    typed = [(field, _typed(field)) for field in fields]
    draw_words(pdf, [(field, text) for field, text in typed if not _is_western(text) or "/AP" not in field], folder)
    return any(text.strip() for _field, text in typed)


def draw_words(pdf: pikepdf.Pdf, written: Sequence[tuple[Dictionary, str]], folder: Path) -> None:
    """Give each of these marks a picture of these words, as large as was asked for or as fits."""
    written = [(mark, text) for mark, text in written if text.strip()]
    if not written:
        return
    style.register_fonts()
    file = folder / "words on marks.pdf"
    canvas = Canvas(str(file), pageCompression=1, invariant=1, initialFontName=style.TEXT)
    done = []
    for mark, text in written:
        with suppress(*_BROKEN):  # what one mark says of itself may make no sense
            _draw(canvas, mark, text)
            done.append(mark)
    canvas.save()
    with pikepdf.open(file) as drawn:
        for mark, page in zip(done, drawn.pages, strict=False):
            look = pdf.copy_foreign(page.as_form_xobject())
            if (turn := _turn(mark)) in _TURNS:
                look.Matrix = Array(_TURNS[turn])
            mark.AP = Dictionary(N=look)


def _is_western(text: str) -> bool:
    try:
        text.encode("cp1252")
    except UnicodeError:
        return False
    return True


def _typed(field: Dictionary) -> str:
    """Return what is to be read in a field of text or of choices; nothing of a password."""
    kind = _held(field, "/FT")
    value: Any = _held(field, "/V")
    if kind not in (Name.Tx, Name.Ch) or (kind == Name.Tx and _flags(field) & _PASSWORD) or value is None:
        return ""
    shown = _choices(field)
    values = list(value) if isinstance(value, Array) else [value]
    return "\n".join(shown.get(str(one), str(one)) for one in values if isinstance(one, pikepdf.String))


def _choices(field: Dictionary) -> dict[str, str]:
    """Return what is shown for each value that can be chosen."""
    offered: Any = _held(field, "/Opt")
    pairs = [list(one) for one in offered if isinstance(one, Array)] if isinstance(offered, Array) else []
    return {str(pair[0]): str(pair[1]) for pair in pairs if len(pair) == 2}


def _held(field: Any, key: str) -> Any:
    """Return what a field says itself, or the one it is part of."""
    for _level in range(_DEEPEST):
        if not isinstance(field, Dictionary):
            return None
        if key in field:
            return field.get(key)
        field = field.get("/Parent")
    return None


def _flags(field: Dictionary) -> int:
    with suppress(*_BROKEN):
        return int(_held(field, "/Ff") or 0)
    return 0


def _turn(field: Dictionary) -> int:
    look: Any = field.get("/MK")
    with suppress(*_BROKEN):
        return int(look.get("/R", 0)) % 360 if isinstance(look, Dictionary) else 0
    return 0


def _draw(canvas: Canvas, mark: Dictionary, text: str) -> None:
    """Draw a page as large as the mark with the text on it."""
    rectangle: Any = mark.Rect
    left, bottom, right, top = (float(side) for side in rectangle)
    across, down = max(abs(right - left), 1.0), max(abs(top - bottom), 1.0)
    if _turn(mark) in (90, 270):
        across, down = down, across
    width = max(across - 2 * _MARGIN, 1.0)
    size = _asked_size(mark)
    block = _set(text, size)
    while block.height(width) > down and size > _LEAST_SIZE:
        size *= _SMALLER
        block = _set(text, size)
    is_one_line = mark.get("/Subtype") == Name.Widget and not _flags(mark) & _MULTILINE
    over = max(down - block.height(width), 0.0) / 2 if is_one_line else 0.0
    canvas.setPageSize((across, down))
    block.paint(Pen(canvas, lambda _place: 0), _MARGIN, down - over, width)
    canvas.showPage()


def _asked_size(field: Dictionary) -> float:
    found = _SIZE.search(str(_held(field, "/DA") or ""))
    return (float(found[1]) if found else 0.0) or _USUAL_SIZE


def _set(text: str, size: float) -> Text:
    return para(style.tidy(text), style=TextStyle(style.TEXT, size, size * 1.2))
