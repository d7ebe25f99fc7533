"""Find where a text mentions somebody, in whatever order, case and spelling, and write initials instead."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from caregiver_app.domain.documents.suggesting.words import data
from caregiver_app.domain.packet.field_words import everyday_words, listed, terms_with
from caregiver_app.domain.packet.name_letters import TURN, FoldedText, folded, script_of
from caregiver_app.domain.packet.name_words import NameParts, NameWord

_LETTER: Final = r"[^\W\d_]"
_BETWEEN: Final = rf"(?:[ \t\n]{{0,3}},[ \t\n]{{0,3}}|[ \t\n]{{1,3}}|[-_^/·{TURN}]{{1,2}})"
_CLOSED: Final = r"\u2e80-\u9fff\u1100-\u11ff\u3130-\u318f\uac00-\ud7ff"
_LONG: Final = 5
# How names are bent in languages that bend them. Behind words that are also everyday words nothing is taken along.
_ENDINGS: Final = r"(?:e?s|a|u|e|i|y|em|om|ovi|ov[aeouy]|ovou|ou)?"
_SLAVIC_ENDINGS: Final = r"[\u0430-\u045f]{0,4}"
_GREEK_ENDINGS: Final = r"[\u03ac-\u03ce]{0,3}"
_BEFORE_MONTH: Final = re.compile(r"\d(?:st|nd|rd|th)?[\s.,/-]{0,3}(?:of )?$")
_BEHIND_MONTH: Final = re.compile(r"^[\s.,'/-]{0,3}\d")
_SHORT: Final = 2


@dataclass(frozen=True)
class Mention:
    """One place of a text that names somebody, and what is written there instead."""

    start: int
    end: int
    instead: str


class Mentions:
    """Look for some names, the person's first. Made once; a text then costs no more than its length."""

    def __init__(self, names: Sequence[NameParts]) -> None:
        words: dict[str, NameWord] = {}
        for name in names:
            for word in name.words:
                words.setdefault(word.letters, word)
        self._by_letters = words
        self._words = sorted(words.values(), key=lambda word: (-len(word.letters), word.letters))
        self._names = names
        plain = frozenset(word.letters for word in self._words if not word.spaceless and not word.whole)
        self.plain_words = plain
        self.careful = frozenset(word for word in plain if len(word) <= _SHORT) | (plain & everyday_words())
        self._terms = terms_with(plain)

    def find(self, text: str) -> list[Mention]:
        """Return where a text names one of them, in order, none within another."""
        return list(self._found(text, None))

    def names(self, text: str) -> bool:
        """Whether a text names one of them."""
        return next(self._found(text, None), None) is not None

    def hide(self, text: str, *, surely: bool = False) -> tuple[str, int, int]:
        """Return a text with initials instead of names, in how many places, and how many were left as other words.

        With `surely`, as for names of files, an everyday word that is a name too is one without a capital as well.
        """
        kept: list[str] = []
        written: list[str] = []
        end = 0
        for mention in (found := list(self._found(text, kept.append, surely=surely))):
            short = mention.instead
            if short.endswith(".") and text[mention.end : mention.end + 1] == ".":
                short = short[:-1]
            written += [text[end : mention.start], short]
            end = mention.end
        return "".join([*written, text[end:]]) if found else text, len(found), len(kept)

    def without_terms(self, text: str) -> str:
        """Return a text without the terms of the field that hold one of the names, such as Hodgkin lymphoma."""
        whole = FoldedText.of(text)
        for start, end in reversed(self._spans_of_terms(whole.letters)):
            first, last = whole.span(start, end)
            text = f"{text[:first]} {text[last:]}"
        return text

    def _found(self, text: str, keep: Callable[[str], None] | None, *, surely: bool = False) -> Iterator[Mention]:
        if self._pattern is None or not text:
            return
        whole = FoldedText.of(text)
        terms: list[tuple[int, int]] | None = None
        for match in self._pattern.finditer(whole.letters):
            start, end = whole.span(*match.span())
            tokens = self._tokens(match[0])
            if not tokens:  # a family name with a title, or one character alone
                yield Mention(start, end, self._names_closed(match[0]))
                continue
            if terms is None:
                terms = self._spans_of_terms(whole.letters)
            if any(first <= match.start() and match.end() <= last for first, last in terms):
                if keep is not None:
                    keep(text[start:end])
                continue
            if self._is_meant(tokens, text, start, end, surely):
                yield Mention(start, end, _joined(tokens, match[0]))

    def _tokens(self, written: str) -> list[NameWord]:
        """Return the words of a name in the order they were written."""
        alone = self._by_letters.get(written)
        if alone is not None:
            return [alone]
        return [self._words[(found.lastindex or 1) - 1] for found in self._token.finditer(written)]

    def _is_meant(self, tokens: list[NameWord], text: str, start: int, end: int, surely: bool) -> bool:
        """Whether a word that is an everyday word too is the name here: with another name, or with a capital."""
        if len({word.letters for word in tokens}) > 1 or tokens[0].letters not in self.careful:
            return True
        if not surely and not text[start].isupper() and script_of(text[start]) in {"LATIN", "CYRILLIC", "GREEK"}:
            return False
        if tokens[0].letters in listed("months"):
            near = _BEFORE_MONTH.search(text[max(0, start - 8) : start]) or _BEHIND_MONTH.search(text[end : end + 5])
            return near is None
        return True

    def _names_closed(self, letters: str) -> str:
        """Return what stands for a name of which only a family name or one character was written."""
        for name in self._names:
            if any(one in letters for one in (*name.surnames, *name.singles)):
                return name.instead
        return self._names[0].instead

    def _spans_of_terms(self, letters: str) -> list[tuple[int, int]]:
        return [] if self._term_pattern is None else [found.span() for found in self._term_pattern.finditer(letters)]

    @cached_property
    def _term_pattern(self) -> re.Pattern[str] | None:
        if not self._terms:
            return None
        loose = (r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", term))) for term in self._terms)
        return re.compile(rf"(?<!{_LETTER})(?:{'|'.join(loose)})(?!{_LETTER})")

    @cached_property
    def _token(self) -> re.Pattern[str]:
        return re.compile("|".join(f"({self._written(word)})" for word in self._words) or r"(?!)")

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        """One pattern for all names: words with spaces in a row, and those of scripts without."""
        spaced = [word for word in self._words if not word.spaceless]
        ways = []
        if spaced:
            first = "".join(sorted({re.escape(word.letters[0]) for word in spaced}))
            any_word = "|".join(map(self._written, spaced))
            row = rf"(?:{any_word})(?!{_LETTER})(?:{self._particled}(?:{any_word})(?!{_LETTER}))*"
            ways.append(rf"(?<!{_LETTER})(?=[{first}]){row}")
        ways += [self._written(word) for word in self._words if word.spaceless]
        ways += self._closed_ways()
        return re.compile("|".join(ways)) if ways else None

    @cached_property
    def _particled(self) -> str:
        """What stands between two words of a name: signs, and small words such as "van der"."""
        particles = "|".join(
            sorted((re.escape(folded(one)) for one in data("names")["particles"]["words"]), reverse=True)
        )
        return rf"{_BETWEEN}(?:(?:{particles})[ \t]{{1,3}}){{0,3}}"

    def _closed_ways(self) -> list[str]:
        """Return how one character of a name is written for somebody: 林先生, 小伟, or alone between signs."""
        titles = [folded(one) for one in data("names")["titles"]["words"] if script_of(one[0]) == "CJK"]
        titles += map(folded, listed("behind"))
        behind = "|".join(map(re.escape, sorted(titles, key=lambda title: (-len(title), title))))
        ways = []
        for one in dict.fromkeys(one for name in self._names for one in (*name.surnames, *name.singles)):
            written = re.escape(one)
            ways.append(rf"{written} ?(?:{behind})")
            ways.append(rf"(?:(?<![{_CLOSED}])[老小阿]{written}|[老小阿]{written}(?![{_CLOSED}]))")
            ways.append(rf"(?<![{_CLOSED}]){written}(?![{_CLOSED}])")
        return ways

    def _written(self, word: NameWord) -> str:
        """Return the pattern of one word: with signs and breaks a hasty hand puts into it, and bent."""
        letters = [re.escape(letter) for letter in word.letters]
        if word.spaceless:
            return r"\s?".join(letters)
        if len(letters) < _LONG:
            between = rf"['{TURN}]?" if len(letters) > _SHORT else ""
            return between.join(letters) + self._bent(word)
        stem, ending = self._stem(word)
        return rf"(?:['{TURN}]|-\s?| )?".join(map(re.escape, stem)) + ending

    def _bent(self, word: NameWord) -> str:
        return _SLAVIC_ENDINGS if len(word.letters) == _LONG - 1 and script_of(word.letters[0]) == "CYRILLIC" else ""

    def _stem(self, word: NameWord) -> tuple[str, str]:
        """Return the part of a word that stays, and the pattern of what changes behind it."""
        script = script_of(word.letters[0])
        if word.letters in self.careful:
            return word.letters, "s?" if script == "LATIN" else ""
        if script == "CYRILLIC":
            return word.letters[:-1] if word.letters[-1] in "аоеиыйья" else word.letters, _SLAVIC_ENDINGS
        if script == "GREEK":
            return word.letters[:-2], _GREEK_ENDINGS
        return word.letters, _ENDINGS if script == "LATIN" else ""


def _joined(tokens: list[NameWord], written: str) -> str:
    """Return the initials of the words that were written, in their order; the same sign for all is written once."""
    found = [word.instead for word in tokens]
    if len(set(found)) == 1 and not found[0].endswith("."):
        return found[0]
    return ("-" if "-" in written and " " not in written and "_" not in written else " ").join(found)
