"""A calm card beside an entry of the picture: what is recorded, how it is known, and the paper that proves it.

It is only looked at: the pointer goes through it, and the keyboard stays where it was.
"""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_app.domain.documents.document import label as document_label
from caregiver_app.domain.timeline import wording
from caregiver_app.domain.timeline.kinds import kind_of
from caregiver_app.i18n import _, as_sentence, in_sentences
from caregiver_app.ui import theme
from caregiver_app.ui.text import Label, label, literal
from caregiver_app.ui.theme import SPACE_1, SPACE_2, SPACE_3

if TYPE_CHECKING:
    from caregiver_app.domain.documents.document import Document
    from caregiver_app.domain.timeline.picture.history import Fact
    from caregiver_app.domain.timeline.records import Entry

_WIDE: Final = 360
_LEAST: Final = 200
_GAP: Final = 10
_LONGEST: Final = 320

Lines = tuple[tuple[str, str], ...]
"""What a card says, line by line: the role of a label and its words."""


def card_lines(fact: "Fact", document: "Document | None") -> Lines:
    """Return what a card says of an entry, `document` being the paper that proves it."""
    entry = fact.entry
    kind = _(kind_of(entry).word)
    if fact.number:
        kind = _("{kind}, line {number}").format(kind=kind, number=fact.number)
    if fact.part:
        kind = _("{kind}, {part}").format(kind=kind, part=fact.part)
    known = _("{when} · {how_known}").format(when=wording.dates(entry), how_known=_(wording.HOW_KNOWN[entry.how_known]))
    return tuple(
        (role, _shortened(words))
        for role, words in (
            ("quiet", kind),
            ("strong", wording.headline(entry)),
            ("body", known),
            ("body", fact.day_counted),
            ("quiet", " · ".join(filter(None, (entry.place, entry.source)))),
            ("body", proof_words(entry, document)),
            ("hint", _("Double-click or press Enter to open it.")),
        )
        if words
    )


def proof_words(entry: "Entry", document: "Document | None") -> str:
    """Name the paper and page that prove an entry: "D-012 p. 3 · Discharge letter"; nothing where none does."""
    if document is None:
        return ""
    number = document_label(document.number)
    at = _("{number} p. {page}").format(number=number, page=entry.proof_page) if entry.proof_page else number
    return _("Proof: {paper}").format(paper=" · ".join(filter(None, (at, document.title))))


class HoverCard(QWidget):
    """Show what a card says over the window, near an entry and never on it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("What is recorded"))
        self._lines: Lines = ()
        self._labels: list[Label] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_2)
        self._column.setSpacing(SPACE_1)
        self.hide()

    @property
    def words(self) -> str:
        """What it says, for a screen reader."""
        return in_sentences(as_sentence(words) for _role, words in self._lines)

    def show_beside(self, lines: Lines, place: QRect) -> None:
        """Say these lines beside a place, given in the window's coordinates."""
        self._say(lines)
        room = self.window().rect().adjusted(SPACE_2, SPACE_2, -SPACE_2, -SPACE_2)
        wide = min(theme.scaled(_WIDE), max(room.width(), _LEAST))
        self.resize(wide, self._column.totalHeightForWidth(wide))
        self.move(_free_place(self.size(), place, room))
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and one line round it, in the colours in force."""
        tokens = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.line), tokens.border))
        painter.setBrush(QColor(tokens.surface))
        inset = tokens.border / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), theme.RADIUS, theme.RADIUS)
        painter.end()

    def _say(self, lines: Lines) -> None:
        self._lines = lines
        for _line in range(len(self._labels), len(lines)):
            self._labels.append(label(""))
            self._column.addWidget(self._labels[-1])
        for at, one in enumerate(self._labels):
            one.setVisible(at < len(lines))
            if at < len(lines):
                one.set_role(lines[at][0])
                one.setText(lines[at][1])
        self.setAccessibleDescription(literal(self.words))


def _free_place(size: QSize, place: QRect, room: QRect) -> QPoint:
    """Return where a card stands: beneath a place, else over it, else beside it; where nothing is free, beneath."""
    left = min(max(place.left(), room.left()), room.right() + 1 - size.width())
    top = min(max(place.top(), room.top()), room.bottom() + 1 - size.height())
    ways = (
        QPoint(left, place.bottom() + 1 + _GAP),
        QPoint(left, place.top() - _GAP - size.height()),
        QPoint(place.right() + 1 + _GAP, top),
        QPoint(place.left() - _GAP - size.width(), top),
    )
    return next((way for way in ways if room.contains(QRect(way, size))), QPoint(left, top))


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
