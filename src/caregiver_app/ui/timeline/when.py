"""When something was, as short as a list needs it: a long span gives up what its row can spare.

The whole words stand in the tooltip and in the form.
"""

from typing import TYPE_CHECKING, Final

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.timeline import wording
from caregiver_app.domain.timeline.records import SpanEntry
from caregiver_app.i18n import N_, _

if TYPE_CHECKING:
    from caregiver_app.domain.timeline.records import Entry

_MONTHS: Final = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip
_WIDEST: Final = ("2023-06-20", "2023-09-28")


def when(entry: "Entry") -> str:
    """Write the date of an entry; of a span in one year the year once, of a longer one only the months."""
    end = entry.end if isinstance(entry, SpanEntry) else None
    if entry.date is None or end is None or end == entry.date:
        return wording.dates(entry)
    if not (_is_plain(entry.date) and _is_plain(end)):
        return wording.dates(entry)
    return _short_span(entry.date, end)


def widest() -> tuple[str, ...]:
    """Return the widest words that are usual."""
    first, last = (PartialDate(text) for text in _WIDEST)
    return _short_span(first, last), last.in_words(), PartialDate("about 2023-09").in_words()


def _short_span(start: PartialDate, end: PartialDate) -> str:
    if start[:4] != end[:4]:
        return f"{_short(start[:7])} – {_short(end[:7])}"
    if len(start) == len(end) and start[:7] == end[:7]:
        # For translators: two days of one month, such as 20 – 28 Jun 2023.
        words = _("{first_day} – {last_day} {month} {year}")
        month = _(_MONTHS[int(end[5:7]) - 1])
        return words.format(first_day=int(start[8:]), last_day=int(end[8:]), month=month, year=end[:4])
    if len(start) == len("2023"):
        return f"{start} – {_short(end)}"
    # For translators: two days or months of one year, such as 20 Jun – 2 Sep 2023.
    words = _("{first} – {last} {year}")
    return words.format(first=_without_year(start), last=_without_year(end), year=end[:4])


def _is_plain(when: PartialDate) -> bool:
    return when == when.fhir


def _short(text: str) -> str:
    if len(text) == len("2023"):
        return text
    return _("{day_and_month} {year}").format(day_and_month=_without_year(text), year=text[:4])


def _without_year(text: str) -> str:
    month = _(_MONTHS[int(text[5:7]) - 1])
    if len(text) == len("2023-05"):
        return month
    return _("{day} {month}").format(day=int(text[8:10]), month=month)
