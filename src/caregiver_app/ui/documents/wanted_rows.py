"""One line of the wanted list: a kind of paper, where it stands, and what is known of it in a few words."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from caregiver_app.domain.documents.asking import Asked
from caregiver_app.domain.documents.document import Document, label
from caregiver_app.domain.documents.gaps import STATUSES, GapList, GapRow
from caregiver_app.domain.documents.loans import is_lent, loan_in_words
from caregiver_app.domain.documents.request import ANSWERS, HOWS
from caregiver_app.domain.vocabulary import term
from caregiver_app.i18n import _, as_sentence, in_sentences, ngettext, with_commas
from caregiver_app.ui.documents.states import trouble_in_a_word
from caregiver_app.ui.record_table import Column

_MOST_NUMBERS: Final = 4
_SIGN: Final = 26


def kind_id(kind: str) -> UUID:
    """Return the id a kind of paper goes by in the window."""
    return uuid5(NAMESPACE_URL, f"caregiver-organizer:kind-of-paper:{kind}")


# The groups of the list, what waits for the family first. The state column sorts by them.
_OVERDUE, _NOT_ASKED, _ASKED, _HERE, _IF, _SPARED = range(6)


@dataclass(frozen=True)
class Standing:
    """Say where a kind of paper stands: its group, its mark, a short text and a second one beneath it."""

    group: int
    mark: str
    words: str
    more: str = ""

    @property
    def in_full(self) -> str:
        """Both texts."""
        return with_commas((self.words, self.more)) if self.more else self.words


@dataclass(frozen=True)
class WantedRow:
    """Hold one row of the gaps, with the words the list shows of it. `place` is its place in the receiver's list."""

    gap: GapRow
    place: int

    @cached_property
    def id(self) -> UUID:
        """The id of the kind."""
        return kind_id(self.gap.kind)

    @cached_property
    def standing(self) -> Standing:
        """Where it stands."""
        return _standing(self.gap)

    @property
    def plain(self) -> str:
        """What it is in plain words; of a kind of the family's own what the list says."""
        found = term("document_kinds", self.gap.kind)
        return _(found.plain) if found else self.gap.want.words

    @cached_property
    def known(self) -> tuple[str, str]:
        """What fills it, or whom to ask, and a second line beneath."""
        return _known(self.gap)

    @property
    def to_get(self) -> tuple[Document | str, ...]:
        """What a letter can ask for: the papers listed as wanted, or the kind while none is and it is not here."""
        waited_for = {one.document.id: one.document for one in self.gap.asked if one.waiting}
        waited_for |= {document.id: document for document in self.gap.wanted}
        if waited_for:
            return tuple(waited_for.values())
        return (self.gap.kind,) if self.gap.status == "not_asked" else ()


def rows_of(found: GapList) -> tuple[WantedRow, ...]:
    """Return the rows of a list, by group, and in each in the order of the list."""
    rows = (WantedRow(gap, place) for place, gap in enumerate(found.rows))
    return tuple(sorted(rows, key=lambda row: (row.standing.group, row.place)))


def counted(found: GapList) -> str:
    """Say in one line how many kinds of paper are here, and how many are not counted."""
    counts = found.counts
    parts = [counts.in_words()]
    if counts.only_if:
        words = ngettext("{n} more only where it applies", "{n} more only where they apply", counts.only_if)
        parts.append(words.format(n=counts.only_if))
    if counts.not_needed:
        words = ngettext("{n} does not apply", "{n} do not apply", counts.not_needed)
        parts.append(words.format(n=counts.not_needed))
    return " · ".join(parts)


STATE, PAPER, KNOWN = range(3)


def columns() -> tuple[Column[WantedRow], ...]:
    """Describe the table of wanted papers. What a cell says is both its lines; the table paints them apart."""
    return (
        Column(
            _("State"),
            lambda row: row.standing.in_full,
            sort_key=lambda row: (row.standing.group, row.place),
            fits=(_("Does not apply"), _("due {date}").format(date="2026-11-20")),
            sign=_SIGN,
        ),
        Column(
            _("Paper"),
            lambda row: _both(row.gap.name, row.plain),
            sort_key=lambda row: row.gap.name.casefold(),
            tooltip=lambda row: f"{row.gap.name}\n{row.plain}".strip(),
        ),
        Column(
            _("What is known"),
            lambda row: _both(*row.known),
            sort_key=lambda row: row.known[0].casefold(),
            tooltip=lambda row: "\n".join(part for part in row.known if part),
        ),
    )


def numbers(documents: Iterable[Document]) -> str:
    """Write the numbers of papers, the first few where they are many."""
    named = [label(document.number) for document in documents]
    if len(named) <= _MOST_NUMBERS + 1:
        return with_commas(named)
    shown = with_commas(named[:_MOST_NUMBERS])
    return _("{names} and {n} more").format(names=shown, n=len(named) - _MOST_NUMBERS)


def how_fresh(gap: GapRow) -> str:
    """Say in a few words how the newest paper stands to what the list asks for; a fact about dates."""
    newest = gap.freshness.newest
    dated = _("newest {date}").format(date=newest.in_table()) if newest else _("no date")
    if not gap.freshness.fresh:
        return dated
    want = gap.want
    if want.fresh_months:
        limit = ngettext("{n} month", "{n} months", want.fresh_months).format(n=want.fresh_months)
    else:
        limit = ngettext("{n} day", "{n} days", want.fresh_days).format(n=want.fresh_days)
    words = {
        "yes": _("within the {limit} asked for"),
        "no": _("older than the {limit} asked for"),
        "unknown": _("{limit} asked for, the date leaves it open"),
    }[gap.freshness.fresh]
    return f"{dated} · {words.format(limit=limit)}" if newest else words.format(limit=limit)


def _standing(gap: GapRow) -> Standing:
    late = next((one for one in gap.asked if one.overdue), None) or next((one for one in gap.asked if one.remind), None)
    words = _(STATUSES[gap.status])
    if late is not None:
        return Standing(_OVERDUE, "care", words, _("overdue") if late.overdue else _("time to ask again"))
    if gap.status == "have":
        older = gap.freshness.fresh == "no"
        return Standing(_HERE, "info" if older else "good", words, _("older than asked") if older else "")
    if gap.status == "asked":
        last = gap.asked[-1]
        refused = last.request.answer == "refused"
        return Standing(_ASKED, "care" if refused else "info", words, _answer_or_due(last))
    if gap.status == "not_needed":
        return Standing(_SPARED, "off", words)
    if gap.counts:
        return Standing(_NOT_ASKED, "open", words)
    return Standing(_IF, "open", words, _("if it applies"))


def _answer_or_due(asked: Asked) -> str:
    request = asked.request
    if request.answer:
        return _(ANSWERS[request.answer])
    return _("due {date}").format(date=request.due.in_table()) if request.due is not None else ""


def _known(gap: GapRow) -> tuple[str, str]:
    if gap.status == "have":
        return _what_is_here(gap)
    if gap.status == "asked":
        return _what_was_asked(gap)
    if gap.status == "not_needed":
        return gap.why, numbers(gap.documents)
    ask = _("Ask: {whom}").format(whom=gap.whom_to_ask) if gap.whom_to_ask else ""
    if gap.wanted:
        return _("{papers}, nobody asked yet").format(papers=numbers(gap.wanted)), ask
    if gap.elsewhere:
        holder = next((document.held_by for document in gap.elsewhere if document.held_by), "")
        held = _("held by {whom}").format(whom=holder) if holder else _("held elsewhere")
        return f"{numbers(gap.elsewhere)}, {held}", ask
    return ask, gap.want.words


def _what_was_asked(gap: GapRow) -> tuple[str, str]:
    last = next((one for one in gap.asked if one.overdue or one.remind), gap.asked[-1])
    request, asked = last.request, {one.document.id: one.document for one in gap.asked}
    how = _(HOWS[request.how]) if request.how in HOWS else request.how
    told = with_commas(part for part in (how, request.on.in_table() if request.on else "") if part)
    due = _("due {date}").format(date=request.due.in_table()) if request.due is not None else ""
    again = _("ask again {date}").format(date=request.remind_on.in_table()) if last.remind and request.remind_on else ""
    return _joined(numbers(asked.values()), request.whom), _joined(told, due, again)


def _what_is_here(gap: GapRow) -> tuple[str, str]:
    packet = _("The packet writes it") if gap.in_packet else ""
    if not gap.documents:
        return packet, _("from what you entered")
    told = [how_fresh(gap)]
    told += [loan_in_words(document) for document in gap.documents if is_lent(document)]
    told += [trouble_in_a_word(document.trouble) for document in gap.documents if document.trouble]
    waiting = sum(one.waiting for one in gap.asked)
    overdue = sum(one.overdue for one in gap.asked)
    if overdue:
        told.append(ngettext("{n} more asked for, overdue", "{n} more asked for, overdue", overdue).format(n=overdue))
    elif waiting:
        told.append(ngettext("{n} more asked for", "{n} more asked for", waiting).format(n=waiting))
    return _joined(numbers(gap.documents), packet), " · ".join(told)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _both(first: str, second: str) -> str:
    return in_sentences(map(as_sentence, filter(None, (first, second)))).rstrip(".。")
