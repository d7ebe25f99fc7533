"""Page work: the pages of a document turned, cropped, put in order, left out, blacked out or split, saved in one step.

Nothing is written before somebody saves, and the file itself is never touched.
"""

from collections.abc import Callable, Sequence
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.document import label as number_of
from caregiver_app.domain.documents.sheets import Box, Sheet
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _, as_sentence, in_sentences, ngettext
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents import page_work_state as state
from caregiver_app.ui.documents.page_work_asking import PagesDialog
from caregiver_app.ui.documents.page_work_canvas import CanvasScroll, PageCanvas
from caregiver_app.ui.documents.page_work_controls import OrderTools, PageTools, ZoomTools
from caregiver_app.ui.documents.page_work_doing import BLACK, CROP, LOOK, STRAIGHTEN, Doing
from caregiver_app.ui.documents.page_work_list import PageList, Thumb
from caregiver_app.ui.documents.page_work_pictures import Pictures
from caregiver_app.ui.documents.page_work_saving import save_work
from caregiver_app.ui.documents.page_work_tools import BlackPanel, CropPanel, StraightenPanel
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.notices import announce
from caregiver_app.ui.text import button, hint, label, literal, rename, show_ticked
from caregiver_app.ui.theme import SPACE_2, SPACE_3, scaled

_WIDE, _HIGH = 1160, 860
_NARROW, _ROOMY = 620, 980
_LIST_WIDE: Final = 226
_LIST_HIGH: Final = 230
_TOOLS_WIDE: Final = 344
_ANY: Final = 16_777_215
_DRAFT: Final = "pages-"


def page_work_dialog(desk: Desk, document: Document) -> "PageWorkDialog":
    """Return the dialog in which the pages of a document are worked on; what was not saved is in it again."""
    return PageWorkDialog(desk, document)


def page_work_left(desk: Desk, draft_name: str) -> "PageWorkDialog | None":
    """Return the dialog of a draft by its name; None for another draft, or when its document is gone."""
    what, dash, written = draft_name.partition("-")
    try:
        document = desk.book.snapshot().document(UUID(written)) if what + dash == _DRAFT else None
    except ValueError:
        return None
    return page_work_dialog(desk, document) if document is not None else None


class PageWorkDialog(PagesDialog):
    """Show the pages in order, one of them large, and what can be done with those chosen. `doing` holds them."""

    def __init__(self, desk: Desk, document: Document) -> None:
        self._document = document
        start = state.begun(document)
        self.doing = Doing(start)
        words = _("Pages of {document}").format(document=number_of(document.number))
        super().__init__(desk, words, f"{_DRAFT}{document.id}", _("Save"))
        self.doing.setParent(self)
        self.pictures = Pictures(desk, (page.sheet for page in start), self)
        self.list = PageList(self.pictures, _("Pages in order"))
        self.canvas = PageCanvas(self.pictures)
        self.page_view = CanvasScroll(self.canvas)
        doing = self.doing
        self.tools_row = PageTools(
            lambda quarters: self._then_say(doing.turn, quarters), self.use, lambda: self._then_say(doing.as_it_is)
        )
        self.order_row = OrderTools(
            lambda places: self._then_say(doing.step, places), lambda: self._then_say(doing.leave_out)
        )
        self.zoom_row = ZoomTools(self.page_view.zoom_by, self.canvas.fit)
        self.straighten, self.crop, self.black = StraightenPanel(), CropPanel(), BlackPanel()
        self._panels = {STRAIGHTEN: self.straighten, CROP: self.crop, BLACK: self.black}
        self.undo_button = button(_("Undo"), doing.undo, "link")
        self.redo_button = button(_("Do it again"), doing.redo, "link")
        self._about = hint("")
        self._fill()
        self._connect()
        self._bring_draft_back()
        self._show()
        if self.doing.work:
            self.list.setFocus()

    def use(self, tool: str) -> None:
        """Take a tool, or put it away."""
        self.canvas.picked_part = len(self.doing.sheet.black) - 1
        self.canvas.use(tool)
        self._show_page()
        if tool:
            self._panels[tool].start()

    def black_out(self, boxes: Sequence[Box], picked: int) -> None:
        """Black out these parts of the page that is seen large, one of them picked."""
        self.canvas.picked_part = picked
        if tuple(boxes) == self.doing.sheet.black:
            self._show_page()
        else:
            self.doing.black_out(boxes, picked)

    def look_at(self, step: int) -> None:
        """Look at another page, so many further on."""
        self.list.choose(min(max(self.doing.current + step, 0), len(self.doing.work) - 1))
        self._say_page()

    # What is kept

    def is_changed(self) -> bool:
        """Whether there is something that is not saved."""
        return self.doing.is_changed

    def draft(self) -> dict[str, str]:
        """Return the pages as they stand."""
        return state.to_text(self.doing.work)

    def save(self) -> None:
        """Write the pages as one step and close."""
        if not self.save_button.isEnabled():
            return
        self.keep_writing()
        said = ""
        try:
            if self.is_changed():
                said = save_work(self._desk.book, self._document, self.doing.work)
        except CaregiverError as problem:
            self.notices.tell_trouble(problem)
            return
        self.leave_saved()
        if said:
            self._desk.tell_step(said)

    def start_afresh(self) -> None:
        """Put the pages back as they stand in the case."""
        self.doing.start_afresh()

    # How it is laid out

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the list, or what belongs to the tools, above the page where there is no room beside it."""
        super().resizeEvent(event)
        wide = event.size().width()
        down, is_narrow, is_wide = QBoxLayout.Direction.TopToBottom, wide < scaled(_NARROW), wide >= scaled(_ROOMY)
        self._pair.setDirection(down if is_narrow else QBoxLayout.Direction.LeftToRight)
        self._left.setMaximumWidth(_ANY if is_narrow else scaled(_LIST_WIDE))
        self._left.setMaximumHeight(scaled(_LIST_HIGH) if is_narrow else _ANY)
        self._bench.setDirection(QBoxLayout.Direction.RightToLeft if is_wide else down)
        self._beside.setMaximumWidth(scaled(_TOOLS_WIDE) if is_wide else _ANY)
        self._beside.setMinimumWidth(scaled(_TOOLS_WIDE) if is_wide else 0)

    def showEvent(self, event: QShowEvent) -> None:
        """Fetch what is in sight now."""
        super().showEvent(event)
        self._want()

    def _fill(self) -> None:
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(SPACE_2)
        left.addWidget(self.list, 1)
        left.addWidget(self.order_row)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(self._document.title, "quiet", narrow=True))
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        column.addLayout(self._pair, 1)
        self._pair.setContentsMargins(0, 0, 0, 0)
        self._pair.setSpacing(SPACE_3)
        self._beside = QWidget()
        tools = QVBoxLayout(self._beside)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(SPACE_2)
        for part in (self.tools_row, *self._panels.values()):
            tools.addWidget(part)
        tools.addStretch(1)
        page = QVBoxLayout()
        page.setSpacing(SPACE_2)
        page.addWidget(self._about)
        page.addWidget(self.page_view, 1)
        page.addWidget(self.zoom_row)
        self._bench = QBoxLayout(QBoxLayout.Direction.RightToLeft)
        self._bench.setSpacing(SPACE_3)
        self._bench.addWidget(self._beside)
        self._bench.addLayout(page, 1)
        self._pair.addWidget(self._left)
        self._pair.addLayout(self._bench, 1)
        self.scroll_body(inside)
        self.tools.addWidget(self.undo_button)
        self.tools.addWidget(self.redo_button)
        self.page_view.setAccessibleName(_("The page as it will be handed over"))
        fit_to_screen(self, scaled(_WIDE), scaled(_HIGH))

    def _connect(self) -> None:
        doing = self.doing
        self.finished.connect(lambda _result: self.pictures.close())
        doing.changed.connect(self._on_changed)
        doing.too_small.connect(self._on_too_small)
        self.list.rows_chosen.connect(self._on_rows_chosen)
        self.list.order_asked.connect(doing.carry)
        self.list.sight_changed.connect(self._want)
        self.pictures.came.connect(self._tell_of_page)
        self.canvas.resized.connect(self._want)
        self.canvas.framed.connect(self._on_framed)
        self.canvas.picked.connect(self._on_picked)
        self.list.keys = self.page_view.keys = self._on_key
        self.page_view.turn_page = self.look_at
        self.tools_row.begins_box.toggled.connect(doing.begin_here)
        self.straighten.given.connect(doing.straighten)
        self.crop.given.connect(doing.crop)
        self.black.given.connect(self.black_out)
        self.black.everywhere.connect(doing.black_out_everywhere)
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+Z", doing.undo), ("Ctrl+Shift+Z", doing.redo), ("Ctrl+Y", doing.redo),
            ("Ctrl++", lambda: self.page_view.zoom_by(1)), ("Ctrl+=", lambda: self.page_view.zoom_by(1)),
            ("Ctrl+-", lambda: self.page_view.zoom_by(-1)), ("Ctrl+0", self.canvas.fit),
        )  # fmt: skip
        for key, act in keys:
            QShortcut(QKeySequence(key), self, act)

    def _bring_draft_back(self) -> None:
        typed = self.found_draft()
        work = state.from_text(typed, self._document) if typed else ()
        if work:
            self.doing.go_on_from(work)
            self.pictures.add(page.sheet for page in work)
            self.tell_draft_is_back(typed)

    # What comes from its parts

    def _on_changed(self) -> None:
        self._show()
        self.note_change()

    def _on_too_small(self) -> None:
        for panel in self._panels.values():
            panel.say_unclear(_("That part would be too small to see. Make it larger."))

    def _on_rows_chosen(self) -> None:
        if self.list.current >= 0:
            self.doing.choose(self.list.chosen, self.list.current)
            self.canvas.picked_part = len(self.doing.sheet.black) - 1
            self._show_page()

    def _on_framed(self, index: int, box: Box) -> None:
        if self.canvas.tool == CROP:
            self.doing.crop(box)
        elif index < 0:
            self.black_out((*self.doing.sheet.black, box), len(self.doing.sheet.black))
        else:
            boxes = list(self.doing.sheet.black)
            boxes[index] = box
            self.black_out(boxes, index)

    def _on_picked(self, index: int) -> None:
        if self.canvas.tool == BLACK:
            self.canvas.picked_part = index
            self._show_page()

    def _on_key(self, event: QKeyEvent) -> bool:
        """Do what a key asks in the list and on the page; answer whether it was one of these."""
        key, shift, alt = event.key(), Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
        is_plain = not event.modifiers() & ~shift
        if key == Qt.Key.Key_R and is_plain:
            self._then_say(self.doing.turn, -1 if event.modifiers() & shift else 1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and event.modifiers() & alt:
            self._then_say(self.doing.step, -1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and is_plain:
            self._then_say(self.doing.leave_out)
        else:
            return False
        return True

    def _then_say(self, act: Callable[..., object], *values: object) -> None:
        """Do something and say what the page has become."""
        act(*values)
        self._say_page()

    def _say_page(self) -> None:
        announce(self, state.told(self.doing.work, self.doing.current))

    # What is shown

    def _show(self) -> None:
        """Bring everything up to date with the pages."""
        work, begins = self.doing.work, set(state.firsts(self.doing.work))
        number, thumbs = 0, []
        for row, page in enumerate(work):
            number += not page.is_left_out
            thumbs.append(
                Thumb(
                    page.sheet,
                    _("Page {n}").format(n=row + 1),
                    "\n".join(state.notes(page)),
                    state.told(work, row),
                    page.is_left_out,
                    line=not page.is_left_out and number in begins,
                )
            )
        self.list.show_rows(thumbs, self.doing.chosen, self.doing.current)
        self.order_row.count.setText(_summed(work))
        words = ngettext("Save as {n} document", "Save as {n} documents", len(begins) + 1)
        rename(self.save_button, words.format(n=len(begins) + 1) if begins else _("Save"))
        for made, can in zip((self.undo_button, self.redo_button), self.doing.can_go, strict=True):
            made.setEnabled(can)
        self._show_page()

    def _show_page(self) -> None:
        """Bring everything that is about the chosen pages up to date."""
        work, rows = self.doing.work, self.doing.chosen
        if not work:
            self._show_nothing()
            return
        page = work[self.doing.current]
        self.canvas.picked_part = min(self.canvas.picked_part, len(page.sheet.black) - 1)
        self.canvas.show_sheet(page.sheet)
        self.tools_row.show_tool(self.canvas.tool)
        show_ticked(self.tools_row.begins_box, page.begins)
        self.tools_row.begins_box.setEnabled(self.doing.current > 0)
        self.tools_row.back_button.setEnabled(state.as_they_are(work, rows) != work)
        self.order_row.order.show_room(rows, len(work))
        self.order_row.name_out(is_out=all(work[row].is_left_out for row in rows))
        for tool, panel in self._panels.items():
            panel.setVisible(tool == self.canvas.tool)
            panel.say_unclear("")
        self.straighten.show_sheet(page.sheet)
        self.crop.show_sheet(page.sheet)
        self.black.show_sheet(page.sheet, self.canvas.picked_part, len(rows) > 1)
        self._tell_of_page()
        self._want()

    def _use_readable(self) -> None:
        """Offer the tools that need to be seen only where the page can be seen."""
        is_seen = self.pictures.trouble(self.doing.sheet) in ("", "pages_missing")
        for made in self.tools_row.tool_buttons.values():
            made.setEnabled(is_seen)
        if not is_seen and self.canvas.tool:
            self.use(LOOK)

    def _tell_of_page(self) -> None:
        """Say which page is seen large, and what is to be known about it."""
        work = self.doing.work
        if work:
            self._use_readable()
            told = state.told(work, self.doing.current)
            self.page_view.setAccessibleDescription(literal(told))
            self._about.setText(in_sentences((as_sentence(told), *self._to_know(self.doing.sheet))))

    def _to_know(self, sheet: Sheet) -> list[str]:
        said = []
        if self.pictures.trouble(sheet) == "pages_missing":
            said.append(_("Part of this page cannot be read."))
        if len(self.doing.chosen) > 1 and self.canvas.tool != BLACK:
            said.append(_("What you do is done to all {n} chosen pages.").format(n=len(self.doing.chosen)))
        if self.canvas.tool in (CROP, BLACK) and sheet.straighten:
            said.append(_("It is shown here as it was before it was straightened."))
        return said

    def _show_nothing(self) -> None:
        for part in (self.tools_row, self.order_row, self.zoom_row, self.page_view, self.list, *self._panels.values()):
            part.setVisible(False)
        self.save_button.setEnabled(False)
        self.cancel_button.setFocus()
        self.notices.tell(
            _("Its pages cannot be read, so nothing can be done with them. The file itself is kept as it is.")
        )

    def _want(self) -> None:
        """Fetch the page that is seen large, then those in sight in the list and the next ones."""
        if self.doing.work and self.isVisible():
            large = [(self.doing.sheet, self.canvas.wanted_width())]
            self.pictures.want(large, self.list.in_sight(), self.list.small_width())


def _summed(work: state.Work) -> str:
    """Say how many pages there are, how many of them are left out, and how many documents they make."""
    out, documents = sum(page.is_left_out for page in work), len(state.firsts(work)) + 1
    said = [ngettext("{n} page.", "{n} pages.", len(work)).format(n=len(work))]
    if out:
        said.append(ngettext("{n} is left out.", "{n} are left out.", out).format(n=out))
    if documents > 1:
        said.append(_("They make {n} documents.").format(n=documents))
    return in_sentences(said)
