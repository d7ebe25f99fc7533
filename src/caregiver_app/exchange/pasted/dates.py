"""Find the dates that stand in a line of text, and the spans from one to another.

What looks like a date is a date only when `date_words` reads it as one; which of two readings is meant is not
decided here.
"""

import re
from dataclasses import dataclass
from typing import Final

from caregiver_app.domain.date_words import DateUnclear, read_date
from caregiver_app.exchange.pasted.labs import is_test
from caregiver_app.exchange.pasted.text import plain

_MONTH: Final = r"[^\W\d_]{3,10}\.?"
_YEAR: Final = r"(?:19|20)\d\d"
_WORDS: Final = (
    r"(?:(?:about|around|approx\.?|approximately|circa|ca\.?|c\.|roughly|before|after|early|mid|late|spring|summer|"
    r"autumn|fall|winter|beginning of|start of|middle of|end of)[\s-]+(?:in\s+|the\s+)?|~\s?){0,3}"
)
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th)?"
_SHAPES: Final = (
    r"\d{4}\s?年(?:\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?[日号])?)?",
    rf"{_YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}",
    r"\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?(?:\d{4}|\d\d)",
    rf"{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])",
    rf"{_YEAR}[-/.](?:0[1-9]|1[0-2])",
    rf"\d{{1,2}}[-/.]{_YEAR}",
    rf"{_DAY}[.\s/-]{{0,2}}\s?(?:of\s|de\s)?{_MONTH}(?:[,\s/-]+(?:de\s)?{_YEAR}|[\s/-]'?\d\d)",
    rf"{_MONTH}\s{_DAY},?\s{_YEAR}",
    rf"{_MONTH},?[\s/-](?:de\s)?{_YEAR}",
    rf"{_MONTH}\s?['’]\d\d",
    _YEAR,
)
_DATE: Final = re.compile(
    rf"(?<![\w.,/:-])(?:{_WORDS})(?:{'|'.join(_SHAPES)})(?!(?!T\d\d:)[\w/])(?![.,:-]\d)\??", re.IGNORECASE
)
_CHINESE: Final = re.compile(r"\d{4}\s?年(?:\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?[日号])?)?")
_TO: Final = r"\s*(?:[-–—~→]|\bto\b|\buntil\b|\btill\b|\bthrough\b|\bbis\b|\bau\b|至|到)\s*"
_JOIN: Final = re.compile(_TO, re.IGNORECASE)
# "2 – 20 June 2023", "2 Jun – 20 Oct 2023" and "May–Oct 2023": what the first date lacks stands in the second.
_SHARED_MONTH: Final = re.compile(rf"(?<![\w.,/:-])({_DAY}\.?)\s?[-–—]\s?({_DAY}[.\s]\s?({_MONTH})\s({_YEAR}))(?!\w)")
_SHARED_YEAR: Final = re.compile(
    rf"(?<![\w.,/:-])((?:{_DAY}[.\s]\s?)?{_MONTH})(?:{_TO})((?:{_DAY}[.\s]\s?)?{_MONTH}\s({_YEAR}))(?!\w)",
    re.IGNORECASE,
)
_TWO_YEARS: Final = re.compile(rf"(?<![\w.,/:-])({_YEAR})\s?[-–—]\s?({_YEAR})(?![\w/-])")
_SINCE: Final = re.compile(r"\b(?:since|from|seit|ab|on|in|date|am)\b:?\s*$|自\s*$", re.IGNORECASE)
_UNTIL: Final = re.compile(r"\b(?:until|till|bis)\b\s*$|至\s*$", re.IGNORECASE)
_WEEKDAY: Final = re.compile(
    r"\b(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|mo|di|mi|do|fr|sa|so)(?:day|sday|nesday|rsday|urday)?[.,]*\s*$",
    re.IGNORECASE,
)
_TIME: Final = re.compile(
    r"\s*(?:,|T|at)?\s*\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?|Uhr|h)?(?![\w.])", re.IGNORECASE
)
_FEW: Final = 200


@dataclass(frozen=True)
class Dated:
    """The dates of a line as written, and the line without them; `at_start` when it begins with one."""

    start: str
    end: str
    rest: str
    at_start: bool
    more: tuple[str, ...] = ()


def find_dates(text: str) -> Dated:
    """Return the first date or span of a line, what else it holds, and further dates in it."""
    line = plain(text)
    span = _find_span(line)
    if span is None:
        return Dated("", "", text.strip(), False)
    first, start, end, last = span
    before = _SINCE.sub("", _WEEKDAY.sub("", line[:first]))
    if not end and _UNTIL.search(before):
        before, start, end = _UNTIL.sub("", before), "", start
    after = _TIME.sub("", line[last:], count=1) if _TIME.match(line[last:]) else line[last:]
    time = line[last : last + len(line[last:]) - len(after)].strip(" ,T")
    kept = " ".join(
        part for part in (text[: len(before)].strip(), text[len(line) - len(after) :].strip(), time) if part
    )
    more = tuple(found for _first, found, _last in _dates(line[last:])) if len(line) < _FEW else ()
    return Dated(start, end, _tidy(kept), not before.strip(), more)


def is_date(text: str) -> bool:
    """Whether a text is a date and nothing else, in one reading or in two."""
    words = text.strip()
    return bool(words) and any(letter.isdigit() for letter in words) and _reads(words)


def _find_span(line: str) -> tuple[int, str, str, int] | None:
    """Return where a date or span begins, its two dates as written, and where it ends."""
    for shape, borrowed in ((_SHARED_MONTH, (3, 4)), (_SHARED_YEAR, (3,))):
        found = shape.search(line)
        if found and _reads(found[2]):
            first = " ".join((found[1].rstrip(". "), *(found[group] for group in borrowed)))
            if _reads(first):
                return found.start(), first, found[2], found.end()
    years = _TWO_YEARS.search(line)
    if years:
        return years.start(), years[1], years[2], years.end()
    dates = _dates(line)
    if not dates:
        return None
    first_at, first_text, last = dates[0]
    for second_at, second_text, second_end in dates[1:2]:
        if _JOIN.fullmatch(line[last:second_at]):
            return first_at, first_text, second_text, second_end
    return first_at, first_text, "", last


def _dates(line: str) -> list[tuple[int, str, int]]:
    found: list[tuple[int, str, int]] = []
    position = 0
    while len(found) < 4:
        match = _earliest(line, position)
        if match is None:
            return found
        text = match[0].strip()
        bare = len(text) == 4
        if _reads(text) and (not bare or _may_be_a_year(line, match.start(), match.end())):
            found.append((match.start() + len(match[0]) - len(match[0].lstrip()), text, match.end()))
            position = match.end()
        else:
            position = match.start() + 1
            while position < len(line) and line[position].isalnum():
                position += 1
    return found


def _earliest(line: str, position: int) -> re.Match[str] | None:
    found = [match for match in (_DATE.search(line, position), _CHINESE.search(line, position)) if match]
    return min(found, key=lambda match: (match.start(), -match.end())) if found else None


def _may_be_a_year(line: str, start: int, end: int) -> bool:
    """Whether four figures alone are a year: at the beginning, in brackets, or after a word that asks for one."""
    before = line[:start].rstrip()
    if re.match(r"\s*(?:mg|g|ml|mcg|µg|iu|ie|u|x|%|cells|/)", line[end:], re.IGNORECASE):
        return False
    if not line[end:].strip(" .;)") and " " in line[:start] and not is_test(before.strip(" :")):
        return True
    return not before.strip(" -–•*·([") or bool(
        re.search(r"(?:\b(?:in|since|from|until|seit|ab|of|year|to)|[-–—(,;:])$", before, re.IGNORECASE)
    )


def _reads(text: str) -> bool:
    try:
        return read_date(text) is not None
    except DateUnclear as unclear:
        return bool(unclear.options)


def _tidy(text: str) -> str:
    """Return what is left of a line without the marks that stood beside its date."""
    left = re.sub(r"^[\s:;,.\-–—|•·)\]]+(?=\S)", "", text)
    left = re.sub(r"\(\s*\)|\[\s*\]", " ", left)
    return re.sub(r"[\s:;,|(\[–—-]+$", "", left).strip()
