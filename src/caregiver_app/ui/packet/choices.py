"""Which parts go into the packet: a tick for each, and one for the title pages."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_app.domain.packet.choices import SECTION_WORDS, SECTIONS, PacketChoices
from caregiver_app.i18n import N_, _
from caregiver_app.ui.fields import CheckBox
from caregiver_app.ui.flowing import FlowingRow
from caregiver_app.ui.text import heading, literal, set_tooltip
from caregiver_app.ui.theme import SPACE_1, SPACE_2

_SECTION_HINTS: Final = {
    "summary": N_("One sheet: diagnosis, lines of therapy, where things stand."),
    "timeline": N_("One page with everything drawn on one line of time."),
    "details": N_("Responses, scans, biopsies, labs, hospital stays."),
    "proofs": N_("Each fact with the paper and the page that shows it."),
    "questions": N_("Your questions for the reader, with room to write."),
    "documents": N_("Every document with its page, what others hold, and what is still wanted."),
    "attached": N_("The pages of every document ticked below."),
}


class PartTicks(QWidget):
    """Tick the parts. `changed` tells that somebody chose otherwise."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.sections = {section: self._tick(SECTION_WORDS[section], _SECTION_HINTS[section]) for section in SECTIONS}
        self.dividers = self._tick(N_("Title pages"), N_("A title page before each document."))
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 0, SPACE_2, 0)
        column.setSpacing(SPACE_1)
        column.addWidget(heading(_("What goes in")))
        self._ticks = (*self.sections.values(), self.dividers)
        holder = QWidget()
        row = FlowingRow(holder, SPACE_1)
        for tick in self._ticks:
            row.addWidget(tick)
        column.addWidget(holder)
        self._stand_in_line()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._stand_in_line()

    def _stand_in_line(self) -> None:
        """Make every other tick as wide as the widest of them, so that two of them stand in columns."""
        ticks = getattr(self, "_ticks", ())
        for column in (ticks[::2], ticks[1::2]):
            wide = max((tick.sizeHint().width() for tick in column), default=0)
            for tick in column:
                tick.setMinimumWidth(wide)

    def show_choices(self, choices: PacketChoices) -> None:
        """Show what is chosen."""
        with quietly(*self.sections.values(), self.dividers):
            for section, tick in self.sections.items():
                tick.setChecked(section in choices.sections)
            self.dividers.setChecked(choices.dividers)
        self.dividers.setEnabled("attached" in choices.sections)

    def over(self, choices: PacketChoices) -> PacketChoices:
        """Return choices with the parts as they are ticked, in their order."""
        sections = tuple(section for section, tick in self.sections.items() if tick.isChecked())
        return replace(choices, sections=sections, dividers=self.dividers.isChecked())

    def _tick(self, words: str, told: str) -> CheckBox:
        tick = CheckBox(_(words))
        set_tooltip(tick, _(told))
        tick.setAccessibleDescription(literal(_(told)))
        tick.toggled.connect(lambda _on: self.changed.emit())
        return tick


@contextmanager
def quietly(*parts: QWidget) -> Iterator[None]:
    """Let parts show something without telling that somebody changed it."""
    blocked: Sequence[QSignalBlocker] = [QSignalBlocker(part) for part in parts]
    try:
        yield
    finally:
        for blocker in blocked:
            blocker.unblock()
