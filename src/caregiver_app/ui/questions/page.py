"""The Questions page: what the family asks, whom, and what they said."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.guide.wording import Wording, worded
from caregiver_app.domain.questions.asked import AskedQuestion, visit_in_words
from caregiver_app.domain.questions.library import QuestionSet
from caregiver_app.domain.questions.records import Question
from caregiver_app.domain.worksheet.records import Programme
from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.page import Page
from caregiver_app.ui.printed_sheets import PrintedSheets
from caregiver_app.ui.questions.acts import QuestionActs
from caregiver_app.ui.questions.choosing import ChoosingView
from caregiver_app.ui.questions.forms import answer_dialog, own_dialog
from caregiver_app.ui.questions.panel import QuestionPanel
from caregiver_app.ui.questions.rows import (
    HIDDEN,
    LIBRARY,
    NEXT,
    OF_VISIT,
    Looked,
    LookedFor,
    further_sheets,
    is_untouched,
    look,
)
from caregiver_app.ui.questions.start_view import StartView
from caregiver_app.ui.reading_only import hold_back
from caregiver_app.ui.side_panel import SidePanel
from caregiver_app.ui.text import button, rename
from caregiver_app.ui.theme import SPACE_3

if TYPE_CHECKING:
    from caregiver_app.packet.printed.options import SheetOptions
    from caregiver_app.ui.printing_here import Draw


_SHOWN_HERE: Final = frozenset({Question, Wording, Appointment, Programme})
_PANEL: Final = SidePanel(narrow=720, share=0.40, least=320, most=480, height=300)


class QuestionsPage(Page):
    """Show the questions; choose, star, order, answer and print them. `clock` gives today."""

    def __init__(self, desk: Desk, clock: Callable[[], date] = date.today) -> None:
        super().__init__(_("Questions"))
        self._desk, self._clock = desk, clock
        self._is_stale = False
        is_read_only = desk.book.read_only
        self.sheets = PrintedSheets(desk, clock)
        self.add_button = button(_("Add a question of your own"), self.add_question)
        self.print_button = button(_("Print the sheet"), self.print_sheet, "main")
        self.start_view = StartView(is_read_only=is_read_only)
        self.choosing = ChoosingView(is_read_only=is_read_only)
        self.list, self.finding = self.choosing.list, self.choosing.finding
        self.panel = QuestionPanel(is_read_only=is_read_only)
        self._looked = self._look()
        self.acts = QuestionActs(desk, lambda: self._looked)
        self._lay_out()
        self._connect()
        hold_back(is_read_only, self.add_button)
        self._show_looked()
        self.show_sets(is_untouched(self._looked.case) and not is_read_only)

    @property
    def looked(self) -> Looked:
        """What is shown now."""
        return self._looked

    @property
    def chosen(self) -> tuple[AskedQuestion, ...]:
        """The chosen questions, top to bottom."""
        by_key = {one.key: one for one in self._looked.questions}
        return tuple(by_key[key] for key in self.list.chosen_keys if key in by_key)

    def start(self) -> None:
        """Begin at the first set, or in the list."""
        if self.start_view.isVisibleTo(self):
            self.start_view.start()
        else:
            self.choosing.start()

    def show_record(self, record_id: UUID) -> None:
        """Choose the question of a record, or show the sheet of an appointment."""
        case = self._desk.book.snapshot()
        if str(record_id) in case.appointments_by_id:
            self.show_sheet_of(record_id)
            return
        self._refresh()
        kept = next((one for one in self._looked.questions if one.record and one.record.id == record_id), None)
        reworded = next((one for one in case.wordings if one.id == record_id), None)
        if kept is not None:
            self.show_question(kept.key)
        elif reworded is not None:
            self.show_question(reworded.guide)

    def shown_record(self) -> UUID | None:
        """Return the chosen question, where the family has a record of it."""
        chosen = self.chosen
        record = chosen[0].record if len(chosen) == 1 else None
        return record.id if record is not None else None

    def show_question(self, key: str) -> bool:
        """Choose a question, wherever it has to be looked for; answer whether there is one of that key."""
        self._refresh()
        found = self._looked.question(key)
        if found is None:
            return False
        self.show_sets(False)
        if not self.list.choose([key], middle=True):
            self.finding.look_for(LookedFor(HIDDEN if found.hidden else LIBRARY))
            self.list.choose([key], middle=True)
        self.list.setFocus()
        return True

    def show_sheet_of(self, appointment: UUID | None) -> None:
        """Show what is on the sheet of an appointment; None is the next one."""
        self._refresh()
        self.show_sets(False)
        key = f"{OF_VISIT}{appointment}"
        is_next = appointment is None or str(appointment) in self._looked.next_visits
        if not is_next:
            self.finding.offer_sheets([*self._later_sheets(), self._sheet_choice(str(appointment))])
        self.finding.look_for(LookedFor(NEXT if is_next else key))
        self.choosing.start()

    def show_sets(self, shown: bool = True) -> None:
        """Show the ready-made sets, or the list in their place."""
        self.start_view.setVisible(shown)
        self._pair_place.setVisible(not shown)

    def add_question(self) -> None:
        """Open the form for a question of the family's own."""
        own_dialog(self._desk, added=self.show_question).open()

    def print_sheet(self) -> None:
        """Ask where the sheet that is looked at is to be saved, and draw it; elsewhere it is that of the next visit."""
        self.sheets.save(self, self._sheet())

    def to_print(self) -> "Draw":
        """Return what draws the sheet that is looked at."""
        return self.sheets.drawing(self._sheet())

    def _sheet(self) -> "SheetOptions":
        show = self.finding.wanted.show
        appointment = UUID(show.removeprefix(OF_VISIT)) if show.startswith(OF_VISIT) else None
        return replace(self.sheets.options("questions"), appointment=appointment)

    def find_words(self) -> None:
        """Go to the line that finds."""
        if self.start_view.isVisibleTo(self):
            self.show_library()
        self.finding.words.setFocus()
        self.finding.words.selectAll()

    def show_library(self) -> None:
        """Show every question that is not hidden."""
        self.show_sets(False)
        self.finding.look_for(LookedFor(LIBRARY))
        self.choosing.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the panel beneath the list where there is no room beside."""
        super().resizeEvent(event)
        _PANEL.place(self._pair, self.panel, event.size().width())

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed, and with the day, while it was hidden."""
        super().showEvent(event)
        if self._is_stale or self._looked.today != self._clock():
            self._refresh()

    def _look(self) -> Looked:
        return look(self._desk.book.snapshot(), self.finding.wanted, self._clock())

    def _on_changed(self, kinds: object) -> None:
        if isinstance(kinds, frozenset) and not kinds & _SHOWN_HERE:
            return
        self._is_stale = not self.isVisible()
        if not self._is_stale:
            self._refresh()

    def _refresh(self) -> None:
        self._is_stale = False
        self._looked = self._look()
        self._show_looked()

    def _show_looked(self) -> None:
        offered = self._later_sheets()
        show = self.finding.wanted.show
        if show.startswith(OF_VISIT) and show not in dict(offered):
            offered.append(self._sheet_choice(show.removeprefix(OF_VISIT)))
        self.finding.offer_sheets(offered)
        self.choosing.show_looked(self._looked, self.finding.wanted)
        words = _("Print this sheet") if show.startswith(OF_VISIT) else _("Print the sheet")
        rename(self.print_button, words)
        self.start_view.show_state(self._is_all_there, is_first=is_untouched(self._looked.case))
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen = self.chosen
        if len(chosen) == 1:
            self.panel.show_question(chosen[0], self._looked)
        elif chosen:
            self.panel.show_several(chosen, self._looked)
        else:
            self.panel.show_sheet(self._looked, self.finding.wanted)

    def _later_sheets(self) -> list[tuple[str, str]]:
        return [self._sheet_choice(str(one.id)) for one in further_sheets(self._looked)]

    def _sheet_choice(self, visit: str) -> tuple[str, str]:
        words = _("On the sheet for {visit}").format(visit=visit_in_words(self._looked.case, visit))
        return f"{OF_VISIT}{visit}", words

    def _is_all_there(self, one: QuestionSet) -> bool:
        """Whether nothing of a set is left to be put on the next sheet."""
        asked = (question for question in self._looked.questions if question.key in one.questions)
        return all(self._looked.is_on_next(each) or each.status == "answered" or each.hidden for each in asked)

    def _lay_out(self) -> None:
        for part in (self.add_button, self.print_button):
            self.add_to_header(part)
        self._pair_place = QWidget()
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._pair_place)
        self._pair.setContentsMargins(0, 0, 0, 0)
        self._pair.setSpacing(SPACE_3)
        self._pair.addWidget(self.choosing, 3)
        self._pair.addWidget(self.panel, 2)
        both = QVBoxLayout()
        both.addWidget(self.start_view)
        both.addWidget(self._pair_place, 1)
        self.body.addLayout(both, 1)

    def _connect(self) -> None:
        self._desk.changes.changed.connect(self._on_changed)
        self._desk.changes.day_changed.connect(lambda: self._on_changed(_SHOWN_HERE))
        QShortcut(QKeySequence.StandardKey.Find, self, self.find_words)
        self.start_view.set_chosen.connect(self._put_set)
        self.start_view.all_asked.connect(self.show_library)
        self.finding.changed.connect(self._refresh)
        choosing, rows, panel, acts = self.choosing, self.list, self.panel, self.acts
        choosing.sets_asked.connect(self._show_sets_and_go)
        choosing.library_asked.connect(self.show_library)
        choosing.all_here_asked.connect(self._let_all_through)
        choosing.carry_asked.connect(acts.carry_over)
        choosing.sheet_asked.connect(self._show_sheet)
        rows.chosen_changed.connect(self._show_chosen)
        rows.star_asked.connect(self._star)
        rows.sheet_asked.connect(lambda: acts.turn_on_next(self.chosen))
        rows.answer_asked.connect(self.write_answer)
        rows.removal_asked.connect(lambda: acts.remove(self.chosen))
        rows.move_asked.connect(self._move)
        panel.answer_asked.connect(self.write_answer)
        panel.star_asked.connect(lambda: acts.star(self.chosen))
        panel.sheet_asked.connect(lambda: acts.turn_on_next(self.chosen))
        panel.menu_asked.connect(lambda menu: acts.fill_sheets_menu(menu, self.chosen))
        panel.off_asked.connect(lambda visit: acts.take_off(self.chosen, (visit,)))
        self._connect_one()

    def _connect_one(self) -> None:
        """Connect what is asked for about the one question that is chosen."""
        panel, acts = self.panel, self.acts
        panel.hide_asked.connect(lambda: self._with_one(acts.hide))
        panel.reword_asked.connect(lambda: self._with_one(self._reword))
        panel.guide_words_asked.connect(lambda: self._with_one(acts.give_back_words))
        panel.own_words_asked.connect(lambda: self._with_one(acts.keep_words))
        panel.change_asked.connect(lambda: self._with_one(lambda one: own_dialog(self._desk, one).open()))
        panel.removal_asked.connect(lambda: acts.remove(self.chosen))
        panel.answer_change_asked.connect(self._change_answer)
        panel.answer_removal_asked.connect(
            lambda place: self._with_one(lambda one: acts.remove_answer(one, place))
        )  # fmt: skip

    def write_answer(self) -> None:
        """Open the form for an answer to the chosen question."""
        if not self._desk.book.read_only:
            self._with_one(lambda one: answer_dialog(self._desk, one, None, self._clock()).open())

    def _change_answer(self, place: int) -> None:
        self._with_one(lambda one: answer_dialog(self._desk, one, place, self._clock()).open())

    def _with_one(self, act: Callable[[AskedQuestion], object]) -> None:
        if len(self.chosen) == 1:
            act(self.chosen[0])

    def _reword(self, one: AskedQuestion) -> None:
        from caregiver_app.ui.guide.own_words import reword_dialog

        if one.guide is not None:
            reword_dialog(self._desk, worded(one.guide.line, self._looked.case.wordings_by_line)).open()

    def _star(self, keys: tuple[str, ...]) -> None:
        self.acts.star([one for one in self._looked.questions if one.key in keys])

    def _move(self, by: int) -> None:
        if self.finding.wanted.is_sheet and not self.finding.wanted.is_narrowed:
            self._with_one(lambda one: self.acts.move(one, by))

    def _put_set(self, keys: tuple[str, ...]) -> None:
        if self.acts.put_set(keys):
            self.show_sets(False)
            self.finding.look_for(LookedFor(NEXT))
            self.choosing.start()

    def _show_sets_and_go(self) -> None:
        self.show_sets()
        self.start_view.start()

    def _show_sheet(self, show: str) -> None:
        self.finding.look_for(LookedFor(show))
        self.choosing.start()

    def _let_all_through(self) -> None:
        self.finding.look_for(LookedFor(self.finding.wanted.show))
        self.choosing.start()
