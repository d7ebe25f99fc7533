"""Modules are loaded as Python loads them: Qt's binding would read the source of each one, and keep it."""

import builtins
import linecache

from PySide6 import QtCore as QtCore  # its own way of loading modules comes with it


def load_as_python_does() -> None:
    """Put back Python's own import, which the binding replaced as it was loaded.

    Theirs is there for `from __feature__ import …`, which nothing here uses. To know where it was used, it reads the
    source of every module that is loaded from then on and keeps its lines: a third of what the resting window held in
    memory. That the original is kept as `__orig_import__` is part of the binding's documentation.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
    linecache.clearcache()
