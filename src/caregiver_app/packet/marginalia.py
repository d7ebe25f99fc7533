"""What people put on top of a page: form fields, highlights, drawings, comments, signatures.

They are drawn into the page before it is placed. Some programs leave a highlight or a drawing to the reader's
program; it is drawn here then. A comment that only opens on a click cannot be printed and is counted instead.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name

_NOT_DRAWN: Final = frozenset({"/Link", "/Popup"})
_WORDS_SHOWN: Final = frozenset({"/FreeText", "/Link", "/Popup", "/Widget"})
_HIDDEN: Final = 0b10
_WORDS_IN: Final = {"/FreeText": "/Contents", "/Stamp": "/Name"}
_CAMEL: Final = re.compile("(?<=[a-z])(?=[A-Z])")
_ROUND: Final = 0.5523  # how far the points that shape a quarter of a circle lie from its ends
_BROKEN: Final = (pikepdf.PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)


def has_marks(pdf: pikepdf.Pdf) -> bool:
    """Whether any page carries something drawn on top of it."""
    return any(
        isinstance(mark, Dictionary) and str(mark.get("/Subtype", "")) not in _NOT_DRAWN
        for page in pdf.pages
        for mark in _marks(page)
    )


def _marks(page: pikepdf.Page) -> Sequence[Any]:
    marks = page.obj.get("/Annots")
    return list(marks) if isinstance(marks, Array) else []


def is_signed(pdf: pikepdf.Pdf) -> bool:
    """Whether the file carries an electronic signature."""
    with suppress(*_BROKEN):
        form = pdf.Root.get("/AcroForm")
        if isinstance(form, Dictionary):
            return any(_signed_field(field, 0) for field in form.get("/Fields", Array()))
    return False


def _signed_field(field: Any, depth: int) -> bool:
    if not isinstance(field, Dictionary) or depth > 8:
        return False
    if field.get("/FT") == Name.Sig and "/V" in field:
        return True
    return any(_signed_field(kid, depth + 1) for kid in field.get("/Kids", Array()))


def draw_missing_words(pdf: pikepdf.Pdf, folder: Path) -> bool:
    """Draw what was written on a page, and stamps, where the file has no picture of them; return whether any was."""
    written = []
    for page in pdf.pages:
        for mark in _marks(page):
            with suppress(*_BROKEN):
                if text := _undrawn_words(mark):
                    written.append((mark, text))
    if not written:
        return False
    from caregiver_app.packet.field_values import draw_words  # setting type costs more than most papers need

    draw_words(pdf, written, folder)
    return True


def _undrawn_words(mark: Any) -> str:
    kind = str(mark.get("/Subtype", "")) if isinstance(mark, Dictionary) else ""
    if kind not in _WORDS_IN or _has_look(mark) or int(mark.get("/F", 0)) & _HIDDEN:
        return ""
    text = str(mark.get(_WORDS_IN[kind], ""))
    return _CAMEL.sub(" ", text[1:]) if kind == "/Stamp" else text.strip()


def draw_missing_appearances(pdf: pikepdf.Pdf) -> int:
    """Draw marks that carry no picture of their own; return how many comments cannot be seen on paper."""
    comments = 0
    for page in pdf.pages:
        for mark in _marks(page):
            with suppress(*_BROKEN):
                comments += _complete(pdf, mark)
    return comments


def to_be_blacked_out(pdf: pikepdf.Pdf) -> int:
    """Count the places somebody marked to be blacked out, where nobody has blacked out anything."""
    marks = (mark for page in pdf.pages for mark in _marks(page))
    return sum(isinstance(mark, Dictionary) and mark.get("/Subtype") == Name.Redact for mark in marks)


def _has_look(mark: Dictionary) -> bool:
    look = mark.get("/AP")
    return isinstance(look, Dictionary) and "/N" in look


def _complete(pdf: pikepdf.Pdf, mark: Any) -> int:
    if not isinstance(mark, Dictionary) or int(mark.get("/F", 0)) & _HIDDEN:
        return 0
    kind = str(mark.get("/Subtype", ""))
    unseen = int(
        kind not in ("/FreeText", "/Link", "/Popup", "/Widget") and bool(str(mark.get("/Contents", "")).strip())
    )
    if _has_look(mark):
        return unseen
    drawing = _DRAWINGS.get(kind)
    if drawing is None:
        return unseen or int(kind == "/FreeText")
    code = drawing(mark)
    if code:
        _give(pdf, mark, code, blend=kind == "/Highlight")
    return unseen


def _give(pdf: pikepdf.Pdf, mark: Dictionary, code: str, *, blend: bool) -> None:
    """Give a mark a picture drawn in the page's own coordinates. It reaches as far as it draws, whatever it claims."""
    mark.Rect = Array([round(side, 2) for side in _reach(mark)])
    state = Dictionary(CA=_opacity(mark), ca=_opacity(mark), BM=Name.Multiply if blend else Name.Normal)
    mark.AP = Dictionary(
        N=pdf.make_stream(
            f"q /State gs {code} Q".encode(),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=mark.Rect,
            Resources=Dictionary(ExtGState=Dictionary(State=state)),
        )
    )


def _reach(mark: Dictionary) -> tuple[float, float, float, float]:
    """Return the rectangle round everything a mark draws, its lines' width included."""
    points = [*_numbers(mark, "/QuadPoints"), *_numbers(mark, "/L"), *_numbers(mark, "/Vertices")]
    for stroke in mark.get("/InkList", Array()):
        points += [float(number) for number in stroke]
    if len(points) < 2:
        points = _numbers(mark, "/Rect")
    room = _width(mark) + 1
    across, down = points[::2], points[1::2]
    return min(across) - room, min(down) - room, max(across) + room, max(down) + room


def _width(mark: Dictionary) -> float:
    border = mark.get("/BS")
    return float(border.get("/W", 1)) if isinstance(border, Dictionary) else 1.0


def _opacity(mark: Dictionary) -> float:
    return min(max(float(mark.get("/CA", 1)), 0.0), 1.0)


def _numbers(mark: Dictionary, key: str) -> list[float]:
    return [float(number) for number in mark.get(key, Array())]


def _colour(mark: Dictionary, key: str, operators: str) -> str:
    """Return the operator that sets a colour: grey, RGB or CMYK by the count of numbers."""
    numbers = _numbers(mark, key)
    operator = dict(zip((1, 3, 4), operators.split(), strict=True)).get(len(numbers), "")
    return " ".join(f"{number:.4f}" for number in numbers) + f" {operator} " if operator else ""


def _pen(mark: Dictionary) -> str:
    return (_colour(mark, "/C", "G RG K") or "0 G ") + f"{_width(mark):.3f} w 1 J 1 j "


def _quads(mark: Dictionary) -> list[tuple[float, float, float, float]]:
    """Return the rectangles text marks lie over."""
    points = _numbers(mark, "/QuadPoints")
    quads = [points[index : index + 8] for index in range(0, len(points) - 7, 8)]
    if not quads:
        left, bottom, right, top = _numbers(mark, "/Rect")
        quads = [[left, bottom, right, top]]
    return [(min(quad[::2]), min(quad[1::2]), max(quad[::2]), max(quad[1::2])) for quad in quads]


def _highlight(mark: Dictionary) -> str:
    fill = _colour(mark, "/C", "g rg k") or "1 1 0 rg "
    return fill + " ".join(f"{x:.2f} {b:.2f} {r - x:.2f} {t - b:.2f} re f" for x, b, r, t in _quads(mark))


def _underline(mark: Dictionary) -> str:
    return _pen(mark) + " ".join(f"{x:.2f} {b + 1:.2f} m {r:.2f} {b + 1:.2f} l S" for x, b, r, _t in _quads(mark))


def _strike(mark: Dictionary) -> str:
    lines = (f"{x:.2f} {(b + t) / 2:.2f} m {r:.2f} {(b + t) / 2:.2f} l S" for x, b, r, t in _quads(mark))
    return _pen(mark) + " ".join(lines)


def _path(points: list[float], *, closed: bool = False) -> str:
    pairs = list(zip(points[::2], points[1::2], strict=False))
    code = " ".join(f"{x:.2f} {y:.2f} {'l' if index else 'm'}" for index, (x, y) in enumerate(pairs))
    return f"{code} {'s' if closed else 'S'} " if len(pairs) > 1 else ""


def _ink(mark: Dictionary) -> str:
    return _pen(mark) + "".join(_path([float(number) for number in stroke]) for stroke in mark.get("/InkList", Array()))


def _line(mark: Dictionary) -> str:
    return _pen(mark) + _path(_numbers(mark, "/L"))


def _polygon(mark: Dictionary) -> str:
    return _pen(mark) + _path(_numbers(mark, "/Vertices"), closed=str(mark.Subtype) == "/Polygon")


def _square(mark: Dictionary) -> str:
    left, bottom, right, top = _numbers(mark, "/Rect")
    fill = _colour(mark, "/IC", "g rg k")
    sides = f"{left + 1:.2f} {bottom + 1:.2f} {right - left - 2:.2f} {top - bottom - 2:.2f} re"
    return _pen(mark) + fill + f"{sides} {'B' if fill else 'S'}"


def _circle(mark: Dictionary) -> str:
    left, bottom, right, top = _numbers(mark, "/Rect")
    x, y, across, down = (left + right) / 2, (bottom + top) / 2, (right - left) / 2 - 1, (top - bottom) / 2 - 1
    k = _ROUND
    ends = ((1, k, k, 1, 0, 1), (-k, 1, -1, k, -1, 0), (-1, -k, -k, -1, 0, -1), (k, -1, 1, -k, 1, 0))
    curves = (
        " ".join(f"{x + h * across:.2f} {y + v * down:.2f}" for h, v in zip(end[::2], end[1::2], strict=True)) + " c"
        for end in ends
    )
    fill = _colour(mark, "/IC", "g rg k")
    return _pen(mark) + fill + f"{x + across:.2f} {y:.2f} m {' '.join(curves)} {'b' if fill else 's'}"


def _frame(mark: Dictionary) -> str:
    boxes = " ".join(f"{x:.2f} {b:.2f} {r - x:.2f} {t - b:.2f} re" for x, b, r, t in _quads(mark))
    return f"1 0 0 RG 1 w {boxes} S"


_DRAWINGS: Final = {
    "/Highlight": _highlight, "/Underline": _underline, "/Squiggly": _underline, "/StrikeOut": _strike, "/Ink": _ink,
    "/Line": _line, "/PolyLine": _polygon, "/Polygon": _polygon, "/Square": _square, "/Circle": _circle,
    "/Redact": _frame,
}  # fmt: skip
