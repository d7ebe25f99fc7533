"""Read pasted lines that are no table: an e-mail, a list, what a portal shows.

A date that stands alone belongs to the lines after it; a test that stands alone to the value beneath it. Where that
is how a row got its date, the row says so.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from caregiver_app.exchange.pasted.columns import column_named, names_columns
from caregiver_app.exchange.pasted.dates import Dated, find_dates
from caregiver_app.exchange.pasted.labs import is_test, range_and_mark
from caregiver_app.exchange.pasted.reading import read_line
from caregiver_app.exchange.pasted.row import PastedRow
from caregiver_app.exchange.pasted.table import TableSeen, see_table
from caregiver_app.exchange.pasted.text import TOO_LONG, Line, TableLine, pieces, plain
from caregiver_app.i18n import _
from caregiver_app.progress import Progress, silent

_ROWS_AT_ONCE: Final = 200
_BULLET: Final = re.compile(
    r"\s*(?:(?:[-*•‣▪◦●○■□·–—>✓☐]|o(?=\s)|\(?\d{1,2}[.)](?=\s)(?!\s*(?i:line|linie)\b)|[(]?[a-z][)](?=\s))\s*)+(?=\S)"
)
_QUOTED: Final = re.compile(r"^(?:\s*>)+\s?")
_MAIL: Final = re.compile(
    r"\s*(?:from|to|cc|bcc|subject|sent|reply-to|von|an|betreff|gesendet|发件人|收件人|主题|发送时间)\s*[:：]", re.I
)
_DATE_OF: Final = re.compile(
    r"\s*(?:date|dates|collected|collection(?: date)?|drawn|date of (?:test|sample|collection)|sample(?:d| date)?|"
    r"specimen collected|datum|entnahme|probe vom|results? (?:of|from)|labs? (?:of|from|on)|blood test (?:of|from|on)|"
    r"采样时间|采集时间|检查日期|检验日期|日期)\s*[:：]?\s*", re.I,
)  # fmt: skip
_VALUE_FIRST: Final = re.compile(r"\s*(?:value|result|your value|wert|结果)?\s*[:：]?\s*[<>≤≥~]?\s?\d", re.I)
_VALUE_SAID: Final = re.compile(r"\s*(?:value|result|your value|wert|结果)\s*[:：]\s*", re.I)
_SAID: Final = re.compile(r"\s*([^:：\d]{2,30})[:：]\s*(\S.*)")
_MOST_JOINED: Final = 5


@dataclass(frozen=True)
class _Item:
    """One statement, on one line or on several that belong together."""

    line: int
    text: str
    whole: str


def read_lines(lines: Sequence[Line], progress: Progress = silent) -> list[PastedRow]:
    """Return the rows that lines propose; every line is in the text of one of them."""
    items = list(_joined(lines))
    is_mail = _mail_lines(items)
    dates = [None if at in is_mail else _date_alone(item.text) for at, item in enumerate(items)]
    follows = _date_follows(items, dates, is_mail)
    found: list[PastedRow] = []
    day: tuple[_Item, Dated] | None = None
    is_used = True
    for at, item in enumerate(items):
        if at % _ROWS_AT_ONCE == 0:
            progress(at, len(items), "")
        dated = dates[at]
        if dated is not None and not follows:
            if day is not None and not is_used:
                found.append(_unplaced(day[0]))
            day, is_used = (item, dated), False
            continue
        if dated is not None:
            continue  # it dated the line before it
        row = _unplaced(item) if at in is_mail else read_line(_bare(item.text), item.line, item.whole)
        after = dates[at + 1] if follows and at + 1 < len(items) else None
        source = (items[at + 1], after) if after is not None else day
        is_near = source is not None and abs(source[0].line - item.line) <= 1 and at not in is_mail and row.fields
        may_have_it = bool(row.kind) or (is_near and not _is_prose(item))
        if source is not None and may_have_it and not row.fields.get("date"):
            row = _with_day(row, item, *source)
            is_used = is_used or source is day
        found.append(row)
    if day is not None and not is_used:
        found.append(_unplaced(day[0]))
    return found


def aligned_table(lines: Sequence[Line]) -> TableSeen | None:
    """Return the table that a header and columns set with spaces make, or None when there is no such header."""
    for at, line in enumerate(lines[:5]):
        heads = pieces(line.text)
        if len(heads) >= 2 and names_columns([text.strip() for _place, text in heads]):
            rows = [TableLine(row.number, row.text, _under(heads, row.text)) for row in lines[at + 1 :]]
            if rows and sum(len(pieces(row.text)) > 1 for row in rows) * 2 >= len(rows):
                header = TableLine(line.number, line.text, tuple(text.strip() for _place, text in heads))
                return see_table([header, *rows])
    return None


def said_table(lines: Sequence[Line]) -> TableSeen | None:
    """Return the table that lines such as "Test name: LDH", "Value: 310" make; None when not all lines are so made."""
    records: list[tuple[Line, dict[str, str]]] = []
    for line in lines:
        found = _SAID.fullmatch(line.text)
        if found is None or not column_named(found[1]):
            return None
        name = found[1].strip()
        if not records or name in records[-1][1]:
            records.append((line, {}))
        records[-1][1][name] = found[2].strip()
    names = list(dict.fromkeys(name for _line, record in records for name in record))
    if len(names) < 2 or not {"what", "kind"} & {column_named(name) for name in names}:
        return None
    rows = []
    for line, record in records:
        text = "\n".join(f"{name}: {said}" for name, said in record.items())
        rows.append(TableLine(line.number, text, tuple(record.get(name, "") for name in names)))
    return see_table([TableLine(lines[0].number, "", tuple(names)), *rows])


def _under(heads: Sequence[tuple[int, str]], text: str) -> tuple[str, ...]:
    """Put what stands in a line under the head it begins nearest to."""
    cells = [""] * len(heads)
    parts = pieces(text)
    places = range(len(heads)) if len(parts) == len(heads) else None
    for position, (start, part) in enumerate(parts):
        nearest = places[position] if places else min(range(len(heads)), key=lambda at: abs(heads[at][0] - start))
        cells[nearest] = f"{cells[nearest]} {part.strip()}".strip()
    return tuple(cells)


def _joined(lines: Sequence[Line]) -> Iterator[_Item]:
    """Put a test and the value, range and mark on the lines beneath it together."""
    at = 0
    while at < len(lines):
        line = lines[at]
        text = _QUOTED.sub("", line.text)
        taken = [text]
        if len(text) < TOO_LONG and at + 1 < len(lines) and _is_name_alone(text) and _begins_value(lines[at + 1].text):
            while len(taken) < _MOST_JOINED and at + len(taken) < len(lines):
                following = _QUOTED.sub("", lines[at + len(taken)].text)
                if len(taken) > 1 and not any(range_and_mark(following)):
                    break
                taken.append(_VALUE_SAID.sub("", following) if len(taken) == 1 else following)
        whole = "\n".join(entry.text.strip() for entry in lines[at : at + len(taken)])
        yield _Item(line.number, " ".join(part.strip() for part in taken) if len(taken) > 1 else text, whole)
        at += len(taken)


def _is_name_alone(text: str) -> bool:
    return is_test(_bare(text).strip(" :：*"))


def _begins_value(text: str) -> bool:
    words = _QUOTED.sub("", text)
    return bool(_VALUE_FIRST.match(plain(words))) and _date_alone(words) is None and not find_dates(words).start


def _bare(text: str) -> str:
    """Return a line without its bullet; "12. May 2023" begins with no bullet."""
    found = _BULLET.match(text)
    if found is None:
        return text.strip()
    whole = find_dates(text.strip())
    marks = re.sub(r"\d", "", found[0])
    return text.strip() if whole.at_start and marks != found[0] else text[found.end() :].strip()


def _date_alone(text: str) -> Dated | None:
    """Return the date of a line that holds nothing else, with or without a word that says so."""
    if len(text) > 120 or not any(letter.isdigit() for letter in text):
        return None
    words = _bare(text)
    said = _DATE_OF.match(words)
    for part in dict.fromkeys((words, words[said.end() :] if said else words)):
        dated = find_dates(part)
        left = dated.rest.strip(" :")
        if dated.start and (
            not left or column_named(left) == "date" or re.fullmatch(r"[\d:. ]+(?:[AP]M|Uhr|h)?", left, re.I)
        ):
            return dated
    return None


def _mail_lines(items: Sequence[_Item]) -> frozenset[int]:
    """Return the lines that are the head of an e-mail, whose dates are not those of the facts."""
    heads = {at for at, item in enumerate(items) if _MAIL.match(item.text)}
    beside = {at for at, item in enumerate(items) if re.match(r"\s*(?:date|datum|日期)\s*[:：]", item.text, re.I)}
    wrote = {
        at for at, item in enumerate(items)
        if len(item.text) < 200 and re.match(r"\s*(?:on|am)\b.*\b(?:wrote|schrieb)\b.*:\s*$", item.text, re.I)
    }  # fmt: skip
    return frozenset(heads | wrote | {at for at in beside if {at - 1, at + 1} & heads})


def _date_follows(items: Sequence[_Item], dates: Sequence[Dated | None], is_mail: frozenset[int]) -> bool:
    """Whether dates stand beneath what they date: the text begins with a statement and each has one below."""
    alone = [date is not None for at, date in enumerate(dates) if at not in is_mail]
    return len(alone) > 1 and len(alone) % 2 == 0 and not any(alone[::2]) and all(alone[1::2])


def _is_prose(item: _Item) -> bool:
    """Whether an undated line of no known words is a sentence of the letter rather than a fact."""
    words = item.text.strip()
    return len(words) > 90 or words.endswith((",", ":", "!", "?")) or len(words.split()) < 2


def _with_day(row: PastedRow, item: _Item, source: _Item, dated: Dated) -> PastedRow:
    fields = {**row.fields, "date": dated.start}
    if dated.end and row.kind in ("therapy", "procedure", "stay", "medicine"):
        fields["end"] = dated.end
    kind = row.kind
    if not kind:
        kind, fields = "note", {"title": row.fields.get("what", ""), "date": dated.start}
    said = _("Its date stands on line {line}: {text}").format(line=source.line, text=source.text.strip()[:60])
    whole = f"{source.whole}\n{item.whole}" if source.line < item.line else f"{item.whole}\n{source.whole}"
    return replace(row, kind=kind, fields=fields, text=whole, doubts=(*row.doubts, said))


def _unplaced(item: _Item) -> PastedRow:
    return PastedRow("", {"what": item.text.strip()}, item.line, item.whole)
