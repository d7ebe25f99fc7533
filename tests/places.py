"""Goes to every page and dialog of a list and looks there, also where words are longer or larger."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from caregiver_app import i18n
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.theme import Theme
from looks import astray, clipped, longer, named_alike, small, taken_for_markup, turned_by_the_wheel, unnamed

Make = Callable[[MainWindow], QWidget]
Look = Callable[[QWidget], list[str]]
EVERY_LOOK: tuple[Look, ...] = (
    unnamed,
    named_alike,
    small,
    clipped,
    astray,
    turned_by_the_wheel,
    taken_for_markup,
)
HARD_READING = (
    pytest.param("text at 200 %", marks=pytest.mark.thorough),
    pytest.param("text at 150 %", marks=pytest.mark.thorough),
    pytest.param("longer words", marks=pytest.mark.thorough),
)


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
def hard_reading(how: str, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make words larger, or speak a language whose words are two fifths longer."""

    class Longer(i18n.gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return longer(message)

        def ngettext(self, one: str, many: str, n: int) -> str:
            return longer(one if n == 1 else many)

    if how == "longer words":
        monkeypatch.setattr(i18n, "_usual", i18n.Speech("longer", Longer()))
    else:
        theme.use("light", int(how[8:11]))
    yield
    theme.use("light", 100)
