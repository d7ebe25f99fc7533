"""The rows of a centre's own list: a kind of paper each, with whether, how new and in which words it is wanted."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, Qt, Signal

from caregiver_app.domain.documents.records_guide import kind_name, record_guides
from caregiver_app.domain.documents.wanted import Want
from caregiver_app.domain.vocabulary import term, vocabulary
from caregiver_app.i18n import N_, _, labelled, ngettext, with_commas, with_stops
from caregiver_app.ui.grid_cells import ChoicesRole, Index, MarkRole, QuietRole, TermsRole
from caregiver_app.ui.text import literal, one_line, tooltip

COLUMNS: Final = ("paper", "need", "fresh", "translation", "words")
_WORDS: Final = {
    "paper": N_("Kind of paper"), "need": N_("Wanted?"), "fresh": N_("Not older than"),
    "translation": N_("Translation"), "words": N_("In their words"),
}  # fmt: skip
NOT_LISTED: Final = ""
_NEEDS: Final = {
    NOT_LISTED: N_("Not listed"), "needed": N_("Needed"), "if": N_("If it applies"), "not": N_("Not wanted"),
}  # fmt: skip
_TRANSLATIONS: Final = {"": N_("Not asked for"), "wanted": N_("Wanted"), "certified": N_("Certified")}
_CHOSEN: Final = {"need": _NEEDS, "translation": _TRANSLATIONS}
_STRETCH: Final = re.compile(r"(\d{1,4})\s*个?(days?|d|weeks?|w|months?|m|天|日|周|星期|月)", re.IGNORECASE)
_UNCLEAR: Final = N_("Write it as days, weeks or months, such as 28 days or 3 months.")


@dataclass(frozen=True)
class ListRow:
    """One kind of paper as typed. `paper` and `fresh` are texts; `verify` says that the figure is nobody's own."""

    paper: str = ""
    need: str = NOT_LISTED
    fresh: str = ""
    translation: str = ""
    words: str = ""
    verify: bool = False

    def __post_init__(self) -> None:
        """Raise ValueError for a choice there is not."""
        if self.need not in _NEEDS or self.translation not in _TRANSLATIONS:
            raise ValueError(f"not a choice: {self.need!r}, {self.translation!r}")

    @property
    def kind(self) -> str:
        """The kind the typed name means: an id of the vocabulary, or the words as they are."""
        found = _known(self.paper)
        return found if found else self.paper.strip()

    @property
    def is_listed(self) -> bool:
        """Whether the list names it."""
        return bool(self.paper.strip()) and self.need != NOT_LISTED

    @property
    def is_unclear(self) -> bool:
        """Whether the list names it and how new it may be cannot be read."""
        return self.is_listed and bool(self.fresh.strip()) and _STRETCH.fullmatch(self.fresh.strip()) is None

    def want(self) -> Want:
        """Return it as a want."""
        days, months = _read(self.fresh)
        return Want(self.kind, self.need, days, self.words.strip(), months, self.translation, self.verify)


class ListModel(QAbstractTableModel):
    """Hold the rows of a list, with an empty one at the end. `edited` is told after every change."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[ListRow] = [ListRow()]

    @property
    def rows(self) -> Sequence[ListRow]:
        """The rows that hold something."""
        return [row for row in self._rows if row != ListRow()]

    def wants(self) -> tuple[Want, ...]:
        """Return what the list wants, each kind once, the first of it."""
        wants: dict[str, Want] = {}
        for row in self._rows:
            if row.is_listed:
                wants.setdefault(row.kind, row.want())
        return tuple(wants.values())

    def unclear(self) -> int | None:
        """Return the first row whose age cannot be read."""
        return next((at for at, row in enumerate(self._rows) if row.is_unclear), None)

    def put(self, rows: Iterable[ListRow]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self._rows = [*rows, ListRow()]
        self.endResetModel()
        self.edited.emit()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every cell be typed in; the names of the checklist stay."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        row = self._rows[index.row()]
        is_fixed = COLUMNS[index.column()] == "paper" and bool(_known(row.paper))
        return flags if is_fixed else flags | Qt.ItemFlag.ItemIsEditable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's heading."""
        roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return _(_WORDS[COLUMNS[section]]) if orientation == Qt.Orientation.Horizontal and role in roles else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what one cell shows or offers."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = self._rows[index.row()], COLUMNS[index.column()]
        unclear = column == "fresh" and row.is_unclear
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(_text(row, column))
        if role == Qt.ItemDataRole.EditRole:
            return getattr(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(_(_UNCLEAR) if unclear else _tip(row, column))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = labelled(_(_WORDS[column]), literal(_text(row, column)) or _("empty"))
            name = with_commas((literal(row.paper), "")) if column != "paper" and row.paper else ""
            said = f"{name}{words}"
            return with_stops((said, _(_UNCLEAR))) if unclear else said
        if role == QuietRole:
            return not row.is_listed
        if role == MarkRole:
            return "care" if unclear else ""
        return _offered(row, column, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a change of one cell, and have an empty row at the end again."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        at, column = index.row(), COLUMNS[index.column()]
        if column in _CHOSEN and value not in _CHOSEN[column]:
            return False
        before = self._rows[at]
        # What somebody types is what their centre said.
        verify = before.verify and column not in ("fresh", "words")
        texts = {name: getattr(before, name) for name in COLUMNS}
        row = ListRow(**{**texts, column: str(value).strip()}, verify=verify)
        if column != "need" and value and row.need == NOT_LISTED:
            row = replace(row, need="needed")
        self._rows[at] = row
        self.dataChanged.emit(self.index(at, 0), self.index(at, len(COLUMNS) - 1))
        if at == len(self._rows) - 1 and row != ListRow():
            self.beginInsertRows(self.index(-1, -1), at + 1, at + 1)
            self._rows.append(ListRow())
            self.endInsertRows()
        self.edited.emit()
        return True


def rows_from(wants: Sequence[Want]) -> list[ListRow]:
    """Return the rows of a list: what it names in its order, then the rest of the checklist, not listed."""
    listed = [_row(want) for want in wants]
    named = {want.kind for want in wants}
    return [*listed, *(ListRow(guide.name) for guide in record_guides() if guide.kind not in named)]


def _row(want: Want) -> ListRow:
    if want.fresh_months:
        fresh = ngettext("{n} month", "{n} months", want.fresh_months).format(n=want.fresh_months)
    else:
        fresh = ngettext("{n} day", "{n} days", want.fresh_days).format(n=want.fresh_days) if want.fresh_days else ""
    return ListRow(kind_name(want.kind), want.need, fresh, want.translation, want.words, want.verify)


def _read(fresh: str) -> tuple[int, int]:
    """Return days and months of a text such as "4 weeks"; the unit that is not meant is 0."""
    found = _STRETCH.fullmatch(fresh.strip())
    if found is None:
        return 0, 0
    number, unit = int(found[1]), found[2][0].casefold()
    return (0, number) if unit in "m月" else (number * 7 if unit in "w周星" else number, 0)


def _known(paper: str) -> str:
    found = term("document_kinds", paper) if paper.strip() else None
    return found.id if found is not None else ""


def _text(row: ListRow, column: str) -> str:
    if column == "need":
        return _(_NEEDS[row.need]) if row.paper else ""
    if column == "translation":
        return _(_TRANSLATIONS[row.translation]) if row.is_listed and row.translation else ""
    return str(getattr(row, column))


def _tip(row: ListRow, column: str) -> str:
    found = term("document_kinds", row.paper) if column == "paper" and row.paper else None
    return f"{row.paper}\n{_(found.plain)}" if found is not None else _text(row, column)


def _offered(row: ListRow, column: str, role: int) -> Any:
    if role == ChoicesRole and column == "need":
        return tuple((key, _(words)) for key, words in _NEEDS.items())
    if role == ChoicesRole and column == "translation":
        return tuple((key, _(words)) for key, words in _TRANSLATIONS.items())
    return vocabulary("document_kinds") if role == TermsRole and column == "paper" else None
