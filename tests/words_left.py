"""Words that must be nowhere: put into every record of a case, and looked for in all that the program shows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible, QAction, QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel
from shiboken6 import getAllValidWrappers, isValid

from caregiver_app.casebook.casebook import Casebook

CANARY = "Qanarie"
_ROLES = (
    Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole,
)  # fmt: skip
_SAID = (
    "accessibleName", "accessibleDescription", "toolTip", "statusTip", "whatsThis", "windowTitle", "text",
    "toPlainText", "placeholderText", "currentText", "title",
)  # fmt: skip


def mark(folder: Path) -> int:
    """Put the canary into every text of a case that takes it, and return how many records hold it."""
    marked = 0
    with Casebook.open(folder) as book, book.step("Mark") as tx:
        for record in tuple(book.records()):
            texts = {name: f"{CANARY} {value}" for name, value in dict(record).items() if type(value) is str and value}
            changed: Any = record
            for name, value in texts.items():
                try:
                    changed = changed.amended(**{name: value})
                except ValueError:
                    continue  # a word of ours, not of the family
            if changed != record:
                tx.put(changed)
                marked += 1
    return marked


def seen() -> list[str]:
    """Return where a canary is: in a widget, an action, the accessible tree, a model or the clipboard."""
    found = [
        *_in_widgets(), *_in_accessible_tree(), *_in_models(), *_in_clipboard()
    ]  # fmt: skip
    return [place for place, words in found if CANARY.lower() in words.lower()]


def _in_widgets() -> Iterator[tuple[str, str]]:
    for widget in QApplication.allWidgets():
        for name in _SAID:
            said = getattr(widget, name, None)
            if callable(said):
                yield f"{type(widget).__name__}.{name}", str(said())
        if isinstance(widget, QLabel):
            yield f"{type(widget).__name__}.shown", QLabel.text(widget)
        for action in widget.actions():
            yield from _in_action(action)
    for window in QGuiApplication.allWindows():
        yield "QWindow.title", window.title()


def _in_action(action: QAction) -> Iterator[tuple[str, str]]:
    for name in ("text", "toolTip", "statusTip", "whatsThis", "iconText"):
        yield f"QAction.{name}", str(getattr(action, name)())


def _in_accessible_tree() -> Iterator[tuple[str, str]]:
    waiting = [QAccessible.queryAccessibleInterface(widget) for widget in QApplication.topLevelWidgets()]
    parts = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value, QAccessible.Text.Help)
    passed = 0
    while waiting and passed < 20_000:
        one = waiting.pop()
        if one is None or not one.isValid():
            continue
        passed += 1
        for part in parts:
            yield f"accessible {one.role().name}", one.text(part)
        waiting += [one.child(at) for at in range(one.childCount())]
    assert passed < 20_000


def _in_models() -> Iterator[tuple[str, str]]:
    # Asked of the binding: to go through all of Python's objects would hold what a worker is about to finish.
    for model in (one for one in getAllValidWrappers() if isinstance(one, QAbstractItemModel)):
        if isValid(model):
            yield from _under(model, QModelIndex())


def _under(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[tuple[str, str]]:
    for row in range(model.rowCount(parent)):
        for column in range(_columns(model, parent)):
            index = model.index(row, column, parent)
            for role in _ROLES:
                yield f"{type(model).__name__} {role.name}", str(model.data(index, role) or "")
            if model.rowCount(index):
                yield from _under(model, index)


def _columns(model: QAbstractItemModel, parent: QModelIndex) -> int:
    try:
        return max(model.columnCount(parent), 1)
    except TypeError:
        return 1  # a list has one, and lets nobody ask


def _in_clipboard() -> Iterator[tuple[str, str]]:
    for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
        data = QGuiApplication.clipboard().mimeData(mode)
        for kind in data.formats() if data is not None else []:
            yield f"clipboard {kind}", data.data(kind).data().decode("utf-8", "replace")
