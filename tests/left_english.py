"""Looks at a window that speaks Chinese for words that were left in English and are not the family's own."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from caregiver_app.domain.guide.lines import sources
from caregiver_app.domain.record import Record
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.vocabulary import vocabulary
from caregiver_app.ui.main_window import MainWindow

_WORD = re.compile(r"[A-Za-z][A-Za-z'’]{2,}")
_MARKUP = re.compile(r"<[^>]*>|&\w+;")
# What stays as it is in Chinese, too: abbreviations of the field, names of keys and of kinds of files, our languages.
_STAYS = frozenset([
    "age", "alt", "ann", "arbor", "backspace", "car", "caregiver", "cart", "csv", "ctrl", "deauville", "del",
    "delete", "dicom", "docx", "down", "eml", "end", "english", "enter", "esc", "fhir", "heic", "home", "html",
    "http", "https", "ics", "iso", "jpeg", "json", "letter", "lugano", "msg", "page", "pdf", "png", "return",
    "shift", "space", "svg", "tab", "tiff", "toml", "utf", "www", "xlsx", "zip",
])  # fmt: skip
_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
_MOST_ROWS = 200


def left_english(place: QWidget, case: CaseSnapshot | None, also: Iterable[str] = ()) -> list[str]:
    """Return what is shown or read aloud there and has English words in it that nobody typed."""
    own = _own_words(case) | {word.casefold() for text in also for word in _WORD.findall(text)}
    found = dict.fromkeys(" ".join(_MARKUP.sub(" ", text).split()) for text in _texts(place))
    return [
        text for text in found if any(_is_english(word) and word.casefold() not in own for word in _WORD.findall(text))
    ]


def _is_english(word: str) -> bool:
    """Whether a word is none of those that stay, and no abbreviation such as CRS, SmPC or SHA."""
    return not any(letter.isupper() for letter in word[1:]) and word.casefold() not in _STAYS


def english_beside(window: MainWindow, *also: str) -> Callable[[QWidget], list[str]]:
    """Return what looks for English that is neither the family's, its folder's, nor in `also`."""

    def look(place: QWidget) -> list[str]:
        folder = window.door.book.folder if window.door.book is not None else Path()
        case = window.desk.book.snapshot() if window.desk is not None else None
        steps = [step.label for step in window.desk.book.steps()] if window.desk is not None else []
        return left_english(place, case, (str(folder), *window.preferences.now.recent, *steps, *also))

    return look


def _own_words(case: CaseSnapshot | None) -> set[str]:
    """Return every word the family typed, and the names of the field, which are shown as clinics write them."""
    texts: list[str] = []
    for record in _records(case) if case is not None else ():
        texts += [str(value) for value in record.model_dump().values()]
    texts += [f"{source.publisher} {source.title}" for source in sources().values()]
    for name in ("drugs", "regimens", "labs", "markers", "products", "languages", "staging", "risk_indexes"):
        for term in vocabulary(name):
            texts += [term.name, *term.synonyms]
    return {word.casefold() for text in texts for word in _WORD.findall(text)}


def _records(value: Any) -> Iterator[Record]:
    if isinstance(value, Record):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _records(one)
    elif isinstance(value, CaseSnapshot):
        for one in vars(value).values():
            yield from _records(one)


def _texts(place: QWidget) -> Iterator[str]:
    for widget in (place, *place.findChildren(QWidget)):
        if widget is not place and not widget.isVisible():
            continue
        yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
        if isinstance(widget, QMainWindow | QDialog):
            yield widget.windowTitle()
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            yield widget.placeholderText()
        if isinstance(widget, QTabBar):
            yield from (widget.tabText(index) for index in range(widget.count()))
        if isinstance(widget, QMenu):
            yield from (action.text() for action in widget.actions())
        if isinstance(widget, QComboBox):
            yield from (widget.itemText(index) for index in range(widget.count()))
        elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from _of_model(widget.model())
    if isinstance(place, QMainWindow):
        yield from (action.text() for action in place.findChildren(QAction))


def _of_model(model: QAbstractItemModel) -> Iterator[str]:
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for column in range(columns):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(model.rowCount(), _MOST_ROWS)):
            index = model.index(row, column)
            yield from (str(index.data(role) or "") for role in _ROLES)
