"""Goes to every page and dialog of a list and looks there, also where words are longer or larger."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QWidget

from caregiver_app import bundled, i18n
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.theme import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Theme
from looks import (
    astray,
    clipped,
    kept_from_reading,
    leftward,
    longer,
    named_alike,
    small,
    taken_for_markup,
    turned_by_the_wheel,
    unnamed,
)
from pixels import faint, unseen_focus

COLOURS = {"light": LIGHT, "dark": DARK, "high contrast": CONTRAST_LIGHT, "high contrast, dark": CONTRAST_DARK}
Make = Callable[[MainWindow], QWidget]
Look = Callable[[QWidget], list[str]]
EVERY_LOOK: tuple[Look, ...] = (
    unnamed,
    kept_from_reading,
    unseen_focus,
    named_alike,
    small,
    clipped,
    astray,
    turned_by_the_wheel,
    taken_for_markup,
)
HARD_READING = tuple(
    pytest.param(how, marks=pytest.mark.thorough)
    for how in (
        "text at 200 %", "text at 150 %", "longer words", "light", "dark", "high contrast", "high contrast, dark",
        "right to left",
    )
)  # fmt: skip
"""What every page and dialog must bear."""


def troubles(window: MainWindow, places: Mapping[str, Make], *looks: Look) -> dict[str, dict[str, list[str]]]:
    """Return what the looks find, place by place; each place is made once."""
    found = {}
    for name, make in places.items():
        place = make(window)
        QApplication.processEvents()
        seen = {look.__name__: _found(place, look) for look in looks}
        found[name] = {look: trouble for look, trouble in seen.items() if trouble}
        if place is not window:
            place.close()
    return {name: seen for name, seen in found.items() if seen}


def _found(place: QWidget, look: Look) -> list[str]:
    """Look; where something is found, look again once what came meanwhile has its room."""
    found = look(place)
    for _pass in range(3 if found else 0):
        QApplication.processEvents()
    return look(place) if found else found


@contextmanager
def hard_reading(how: str, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Look, ...]]:
    """Make words larger, longer, of other colours or of a language that runs leftward; return what to look for then."""
    looks: tuple[Look, ...] = (clipped,)
    if how.startswith("text at"):
        theme.use("light", int(how[8:11]))
    elif how == "longer words":
        monkeypatch.setattr(i18n, "_usual", i18n.Speech("longer", Instead(longer)))
    elif how == "right to left":
        speak_leftward(monkeypatch)
        looks = (clipped, astray, unseen_focus)
    else:
        monkeypatch.setattr(theme, "_chosen", lambda: COLOURS[how])
        theme.use("dark", 100)
        looks = (faint, unseen_focus)
    yield looks
    monkeypatch.undo()
    QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    theme.use("light", 80)  # so that the next is taken, whatever was here
    theme.use("light", 100)


class Instead(i18n.gettext.NullTranslations):
    """Words of a language there is none of."""

    def __init__(self, say: Callable[[str], str]) -> None:
        super().__init__()
        self._say = say

    def gettext(self, message: str) -> str:
        return self._say(message)

    def ngettext(self, one: str, many: str, n: int) -> str:
        return self._say(one if n == 1 else many)

    def pgettext(self, _context: str, message: str) -> str:
        return self._say(message)


def speak_leftward(monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak a language that runs from right to left: every letter of ours is one of Hebrew."""
    QFontDatabase.addApplicationFont(str(bundled.resource("fonts/NotoSansHebrew-Regular.ttf")))
    monkeypatch.setattr(i18n, "_usual", i18n.Speech("he", Instead(leftward)))
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
