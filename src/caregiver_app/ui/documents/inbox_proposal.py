"""A field with what the paper suggests for it: a proposal, with the words it came from, until somebody types."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from caregiver_app.domain.documents.suggesting.suggestion import Suggestion
from caregiver_app.i18n import _, labelled
from caregiver_app.ui.fields import Control, FieldUnclear
from caregiver_app.ui.flowing import FlowingRow
from caregiver_app.ui.marks import Mark
from caregiver_app.ui.text import button, button_words, label, literal, one_line, set_tooltip
from caregiver_app.ui.theme import SPACE_1, SPACE_2, scaled

# Three suggestions, each with a second reading.
_MOST_OFFERS: Final = 6
_LONGEST_WORDS: Final = 90
_LEAST_WIDE: Final = 64


@dataclass(frozen=True)
class _Offer:
    """One value somebody can take, as it is said, and the suggestion it is from."""

    value: Any
    words: str
    source: Suggestion


class OfferButton(QPushButton):
    """A button for words of any length: where there is no room it shows their beginning. Its name has all of them."""

    def __init__(self, pressed: Callable[[], object]) -> None:
        super().__init__()
        self.setAutoDefault(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._words = ""
        self.clicked.connect(lambda: pressed())

    def show_words(self, words: str) -> None:
        """Show other words."""
        self._words = one_line(words)
        self.setAccessibleName(one_line(self._words))
        self.updateGeometry()
        self._fit()

    def sizeHint(self) -> QSize:
        """Ask for the room of all words."""
        hint = super().sizeHint()
        return QSize(hint.width() - self._wide(self.text()) + self._wide(button_words(self._words)), hint.height())

    def minimumSizeHint(self) -> QSize:
        """Never push what is around it wider."""
        return QSize(scaled(_LEAST_WIDE), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        beside = super().sizeHint().width() - self._wide(self.text())
        room = self.width() - beside
        shown = self._words
        if self.width() < self.sizeHint().width():
            shown = self.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, room)
        self.setText(button_words(shown))

    def _wide(self, words: str) -> int:
        return self.fontMetrics().size(int(Qt.TextFlag.TextShowMnemonic), words).width()


class ProposalControl(Control):
    """Hold a control and propose values in it. `read` makes a value of a suggestion's text, `said` writes it.

    What is proposed stands in the field in slanted letters, with its words from the paper beneath, until somebody
    types or chooses. A suggestion with two readings is never proposed: both are offered alike.
    """

    def __init__(self, control: Control, said: Callable[[Any], str] = str, read: Callable[[str], Any] = str) -> None:
        super().__init__()
        self._control, self._said, self._read = control, said, read
        self._offers: tuple[_Offer, ...] = ()
        self._source: Suggestion | None = None
        self._is_filling, self._is_open = False, False
        self.is_proposal = False
        self.is_touched = False
        self._mark, self._caption = Mark("info"), label("", "hint", narrow=True)
        self._also = label("", "hint", wrap=False)
        self.offer_buttons = tuple(OfferButton(partial(self._take, place)) for place in range(_MOST_OFFERS))
        self.open_button = button(_("Leave it open"), self._leave_open, "link")
        self._name, self._description = "", ""
        self._lay_out()
        control.changed.connect(self._on_changed)
        control.left.connect(self.left)
        self.setFocusProxy(control)
        self.propose(None, given=False, suggestions=())

    def propose(self, own: Any, *, given: bool, suggestions: Sequence[Suggestion]) -> None:
        """Show what somebody said before, or else what is suggested."""
        self._offers = tuple(self._offered(suggestions))
        first = suggestions[0] if suggestions else None
        self.is_touched, self._is_open = False, False
        self.is_proposal = first is not None and not given and not first.other
        self._source = first if self.is_proposal else None
        self._fill(self._offers[0].value if self.is_proposal else own if given else None)
        self._asks = first is not None and not given and bool(first.other)
        self._tell()

    def value(self) -> Any:
        """Return the value. Raises FieldUnclear, also where one of two readings must be chosen first."""
        if self.asks:
            raise FieldUnclear(_("Choose one of the two days, type the date, or leave it open."))
        return self._control.value()

    @property
    def asks(self) -> bool:
        """Whether a choice between two readings is still open."""
        return self._asks and not self._is_open and not self._control.typed().strip()

    def set_value(self, value: Any) -> None:
        """Show a value as one that somebody chose."""
        self._control.set_value(value)

    def typed(self) -> str:
        """Return the text as it stands."""
        return self._control.typed()

    def set_typed(self, text: str) -> None:
        """Put a text back; the one that is proposed stays a proposal."""
        if text != self.typed():
            self._control.set_typed(text)

    def inner(self) -> QWidget:
        """Return the widget that takes the keys."""
        return self._control.inner()

    def name_it(self, name: str, description: str = "") -> None:
        """Name the field, with where its proposal is from."""
        self._name, self._description = name, description
        said = " ".join(part for part in (self._caption.text(), description) if part)
        self._control.name_it(name, said)
        for offer, made in zip(self._offers, self.offer_buttons, strict=False):
            made.setAccessibleName(one_line(labelled(name, offer.words)))
        self.open_button.setAccessibleName(one_line(labelled(name, _("Leave it open"))))

    def mark_trouble(self, trouble: bool) -> None:
        """Show at the field whether it has something to put right."""
        self._control.mark_trouble(trouble)

    def changeEvent(self, event: QEvent) -> None:
        """Keep what is proposed slanted in another look or size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            QTimer.singleShot(0, self, self._slant)

    @property
    def caption(self) -> str:
        """What is said beneath the field about where its proposal is from."""
        return self._caption.text() if not self._caption.isHidden() else ""

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        column.addWidget(self._control)
        self._caption_row = QWidget()
        row = QHBoxLayout(self._caption_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_2)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._caption, 1)
        column.addWidget(self._caption_row)
        self._offer_row = QWidget()
        flow = FlowingRow(self._offer_row, SPACE_2)
        for made in (self._also, *self.offer_buttons, self.open_button):
            flow.addWidget(made)
        column.addWidget(self._offer_row)

    def _offered(self, suggestions: Sequence[Suggestion]) -> "list[_Offer]":
        offers: dict[str, _Offer] = {}
        for one in suggestions:
            for text in (one.value, *one.other):
                value = self._read(text)
                words = self._said(value)
                offers.setdefault(words, _Offer(value, words, one))
        return list(offers.values())[:_MOST_OFFERS]

    def _fill(self, value: Any) -> None:
        self._is_filling = True
        if value is None:
            self._control.set_typed("")
        else:
            self._control.set_value(value)
        inner = self.inner()
        if isinstance(inner, QLineEdit):
            inner.setCursorPosition(0)  # a long text is read from its beginning
        self._is_filling = False

    def _take(self, place: int) -> None:
        """Take an offer because somebody pressed it."""
        offer = self._offers[place]
        self._fill(offer.value)
        self._choose(offer.source)
        self._control.setFocus()

    def _leave_open(self) -> None:
        self._is_open = True
        self._choose(None)
        self._control.setFocus()

    def _on_changed(self) -> None:
        if not self._is_filling:
            self._choose(None)

    def _choose(self, source: Suggestion | None) -> None:
        self.is_proposal, self.is_touched, self._source = False, True, source
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        """Say where the value is from, and offer what else the paper says."""
        self._slant()
        words = self._words()
        self._caption.setText(words)
        self._caption_row.setVisible(bool(words))
        shown = self._control.typed().strip()
        left = 0
        for offer, made in zip(self._offers, self.offer_buttons, strict=False):
            is_other = offer.words != shown
            left += is_other
            made.show_words(offer.words)
            made.setVisible(is_other)
            set_tooltip(made, f"{offer.words}\n{source_words(offer.source)}")
            made.setAccessibleDescription(literal(source_words(offer.source)))
        for made in self.offer_buttons[len(self._offers) :]:
            made.hide()
        self._also.setText("" if self.asks else _("Or:") if shown else _("On it:"))
        self._also.setVisible(bool(left) and not self.asks)
        self.open_button.setVisible(self.asks)
        self._offer_row.setVisible(bool(left))
        self.name_it(self._name, self._description)

    def _slant(self) -> None:
        face = QFont()
        face.setItalic(self.is_proposal)
        self.inner().setFont(face)

    def _words(self) -> str:
        if self.asks:
            first = self._offers[0].source
            return _("The paper says “{words}”, page {page}. It can be read two ways, so nothing is filled in.").format(
                words=_short(first.words), page=first.page
            )
        if self._source is None:
            return ""
        if self.is_proposal:
            return _("Suggested, {source}").format(source=source_words(self._source))
        return _("Taken {source}").format(source=source_words(self._source))


def source_words(one: Suggestion) -> str:
    """Say which words a suggestion came from, and their page."""
    if not one.page:
        return _("from the file’s name, “{words}”").format(words=_short(one.words))
    return _("from “{words}”, page {page}").format(words=_short(one.words), page=one.page)


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST_WORDS else f"{words[:_LONGEST_WORDS].rstrip()}…"
