"""The steps of a round: the board of the twelve stages, and the chosen one beside it."""

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from caregiver_app.casebook import journey
from caregiver_app.domain.journey.board import Board, StageView, board_of
from caregiver_app.domain.journey.records import Round
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.journey.board_list import BoardList, rows_of
from caregiver_app.ui.journey.stage_panel import StagePanel
from caregiver_app.ui.theme import SPACE_4, scaled

_NARROW: Final = 680
_BOARD_SHARE, _BOARD_LEAST, _BOARD_MOST = 0.42, 280, 500
_BOARD_HEIGHT, _PANEL_HEIGHT = 260, 420
_ANY_WIDTH: Final = 16_777_215


class StepsView(QWidget):
    """Show the stages of one round. `choose_round` says which; `refresh` shows the case as it is now."""

    def __init__(self, desk: Desk, chosen: Round, clock: Callable[[], date]) -> None:
        super().__init__()
        self._desk, self._round, self._clock = desk, chosen, clock
        self._shown: tuple[CaseSnapshot, Round, str, date] | None = None
        # It is filled once it is in its place: all that comes beneath another widget is styled anew.
        self._is_stale, self._is_busy = True, False
        self.board: Board = board_of(desk.book.snapshot(), chosen)
        self.list = BoardList()
        self.panel = StagePanel(desk, clock)
        self._lay_out()
        self.list.show_rows(rows_of(self.board))
        self.list.choose((self.board.here or self.board.stages[0]).stage.id)
        self.list.stage_chosen.connect(lambda _stage: self._on_chosen())
        self.list.opened.connect(lambda _stage: self.panel.start())
        self.panel.head.state_asked.connect(self.set_state)

    def choose_round(self, chosen: Round, *, other: bool) -> None:
        """Show a round; of one that is another than before, the stage the family is at."""
        if other:
            self._commit()
        self._round = chosen
        if other:
            board = board_of(self._desk.book.snapshot(), chosen)
            self.list.blockSignals(True)
            self.list.choose((board.here or board.stages[0]).stage.id)
            self.list.blockSignals(False)
        self.refresh()

    def choose_stage(self, stage: str) -> None:
        """Show a stage."""
        self.list.choose(stage)

    def refresh(self) -> None:
        """Show the case as it is now; hidden, it waits to be shown."""
        self._is_stale = not self.isVisible()
        if not self._is_stale and not self._is_busy and not self._is_shown():
            self._show()

    def start(self) -> None:
        """Go to the board."""
        self.list.setFocus()

    def finish(self) -> None:
        """Write what is half typed."""
        self.panel.commit()

    @property
    def chosen(self) -> StageView:
        """The stage that is shown."""
        return self.board.stage(self.list.stage or self.board.stages[0].stage.id)

    def set_state(self, place: str) -> None:
        """Say where the chosen stage stands."""
        self.panel.commit()
        book, chosen, view = self._desk.book, self._round, self.chosen
        name = view.stage.called()
        if place == "here":
            # A treatment during the wait goes on beside the wait: then both are where the family is.
            others = [one for one in self.board.stages if one.place == "here" and one.stage.id != view.stage.id]
            is_beside = view.stage.optional or any(one.stage.optional for one in others)
            words = _("You are at this step: {step}.").format(step=name)
            if is_beside:
                self._desk.do_undoable(lambda: journey.change_stage(book, chosen, view.stage.id, state="here"), words)
            else:
                self._desk.do_undoable(lambda: journey.go_to_stage(book, chosen, view.stage.id), words)
            return
        words = {
            "done": _("Done: {step}."),
            "not-for-us": _("Not for you: {step}."),
            "ahead": _("Ahead: {step}."),
        }[place].format(step=name)
        state = "" if place == "ahead" else place
        self._desk.do_undoable(lambda: journey.change_stage(book, chosen, view.stage.id, state=state), words)

    def sizeHint(self) -> QSize:
        """Ask for no more height than it needs: both of its parts scroll."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the chosen stage beneath the board where there is no room beside."""
        super().resizeEvent(event)
        width = event.size().width()
        narrow = width < scaled(_NARROW)
        room = min(max(int(width * _BOARD_SHARE), scaled(_BOARD_LEAST)), scaled(_BOARD_MOST))
        self._pair.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self.list.setMinimumHeight(scaled(_BOARD_HEIGHT))
        self.panel.setMinimumHeight(scaled(_PANEL_HEIGHT) if narrow else 0)
        self.list.setMinimumWidth(0 if narrow else room)
        self.list.setMaximumWidth(_ANY_WIDTH if narrow else room)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while it was hidden."""
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def _on_chosen(self) -> None:
        self._commit()
        self._show()

    def _commit(self) -> None:
        """Write what is half typed of the stage that is shown, while that one stays."""
        self._is_busy = True
        self.panel.commit()
        self._is_busy = False

    def _is_shown(self) -> bool:
        """Whether all is as it was shown last; whoever comes to the page asks for it more than once."""
        if self._shown is None:
            return False
        case, *others = self._shown
        return case is self._desk.book.snapshot() and others == [self._round, self.list.stage, self._clock()]

    def _show(self) -> None:
        case = self._desk.book.snapshot()
        self.board = board_of(case, self._round)
        self.list.show_rows(rows_of(self.board))
        self.panel.show_stage(self._round, self.chosen, case)
        self._shown = (case, self._round, self.list.stage, self._clock())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(SPACE_4)
        self._pair.addWidget(self.list, 2)
        self._pair.addWidget(self.panel, 3)
        column.addLayout(self._pair, 1)
