"""Choosing words in a preview by mouse and by keys, and copying them as plain text."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPoint, QPointF, Signal
from PySide6.QtGui import QGuiApplication

from caregiver_app.i18n import _
from caregiver_app.ui.documents.preview_choice import Choice, Spot, moved, whole_page
from caregiver_app.ui.documents.preview_words import PageWords, Part, copied
from caregiver_app.ui.notices import announce
from caregiver_app.ui.text import literal

if TYPE_CHECKING:
    from caregiver_app.ui.documents.preview_view import PagesView

_DRAGGED: Final = 4


class Choosing(QObject):
    """Hold which words of a view are chosen."""

    changed = Signal()

    def __init__(self, view: "PagesView") -> None:
        super().__init__(view)
        self._view = view
        self._pressed_at: QPoint | None = None
        self._began: Spot | None = None
        self.choice: Choice | None = None

    @property
    def pages(self) -> range:
        """The pages the choice lies on."""
        return self.choice.pages if self.choice is not None else range(0)

    @property
    def is_dragging(self) -> bool:
        """Whether the mouse is held down."""
        return self._pressed_at is not None

    def span(self, page: int, words: PageWords) -> range:
        """Return which words of a page are chosen."""
        return self.choice.span(page, words) if self.choice is not None else range(0)

    def clear(self) -> None:
        """Let go of what is chosen."""
        self._take(None)

    def press(self, point: QPoint, *, extend: bool = False) -> None:
        """Begin at the word under the mouse, or take the choice on to it."""
        self._pressed_at = point
        if extend and self.choice is not None:
            self._began = self.choice.began
            self.drag(point)
            return
        self._began = self._spot(point)
        self.clear()

    def drag(self, point: QPoint) -> None:
        """Choose as far as the word under the mouse, or the nearest."""
        if self._pressed_at is None or (point - self._pressed_at).manhattanLength() < _DRAGGED:
            return
        if self._began is None:
            self._began = self._spot(point)
        now = self._spot(point, far=True)
        if self._began is not None and now is not None:
            self._take(Choice(self._began, now))

    def release(self) -> None:
        """End a drag."""
        self._pressed_at = self._began = None

    def choose_word(self, point: QPoint) -> None:
        """Choose the word under the mouse."""
        spot = self._spot(point)
        self._take(Choice(spot, spot) if spot is not None else None)

    def choose_page(self) -> None:
        """Choose every word of the page that is looked at."""
        page = self._view.page
        words = self._view.loader.words(page)
        self._take(whole_page(page, words) if words is not None else None)
        announce(self._view, _("Chosen: all words of this page") if self.choice else _("There is nothing to choose"))

    def move(self, step: str) -> None:
        """Move the end of the choice by a word or a line, or to an end of its line; begin one where there is none."""
        page = self.choice.now[0] if self.choice is not None else self._view.page
        words = self._view.loader.words(page)
        if words is None or not words.words:
            return
        if self.choice is None:
            first = self._first_in_sight(page, words)
            self._take(Choice((page, first), (page, first)))
        else:
            self._take(moved(self.choice, words, step))
        if self.choice is not None:
            word = words.words[self.choice.now[1]]
            self._view.reveal(page, Part(word))
            announce(self._view, literal(word.text))

    def copy(self) -> bool:
        """Put the chosen words on the clipboard as plain text; answer whether there were any, and all had come."""
        pages = [(page, self._view.loader.words(page)) for page in self.pages]
        if self.choice is None or any(words is None for _page, words in pages):
            return False
        text = copied([self.choice.text(page, words) for page, words in pages if words is not None])
        QGuiApplication.clipboard().setText(text)
        announce(self._view, _("Copied"))
        return True

    def _take(self, choice: Choice | None) -> None:
        if choice != self.choice:
            self.choice = choice
            self.changed.emit()

    def _spot(self, point: QPoint, *, far: bool = False) -> Spot | None:
        """Return the word at a place of the window, or right beside it; with `far` the nearest there is."""
        found = self._view.place_at(QPointF(point))
        words = self._view.loader.words(found[0]) if found is not None else None
        if found is None or words is None:
            return None
        page, x, y = found
        word = words.nearest(x, y)[0] if far else words.at(x, y)
        return (page, word) if word is not None else None

    def _first_in_sight(self, page: int, words: PageWords) -> int:
        place, top = self._view.column.place(page), self._view.seen().top()
        tops = (place.top() + word.y * place.height() for word in words.words)
        return next((index for index, y in enumerate(tops) if y >= top), 0)
