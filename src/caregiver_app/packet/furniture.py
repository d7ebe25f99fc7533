"""The recurring pieces of generated pages: titles, headings, pairs of label and value, missing facts."""

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from caregiver_app.i18n import _
from caregiver_app.packet import style
from caregiver_app.packet.flow import Block
from caregiver_app.packet.ours import ours, own
from caregiver_app.packet.style import BODY, BODY_QUIET, HEADING, PAGE_TITLE, SMALL, TABLE, TextStyle
from caregiver_app.packet.table import PLAIN, Row, Table
from caregiver_app.packet.text import Span, para, slanted

LABEL_WIDTH: Final = 92.0

Parts = Sequence[str | Span]


def page_title(title: str, *, aside: str = "", place: str = "") -> Block:
    """Set the title of a section, with a quiet word at the right edge."""
    right = TextStyle(style.TEXT, 10.5, 22, style.QUIET, "right")
    if not aside:
        return para(own(title), style=PAGE_TITLE, keep=True, place=place)
    cells = (para(own(title), style=PAGE_TITLE), para(aside, style=right))
    return Table((0, 130), [Row(cells, place=place)], look=PLAIN, keep=True)


def under_title(*parts: str | Span) -> Block:
    """Set the quiet line beneath a title."""
    words = (own(part) if isinstance(part, str) else part for part in parts)
    return para(*words, style=SMALL, before=1, keep=True)


def heading(text: str, *, before: float = 16, place: str = "") -> Block:
    """Set the heading of a group."""
    return para(own(text), style=HEADING, before=before, keep=True, place=place)


def missing() -> Span:
    """Say that a fact was not recorded, where it would have stood."""
    return slanted(ours(_("not recorded")))


def facts(
    pairs: Iterable[tuple[str, Parts]],
    *,
    before: float = 3,
    label_width: float = LABEL_WIDTH,
    text: TextStyle = BODY,
    whole: bool = False,
) -> Block:
    """Set labels and values in two columns; an empty value is named as missing."""
    quiet = BODY_QUIET if text is BODY else TextStyle(text.font, text.size, text.leading, style.QUIET)
    rows = [Row((para(own(label), style=quiet), para(*(value or (missing(),)), style=text))) for label, value in pairs]
    return Table((label_width, 0), rows, look=PLAIN, before=before, whole=whole)


def head(*words: str, figures: Collection[int] = ()) -> tuple[Block, ...]:
    """Set the head of a table; the words over columns of figures stand at the right, as the figures do."""
    return tuple(
        para(own(word), style=style.TABLE_HEAD_RIGHT if index in figures else style.TABLE_HEAD)
        for index, word in enumerate(words)
    )


def titled_head(title: str, *words: str) -> tuple[Block, ...]:
    """Set the head of a table that is its heading as well: the title runs over the first columns."""
    return (para(own(title), style=HEADING), *head(*words))


def cell(*parts: str | Span) -> Block:
    """Set one cell of a table."""
    return para(*parts, style=TABLE)


def figure(*parts: str | Span) -> Block:
    """Set one cell of a column of figures, which stand under one another at the right."""
    return para(*parts, style=style.TABLE_RIGHT)


def joined(items: Iterable[Parts], separator: str = " · ") -> list[str | Span]:
    """Join several runs of text with a separator."""
    found: list[str | Span] = []
    for item in items:
        if found:
            found.append(separator)
        found.extend(item)
    return found
