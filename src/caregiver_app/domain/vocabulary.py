"""Words of the field as data: what a pick list offers. Free text is always allowed beside it."""

from dataclasses import dataclass
from functools import cache

from caregiver_app import bundled


@dataclass(frozen=True)
class Term:
    """One word of a vocabulary, with its plain meaning, its Chinese term and where it comes from."""

    id: str
    name: str
    plain: str
    chinese: str
    synonyms: tuple[str, ...]
    source: str
    as_of: str
    group: str = ""

    def answers_to(self, text: str) -> bool:
        """Whether a typed text names this term."""
        wanted = text.strip().casefold()
        return wanted in {word.casefold() for word in (self.id, self.name, *self.synonyms)}


@cache
def vocabulary(name: str) -> tuple[Term, ...]:
    """Return the terms of `resources/vocabularies/<name>.toml` in their order."""
    data = bundled.toml("vocabularies", f"{name}.toml")
    as_of = data["as_of"]
    return tuple(
        Term(
            id=row["id"],
            name=row["name"],
            plain=row.get("plain", ""),
            chinese=row.get("chinese", ""),
            synonyms=tuple(row.get("synonyms", ())),
            source=row["source"],
            as_of=row.get("as_of", as_of),
            group=row.get("group", ""),
        )
        for row in data["term"]
    )


def term(name: str, text: str) -> Term | None:
    """Find the term a typed text names, or None."""
    return next((entry for entry in vocabulary(name) if entry.answers_to(text)), None)
