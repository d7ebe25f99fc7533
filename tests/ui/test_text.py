"""What the family typed is never read as markup."""

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

import caregiver_app
from caregiver_app.ui.text import button, label, literal, one_line, set_tooltip, title_words

UI = Path(caregiver_app.__file__).parent / "ui"
MARKUP = '<b>x</b><img src="/etc/hostname">'


@pytest.mark.parametrize("path", sorted(UI.rglob("*.py")), ids=lambda path: path.name)
def test_labels_message_boxes_and_tooltips_are_made_in_one_place(path: Path) -> None:
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    called = {name_of(call) for call in calls}
    assert not called & {"QMessageBox", "QLabel", "setStatusTip", "setWhatsThis"}
    if path.name != "text.py":
        assert not called & {"QPushButton", "setTextFormat"}
    tips = [call.args[0] for call in calls if name_of(call) == "setToolTip"]
    assert all(isinstance(tip, ast.Call) and name_of(tip) == "tooltip" for tip in tips)


def name_of(call: ast.Call) -> str:
    if isinstance(call.func, ast.Name):
        return call.func.id
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def test_a_label_shows_markup_as_it_was_typed(qtbot: QtBot) -> None:
    shown = label(MARKUP)
    qtbot.addWidget(shown)
    assert shown.textFormat() == Qt.TextFormat.PlainText
    assert shown.text() == MARKUP


def test_a_tooltip_shows_markup_as_it_was_typed(qtbot: QtBot) -> None:
    shown = label("name")
    qtbot.addWidget(shown)
    set_tooltip(shown, MARKUP)
    assert "<img" not in shown.toolTip()
    assert "&lt;img" in shown.toolTip()


def test_a_button_keeps_an_ampersand(qtbot: QtBot) -> None:
    shown = button("Wei & Anna")
    qtbot.addWidget(shown)
    assert shown.text() == "Wei && Anna"
    assert shown.accessibleName() == "Wei & Anna"


def test_characters_that_turn_the_reading_direction_are_shown_as_marks() -> None:
    assert literal("invoice\u202efdp.exe\u2066\0") == "invoice\ufffdfdp.exe\ufffd\ufffd"


def test_characters_that_steer_and_show_nothing_are_shown_as_marks() -> None:
    assert literal("a\x07b\x1b[31m\x9bc\td\ne") == "a\ufffdb\ufffd[31m\ufffdc\td\ne"


def test_a_line_end_breaks_nothing_that_has_one_line(qtbot: QtBot) -> None:
    typed = "Letter\u202e \r\n D-002\u2028Biopsy"
    shown = button(typed)
    qtbot.addWidget(shown)
    assert one_line(typed) == title_words(typed) == "Letter\ufffd D-002 Biopsy"
    assert (shown.text(), shown.accessibleName()) == (one_line(typed), one_line(typed))
    assert one_line("R-CHOP\xa0×6") == "R-CHOP\xa0×6"


@pytest.mark.parametrize("path", sorted(UI.rglob("*.py")), ids=lambda path: path.name)
def test_what_is_read_aloud_is_ours_or_was_made_literal(path: Path) -> None:
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    told = [call.args[0] for call in calls if name_of(call) in ("setAccessibleName", "setAccessibleDescription")]
    assert [ast.unparse(words) for words in told if not is_ours(words)] == []


def is_ours(words: ast.expr) -> bool:
    """Whether a text is a whole one of ours, or went through `literal` or `one_line`."""
    if isinstance(words, ast.IfExp):
        return is_ours(words.body) and is_ours(words.orelse)
    if isinstance(words, ast.Call) and name_of(words) == "format":
        return isinstance(words.func, ast.Attribute) and all(map(is_ours, (words.func.value, *values_of(words))))
    if isinstance(words, ast.Call) and name_of(words) in ("_", "ngettext", "pgettext"):
        return isinstance(words.args[-1 if name_of(words) == "pgettext" else 0], ast.Constant)
    if isinstance(words, ast.Call):
        return name_of(words) in ("literal", "one_line", "accessibleName")
    return isinstance(words, ast.Constant) or (isinstance(words, ast.Name) and words.id in ("n", "number"))


def values_of(call: ast.Call) -> list[ast.expr]:
    return [*call.args, *(keyword.value for keyword in call.keywords)]


def test_a_word_longer_than_any_line_breaks(qtbot: QtBot) -> None:
    shown = label("x" * 300)
    qtbot.addWidget(shown)
    assert shown.minimumSizeHint().width() < 300
    assert shown.text() == "x" * 300
