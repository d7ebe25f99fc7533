"""Keys as they are written on the keyboards of this system."""

from PySide6.QtGui import QKeySequence

from caregiver_app.domain.guide import keys


def key_words(names: tuple[str, ...]) -> str:
    """Say some keys as this system writes them."""
    return keys.key_words(names, lambda key: QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText))
