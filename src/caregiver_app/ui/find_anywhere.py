"""Find anything by a few letters: what can be done, what is in the case, what papers say, what the guide knows."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout

from caregiver_app.casebook.documents.finding import Hit
from caregiver_app.casebook.documents.finding import find as find_papers
from caregiver_app.domain.documents.document import Document, label
from caregiver_app.domain.finding import CaseFinder, FoundRecord
from caregiver_app.domain.guide.finding import KINDS as GUIDE_KINDS
from caregiver_app.domain.guide.finding import Found, find_in_guide
from caregiver_app.domain.timeline.kinds import kind_of
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.i18n import N_, _, ngettext, plain_words
from caregiver_app.ui.actions import MENUS
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.icons import paper_icon
from caregiver_app.ui.notices import announce
from caregiver_app.ui.pages import PAGES
from caregiver_app.ui.reading_order import Dialog
from caregiver_app.ui.row_list import Row, RowList
from caregiver_app.ui.search_field import SearchField
from caregiver_app.ui.text import hint, one_line, title
from caregiver_app.ui.theme import SPACE_2, SPACE_3, SPACE_4, scaled

if TYPE_CHECKING:
    from caregiver_app.ui.main_window import MainWindow

_WIDE, _HIGH = 640, 560
_SOON: Final = 120
_MOST: Final = {"do": 6, "case": 12, "papers": 8, "guide": 8}
_HEADS: Final = {
    "do": N_("To do"),
    "case": N_("In your case"),
    "papers": N_("On your papers"),
    "guide": N_("In the guide"),
}
_NATIVE: Final = QKeySequence.SequenceFormat.NativeText
_TO_LIST: Final = frozenset((Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown))
_BEGIN_WITH: Final = ("add", "papers", "packet", "questions", "backup", "settings")


@dataclass(frozen=True)
class Way:
    """One thing that was found: what it says, and what going there does."""

    words: str
    beneath: str
    icon: str
    go: Callable[[], object]


class FindDialog(Dialog):
    """Show a line to type into, and beneath it what was found, in groups; Enter goes to what is chosen."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(one_line(_("Find anything")))
        case = window.desk.book.snapshot() if window.desk is not None else None
        self._in_case = CaseFinder(case) if case is not None else None
        self._wordings = case.wordings_by_line if case is not None else None
        self._ways: dict[str, Way] = {}
        self.field = SearchField(_("Find anything"), _("A word, a date, a drug, a number such as D-012, what to do …"))
        self.list = RowList(_("What was found"), fits=False)
        self.told = hint("")
        self._soon = QTimer(self, interval=_SOON, singleShot=True)
        self._soon.timeout.connect(self.look)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_3)
        column.setSpacing(SPACE_2)
        for part in (title(_("Find anything")), self.field, self.list, self.told):
            column.addWidget(part)
        column.setStretch(2, 1)
        self.field.textChanged.connect(lambda _text: self._soon.start())
        self.field.returnPressed.connect(self._go)
        self.field.installEventFilter(self)
        self.list.opened.connect(self._open)
        self.list.itemClicked.connect(lambda _item: self._go())
        fit_to_screen(self, scaled(_WIDE), scaled(_HIGH))
        self.look()
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list by the arrows while somebody types."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _TO_LIST:
            self.list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def look(self) -> None:
        """Find what is typed now, and say how much that is."""
        self._soon.stop()
        typed = self.field.text().strip()
        rows: list[Row] = []
        self._ways = {}
        for group, ways in (("do", self._to_do(typed)), *self._found(typed)):
            taken = [way for way, _place in zip(ways, range(_MOST[group]), strict=False)]
            rows += [Row("", _(_HEADS[group]), quiet=True)] if taken else []
            for way in taken:
                key = f"{group}-{len(self._ways)}"
                self._ways[key] = way
                rows.append(Row(key, one_line(way.words), one_line(way.beneath), icon=way.icon))
        self.list.show_rows(rows)
        if self._ways:
            self.list.choose(next(iter(self._ways)))
        n = len(self._ways)
        nothing = _("Nothing has these words. Try fewer letters, or one word alone.")
        self.told.setText(ngettext("{n} found", "{n} found", n).format(n=n) if n else nothing)
        if typed:
            announce(self.field, self.told.text())

    def _found(self, typed: str) -> Iterator[tuple[str, Iterator[Way]]]:
        desk = self._window.desk
        if typed and desk is not None and self._in_case is not None:
            records = self._in_case.find(typed, _MOST["case"])
            yield "case", map(self._to_record, records)
            there = {found.record.id for found in records}
            hits = find_papers(desk.book, typed, _MOST["papers"]).hits
            yield "papers", (self._to_paper(hit) for hit in hits if hit.page and hit.document.id not in there)
            yield "guide", self._in_guide(find_in_guide(typed, 3 * _MOST["guide"], self._wordings))

    def _to_do(self, typed: str) -> Iterator[Way]:
        """Yield what the menus do: what fits the words, or what is often wanted while nothing is typed."""
        wanted, actions = typed.casefold().split(), self._window.actions_table
        pages = {page.key for page in PAGES}
        for act in (
            actions.acts if wanted else [one for name in _BEGIN_WITH for one in actions.acts if one.name == name]
        ):
            action = actions[act.name]
            words = plain_words(action.text())
            if not action.isEnabled() or not action.isVisible() or not all(part in words.casefold() for part in wanted):
                continue
            menu = plain_words(_(MENUS[act.menu]))
            beneath = " · ".join(part for part in (menu, action.shortcut().toString(_NATIVE)) if part)
            yield Way(words, beneath, f"pages/{act.name}" if act.name in pages else "pages/do", action.trigger)

    def _to_record(self, found: FoundRecord) -> Way:
        record = found.record
        words, drawn = found.words, f"pages/{found.page}" if found.page != "contacts" else "papers/identity"
        if isinstance(record, Document):
            words, drawn = f"{label(record.number)} · {words}", paper_icon(record)
        elif isinstance(record, Entry):
            drawn = f"kinds/{kind_of(record).id}"
        if found.page == "contacts":
            return Way(words, found.beneath, drawn, self._window.commands.show_contacts)
        return Way(words, found.beneath, drawn, partial(self._window.go, found.page, record.id))

    def _to_paper(self, hit: Hit) -> Way:
        at = _("{document}, page {page}").format(document=label(hit.document.number), page=hit.page)
        words = f"{at} · {hit.document.title}"
        return Way(words, hit.snippet, paper_icon(hit.document), partial(self._window.go, "documents", hit.document.id))

    def _in_guide(self, found: Iterable[Found]) -> Iterator[Way]:
        for one in found:
            go = partial(self._go_to_guide, one)
            kind = "questions" if one.kind == "question" else "journey" if one.kind == "stage" else "guide"
            yield Way(one.title, " · ".join(part for part in (_(GUIDE_KINDS[one.kind]), one.text) if part),
                      f"pages/{kind}", go)  # fmt: skip

    def _go_to_guide(self, found: Found) -> None:
        from caregiver_app.ui.guide.page import GuidePage

        self._window.go("guide")
        page = self._window.page("guide")
        assert isinstance(page, GuidePage)
        page.show_found(found)

    def _go(self) -> None:
        if self._soon.isActive():
            self.look()
        self._open(self.list.current_key)

    def _open(self, key: str) -> None:
        way = self._ways.get(key)
        if way is not None:
            self.accept()
            way.go()
