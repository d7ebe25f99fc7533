"""The tasks of a stage: those of the guide and the family's own, ticked, given to somebody, reworded or hidden."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from caregiver_app.casebook import journey
from caregiver_app.casebook.guide import accept_newer, hide_line, reword
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.guide.lines import Line
from caregiver_app.domain.guide.wording import Worded, worded
from caregiver_app.domain.journey.board import StageView, TaskView
from caregiver_app.domain.journey.records import Round
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _, ngettext
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.flowing import flowing
from caregiver_app.ui.journey.task_form import task_dialog
from caregiver_app.ui.reading_only import hold_back, why_not
from caregiver_app.ui.row_list import Row, RowList
from caregiver_app.ui.text import button, button_words, heading, hint, rename
from caregiver_app.ui.theme import SPACE_2

_LONGEST: Final = 60


class TasksSection(QWidget):
    """Show the tasks of one stage of a round; Space ticks, Enter opens, Delete takes out."""

    def __init__(self, desk: Desk, clock: Callable[[], date]) -> None:
        super().__init__()
        self._desk, self._clock = desk, clock
        self._round: Round | None = None
        self._view: StageView | None = None
        self._case = desk.book.snapshot()
        self._shows_hidden = False
        self.list = RowList(_("Tasks"))
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.add_button = button(_("Add a task…"), self.add)
        self.task_button = button(_("This task…"))
        self.menu = QMenu(self.task_button)
        self.menu.setToolTipsVisible(True)
        self.task_button.setMenu(self.menu)
        self.hidden_button = button("", self._turn_hidden, "link")
        self._empty = hint(_("Every task of the guide is hidden here. You can add your own."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(heading(_("Tasks")))
        column.addWidget(self._empty)
        column.addWidget(self.list)
        column.addWidget(flowing((self.add_button, self.task_button, self.hidden_button), SPACE_2))
        hold_back(desk.book.read_only, self.add_button, self.hidden_button)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.list.ticked.connect(self._tick)
        self.list.opened.connect(lambda _key: self.change())
        self.list.removal_asked.connect(lambda _key: self.take_out())
        self.list.customContextMenuRequested.connect(self._show_menu)

    def show_stage(self, chosen: Round, view: StageView, case: CaseSnapshot) -> None:
        """Show the tasks of a stage."""
        if self._view is None or self._view.stage.id != view.stage.id:
            self._shows_hidden = False
        self._round, self._view, self._case = chosen, view, case
        hidden = self._hidden()
        rows = [_row(task) for task in view.tasks]
        if self._shows_hidden:
            rows += [Row(line.id, line.words(), _("hidden"), None) for line in hidden]
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self.task_button.setEnabled(bool(rows))
        n = len(hidden)
        words = ngettext("Show {n} hidden task", "Show {n} hidden tasks", n).format(n=n)
        rename(self.hidden_button, _("Put hidden tasks away") if self._shows_hidden else words)
        self.hidden_button.setVisible(bool(hidden))

    @property
    def chosen(self) -> TaskView | None:
        """The task the keys stand at."""
        tasks = self._view.tasks if self._view is not None else ()
        return next((task for task in tasks if _key(task) == self.list.current_key), None)

    def add(self) -> None:
        """Open the form of a task of the family's own."""
        if self._round is not None and self._view is not None:
            task_dialog(self._desk, self._round, self._view.stage.id, None, self._clock()).open()

    def change(self) -> None:
        """Open the form of the chosen task."""
        if self.chosen is not None and self._round is not None and self._view is not None:
            task_dialog(self._desk, self._round, self._view.stage.id, self.chosen, self._clock()).open()

    def take_out(self) -> None:
        """Take an own task out, or hide one of the guide, with a way back."""
        task, line = self.chosen, self._line()
        if task is not None and task.own and task.record is not None:
            record = task.record
            words = _("Removed the task “{task}”.").format(task=_short(task.text))
            self._desk.do_undoable(lambda: journey.remove_task(self._desk.book, record), words)
        elif task is not None and line is not None:
            self._hide(line, hidden=True)

    def _tick(self, key: str, ticked: bool) -> None:
        task = self.chosen
        if task is None or self._round is None or self._view is None or _key(task) != key:
            return
        if self._desk.book.read_only:
            self._desk.notices.tell(why_not(), kind="care")
            return
        on = PartialDate.of_day(self._clock()) if ticked else None
        book, chosen, stage = self._desk.book, self._round, self._view.stage.id
        if task.record is not None:
            changed = task.record.amended(is_done=ticked, done_on=on)
            self._desk.do(lambda: journey.change_task(book, changed))
        else:
            self._desk.do(lambda: journey.tick_task(book, chosen, stage, task.guide, ticked, on))

    def _fill_menu(self) -> None:
        self.menu.clear()
        if not self.list.current_key and self.list.rows:
            self.list.choose(self.list.rows[0].key)
        task, words = self.chosen, self._worded()
        acts: list[tuple[str, Callable[[], object]]] = []
        if task is not None:
            acts.append((_("Change it…") if task.own else _("Who does it, and by when…"), self.change))
        if words is not None and not words.line.fixed and not words.hidden:
            acts.append((_("Say it in your own words…"), partial(self._reword, words)))
            if words.newer:
                acts.append((_("Keep your words"), partial(self._keep, words)))
            if words.reworded:
                acts.append((_("Go back to the guide's words"), partial(self._give_back, words)))
        if task is not None and not task.own and task.record is not None:
            acts.append((_("Empty what you wrote about it"), partial(self._empty_task, task)))
        if words is not None and not words.line.fixed:
            said = _("Show this task again") if words.hidden else _("Hide this task")
            acts.append((said, partial(self._hide, words.line, hidden=not words.hidden)))
        if task is not None and task.own:
            acts.append((_("Remove it"), self.take_out))
        for name, act in acts:
            made = self.menu.addAction(button_words(name))
            made.triggered.connect(lambda _on=False, act=act: act())
            made.setEnabled(not self._desk.book.read_only)
        if words is not None:
            source = self.menu.addAction(button_words(_("Where this is from…")))
            source.triggered.connect(lambda _on=False: self._tell_source(words))

    def _show_menu(self, place: QPoint) -> None:
        self._fill_menu()
        if not self.menu.isEmpty():
            self.menu.popup(self.list.viewport().mapToGlobal(place))

    def _reword(self, words: Worded) -> None:
        from caregiver_app.ui.guide.own_words import reword_dialog

        reword_dialog(self._desk, words).open()

    def _tell_source(self, words: Worded) -> None:
        from caregiver_app.ui.guide.own_words import source_dialog

        source_dialog(self._desk, words).open()

    def _keep(self, words: Worded) -> None:
        self._desk.do_undoable(lambda: accept_newer(self._desk.book, words.line.id), _("Your words stay."))

    def _give_back(self, words: Worded) -> None:
        said = _("The guide's words stand there now.")
        self._desk.do_undoable(lambda: reword(self._desk.book, words.line, ""), said)

    def _empty_task(self, task: TaskView) -> None:
        record = task.record
        if record is not None:
            words = _("Emptied: “{task}”.").format(task=_short(task.text))
            self._desk.do_undoable(lambda: journey.remove_task(self._desk.book, record), words)

    def _hide(self, line: Line, *, hidden: bool) -> None:
        said = _("The task is hidden. It can be shown again.") if hidden else _("The task is shown again.")
        self._desk.do_undoable(lambda: hide_line(self._desk.book, line, hidden), said)

    def _turn_hidden(self) -> None:
        self._shows_hidden = not self._shows_hidden
        if self._round is not None and self._view is not None:
            self.show_stage(self._round, self._view, self._case)

    def _hidden(self) -> list[Line]:
        if self._view is None:
            return []
        shown = {task.guide for task in self._view.tasks}
        return [line for line in self._view.stage.tasks if line.id not in shown]

    def _line(self) -> Line | None:
        lines = self._view.stage.tasks if self._view is not None else ()
        return next((line for line in lines if line.id == self.list.current_key), None)

    def _worded(self) -> Worded | None:
        line = self._line()
        return worded(line, self._case.wordings_by_line) if line is not None else None


def _key(task: TaskView) -> str:
    if task.guide or task.record is None:
        return task.guide
    return str(task.record.id)


def _row(task: TaskView) -> Row:
    done = _("done {date}").format(date=task.done_on.in_words()) if task.done_on is not None else ""
    due = _("by {date}").format(date=task.due.in_words()) if task.due is not None and not task.is_done else ""
    parts = (task.who, due, done, _("your own") if task.own else "")
    return Row(_key(task), task.text, " · ".join(part for part in parts if part), task.is_done)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"
