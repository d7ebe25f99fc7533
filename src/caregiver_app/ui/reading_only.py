"""A case that can only be read: what would change it is grey and says why, so that nobody types in vain."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from caregiver_app.i18n import _
from caregiver_app.ui.text import literal, tooltip


def why_not() -> str:
    """Return why nothing can be changed, and the way out."""
    return _("This case can be read here and not changed. Copy its folder to your own disk to change it.")


def hold_back(is_read_only: bool, *parts: QWidget) -> None:
    """Keep parts of a read-only case grey, whatever else would enable them, with the reason beside them."""
    if not is_read_only:
        return
    for part in parts:
        part.setToolTip(tooltip(why_not()))
        part.setAccessibleDescription(literal(why_not()))
        part.setEnabled(False)
        part.installEventFilter(_Held(part))


class _Held(QObject):
    """Make a part grey again when something enables it."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take back what was enabled."""
        if event.type() == QEvent.Type.EnabledChange and isinstance(watched, QWidget) and watched.isEnabled():
            watched.setEnabled(False)
        return super().eventFilter(watched, event)
