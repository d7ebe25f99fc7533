"""What the case says about the facts the worksheet looks for; where it says nothing, what to write down and where."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline.kinds import kind_called
from caregiver_app.domain.worksheet.known import Fact, facts_known
from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.flowing import flowing
from caregiver_app.ui.reading_only import hold_back
from caregiver_app.ui.text import button, label, literal
from caregiver_app.ui.theme import SPACE_1, SPACE_3
from caregiver_app.ui.worksheet.parts import Part, known_lines, missing_line

# What can be added to the timeline where a fact is missing, by the end of the fact's id.
_ADDS: Final = {
    "diagnosis-and-subtype": ("diagnosis",),
    "diagnosis": ("diagnosis",),
    "relapsed-or-refractory": ("relapse", "response"),
    "lines-and-responses": ("therapy",),
    "earlier-therapies": ("therapy",),
    "extent-now": ("scan", "biopsy"),
    "burden": ("scan", "biopsy"),
    "biomarkers": ("marker",),
    "organ-function": ("fitness", "lab"),
    "infection-status": ("infection",),
    "performance-status": ("fitness",),
}
_ASKED: Final = "programme-criteria"


class FactsPart(Part):
    """Show the facts of a group, "foundation" or "programme-reads", as the case has them; it judges nothing."""

    def __init__(self, desk: Desk, group: str, clock: Callable[[], date]) -> None:
        super().__init__()
        self._desk, self._group, self._clock = desk, group, clock
        self._shown: tuple[Fact, ...] | None = None
        self._inside = QWidget()
        self.links: list[QPushButton] = []
        self.column.addWidget(self._inside)

    def refresh(self, case: CaseSnapshot) -> None:
        """Show what the case says by now."""
        facts = facts_known(case, self._group, self._clock())
        if facts == self._shown:
            return
        self._shown = facts
        focused = self.window().focusWidget()
        was_inside = focused is not None and self._inside.isAncestorOf(focused)
        before, self._inside = self._inside, QWidget()
        self.links = []
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_3)
        for fact in facts:
            column.addWidget(self._fact(fact))
        self.column.replaceWidget(before, self._inside)
        before.hide()
        before.deleteLater()
        self._inside.show()
        if was_inside and self.links:
            self.links[0].setFocus()

    def words(self) -> tuple[str, ...]:
        """Return what is shown, fact by fact."""
        return tuple(
            " ".join([fact.head.name, *(one.words for one in fact.known), *([] if fact.known else [fact.head.missing])])
            for fact in self._shown or ()
        )

    def _fact(self, fact: Fact) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        column.addWidget(label(_(fact.head.name), "field"))
        for known in fact.known:
            column.addWidget(known_lines(known.words, known.beneath))
        if not fact.known:
            column.addWidget(missing_line(_(fact.head.missing)))
            column.addWidget(self._ways(fact))
        return made

    def _ways(self, fact: Fact) -> QWidget:
        found = fact.head.id.removeprefix("fact-").removeprefix("reads-")
        made: list[QPushButton] = []
        for kind_id in _ADDS.get(found, ()):
            kind = kind_called(kind_id)
            if kind is not None:
                words = _("Add: {kind}…").format(kind=_(kind.ask))
                made.append(button(words, partial(self._add, kind_id), "link"))
        hold_back(self._desk.book.read_only, *made)
        if found == _ASKED:
            made.append(button(_("Go to the questions"), lambda: self._desk.go("questions", None), "link"))
        made.append(button(_("Look through the papers"), lambda: self._desk.go("documents", None), "link"))
        for link in made:
            link.setAccessibleDescription(literal(_(fact.head.name)))
        self.links += made
        return flowing(made)

    def _add(self, kind_id: str) -> None:
        from caregiver_app.ui.timeline.editor import add_dialog

        add_dialog(self._desk, kind_id).open()
