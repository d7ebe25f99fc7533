"""The icons: drawings in one style, painted in the theme's colours, always beside words and never in their place.

Each is a file under `resources/icons`, drawn with black strokes that take the colour asked for.
"""

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QPushButton

from caregiver_app import bundled
from caregiver_app.ui.theme import DRAWN_IN, scaled, see_through, tokens

if TYPE_CHECKING:
    from caregiver_app.domain.documents.document import Document

SIDE: Final = 20
"""How wide and high an icon is beside words of the usual size, in pixels."""


_PAPERS: Final = {
    "Summaries and letters": "letter", "Pathology": "pathology", "Imaging": "imaging", "Treatment": "treatment",
    "Laboratory": "laboratory", "Fitness and infections": "fitness", "Identity, insurance, travel": "identity",
    "After CAR-T": "after",
}  # fmt: skip


def paper_icon(document: "Document") -> str:
    """Return the icon of a paper: that of its group of kinds, a box or a disc for what is not a file."""
    from caregiver_app.domain.vocabulary import term

    found = term("document_kinds", document.kind)
    if document.holding != "file":
        return "papers/disc" if found is not None and found.group == "Imaging" else "papers/thing"
    return f"papers/{_PAPERS.get(found.group, 'other') if found is not None else 'other'}"


def paint_icon(painter: QPainter, name: str, box: QRectF, colour: str) -> None:
    """Paint an icon, such as "kinds/scan", into a square, in a colour as a theme names it."""
    from PySide6.QtSvg import QSvgRenderer  # not before the first paint

    QSvgRenderer(_drawing(name, colour)).render(painter, box)


def icon(name: str, colour: str = "") -> QIcon:
    """Return an icon in a colour or that of text; grey where it cannot be used, else as the words of a chosen row."""
    theme = tokens()
    made = QIcon()
    inks = {
        QIcon.Mode.Normal: colour or theme.text,
        QIcon.Mode.Disabled: theme.disabled,
        QIcon.Mode.Selected: theme.text if theme.border == 1 else theme.on_accent,
    }
    for mode, ink in inks.items():
        for state in (QIcon.State.Off, QIcon.State.On):
            made.addPixmap(_picture(name, ink, scaled(SIDE), _density()), mode, state)
    return made


def set_icon(button: QPushButton, name: str, colour: str = "") -> None:
    """Put an icon before the words of a button, in the size of its text."""
    button.setIcon(icon(name, colour))
    button.setIconSize(QSize(scaled(SIDE), scaled(SIDE)))


def program_icon() -> QIcon:
    """Return the icon of the program, for its windows."""
    made = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(_picture("app/caregiver-organizer", "", side, 1.0))
    return made


def _density() -> float:
    application = QApplication.instance()
    return application.devicePixelRatio() if isinstance(application, QApplication) else 1.0


@lru_cache(maxsize=256)
def _picture(name: str, colour: str, side: int, density: float) -> QPixmap:
    picture = QPixmap(round(side * density), round(side * density))
    picture.setDevicePixelRatio(density)
    picture.fill(see_through())
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_icon(painter, name, QRectF(0, 0, side, side), colour)
    painter.end()
    return picture


@lru_cache(maxsize=256)
def _drawing(name: str, colour: str) -> QByteArray:
    drawn = bundled.resource("icons", *f"{name}.svg".split("/")).read_bytes()
    return QByteArray(drawn.replace(DRAWN_IN.encode(), colour.encode()) if colour else drawn)
