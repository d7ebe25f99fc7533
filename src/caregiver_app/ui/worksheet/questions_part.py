"""Questions of the library that help with a step: a tick puts one on the sheet for the next visit."""

from collections.abc import Callable, Sequence
from datetime import date

from caregiver_app.domain.questions.asked import AskedQuestion, questions_of, status_in_words
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.notices import announce
from caregiver_app.ui.question_ticks import is_ticked, tick
from caregiver_app.ui.row_list import Row, RowList
from caregiver_app.ui.text import hint, label
from caregiver_app.ui.worksheet.parts import Part


class QuestionsPart(Part):
    """Show questions with where each stands."""

    def __init__(self, desk: Desk, keys: Sequence[str], clock: Callable[[], date]) -> None:
        super().__init__()
        self._desk, self._keys, self._clock = desk, tuple(keys), clock
        self._asked: dict[str, AskedQuestion] = {}
        self.list = RowList(_("Questions that help"))
        self.column.addWidget(label(_("Questions that help"), "field"))
        self.column.addWidget(hint(_("Tick what you want to ask: it goes on the sheet for the next visit.")))
        self.column.addWidget(self.list)
        self.list.ticked.connect(self._on_ticked)
        self.list.opened.connect(self._on_opened)

    def refresh(self, case: CaseSnapshot) -> None:
        """Show where the questions stand by now."""
        asked = {one.key: one for one in questions_of(case, self._clock()) if one.key in self._keys and not one.hidden}
        self._asked = {key: asked[key] for key in self._keys if key in asked}
        self.list.show_rows([self._row(one, case) for one in self._asked.values()])
        self.setVisible(bool(self._asked))

    def _row(self, one: AskedQuestion, case: CaseSnapshot) -> Row:
        beneath = "" if one.status == "open" else status_in_words(one, case)
        return Row(one.key, one.text, beneath, ticked=is_ticked(one))

    def _on_ticked(self, key: str, wanted: bool) -> None:
        if not self._desk.book.read_only and tick(self._desk, self._asked[key], wanted):
            announce(self.list, _("On the sheet") if wanted else _("Not on a sheet"))

    def _on_opened(self, key: str) -> None:
        record = self._asked[key].record
        self._desk.go("questions", record.id if record is not None else None)
