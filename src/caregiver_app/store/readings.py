"""What a machine read on each page, kept by the fingerprint of the file.

It is made from the files and can be made again, so it is no record: it is written outside the steps, and no undo
takes it away. The index by which papers are found follows it in the same transaction.
"""

import json
import math
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

from caregiver_app.domain.documents.reading import NOTHING, WAITING, PageText, Word
from caregiver_app.store import plain_words

_PUT: Final = """
    INSERT INTO page_text (fingerprint, page, source, look, text, words) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (fingerprint, page) DO UPDATE SET
    source = excluded.source, look = excluded.look, text = excluded.text, words = excluded.words
"""
_PAGES: Final = "SELECT page, source, look, text, {words} FROM page_text WHERE fingerprint = ? ORDER BY page"
_KEPT: Final = """
    SELECT page, source, look, text, words FROM page_text WHERE fingerprint = ?1 AND ?2 IN ('', source) ORDER BY page
"""
_PAGE: Final = "SELECT page, source, look, text, words FROM page_text WHERE fingerprint = ? AND page = ?"
_PARTS: Final = 100_000
_FAR: Final = 10.0


@dataclass(frozen=True)
class Counts:
    """How many pages have words, wait to be read, or have none on them."""

    read: int
    waiting: int
    without_words: int


class KeptPages(Mapping[str, tuple[PageText, ...]]):
    """What was read of some files, by fingerprint: unpacked where it is asked for, in any thread, and then kept."""

    def __init__(self, rows: Mapping[str, Sequence[tuple[Any, ...]]]) -> None:
        self._rows = rows
        self._unpacked: dict[str, tuple[PageText, ...]] = {}

    def __getitem__(self, fingerprint: str) -> tuple[PageText, ...]:
        """Return the pages of a file in their order. Raises KeyError."""
        if fingerprint not in self._unpacked:
            self._unpacked[fingerprint] = tuple(_page(*row) for row in self._rows[fingerprint])
        return self._unpacked[fingerprint]

    def __iter__(self) -> Iterator[str]:
        """Go through the files of which there is a page."""
        return iter(self._rows)

    def __len__(self) -> int:
        """Return of how many files there is a page."""
        return len(self._rows)


class Readings:
    """Read and write what was read on the pages of one case. Use it from the store's thread.

    Places of words are kept to a hundred-thousandth of the page.
    """

    def __init__(self, raw: Any, folder: Path, committing: Callable[[], AbstractContextManager[None]]) -> None:
        self._raw = raw
        self._folder = folder
        self._committing = committing

    def put(self, fingerprint: str, pages: Sequence[PageText]) -> None:
        """Keep pages of a file in place of what was kept of them; other pages stay. Whole or not at all.

        Raises CaseReadOnly, or what the store raises when the disk refuses.
        """
        self.put_many({fingerprint: pages})

    def put_many(self, pages: Mapping[str, Sequence[PageText]]) -> None:
        """Keep pages of many files, by fingerprint, as `put` does: all of them or none."""
        rows = [_row(fingerprint, page) for fingerprint, of_file in pages.items() for page in of_file]
        if rows:
            with self._committing():
                self._raw.executemany(_PUT, rows)

    def forget(self, fingerprint: str) -> None:
        """Let go of every page of a file."""
        with self._committing():
            self._raw.execute("DELETE FROM page_text WHERE fingerprint = ?", (fingerprint,))

    def pages(self, fingerprint: str, *, words: bool = True) -> tuple[PageText, ...]:
        """Return what was read of a file in page order; without the places of words, which are many, on demand."""
        sql = _PAGES.format(words="words" if words else "NULL")
        return tuple(_page(*row) for row in self._asked(sql, fingerprint))

    def kept(self, wanted: Mapping[str, str]) -> KeptPages:
        """Return what was read of many files: those pages of each whose words have the source wanted, "" for any.

        Their words are many, so unpacking them is left to whoever asks for them, in whatever thread.
        """
        found = {fingerprint: self._asked(_KEPT, fingerprint, source) for fingerprint, source in wanted.items()}
        return KeptPages({fingerprint: rows for fingerprint, rows in found.items() if rows})

    def page(self, fingerprint: str, page: int) -> PageText | None:
        """Return what was read of one page, or None."""
        return next((_page(*row) for row in self._asked(_PAGE, fingerprint, page)), None)

    def waiting(self) -> tuple[tuple[str, int], ...]:
        """Return fingerprint and page of what nobody has read yet, in the order in which it came."""
        return tuple(self._asked("SELECT fingerprint, page FROM page_text WHERE source = ? ORDER BY id", WAITING))

    def counts(self) -> Counts:
        """Return how many pages are read, wait and have no words."""
        found = dict(self._asked("SELECT source, COUNT(*) FROM page_text GROUP BY source"))
        waiting, without = found.pop(WAITING, 0), found.pop(NOTHING, 0)
        return Counts(sum(found.values()), waiting, without)

    def known(self) -> frozenset[str]:
        """Return the fingerprint of every file of which a page is kept."""
        return frozenset(row[0] for row in self._asked("SELECT DISTINCT fingerprint FROM page_text"))

    def known_pages(self, fingerprint: str) -> frozenset[int]:
        """Return the pages of a file of which something is kept."""
        return frozenset(row[0] for row in self._asked("SELECT page FROM page_text WHERE fingerprint = ?", fingerprint))

    def looks(self) -> tuple[tuple[str, int, str], ...]:
        """Return fingerprint, page and look of every page whose picture left a mark."""
        return tuple(self._asked("SELECT fingerprint, page, look FROM page_text WHERE look <> '' ORDER BY id"))

    def _asked(self, sql: str, *values: object) -> list[Any]:
        with plain_words.told_plainly(self._folder):
            return list(self._raw.execute(sql, values))


def _row(fingerprint: str, page: PageText) -> tuple[object, ...]:
    return fingerprint, page.page, page.source, page.look, _writable(page.text), _packed(page.words)


def _page(page: int, source: str, look: str, text: str, words: bytes | None) -> PageText:
    return PageText(page, text, source, _unpacked(words) if words else (), look)


def _writable(text: str) -> str:
    """Return a text with a mark for each half of a character that a reader left alone: no file can hold it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text


def _packed(words: Sequence[Word]) -> bytes | None:
    """Write words and their places small: each place as how far it is from the one before."""
    if not words:
        return None
    columns = zip(*((word.x, word.y, word.width, word.height) for word in words), strict=True)
    places = [_steps([_in_parts(place) for place in column]) for column in columns]
    kept = [[_writable(word.text) for word in words], *places]
    return zlib.compress(json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode())


def _unpacked(kept: bytes) -> tuple[Word, ...]:
    texts, *columns = json.loads(zlib.decompress(kept))
    places = zip(*([part / _PARTS for part in accumulate(column)] for column in columns), strict=True)
    return tuple(Word(text, *place) for text, place in zip(texts, places, strict=True))


def _in_parts(place: float) -> int:
    return round(max(-_FAR, min(_FAR, place)) * _PARTS) if math.isfinite(place) else 0


def _steps(places: Iterable[int]) -> list[int]:
    before, steps = 0, []
    for place in places:
        steps.append(place - before)
        before = place
    return steps
