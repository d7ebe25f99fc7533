"""The cells of a table to type in: the field each opens, its keys, and the ticks and marks painted in it.

What a cell offers the model says through the roles here.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QIcon,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPalette,
    QPen,
    QPixmap,
)  # fmt: skip
from PySide6.QtWidgets import QCompleter, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from caregiver_app.i18n import _
from caregiver_app.ui.fields import ComboBox
from caregiver_app.ui.marks import paint_mark
from caregiver_app.ui.suggesting import SuggestingEdit
from caregiver_app.ui.text import one_line
from caregiver_app.ui.theme import scaled, see_through, tokens

if TYPE_CHECKING:
    from caregiver_app.domain.vocabulary import Term
    from caregiver_app.ui.grid import Grid

Index = QModelIndex | QPersistentModelIndex

TermsRole: Final = int(Qt.ItemDataRole.UserRole) + 20
"""The terms a cell offers while somebody types."""
ChoicesRole: Final = TermsRole + 1
"""The (key, words) a cell is chosen from."""
ReadingsRole: Final = TermsRole + 2
"""The texts a cell's text may stand for."""
MarkRole: Final = TermsRole + 3
"""The status shape beside a cell's text."""
QuietRole: Final = TermsRole + 4
"""Whether a cell is shown as one that does not come in."""

_CHECKED: Final = Qt.CheckState.Checked


class CellDelegate(QStyledItemDelegate):
    """Open the field a cell needs, and turn its keys into those of a spreadsheet."""

    def __init__(self, grid: "Grid") -> None:
        super().__init__(grid)
        self._grid = grid
        self.editor: QWidget | None = None

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a list to choose from, or a line that offers words."""
        choices = index.data(ChoicesRole)
        if choices:
            box = ComboBox(parent)
            for key, words in choices:
                box.addItem(one_line(words), key)
            box.activated.connect(lambda _row, box=box: self._commit(box))
            made: QWidget = box
        else:
            line = _CellEdit(self, index.data(TermsRole) or (), parent)
            readings = index.data(ReadingsRole)
            if readings:
                line.setCompleter(_readings(readings, line))
            made = line
        name = self._grid.model().headerData(index.column(), Qt.Orientation.Horizontal)
        made.setAccessibleName(one_line(str(name)))
        self.editor = made
        made.destroyed.connect(self._forget)
        return made

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Put in what the cell holds."""
        held = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, ComboBox):
            editor.setCurrentIndex(max(editor.findData(held), 0))
        elif isinstance(editor, QLineEdit) and editor.text() != str(held or ""):
            editor.setText(str(held or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Take what was typed or chosen."""
        given = (
            editor.currentData()
            if isinstance(editor, ComboBox)
            else editor.text()
            if isinstance(editor, QLineEdit)
            else None
        )
        if given is not None and given != index.data(Qt.ItemDataRole.EditRole):
            model.setData(index, given)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Turn keys into those of a spreadsheet."""
        if isinstance(event, QKeyEvent) and isinstance(watched, QWidget) and self.take_key(watched, event):
            return True
        return super().eventFilter(watched, event)

    def take_key(self, editor: QWidget, event: QKeyEvent) -> bool:
        """Go on with Tab and Enter, offer readings with Down, take a paste of many cells apart."""
        if event.type() != QEvent.Type.KeyPress:
            return False
        key, at = event.key(), self._grid.currentIndex()
        is_enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self._grid.finish_typing()
            self._grid.finished.emit()
        elif key == Qt.Key.Key_Tab and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self._commit(editor)
            self._grid.passed.emit()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            _pick(editor)
            self._commit(editor)
            self._grid.go_on(at, 1 if key == Qt.Key.Key_Tab else -1)
        elif is_enter and not event.modifiers() and not _is_picking(editor):
            self._commit(editor)
            self._grid.go_down(at)
        elif event.matches(QKeySequence.StandardKey.Paste):
            return self._grid.take_paste(QGuiApplication.clipboard().text())
        elif key == Qt.Key.Key_Down and isinstance(editor, QLineEdit) and at.data(ReadingsRole):
            completer = editor.completer()
            if completer is None or _is_picking(editor):
                return False
            completer.complete()
        else:
            return False
        event.accept()
        return True

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        """Tick by a click anywhere in the cell."""
        clicked = isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease
        if not clicked or not index.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            return False
        ticked = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == _CHECKED
        wanted = Qt.CheckState.Unchecked if ticked else _CHECKED
        return model.setData(index, wanted.value, Qt.ItemDataRole.CheckStateRole)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Show ticks and marks of trouble as everywhere else, and quietly what stays out."""
        super().initStyleOption(option, index)
        features = QStyleOptionViewItem.ViewItemFeature
        ticked = index.data(Qt.ItemDataRole.CheckStateRole)
        mark = index.data(MarkRole)
        if ticked is not None:
            option.features &= ~features.HasCheckIndicator
            option.icon, mark = QIcon(_box(Qt.CheckState(ticked) == _CHECKED)), ""
        elif mark:
            option.icon = QIcon(_sign(mark))
        if ticked is not None or mark:
            option.features |= features.HasDecoration
            option.decorationSize = QSize(scaled(18), scaled(18))
        if index.data(QuietRole):
            option.palette.setColor(QPalette.ColorRole.Text, QColor(tokens().disabled))

    def _commit(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def _forget(self, gone: QObject) -> None:
        if gone is self.editor:
            self.editor = None

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Forget the field that closes."""
        if editor is self.editor:
            self.editor = None
        super().destroyEditor(editor, index)


class _CellEdit(SuggestingEdit):
    """The line a cell is typed in. While its list of words is open, keys come here past the delegate."""

    def __init__(self, delegate: CellDelegate, terms: "Sequence[Term]", parent: QWidget) -> None:
        super().__init__(terms, parent)
        self._delegate = delegate

    def event(self, event: QEvent) -> bool:
        """Give keys to the delegate first."""
        if isinstance(event, QKeyEvent) and self._delegate.take_key(self, event):
            return True
        return super().event(event)


def _is_picking(editor: QWidget) -> bool:
    """Whether somebody stands at a word of the open list."""
    completer = editor.completer() if isinstance(editor, QLineEdit) else None
    popup = completer.popup() if completer is not None else None
    return popup is not None and popup.isVisible() and popup.currentIndex().isValid()


def _pick(editor: QWidget) -> None:
    """Put in the word somebody stands at, and close the list."""
    completer = editor.completer() if isinstance(editor, QLineEdit) else None
    popup = completer.popup() if completer is not None else None
    if completer is None or popup is None or not popup.isVisible():
        return
    if isinstance(editor, QLineEdit) and popup.currentIndex().isValid():
        editor.setText(completer.pathFromIndex(popup.currentIndex()))
    popup.hide()


def _readings(texts: tuple[str, ...], parent: QWidget) -> QCompleter:
    made = QCompleter(list(texts), parent)
    made.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
    popup = made.popup()
    if popup is not None:
        popup.setProperty("role", "popup")
        popup.setAccessibleName(_("What it may mean"))
    return made


def _sign(shape: str) -> QPixmap:
    side = scaled(18)
    picture = _blank(side)
    painter = QPainter(picture)
    paint_mark(painter, shape, _square(side))
    painter.end()
    return picture


def _box(ticked: bool) -> QPixmap:
    theme, side = tokens(), scaled(18)
    picture = _blank(side)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.accent if ticked else theme.line), theme.border + 1))
    painter.setBrush(QColor(theme.accent if ticked else theme.surface))
    painter.drawRoundedRect(_square(side).adjusted(1, 1, -1, -1), 4, 4)
    if ticked:
        paint_mark(painter, "good", _square(side), QColor(theme.on_accent))
    painter.end()
    return picture


def _blank(side: int) -> QPixmap:
    sharpness = QGuiApplication.primaryScreen().devicePixelRatio()
    picture = QPixmap(round(side * sharpness), round(side * sharpness))
    picture.setDevicePixelRatio(sharpness)
    picture.fill(see_through())
    return picture


def _square(side: int) -> QRectF:
    return QRectF(0, 0, side, side)
