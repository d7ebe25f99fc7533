"""The rounds in which the index is asked, the best first, each from the newest entry on.

A document's number; its title; whatever is written about it; its pages, with whole words or words near each other
before others; words spread over its pages and its title; and at last all this with letters found inside words.

Letters inside words are looked for in the list of all different words, which grows far slower than the text. An index
of every three letters of the text would be as large as the text itself, and could not find two Chinese characters.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final

from caregiver_app.store.search_kinds import kinds_answering
from caregiver_app.store.search_query import Term, all_of, number_of

_NEAR: Final = 8
# Of more words than these, too few pages have all so near each other for the search to be worth its time.
_MOST_NEAR: Final = 3
_MOST_INSIDE: Final = 48
_AT_ONCE: Final = 64

_NUMBERED: Final = "SELECT number FROM document WHERE number = ?"
_DOCUMENTS: Final = "SELECT rowid FROM document_index WHERE document_index MATCH ? ORDER BY rowid DESC"
_PAGES: Final = """
    SELECT own.document, own.place, own.page FROM page_index
    CROSS JOIN document_page AS own ON own.page = page_index.rowid
    WHERE page_index MATCH ? ORDER BY page_index.rowid DESC
"""
_HOW_MANY: Final = "SELECT COUNT(*) FROM page_index WHERE page_index MATCH ?"
_SOMEWHERE: Final = """
    SELECT rowid FROM document_index WHERE document_index MATCH ?1
    UNION SELECT document FROM page_index CROSS JOIN document_page ON page = page_index.rowid WHERE page_index MATCH ?2
"""
_AMONG: Final = """
    SELECT value FROM json_each(?3) WHERE value IN (SELECT rowid FROM document_index WHERE document_index MATCH ?1)
    UNION SELECT document FROM json_each(?3)
    CROSS JOIN document_page AS own INDEXED BY document_page_by_document ON document = value WHERE
"""
_ALL_AT_ONCE: Final = "own.page IN (SELECT rowid FROM page_index WHERE page_index MATCH ?2)"
_ONE_BY_ONE: Final = "EXISTS (SELECT 1 FROM page_index WHERE page_index MATCH ?2 AND page_index.rowid = own.page)"
# To ask for one page takes as long as to go through so many pages of a term.
_PAGES_A_QUESTION: Final = 200
_FIRST_PAGE: Final = """
    SELECT document, place, page FROM json_each(?2)
    CROSS JOIN document_page INDEXED BY document_page_by_document ON document = value
    WHERE page IN (SELECT rowid FROM page_index WHERE page_index MATCH ?1) ORDER BY document, place DESC
"""
_INSIDE: Final = """
    SELECT word.word FROM word_index CROSS JOIN word ON word.id = word_index.rowid
    WHERE word_index MATCH ?1 AND instr(word.word, ?2) > 1 ORDER BY word_index.rowid LIMIT ?3
"""


@dataclass(frozen=True)
class Found:
    """A document of one round: the page that shows it, as its place in the document and the row of its text.

    Both are 0 where what is written about the document shows it.
    """

    number: int
    round: int
    place: int = 0
    page: int = 0


class Rounds:
    """Go through what is found, the best first; a document may come again.

    `terms` are what was asked for, from the last rounds on with the words they are inside of; `capped` says that they
    are inside of more words than were looked for.
    """

    def __init__(self, raw: Any, typed: str, terms: tuple[Term, ...]) -> None:
        self._raw = raw
        self._typed = typed
        self.terms = terms
        self.capped = False

    def __iter__(self) -> Iterator[Found]:
        """Yield each find."""
        number = number_of(self._typed)
        if number is not None:
            yield from (Found(row[0], 0) for row in self._rows(_NUMBERED, number))
        whole = " AND ".join(term.whole for term in self.terms)
        beginnings = all_of(self.terms)
        yield from self._documents(1, f"title : ({whole})")
        if beginnings != whole:
            yield from self._documents(2, f"title : ({beginnings})")
        yield from self._documents(3, _written(self.terms))
        if len(self.terms) <= _MOST_NEAR:
            near = " ".join(term.match for term in self.terms)
            yield from self._pages(4, f"NEAR({near}, {_NEAR})" if len(self.terms) > 1 else whole)
        if beginnings != whole or len(self.terms) > 1:
            yield from self._pages(5, beginnings)
        yield from self._spread(6)
        self.terms, before = tuple(self._with_inside(term) for term in self.terms), self.terms
        if self.terms != before:
            yield from self._documents(7, _written(self.terms))
            yield from self._pages(8, all_of(self.terms))
            yield from self._spread(9)

    def _documents(self, number: int, asked: str) -> Iterator[Found]:
        return (Found(document, number) for (document,) in self._rows(_DOCUMENTS, asked))

    def _pages(self, number: int, asked: str) -> Iterator[Found]:
        return (Found(document, number, place, page) for document, place, page in self._rows(_PAGES, asked))

    def _spread(self, number: int) -> Iterator[Found]:
        """Find documents that hold every term somewhere, beginning with the term that is on the fewest pages."""
        if len(self.terms) < 2:
            return
        how_many = {term: next(self._rows(_HOW_MANY, term.match))[0] for term in self.terms}
        first, *others = terms = sorted(self.terms, key=how_many.__getitem__)
        documents = [row[0] for row in self._rows(_SOMEWHERE, _about(first), first.match)]
        for term in others:
            few = len(documents) * _PAGES_A_QUESTION < how_many[term]
            sql = _AMONG + (_ONE_BY_ONE if few else _ALL_AT_ONCE)
            documents = [row[0] for row in self._rows(sql, _about(term), term.match, json.dumps(documents))]
        newest_first = iter(sorted(documents, reverse=True))
        while some := list(islice(newest_first, _AT_ONCE)):
            pages = self._first_pages(some, terms)
            yield from (Found(document, number, *pages.get(document, ())) for document in some)

    def _first_pages(self, documents: Sequence[int], terms: Sequence[Term]) -> dict[int, tuple[int, int]]:
        """Return place and row of the page that shows each document: the first with the rarest term there is."""
        pages: dict[int, tuple[int, int]] = {}
        for term in terms:
            missing = json.dumps([document for document in documents if document not in pages])
            found = {document: (place, page) for document, place, page in self._rows(_FIRST_PAGE, term.match, missing)}
            pages.update(found)
            if len(pages) == len(documents):
                break
        return pages

    def _with_inside(self, term: Term) -> Term:
        """Return a term with words in whose middle it stands, those that came first before others."""
        if not term.part:
            return term
        words = [row[0] for row in self._rows(_INSIDE, f'"{term.part}"', term.part, _MOST_INSIDE + 1)]
        self.capped = self.capped or len(words) > _MOST_INSIDE
        return replace(term, inside=tuple(words[:_MOST_INSIDE])) if words else term

    def _rows(self, sql: str, *values: object) -> Iterator[Any]:
        with closing(self._raw.execute(sql, values)) as rows:
            yield from rows


def _written(terms: Sequence[Term]) -> str:
    """Return the question for documents about which every term is written, or whose kind it names."""
    return " AND ".join(_about(term) for term in terms)


def _about(term: Term) -> str:
    kinds = [f'"{token}"' for token in kinds_answering(term)]
    named = f" OR kind : ({' OR '.join(kinds)})" if kinds else ""
    return f"({{title other}} : {term.match}{named})"
