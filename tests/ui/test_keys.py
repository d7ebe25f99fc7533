"""The list of keys: what it tells is what the code does, both ways."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel

import caregiver_app.ui
from caregiver_app.domain.guide import keys
from caregiver_app.domain.guide.keys import FROM_THE_MENUS, KEY_PLACES, KeyPlace
from caregiver_app.i18n import plain_words
from caregiver_app.ui.documents.preview_keys import act_of
from caregiver_app.ui.keys import key_words
from caregiver_app.ui.main_window import MainWindow

pytestmark = pytest.mark.usefixtures("qapp")

UI = Path(caregiver_app.ui.__file__).parent
WHERE: dict[str, tuple[KeyPlace, ...]] = {
    "showing_dialog.py": (keys.ANYWHERE,),
    "find_anywhere.py": (keys.FINDING,),
    "tour.py": (keys.ANYWHERE,),
    "record_table.py": (keys.LISTS,),
    "tick_list.py": (keys.LISTS,),
    "appointments/month_grid.py": (keys.APPOINTMENTS,),
    "documents/finding.py": (keys.LISTS,),
    "documents/table.py": (keys.DOCUMENTS,),
    "documents/all_view.py": (keys.DOCUMENTS,),
    "documents/inbox_panel.py": (keys.DOCUMENTS,),
    "documents/join_dialog.py": (keys.DOCUMENTS,),
    "documents/preview.py": (keys.PREVIEW,),
    "documents/preview_keys.py": (keys.PREVIEW,),
    "documents/preview_find.py": (keys.PREVIEW,),
    "documents/page_work_canvas.py": (keys.PAGE_WORK,),
    "documents/page_work_controls.py": (keys.PAGE_WORK,),
    "documents/page_work_dialog.py": (keys.PAGE_WORK,),
    "documents/page_work_fields.py": (keys.PAGE_WORK,),
    "documents/page_work_list.py": (keys.PAGE_WORK,),
    "documents/page_work_tools.py": (keys.PAGE_WORK,),
    "guide/page.py": (keys.LISTS,),
    "guide/prose.py": (keys.ANYWHERE,),
    "timeline/lab_choice.py": (keys.TIMELINE,),
    "timeline/page.py": (keys.TIMELINE, keys.LISTS),
    "timeline/picture.py": (keys.TIMELINE,),
    "timeline/trend_chart.py": (keys.TIMELINE,),
    "journey/board_list.py": (keys.LISTS,),
    "questions/page.py": (keys.LISTS,),
    "questions/question_list.py": (keys.QUESTIONS, keys.LISTS),
    "packet/document_choice.py": (keys.PACKET,),
    "packet/preview_canvas.py": (keys.PREVIEW,),
    "packet/order_list.py": (keys.PACKET, keys.LISTS),
    "asking_dialog.py": (keys.FORMS,),
    "date_field.py": (keys.FORMS,),
    "suggesting.py": (keys.FORMS,),
    "grid.py": (keys.GRIDS,),
    "grid_cells.py": (keys.GRIDS,),
    "row_list.py": (keys.LISTS,),
    "side_by_side.py": (keys.GRIDS,),
}
MENUS = {"menus.py", "pages.py", "protection/acts.py"}
HELD_BACK = {
    "date_field.py": {"Space"},
    "documents/page_work_canvas.py": {"Return"},
    "documents/page_work_fields.py": {"Return"},
    "documents/page_work_list.py": {"Return"},
    "documents/page_work_tools.py": {"Return"},
    "deciding_dialog.py": {"Return"},
}
"""Keys a place takes only so that they do nothing there."""
OF_QT = {
    keys.ANYWHERE.words: {"Tab", "Shift+Tab", "Esc"},
    keys.FINDING.words: {"Return"},
    keys.LISTS.words: {"Shift+Up", "Shift+Down", "Ctrl+A"},
    keys.GRIDS.words: {"F2", "Shift+Tab"},
}
"""Keys that Qt's own lists, tables and windows take."""
SAME = {"Enter": "Return", "Backtab": "Tab", "=": "+", "_": "-", "Ctrl+=": "Ctrl++"}
HELD = ("No", "Shift", "Control", "Alt")
SEQUENCE = re.compile(r"(?:(?:Ctrl|Alt|Shift|Meta)\+)+(?:.|[A-Z][A-Za-z]+|F\d+)|F\d{1,2}")


def in_code(module: Path) -> Iterator[str]:
    """Yield the keys a module names: those it compares with alone, and whole sequences."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        key = ""
        if isinstance(node, ast.Attribute) and node.attr.startswith("Key_"):
            key = QKeySequence(getattr(Qt.Key, node.attr)).toString()
        elif (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Attribute)
            and node.value.attr == "StandardKey"
        ):
            key = QKeySequence(getattr(QKeySequence.StandardKey, node.attr)).toString()
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and SEQUENCE.fullmatch(node.value):
            key = QKeySequence(node.value).toString()
        if key:
            yield SAME.get(key, key)


def bare(key: str) -> str:
    """Return a key without what is held down with it."""
    return key[-1] if key.endswith("+") else key.rpartition("+")[2]


def named(*places: KeyPlace) -> set[str]:
    return {key for place in places for _words, keys in place.rows for key in keys}


def modules() -> dict[str, set[str]]:
    found = {path.relative_to(UI).as_posix(): set(in_code(path)) for path in UI.rglob("*.py")}
    return {name: keys - HELD_BACK.get(name, set()) for name, keys in found.items() if keys and name not in MENUS}


def test_every_key_the_window_takes_is_in_the_list_of_keys() -> None:
    missing = {}
    for name, taken in modules().items():
        listed = named(*WHERE.get(name, ()))
        whole = {bare(key) for key in listed}
        left = {key for key in taken if key not in listed and ("+" in key[:-1] or key not in whole)}
        if left:
            missing[name] = left
    assert missing == {}


def test_the_list_of_keys_names_no_key_that_does_nothing() -> None:
    taken = modules()
    for place in KEY_PLACES:
        of_place = set().union(*(taken[name] for name, places in WHERE.items() if place in places))
        idle = {key for key in named(place) - of_place if bare(key) not in of_place}
        assert idle - OF_QT.get(place.words, set()) == set()


def test_the_keys_of_the_preview_are_those_in_the_list_with_all_that_is_held_down() -> None:
    none, shift, control, alt = (getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in HELD)
    taken = set()
    for key in {QKeySequence(bare(each))[0].key() for each in named(*KEY_PLACES)}:
        for held in (none, shift, control, alt, control | shift, control | alt):
            text = QKeySequence(held | key).toString()
            if act_of(QKeyEvent(QEvent.Type.KeyPress, key, held), MagicMock()):
                taken.add(text)
    # On many keyboards Shift is held for a plus.
    larger_and_smaller = {f"{held}Shift+{sign}" for held in ("", "Ctrl+") for sign in "+-"}
    assert taken - larger_and_smaller == named(keys.PREVIEW) - {"Shift+Return"}


def test_each_key_of_a_place_does_one_thing_that_is_said_in_words() -> None:
    for place in KEY_PLACES:
        said = [words for words, _keys in place.rows]
        assert len(set(said)) == len(said)
        assert all(QKeySequence(key).count() == 1 for key in named(place))
        assert {QKeySequence(key).toString() for key in named(place)} == named(place)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("Shift+Left", "Shift+Right"), "Shift+← →"),
        (("PgDown", "Space", "Return"), "Page Down, Space, Enter"),
        (("Up", "Shift+Down"), "↑, Shift+↓"),
        (("Ctrl++",), "Ctrl++"),
    ],
)
def test_keys_are_said_as_they_stand_on_the_keyboard(given: tuple[str, ...], said: str) -> None:
    assert key_words(given) == said


def test_the_keys_of_the_menus_on_paper_are_those_of_the_menus_and_each_opens_one_thing(window: MainWindow) -> None:
    acts = [act for act in window.commands.table() if act.shortcut]
    on_paper = {(plain_words(words), key) for words, (key,) in FROM_THE_MENUS.rows}
    assert {(plain_words(act.words), act.shortcut) for act in acts} == on_paper
    assert len({act.shortcut for act in acts}) == len(acts)
    assert not {act.shortcut for act in acts} & named(keys.ANYWHERE, keys.LISTS, keys.FORMS)


def test_the_window_with_the_keys_shows_menus_and_places_and_is_read_by_the_page_keys(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
    dialog = next(each for each in window.findChildren(QDialog) if each.windowTitle() == "Keys")
    QApplication.processEvents()
    shown = {label.text() for label in dialog.findChildren(QLabel)}
    assert {act.shortcut for act in window.commands.table()} - {""} <= shown
    assert {words for place in KEY_PLACES for words, _keys in place.rows} <= shown
    bar = dialog.body.verticalScrollBar()
    QTest.keyClick(dialog, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
