"""Which sign an entry gets: what the vocabularies say its words mean, and its words alone only where they say nothing.

The deeper a response as recorded, the fuller its disc. A sign shows what was written; it reads nothing into it.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

from caregiver_app.domain.timeline import records
from caregiver_app.domain.timeline.counting.courses import INFUSION, courses_of
from caregiver_app.domain.timeline.meaning import response_meant
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.domain.vocabulary import Term, term, vocabulary

# Ids of responses.toml. What is in no family, such as "not evaluable", has the sign of other words.
_RESPONSES: Final = {
    "mrd-neg-cr": "full", "scr": "full", "cr": "full", "cri": "full", "crh": "full", "vgpr": "most", "pr": "half",
    "pr-l": "half", "mr": "quarter", "sd": "open", "pd": "cross", "mlfs": "other", "ne": "other",
}  # fmt: skip
# For words in no vocabulary: anchored at the beginning, as reports write. The order matters: VGPR before PR.
_RESPONSE_WORDS: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), shape)
    for pattern, shape in (
        (r"(vgpr|ncr|very good|near)\b", "most"),
        (r"(s?cr|cri|crh|cru|cmr|complete|stringent)\b", "full"),
        (r"(pr-?l?|pmr|partial)\b", "half"),
        (r"(mr|minimal|minor)\b", "quarter"),
        (r"(sd|nmr|nr|stable|no |稳定)", "open"),
        (r"(pd|pmd|progress|refractory|relapse|进展|复发)", "cross"),
    )
)
_GROUPS: Final = {"cell": ("cell", "diamond"), "radiation": ("radiation", "radiation")}
_OTHER_PROCEDURE: Final = ("procedure", "lozenge")
_RADIATION: Final = re.compile(r"radi(o|a)|irradi|\b(x|is|if|sb)?rt\b|\btbi\b|proton|放疗|放射", re.IGNORECASE)
_CELLS: Final = re.compile(
    r"transplant|graft|car[- ‑]?t|\bcells?\b|sct\b|hct\b|apheresis|\bdli\b|lymphocyte|移植|细胞|回输", re.IGNORECASE
)
_INFUSION: Final = "car-t-infusion"
_PARTS: Final = re.compile(r"[,;:/+(（）)、，；：／]|\s[-–—]\s")
_LONGEST_NAME: Final = 8
# What may stand beside a product's name where it was given: "axi-cel infusion". "Apheresis for axi-cel" is no infusion.
_GIVEN: Final = frozenset(
    {"infusion", "reinfusion", "infused", "given", "car-t", "car", "t", "cells", "cell", "回输", "输注"}
)


def sign_of(entry: Entry, lane: str, role: str = "") -> tuple[str, str]:
    """Return the hue and the shape of an entry; `role` is what a treatment was in its line."""
    match entry:
        case records.Diagnosis():
            return "status", "status"
        case records.Therapy():
            return "therapy", _THERAPIES.get(role, "line")
        case records.Response():
            return "response", response_shape(entry.category)
        case records.Relapse():
            return "relapse", "flag"
        case records.Procedure():
            return _procedure_sign(entry.procedure, entry.detail)
        case _:
            return _PLAIN_SIGNS.get(type(entry), (lane, "tick"))


_PLAIN_SIGNS: Final[Mapping[type[Entry], tuple[str, str]]] = {
    records.Scan: ("scan", "square"),
    records.Biopsy: ("biopsy", "triangle"),
    records.Marker: ("biopsy", "hexagon"),
    records.Lab: ("lab", "dot"),
    records.Stay: ("stay", "stay"),
}
# What a treatment was in its line, where that is drawn apart from the line's own bar.
_THERAPIES: Final = {
    "maintenance": "maintenance", "holding": "bridging", "bridging": "bridging", "lymphodepletion": "bridging",
    "conditioning": "bridging",
}  # fmt: skip


@lru_cache(maxsize=4096)
def response_shape(category: str) -> str:
    """Return the sign of a response: the more of the disc is filled, the deeper the response as recorded."""
    found = response_meant(category)
    if found in _RESPONSES:
        return _RESPONSES[found]
    text = category.strip()
    return next((shape for pattern, shape in _RESPONSE_WORDS if pattern.match(text)), "other")


def is_infusion(entry: Entry) -> bool:
    """Whether CAR-T cells were given with this entry: the infusion itself, or a product by its name.

    What was called off, as the rules of counting see it, was not given.
    """
    if isinstance(entry, records.Procedure):
        is_named = _is_infusion_named(entry.procedure) or _is_product(entry.procedure)
    else:
        is_named = isinstance(entry, records.Therapy) and _is_product(entry.regimen)
    return is_named and courses_of((entry,))[0].kind == INFUSION


@lru_cache(maxsize=4096)
def _procedure_sign(procedure: str, detail: str) -> tuple[str, str]:
    found = next((hit for part in _parts(procedure) if (hit := _named("procedures", part))), None)
    if found:
        return _GROUPS.get(found.group, _OTHER_PROCEDURE)
    if _is_product(procedure):
        return _GROUPS["cell"]
    if _RADIATION.search(procedure):
        return _GROUPS["radiation"]
    return _GROUPS["cell"] if _CELLS.search(f"{procedure} {detail}") else _OTHER_PROCEDURE


@lru_cache(maxsize=4096)
def _is_infusion_named(text: str) -> bool:
    """Whether a text names the infusion, alone or before a bracket or comma: "CAR-T infusion (axi-cel)"."""
    found = next((hit for part in _parts(text)[:2] if (hit := _named("procedures", part))), None)
    return found is not None and found.id == _INFUSION


@lru_cache(maxsize=4096)
def _is_product(text: str) -> bool:
    """Whether a text names a CAR-T product and nothing else was done: "Yescarta", "axi-cel infusion"."""
    return any(_is_product_alone(part) for part in _parts(text)[:2])


def _is_product_alone(text: str) -> bool:
    words = text.removesuffix("回输").split() or text.split()
    if len(words) > _LONGEST_NAME:
        return False
    stretches = ((begin, end) for begin in range(len(words)) for end in range(begin + 1, len(words) + 1))
    return any(
        _named("products", " ".join(words[begin:end])) is not None
        and _GIVEN.issuperset(word.casefold() for word in words[:begin] + words[end:])
        for begin, end in stretches
    )


def _parts(text: str) -> list[str]:
    """Return a text, then what stands between its brackets and commas, in order."""
    return [text, *filter(None, (part.strip() for part in _PARTS.split(text)))]


def _named(name: str, text: str) -> Term | None:
    return term(name, text) or _by_chinese(name).get(text.strip())


@cache
def _by_chinese(name: str) -> Mapping[str, Term]:
    """Return the terms of a vocabulary by their Chinese name, whole and in its parts."""
    found: dict[str, Term] = {}
    for entry in vocabulary(name):
        for words in _parts(entry.chinese):
            found.setdefault(words, entry)
    return found
