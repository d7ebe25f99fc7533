"""Tell whether a paper carries the person's name, so that a packet without names can leave it out.

A machine misreads letters and nobody may hear of it: where there is doubt, the paper is taken to carry the name.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from caregiver_app.domain.documents.document import SET_APART, Document
from caregiver_app.domain.documents.page_work import page_count
from caregiver_app.domain.packet.field_words import everyday_words, listed
from caregiver_app.domain.packet.kin import family_of, identifiers_of, writings_on_papers
from caregiver_app.domain.packet.mentions import Mentions
from caregiver_app.domain.packet.name_letters import NO_SPACES, folded, script_of
from caregiver_app.domain.packet.name_words import name_parts
from caregiver_app.domain.snapshot import CaseSnapshot

NAMES_IT, NOT_READ, OTHER_SCRIPT = "names_it", "not_read", "other_script"
BLACKED_OUT: Final = "\u2588"
"""Stands for the words of a page on which everything is blacked out: nothing of it is left to be read."""

WHY: Final = {reason: SET_APART[reason] for reason in (NAMES_IT, NOT_READ, OTHER_SCRIPT)}
"""Why a document is left out of a packet without names, as whole sentences."""

_TOKEN: Final = re.compile(r"[\w|!$]+")
# Letters and figures that scanners take for one another are one here, on both sides.
_ALIKE: Final = str.maketrans("01|!iıj5$689q2v", "ollllll" + "ssbbggzu")
_ALIKE_PAIRS: Final = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_MISREAD_FIGURE: Final = re.compile(r"(?<=[\d./-])[OoIl|]|[OoIl|](?=[\d./-])")
_FIGURES: Final = str.maketrans("OoIl|", "00111")
_FEWEST_ALIKE: Final = 5
_LONG: Final = 8
_SHORT: Final = 2
_ANYWHERE: Final = 6
_LONG_CHINESE: Final = 3
_OTHER_LETTERS: Final = 20
_SIGNS: Final = frozenset({"MICRO", "OHM", "FEMININE", "MASCULINE", "MODIFIER", "KELVIN", "ANGSTROM", "MATHEMATICAL"})


class PaperSearch:
    """Look for the person of a case on papers. Made once for all of them, of the case before names were hidden."""

    def __init__(self, case: CaseSnapshot) -> None:
        name = case.person.name
        names = (name, *writings_on_papers(case.documents, name))
        parts = [name_parts(one, "") for one in names]
        self._identifiers = identifiers_of(case.person, family_of(case.contacts, parts[0]))
        self._mentions = Mentions(parts)
        words = {word.letters for one in parts for word in one.words if not word.spaceless} - self._mentions.careful
        self._exact = frozenset(map(_skeleton, words))
        self._everyday = frozenset(word for word in self._mentions.careful if len(word) > _SHORT)
        self._everyday_alike = frozenset(map(_skeleton, self._everyday))
        self._alike = tuple(sorted(word for word in words if len(word) >= _FEWEST_ALIKE))
        self._anywhere = tuple(word for word in self._exact if len(word) >= _ANYWHERE)
        closed = {word.letters for one in parts for word in one.words if word.spaceless}
        self._closed = tuple(sorted(word for word in closed if len(word) >= _LONG_CHINESE))
        self._scripts = frozenset(script_of(char) for one in names for char in one) - {""}

    def reason(self, document: Document, words: Sequence[str | None] | None) -> str:
        """Return why a document is left out of a packet without names, a key of `WHY`; "" where it need not be.

        `words` are the words of each of its pages as they are handed over, None or nothing for a page nobody has read
        or no words were found on: the name may stand there in handwriting. For a page that is blacked out altogether
        give `BLACKED_OUT`.
        """
        if document.name_on_it.strip() or document.born_on_it.strip():
            return NAMES_IT
        pages = [page for page in words or () if page and page.strip()]
        if any(map(self._stands_on, pages)):
            return NAMES_IT
        if not pages or len(pages) < max(len(words or ()), page_count(document) or 1):
            return NOT_READ
        return OTHER_SCRIPT if self._may_be_unknown_in("".join(pages)) else ""

    def _stands_on(self, page: str) -> bool:
        """Whether a page has the name or what else tells who somebody is, if need be misread."""
        return (
            self._is_named(page) or self._is_identified(page) or self._is_misread(page) or self._is_misread_closed(page)
        )

    def _may_be_unknown_in(self, text: str) -> bool:
        """Whether a text is, in good part, in a script in which no writing of the name is known.

        Latin letters stand in any paper of medicine, a few Greek ones in many.
        """
        scripts = Counter(map(script_of, text))
        scripts.pop("", None)
        most = sum(scripts.values())
        allowed = {"LATIN": most / 2, "GREEK": most / 4}
        return any(
            number > allowed.get(script, _OTHER_LETTERS)
            for script, number in scripts.items()
            if script not in self._scripts and script not in _SIGNS
        )

    def _is_named(self, page: str) -> bool:
        return any(
            page[one.start : one.end].casefold() not in listed("words_of_two") for one in self._mentions.find(page)
        )

    def _is_identified(self, page: str) -> bool:
        figures = _MISREAD_FIGURE.sub(lambda found: found[0].translate(_FIGURES), page)
        lines = ("".join(line.split()) for line in figures.splitlines())
        return any(map(self._identifiers.stand_in, (page, figures, *lines)))

    def _is_misread(self, page: str) -> bool:
        """Whether a word is the name but for what scanners mix up, or but for a letter or two."""
        page = self._mentions.without_terms(page)
        tokens = frozenset(_TOKEN.findall(page))
        if not self._exact.isdisjoint(map(_skeleton, tokens)) or any(map(self._is_misread_word, tokens)):
            return True
        letters = _skeleton("".join(char for char in folded(page) if char.isalnum() or char in "|!$"))
        if any(word in letters for word in self._anywhere):
            return True
        likely = [token for token in tokens if _may_be_name(token)]
        return any(
            process.extractOne(form(word), tokens_so, scorer=Levenshtein.distance, score_cutoff=_misread_at_most(word))
            for form, tokens_so in ((form, list(map(form, likely))) for form in (folded, _skeleton))
            for word in self._alike
        )

    def _is_misread_word(self, token: str) -> bool:
        """Whether a word is a name that is also an everyday word, misread: Wh1te. The everyday word alone is not."""
        written = folded(token)
        return (
            written not in everyday_words()
            and written not in self._everyday
            and _skeleton(token) in self._everyday_alike
        )

    def _is_misread_closed(self, page: str) -> bool:
        """Whether a name of three characters and more stands there with one of them misread."""
        if not self._closed:
            return False
        letters = "".join(char for char in folded(page) if script_of(char) in NO_SPACES)
        return any(
            sum(map(str.__eq__, word, letters[start : start + len(word)])) >= len(word) - 1
            for word in self._closed
            for start in range(len(letters) - len(word) + 1)
        )


def _skeleton(word: str) -> str:
    """Return a word with one letter for all that scanners take for it."""
    letters = folded(word)
    for pair, one in _ALIKE_PAIRS:
        letters = letters.replace(pair, one)
    return letters.translate(_ALIKE)


def _misread_at_most(word: str) -> int:
    """Return how many letters of a word may be misread for it still to be known."""
    return 2 if len(word) >= _LONG else 1


def _may_be_name(token: str) -> bool:
    """Whether a word has the look of a misread name: a capital or a figure among its letters, and no everyday word."""
    if len(token) < _FEWEST_ALIKE - 1 or folded(token) in everyday_words():
        return False
    return token != token.lower() or token.upper() == token or not token.isalpha()
