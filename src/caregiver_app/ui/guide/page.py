"""The guide: what is known, in plain words, with where it is from; and how the family words it for itself."""

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from caregiver_app.domain.guide.articles import articles, comparison, handbook, limits, notes
from caregiver_app.domain.guide.finding import Found, find_in_guide
from caregiver_app.domain.guide.glossary import glossary_term
from caregiver_app.domain.guide.lines import line_called
from caregiver_app.domain.guide.wording import worded
from caregiver_app.domain.journey.stages import stages
from caregiver_app.domain.questions.library import question_called
from caregiver_app.i18n import _, in_sentences, ngettext
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.guide.contents import ContentsList, Place, contents, found_places
from caregiver_app.ui.guide.passages import NOT_HERE
from caregiver_app.ui.guide.reading import ReadingPlace
from caregiver_app.ui.notices import announce
from caregiver_app.ui.page import Page
from caregiver_app.ui.search_field import SearchField
from caregiver_app.ui.text import hint
from caregiver_app.ui.theme import ROW, SPACE_2, SPACE_3, scaled

if TYPE_CHECKING:
    from caregiver_app.ui.printing_here import Draw

MOST: Final = 50
_NARROW: Final = 660
_LEFT_SHARE: Final = 0.29
_LEFT_LEAST, _LEFT_MOST = 264, 304
_ROWS: Final = 5
_LEAST_TO_READ: Final = 320
_ANY_SIZE: Final = 16_777_215
_AT_THE_FOOT: Final = ("team-first", "not-medical-advice")


class GuidePage(Page):
    """Show the guide: a list of what there is, a line to find in all of it, and a place to read."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Guide"))
        self._desk = desk
        self._is_stale = False
        self.search = SearchField(_("Find in the guide"), _("Find in the guide…"))
        self.list = ContentsList()
        self.count = hint("")
        self.reading = ReadingPlace(desk)
        self.foot = hint("")
        self._lay_out()
        self._connect()
        self._show_contents()
        self._say_foot()
        self.reading.show_place(next(place for place in contents() if place.kind))

    def start(self) -> None:
        """Begin in the list, at what is open."""
        self.list.go_to_first()

    def show_line(self, line_id: str) -> bool:
        """Open what a line of the guide stands in, and go to it; answer whether the guide has it."""
        place = place_of(line_id)
        if place is None:
            return False
        self.search.clear()
        self.reading.show_place(place, line_id)
        self.reading.prose.setFocus()
        return True

    def to_print(self) -> "Draw":
        """Return what draws the page of the guide that is read, with its sources."""
        return self.reading.drawing(self._desk.preferences.now.paper)

    def show_found(self, found: Found) -> None:
        """Open what was found elsewhere, and go to it."""
        self.search.clear()
        self._open(Place("found", found.id, found.title, found=found))
        self.reading.prose.setFocus()

    def show_part(self, kind: str, part_id: str) -> None:
        """Open an article or a part of the handbook."""
        place = next((one for one in contents() if (one.kind, one.id) == (kind, part_id)), None)
        if place is not None:
            self.search.clear()
            self.reading.show_place(place)
            self.reading.prose.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while it was hidden."""
        super().showEvent(event)
        if self._is_stale:
            self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the list above what is read where there is no room beside it."""
        super().resizeEvent(event)
        self._arrange()

    def _lay_out(self) -> None:
        self.search.setMinimumWidth(scaled(200))
        self.search.setMaximumWidth(scaled(320))
        self.add_to_header(self.search)
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(SPACE_2)
        left.addWidget(self.count)
        left.addWidget(self.list, 1)
        left.addStretch(0)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(SPACE_3)
        self._pair.addWidget(self._left)
        self._pair.addWidget(self.reading, 1)
        self.body.addLayout(self._pair, 1)
        self.body.addWidget(self.foot)
        self._arrange()

    def _arrange(self) -> None:
        narrow = self.width() < scaled(_NARROW)
        beside = min(max(round(self.width() * _LEFT_SHARE), scaled(_LEFT_LEAST)), scaled(_LEFT_MOST))
        above = scaled(ROW) * _ROWS
        self._pair.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._left.setMinimumSize(0 if narrow else beside, above if narrow else 0)
        self._left.setMaximumSize(_ANY_SIZE if narrow else beside, above if narrow else _ANY_SIZE)
        self.reading.setMinimumHeight(scaled(_LEAST_TO_READ) if narrow else 0)

    def _connect(self) -> None:
        self._desk.changes.changed.connect(self._on_changed)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)
        self.search.textChanged.connect(lambda _text: self._find())
        self.search.returnPressed.connect(self.list.go_to_first)
        self.list.chosen.connect(self._open)
        self.reading.opened.connect(self._mark)

    def _on_changed(self) -> None:
        self._is_stale = not self.isVisible()
        if not self._is_stale:
            self._refresh()

    def _refresh(self) -> None:
        self._is_stale = False
        self._say_foot()
        self.reading.refresh()

    def _find(self) -> None:
        words = self.search.text().strip()
        if not words:
            self._show_contents()
            return
        found = find_in_guide(words, MOST, self._desk.book.snapshot().wordings_by_line)
        self.list.show_places(found_places(found, words), _("What was found"))
        n = len(found)
        self.list.setVisible(bool(n))
        told = ngettext("{n} place found", "{n} places found", n).format(n=n)
        if n >= MOST:
            told = _("The first {n} places are shown").format(n=n)
        self.count.setText(told if n else _("The guide has nothing with these words. Another word may be in it."))
        self.count.show()
        announce(self.search, self.count.text())

    def _show_contents(self) -> None:
        self.list.show_places(contents(), _("What there is to read"))
        self.count.hide()
        self.list.show()
        if self.reading.place is not None:
            self._mark(self.reading.place)

    def _open(self, place: Place) -> None:
        found = place.found
        if found is None:
            self.reading.show_place(place)
            return
        here = _place_of_found(found)
        self.reading.show_place(here or place, found.line.id if here is not None and found.line is not None else "")

    def _mark(self, place: Place) -> None:
        """Show in the list what is open; what was found keeps its own mark."""
        if not self.search.text().strip():
            self.list.mark(place.kind, place.id)

    def _say_foot(self) -> None:
        wordings = self._desk.book.snapshot().wordings_by_line
        self.foot.setText(in_sentences(worded(notes()[key], wordings).text for key in _AT_THE_FOOT))


def place_of(line_id: str) -> Place | None:
    """Return where a line of the guide is read: a page of the guide, or the line alone where it stands elsewhere."""
    kind, place_id = _home_of(line_id)
    found = next((one for one in contents() if one.kind == kind and one.id == place_id), None)
    if found is not None:
        return found
    line = line_called(line_id)
    if line is None:
        return None
    question = question_called(line_id)
    stage = next((one for one in stages() if line_id.startswith(one.id)), None)
    if question is not None:
        alone = Found("question", question.id, _("A question to ask"), line.words(), _(question.why), line)
    elif stage is not None:
        alone = Found("stage", stage.id, stage.called(), line.words(), "", line)
    else:
        alone = Found("note", line.id, _("Good to know"), line.words(), "", line)
    return Place("found", line.id, alone.title, found=alone)


def _home_of(line_id: str) -> tuple[str, str]:
    if glossary_term(line_id) is not None:
        return "glossary", ""
    for kind, every in (("article", articles()), ("handbook", handbook())):
        for article in every:
            if any(line.id == line_id for section in article.sections for line in section.lines):
                return kind, article.id
    whole = comparison()
    cells = (line.id for one in whole.treatments for line in one.cells.values())
    if line_id in {*cells, *(line.id for line in whole.notes)}:
        return "comparison", ""
    told = {*(line.id for line in limits()), *notes()} - NOT_HERE
    return ("limits", "") if line_id in told else ("found", line_id)


def _place_of_found(found: Found) -> Place | None:
    """Return the page of the guide what was found stands on, or None where it stands elsewhere in the program."""
    if found.line is not None:
        home = _home_of(found.line.id)
    else:
        home = (found.kind, found.id if found.kind in ("article", "handbook") else "")
    return next((one for one in contents() if (one.kind, one.id) == home), None)
