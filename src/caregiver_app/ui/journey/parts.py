"""What the views of the CAR-T steps share: lines of text put anew without being made anew, and what is folded away."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_app.ui.text import Label, button, label, rename, set_role
from caregiver_app.ui.theme import SPACE_1


@dataclass(frozen=True)
class Said:
    """One paragraph and its look, a role of `ui.text.ROLES`."""

    words: str
    role: str = "body"


class Lines(QWidget):
    """Show paragraphs, one beneath the other; nothing takes room where there are none."""

    def __init__(self, spacing: int = SPACE_1) -> None:
        super().__init__()
        self._labels: list[Label] = []
        self._said: tuple[Said, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(spacing)
        self.hide()

    @property
    def words(self) -> tuple[str, ...]:
        """The paragraphs as they are shown."""
        return tuple(one.words for one in self._said)

    def show_lines(self, said: Sequence[Said]) -> None:
        """Show other paragraphs in the place of those that are shown."""
        if tuple(said) != self._said:
            self._said = tuple(said)
            while len(self._labels) < len(said):
                made = label("")
                made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                self._labels.append(made)
                self._column.addWidget(made)
            for place, made in enumerate(self._labels):
                made.setVisible(place < len(said))
                if place < len(said):
                    set_role(made, said[place].role)
                    made.setText(said[place].words)
        self.setVisible(bool(said))


class Fold(QWidget):
    """Hide lines behind a link that says what they are; where there are none, there is no link either."""

    def __init__(self, show: str, hide: str, inside: Lines) -> None:
        super().__init__()
        self._words = show, hide
        self._said: tuple[Said, ...] = ()
        self.inside, self.is_open = inside, False
        self.button = button(show, self._turn, "link")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(inside)

    def show_lines(self, said: Sequence[Said]) -> None:
        """Hold other lines; they are laid out once they are to be seen."""
        self._said = tuple(said)
        self.setVisible(bool(said))
        self.inside.show_lines(self._said if self.is_open else ())

    def set_open(self, is_open: bool) -> None:
        """Show or hide the lines."""
        self.is_open = is_open
        rename(self.button, self._words[is_open])
        self.inside.show_lines(self._said if is_open else ())

    def _turn(self) -> None:
        self.set_open(not self.is_open)


def bullets(texts: Sequence[str], role: str = "body") -> list[Said]:
    """Return texts as items of a list."""
    return [Said(f"– {text}", role) for text in texts]
