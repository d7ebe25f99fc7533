"""The rounds: begun, changed, removed, and seen side by side."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_app.casebook import journey
from caregiver_app.domain.journey.board import Board, StageView, board_of, is_written, rounds_seen
from caregiver_app.domain.journey.day_count import day_words, day_zero
from caregiver_app.domain.journey.records import MODES, Round
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.vocabulary import vocabulary
from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fields import ChoiceControl, ComboBox, ListControl, LongControl, TextControl
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.form_dialog import FormDialog, case_form
from caregiver_app.ui.forms import Form
from caregiver_app.ui.journey.words import offered, place_words
from caregiver_app.ui.showing_dialog import ShowingDialog
from caregiver_app.ui.side_by_side import SideBySide
from caregiver_app.ui.side_by_side_cells import Cell, ColumnHead, Head
from caregiver_app.ui.text import one_line, set_tooltip
from caregiver_app.ui.theme import scaled
from caregiver_app.ui.wrapped_text import Paragraph

_PRODUCTS: Final = "products"
_SHORTEST, _WIDE = 8, 280


class RoundsBox(ComboBox):
    """Choose among the rounds; hidden where there is only one."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Which round is shown"))
        self.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_SHORTEST)

    def show_rounds(self, rounds: Sequence[Round], chosen: Round) -> None:
        """Offer these rounds, this one being shown."""
        wanted = [(one.id, one_line(one.name)) for one in rounds]
        if wanted != [(self.itemData(row), self.itemText(row)) for row in range(self.count())]:
            self.clear()
            for round_id, name in wanted:
                self.addItem(name, round_id)
        self.setCurrentIndex(next(row for row, one in enumerate(rounds) if one.id == chosen.id))
        set_tooltip(self, chosen.name)
        self.setVisible(offered(rounds))

    def sizeHint(self) -> QSize:
        """Ask for the room of a longer name than it needs."""
        return QSize(scaled(_WIDE), super().sizeHint().height())


def add_round_dialog(desk: Desk, added: Callable[[UUID], object]) -> FormDialog:
    """Return the form of a new round; `added` is told its id."""
    form = _form(desk.book.snapshot())

    def save(values: dict[str, Any]) -> None:
        added(journey.add_round(desk.book, Round(**_read(values))).id)

    return case_form(desk, _("Add a round"), form, save, "journey-round-new")


def round_dialog(desk: Desk, chosen: Round) -> FormDialog:
    """Return the form of a round that is there, or of the one that stands for the first."""
    form = _form(desk.book.snapshot())
    form.set_values({**dict(chosen), "programme": str(chosen.programme or "")})

    def save(values: dict[str, Any]) -> None:
        changed = chosen.amended(**_read(values))
        if changed != chosen or not is_written(chosen):
            journey.change_round(desk.book, changed)

    return case_form(desk, _("Change this round"), form, save, f"journey-round-{chosen.id}")


def side_by_side_dialog(desk: Desk, today: date) -> ShowingDialog:
    """Return the window with every round beside the others: stages down, rounds across, to be read."""
    case = desk.book.snapshot()
    boards = [board_of(case, one) for one in rounds_seen(case)]
    table = SideBySide(_("Rounds side by side"))
    stages = boards[0].stages
    day = Head("day", _("Day"))
    heads = [day, *(Head(view.stage.id, view.stage.called(), _(view.stage.plain)) for view in stages)]
    columns = [ColumnHead(board.round.id, board.round.name) for board in boards]
    cells = {(day.key, board.round.id): _day(case, board, today) for board in boards}
    cells |= {(view.stage.id, board.round.id): _cell(view) for board in boards for view in board.stages}
    table.show_cells(heads, columns, cells)
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(table)
    made = ShowingDialog(_("Rounds side by side"), inside, desk.window)
    fit_to_screen(made, scaled(880), scaled(660))
    return made


def _cell(view: StageView) -> Cell:
    dates = [view.when_in_words()]
    if view.done is not None and view.planned is not None:
        dates.append(_("planned {date}").format(date=view.planned.in_words()))
    note = view.state.note if view.state is not None else ""
    quiet = (*(one for one in dates if one), *([note] if note else []))
    return Cell((Paragraph(place_words(view)), *(Paragraph(one, small=True, quiet=True) for one in quiet)))


def _day(case: CaseSnapshot, board: Board, today: date) -> Cell:
    zero = day_zero(case, board.round.id)
    words = day_words(zero, today) if zero is not None else ""
    mode = Paragraph(_(MODES[board.round.mode]))
    return Cell((mode, Paragraph(words, small=True, quiet=True)) if words else (mode,))


def _form(case: CaseSnapshot) -> Form:
    form = Form()
    form.add(
        "name",
        _("Name of the round"),
        TextControl(placeholder=_("Shanghai, second opinion")),
        _("A round is one way through the steps: a centre you look at, or one infusion."),
        required=_("Give it a name you will know it by."),
    )
    form.add("mode", _("How far"), ChoiceControl([(key, _(words)) for key, words in MODES.items()]))
    if case.programmes:
        offered = [("", _("none of them")), *((str(one.id), one.name) for one in case.programmes)]
        form.add("programme", _("Which centre"), ListControl(offered), _("One of the centres on your worksheet."))
    form.add("product", _("Product"), TextControl(vocabulary(_PRODUCTS)), _("Its name, once your team has named one."))
    form.add("note", _("Note"), LongControl(3))
    return form


def _read(values: dict[str, Any]) -> dict[str, Any]:
    programme = values.pop("programme", None)
    if programme is None:
        return values
    return {**values, "programme": UUID(programme) if programme else None}
