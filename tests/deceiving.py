"""Signs that deceive: they turn the direction of what follows, end a line or cannot be seen. Where they are obeyed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.record import Record
from caregiver_app.domain.snapshot import CaseSnapshot

CONTROLS: Final = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0, 7, 0x1B, 0x9B)))
DECEIVING: Final = f"invoice\u202efdp.exe{''.join(sorted(CONTROLS))}\nand more"
WORDS_OF_A_FAMILY: Final = frozenset({
    "name", "title", "note", "notes", "origin", "held_by", "lent_to", "path_inside", "translator", "name_on_it",
    "file_name", "trouble_detail", "accession", "role", "organisation", "phone", "email", "address", "prepared_by",
    "prepared_for", "question", "other_illnesses", "languages", "place", "source", "disease", "subtype", "regimen",
    "drugs", "finding", "marker", "test", "unit", "procedure", "detail", "outcome", "reason", "dose", "schedule",
    "substance", "reaction", "measure", "result", "specimen", "site", "why", "text", "who", "whom", "from_whom",
    "medicines", "signed", "wishes", "contact", "route", "about", "answer", "members", "next_step", "to_whom", "how",
    "product", "role_who", "goal_words", "proven_by", "judged_by", "region",
})  # fmt: skip
_SHOWN: Final = (
    Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.StatusTipRole,
    Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole,
)  # fmt: skip
_SPOKEN: Final = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Help)
ON_ONE_LINE: Final = frozenset({"text", "title", "tab", "item", "action", "placeholder", "display", "header"})
"""Where a line end would break what has one line: buttons, titles of windows, tabs, choices, menus, cells."""


def deceive(folder: Path) -> Path:
    """Put the signs behind every word of the family in a case, and return its folder."""
    with Casebook.open(folder) as book:
        deceive_in(book)
    return folder


def deceive_in(book: Casebook) -> None:
    """Put the signs behind every word of the family in an open case."""
    with book.step("Deceive") as tx:
        for record in book.snapshot().records():
            tx.put(_deceiving(record))


def deceived(case: CaseSnapshot) -> CaseSnapshot:
    """Return a case with the signs behind every word of the family."""
    return case.after((record, _deceiving(record)) for record in case.records())


def _deceiving(record: Record) -> Record:
    """Return a record with the signs in it; a wording of the guide, empty, stays that of the guide."""
    fields = type(record).model_fields
    held = {name: getattr(record, name) for name in WORDS_OF_A_FAMILY & fields.keys() if fields[name].annotation is str}
    return record.amended(**{name: f"{text} {DECEIVING}" for name, text in held.items() if text or name != "text"})


def obeyed(place: QWidget) -> list[str]:
    """Return every text of a page or dialog, seen or read aloud, in which a sign that deceives was left as it is.

    What somebody types into a field stays there as they typed it.
    """
    found = []
    for widget in (place, *place.findChildren(QWidget)):
        for what, text in _texts(widget):
            if CONTROLS & set(text) or (what in ON_ONE_LINE and "\n" in text):
                found.append(f"{what} of {type(widget).__name__} in {type(widget.parent()).__name__}: {text!r}")
    return sorted(set(found))


def _texts(widget: QWidget) -> Iterator[tuple[str, str]]:
    yield "title", widget.windowTitle()
    for text in (widget.toolTip(), widget.statusTip(), widget.whatsThis()):
        yield "tip", text
    for text in (widget.accessibleName(), widget.accessibleDescription()):
        yield "name", text
    spoken = QAccessible.queryAccessibleInterface(widget)
    if spoken is not None:
        yield from (("spoken", spoken.text(kind)) for kind in _SPOKEN)
    for action in (*widget.actions(), *(_all_of(widget) if isinstance(widget, QMenu) else ())):
        yield from _texts_of_action(action)
    yield from _own_texts(widget)


def _all_of(menu: QMenu) -> Iterator[QAction]:
    for action in menu.actions():
        yield action
        if isinstance(action.menu(), QMenu):
            yield from _all_of(action.menu())


def _texts_of_action(action: QAction) -> Iterator[tuple[str, str]]:
    yield "action", action.text()
    yield "tip", action.toolTip()
    yield "tip", action.statusTip()


def _own_texts(widget: QWidget) -> Iterator[tuple[str, str]]:
    if isinstance(widget, QLabel):
        yield "label", QLabel.text(widget)
    elif isinstance(widget, QAbstractButton):
        yield "text", widget.text()
    elif isinstance(widget, QGroupBox):
        yield "title", widget.title()
    elif isinstance(widget, QTabBar):
        for index in range(widget.count()):
            yield "tab", widget.tabText(index)
            yield "tip", widget.tabToolTip(index)
    elif isinstance(widget, QComboBox):
        yield from (("item", widget.itemText(index)) for index in range(widget.count()))
    elif isinstance(widget, QLineEdit):
        yield "placeholder", widget.placeholderText()
        yield "shown", widget.displayText() if widget.isReadOnly() else ""
    elif isinstance(widget, QPlainTextEdit | QTextEdit):
        yield "placeholder", widget.placeholderText()
        yield "shown", widget.toPlainText() if widget.isReadOnly() else ""
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _of_model(widget.model(), QModelIndex())


def _of_model(model: QAbstractItemModel, above: QModelIndex) -> Iterator[tuple[str, str]]:
    # What a list says of its columns is private to Qt; it has one.
    for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(above)):
        yield "header", str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(model.rowCount(above)):
            index = model.index(row, column, above)
            for role in _SHOWN:
                held = model.data(index, role)
                if isinstance(held, str):
                    yield "display" if role == Qt.ItemDataRole.DisplayRole else "cell", held
            if not isinstance(model, QAbstractListModel | QAbstractTableModel) and model.hasChildren(index):
                yield from _of_model(model, index)
