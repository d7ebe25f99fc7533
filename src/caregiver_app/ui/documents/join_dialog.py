"""Several photos or papers become one document: their order, its title, and what will happen, said before it does."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final
from uuid import NAMESPACE_OID, UUID, uuid5

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_app.casebook.documents.pages import join
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.document import label as number_of
from caregiver_app.domain.documents.page_work import by_file_name, page_count, pages_of
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _, ngettext, with_commas
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.adding import Adding
from caregiver_app.ui.documents.page_work_asking import PagesDialog
from caregiver_app.ui.documents.page_work_controls import EarlierLater
from caregiver_app.ui.documents.page_work_list import PageList, Thumb
from caregiver_app.ui.documents.page_work_pictures import Pictures
from caregiver_app.ui.documents.page_work_state import moved, stepped
from caregiver_app.ui.fields import FieldUnclear, TextControl
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.forms import FieldRow
from caregiver_app.ui.late_dialogs import open_or_offer
from caregiver_app.ui.notices import announce
from caregiver_app.ui.text import hint, label
from caregiver_app.ui.theme import SPACE_2, scaled

_WIDE, _HIGH = 620, 760
_NAMED: Final = 3
_DRAFT: Final = "join-"


def join_dialog(desk: Desk, documents: Sequence[Document]) -> "JoinDialog":
    """Return the dialog that makes one document of several; a title or order that was not saved is in it again."""
    return JoinDialog(desk, documents)


def join_left(desk: Desk, draft_name: str) -> "JoinDialog | None":
    """Return the dialog of a draft by its name; None for another draft, or when its documents are gone."""
    written = desk.drafts.find(draft_name).get("documents", "") if draft_name.startswith(_DRAFT) else ""
    documents = _written_documents(desk, written)
    return join_dialog(desk, documents) if len(documents) > 1 else None


def add_photos(desk: Desk, adding: Adding, paths: Sequence[Path]) -> None:
    """Add files, then ask how they become one document. Of one file alone nothing is asked."""
    if paths:
        adding.add(paths, then=partial(_offer, desk))


class JoinDialog(PagesDialog):
    """Show the documents in the order of their pages, and the title of what is made of them."""

    def __init__(self, desk: Desk, documents: Sequence[Document]) -> None:
        chosen = by_file_name(dict.fromkeys(documents))
        self._start = tuple(document for document in chosen if pages_of(document))
        self._order = self._start
        ids = " ".join(sorted(str(document.id) for document in chosen))
        super().__init__(desk, _("Make one document"), f"{_DRAFT}{uuid5(NAMESPACE_OID, ids)}", _("Make one document"))
        firsts = [pages_of(document)[0] for document in self._start]
        self.pictures = Pictures(desk, firsts, self)
        self.list = PageList(self.pictures, _("Documents in the order of their pages"))
        self.title_row = FieldRow(_("Title"), TextControl(), "", required=_("Give it a title, or any word for now."))
        self._first_title = self._start[0].title if self._start else ""
        self.title_row.control.set_value(self._first_title)
        self.order_row = EarlierLater(self.step)
        self._count = hint("")
        self._fill()
        self._connect()
        self._bring_draft_back()
        self._tell_left(tuple(document for document in chosen if document not in self._start))
        self._show((0,), 0)
        self.title_row.control.setFocus()

    @property
    def order(self) -> tuple[Document, ...]:
        """The documents in the order of their pages."""
        return self._order

    def step(self, places: int) -> None:
        """Move the chosen documents one place earlier (-1) or later (1)."""
        self._reorder(stepped(len(self._order), self.list.chosen, places))
        announce(self, self._said(self.list.current))

    def move_before(self, rows: Sequence[int], before: int) -> None:
        """Let documents stand before another one, or behind the last."""
        self._reorder(moved(len(self._order), rows, before))

    def is_changed(self) -> bool:
        """Whether the order or the title is another."""
        return self._order != self._start or self.title_row.control.typed() != self._first_title

    def draft(self) -> dict[str, str]:
        """Return the order and the title as typed."""
        ids = " ".join(str(document.id) for document in self._order)
        return {"documents": ids, "title": self.title_row.control.typed()}

    def start_afresh(self) -> None:
        """Put order and title back."""
        self._order = self._start
        self.title_row.control.set_typed(self._first_title)
        self._show((0,), 0)

    def save(self) -> None:
        """Make the document as one step and close, or say what is to be put right."""
        if not self.save_button.isEnabled():
            return
        self.keep_writing()
        try:
            title = str(self.title_row.check())
            made = join(self._desk.book, _as_they_are_now(self._desk, self._order), title)
        except FieldUnclear:
            self.title_row.control.setFocus()
            return
        except CaregiverError as problem:
            self.notices.tell_trouble(problem)
            return
        self.leave_saved()
        self._desk.go("documents", made.id)
        self._desk.tell_step(_made_words(made, len(self._order)))

    def _fill(self) -> None:
        what = _(
            "Their pages come one after the other in a new document. What you chose stays in the list, and the files "
            "stay as they are. The packet takes the pages from the new document."
        )
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(label(what))
        column.addWidget(self.title_row)
        column.addWidget(self.list, 1)
        column.addWidget(self.order_row)
        column.addWidget(self._count)
        self.scroll_body(inside)
        fit_to_screen(self, scaled(_WIDE), scaled(_HIGH))
        self.save_button.setDefault(True)

    def _connect(self) -> None:
        self.finished.connect(lambda _result: self.pictures.close())
        self.title_row.control.changed.connect(self.note_change)
        self.list.order_asked.connect(self.move_before)
        self.list.sight_changed.connect(self._want)
        self.pictures.came.connect(self._want)
        self.list.rows_chosen.connect(self._show_order_buttons)
        self.list.keys = self._on_key

    def _bring_draft_back(self) -> None:
        typed = self.found_draft()
        order = _written_documents(self._desk, typed.get("documents", ""))
        if typed and {one.id for one in order} == {one.id for one in self._start}:
            self._order = order
            self.title_row.control.set_typed(typed.get("title", ""))
            self.tell_draft_is_back(typed)

    def _tell_left(self, left: Sequence[Document]) -> None:
        """Say which of the chosen documents cannot be part of it, and hold the button back where too few can."""
        if left:
            names = with_commas(_called(document) for document in left[:_NAMED])
            more = len(left) - _NAMED
            names = _("{names} and {n} more").format(names=names, n=more) if more > 0 else names
            words = _("Not part of it, as no page of it can be told: {names}. It stays in the list as it is.")
            self.notices.tell(words.format(names=names), kind="care")
        if len(self._start) < 2:
            self.save_button.setEnabled(False)
            if not left:
                self.notices.tell(_("It takes two documents to join. Choose two or more in the list."))

    def _on_key(self, event: QKeyEvent) -> bool:
        is_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if not is_alt or event.key() not in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return False
        self.step(-1 if event.key() == Qt.Key.Key_Up else 1)
        return True

    def _reorder(self, order: Sequence[int]) -> None:
        places = {row: place for place, row in enumerate(order)}
        chosen = tuple(sorted(places[row] for row in self.list.chosen))
        current = places.get(self.list.current, 0)
        if tuple(order) != tuple(range(len(self._order))):
            self._order = tuple(self._order[row] for row in order)
            self._show(chosen, current)
            self.note_change()

    def _show(self, chosen: Sequence[int], current: int) -> None:
        thumbs = [
            Thumb(pages_of(document)[0], number_of(document.number), _notes(document), self._said(row))
            for row, document in enumerate(self._order)
        ]
        self.list.show_rows(thumbs, chosen if thumbs else (), current)
        pages = sum(page_count(document) or 0 for document in self._order)
        words = ngettext("The new document has {n} page.", "The new document has {n} pages.", pages)
        self._count.setText(words.format(n=pages))
        self._show_order_buttons()

    def _show_order_buttons(self) -> None:
        self.order_row.show_room(self.list.chosen, len(self._order))

    def _said(self, row: int) -> str:
        document = self._order[row]
        place = _("{n} of {all}").format(n=row + 1, all=len(self._order))
        return with_commas((place, _called(document), _pages_words(document)))

    def _want(self) -> None:
        self.pictures.want((), self.list.in_sight(), self.list.small_width())


def _offer(desk: Desk, came: Sequence[Document]) -> None:
    """Ask how photos that came in become one document."""
    with_pages = [document for document in came if pages_of(document)]
    if len(with_pages) > 1:
        again = partial(_open_join, desk, tuple(with_pages))
        words = _("The photos came in. They can become one document.")
        open_or_offer(partial(join_dialog, desk, with_pages), desk.notices, words, again)


def _open_join(desk: Desk, documents: Sequence[Document]) -> None:
    join_dialog(desk, documents).open()


def _written_documents(desk: Desk, written: str) -> tuple[Document, ...]:
    try:
        found = [desk.book.snapshot().document(UUID(one)) for one in written.split()]
    except ValueError:
        return ()
    return tuple(document for document in found if document is not None)


def _as_they_are_now(desk: Desk, documents: Sequence[Document]) -> tuple[Document, ...]:
    """Return the documents from the case; those removed meanwhile are as they were chosen."""
    case = desk.book.snapshot()
    return tuple(case.document(document.id) or document for document in documents)


def _called(document: Document) -> str:
    return f"{number_of(document.number)} {document.title}"


def _pages_words(document: Document) -> str:
    pages = page_count(document) or 0
    return ngettext("{n} page", "{n} pages", pages).format(n=pages)


def _notes(document: Document) -> str:
    return f"{document.title}\n{_pages_words(document)}"


def _made_words(made: Document, count: int) -> str:
    words = _("{document} is made of {n} documents and has {pages}. They stay in the list.")
    return words.format(document=_called(made), n=count, pages=_pages_words(made))
