"""Read a lab result from a line as portals and letters print it: name, value, unit, range, mark.

Values, units and ranges stay as printed; nothing is converted and nothing is judged.
"""

import re
from dataclasses import dataclass
from typing import Final

from caregiver_app.domain.timeline.lab_names import listed_test, which_test
from caregiver_app.exchange.pasted.text import plain

_NUMBER: Final = r"\d+(?:[.,'’ ]\d{3})*(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_VALUE: Final = rf"(?:[<>≤≥~]=?\s?)?[-+]?(?:{_NUMBER})(?![\w^])"
_WORD_VALUE: Final = (
    r"(?:not detected|undetectable|detected|non-reactive|reactive|negative|positive|normal|trace|neg\.?|pos\.?|"
    r"\+{1,4}|阴性|阳性)(?!\w)"
)
_MARK: Final = (
    r"(?:\(?(?:HH|LL|H|L|A|High|Low|Abnormal|Normal|critical|高|低|偏高|偏低)\)?\*?(?![\w/^])|[↑↓*]+|[+-]{1,3}(?=\s|$))"
)
_UNIT: Final = (
    r"(?:[x×]\s?)?10\s?(?:\^|\*\*?|E)?\s?[369⁹¹²³⁶]{1,2}\s?/\s?[A-Za-zµμ]+"
    r"|(?:%|‰)|(?:[A-Za-zµμ°Ω]+\.?(?:\s?/\s?[0-9.,]*\s?[A-Za-zµμ²³0-9.]+)*(?:\s?/\s?1[.,]73\s?m(?:2|²))?)|/\s?[A-Za-zµμ]+"
)
_BOUNDS: Final = (
    rf"(?:{_NUMBER})\s?(?:-|–|—|~|to|bis|至|\.\.+)\s?(?:{_NUMBER})|[<>≤≥]=?\s?(?:{_NUMBER})"
    rf"|(?:up to|bis)\s(?:{_NUMBER})"
)
_SAID: Final = (
    r"(?:reference|standard|normal|ref|norm(?:al)?wert|referenz\w*|norm|range|参考(?:值|范围|区间)?|正常(?:值|范围)?)"
)
_RANGE: Final = re.compile(
    rf"[(\[]?\s*(?:{_SAID}\.?\s*(?:range|interval|values?|bereich)?\s*[:=]?\s*)?"
    rf"(?P<bounds>{_BOUNDS})\s*(?P<unit>{_UNIT})?\s*[)\]]?(?=\s|$|[,;])",
    re.IGNORECASE,
)
_START: Final = re.compile(
    rf"(?P<name>.{{1,70}}?)\s*[:=：.…|]*\s+(?P<flag>{_MARK}\s+)?(?P<value>{_VALUE}|{_WORD_VALUE})"
    r"(?=\s|$|[(,;%*↑↓/µμ]|[A-Za-z])"
)
_UNIT_AT: Final = re.compile(rf"\s*(?P<unit>{_UNIT})(?=\s|$|[(\[,;*↑↓])")
_MARK_AT: Final = re.compile(rf"[\s,;]*(?P<mark>{_MARK})")
_ONE_LETTER: Final = frozenset({"H", "L", "A", "HH", "LL"})
_NOT_UNITS: Final = frozenset(
    {"h", "l", "hh", "ll", "a", "high", "low", "abnormal", "normal", "ref", "range", "reference", "critical", "on",
     "in", "at", "and", "the", "from", "to", "was", "is", "cycles", "cycle", "days", "day", "weeks", "months", "of",
     "after", "x", "times"}
)  # fmt: skip
_SPECIMEN: Final = re.compile(r",?\s*\(?(?:serum|plasma|blood|i\.?\s?S\.?|im Serum|血清)\)?$", re.IGNORECASE)
_LEADERS: Final = re.compile(r"[\s.:=…·]+$")
_LONGEST: Final = 400


@dataclass(frozen=True)
class LabRead:
    """What a line says of a lab test, by field; `is_known` when the test is one of ours, `rest` what is left."""

    fields: dict[str, str]
    is_known: bool
    rest: str


def read_lab(text: str) -> LabRead | None:
    """Return the lab result a line holds, or None when it does not look like one."""
    line = plain(text)
    if len(line) > _LONGEST:
        return None
    found = _named(line) or _START.match(line)
    if found is None:
        return None
    name = _LEADERS.sub("", text[found.start("name") : found.end("name")]).strip()
    value, flag = text[found.start("value") : found.end("value")], (found["flag"] or "").strip()
    position = found.end("value")
    unit, position = _take_unit(line, text, position)
    bounds, mark, rest = _take_tail(text[position:])
    known = is_test(name)
    if not known and not (bounds and (unit or mark)) and not (unit and is_test(re.split(r"[\s,]", name)[0])):
        return None
    fields = {
        "test": name, "value": value.strip(), "unit": unit, "reference_range": bounds,
        "printed_flag": (flag or mark).strip("()"),
    }  # fmt: skip
    return LabRead({key: words for key, words in fields.items() if words}, known, rest)


def is_test(name: str) -> bool:
    """Whether a text names a lab test we know, alone, with its short form in brackets, or with its specimen."""
    return any(listed_test(which_test(words)) is not None for words in names_in(name))


def names_in(name: str) -> tuple[str, ...]:
    """Return the ways a printed name of a test may be looked up."""
    whole = _SPECIMEN.sub("", plain(name)).strip(" *:")
    head, bracket, inner = whole.partition("(")
    ways = [whole, plain(name).strip()]
    if bracket:
        ways += [head.strip(), inner.partition(")")[0].strip()]
    return tuple(way for way in dict.fromkeys(ways) if way)


def test_key(name: str) -> str:
    """Return what the names of one test share: the id of the test where it is one of ours, else the name itself."""
    return next((which_test(way) for way in names_in(name) if listed_test(which_test(way))), which_test(plain(name)))


def range_and_mark(text: str) -> tuple[str, str]:
    """Return the range and the mark a text is made of, or two empty ones when it is something else."""
    bounds, mark, rest = _take_tail(text)
    return ("", "") if rest else (bounds, mark)


def value_and_unit(text: str) -> tuple[str, str]:
    """Split "10.2 g/dL" into the value and its unit; what is not made so stays whole."""
    line = plain(text)
    value = re.match(rf"\s*({_VALUE})", line)
    if value is None:
        return text, ""
    unit, end = _take_unit(line, text, value.end())
    return (text[: value.end()].strip(), unit) if unit and not text[end:].strip() else (text, "")


def _named(line: str) -> re.Match[str] | None:
    """Match a line whose test has figures in its name, which would be taken for the value otherwise."""
    for found in re.finditer(r"[\s:：]+", line[:70]):
        name = line[: found.start()]
        if any(letter.isdigit() for letter in name) and is_test(name):
            rest = re.compile(
                rf"(?P<name>.{{{found.start()}}})[\s:=：]+(?P<flag>{_MARK}\s+)?(?P<value>{_VALUE}|{_WORD_VALUE})"
            )
            return rest.match(line)
    return None


def _take_unit(line: str, text: str, position: int) -> tuple[str, int]:
    found = _UNIT_AT.match(line, position)
    if found is None or found["unit"].casefold() in _NOT_UNITS or found["unit"] in _ONE_LETTER:
        return "", position
    return text[found.start("unit") : found.end("unit")], found.end()


def _take_tail(text: str) -> tuple[str, str, str]:
    """Return range, mark and what is left, in whatever order they stand."""
    line, bounds, mark = plain(text), "", ""
    found = _RANGE.search(line)
    if found:
        unit = found["unit"] or ""
        keep = unit and unit.casefold() not in _NOT_UNITS and unit not in _ONE_LETTER
        start, end = found.span("bounds")
        bounds = text[start : found.end("unit") if keep else end]
        cut_end = found.end() if keep or not unit else found.start("unit")
        text = f"{text[: found.start()]} {text[cut_end:].lstrip(')] ')}"
        line = plain(text)
    marked = _MARK_AT.match(line) or re.search(rf"(?:^|\s)(?P<mark>{_MARK})\s*$", line)
    if marked:
        mark = text[marked.start("mark") : marked.end("mark")]
        text = f"{text[: marked.start()]} {text[marked.end() :]}"
    return bounds, mark.strip("()"), text.strip(" ,;()[]|")
