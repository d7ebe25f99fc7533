"""Every label, button and tooltip is made here, so that what the family typed is never read as markup.

Qt guesses whether a text is HTML; a name such as `<b>` or `<img src=…>` would then be drawn, not shown.
"""

import re
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QPushButton, QSizePolicy, QWidget

from caregiver_app.i18n import language, reads_right_to_left

_LONGEST_TITLE: Final = 80
_TOLD: Final = "caregiver_told"

ROLES: Final = (
    "body", "title", "section", "strong", "field", "hint", "meaning", "quiet", "trouble", "good", "care", "link",
)  # fmt: skip
_NAME_PART: Final = re.compile(r"\w{12}(?=\w)|[-_./\\](?=\S)")
# Chinese may break between any two of its characters by itself.
_LONG_WORD: Final = re.compile(r"[^\s\u200b\u3000-\u9fff\uff00-\uffef]{36,}")
# Characters that turn the reading direction of what follows, and those that steer and show nothing: a mark each.
_TURNING: Final = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_STEERING: Final = tuple(number for number in (*range(0x20), *range(0x7F, 0xA0)) if chr(number) not in "\t\n\r\x85")
_LINE_ENDS: Final = re.compile("[ \t]*[\n\r\x85\u2028\u2029]+[ \t]*")
# A run of letters of Hebrew, Arabic and the like, with what stands between them but letters of ours.
_LEFTWARD: Final = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_RIGHTWARD: Final = "A-Za-z\u00c0-\u058f\u2e80-\ufb17"
_LEFTWARD_RUN: Final = re.compile(rf"[{_LEFTWARD}](?:[^{_RIGHTWARD}]*[{_LEFTWARD}])*")
_RIGHTWARD_LETTER: Final = re.compile(rf"[{_RIGHTWARD}]")
_TO_THE_RIGHT: Final = "\u200e"
_MARKS: Final = dict.fromkeys((*_TURNING, *_STEERING), "\ufffd")


def literal(text: str) -> str:
    """Return a text with characters that turn the direction or steer shown as marks; where lines end stays."""
    marked = text.translate(_MARKS)
    if marked.isascii() or reads_right_to_left(language()):
        return marked
    return "\n".join(map(_held_together, marked.split("\n")))


def _held_together(line: str) -> str:
    """Keep a name that runs leftward from turning what follows it in a line that runs rightward, such as a number."""
    leftward = _LEFTWARD_RUN.search(line)
    if leftward is None or not _RIGHTWARD_LETTER.search(line, 0, leftward.start()):
        return line
    return _LEFTWARD_RUN.sub(lambda run: f"{run[0]}{_TO_THE_RIGHT}", line)


def one_line(text: str) -> str:
    """Return a text as `literal` does, on one line: for buttons, menus, rows and cells."""
    return _LINE_ENDS.sub(" ", literal(text))


class Label(QLabel):
    """Show plain text; wraps unless told otherwise. A `narrow` one may break names of files and the like."""

    def __init__(self, text: str = "", role: str = "body", *, wrap: bool = True, narrow: bool = False) -> None:
        super().__init__()
        self._narrow = narrow
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setProperty("role", role)
        self._words = ""
        self._is_named = False
        self.setText(text)

    def text(self) -> str:
        """Return the text as it was given, without the places where a long word may break."""
        return self._words

    def setText(self, text: str) -> None:
        """Show a text as it is."""
        self._words = literal(text)
        shown = _breakable(self._words, self._narrow) if self.wordWrap() else self._words
        super().setText(shown)
        # A screen reader would stumble over the places where a long word may break.
        if shown != self._words or self._is_named:
            self._is_named = shown != self._words
            self.setAccessibleName(literal(self._words) if self._is_named else "")

    def set_role(self, role: str) -> None:
        """Take another look, such as "quiet" or "trouble"."""
        set_role(self, role)


def _breakable(text: str, narrow: bool) -> str:
    """Let a word too long for any line break, so that it never pushes the rest out of the window."""
    if narrow:
        return _NAME_PART.sub(lambda part: f"{part[0]}\u200b", text)
    return _LONG_WORD.sub(lambda word: "\u200b".join(re.findall(r".{1,20}", word[0])), text)


def label(text: str = "", role: str = "body", *, wrap: bool = True, narrow: bool = False) -> Label:
    """Return a plain-text label in one of `ROLES`."""
    return Label(text, role, wrap=wrap, narrow=narrow)


def title(text: str) -> Label:
    """Return a page's title."""
    return Label(text, "title")


def heading(text: str) -> Label:
    """Return the heading of a section or card."""
    return Label(text, "section")


def hint(text: str) -> Label:
    """Return a quiet line that helps."""
    return Label(text, "hint")


def button(text: str, pressed: Callable[[], object] | None = None, role: str = "") -> QPushButton:
    """Return a button. Roles: "main" (the one filled button of a page), "large", "link" or none."""
    made = QPushButton(button_words(text))
    made.setAccessibleName(one_line(text))
    made.setAutoDefault(True)
    if role:
        made.setProperty("role", role)
    if role == "link":
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    if pressed is not None:
        made.clicked.connect(lambda: pressed())
    return made


def rename(made: QPushButton, words: str) -> None:
    """Give a button other words, to see and to hear."""
    made.setText(button_words(words))
    made.setAccessibleName(one_line(words))


def show_ticked(made: QAbstractButton, is_ticked: bool) -> None:
    """Show whether a box or button is ticked, without telling that somebody ticked it.

    Then `toggled` tells of people alone, also of those who tick through a screen reader, which is no click.
    """
    blocked = made.blockSignals(True)
    made.setChecked(is_ticked)
    made.blockSignals(blocked)


def title_words(text: str) -> str:
    """Return a text for a window's title: on one line, and not longer than a title can show."""
    line = " ".join(literal(text).split())
    return line if len(line) <= _LONGEST_TITLE else f"{line[:_LONGEST_TITLE]}…"


def button_words(text: str) -> str:
    """Return a text for a button or menu, where "&" would otherwise underline a letter."""
    return one_line(text).replace("&", "&&")


def rule() -> QFrame:
    """Return one hairline."""
    made = QFrame()
    made.setProperty("role", "rule")
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return made


def card() -> QFrame:
    """Return an empty card: a surface with one hairline round it."""
    made = QFrame()
    made.setProperty("role", "card")
    return made


def set_tooltip(widget: QWidget, text: str) -> None:
    """Give a widget a tooltip that shows the text literally, and that is told a screen reader without markup."""
    widget.setToolTip(tooltip(text))
    if widget.accessibleDescription() in ("", widget.property(_TOLD)):
        # Where nothing is told, Qt tells the tooltip with its markup; what the name says already is not told twice.
        widget.setAccessibleDescription(one_line(" " if one_line(text) == widget.accessibleName() else text))
        widget.setProperty(_TOLD, widget.accessibleDescription())


def tooltip(text: str) -> str:
    """Return a text as a tooltip that shows it literally; for models' ToolTipRole."""
    if not text:
        return ""
    return f'<span style="white-space: pre-wrap">{_escaped(literal(text))}</span>'


def _escaped(text: str) -> str:
    """Return a text as markup that shows it; html.escape does the same and takes long to load."""
    for letter, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#x27;")):
        text = text.replace(letter, name)
    return text


def set_role(widget: QWidget, role: str) -> None:
    """Change a widget's look at once."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        restyle(widget)


def restyle(widget: QWidget) -> None:
    """Let the style sheet look at a widget's properties again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
