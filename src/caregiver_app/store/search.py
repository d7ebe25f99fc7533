"""Find documents by any word on them, in the time of one frame however many there are.

The index is asked in rounds, the best first, and each round stops when enough is found; only what is given back is
ranked and cut out. (FTS5's own `bm25` and `snippet` look at every hit first, which takes a second where one letter fits
every page.)
"""

import json
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from sqlcipher3 import dbapi2

from caregiver_app.domain.documents.records_guide import kind_name
from caregiver_app.store import plain_words, search_index
from caregiver_app.store.search_query import Term, terms_of
from caregiver_app.store.search_rounds import Found, Rounds
from caregiver_app.store.search_snippets import Snippet, snippet

_TEXTS: Final = "SELECT id, text FROM page_text WHERE id IN (SELECT value FROM json_each(?))"
_FIELDS: Final = ("title", *search_index.OTHER)
_SHOWN: Final = f"""
    SELECT number, id, kind, {", ".join(_FIELDS)} FROM document
    WHERE number IN (SELECT value FROM json_each(?))
"""


@dataclass(frozen=True)
class SearchHit:
    """A document that was found, once, with the page that shows why: counted in the document, 0 for no page.

    `marks` are the ranges of the snippet that were asked for; a snippet is text, never markup.
    """

    document: UUID
    page: int
    snippet: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class SearchResult:
    """What was found, the best first, and whether there is or may be more."""

    hits: tuple[SearchHit, ...] = ()
    more: bool = False


class Search:
    """Ask one case's index. Use it from the store's thread."""

    def __init__(self, raw: Any, folder: Path, committing: Callable[[], AbstractContextManager[None]]) -> None:
        self._raw = raw
        self._folder = folder
        self._committing = committing

    def find(self, typed: str, limit: int = 50) -> SearchResult:
        """Return at most `limit` documents that hold everything typed: words or beginnings of words, "phrases".

        Upper and lower case, accents, full and half width are the same. Whatever is typed is text; nothing is refused.
        """
        terms = terms_of(typed)
        if not terms or limit < 1:
            return SearchResult()
        with plain_words.told_plainly(self._folder):
            try:
                return self._find(typed, terms, limit)
            except (dbapi2.DatabaseError, MemoryError) as problem:
                if not search_index.damaged(problem):
                    raise
            with self._committing():
                search_index.make_anew(self._raw)
            return self._find(typed, terms, limit)

    def _find(self, typed: str, terms: tuple[Term, ...], limit: int) -> SearchResult:
        rounds = Rounds(self._raw, typed, terms)
        found: dict[int, Found] = {}
        for one in rounds:
            known = found.get(one.number)
            if known is None and len(found) == limit:
                return SearchResult(self._shown(found.values(), rounds.terms), more=True)
            if known is None or (known.round == one.round and 0 < one.place < known.place):
                found[one.number] = one
        return SearchResult(self._shown(found.values(), rounds.terms), more=rounds.capped)

    def _shown(self, found: Collection[Found], terms: Sequence[Term]) -> tuple[SearchHit, ...]:
        """Cut out what shows why each was found, and put what stands nearer together first."""
        texts = dict(self._raw.execute(_TEXTS, (json.dumps([one.page for one in found if one.page]),)))
        rows = {row[0]: row[1:] for row in self._raw.execute(_SHOWN, (json.dumps([one.number for one in found]),))}
        ranked = []
        for one in found:
            document, kind, *fields = rows[one.number]
            cut = snippet(texts[one.page], terms) if one.page else _of_fields(fields, kind, terms)
            span = cut.span if one.page and len(terms) > 1 else 0
            hit = SearchHit(UUID(document), one.place, cut.text, cut.marks)
            ranked.append(((one.round, span, -one.number), hit))
        return tuple(hit for _rank, hit in sorted(ranked, key=itemgetter(0)))


def _of_fields(fields: Sequence[str | None], kind: str, terms: Sequence[Term]) -> Snippet:
    """Return the part of what is written about a document that was asked for; its title where none was."""
    for name, value in zip(_FIELDS, fields, strict=True):
        if value and (cut := snippet(search_index.field_words(name, value), terms)).marks:
            return cut
    named = snippet(kind_name(kind), terms)
    return named if named.marks else snippet(fields[0] or "", terms)
