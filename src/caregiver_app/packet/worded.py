"""The words of a letter as pages: for files that have words and no fixed pages, such as a Word letter or an e-mail.

They are set in the packet's own type, and every page says at its head that this is not how the file looks.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from caregiver_app.domain.documents.reading import PageText
from caregiver_app.i18n import _
from caregiver_app.packet import style
from caregiver_app.packet.empty_pdf import empty_pdf
from caregiver_app.packet.flow import Block, Pen, Stack
from caregiver_app.packet.geometry import EDGE, STRIP
from caregiver_app.packet.style import BODY, SMALL, TABLE, TextStyle
from caregiver_app.packet.text import para, slanted

_MOST_PAGES: Final = 1_000
_HEAD: Final = 26.0
# Room in a line that was a tab or several spaces, as between the columns of a table; it does not collapse.
_GAP: Final = re.compile("[ \u00a0]*\t[ \t\u00a0]*|(?<=[^ \n])[ \u00a0]{3,}")
_WIDE_SPACE: Final = "\u00a0\u00a0\u00a0 "
_INDENT: Final = re.compile("^[ \u00a0\t]+", re.MULTILINE)
_MOST_INDENT: Final = 12
_SAMPLE: Final = 20_000


@dataclass
class Worded:
    """The PDF files made of the words of one file; `whole` is False when it has more than can be printed."""

    files: list[Path] = field(default_factory=list)
    whole: bool = True


def worded_pages(texts: Sequence[PageText], folder: Path, name: str, paper: tuple[float, float]) -> Worded:
    """Write the words as PDF pages into `folder`, each page of the texts beginning a page of its own.

    The pages have the size of the room for an attached page on this paper, in points. No file is made when there
    are no words, or when no face has most of their letters.
    """
    made = Worded()
    texts = [text for text in texts if text.text.strip()]
    if not texts or not _can_be_printed("".join(text.text for text in texts)[:_SAMPLE]):
        return made
    style.register_fonts()
    file = folder / f"{name}-words.pdf"
    size = (paper[0] - 2 * EDGE, paper[1] - EDGE - STRIP)
    canvas = empty_pdf(file, size)
    pen = Pen(canvas, lambda _place: 0)
    for count, page in enumerate(_pages(texts, size), 1):
        if count > _MOST_PAGES:
            made.whole = False
            break
        _paint(pen, page, size)
    canvas.save()
    made.files.append(file)
    return made


def _can_be_printed(text: str) -> bool:
    letters = [character for character in style.tidy(text) if character.isalnum()]
    unknown = style.unprintable("".join(set(letters)))
    return 2 * sum(character in unknown for character in letters) <= len(letters)


def _pages(texts: Sequence[PageText], size: tuple[float, float]) -> Iterator[Block]:
    """Set each text on one page, a little smaller if it must be, or flow it over as many as it needs."""
    width, room = _measures(size)
    for text in texts:
        smaller = _set(text.text, TABLE)
        rest: Block | None = _set(text.text, BODY)
        if rest is not None and rest.height(width) > room >= smaller.height(width):
            rest = smaller
        while rest is not None:
            first, rest = rest.split(width, room, force=True)
            assert first is not None  # forced
            yield first


def _set(text: str, look: TextStyle) -> Block:
    """Set each line as it is; an empty one becomes a little room."""
    blocks: list[Block] = []
    before = 0.0
    for line in style.tidy(_GAP.sub(_WIDE_SPACE, _INDENT.sub(_indented, text))).split("\n"):
        if line.strip():
            blocks.append(para(line, style=look, before=before))
            before = 0.0
        else:
            before = look.leading / 2
    return Stack(blocks)


def _indented(found: re.Match[str]) -> str:
    """Return the room before a line as one that does not collapse, and no more of it than a list needs."""
    return "\u00a0" * min(len(found[0].expandtabs(4)), _MOST_INDENT)


def _measures(size: tuple[float, float]) -> tuple[float, float]:
    """Return the width and height of the text on a page."""
    return size[0] - _left() - _right(), size[1] - _top() - _HEAD - (style.FOOT - STRIP)


def _left() -> float:
    return style.BINDING - EDGE


def _right() -> float:
    return style.MARGIN - EDGE


def _top() -> float:
    return style.MARGIN - EDGE


def _paint(pen: Pen, page: Block, size: tuple[float, float]) -> None:
    width = _measures(size)[0]
    top = size[1] - _top()
    head = para(slanted(_("Words of this file, without its layout")), style=SMALL)
    head.paint(pen, _left(), top, width)
    pen.rule(_left(), top - SMALL.leading - 4, width, colour=style.LINE)
    page.paint(pen, _left(), top - _HEAD, width)
    pen.canvas.showPage()
