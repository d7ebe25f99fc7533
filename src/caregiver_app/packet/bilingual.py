"""English with Chinese: the second language set beside what the packet says itself and beside words of the field.

What the family typed stays as it was typed. Only a text that is one of `ours`, or that is exactly a word of the
vocabulary its field offers, has its Chinese behind it; in the head of a table it stands on a line of its own beneath.
A packet in one language alone has beside such a word, where it was typed in the other, what it is called in its own.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any, Final

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.packet.chinese import day_in_chinese, in_chinese, term_in_chinese, term_in_english
from caregiver_app.packet import style
from caregiver_app.packet.flow import Block, Columns
from caregiver_app.packet.options import PacketOptions
from caregiver_app.packet.ours import Ours, Together, Told
from caregiver_app.packet.style import TABLE_HEAD, TABLE_HEAD_RIGHT, TextStyle
from caregiver_app.packet.table import PLAIN, Table
from caregiver_app.packet.text import Span, Text

# A column of labels is this much wider when each has its Chinese behind it.
_WIDER: Final = 34.0
# Chinese of so few characters stays on one line.
_NOT_PARTED: Final = 8


def is_bilingual(options: PacketOptions) -> bool:
    """Whether Chinese stands beside the English."""
    return options.language == "en-zh"


def chinese_of(text: str) -> str:
    """Return what a text says in Chinese; nothing where it does not know."""
    if isinstance(text, Ours):
        template = in_chinese(text.template)
        return template.format(**{key: _value(value) for key, value in text.values.items()})
    if isinstance(text, Told):
        return term_in_chinese(text.vocabulary, text.word)
    if isinstance(text, Together):
        said = [chinese_of(part) for part in text.parts]
        return "".join(chinese or part for chinese, part in zip(said, text.parts, strict=True)) if any(said) else ""
    return ""


def _value(value: Any) -> str:
    if isinstance(value, PartialDate):
        return day_in_chinese(value)
    return (chinese_of(value) or str(value)) if isinstance(value, str) else str(value)


def named_in(text: str, language: str) -> str:
    """Return what a word of the field, as the family typed it, is called in the language of the packet."""
    if not isinstance(text, Told):
        return ""
    name_in = term_in_chinese if language == "zh" else term_in_english
    return name_in(text.vocabulary, text.word)


def both(text: str) -> str:
    """Write one line in both languages: "Case summary 病情摘要"."""
    chinese = chinese_of(text)
    return f"{text} {chinese}" if chinese else str(text)


def name_words(block: Block, language: str) -> None:
    """Set beside each word of the field what it is called in the language of the packet, where that is another word."""
    if isinstance(block, Text):
        say = partial(named_in, language=language)
        if any(_says_more(span.text, say) for span in block.spans):
            block.spans = tuple(shown for span in block.spans for shown in _said(span, " ", say))
    for inner in block.within():
        name_words(inner, language)


def _says_more(text: str, say: Callable[[str], str]) -> bool:
    return any(_says_more(part, say) for part in text.parts) if isinstance(text, Together) else bool(say(text))


def set_in_both(block: Block, *, at_right: bool = False) -> None:
    """Set the Chinese into a block that has not been measured yet; a second time changes nothing.

    Labels at the left of the page keep one width, those `at_right` of other columns take what they need.
    """
    if isinstance(block, Table) and _is_labelled(block):
        _set_labels(block, at_right)
    if isinstance(block, Text):
        block.spans = tuple(_beside(block.spans, block.style))
    for number, inner in enumerate(block.within()):
        set_in_both(inner, at_right=at_right or (isinstance(block, Columns) and number > 0))


def _is_labelled(table: Table) -> bool:
    """Whether it is a table of labels and values, with labels that were not set in Chinese before."""
    if table.look is not PLAIN or len(table.widths) != 2 or not table.widths[0]:
        return False
    labels = [row.cells[0] for row in table.rows]
    return all(isinstance(label, Text) and all(isinstance(one.text, Ours) for one in label.spans) for label in labels)


def _set_labels(table: Table, at_right: bool) -> None:
    """Set the Chinese behind each label, beneath it where the column would grow too wide for both."""
    labels = [row.cells[0] for row in table.rows]
    wide = [_width_in_both(label) for label in labels]
    least, most = table.widths[0], table.widths[0] + _WIDER
    column = max(least, min(most, max(wide, default=0.0) + 1)) if at_right else most
    table.widths = (column, *table.widths[1:])
    for label, width in zip(labels, wide, strict=True):
        assert isinstance(label, Text)  # asked before
        label.spans = tuple(_said(label.spans[0], "\n" if width > column else " "))


def _width_in_both(label: Block) -> float:
    assert isinstance(label, Text)
    return style.text_width(both(label.spans[0].text), label.style.font, label.style.size)


def _beside(spans: tuple[Span, ...], look: TextStyle) -> Iterator[Span]:
    for index, span in enumerate(spans):
        is_head = look in (TABLE_HEAD, TABLE_HEAD_RIGHT)
        is_last_sentence = index == len(spans) - 1 and span.text.rstrip().endswith(".") and not span.link
        yield from _said(span, "\n" if is_head or is_last_sentence else " ")


def _said(span: Span, between: str, say: Callable[[str], str] = chinese_of) -> Iterator[Span]:
    """Yield a span and what it says in the other language, each part of it for itself."""
    text = span.text
    if isinstance(text, Together):
        for part in text.parts:
            yield from _said(replace(span, text=part), " ", say)
        return
    beside = say(text)
    yield replace(span, text=str(text)) if isinstance(text, Ours | Told) else span
    if beside:
        colour = style.QUIET if isinstance(text, Told) else span.colour
        whole = len(beside) <= _NOT_PARTED
        yield replace(span, text=f"{between}{beside}", font=style.TEXT, colour=colour, whole=whole)
