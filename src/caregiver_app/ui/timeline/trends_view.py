"""Lab trends: how chosen tests went over time, exactly as printed, and which tests those are."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caregiver_app.i18n import _, ngettext
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.text import button, card, label
from caregiver_app.ui.theme import SPACE_2, SPACE_3, scaled
from caregiver_app.ui.timeline.lab_choice import LabChoice
from caregiver_app.ui.timeline.trend_charts import TrendCharts

if TYPE_CHECKING:
    from caregiver_app.domain.snapshot import CaseSnapshot
    from caregiver_app.domain.timeline.trends.values import Trends

_LIST: Final = 230
_LIST_SHARE: Final = 0.34
# One chart with its title, and the words of a value beneath it.
_LOWEST, _SAID = 120, 80


class TrendsView(QWidget):
    """Show the chosen lab tests as charts, and the list to choose them from.

    `show_record` is told the entry to open. Every value is reached with the arrow keys and said in words.
    """

    def __init__(self, desk: Desk, show_record: Callable[[UUID], object]) -> None:
        super().__init__()
        self._desk = desk
        self._show_record = show_record
        self._case: CaseSnapshot | None = None
        self._hint = ""
        self.setAccessibleName(_("Lab trends"))
        self.choice = LabChoice()
        self.charts = TrendCharts()
        self.said = label("", "quiet")
        self.usual_button = button(_("Show the usual ones"), lambda: self.choose(()), "link")
        self.add_button = button(_("Add a lab result"), self.add, "large")
        self._empty = label("", "quiet")
        self._lay_out()
        self.choice.chose.connect(self.choose)
        self.charts.chosen.connect(self._say)
        self.charts.opened.connect(self._show_record)

    def refresh(self, case: "CaseSnapshot") -> None:
        """Show the case as it is now."""
        from caregiver_app.domain.timeline.trends.head import read_background
        from caregiver_app.domain.timeline.trends.values import read_trends

        self._case = case
        trends = read_trends(case.entries, case.shown_tests)
        self.choice.show_tests(trends)
        self.charts.show_trends(trends.drawn, read_background(case.entries, date.today()), trends.notes())
        self._tell(trends)

    def start(self) -> None:
        """Put the focus where work begins: on the first chart, else on the one next thing."""
        if self._frame.isVisibleTo(self):
            self.charts.start()
        elif self.add_button.isVisibleTo(self):
            self.add_button.setFocus()

    def choose(self, tests: Sequence[str]) -> None:
        """Show these tests; of none, those with the most values."""
        from caregiver_app.casebook.labs import choose_tests

        self._desk.do(lambda: choose_tests(self._desk.book, tests))
        if self._case is not None and self._case is not self._desk.book.snapshot():
            self.refresh(self._desk.book.snapshot())

    def add(self) -> None:
        """Open an empty form for a lab result."""
        from caregiver_app.ui.timeline.editor import add_dialog

        add_dialog(self._desk, "lab").open()

    def _lay_out(self) -> None:
        self._frame = card()
        inside = QVBoxLayout(self._frame)
        inside.setContentsMargins(1, SPACE_2, 1, 1)
        inside.addWidget(self.charts)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(SPACE_2)
        side.addWidget(self.choice, 1)
        self.choice.acts.addWidget(self.usual_button)
        main = QVBoxLayout()
        main.setSpacing(SPACE_2)
        main.addWidget(self._empty)
        main.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        main.addWidget(self._frame, 1)
        main.addWidget(self.said)
        main.addStretch(0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, SPACE_2, 0, 0)
        row.setSpacing(SPACE_3)
        row.addWidget(self._side)
        row.addLayout(main, 1)
        self._keep_room()

    def changeEvent(self, event: QEvent) -> None:
        """Keep room for one chart in the size the text has now; a page too low for that scrolls."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._keep_room()

    def _keep_room(self) -> None:
        self._frame.setMinimumHeight(scaled(_LOWEST))
        self.setMinimumHeight(scaled(_LOWEST + _SAID))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the list of tests its share of the width."""
        super().resizeEvent(event)
        self._side.setFixedWidth(min(scaled(_LIST), round(event.size().width() * _LIST_SHARE)))

    def _tell(self, trends: "Trends") -> None:
        """Say what is seen, or what is missing for there to be something."""
        empty = ""
        if not trends.tests and not trends.shown:
            empty = _("No lab result is written down yet. With two results of one test there is a trend.")
        elif not trends.drawn:
            empty = _("None of the ticked tests has two dated values in one unit, so there is no trend to draw.")
        self._empty.setText(empty)
        self._empty.setVisible(bool(empty))
        self._frame.setVisible(not empty)
        self._side.setVisible(bool(trends.tests or trends.shown))
        self.usual_button.setVisible(trends.chosen)
        self.add_button.setVisible(bool(empty))
        self.said.setVisible(not empty)
        self._hint = _hint(trends)
        self._say()

    def _say(self) -> None:
        """Say the chosen value and which paper shows it, or how to choose one."""
        from caregiver_app.domain.documents.document import label as document_label

        chart = self.charts.current
        if chart is None or chart.value is None:
            self.said.setText(self._hint)
            return
        words, lab = chart.words_of(chart.value), chart.value.lab
        document = self._case.document(lab.proof) if self._case is not None else None
        if document is not None:
            where = document_label(document.number)
            if lab.proof_page:
                where = _("{number} p. {page}").format(number=where, page=lab.proof_page)
            words = _("{sentence} Paper: {where}.").format(sentence=words, where=where)
        self.said.setText(words)


def _hint(trends: "Trends") -> str:
    count = len(trends.drawn)
    charts = ngettext("{n} chart.", "{n} charts.", count).format(n=count)
    if not trends.chosen:
        charts = _("The tests with the most values are ticked for you.")
    return _("{charts} The arrow keys go from value to value, Enter opens the entry. Everything is as printed.").format(
        charts=charts
    )
