"""Words of the field as data: what a pick list offers. Free text is always allowed beside it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from caregiver_app import bundled
from caregiver_app.i18n import _, language

_IN_CHINESE: Final = re.compile(r"[（）()／/，、；;]")
_IN_BRACKETS_AT_END: Final = re.compile(r"（[^（）]*）$")
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_PLAIN_KEYS: Final = frozenset(
    {"id", "name", "plain", "chinese", "synonyms", "source", "as_of", "group", "codes", "checklist"}
)


@dataclass(frozen=True)
class Term:
    """One word of a vocabulary, with its plain meaning, its Chinese term and where it comes from.

    `codes` are (system, code), such as ("LOINC", "718-7"). `more` holds what only some vocabularies have: the drugs
    of a regimen, the classes of a drug, the values of a staging system, and under "verify" what nobody has checked yet.
    """

    id: str
    name: str
    plain: str
    chinese: str
    synonyms: tuple[str, ...]
    source: str
    as_of: str
    group: str = ""
    codes: tuple[tuple[str, str], ...] = ()
    more: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def called(self) -> str:
        """Return its name in the language that is spoken: in Chinese its Chinese one, without what brackets add."""
        if not self.chinese or not language().startswith("zh"):
            return self.name
        return _IN_BRACKETS_AT_END.sub("", self.chinese) or self.chinese

    def means(self) -> str:
        """Return its plain meaning in the language that is spoken."""
        return _(self.plain)

    def answers_to(self, text: str) -> bool:
        """Whether a typed text names this term."""
        return _folded(text) in self.words()

    def words(self) -> frozenset[str]:
        """Return every word that names this term, folded."""
        return frozenset(_folded(word) for word in (self.id, self.name, *self.synonyms))

    def listed(self, key: str) -> tuple[str, ...]:
        """Return what a term says under a key of its vocabulary's own, such as "drugs"; nothing when it does not."""
        return next((values for name, values in self.more if name == key), ())


@cache
def vocabulary(name: str) -> tuple[Term, ...]:
    """Return the terms of `resources/vocabularies/<name>.toml` in their order."""
    data = bundled.toml("vocabularies", f"{name}.toml")
    return tuple(_term(row, data["as_of"]) for row in data["term"])


def term(name: str, text: str) -> Term | None:
    """Find the term a typed text names, by its Chinese too where no other term shares that, or None."""
    return _by_word(name).get(_folded(text))


@cache
def _by_word(name: str) -> Mapping[str, Term]:
    words = {word: entry for entry in vocabulary(name) for word in entry.words()}
    return {**_by_chinese(name), **words}


def _by_chinese(name: str) -> Mapping[str, Term]:
    """Return terms by their Chinese words, whole ones before parts: "完全缓解" of "完全缓解（完全代谢缓解）"."""
    whole: dict[str, list[Term]] = {}
    parts: dict[str, list[Term]] = {}
    for entry in vocabulary(name):
        chinese = _folded(entry.chinese)
        whole.setdefault(chinese, []).append(entry)
        for part in {_folded(part) for part in _IN_CHINESE.split(chinese)}:
            parts.setdefault(part, []).append(entry)
    only = {word: found[0] for word, found in parts.items() if len(found) == 1}
    only |= {word: found[0] for word, found in whole.items() if len(found) == 1}
    return {word: entry for word, entry in only.items() if _HAN.search(word)}


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _term(row: Mapping[str, Any], as_of: str) -> Term:
    return Term(
        id=row["id"],
        name=row["name"],
        plain=row.get("plain", ""),
        chinese=row.get("chinese", ""),
        synonyms=tuple(row.get("synonyms", ())),
        source=row["source"],
        as_of=row.get("as_of", as_of),
        group=row.get("group", ""),
        codes=tuple((system, code) for system, codes in row.get("codes", {}).items() for code in _many(codes)),
        more=tuple((key, _many(value)) for key, value in row.items() if key not in _PLAIN_KEYS),
    )


def _many(value: Any) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list) else (str(value),)
