"""Read a date the way people type it: "May 2023", "14.5.23", "about March 2024", "2023年5月14日"."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Final

from caregiver_app.domain.dates import PARTS, SEASONS, PartialDate
from caregiver_app.i18n import _

_MONTH_NAMES: Final = (
    "january jan janvier janv januar jän enero",
    "february feb février févr fevr februar febrero",
    "march mar mars märz mrz mär marzo",
    "april apr avril abril",
    "may mai mayo",
    "june jun juin juni junio",
    "july jul juillet juil juli julio",
    "august aug août agosto",
    "september sep sept septembre septiembre",
    "october oct octobre oktober okt octubre",
    "november nov novembre noviembre",
    "december dec décembre déc dezember dez diciembre",
)
_MONTHS: Final = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_PART_SYNONYMS: Final = {
    **{part: part for part in (*SEASONS, *PARTS)},
    "fall": "autumn", "beginning": "early", "start": "early", "middle": "mid", "end": "late",
}  # fmt: skip
_QUALIFIER_SYNONYMS: Final = {
    "about": "about", "around": "about", "approx": "about", "approximately": "about", "circa": "about",
    "ca": "about", "c": "about", "roughly": "about", "maybe": "about", "before": "before", "after": "after",
}  # fmt: skip
_UNKNOWN: Final = frozenset({"", "?", "-", "–", "unknown", "not known", "n/a", "na", "none", "不详", "未知", "不清楚"})
# The way a date is written in Chinese: "2023年5月14日", "约2023年3月", "2023年春季", "2023年5月初", "2020年以前".
_CHINESE: Final = re.compile(
    r"(?P<about>大约|大概|约)? ?(?P<year>\d{4})"
    r"(?: ?年 ?(?:(?P<month>\d{1,2}) ?月 ?(?:(?P<day>\d{1,2}) ?[日号])?)?|-(?P<month_2>\d\d)(?:-(?P<day_2>\d\d))?|)"
    r" ?(?P<part>[春夏秋冬](?:季|天)?|年?[初中底末]|[上中下]旬)? ?(?P<qualifier>左右|前后|[之以]?[前后])?"
)
_CHINESE_PARTS: Final = {
    "春": "spring", "夏": "summer", "秋": "autumn", "冬": "winter",
    "初": "early", "上": "early", "中": "mid", "底": "late", "末": "late", "下": "late",
}  # fmt: skip
# Two figures for a year: 00 to 39 are this century, 40 to 99 the last one (birth dates).
_CENTURY_TURN: Final = 40

_DAY_AND_MONTH: Final = re.compile(r"(?<!\d)(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(?:\d{4}|\d\d)(?!\d)", re.ASCII)
_MONTHS_IN_A_YEAR: Final = 12


class DateUnclear(ValueError):
    """Say in one sentence why a text is not a date, and which dates it may mean."""

    def __init__(self, sentence: str, options: tuple[PartialDate, ...] = ()) -> None:
        super().__init__(sentence)
        self.options = options


def read_date(text: str, order: str = "") -> PartialDate | None:
    """Return the date a person typed, or None for "unknown" and nothing at all.

    `order` says which stands first where day and month could be swapped: "day" or "month"; without it that is
    not guessed. Raises DateUnclear when it is not a date, or when it could be two; then `options` holds both.
    """
    # Full-width figures, as Chinese keyboards type them, become plain ones.
    plain = " ".join(unicodedata.normalize("NFKC", text).split()).strip(" .,;").lower()
    if plain in _UNKNOWN:
        return None
    if (chinese := _read_chinese(plain)) is not None:
        return chinese
    qualifier, rest = _take_qualifier(plain)
    part, rest = _take_part(rest)
    prefix = "".join(f"{word} " for word in (qualifier, part) if word)
    readings = _read_plain(rest)
    dates = []
    for reading in readings:
        try:
            dates.append(PartialDate(prefix + reading))
        except ValueError:
            continue
    if not dates:
        raise DateUnclear(_("“{text}” is not a date we can read. Try 14 May 2023, May 2023 or 2023.").format(text=text))
    if len(dates) > 1 and order:
        return dates[0 if order == "day" else 1]
    if len(dates) > 1:
        raise DateUnclear(
            _("“{text}” could be {first} or {second}. Write the month as a word.").format(
                text=text, first=dates[0].in_words(), second=dates[1].in_words()
            ),
            tuple(dates),
        )
    return dates[0]


def _read_chinese(text: str) -> PartialDate | None:
    """Return the date of a text written the Chinese way, as we write it ourselves too; None where it is another."""
    found = _CHINESE.fullmatch(text)
    if found is None or text.isascii():
        return None
    part = _CHINESE_PARTS[found["part"].lstrip("年")[0]] if found["part"] else ""
    qualifier = "about" if found["about"] else ""
    if found["qualifier"]:
        is_about = found["qualifier"] in ("左右", "前后")
        qualifier = "about" if is_about else "before" if found["qualifier"].endswith("前") else "after"
    fhir = _fhir(found["year"], found["month"] or found["month_2"], found["day"] or found["day_2"])
    try:
        return PartialDate(" ".join(word for word in (qualifier, part, fhir) if word))
    except ValueError:
        return None


def order_of_figures(texts: Iterable[str]) -> str:
    """Return "day" or "month" when these dates show which one their writer puts first; nothing when they do not.

    14.5.23 shows it, for there is no month 14; dates that disagree show nothing.
    """
    shown = set()
    for text in texts:
        for first, second in _DAY_AND_MONTH.findall(unicodedata.normalize("NFKC", text)):
            if (int(first) > _MONTHS_IN_A_YEAR) != (int(second) > _MONTHS_IN_A_YEAR):
                shown.add("day" if int(first) > _MONTHS_IN_A_YEAR else "month")
    return shown.pop() if len(shown) == 1 else ""


def _take_qualifier(text: str) -> tuple[str, str]:
    if text.startswith("~"):
        return "about", text[1:].strip()
    if text.endswith("?"):
        return "about", text[:-1].strip()
    word, _space, rest = text.partition(" ")
    found = _QUALIFIER_SYNONYMS.get(word.rstrip("."))
    if found is None or not rest:
        return "", text
    return found, rest


def _take_part(text: str) -> tuple[str, str]:
    words = re.sub(r"^the ", "", text).replace("mid-", "mid ")
    found = re.match(r"([a-z]+)(?: of(?: the)?)? (.+)", words)
    part = _PART_SYNONYMS.get(found[1]) if found else None
    if found is None or part is None:
        return "", text
    return part, re.sub(r"^(year|in) ", "", found[2])


def _year(text: str) -> str:
    if len(text) == 4:
        return text
    return f"{19 if int(text) >= _CENTURY_TURN else 20}{text}"


def _read_plain(text: str) -> list[str]:
    """Return the FHIR dates a text without qualifiers may mean; an empty list when none."""
    year_first = re.fullmatch(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?", text) or re.fullmatch(
        r"((?:19|20)\d\d)(\d\d)(\d\d)", text
    )
    if year_first:
        return [_fhir(*year_first.groups())]
    month_year = re.fullmatch(r"(\d{1,2})[-/.](\d{4})", text)
    if month_year:
        return [_fhir(month_year[2], month_year[1])]
    return _read_figures(text) or _read_named_month(text)


def _fhir(year: str, month: str | None = None, day: str | None = None) -> str:
    return "-".join([_year(year), *(f"{int(figure):02}" for figure in (month, day) if figure)])


def _read_figures(text: str) -> list[str]:
    """Read 14.5.23 and 5/14/2023; both readings when day and month could be swapped."""
    figures = re.fullmatch(r"(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4}|\d\d)", text)
    if figures is None:
        return []
    first, second, year = figures.groups()
    readings = []
    for day, month in ((first, second), (second, first)):
        fhir = _fhir(year, month, day)
        if _exists(fhir) and fhir not in readings:
            readings.append(fhir)
    return readings


def _exists(fhir: str) -> bool:
    try:
        date.fromisoformat(fhir)
    except ValueError:
        return False
    return True


def _read_named_month(text: str) -> list[str]:
    """Read 14 May 2023, May 14th, 2023, May 2023 and May '23."""
    words = (
        re.sub(r"(?<=\d)(st|nd|rd|th)\b|\b(of|de|the)\b|[,.'’]", " ", text).replace("-", " ").replace("/", " ").split()
    )
    months = [_MONTHS[word] for word in words if word in _MONTHS]
    figures = [word for word in words if word.isascii() and word.isdigit()]
    if len(months) != 1 or len(words) != 1 + len(figures):
        return []
    month = str(months[0])
    if len(figures) == 1 and len(figures[0]) in (2, 4):
        return [_fhir(figures[0], month)]
    if len(figures) == 2:
        day, year = figures if len(figures[1]) in (2, 4) and len(figures[0]) <= 2 else reversed(figures)
        if len(day) <= 2 and len(year) in (2, 4):
            return [_fhir(year, month, day)]
    return []
