"""The sentences in which a history asks back, as data with their sources: `resources/rules/remarks.toml`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final
from uuid import UUID

from caregiver_app import bundled
from caregiver_app.domain.timeline.kinds import kind_of
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.i18n import _, with_commas

_MOST_NAMED: Final = 5


@dataclass(frozen=True)
class Remark:
    """One question about what is recorded: a stable id, a gentle sentence, and the records it is about."""

    id: str
    text: str
    records: tuple[UUID, ...]


@dataclass(frozen=True)
class RemarkRule:
    """The sentence of a remark and where it was first asked."""

    id: str
    text: str
    source: str
    as_of: str


@cache
def remark_rules() -> Mapping[str, RemarkRule]:
    """Return the sentences by id, in the order they are shown in."""
    data = bundled.toml("rules", "remarks.toml")
    return MappingProxyType({
        row["id"]: RemarkRule(row["id"], row["text"], row["source"], row.get("as_of", data["as_of"]))
        for row in data["remark"]
    })  # fmt: skip


def remark(rule_id: str, entries: Iterable[Entry], **words: str) -> Remark:
    """Fill the words of one remark about these entries. Raises KeyError for a sentence that is not in the data."""
    text = _(remark_rules()[rule_id].text).format(**words)
    return Remark(rule_id, text[0].upper() + text[1:], tuple(entry.id for entry in entries))


def called(entry: Entry) -> str:
    """Return what an entry is called, as typed: the regimen, the category, the specimen."""
    return str(getattr(entry, kind_of(entry).title))


def dated(entry: Entry) -> str:
    """Return the date of an entry in words."""
    return entry.date.in_words() if entry.date else _("date not known")


def named(entries: Sequence[Entry]) -> str:
    """Write several entries in a row, with their dates: "CR (6 November 2023), PR (May 2024) and 2 more"."""
    names = [f"{called(entry)} ({dated(entry)})" if entry.date else called(entry) for entry in entries[:_MOST_NAMED]]
    rest = len(entries) - _MOST_NAMED
    if rest > 0:
        return _("{names} and {n} more").format(names=with_commas(names), n=rest)
    if len(names) > 1:
        return _("{first} and {last}").format(first=with_commas(names[:-1]), last=names[-1])
    return names[0] if names else ""
