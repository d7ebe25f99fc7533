"""The reading place of the guide: a text in a comfortable width, and beneath it what belongs to it."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractSlider, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from caregiver_app.domain.guide.articles import articles, comparison, handbook
from caregiver_app.domain.guide.finding import KINDS, Found
from caregiver_app.domain.guide.lines import sources
from caregiver_app.domain.guide.wording import Worded
from caregiver_app.i18n import _, ngettext
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fields import ComboBox
from caregiver_app.ui.form_scroll import FormScroll
from caregiver_app.ui.guide.contents import Place
from caregiver_app.ui.guide.own_words import show_line_menu
from caregiver_app.ui.guide.passages import (
    Text,
    article_text,
    comparison_text,
    glossary_text,
    handbook_text,
    limits_text,
    line_text,
    source_passages,
    sources_text,
    steps_text,
)
from caregiver_app.ui.guide.prose import Prose
from caregiver_app.ui.guide.prose_ink import BESIDE
from caregiver_app.ui.guide.questions import ArticleQuestions
from caregiver_app.ui.search_field import SearchField
from caregiver_app.ui.text import button, label, one_line, rename, set_role
from caregiver_app.ui.theme import SPACE_1, SPACE_2, SPACE_3, SPACE_4, scaled

if TYPE_CHECKING:
    from caregiver_app.ui.printing_here import Draw

_ABOVE: Final = 4
_ACTIONS: Final = {
    1: QAbstractSlider.SliderAction.SliderPageStepAdd,
    -1: QAbstractSlider.SliderAction.SliderPageStepSub,
}


class ReadingPlace(QFrame):
    """Show one place of the guide. `opened` tells that another one is shown."""

    opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        set_role(self, "card")
        self.setAccessibleName(_("What you read"))
        self._desk = desk
        self._place: Place | None = None
        self._text = Text("", ())
        self._line_id = ""
        self.filter = SearchField(_("Show only words with…"))
        self.choice = ComboBox()
        self.prose, self.source_prose = Prose(""), Prose(_("Where it is from"), has_menu=False)
        self.hidden_words = label("", "hint", wrap=False)
        self.hidden_button = button("", self._turn_hidden, "link")
        self.questions = ArticleQuestions(desk)
        self.there_button = button("", self._go_there)
        self.sources_button = button("", self._turn_sources, "link")
        self._shows_hidden = False
        self._fill_choice()
        self._lay_out()
        self._connect()

    @property
    def place(self) -> Place | None:
        """What is shown."""
        return self._place

    @property
    def text(self) -> Text:
        """The text that is shown."""
        return self._text

    def drawing(self, paper: str) -> "Draw":
        """Return what draws on paper what is read here."""
        from caregiver_app.casebook.guide_page import make_guide_page
        from caregiver_app.packet.printed.guide_page import GuidePageOptions, Read

        shown = self._text.shown(with_hidden=self._shows_hidden)
        read = tuple(Read(one.kind, one.text, one.lead, one.beside, one.after, one.numbers) for one in shown)
        known = sources()
        named = tuple(known[tag].in_words() for tag in self._text.tags if tag in known)
        options = GuidePageOptions(self._text.title, read, named, date.today(), paper)
        return partial(_write, partial(make_guide_page, options))

    def show_place(self, place: Place, line_id: str = "") -> None:
        """Show a place from its beginning, or at a line of it."""
        is_other = place != self._place
        self._place, self._line_id = place, line_id
        if is_other:
            self._shows_hidden = False
            self.filter.blockSignals(True)
            self.filter.clear()
            self.filter.blockSignals(False)
            self.choice.blockSignals(True)
            self.choice.setCurrentIndex(0)
            self.choice.blockSignals(False)
            self._fold_sources(True)
        own = self._desk.book.snapshot().wordings_by_line.get(line_id)
        # A line that is asked for is shown, hidden or not; else one would be led to where it is not.
        self._shows_hidden = self._shows_hidden or (own is not None and own.hidden)
        self._fill(afresh=is_other)
        self.opened.emit(place)
        if is_other:
            self.body.verticalScrollBar().setValue(0)
        if line_id:
            self._show_line()
            # Once more when everything has its room.
            QTimer.singleShot(0, self, self._show_line)

    def refresh(self) -> None:
        """Show the same place as it is now; what is in view stays."""
        if self._place is None:
            return
        kept = self.body.verticalScrollBar().value()
        self._fill(afresh=False)
        self.inside.adjustSize()
        self.body.verticalScrollBar().setValue(kept)

    def turn_page(self, pages: int) -> None:
        """Read on, or back."""
        self.body.verticalScrollBar().triggerAction(_ACTIONS[pages])

    def _fill(self, *, afresh: bool) -> None:
        assert self._place is not None
        self._text = text = self._text_of(self._place)
        self.prose.setAccessibleName(one_line(text.title))
        self.prose.show_passages(text.shown(with_hidden=self._shows_hidden))
        self._head.setVisible(self._place.kind in ("glossary", "comparison"))
        self.filter.setVisible(self._place.kind == "glossary")
        self.choice.setVisible(self._place.kind == "comparison")
        self._tell_hidden(text.hidden)
        self.questions.show_questions(text.questions, afresh=afresh)
        self._offer_other_page(self._place)
        self._tell_sources(text)

    def _text_of(self, place: Place) -> Text:
        wordings = self._desk.book.snapshot().wordings_by_line
        if place.kind == "article":
            article = next(one for one in articles() if one.id == place.id)
            return article_text(article, wordings)
        if place.kind == "handbook":
            return handbook_text(next(one for one in handbook() if one.id == place.id), wordings)
        if place.kind == "comparison":
            return comparison_text(wordings, self.choice.currentData() or "")
        if place.kind == "glossary":
            return glossary_text(wordings, self.filter.text())
        if place.kind == "limits":
            return limits_text(wordings)
        if place.kind == "found" and place.found is not None and place.found.line is not None:
            found = place.found
            return line_text(_(KINDS[found.kind]), found.title, found.where, place.found.line, wordings)
        return sources_text() if place.kind == "sources" else steps_text()

    def _tell_hidden(self, n: int) -> None:
        words = ngettext("You hid {n} line here.", "You hid {n} lines here.", n).format(n=n)
        self.hidden_words.setText(words)
        rename(self.hidden_button, _("Hide them again") if self._shows_hidden else _("Show what you hid"))
        self._hidden_row.setVisible(bool(n))

    def _offer_other_page(self, place: Place) -> None:
        kind = place.found.kind if place.found is not None else place.kind
        steps = _("Open the CAR-T steps")
        words = {"steps": steps, "stage": steps, "question": _("Open the questions")}
        rename(self.there_button, words.get(kind, ""))
        self.there_button.setVisible(kind in words)

    def _tell_sources(self, text: Text) -> None:
        n, is_open = len(text.tags), self._shows_sources
        shut = ngettext("Where this is from: {n} source", "Where this is from: {n} sources", n).format(n=n)
        rename(self.sources_button, _("Hide the sources") if is_open else shut)
        self.sources_button.setVisible(bool(n))
        self.source_prose.setVisible(bool(n) and is_open)
        if is_open:
            self.source_prose.show_passages(source_passages(text.tags, numbered=True))

    def _show_line(self) -> None:
        if self._line_id and self.prose.show_line(self._line_id):
            self.inside.adjustSize()
            top = self.prose.y() + self.prose.line_box(self._line_id).top()
            self.body.verticalScrollBar().setValue(top - self.body.viewport().height() // _ABOVE)

    def _turn_hidden(self) -> None:
        self._shows_hidden = not self._shows_hidden
        self.refresh()

    def _turn_sources(self) -> None:
        self._fold_sources(self._shows_sources)
        self._tell_sources(self._text)

    def _fold_sources(self, folded: bool) -> None:
        self._shows_sources = not folded

    def _go_there(self) -> None:
        assert self._place is not None
        found: Found | None = self._place.found
        self._desk.go("questions" if found is not None and found.kind == "question" else "journey", None)

    def _keep_in_view(self, part: QRect, prose: Prose) -> None:
        place = QRect(prose.viewport().mapTo(self.inside, part.topLeft()), part.size())
        self.body.ensureVisible(place.left(), place.bottom(), 0, SPACE_2)
        self.body.ensureVisible(place.left(), place.top(), 0, SPACE_2)

    def _ask(self, words: Worded, place: QPoint, prose: Prose) -> None:
        show_line_menu(self._desk, words, prose, place)

    def _fill_choice(self) -> None:
        self.choice.setAccessibleName(_("What to compare"))
        self.choice.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(12)
        self.choice.addItem(_("Every question"), "")
        for aspect, name in comparison().aspects:
            self.choice.addItem(_(name), aspect)
        for one in comparison().treatments:
            self.choice.addItem(_("Only {treatment}").format(treatment=_(one.name)), one.id)

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(SPACE_4, SPACE_3, SPACE_4, 0)
        for part in (self.filter, self.choice):
            part.setMaximumWidth(scaled(360))
            head.addWidget(part, 1)
        head.addStretch(0)
        whole.addWidget(self._head)
        self.inside = QWidget()
        whole_column = QVBoxLayout(self.inside)
        whole_column.setContentsMargins(SPACE_4 - BESIDE, SPACE_3, SPACE_3, SPACE_4)
        whole_column.setSpacing(SPACE_1)
        whole_column.addWidget(self.prose)
        column = QVBoxLayout()
        column.setContentsMargins(BESIDE, 0, 0, 0)
        column.setSpacing(SPACE_1)
        whole_column.addLayout(column)
        self._hidden_row = QWidget()
        row = QHBoxLayout(self._hidden_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_3)
        row.addWidget(self.hidden_words)
        row.addWidget(self.hidden_button)
        row.addStretch(1)
        column.addWidget(self._hidden_row)
        column.addWidget(self.there_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.questions)
        column.addSpacing(SPACE_3)
        column.addWidget(self.sources_button, 0, Qt.AlignmentFlag.AlignLeft)
        whole_column.addWidget(self.source_prose)
        whole_column.addStretch(1)
        self.body = FormScroll(self.inside)
        whole.addWidget(self.body, 1)
        self._shows_sources = False

    def _connect(self) -> None:
        self.filter.textChanged.connect(lambda _words: self.refresh())
        self.choice.currentIndexChanged.connect(lambda _index: self.refresh())
        for prose in (self.prose, self.source_prose):
            prose.moved.connect(partial(self._keep_in_view, prose=prose))
            prose.paged.connect(self.turn_page)
        self.prose.asked.connect(partial(self._ask, prose=self.prose))

    def changeEvent(self, event: QEvent) -> None:
        """Give the fields room for larger text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            for part in (self.filter, self.choice):
                part.setMaximumWidth(scaled(360))


def _write(write: Callable[[Path], None], target: Path) -> None:
    write(target)
