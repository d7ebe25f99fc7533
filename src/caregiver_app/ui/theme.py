"""The one place that knows colours, type sizes and spacing; everything painted or styled asks here.

The palette is set in full and never left to the platform: Qt's own defaults fall short of the contrast we
promise, and some platforms ignore a colour scheme that is asked for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from caregiver_app.ui.stylesheet import stylesheet

SPACE_1: Final = 4
SPACE_2: Final = 8
SPACE_3: Final = 16
SPACE_4: Final = 24
ROW: Final = 32
CONTROL: Final = 36
MAIN_BUTTON: Final = 44
RADIUS: Final = 6
FOCUS: Final = 2

BODY_POINTS: Final = 11.0
SMALL_POINTS: Final = 10.0
SECTION_POINTS: Final = 13.0
TITLE_POINTS: Final = 18.0

TEXT_SIZES: Final = (80, 100, 115, 130, 150, 175, 200)
"""How large text can be, in percent of the usual."""

CHOICES: Final = ("system", "light", "dark", "contrast")
_PROPERTY: Final = "caregiver_theme"
_SCALE: Final = "caregiver_text_percent"


@dataclass(frozen=True)
class Lanes:
    """Name the colours of the timeline's lanes."""

    therapy: str
    cell: str
    radiation: str
    response: str
    relapse: str
    scan: str
    biopsy: str
    lab: str
    stay: str


@dataclass(frozen=True)
class Tokens:
    """Name every colour by what it is for. Values are "#RRGGBB": `QColor(tokens().accent)` paints with them."""

    name: str
    dark: bool
    page: str
    side: str
    surface: str
    text: str
    quiet: str
    disabled: str
    line: str
    hairline: str
    accent: str
    accent_over: str
    on_accent: str
    hover: str
    select: str
    good: str
    care: str
    stop: str
    good_tint: str
    care_tint: str
    stop_tint: str
    border: int
    lanes: Lanes


_LIGHT_LANES = Lanes(
    therapy="#2C5A88", cell="#6F3B86", radiation="#7E5200", response="#1D6A50", relapse="#A1251D",
    scan="#555B63", biopsy="#8A3A63", lab="#34708F", stay="#6B6256",
)  # fmt: skip
_DARK_LANES = Lanes(
    therapy="#8FB8E0", cell="#C9A0DC", radiation="#E0B36A", response="#7FCDB0", relapse="#F7A49C",
    scan="#B7BDC4", biopsy="#E3A0C1", lab="#8CC7E0", stay="#C9BFB1",
)  # fmt: skip

PICTURES_ON: Final = "#000000"
"""What the pictures of scans stand on, in every theme: they are looked at on black."""

DRAWN_IN: Final = "#000000"
"""What the files of the icons are drawn in; a theme's colour takes its place."""

LIGHT: Final = Tokens(
    name="light", dark=False,
    page="#FAF8F4", side="#F3F0EA", surface="#FFFFFF", text="#1E2226", quiet="#4B525A", disabled="#6F767E",
    line="#7F858D", hairline="#E2DDD3", accent="#0A6466", accent_over="#084F51", on_accent="#FFFFFF",
    hover="#EAF1EF", select="#CFE5E3", good="#23633A", care="#7A4700", stop="#9A1F1B",
    good_tint="#EAF3EC", care_tint="#FBF2E2", stop_tint="#FAEBE9", border=1, lanes=_LIGHT_LANES,
)  # fmt: skip
DARK: Final = Tokens(
    name="dark", dark=True,
    page="#15181C", side="#101316", surface="#1D2227", text="#EDEEEF", quiet="#B7BDC4", disabled="#8C949C",
    line="#7C848D", hairline="#30373D", accent="#63C6C0", accent_over="#86D8D3", on_accent="#0B2425",
    hover="#243034", select="#1F4A4B", good="#86CF9C", care="#F0B45B", stop="#F7A49C",
    good_tint="#1B2A21", care_tint="#2C2417", stop_tint="#301F1E", border=1, lanes=_DARK_LANES,
)  # fmt: skip
CONTRAST_LIGHT: Final = Tokens(
    name="contrast-light", dark=False,
    page="#FFFFFF", side="#FFFFFF", surface="#FFFFFF", text="#000000", quiet="#000000", disabled="#595959",
    line="#000000", hairline="#000000", accent="#0000C8", accent_over="#000080", on_accent="#FFFFFF",
    hover="#FFFFFF", select="#FFFFFF", good="#000000", care="#000000", stop="#000000",
    good_tint="#FFFFFF", care_tint="#FFFFFF", stop_tint="#FFFFFF", border=2, lanes=_LIGHT_LANES,
)  # fmt: skip
CONTRAST_DARK: Final = Tokens(
    name="contrast-dark", dark=True,
    page="#000000", side="#000000", surface="#000000", text="#FFFFFF", quiet="#FFFFFF", disabled="#A6A6A6",
    line="#FFFFFF", hairline="#FFFFFF", accent="#FFFF00", accent_over="#FFFF99", on_accent="#000000",
    hover="#000000", select="#000000", good="#FFFFFF", care="#FFFFFF", stop="#FFFFFF",
    good_tint="#000000", care_tint="#000000", stop_tint="#000000", border=2, lanes=_DARK_LANES,
)  # fmt: skip
THEMES: Final = {theme.name: theme for theme in (LIGHT, DARK, CONTRAST_LIGHT, CONTRAST_DARK)}


def tokens() -> Tokens:
    """Return the colours in force now; painters ask each time they paint."""
    application = QGuiApplication.instance()
    name = application.property(_PROPERTY) if application is not None else None
    return THEMES.get(str(name), LIGHT)


def text_percent() -> int:
    """Return the text size in force, in percent."""
    application = QGuiApplication.instance()
    return int((application.property(_SCALE) if application is not None else None) or 100)


def points(size: float) -> float:
    """Return a type size as the user's text size asks."""
    return size * text_percent() / 100


def see_through() -> QColor:
    """Return the colour that covers nothing."""
    return QColor(0, 0, 0, 0)


def font(size: float = BODY_POINTS, *, bold: bool = False) -> QFont:
    """Return the system's own face at one of our sizes, with figures of equal width."""
    face = QFont(QApplication.font())
    face.setPointSizeF(points(size))
    face.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return face


def scaled(pixels: int) -> int:
    """Return a height or width that holds text, grown with the text size."""
    return max(pixels, round(pixels * text_percent() / 100))


class Theme(QObject):
    """Apply the colours and sizes to the application; follow the system's light and dark, and its wish for contrast.

    `system_asks_for_contrast` can be replaced.
    """

    changed = Signal()

    def __init__(self, application: QApplication, choice: str = "system", percent: int = 100) -> None:
        super().__init__(application)
        self._application = application
        self._choice = choice
        self._percent = percent
        self._face = QFont(application.font())
        # Setting it anew costs more than all else here.
        if application.style().objectName().lower() != "fusion":
            application.setStyle("Fusion")
        self._hints = application.styleHints()
        self._hints.colorSchemeChanged.connect(self._on_scheme_changed)
        self._hints.accessibility().contrastPreferenceChanged.connect(self._on_scheme_changed)
        self.system_asks_for_contrast: Callable[[], bool] = self._ask_system
        self._apply()

    @property
    def choice(self) -> str:
        """What the user chose: one of `CHOICES`."""
        return self._choice

    @property
    def percent(self) -> int:
        """How large the user wants text."""
        return self._percent

    def use(self, choice: str, percent: int) -> None:
        """Take another choice at once."""
        self._choice = choice if choice in CHOICES else "system"
        self._percent = percent
        self._apply()

    def use_face(self, face: QFont) -> None:
        """Write in another face from now on, such as that of another language."""
        self._face = QFont(face)
        self._application.setProperty(_PROPERTY, None)
        self._apply()

    def _on_scheme_changed(self) -> None:
        if self._choice in ("system", "contrast"):
            self._apply()

    def _ask_system(self) -> bool:
        # Asked for each time: what is handed out does not stay.
        return self._hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast

    def _chosen(self) -> Tokens:
        system_dark = self._hints.colorScheme() == Qt.ColorScheme.Dark
        if self._choice == "contrast" or (self._choice == "system" and self.system_asks_for_contrast()):
            return CONTRAST_DARK if system_dark else CONTRAST_LIGHT
        if self._choice == "system":
            return DARK if system_dark else LIGHT
        return DARK if self._choice == "dark" else LIGHT

    def _apply(self) -> None:
        chosen = self._chosen()
        if (self._application.property(_PROPERTY), self._application.property(_SCALE)) == (chosen.name, self._percent):
            return  # styling every widget anew is seen as a flicker
        self._application.setProperty(_PROPERTY, chosen.name)
        self._application.setProperty(_SCALE, self._percent)
        face = QFont(self._face)
        face.setPointSizeF(points(BODY_POINTS))
        self._application.setFont(face)
        self._application.setPalette(_palette(chosen))
        leftward = self._application.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._application.setStyleSheet(stylesheet(chosen, self._percent, "right" if leftward else "left"))
        self.changed.emit()


def _palette(theme: Tokens) -> QPalette:
    roles = QPalette.ColorRole
    palette = QPalette()
    for role, colour in (
        (roles.Window, theme.page),
        (roles.Base, theme.surface),
        (roles.AlternateBase, theme.page),
        (roles.Button, theme.surface),
        (roles.ToolTipBase, theme.surface),
        (roles.WindowText, theme.text),
        (roles.Text, theme.text),
        (roles.ButtonText, theme.text),
        (roles.ToolTipText, theme.text),
        (roles.BrightText, theme.text),
        (roles.PlaceholderText, theme.quiet),
        (roles.Highlight, theme.select if theme.border == 1 else theme.accent),
        (roles.HighlightedText, theme.text if theme.border == 1 else theme.on_accent),
        (roles.Link, theme.accent),
        (roles.LinkVisited, theme.accent),
        (roles.Accent, theme.accent),
        (roles.Light, theme.surface),
        (roles.Midlight, theme.hover),
        (roles.Mid, theme.line),
        (roles.Dark, theme.line),
        (roles.Shadow, theme.hairline),
    ):
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText, roles.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.disabled))
    return palette
