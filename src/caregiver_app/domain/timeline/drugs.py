"""Which drugs and classes of drugs a treatment names: by regimen, generic or brand name, alone or joined."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from caregiver_app.domain.timeline.records import Therapy
from caregiver_app.domain.vocabulary import Term, term, vocabulary

STEROID: Final = "steroid"
BESIDE: Final = frozenset({"supportive", "growth-factor", "immune-suppressant"})
"""Classes of what is given beside a treatment and not against the disease."""

_PARTS: Final = re.compile(r"[,;:()\[\]、，；：（）\n]+")
_JOINTS: Final = re.compile(r"[+/&→＋]|(?<=\w)[–—](?=\w)")
_PLUS: Final = frozenset({"+", "&", "/", "plus", "＋"})
_LONGEST_NAME: Final = 6
_SHORT: Final = 3
# What stands in Chinese beside the name of a drug or a regimen: cycles, course, maintenance, infusion, treatment.
_CHINESE_ABOUT: Final = re.compile(r"\d+\s*个?(?:疗程|周期)|方案|疗程|周期|维持|巩固|诱导|桥接|治疗|回输|输注|化疗")
# A letter before a hyphen that stands for an antibody: "R-bendamustine", "G-CHOP".
_PREFIXES: Final = {"r": "rituximab", "g": "obinutuzumab", "d": "daratumumab"}
_NOT_A_DRUG: Final = frozenset({
    "alone", "and", "agent", "chemo", "chemotherapy", "cycle", "cycles", "consolidation", "course", "daily", "days",
    "dose", "doses", "followed", "high", "induction", "lite", "low", "maintenance", "mini", "mit", "modified", "month",
    "monthly", "monotherapy", "oral", "plus", "protocol", "reduced", "regimen", "salvage", "single", "then", "therapy",
    "treatment", "und", "weekly", "weeks", "with",
})  # fmt: skip


@dataclass(frozen=True)
class Drugs:
    """The drugs a text names: `known` are ids of the vocabulary of drugs, `unknown` names nobody has listed."""

    known: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()

    @property
    def classes(self) -> frozenset[str]:
        """Return the ids of the classes of all drugs known."""
        return frozenset(one for drug in self.known for one in classes_of(drug))

    @property
    def against_disease(self) -> frozenset[str]:
        """Return what treats the disease itself: without steroids, which come and go, and what helps the body."""
        return _against_disease(self)

    @property
    def only_beside(self) -> bool:
        """Whether every drug named helps the body and none treats the disease."""
        return bool(self.known) and not self.unknown and all(BESIDE & set(classes_of(drug)) for drug in self.known)

    @property
    def only_steroids(self) -> bool:
        """Whether a steroid is named and nothing else that treats the disease."""
        return STEROID in self.classes and not self.against_disease


def drugs_of(therapy: Therapy) -> Drugs:
    """Return the drugs a treatment names in its regimen and its list of drugs."""
    return _named_together(therapy.regimen, therapy.drugs)


@lru_cache(maxsize=8192)
def drugs_in(text: str) -> Drugs:
    """Return the drugs a text names: "R-CHOP", "VRd + daratumumab", "Revlimid 10 mg", "利妥昔单抗"."""
    known: set[str] = set()
    unknown: set[str] = set()
    text = _CHINESE_ABOUT.sub(" ", text)
    whole = _named(text)
    if whole:
        return Drugs(frozenset(whole))
    for part in _PARTS.split(text):
        found, rest = _read(part.strip())
        known.update(found)
        unknown.update(rest)
    if not known and not unknown and text.strip():
        unknown = {" ".join(text.split()).casefold()}
    return Drugs(frozenset(known), frozenset(unknown))


@cache
def classes_of(drug: str) -> tuple[str, ...]:
    """Return the ids of a drug's classes. A class named instead of a drug is its own class."""
    found = term("drugs", drug)
    if found is not None:
        return found.listed("classes")
    return (drug,) if term("drug_classes", drug) is not None else ()


@lru_cache(maxsize=8192)
def _named_together(regimen: str, listed: str) -> Drugs:
    first, second = drugs_in(regimen), drugs_in(listed)
    known = first.known | second.known
    # The name of a protocol is no drug where its drugs are listed beside it.
    unknown = second.unknown if second.known else first.unknown | second.unknown
    return Drugs(known, unknown)


@lru_cache(maxsize=8192)
def _against_disease(drugs: Drugs) -> frozenset[str]:
    aside = BESIDE | {STEROID}
    return drugs.unknown | {drug for drug in drugs.known if not set(classes_of(drug)) & aside}


def _read(part: str) -> tuple[set[str], set[str]]:
    """Read one part of a text; return the drugs it names and the name of one nobody has listed."""
    words = part.split()
    segments = _segments(words)
    if not any(known for known, _rest in segments):
        # Only when "VRD lite" and "weekly dex" name nothing as they stand are the words about a drug left out.
        words = [word for word in words if word.casefold() not in _NOT_A_DRUG]
        segments = _segments(words)
    known = {drug for drugs, _rest in segments for drug in drugs}
    if not known:
        return known, {" ".join(words).casefold()} if any(map(_may_be_a_drug, words)) else set()
    # "Ibrutinib + XYZ-101" names two drugs; the words around a known name are words about it.
    return known, {rest[0].casefold() for drugs, rest in segments if not drugs and len(rest) == 1}


def _segments(words: list[str]) -> list[tuple[set[str], list[str]]]:
    """Read words, the longest names first; return for each stretch between plus signs what is known and what is not."""
    segments: list[tuple[set[str], list[str]]] = [(set(), [])]
    at = 0
    while at < len(words):
        known, rest = segments[-1]
        length, found = _longest_name(words, at)
        at += length or 1
        if found:
            known |= found
        elif words[at - 1].casefold() in _PLUS:
            segments.append((set(), []))
        else:
            pieces = [piece for piece in _JOINTS.split(words[at - 1]) if piece]
            for place, piece in enumerate(pieces):
                if place:
                    known, rest = set(), []
                    segments.append((known, rest))
                named = _of_piece(piece, joined=len(pieces) > 1)
                known |= named
                rest += [] if named or not _may_be_a_drug(piece) else [piece]
    return segments


def _longest_name(words: list[str], at: int) -> tuple[int, set[str]]:
    for length in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
        found = _named(" ".join(words[at : at + length]), alone=len(words) == length)
        if found:
            return length, found
    return 0, set()


def _of_piece(piece: str, joined: bool) -> set[str]:
    """Return what a word names by itself or by its parts around hyphens: "Dara-VRd", "R-lenalidomide"."""
    whole = _named(piece, alone=joined)
    if whole or "-" not in piece:
        return whole
    head, *rest = piece.split("-")
    found = {drug for part in rest for drug in _named(part, alone=True)}
    if found:
        found |= _named(head, alone=True) or ({_PREFIXES[head.casefold()]} if head.casefold() in _PREFIXES else set())
    else:
        found = _named(head)
    return found


def _named(text: str, alone: bool = True) -> set[str]:
    """Return the drugs a name stands for. Short names in running text must be written in capitals to count."""
    if not alone and len(text) <= _SHORT and not any(letter.isupper() for letter in text):
        return set()
    return set(_by_name().get(" ".join(text.split()).casefold(), ()))


def _may_be_a_drug(word: str) -> bool:
    return len(word) > 1 and word.casefold() not in _NOT_A_DRUG and any(letter.isalpha() for letter in word)


@cache
def _by_name() -> Mapping[str, tuple[str, ...]]:
    """Return every name of a class, a drug and a regimen, folded, with its drugs; a regimen's goes before."""
    names: dict[str, tuple[str, ...]] = {}
    for listing in ("drug_classes", "drugs", "regimens"):
        for entry in vocabulary(listing):
            drugs = tuple(_drugs_of_term(listing, entry))
            if drugs:
                names.update(dict.fromkeys((*entry.words(), entry.chinese.casefold()), drugs))
    return names


def _drugs_of_term(listing: str, entry: Term) -> Iterator[str]:
    if listing != "regimens":
        yield entry.id
        return
    for name in entry.listed("drugs") or entry.plain.split(", "):
        found = term("drugs", name)
        if found is not None:
            yield found.id
