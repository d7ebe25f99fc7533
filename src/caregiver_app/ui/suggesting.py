"""A line of text that offers the words of the field while somebody types, misspelt ones too."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from caregiver_app.i18n import _

if TYPE_CHECKING:
    from caregiver_app.domain.type_ahead import Finder
    from caregiver_app.domain.vocabulary import Term

_NAME: Final = int(Qt.ItemDataRole.UserRole)
_MOST_SHOWN: Final = 10


class SuggestingEdit(QLineEdit):
    """Offer the terms that fit; Down opens the whole list, so that a word need not be known to be found.

    With `several` the words stand with commas between, and the last one is looked for.
    """

    def __init__(self, terms: "Sequence[Term]" = (), parent: QWidget | None = None, *, several: bool = False) -> None:
        super().__init__(parent)
        self._terms, self._several = terms, several
        self._finder: Finder | None = None
        if terms:
            self.setCompleter(_TermCompleter(self))
            self.textEdited.connect(self._offer)

    def term_named(self, text: str) -> "Term | None":
        """Return the term a text, or its last word of several, names to the letter; or None."""
        text = self.parted(text)[1]
        return next((term for term in self._terms if term.answers_to(text)), None) if text.strip() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Offer everything that fits what is typed so far."""
        completer = self.completer()
        if isinstance(completer, _TermCompleter) and event.key() == Qt.Key.Key_Down and not completer.is_open():
            self._offer(self.text())
            return
        super().keyPressEvent(event)

    def parted(self, text: str) -> tuple[str, str]:
        """Return what stays as it stands, and the word that is being looked for."""
        if not self._several or "," not in text:
            return "", text
        before, _comma, word = text.rpartition(",")
        return f"{before}, ", word.strip()

    def _offer(self, text: str) -> None:
        completer = self.completer()
        if not isinstance(completer, _TermCompleter):
            return
        text = self.parted(text)[1]
        found = self._find(text)
        completer.offer(() if len(found) == 1 and found[0].name == text else found)

    def _find(self, text: str) -> "tuple[Term, ...]":
        if self._finder is None:
            from caregiver_app.domain.type_ahead import Finder

            self._finder = Finder(self._terms)
        return self._finder.find(text)


class _TermCompleter(QCompleter):
    """Show the terms it is given, each with its plain meaning, and put in the name of the chosen one."""

    def __init__(self, edit: SuggestingEdit) -> None:
        self._items = QStandardItemModel()
        super().__init__(self._items, edit)
        self._edit = edit
        self._items.setParent(self)
        # What fits is decided before; here nothing more is left out.
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(_MOST_SHOWN)
        popup = self.popup()
        if popup is not None:
            popup.setProperty("role", "popup")
            popup.setAccessibleName(_("Suggestions"))

    def is_open(self) -> bool:
        """Whether the list is shown."""
        popup = self.popup()
        return popup is not None and popup.isVisible()

    def offer(self, terms: "Sequence[Term]") -> None:
        """Show these terms; the list closes when there are none."""
        self._items.clear()
        for term in terms:
            name, meaning = term.called(), term.means()
            item = QStandardItem(f"{name} – {meaning}" if meaning else name)
            item.setData(name, _NAME)
            self._items.appendRow(item)
        self.complete()

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """Put in the name alone, after what stood before it."""
        return f"{self._edit.parted(self._edit.text())[0]}{index.data(_NAME)}"
