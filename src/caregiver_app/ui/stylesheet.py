"""Qt's style sheet written from the theme's tokens: what a button, a field and a table look like.

Widgets are addressed by type and by the property `role`, never by their own style sheets.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caregiver_app.ui.theme import Tokens

Size = Callable[[float], str]
Pixels = Callable[[int], str]


def stylesheet(theme: "Tokens", percent: int, begin: str = "left") -> str:
    """Return the whole style sheet for these colours, this text size and the side where lines begin."""

    def pt(size: float) -> str:
        return f"{size * percent / 100:g}pt"

    def px(size: int) -> str:
        return f"{max(size, round(size * percent / 100))}px"

    parts = (
        _texts(theme, pt),
        _buttons(theme, px),
        _fields(theme, px),
        _tabs(theme, px),
        _tables(theme, px),
        _frame(theme, px, pt, begin),
    )
    return "\n".join(parts)


def _texts(theme: "Tokens", pt: Size) -> str:
    return f"""
QWidget {{ color: {theme.text}; }}
QMainWindow, QDialog, QWidget[role="page"] {{ background: {theme.page}; }}
QLabel {{ background: transparent; }}
QLabel[role="title"] {{ font-size: {pt(18)}; font-weight: 600; }}
QLabel[role="section"] {{ font-size: {pt(13)}; font-weight: 600; }}
QLabel[role="strong"], QLabel[role="field"] {{ font-weight: 600; }}
QLabel[role="hint"], QLabel[role="quiet"] {{ color: {theme.quiet}; }}
QLabel[role="hint"], QLabel[role="meaning"], QLabel[role="trouble"] {{ font-size: {pt(10)}; }}
QLabel[role="link"] {{ color: {theme.accent}; }}
QLabel[role="trouble"] {{ color: {theme.stop}; }}
QLabel[role="good"] {{ color: {theme.good}; }}
QLabel[role="care"] {{ color: {theme.care}; }}
QToolTip {{
    color: {theme.text}; background: {theme.surface}; border: {theme.border}px solid {theme.line}; padding: 4px;
}}
"""


def _buttons(theme: "Tokens", px: Pixels) -> str:
    line, wide = theme.border, theme.border + 1
    round_half = f"{(int(px(14)[:-2]) + 2 * (line + 1)) // 2}px"
    on = f"background: {theme.select if line == 1 else theme.accent}; border-color: {theme.accent};"
    on += "" if line == 1 else f" color: {theme.on_accent};"
    return f"""
QPushButton, QToolButton {{
    background: {theme.surface}; border: {line}px solid {theme.line}; border-radius: 6px;
    padding: 5px 14px; min-height: {px(24)};
}}
QPushButton:hover, QToolButton:hover {{ background: {theme.hover}; border-color: {theme.accent}; }}
QPushButton:pressed, QToolButton:pressed, QPushButton:checked, QToolButton:checked {{ {on} }}
QPushButton:focus, QToolButton:focus {{ border: {wide}px solid {theme.accent}; padding: 4px 13px; }}
QPushButton:disabled, QToolButton:disabled {{ color: {theme.disabled}; border-color: {theme.hairline}; }}
QPushButton[role="large"] {{ min-height: {px(32)}; font-weight: 600; padding: 5px 18px; }}
QPushButton[role="large"]:focus {{ padding: 4px 17px; }}
QPushButton[role="main"] {{
    min-height: {px(32)}; font-weight: 600; padding: 5px 20px;
    background: {theme.accent}; color: {theme.on_accent}; border: {line}px solid {theme.accent};
}}
QPushButton[role="main"]:hover, QPushButton[role="main"]:pressed {{
    background: {theme.accent_over}; border-color: {theme.accent_over};
}}
QPushButton[role="main"]:focus {{ border: {wide}px solid {theme.text}; padding: 4px 19px; }}
QPushButton[role="main"]:disabled {{ background: {theme.side}; color: {theme.disabled}; border-color: {theme.line}; }}
QPushButton[role="link"], QToolButton[role="link"] {{
    background: transparent; border: {wide}px solid transparent; color: {theme.accent}; padding: 2px 0;
}}
QPushButton[role="link"]:hover, QToolButton[role="link"]:hover {{
    text-decoration: underline; background: transparent;
}}
QPushButton[role="link"]:focus, QToolButton[role="link"]:focus {{
    border: {wide}px solid {theme.accent}; padding: 2px 0;
}}
QPushButton[role="words-link"] {{
    background: transparent; border: {wide}px solid transparent; border-radius: 4px; padding: 0;
}}
QPushButton[role="words-link"]:hover {{ background: {theme.hover}; }}
QPushButton[role="words-link"]:focus {{ border: {wide}px solid {theme.accent}; padding: 0; }}
QPushButton[role="link"]:disabled {{ color: {theme.disabled}; }}
QPushButton::menu-indicator {{ width: 0; image: none; subcontrol-position: right center; }}
QCheckBox, QRadioButton {{
    spacing: 8px; padding: 3px; border: {wide}px solid transparent; border-radius: 4px; min-height: {px(22)};
    background: transparent;
}}
QCheckBox:focus, QRadioButton:focus {{ border: {wide}px solid {theme.accent}; }}
QRadioButton::indicator, QCheckBox::indicator {{
    width: {px(14)}; height: {px(14)}; background: {theme.surface}; border: {line + 1}px solid {theme.line};
}}
QRadioButton::indicator {{ border-radius: {round_half}; }}
QCheckBox::indicator {{ border-radius: 4px; }}
QRadioButton::indicator:hover, QCheckBox::indicator:hover {{ border-color: {theme.accent}; }}
QRadioButton::indicator:checked {{
    border-color: {theme.accent};
    background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5,
        stop: 0 {theme.on_accent}, stop: 0.4 {theme.on_accent}, stop: 0.5 {theme.accent}, stop: 1 {theme.accent});
}}
QCheckBox::indicator:checked {{ background: {theme.accent}; border-color: {theme.accent}; }}
"""


def _fields(theme: "Tokens", px: Pixels) -> str:
    line, wide = theme.border, theme.border + 1
    return f"""
QLineEdit, QPlainTextEdit, QSpinBox, QComboBox {{
    background: {theme.surface}; border: {line}px solid {theme.line}; border-radius: 6px; padding: 5px 9px;
    selection-background-color: {theme.accent}; selection-color: {theme.on_accent};
    placeholder-text-color: {theme.quiet};
}}
QLineEdit, QSpinBox, QComboBox {{ min-height: {px(24)}; }}
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QComboBox:focus {{
    border: {wide}px solid {theme.accent}; padding: 4px 8px;
}}
QLineEdit[trouble="true"], QPlainTextEdit[trouble="true"] {{ border-color: {theme.stop}; }}
QTextEdit[role="prose"] {{
    background: transparent; border: 0;
    selection-background-color: {theme.accent}; selection-color: {theme.on_accent};
}}
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled {{ color: {theme.disabled}; border-color: {theme.hairline}; }}
QComboBox::drop-down {{ border: none; width: {px(26)}; }}
QComboBox QAbstractItemView, QAbstractItemView[role="popup"] {{
    background: {theme.surface}; border: {line}px solid {theme.line}; padding: 4px; outline: 0;
    selection-background-color: {theme.select}; selection-color: {theme.text};
}}
QComboBox QAbstractItemView::item, QAbstractItemView[role="popup"]::item {{ min-height: {px(28)}; padding: 0 6px; }}
"""


def _tabs(theme: "Tokens", px: Pixels) -> str:
    line, wide = theme.border, theme.border + 1
    return f"""
QTabBar {{ background: transparent; border: 0; }}
QTabBar::tab {{
    background: transparent; border: {wide}px solid transparent; border-bottom: {wide + 1}px solid transparent;
    padding: 4px 10px; min-height: {px(24)}; color: {theme.accent};
}}
QTabBar::tab:hover {{ background: {theme.hover}; }}
QTabBar::tab:selected {{ color: {theme.text}; border-bottom-color: {theme.accent}; }}
QTabBar::tab:focus {{ border: {wide}px solid {theme.accent}; border-radius: 4px; }}
QPushButton[role="corner"] {{
    background: transparent; border: {line}px solid {theme.hairline}; border-radius: 4px; color: {theme.accent};
    padding: 0 6px; min-height: {px(22)};
}}
QPushButton[role="corner"]:hover {{ background: {theme.hover}; border-color: {theme.accent}; }}
QPushButton[role="corner"]:focus {{ border: {wide}px solid {theme.accent}; padding: 0 5px; }}
"""


def _tables(theme: "Tokens", px: Pixels) -> str:
    line, wide = theme.border, theme.border + 1
    chosen = f"background: {theme.select}; color: {theme.text};"
    if wide > 2:
        chosen = f"background: {theme.accent}; color: {theme.on_accent};"
    return f"""
QTableView, QListView, QTreeView {{
    background: {theme.surface}; border: {line}px solid {theme.hairline}; border-radius: 8px; outline: 0;
    gridline-color: {theme.hairline}; margin: {wide - line}px;
}}
QTableView:focus, QListView:focus, QTreeView:focus {{ border: {wide}px solid {theme.accent}; margin: 0; }}
QTableView::item, QListView::item, QTreeView::item {{
    padding: 0 10px; border: 0; border-bottom: 1px solid {theme.hairline};
}}
QListView::item, QTreeView::item {{ min-height: {px(32)}; }}
QListView::item:hover, QTreeView::item:hover {{ background: {theme.hover}; }}
QTableView::item:selected, QListView::item:selected, QTreeView::item:selected {{ {chosen} }}
QHeaderView {{ background: {theme.surface}; border: 0; border-top-left-radius: 8px; border-top-right-radius: 8px; }}
QHeaderView::section {{
    background: transparent; color: {theme.quiet}; border: 0; border-bottom: 1px solid {theme.line};
    padding: 6px 10px 6px 13px; font-weight: 400;
}}
QTableCornerButton::section {{ background: {theme.surface}; border: 0; }}
QScrollArea, QScrollArea > QWidget > QWidget[role="scrolled"] {{ background: transparent; border: 0; }}
QScrollArea[role="reading"] {{ border: {wide}px solid transparent; border-radius: 6px; }}
QScrollArea[role="reading"]:focus {{ border-color: {theme.accent}; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 2px 1px; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 1px 2px; }}
QScrollBar::handle {{ background: {theme.line}; border-radius: 4px; min-height: 32px; min-width: 32px; }}
QScrollBar::handle:hover {{ background: {theme.quiet}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: transparent; }}
QSplitter::handle:hover {{ background: {theme.hairline}; }}
"""


def _frame(theme: "Tokens", px: Pixels, pt: Size, begin: str) -> str:
    end = "right" if begin == "left" else "left"
    line, wide = theme.border, theme.border + 1
    return f"""
QWidget[role="side"] {{ background: {theme.side}; border-{end}: {line}px solid {theme.hairline}; }}
QWidget[role="status"] {{ background: {theme.side}; border-top: {line}px solid {theme.hairline}; }}
QFrame[role="card"] {{ background: {theme.surface}; border: {line}px solid {theme.hairline}; border-radius: 8px; }}
QFrame[role="rule"] {{ background: {theme.hairline}; border: 0; max-height: 1px; min-height: 1px; }}
QFrame[role="notice-info"] {{
    background: {theme.hover}; border: 0; border-{begin}: 4px solid {theme.accent}; border-radius: 4px;
}}
QFrame[role="notice-good"] {{
    background: {theme.good_tint}; border: 0; border-{begin}: 4px solid {theme.good}; border-radius: 4px;
}}
QFrame[role="notice-care"] {{
    background: {theme.care_tint}; border: 0; border-{begin}: 4px solid {theme.care}; border-radius: 4px;
}}
QFrame[role="notice-stop"] {{
    background: {theme.stop_tint}; border: 0; border-{begin}: 4px solid {theme.stop}; border-radius: 4px;
}}
QPushButton[role="page-link"] {{
    text-align: left; background: transparent; border: {wide}px solid transparent; border-radius: 6px;
    padding: 3px 12px; min-height: {px(28)};
}}
QPushButton[role="page-link"]:hover {{ background: {theme.hover}; }}
QPushButton[role="page-link"][here="true"] {{
    background: {theme.select if line == 1 else theme.accent}; font-weight: 600;
    color: {theme.text if line == 1 else theme.on_accent}; padding-{begin}: 10px;
    border-{begin}: 4px solid {theme.accent};
}}
QPushButton[role="page-link"]:focus {{ border: {wide}px solid {theme.accent}; padding: 3px 12px; }}
QPushButton[role="case-name"] {{
    text-align: left; background: transparent; border: {wide}px solid transparent; border-radius: 6px;
    padding: 3px 12px; min-height: {px(32)}; font-size: {pt(13)}; font-weight: 600;
}}
QPushButton[role="case-name"]:hover {{ background: {theme.hover}; }}
QPushButton[role="case-name"]:focus {{ border: {wide}px solid {theme.accent}; }}
QMenuBar {{ background: {theme.side}; padding: 2px 0; }}
QMenuBar::item {{ padding: 4px 10px; background: transparent; border-radius: 4px; }}
QMenuBar::item:selected, QMenu::item:selected {{ background: {theme.select if line == 1 else theme.accent};
    color: {theme.text if line == 1 else theme.on_accent}; }}
QMenu {{ background: {theme.surface}; border: {line}px solid {theme.line}; padding: 4px; }}
QMenu::item {{ padding: 5px 28px 5px 14px; min-height: {px(22)}; border-radius: 4px; }}
QMenu::icon {{ padding-left: 10px; }}
QMenu::item:disabled {{ color: {theme.disabled}; }}
QMenu::separator {{ height: 1px; background: {theme.hairline}; margin: 4px 8px; }}
QProgressBar {{
    background: {theme.surface}; border: {line}px solid {theme.line}; border-radius: 4px; min-height: 12px;
    text-align: center;
}}
QProgressBar::chunk {{ background: {theme.accent}; border-radius: 3px; }}
"""
