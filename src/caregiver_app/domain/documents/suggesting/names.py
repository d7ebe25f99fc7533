"""Whose paper it is: the name beside a label, before a birth date, or the one the case already knows."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Final

from caregiver_app.domain.documents.suggesting.days import Found
from caregiver_app.domain.documents.suggesting.fields import Fields, Label
from caregiver_app.domain.documents.suggesting.folding import Folded, Phrase, is_han, letters, plain
from caregiver_app.domain.documents.suggesting.paper import Line, Paper
from caregiver_app.domain.documents.suggesting.suggestion import Suggestion
from caregiver_app.domain.documents.suggesting.words import data, kinds, meanings, single, weights

MOST: Final = 3
_BEFORE_BIRTH, _KNOWN, _ADDRESSED = 5.0, 4.0, 3.0
_MOST_WORDS: Final = 6
_MOST_TRIED: Final = 40
_LONGEST: Final = 60
_FAR: Final = 2 * _LONGEST
_SEX: Final = re.compile(r"[\s,;/(]{1,4}[mfwMFW]\.?$")
_SIGNS: Final = " .,'’-^()（）·/"
_SURNAME, _GIVEN = "surname", "given"
_HAN_NAME: Final = range(2, 7)


def suggest_names(
    paper: Paper, fields: Fields, births: list[Found], person_name: str, letterhead: frozenset[Line]
) -> tuple[Suggestion, ...]:
    """Return the names the paper may be about, as written, the likeliest first."""
    found: dict[str, tuple[float, Suggestion]] = {}
    ways = (
        _labelled(paper, fields),
        _before_births(fields, births[:_MOST_TRIED]),
        _before_sex(paper),
        _addressed(paper),
        _known(paper, person_name),
    )
    candidates = [candidate for way in ways for candidate in islice(way, _MOST_TRIED)]
    for weight, name, line, words in candidates:
        key = "".join(sorted(map(letters, _parts(name))))
        before = found[key][0] if key in found else 0.0
        better = Suggestion(name, words, line.page)
        kept = found[key][1] if key in found and before >= weight else better
        late = 0.02 * line.number + (1.0 if line.page > 1 else 0.0) + (1.0 if line in letterhead else 0.0)
        found[key] = (max(weight - late, before) + (0.5 if before else 0.0), kept)
    ranked = sorted(found.values(), key=lambda one: -one[0])
    return tuple(suggestion for _weight, suggestion in ranked[:MOST])


def looks_like_name(text: str) -> bool:
    """Whether the end of a text, as before a birth date, looks like somebody's name."""
    return bool(_last_name_in(text))


def without_titles(name: str) -> str:
    """Return a name without Mr, Dr, 先生 and the like."""
    words = name.split()
    while len(words) > 1 and letters(words[0]) in _titles():
        words = words[1:]
    while len(words) > 1 and letters(words[-1]) in _titles() - {"m"}:
        words = words[:-1]
    whole = " ".join(words)
    for title in data("names")["titles"]["words"]:
        if is_han(title[0]):
            whole = whole.removeprefix(title).removesuffix(title)
    return whole.strip(" ,:：")


def _labelled(paper: Paper, fields: Fields) -> Iterator[tuple[float, str, Line, str]]:
    """Yield the names behind or beneath a label."""
    strength = weights("names", "label")
    for line in _few(paper, fields):
        for label in fields.names(line)[:_MOST_WORDS]:
            behind = line.text[label.end : label.end + _FAR]
            if letters(line.text[line.cell(label.start)[0] : label.start]) and not _has_colon(behind):
                continue
            if label.says == _GIVEN:
                continue
            if label.says == _SURNAME:
                yield from _in_two_parts(paper, fields, label)
                continue
            name = _first_name_in(behind)
            if name:
                start = label.start
                end = label.end + behind.find(name) + len(name) if name in behind else len(line.text)
                yield strength[label.says], without_titles(name), line, plain(line.text[start:end])
                continue
            value = fields.beneath(line) if not letters(behind) else None
            beneath = _first_name_in(value.text) if value is not None else ""
            if value is not None and beneath:
                yield strength[label.says], without_titles(beneath), value, beneath


def _few(paper: Paper, fields: Fields) -> Iterator[Line]:
    """Yield the first lines with a label, and no more than a paper has."""
    return islice((line for line in paper.lines if fields.names(line)), _MOST_TRIED)


def _in_two_parts(paper: Paper, fields: Fields, surname: Label) -> Iterator[tuple[float, str, Line, str]]:
    """Yield a name whose two parts have labels of their own, as in a passport."""
    given = next((label for line in _few(paper, fields) for label in fields.names(line) if label.says == _GIVEN), None)
    parts = [_part_of_name(fields, label) for label in (surname, given) if label is not None]
    if len(parts) == 2 and parts[0] and parts[1]:
        weight = weights("names", "label")[_SURNAME]
        yield weight, f"{parts[0]}, {parts[1]}", surname.line, parts[0]


def _part_of_name(fields: Fields, label: Label) -> str:
    """Return the one or two words behind or beneath a label."""
    behind = label.line.text[label.end :].strip(" :：.")
    beneath = fields.beneath(label.line)
    text = behind.partition("\t")[0] or (beneath.text if beneath is not None else "")
    words = plain(text)
    return words if 1 < len(words) <= _LONGEST and all(char.isalpha() or char in _SIGNS for char in words) else ""


def _before_births(fields: Fields, births: list[Found]) -> Iterator[tuple[float, str, Line, str]]:
    """Yield the names right before a birth date."""
    for birth in births:
        end = birth.date.start
        if birth.label is not None and birth.label.line == birth.line:
            end = min(end, birth.label.start)
        line = birth.line
        above = fields.above(line)
        name = _last_name_in(line.text[:end])
        if not letters(line.text[:end]) and above is not None:
            line, name = above, _last_name_in(above.text)
        name = name or _first_name_in(line.text)
        if name:
            yield _BEFORE_BIRTH, without_titles(name), line, name


def _before_sex(paper: Paper) -> Iterator[tuple[float, str, Line, str]]:
    """Yield Chinese names with the sex right behind them: 周建国 男 61岁."""
    lines = [line for line in paper.lines if any(sex in line.text for sex in _sexes())]
    for line in lines[:_MOST_TRIED]:
        for place, char in enumerate(line.text[:_FAR]):
            if char in _sexes() and not line.text[place - 1 : place].isalnum() and place:
                head = line.text[:place].rstrip(" \t,，、/")
                start = len(head)
                while start and is_han(head[start - 1]) and head[start - 1].isalnum():
                    start -= 1
                name = without_titles(head[start:])
                if name and _is_name(name):
                    yield _BEFORE_BIRTH, name, line, head[start:]


def _addressed(paper: Paper) -> Iterator[tuple[float, str, Line, str]]:
    """Yield names behind Mr, Frau and the like, which hardly ever are a doctor's."""
    for hit in paper.hits(single("names", "addressed"))[:_MOST_TRIED]:
        name = _first_name_in(" ".join(hit.line.text[hit.end :].split(" ")[:_MOST_WORDS]))
        words = name.split()
        last = max((place for place, word in enumerate(words, 1) if not word[0].islower()), default=0)
        name = " ".join(words[:last]).strip(" ,")
        if _is_name(name):
            yield _ADDRESSED, without_titles(name), hit.line, name


def _known(paper: Paper, person_name: str) -> Iterator[tuple[float, str, Line, str]]:
    """Yield where the name of the person the case is about stands, in whatever order."""
    wanted = sorted(map(letters, _parts(person_name)))
    if not wanted or sum(map(len, wanted)) < 4:
        return
    for line in paper.lines:
        if all(part in line.letters for part in wanted):
            places = [next(line.folded.find(Phrase(part, anywhere=False)), None) for part in wanted]
            spans = [place for place in places if place is not None]
            start, end = min((a for a, _b in spans), default=0), max((b for _a, b in spans), default=0)
            if len(spans) == len(wanted) and end - start <= len(person_name) + 8:
                name = line.text[start:end]
                yield _KNOWN, plain(name), line, plain(name)


def _first_name_in(text: str) -> str:
    """Return the name a text begins with, up to a gap, another label or a figure; nothing when it is no name."""
    begin = len(text) - len(text.lstrip(" \t:：.,*_-"))
    rest = text[begin:]
    for stop in _ends(rest):
        name = plain(rest[:stop].strip(" \t,;:：-–(（/|"))
        if _is_name(name):
            return _closed(name, rest[:stop])
    return ""


def _ends(text: str) -> list[int]:
    """Return where a name at the beginning of a text ends at the latest."""
    ends = [place for place, char in enumerate(text) if char in "\t;:：|[<>{}=+" or char.isdigit()]
    folded = Folded(text[:_LONGEST])
    ends += [start for phrase, _table in single("names", "stops") for start, _end in folded.find(phrase) if start]
    ends += [place for place, char in enumerate(text) if char in "(（" and not _is_name_in_brackets(text[place:])]
    return [min([*ends, len(text)])]


def _is_name_in_brackets(text: str) -> bool:
    """Whether brackets hold the same name in another writing: 林伟（LIN, Wei）."""
    inside = text[1:].partition("）" if text[0] == "（" else ")")[0]
    return text[0] == "（" and _is_name(plain(inside))


def _closed(name: str, text: str) -> str:
    """Give back the bracket that closes a name in two writings."""
    return f"{name}）" if "（" in name and "）" not in name and "）" in text else name


def _last_name_in(text: str) -> str:
    """Return the name a text ends with, as before "born"; nothing when it is no name."""
    head = _SEX.sub("", text[-_FAR:].rstrip(" \t,·|*(（:;.–-")).rstrip(" \t,·|*(（:;.–-")
    cell = max(head.rfind(mark) for mark in ("\t", "|", "·", ":", "：", ";"))
    name = plain(head[cell + 1 :])
    for label, _id in meanings("names", "label"):
        if Folded(name).letters.startswith(label.letters):
            end = next((end for start, end in Folded(name).find(label) if start == 0), 0)
            name = name[end:].strip(" .:-")
    words = name.split()
    while len(words) > 2 and len(letters(words[-1])) == 1:
        words = words[:-1]  # M or F, for the sex
    tail = " ".join(words)
    if "," in tail and not _is_name(tail):
        tail = tail.rpartition(",")[2].strip()
    return tail if _is_name(tail) else ""


def _is_name(text: str) -> bool:
    """Whether a text has the form of somebody's name: two to six words with capitals, or a few Chinese characters."""
    if not text or len(text) > _LONGEST or any(not (char.isalpha() or char in _SIGNS) for char in text):
        return False
    if is_han(text[0]):
        return len("".join(char for char in text.partition("（")[0] if is_han(char))) in _HAN_NAME
    words = [word for word in _parts(without_titles(text)) if letters(word)]
    big = [word for word in words if not word[0].islower() or word in data("names")["particles"]["words"]]
    is_long_enough = 2 <= len(words) <= _MOST_WORDS
    return is_long_enough and len(big) >= len(words) - 1 and words[0] in big and not _is_other(text)


def _is_other(text: str) -> bool:
    """Whether it is the name of a house or of a paper rather than somebody's."""
    if any(letters(word) in _never() for word in text.split()):
        return True
    folded = Folded(text)
    return any(folded.has(phrase) for phrase, _id in meanings("places", "word")) or any(
        folded.has(phrase) for kind in kinds().values() for phrase in kind.names
    )


def _has_colon(text: str) -> bool:
    return text.lstrip()[:1] in {":", "："}


def _parts(name: str) -> list[str]:
    return [part for part in "".join(" " if char in ",^()（）·/" else char for char in name).split() if letters(part)]


@cache
def _never() -> frozenset[str]:
    return frozenset(map(letters, data("names")["never"]["words"]))


@cache
def _sexes() -> frozenset[str]:
    return frozenset(data("names")["sexes"]["words"])


@cache
def _titles() -> frozenset[str]:
    return frozenset(map(letters, data("names")["titles"]["words"]))
