"""The series of an imaging study as small pictures in a row, each with what it is called."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from caregiver_app.casebook.documents.series_pictures import NOT_SHOWN, SeriesPicture
from caregiver_app.domain.documents.imaging import series_in_words
from caregiver_app.i18n import _
from caregiver_app.ui.flowing import FlowingRow
from caregiver_app.ui.text import label, literal, set_tooltip
from caregiver_app.ui.theme import PICTURES_ON, RADIUS, SPACE_1, SPACE_2, scaled, tokens

SIDE: Final = 118
_LONGEST_NAME: Final = 64  # letters; a file may call its series anything


class SeriesStrip(QWidget):
    """Show the series of one study, in as many lines as they need."""

    def __init__(self) -> None:
        super().__init__()
        self.tiles: tuple[SeriesTile, ...] = ()
        self._row = FlowingRow(self, SPACE_2)
        self.setAccessibleName(_("The series of this scan"))
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_series(self, series: Sequence[SeriesPicture]) -> None:
        """Show these series instead of those before."""
        for tile in self.tiles:
            self._row.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self.tiles = tuple(SeriesTile(one, number) for number, one in enumerate(series, 1))
        for tile in self.tiles:
            self._row.addWidget(tile)
        self.setVisible(bool(self.tiles))
        self.updateGeometry()


class SeriesTile(QWidget):
    """One series: its picture, or why there is none, and beneath it its name and how many pictures it has."""

    def __init__(self, series: SeriesPicture, number: int) -> None:
        super().__init__()
        self.series = series
        called = series.description or _("Series {n}").format(n=number)
        pictures = series_in_words(None, series.pictures)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        if series.png is not None:
            self.picture: QWidget = _Picture(series.png)
            said = _("Picture of the series “{name}”, {pictures}").format(name=called, pictures=pictures)
        else:
            why = _(NOT_SHOWN.get(series.trouble, ""))
            self.picture = _NoPicture(why)
            said = _("No picture of the series “{name}”, {pictures}. {why}").format(
                name=called, pictures=pictures, why=why
            )
        self.picture.setAccessibleName(literal(said))
        set_tooltip(self, f"{called}\n{series.path}")
        column.addWidget(self.picture)
        for words, role in ((_short(called), "meaning"), (pictures, "hint")):
            column.addWidget(label(words, role, narrow=True))
        column.addStretch(1)
        self.setFixedWidth(scaled(SIDE))

    def sizeHint(self) -> QSize:
        """Be as high as picture and words are at its width."""
        wide = scaled(SIDE)
        layout = self.layout()
        return QSize(wide, layout.heightForWidth(wide) if layout is not None else wide)


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST_NAME else f"{words[:_LONGEST_NAME].rstrip()}…"


class _Picture(QWidget):
    """A picture on black, whole, in the middle of a square."""

    def __init__(self, png: bytes) -> None:
        super().__init__()
        self._image = QImage.fromData(png)
        self.setFixedSize(scaled(SIDE), scaled(SIDE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it, as sharp as the screen is."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor(PICTURES_ON))
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = self.rect()
        place.setSize(size)
        place.moveCenter(self.rect().center())
        painter.drawImage(place, self._image)
        painter.setPen(QPen(QColor(tokens().line), tokens().border))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class _NoPicture(QWidget):
    """Where a picture would be: why there is none."""

    def __init__(self, why: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_1, SPACE_1, SPACE_1, SPACE_1)
        said = label(why, "hint")
        said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(said)
        self.setFixedWidth(scaled(SIDE))
        self.setMinimumHeight(scaled(SIDE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line round it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens().line), tokens().border, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), RADIUS, RADIUS)
        painter.end()
