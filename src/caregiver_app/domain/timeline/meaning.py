"""Find which word of the field a typed text means; None where that is not plain, so that nothing is read into it."""

import re
from functools import lru_cache
from typing import Final

from caregiver_app.domain.timeline.counting.courses import answer_named
from caregiver_app.domain.vocabulary import term

COMPLETE: Final = frozenset({"mrd-neg-cr", "scr", "cr", "cri", "crh"})
PARTIAL: Final = frozenset({"vgpr", "pr", "pr-l"})
"""Responses (`responses.toml`) that are complete, and partial or better than that."""
RELAPSES: Final = frozenset({"relapse", "clinical-relapse", "cns-relapse", "molecular-relapse"})
"""Events (`relapse_events.toml`) by which the disease came back, apart from those by which it grew."""

# Before a word of the field these turn it round or leave it open: "no relapse", "possible relapse".
_DOUBTS: Final = frozenset(
    {
        "exclude", "excluded", "maybe", "never", "no", "non", "not", "or", "perhaps", "possible", "possibly",
        "probable", "probably", "questionable", "rule", "suspected", "suspicion", "suspicious", "unlikely", "versus",
        "vs", "without",
    }
)  # fmt: skip
_MRD_POSITIVE: Final = re.compile(r"\bmrd[\s:-]*(?:\+|pos\w*)|\bpositive mrd\b|mrd\s*阳性", re.IGNORECASE)
_WORDS: Final = re.compile(r"[^\W\d_]+(?:/[^\W\d_]+)?")


@lru_cache(maxsize=4096)
def response_meant(text: str) -> str | None:
    """Return the id of a response (`responses.toml`): "CR (Deauville 2)", "CR, MRD positive" and "完全缓解" are cr."""
    plain = " ".join(text.split())
    if is_mrd_positive(plain):
        plain = _MRD_POSITIVE.sub("", plain).strip(" ,;-+") or plain
    found = answer_named(plain)
    return found if term("responses", found) is not None else None


def is_mrd_positive(text: str) -> bool:
    """Whether a text says that residual disease was found: "CR, MRD positive", "MRD+"."""
    return _MRD_POSITIVE.search(text) is not None


@lru_cache(maxsize=4096)
def event_meant(text: str) -> str | None:
    """Return the id of a relapse event (`relapse_events.toml`); of a longer text where it names one and no doubt."""
    plain = " ".join(text.split())
    found = term("relapse_events", plain)
    if found:
        return found.id
    words = _WORDS.findall(plain.casefold())
    if "?" in plain or _DOUBTS.intersection(words):
        return None
    named = {hit.id for hit in (term("relapse_events", word) for word in words) if hit}
    return named.pop() if len(named) == 1 else None
