"""Which documents may be the same: one file twice, the same words, the same picture. It suggests; nothing is taken out.

The words decide wherever there are words. The mark of a page's picture cannot: two reports written on one form, years
apart, have marks that differ in one bit of 64. So it is asked only about pictures on which no words stand.
"""

import re
import unicodedata
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from operator import eq
from typing import Final
from uuid import UUID

from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.page_work import page_count
from caregiver_app.domain.documents.reading import NOTHING, WAITING, PageText
from caregiver_app.i18n import N_

SAME_FILE, SAME_WORDS, NEARLY_SAME_WORDS, SAME_PICTURE = "file", "words", "nearly", "picture"
WHY: Final = {
    SAME_FILE: N_("It is the same file as {other}."),
    SAME_WORDS: N_("It looks like {other}: the same words stand on it."),
    NEARLY_SAME_WORDS: N_("It looks like {other}: nearly all words and figures on it are the same."),
    SAME_PICTURE: N_("It looks like {other}: the pictures are nearly the same."),
}
"""Why two documents may be the same, the surest first, each as a sentence."""

MOST_TOLD: Final = 3
LEAST_WORDS: Final = 40
WORDS_SHARED: Final = 0.7
FIGURES_SHARED: Final = 0.65
"""Papers are nearly the same when of all words on either so many stand on both, and of all figures so many. A photo, a
fax and a second reading of one paper keep more; two reports on one form share the words and not the figures."""
BITS: Final = 3
"""Pictures are nearly the same when the marks of their pages differ in at most so many of 64 bits."""
# A mark with fewer bits of one kind says no more than that the page is mostly empty.
_TELLING: Final = range(12, 53)
_LOOK_BITS: Final = 64
_BINS: Final = 16
_BAND: Final = 2
# So many of the bins must agree before the words themselves are compared.
_LEAST_AGREED: Final = 7
# In a heap of papers on one form, so many are compared with each; those with the very same words are always found.
_MOST_COMPARED: Final = 50

_FIGURE: Final = re.compile(r"\d+(?:[.,:/-]\d+)*")
_WORD: Final = re.compile(r"[\u2e80-\u9fff]+|[^\W\d_\u2e80-\u9fff]{2,}")
_PLAIN_WORD: Final = re.compile(r"[a-z]{2,}")


@dataclass(frozen=True)
class Portrait:
    """What of a document is compared with others.

    `words` and `figures` hold each one once, as numbers; `sketch` is a short sign of the words and one of the figures.
    `text` is the same for the same words and figures in the same order. `looks` are the marks of pages without words;
    empty where there are words.
    """

    id: UUID
    number: int
    fingerprint: str
    pages: int | None = None
    text: bytes = b""
    words: "array[int]" = field(default_factory=lambda: array("I"))
    figures: "array[int]" = field(default_factory=lambda: array("I"))
    sketch: tuple[tuple[int, ...], tuple[int, ...]] | None = None
    looks: tuple[int, ...] = ()


@dataclass(frozen=True)
class Alike:
    """A document that may be the same as another: `why` is a key of `WHY`."""

    document: UUID
    other: UUID
    why: str


def portrait(document: Document, pages: Sequence[PageText]) -> Portrait:
    """Return what is compared of a document. Pages nobody has read yet say nothing, so then only its file counts."""
    bare = Portrait(document.id, document.number, document.fingerprint, page_count(document))
    if any(page.source == WAITING for page in pages):
        return bare
    text = _folded("\n".join(page.text for page in pages))
    words, figures = _words(text), _FIGURE.findall(text)
    if len(words) + len(figures) < LEAST_WORDS:
        return replace(bare, looks=_looks(pages))
    said, counted = _numbers(words), _numbers(figures)
    return replace(
        bare,
        text=blake2b(" ".join((*words, *figures)).encode("utf-8", "replace"), digest_size=16).digest(),
        words=said,
        figures=counted,
        sketch=(_sketch(said), _sketch(counted)),
    )


def alikes(asked: Iterable[Portrait], among: Iterable[Portrait]) -> tuple[Alike, ...]:
    """Return which of the documents asked about may be the same as others, at most `MOST_TOLD` others each.

    Of two that are both asked about, the later one is told. `among` are all documents, those asked about too. The
    work grows with the number of documents, not with its square.
    """
    wanted = sorted(asked, key=lambda one: one.number)
    later = {one.id: one.number for one in wanted}
    buckets = _Buckets(sorted(among, key=lambda one: one.number))
    found: list[Alike] = []
    for one in wanted:
        told: dict[UUID, Alike] = {}
        for other, why in buckets.like(one):
            if other.id != one.id and later.get(other.id, 0) < one.number:
                told.setdefault(other.id, Alike(one.id, other.id, why))
            if len(told) == MOST_TOLD:
                break
        found += told.values()
    return tuple(found)


class _Buckets:
    """Documents by what those that may be the same have in common."""

    def __init__(self, portraits: Iterable[Portrait]) -> None:
        self._by_key: dict[tuple[object, ...], list[Portrait]] = {}
        for one in portraits:
            for key in (*_exact(one), *_bands(one)):
                self._by_key.setdefault(key, []).append(one)

    def like(self, one: Portrait) -> Iterator[tuple[Portrait, str]]:
        """Yield the documents that may be the same, the surest first; some of them more than once."""
        for key in _exact(one):
            yield from ((other, str(key[0])) for other in self._by_key.get(key, ()) if _fits(one, other, key[0]))
        near: dict[UUID, Portrait] = {}
        for key in _bands(one):
            near |= {other.id: other for other in self._by_key[key][:_MOST_COMPARED]}
        words, figures = frozenset(one.words), frozenset(one.figures)
        for other in sorted(near.values(), key=lambda other: other.number):
            if not _same_count(one, other):
                continue
            if one.sketch and other.sketch and _agree(one.sketch, other.sketch):
                if _shared(figures, other.figures) >= FIGURES_SHARED and _shared(words, other.words) >= WORDS_SHARED:
                    yield other, NEARLY_SAME_WORDS
            elif one.looks and _is_same_picture(one, other):
                yield other, SAME_PICTURE


def _exact(one: Portrait) -> Iterator[tuple[object, ...]]:
    if one.fingerprint:
        yield SAME_FILE, one.fingerprint
    if one.text:
        yield SAME_WORDS, one.text


def _bands(one: Portrait) -> Iterator[tuple[object, ...]]:
    """Yield keys of which two documents share one when they are nearly the same."""
    if one.sketch is not None:
        words, figures = one.sketch
        for at in range(0, _BINS, _BAND):
            yield "band", at, words[at : at + _BAND], figures[at : at + _BAND]
    if one.looks:
        wide = _LOOK_BITS // (BITS + 1)  # of so many parts of a mark, one stays whole
        for at in range(0, _LOOK_BITS, wide):
            yield "look", one.pages, at, one.looks[0] >> at & (1 << wide) - 1


def _fits(one: Portrait, other: Portrait, why: object) -> bool:
    return why == SAME_FILE or _same_count(one, other)


def _same_count(one: Portrait, other: Portrait) -> bool:
    """Whether two documents have as many pages, as far as that is known."""
    return one.pages is None or other.pages is None or one.pages == other.pages


def _agree(one: tuple[tuple[int, ...], ...], other: tuple[tuple[int, ...], ...]) -> bool:
    """Whether two sketches leave it open that the words and the figures are nearly the same."""
    return all(sum(map(eq, mine, theirs)) >= _LEAST_AGREED for mine, theirs in zip(one, other, strict=True))


def _shared(mine: frozenset[int], theirs: "array[int]") -> float:
    """Return how much of all that stands on either paper stands on both, from 0 to 1."""
    both = len(mine.intersection(theirs))
    every = len(mine) + len(theirs) - both
    return both / every if every else 1.0


def _is_same_picture(one: Portrait, other: Portrait) -> bool:
    return len(one.looks) == len(other.looks) and all(
        (mine ^ theirs).bit_count() <= BITS for mine, theirs in zip(one.looks, other.looks, strict=True)
    )


def _looks(pages: Sequence[PageText]) -> tuple[int, ...]:
    """Return the marks of pages without words; nothing where one of them says too little to compare."""
    if not pages or any(page.source != NOTHING or not page.look for page in pages):
        return ()
    looks = tuple(int(page.look, 16) for page in pages)
    return looks if all(look.bit_count() in _TELLING for look in looks) else ()


def _folded(text: str) -> str:
    return (text if text.isascii() else unicodedata.normalize("NFKC", text)).casefold()


def _words(text: str) -> list[str]:
    """Return the words of a text; of Chinese, which sets no spaces, every two characters side by side."""
    if text.isascii():
        return _PLAIN_WORD.findall(text)
    words: list[str] = []
    for run in _WORD.findall(text):
        if "\u2e80" <= run[0] <= "\u9fff":
            words += (run[at : at + 2] for at in range(max(len(run) - 1, 1)))
        else:
            words.append(run)
    return words


def _numbers(words: Iterable[str]) -> "array[int]":
    return array("I", {zlib.crc32(word.encode("utf-8", "replace")) for word in set(words)})


def _sketch(numbers: "array[int]") -> tuple[int, ...]:
    """Return a short sign: the more two sets have in common, the more of its places agree."""
    least: dict[int, int] = {}
    for number in sorted(numbers, reverse=True):
        least[number % _BINS] = number
    return tuple(least.get(at, -1) for at in range(_BINS))
