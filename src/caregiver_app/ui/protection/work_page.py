"""Shows that something is done with a whole case while it is closed, how far it is, and a way to stop."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Slot

from caregiver_app.i18n import _
from caregiver_app.ui.protection.gate_page import GatePage
from caregiver_app.ui.text import button, hint, label


@dataclass(frozen=True)
class Work:
    """What is said of work on a whole case: its title, how it goes, what is being done, what stopping means."""

    words: str
    said: str
    busy: str
    stopped: str


def written_anew(words: str) -> Work:
    """Return what is said where every part of a case is written anew."""
    return Work(
        words,
        _("This takes a while with many papers. The window can stay as it is."),
        _("Every record and every paper is written anew …"),
        _("If you stop it, or the power fails, your case is as it was before."),
    )


class WorkPage(GatePage):
    """Tell of the work; `stop` asks it to stop."""

    def __init__(self, work: Work, stop: Callable[[], object]) -> None:
        super().__init__(work.words)
        self._stop = stop
        self.stop_button = button(_("Stop"), self._on_stop_pressed, "large")
        self.column.addWidget(label(work.said))
        self.add_foot((self.stop_button,))
        self.column.addWidget(hint(work.stopped))
        self.show_busy(work.busy)

    def start(self) -> None:
        """Begin at the one thing that can be done."""
        self.stop_button.setFocus()

    @Slot(int, int, str)
    def show_progress(self, done: int, total: int, _what: str) -> None:
        """Show how far it is."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _on_stop_pressed(self) -> None:
        self.stop_button.setEnabled(False)
        self.show_busy(_("Stopping …"))
        self._stop()
