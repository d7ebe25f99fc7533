"""What changed in the case, as a Qt signal: widgets connect to it and Qt disconnects them when they die."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from caregiver_app.casebook.casebook import Casebook


class CasebookSignals(QObject):
    """Pass on each change of a casebook: `changed` carries the frozenset of record types that changed."""

    changed = Signal(object)

    def __init__(self, book: "Casebook", parent: QObject | None = None) -> None:
        super().__init__(parent)
        book.on_changed(self.changed.emit)
