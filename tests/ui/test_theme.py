"""Contrast, sizes, and colours named in one place only."""

import ast
import re
from pathlib import Path

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

import caregiver_app
from caregiver_app.ui.theme import CHOICES, THEMES, Theme, Tokens, font, points, tokens

SOURCE = Path(caregiver_app.__file__).parent
SCREEN = [path for path in (SOURCE / "ui").rglob("*.py") if path.name != "theme.py"]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


all_themes = pytest.mark.parametrize("theme_tokens", THEMES.values(), ids=THEMES)


@all_themes
def test_body_and_quiet_text_stand_out_seven_to_one(theme_tokens: Tokens) -> None:
    for ground in (theme_tokens.page, theme_tokens.side, theme_tokens.surface, theme_tokens.hover):
        assert contrast(theme_tokens.text, ground) >= 7
        assert contrast(theme_tokens.quiet, ground) >= 6.5
    assert contrast(theme_tokens.quiet, theme_tokens.page) >= 7
    assert contrast(theme_tokens.quiet, theme_tokens.surface) >= 7


@all_themes
def test_actions_statuses_and_chosen_rows_stand_out(theme_tokens: Tokens) -> None:
    assert contrast(theme_tokens.text, theme_tokens.select) >= 7
    assert contrast(theme_tokens.on_accent, theme_tokens.accent) >= 6.5
    assert contrast(theme_tokens.on_accent, theme_tokens.accent_over) >= 6.5
    for colour in (theme_tokens.accent, theme_tokens.good, theme_tokens.care, theme_tokens.stop):
        assert contrast(colour, theme_tokens.page) >= 6.4
        assert contrast(colour, theme_tokens.surface) >= 6.4
    for ground in (theme_tokens.good_tint, theme_tokens.care_tint, theme_tokens.stop_tint):
        assert contrast(theme_tokens.text, ground) >= 7


@all_themes
def test_borders_and_greyed_words_can_be_seen(theme_tokens: Tokens) -> None:
    for ground in (theme_tokens.page, theme_tokens.surface):
        assert contrast(theme_tokens.line, ground) >= 3
        assert contrast(theme_tokens.disabled, ground) >= 3
        for lane in vars(theme_tokens.lanes).values():
            assert contrast(lane, ground) >= 3


@pytest.mark.parametrize("path", SCREEN, ids=lambda path: path.name)
def test_no_colour_is_named_outside_the_theme(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    strings = [node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)]
    assert not [text for text in strings if isinstance(text, str) and re.search(r"#[0-9a-fA-F]{3,8}\b", text)]
    assert "GlobalColor" not in source
    assert not re.search(r"QColor\(\s*\d", source)
    assert ".setStyleSheet(" not in source


def test_the_palette_is_set_in_full(theme: Theme, qapp: QApplication) -> None:
    for choice in CHOICES:
        theme.use(choice, 100)
        chosen = tokens()
        palette = qapp.palette()
        assert palette.color(QPalette.ColorRole.Window).name().upper() == chosen.page
        assert palette.color(QPalette.ColorRole.Text).name().upper() == chosen.text
        assert palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text).name().upper() == chosen.disabled
    theme.use("light", 100)


def test_a_larger_text_makes_every_size_larger(theme: Theme, qapp: QApplication) -> None:
    theme.use("light", 150)
    assert qapp.font().pointSizeF() == pytest.approx(16.5)
    assert font(18).pointSizeF() == pytest.approx(27)
    theme.use("light", 100)
    assert points(11) == 11


def test_an_unknown_choice_is_taken_as_the_computers_own(theme: Theme) -> None:
    theme.use("sepia", 100)
    assert theme.choice == "system"
    theme.use("light", 100)


def test_a_computer_that_asks_for_contrast_gets_it_unless_something_else_was_chosen(
    theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(theme, "system_asks_for_contrast", lambda: True)
    chosen = []
    for choice in ("system", "light", "dark"):
        theme.use(choice, 100)
        chosen.append(tokens().name)
    monkeypatch.setattr(theme, "system_asks_for_contrast", lambda: False)
    theme.use("system", 110)
    chosen.append(tokens().name)
    theme.use("light", 100)
    assert chosen == ["contrast-light", "light", "dark", "light"]
