"""A name taken apart: its words, what each is hidden as, and the ways it is written without spaces."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Final

from caregiver_app.domain.documents.suggesting.words import data
from caregiver_app.domain.packet.field_words import listed
from caregiver_app.domain.packet.name_letters import NO_SPACES, folded, script_of, spelt_out

_WITH_INITIALS: Final = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN"})
_MOST_TURNED: Final = 4
_FEWEST_JOINED: Final = 5
_MOST_JOINED_ONCE: Final = 3
_BREAKS: Final = re.compile(r"[\s,;/^()（）\[\]·・•，、_]+")


@dataclass(frozen=True)
class NameWord:
    """One folded word of a name, and what is written instead of it.

    `whole` says that it is more than one word of the name written without spaces; `spaceless` that it is of a script
    that sets none.
    """

    letters: str
    instead: str
    whole: bool = False
    spaceless: bool = False


@dataclass(frozen=True)
class NameParts:
    """A name as it is looked for: what is written instead of the whole of it, and its words."""

    instead: str
    words: tuple[NameWord, ...]
    surnames: tuple[str, ...] = ()
    singles: tuple[str, ...] = ()

    @property
    def plain_words(self) -> frozenset[str]:
        """The folded words of scripts that set spaces."""
        return frozenset(word.letters for word in self.words if not word.spaceless and not word.whole)


def name_parts(name: str, otherwise: str) -> NameParts:
    """Take a name apart. `otherwise` is written where it has no initials, as a Chinese name has none."""
    words = _without_titles([word for word in _BREAKS.split(unicodedata.normalize("NFC", name)) if _has_letter(word)])
    spaced = [word for word in words if script_of(_first(word)) not in NO_SPACES]
    weighty = _without_particles(spaced)
    named = [word for word in weighty if script_of(_first(word)) in _WITH_INITIALS]
    instead = " ".join(map(_initials, named)) or otherwise
    found = dict.fromkeys(_spaced_words(weighty, instead, otherwise))
    closed = [word for word in _by_script(words) if script_of(word[0]) in NO_SPACES]
    surnames, singles, given = _surnames(closed)
    found |= dict.fromkeys(NameWord(folded(word), instead, spaceless=True) for word in (*given,))
    return NameParts(instead, tuple(found), surnames, singles)


def initials(name: str, otherwise: str) -> str:
    """Return the initials of a name: "L. W."; `otherwise` where it has none."""
    return name_parts(name, otherwise).instead


def _spaced_words(words: Sequence[str], instead: str, otherwise: str) -> Iterator[NameWord]:
    """Yield the words of a name with spaces: each, its pieces, and all of them in any order without spaces."""
    for word in words:
        own = _initials(word) if script_of(_first(word)) in _WITH_INITIALS else otherwise
        for letters in _spellings(word):
            if len(letters) > 1:
                yield NameWord(letters, own)
        pieces = [piece for piece in re.split(r"[-'’.‐‑–]", word) if _has_letter(piece)]
        for piece in pieces if len(pieces) > 1 else ():
            short = _initials(piece) if own != otherwise else otherwise
            yield from (NameWord(letters, short) for letters in _spellings(piece) if len(letters) > 1)
    if 1 < len(words) <= _MOST_TURNED:
        for turned in permutations(words):
            joined = ["".join(_letters_of(folded(word)) for word in turned)]
            joined.append("".join(_letters_of(spelt_out(word)) for word in turned))
            short = " ".join(map(_initials, turned)) if instead != otherwise else otherwise
            yield from (NameWord(one, short, whole=True) for one in joined if len(one) >= _FEWEST_JOINED)


def _spellings(word: str) -> tuple[str, ...]:
    """Return the letters of a word, bare, with accents spelt out, and with what may be a spelt out accent as one."""
    bare = _letters_of(folded(word))
    found = [bare, _letters_of(spelt_out(word))]
    if len(bare) >= _FEWEST_JOINED:
        found.append(re.sub(r"(?<=[aou])e", "", bare))
    return tuple(dict.fromkeys(found))


def _surnames(names: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the family names, the single characters and the longer forms of names written without spaces."""
    singles: list[str] = []
    longer: list[str] = []
    if len(names) == 1:
        name = names[0]
        cut = 2 if name[:2] in listed("long_surnames") or (len(name) == 4 and script_of(name[0]) == "CJK") else 1
        pieces = [name[:cut], name[cut:]] if len(name) > cut and script_of(name[0]) in {"CJK", "HANGUL"} else [name]
    else:
        pieces = list(names)
    for piece in pieces:
        (longer if len(piece) > 1 else singles).append(piece)
    if len(pieces) > 1:
        longer.insert(0, "".join(pieces))
        if len(names) > 1 and len(longer[0]) > _MOST_JOINED_ONCE:
            longer.append("".join(reversed(pieces)))
    return tuple(map(folded, pieces[:1])), tuple(map(folded, singles)), tuple(longer)


def _by_script(words: Sequence[str]) -> Iterator[str]:
    """Yield the stretches of one script in the words of a name."""
    for word in words:
        stretch = ""
        for char in word:
            if stretch and script_of(char) not in (script_of(stretch[0]), ""):
                yield stretch
                stretch = ""
            stretch += char if script_of(char) or (stretch and unicodedata.category(char)[0] == "M") else ""
        if stretch:
            yield stretch


def _without_particles(words: list[str]) -> list[str]:
    """Leave out "van der" and the like, which would be found in any text; not what may be a name of its own: Le Van."""
    particles = frozenset(map(folded, data("names")["particles"]["words"]))
    small = [
        word for word in words if folded(word) in particles and (word.islower() or word.isupper() or len(word) <= 2)
    ]
    kept = [word for word in words if word not in small]
    lower = [word for word in words if word not in small or not word.islower()]
    return kept if len(kept) > 1 else lower or words


def _without_titles(words: list[str]) -> list[str]:
    titles = frozenset(word.casefold() for word in data("names")["titles"]["words"]) - listed("also_names")
    kept = [word for word in words if word.casefold().rstrip(".") not in titles]
    closed = [title for title in titles if script_of(title[0]) in NO_SPACES]
    for title in closed:
        kept = [word.removesuffix(title) or word for word in kept]
    return kept or words


def _initials(word: str) -> str:
    """Return the initial of a word, those of a word with a hyphen: "J.-P."."""
    pieces = [piece for piece in re.split(r"[-‐‑–]", word) if _has_letter(piece)]
    return "-".join(f"{_first(piece).upper()}." for piece in pieces)


def _letters_of(text: str) -> str:
    return "".join(char for char in text if char.isalpha())


def _first(word: str) -> str:
    return next(char for char in word if char.isalpha())


def _has_letter(text: str) -> bool:
    return any(char.isalpha() for char in text)
