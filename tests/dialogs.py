"""Every dialog of the window, for tests that hold something of all of them."""

import importlib
import pkgutil

from PySide6.QtWidgets import QDialog

import caregiver_app.ui
from caregiver_app.ui.reading_order import Dialog


def all_dialogs() -> list[type[QDialog]]:
    """Import the whole window and return every dialog in it."""
    for module in pkgutil.walk_packages(caregiver_app.ui.__path__, "caregiver_app.ui."):
        importlib.import_module(module.name)
    found: set[type[QDialog]] = set()
    waiting: list[type[QDialog]] = [QDialog]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            if kind not in found:
                found.add(kind)
                waiting.append(kind)
    return [kind for kind in found if kind.__module__.startswith("caregiver_app") and kind is not Dialog]
