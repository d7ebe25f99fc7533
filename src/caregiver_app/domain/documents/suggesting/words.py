"""The phrases of `resources/suggestions`, ready to be looked for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from caregiver_app import bundled
from caregiver_app.domain.documents.suggesting.folding import Phrase, phrase

_FORMS: Final = frozenset({"dates", "names", "places"})


@dataclass(frozen=True)
class KindWords:
    """What the papers of one kind call themselves and are full of; see kinds.toml."""

    id: str
    names: tuple[Phrase, ...]
    telling: tuple[Phrase, ...]
    words: tuple[Phrase, ...]
    known_by: str
    then: str
    when: tuple[Phrase, ...]
    unless: tuple[Phrase, ...]


@cache
def data(name: str) -> Mapping[str, Any]:
    """Return what `resources/suggestions/<name>.toml` holds."""
    return bundled.toml("suggestions", f"{name}.toml")


@cache
def kinds() -> Mapping[str, KindWords]:
    """Return the words of every kind, by its id."""
    return {row["id"]: _kind(row) for row in data("kinds")["kind"]}


@cache
def meanings(name: str, table: str) -> tuple[tuple[Phrase, str], ...]:
    """Return the phrases of a table, each with the id of its row. Those of forms and letterheads are whole words."""
    whole = name in _FORMS
    return tuple((phrase(one, whole=whole), row["id"]) for row in data(name)[table] for one in row["phrases"])


@cache
def weights(name: str, table: str) -> Mapping[str, float]:
    """Return the weight of each row of a table, by its id."""
    return {row["id"]: row["weight"] for row in data(name)[table]}


@cache
def reaches() -> Mapping[str, int]:
    """Return over how many letters the labels of dates reach that reach far, by their role."""
    return {row["id"]: row["reach"] for row in data("dates")["role"] if "reach" in row}


@cache
def single(name: str, table: str) -> tuple[tuple[Phrase, str], ...]:
    """Return the phrases of a table that has no rows; all of them mean its name."""
    return tuple((phrase(one, whole=name in _FORMS), table) for one in data(name)[table]["phrases"])


def _kind(row: Mapping[str, Any]) -> KindWords:
    unless = row.get("unless", {})
    return KindWords(
        id=row["id"],
        names=_ready(row["names"]),
        telling=_ready(row["telling"]),
        words=_ready(row["words"]),
        known_by=row.get("known_by", ""),
        then=unless.get("then", ""),
        when=_ready(unless.get("when", ())),
        unless=_ready(unless.get("not", ())),
    )


def _ready(phrases: Iterable[str]) -> tuple[Phrase, ...]:
    return tuple(map(phrase, phrases))
