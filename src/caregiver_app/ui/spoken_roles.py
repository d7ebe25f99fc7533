"""What Qt cannot know of a widget: that it is a picture, or something to read. Screen readers are told it from here.

Qt would tell both as a mere ground for other things, which a screen reader passes over.
"""

from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from caregiver_app.ui.text import one_line, set_role

_ROLE: Final = "caregiver_spoken_role"
_ROLES: Final = {"picture": QAccessible.Role.Graphic, "reading": QAccessible.Role.Document}


def speak_as_picture(widget: QWidget) -> None:
    """Let a widget be told as a picture: what we draw ourselves."""
    widget.setProperty(_ROLE, "picture")


def speak_as_reading(widget: QWidget, name: str) -> None:
    """Let a widget be told by its name as something to read, a part that scrolls by keys; it shows when it has them."""
    widget.setProperty(_ROLE, "reading")
    set_role(widget, "reading")
    widget.setAccessibleName(one_line(name))


def tell_roles() -> None:
    """Let Qt ask here for what it tells of a widget; once in a process."""
    QAccessible.installFactory(_interface)


def _interface(_kind: str, thing: QObject) -> QAccessibleInterface | None:
    role = thing.property(_ROLE) if isinstance(thing, QWidget) else None
    return QAccessibleWidget(thing, _ROLES[role]) if isinstance(thing, QWidget) and role in _ROLES else None
