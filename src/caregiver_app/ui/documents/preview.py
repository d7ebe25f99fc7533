"""A look at a document: its pages with what can be done while looking, or why there are none to look at."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from caregiver_app.domain.documents.document import SETS, Document, opens_with_password
from caregiver_app.domain.documents.reading import NOTHING, WAITING
from caregiver_app.i18n import N_, _, in_sentences
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.preview_column import PAGE, WIDTH
from caregiver_app.ui.documents.preview_find import Field, FindBar, Finder
from caregiver_app.ui.documents.preview_loading import PageLoader, PageTextOf
from caregiver_app.ui.documents.preview_view import PagesView
from caregiver_app.ui.documents.sought import Sought
from caregiver_app.ui.documents.states import trouble_in_full, what_to_do
from caregiver_app.ui.flowing import FlowingRow
from caregiver_app.ui.notices import announce
from caregiver_app.ui.reading_only import hold_back
from caregiver_app.ui.text import button, hint, label, literal, set_role
from caregiver_app.ui.theme import SPACE_1, SPACE_2, SPACE_3, scaled

_DIRECT: Final = Qt.FindChildOption.FindDirectChildrenOnly
# Why one page is not there, or a whole document, where the words of the inventory would say too much or too little.
_OF_A_PAGE: Final = {
    "page_unreadable": N_("This page cannot be shown. The file itself is kept as it is."),
    "damaged": N_("This page cannot be shown. The file itself is kept as it is."),
    "too_large": N_("This page is too large to be shown safely. The file itself is kept as it is."),
    "too_slow": N_("Reading this page took too long and was stopped. The file itself is kept as it is."),
    "crashed": N_("Reading this page made the reader stop. The file itself is kept as it is."),
}
_MOST_TEXT: Final = 300
_OF_A_DOCUMENT: Final = {
    "unsupported": N_(
        "Pages of this kind of file cannot be shown here. The file is kept as it is; a saved copy opens in the program "
        "it was made for."
    ),
}


class PreviewPane(QFrame):
    """Show the pages of one document. A `compact` pane keeps the less usual commands in a menu.

    `large_asked` tells that somebody wants the document in a window of its own. Call `finish` when the case closes.
    """

    large_asked = Signal()

    def __init__(self, desk: Desk, *, compact: bool = False) -> None:
        super().__init__()
        set_role(self, "card")
        self.setAccessibleName(_("Preview"))
        self._desk = desk
        self._document: Document | None = None
        self._sought: Sought | None = None
        self._is_compact = compact
        self._is_due = False
        self._text_of: PageTextOf = desk.book.readings.page
        self.loader = PageLoader(desk.jobs, desk.book.originals.file, self._text_of, self)
        self.view = PagesView(self.loader)
        self.view.trouble_words = _why_no_page
        self.finder = Finder(self.view)
        self.find_bar = FindBar(self.finder)
        self.page_field = Field(_("Page"))
        self._of = label("", wrap=False)
        self._note = hint("")
        self._message = label("")
        self.password_button = button(_("Give its password…"), self._ask_password)
        hold_back(desk.book.read_only, self.password_button)
        self._text = QPlainTextEdit()
        self._stack = QStackedWidget()
        self._tools = QWidget()
        self._lay_out()
        self._connect()
        self.show_document(None)

    @property
    def document(self) -> Document | None:
        """The document that is looked at."""
        return self._document

    def show_document(self, document: Document | None, sought: Sought | None = None) -> None:
        """Show a document, or none; the one that is shown stays where it is.

        It opens at the page where something `sought` was found, which is marked; None leaves what is looked for.
        """
        before, self._document = self._document, document
        is_other, self._sought = sought is not None and sought != self._sought, sought or self._sought
        if document is not None and before is not None and _is_same(before, document):
            if is_other and not self._is_due:
                self._show_sought()
            return
        is_file = _has_pages(document)
        self._is_due = True
        self._tools.setEnabled(False)
        if document is None:
            self._say(_("Choose a document to see its pages."))
        elif document.format in SETS:
            self._say(_("A scan has no pages. Its series are shown with what is known about it."))
        elif not is_file:
            self._say(_("There is no file of it here, so there is nothing to look at."))
        else:
            self._message.setText("")
            self._stack.setCurrentWidget(self.view)
            self.view.setAccessibleName(_("Pages of {document}").format(document=literal(document.title)))
        if self.isVisible():
            self._open()

    def read_again(self) -> None:
        """Take in what was read on its pages since it was opened."""
        self.loader.forget_words()
        self.finder.look_again()
        self.view.want()

    def start_find(self) -> None:
        """Ask what to find."""
        if self.loader.leaves.leaves:
            self.find_bar.start()

    def finish(self) -> None:
        """End the process that reads pages; nothing is shown afterwards."""
        self.loader.close()

    def _open(self) -> None:
        if self._is_due:
            self._is_due = False
            self.loader.show(self._document if _has_pages(self._document) else None)
            self.view.clear()
            self.finder.forget()
            self._tell_page()

    def _lay_out(self) -> None:
        self.page_field.setValidator(QIntValidator(1, 1_000_000, self.page_field))
        self.page_field.setFixedWidth(scaled(64))
        self.page_field.setAlignment(Qt.AlignmentFlag.AlignRight)
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_1)
        for part in (label(_("Page"), wrap=False), self.page_field, self._of):
            row.addWidget(part)
        tools = FlowingRow(self._tools, SPACE_2)
        tools.addWidget(place)
        self.smaller_button = button(_("Smaller"), lambda: self.view.zoom_by(-1))
        self.larger_button = button(_("Larger"), lambda: self.view.zoom_by(1))
        self.find_button = button(_("Find…"), self.start_find)
        self.large_button = button(_("Open large"), self.large_asked.emit)
        self.more_button = button(_("More…"))
        self.more_button.setAccessibleName(_("More ways to look"))
        self.more_button.setMenu(self._menu())
        self.width_button = button(_("Fit the width"), lambda: self.view.fit_to(WIDTH))
        self.whole_button = button(_("Whole page"), lambda: self.view.fit_to(PAGE))
        self.turn_button = button(_("Turn"), lambda: self.view.turn_by(1))
        self._folding = (self.width_button, self.whole_button, self.turn_button, self.find_button)
        usual = (self.large_button, self.smaller_button, self.larger_button, *self._folding, self.more_button)
        for made in usual:
            tools.addWidget(made)
        self.large_button.setVisible(self._is_compact)
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(_("The words of the document"))
        for shown in (self.view, self._said(), self._text):
            self._stack.addWidget(shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_2, SPACE_2, SPACE_2, SPACE_2)
        column.setSpacing(SPACE_2)
        column.addWidget(self._tools)
        column.addWidget(self.find_bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self._note)

    def _said(self) -> QWidget:
        """Return the place for what is said where there are no pages, with what can be done about it."""
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setMargin(SPACE_3)
        self._words_place = QWidget()
        column = QVBoxLayout(self._words_place)
        column.addStretch(1)
        column.addWidget(self._message)
        column.addWidget(self.password_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return self._words_place

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave what is in the menu too out of the row, where it has no room beside the rest."""
        super().resizeEvent(event)
        parts = [part for part in self._tools.findChildren(QWidget, options=_DIRECT) if part not in self._folding]
        asked = [part for part in (*parts, *self._folding) if part in self._folding or not part.isHidden()]
        wanted = sum(part.sizeHint().width() + SPACE_2 for part in asked)
        for part in self._folding:
            part.setVisible(wanted <= event.size().width() - SPACE_2)

    def showEvent(self, event: QShowEvent) -> None:
        """Open what was to be shown meanwhile: nothing is read for a pane that nobody sees."""
        super().showEvent(event)
        self._open()

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        view = self.view
        acts: tuple[tuple[str, str, Callable[[], object]], ...] = (
            (_("Fit the width"), "Ctrl+0", lambda: view.fit_to(WIDTH)),
            (_("Whole page"), "", lambda: view.fit_to(PAGE)),
            (_("Turn right, for looking only"), "R", lambda: view.turn_by(1)),
            (_("Turn left, for looking only"), "Shift+R", lambda: view.turn_by(-1)),
            (_("Find…"), "Ctrl+F", self.start_find),
            (_("Choose all words of this page"), "Ctrl+A", view.choosing.choose_page),
            (_("Copy the chosen words"), "Ctrl+C", self._copy),
        )
        for words, keys, act in acts:
            menu.addAction(f"{words}\t{keys}" if keys else words).triggered.connect(lambda _on=False, act=act: act())
        return menu

    def _connect(self) -> None:
        self.loader.opened.connect(self._on_opened)
        self.loader.picture_came.connect(self._on_came)
        self.loader.words_came.connect(self._on_came)
        self.view.page_changed.connect(lambda _page: self._tell_page())
        self.view.turned.connect(self._tell_page)
        self.view.find_asked.connect(self.start_find)
        self.view.step_asked.connect(self.finder.step)
        self.find_bar.closed.connect(self.view.setFocus)
        self.page_field.entered.connect(lambda _back: self._go())
        self.page_field.editingFinished.connect(self._tell_page)
        self.page_field.left.connect(self.view.setFocus)

    def _on_opened(self) -> None:
        if self._document is None:  # another choice was made while it was being opened
            return
        leaves = self.loader.leaves
        self._tools.setEnabled(bool(leaves.leaves))
        if not leaves.leaves:
            self._say_trouble(leaves.trouble)
        self._show_sought()
        self._tell_page()

    def _show_sought(self) -> None:
        """Go to what was found and mark it; what somebody looks for here stays where there is nothing else."""
        sought = self._sought
        if not self.loader.leaves.leaves or sought is None:
            return
        if sought.texts:
            self.find_bar.take(sought.words)
            self.find_bar.setVisible(not self._is_compact or self.find_bar.isVisible())
            self.view.go_to_page(sought.page)
            self.finder.look_for(*sought.texts, page=sought.page)
        elif self.find_bar.isHidden():
            self.finder.look_for()

    def _say_trouble(self, trouble: str) -> None:
        """Say why there are no pages; where the words are known without their pages, show those."""
        assert self._document is not None  # something was opened
        words = self._words_of(self._document)
        if words:
            self._text.setPlainText(literal(words))
            self._stack.setCurrentWidget(self._text)
            return
        why = _(_OF_A_DOCUMENT.get(trouble, "")) if trouble in _OF_A_DOCUMENT else trouble_in_full(trouble)
        self._say(why if trouble in _OF_A_DOCUMENT else f"{why} {what_to_do(trouble, self._document)}".strip())
        self.password_button.setVisible(opens_with_password(self._document))

    def _words_of(self, document: Document) -> str:
        """Return what was read in a file without fixed pages, such as a letter or an e-mail."""
        pages: list[str] = []
        while (read := self._text_of(document.fingerprint, len(pages) + 1)) is not None:
            if len(pages) == _MOST_TEXT:
                pages.append(_("There is more. Save a copy to read all of it."))
                break
            pages.append(read.text)
        return "\n\n".join(pages).strip()

    def _say(self, words: str) -> None:
        self._message.setText(words)
        self.password_button.hide()
        self._stack.setCurrentWidget(self._words_place)

    def _ask_password(self) -> None:
        if self._document is not None:
            from caregiver_app.ui.documents.unlock_dialog import ask_password

            ask_password(self._desk, self._document.id, self.window())

    def _on_came(self, page: int) -> None:
        if page == self.view.page:
            self._tell_page()

    def _tell_page(self) -> None:
        """Say which page of how many it is, and what is to be known about it."""
        count = len(self.view.column)
        if not self.page_field.hasFocus() or not self.page_field.isModified():
            self.page_field.setText(str(self.view.page + 1) if count else "")
        self._of.setText(_("of {n}").format(n=count) if count else "")
        note = self._noted() if count else ""
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def _noted(self) -> str:
        words = self.loader.words(self.view.page)
        notes = []
        if self.loader.trouble_of(self.view.page) == "pages_missing":
            notes.append(_("Part of this page cannot be read."))
        if self.loader.turn:
            notes.append(_("Turned for looking only. The document stays as it is."))
        if words is not None and words.source == WAITING:
            notes.append(_("This page has not been read yet, so its words cannot be found or copied."))
        elif words is not None and words.source == NOTHING:
            notes.append(_("No words were found on this page."))
        if self.loader.leaves.left_out:
            notes.append(_("It has more pages than can be shown here."))
        return in_sentences(notes)

    def _go(self) -> None:
        typed = self.page_field.text()
        self.page_field.setModified(False)
        if typed.isdigit():
            self.view.go_to_page(int(typed) - 1, say=True)
            self.view.setFocus()
        self._tell_page()

    def _copy(self) -> None:
        if not self.view.choosing.copy():
            announce(self, _("Nothing is chosen"))


def _has_pages(document: Document | None) -> bool:
    """Whether there is a file that may have pages; the pictures of a scan are looked at elsewhere."""
    return document is not None and document.holding == "file" and document.format not in SETS


def _is_same(one: Document, other: Document) -> bool:
    """Whether two documents show the same pages."""
    return (one.id, one.holding, one.fingerprint, one.sheets) == (
        other.id, other.holding, other.fingerprint, other.sheets,
    )  # fmt: skip


def _why_no_page(trouble: str) -> str:
    return _(_OF_A_PAGE[trouble]) if trouble in _OF_A_PAGE else trouble_in_full(trouble)
