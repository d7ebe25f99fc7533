"""Finding words in the document that is looked at: through every page, from the one in sight on."""

from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from caregiver_app.domain.documents.reading import WAITING
from caregiver_app.i18n import _, ngettext, with_stops
from caregiver_app.ui.documents.preview_view import PagesView
from caregiver_app.ui.documents.preview_words import Part, times_in
from caregiver_app.ui.flowing import FlowingRow
from caregiver_app.ui.notices import announce
from caregiver_app.ui.text import button, label, one_line
from caregiver_app.ui.theme import SPACE_2, scaled

_AT_ONCE: Final = 3


class Finder(QObject):
    """Look for a text on the pages of a view, fetch the words of those it has not seen, and go from place to place."""

    changed = Signal()

    def __init__(self, view: PagesView) -> None:
        super().__init__(view)
        self._view, self._loader = view, view.loader
        self._texts: dict[int, str] = {}
        self._unread: set[int] = set()
        self._times: dict[int, int] = {}
        self._marked: dict[int, Sequence[tuple[Part, ...]]] = {}
        self._from = 0
        self._step = 0
        self._is_to_show = False
        self.wanted: tuple[str, ...] = ()
        self.at: tuple[int, int] | None = None
        view.found = self._found_on
        view.wanted_words = self._wanted_pages
        view.turned.connect(self._forget_places)
        self._loader.words_came.connect(self._on_words_came)

    @property
    def is_looking(self) -> bool:
        """Whether pages are left whose words have not come."""
        return bool(self.wanted) and len(self._texts) < len(self._view.column)

    @property
    def unread(self) -> int:
        """How many pages nobody has read yet, so that nothing can be found on them."""
        return len(self._unread)

    @property
    def total(self) -> int:
        """How often the text was found so far."""
        return sum(self._times.values())

    @property
    def number(self) -> int:
        """Which of them is shown, counted from 1; 0 for none."""
        if self.at is None:
            return 0
        return sum(times for page, times in self._times.items() if page < self.at[0]) + self.at[1] + 1

    def look_for(self, *texts: str, page: int | None = None) -> None:
        """Look for other texts, beginning with a page: else the one that was in sight when the search began."""
        if page is not None or not self.wanted:
            self._from = self._view.page if page is None else page
        self.wanted = tuple(text for text in texts if text.strip())
        self._marked.clear()
        self._times = {page: n for page, held in self._texts.items() if (n := times_in(held, *self.wanted))}
        self.at, self._step = None, 1 if self.wanted else 0
        self._seek()

    def step(self, by: int) -> None:
        """Go to the next place (1) or the one before (-1), round the end of the document."""
        if self.wanted:
            if self.at is None:
                self._from = self._view.page
            self._step = by
            self._seek()

    def forget(self) -> None:
        """Forget every page, as another document is shown."""
        self.at, self._from = None, 0
        self.look_again()

    def look_again(self) -> None:
        """Forget what was on the pages, as more of them was read; the place that is shown stays."""
        self._texts.clear()
        self._unread.clear()
        self._times.clear()
        self._marked.clear()
        if self.at is None:
            self._step = 1 if self.wanted else 0
        self.changed.emit()

    def _seek(self) -> None:
        """Take the step that is due, as far as the words of the pages on the way have come."""
        if self._step:
            for turn, page in enumerate(self._way()):
                if page not in self._texts:
                    break
                place = self._next_on(page, begins=turn == 0)
                if place is not None:
                    self._show(page, place)
                    break
            else:
                self._step = 0
        self._view.viewport().update()
        self._view.want()
        self.changed.emit()

    def _way(self) -> Iterator[int]:
        """Yield the pages in the order of the step, from the one where it begins round to the same one."""
        count = len(self._view.column)
        begin = self.at[0] if self.at is not None else self._from
        return ((begin + self._step * away) % count for away in range(count + 1)) if count else iter(())

    def _next_on(self, page: int, *, begins: bool) -> int | None:
        """Return which place on a page is next, None for none."""
        times = self._times.get(page, 0)
        last = self.at[1] if begins and self.at is not None else None
        first = 0 if self._step > 0 else times - 1
        place = first if last is None else last + self._step
        return place if 0 <= place < times else None

    def _show(self, page: int, place: int) -> None:
        self.at, self._step = (page, place), 0
        self._is_to_show = True
        self._reveal()

    def _reveal(self) -> None:
        """Bring what was found into sight; it has to wait for the words of its page."""
        if not self._is_to_show or self.at is None:
            return
        page, place = self.at
        if self._loader.words(page) is None:
            self._view.go_to_page(page)
            return
        self._is_to_show = False
        marks = self._found_on(page)[0]
        if place < len(marks):
            self._view.reveal(page, marks[place][0])
        else:
            self._view.go_to_page(page)

    def _found_on(self, page: int) -> tuple[Sequence[tuple[Part, ...]], int]:
        """Return what is to be marked on a page, and which of it is shown."""
        words = self._loader.words(page)
        if not self._times.get(page) or words is None:
            return (), -1
        if page not in self._marked:
            self._marked[page] = words.found(*self.wanted)
        return self._marked[page], self.at[1] if self.at is not None and self.at[0] == page else -1

    def _wanted_pages(self) -> Sequence[int]:
        """Return the pages whose words are wanted next."""
        if not self.wanted:
            return ()
        shown = [self.at[0]] if self.at is not None and self._is_to_show else []
        if len(self._texts) >= len(self._view.column):
            return shown
        way = self._way() if self._step else range(len(self._view.column))
        missing = []
        for page in way:
            if page not in self._texts:
                missing.append(page)
            if len(missing) == _AT_ONCE:
                break
        return [*shown, *missing]

    def _on_words_came(self, page: int) -> None:
        words = self._loader.words(page)
        if words is None:
            return
        if page not in self._texts:
            self._texts[page] = words.folded_text
            if words.source == WAITING:
                self._unread.add(page)
            times = times_in(self._texts[page], *self.wanted)
            if times:
                self._times[page] = times
        self._reveal()
        if self.wanted:
            self._seek()

    def _forget_places(self) -> None:
        self._marked.clear()


class Field(QLineEdit):
    """A line whose Enter key is its own, also in a dialog; `entered` tells whether Shift was held, `left` of Esc."""

    entered = Signal(bool)
    left = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(one_line(name))
        self.setAcceptDrops(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell of Enter, F3 and Esc, and type the rest."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3):
            self.entered.emit(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FindBar(QWidget):
    """Ask what to find, and say how often it was found."""

    closed = Signal()

    def __init__(self, finder: Finder) -> None:
        super().__init__()
        self._finder = finder
        self.words = Field(_("Find in this document"))
        self.words.setPlaceholderText(_("Find in this document"))
        self.words.setMaximumWidth(scaled(300))
        self.before_button = button(_("Previous"), lambda: finder.step(-1))
        self.next_button = button(_("Next"), lambda: finder.step(1))
        self.close_button = button(_("Close the search"), self.close_search, "link")
        self._count = label("", "hint")
        row = FlowingRow(self, SPACE_2)
        for part in (self.words, self.before_button, self.next_button, self.close_button, self._count):
            row.addWidget(part)
        self.words.textChanged.connect(finder.look_for)
        self.words.entered.connect(lambda back: finder.step(-1 if back else 1))
        self.words.left.connect(self.close_search)
        finder.changed.connect(self._tell)
        self.hide()

    def start(self) -> None:
        """Show the line and put the typing there."""
        self.show()
        self.words.setFocus()
        self.words.selectAll()
        if not self._finder.wanted:
            self._finder.look_for(self.words.text())

    def take(self, words: str) -> None:
        """Let words stand in the line that somebody typed elsewhere; they are looked for from there."""
        self.words.blockSignals(True)
        self.words.setText(words)
        self.words.blockSignals(False)

    def close_search(self) -> None:
        """Put the search away with its marks."""
        self.hide()
        self._finder.look_for()
        self.closed.emit()

    def _tell(self) -> None:
        words = self._said()
        if words != self._count.text():
            self._count.setText(words)
            if words and not self._finder.is_looking and self.isVisible():
                announce(self.words, words)

    def _said(self) -> str:
        finder = self._finder
        if not finder.wanted:
            return ""
        if finder.total:
            words = _("{n} of {all}").format(n=finder.number, all=finder.total)
            words = _("{n} of {all} so far").format(n=finder.number, all=finder.total) if finder.is_looking else words
        else:
            words = _("Looking…") if finder.is_looking else _("Not found")
        if finder.unread and not finder.is_looking:
            unread = ngettext(
                "{n} page has not been read yet, so it was not searched.",
                "{n} pages have not been read yet, so they were not searched.",
                finder.unread,
            )
            words = with_stops((words, unread.format(n=finder.unread)))
        return words
