"""Questions of the library that help with a step: a tick puts one on the sheet for the next visit."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from caregiver_app.casebook.questions import put_on_sheet, take_off_sheet
from caregiver_app.domain.questions.asked import AskedQuestion, questions_of, record_id, status_in_words
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.notices import announce
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
        return Row(one.key, one.text, beneath, ticked=one.status == "planned")

    def _on_ticked(self, key: str, wanted: bool) -> None:
        book = self._desk.book
        if book.read_only:
            return
        if wanted:
            done = self._desk.do(lambda: put_on_sheet(book, [key]))
        else:
            visits = self._asked[key].visits
            done = all(self._desk.do(partial(take_off_sheet, book, [key], visit)) for visit in visits)
        if done:
            announce(self.list, _("On the sheet") if wanted else _("Not on a sheet"))

    def _on_opened(self, key: str) -> None:
        self._desk.go("questions", record_id(self._asked[key]))
