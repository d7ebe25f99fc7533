"""The published rules and definitions this program counts and speaks by, as data with their sources."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from caregiver_app import bundled
from caregiver_app.i18n import _


@dataclass(frozen=True)
class Rule:
    """One rule of counting in our own words. `asks` is the question for the team where it leaves the count open.

    `unsure` says what was done where the records do not tell whether the rule fits: what a line with its question says.
    """

    id: str
    words: str
    asks: str
    unsure: str
    source: str
    as_of: str


@dataclass(frozen=True)
class Definition:
    """What a word means, for the disease families it is used in; no families means all."""

    id: str
    name: str
    words: str
    families: tuple[str, ...]
    source: str
    as_of: str


@cache
def counting_rules() -> Mapping[str, Rule]:
    """Return the rules of `resources/rules/counting.toml` by id, in their order."""
    data = bundled.toml("rules", "counting.toml")
    return MappingProxyType({
        row["id"]: Rule(
            row["id"], row["words"], row.get("asks", ""), row.get("unsure", ""), row["source"],
            row.get("as_of", data["as_of"]),
        )
        for row in data["rule"]
    })  # fmt: skip


@cache
def definitions() -> Mapping[str, Definition]:
    """Return the definitions of `resources/rules/definitions.toml` by id, in their order."""
    data = bundled.toml("rules", "definitions.toml")
    return MappingProxyType({
        row["id"]: Definition(
            row["id"], row["name"], row["words"], tuple(row["families"]), row["source"],
            row.get("as_of", data["as_of"]),
        )
        for row in data["definition"]
    })  # fmt: skip


@cache
def source_name(tag: str) -> str:
    """Return who wrote a rule down, for a reader: the publisher and the year. Raises KeyError for an undeclared tag."""
    for name in ("counting.toml", "definitions.toml", "signs.toml"):
        for row in bundled.toml("rules", name)["source"]:
            if row["tag"] == tag:
                return _named(tag, row)
    raise KeyError(tag)


def _named(tag: str, row: Mapping[str, str]) -> str:
    if tag == "OWN":
        return _("the program’s own rule")
    if tag.startswith("GK"):
        return _("as many centres count; ask yours")
    return ", ".join(row[key] for key in ("publisher", "date") if key in row) or row["title"]
