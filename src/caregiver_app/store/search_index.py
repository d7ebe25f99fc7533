"""Keep the index true: from the notes the triggers left, before the change that made them is committed."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.sheets import Sheet, Sheets
from caregiver_app.store import plain_words
from caregiver_app.store.connection import in_memory
from caregiver_app.store.keys import Keys
from caregiver_app.store.schema import CASE_FILE
from caregiver_app.store.search_kinds import kind_token
from caregiver_app.store.search_words import index_forms, tokens, worth_keeping

TITLE: Final = ("number", "title")
OTHER: Final = (
    "note", "origin", "file_name", "path_inside", "date", "held_by", "lent_to", "accession", "translator",
    "name_on_it", "modality", "body_part",
)  # fmt: skip
"""What of a document is found, in the order in which it is looked for."""

_COLUMNS: Final = ", ".join((*TITLE, *OTHER, "kind", "covers", "sheets", "fingerprint"))
_DOCUMENTS: Final = f"SELECT {_COLUMNS} FROM document WHERE number IN (SELECT value FROM json_each(?))"
_INDEX_DOCUMENT: Final = "INSERT INTO document_index (rowid, title, other, kind) VALUES (?, ?, ?, ?)"
_INDEX_PAGE: Final = "INSERT INTO page_index (rowid, words, joined) VALUES (?, ?, ?)"
_PAGES_OF_FILE: Final = "INSERT INTO document_page SELECT id, ?, page FROM page_text WHERE fingerprint = ?"
_PAGES_OF_SHEETS: Final = """
    INSERT INTO document_page SELECT read.id, sheet.document, sheet.place FROM document_sheet AS sheet
    JOIN page_text AS read ON read.fingerprint = sheet.fingerprint AND read.page = sheet.page WHERE sheet.document = ?
"""
_DOCUMENTS_OF_PAGE: Final = """
    INSERT INTO document_page
    SELECT ?1, number, ?3 FROM document WHERE fingerprint = ?2 AND sheets = ''
    UNION SELECT ?1, document, place FROM document_sheet WHERE fingerprint = ?2 AND page = ?3
"""
_KEEP_WORDS: Final = "INSERT OR IGNORE INTO word (word) SELECT value FROM json_each(?) RETURNING id, word"
_IS_BEHIND: Final = """
    SELECT EXISTS (SELECT 1 FROM unindexed_document) OR EXISTS (SELECT 1 FROM unindexed_page)
"""
_INDEXES: Final = ("document_index", "page_index")
_STANDS: Final = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {table} MATCH ?1)" for table in _INDEXES)
_DAMAGED: Final = 11
_AT_ONCE: Final = 200


def is_behind(raw: Any) -> bool:
    """Whether something changed that the index does not know yet; after an upgrade, or if another program wrote."""
    return bool(raw.execute(_IS_BEHIND).fetchone()[0])


def catch_up(raw: Any) -> None:
    """Bring the index up to date inside the transaction that is open.

    An index that is damaged is made anew: it must never keep a family from saving what they wrote.
    """
    if not is_behind(raw):
        return
    try:
        with _all_or_nothing(raw):
            _index_what_is_noted(raw)
    except (dbapi2.DatabaseError, MemoryError) as problem:
        if not damaged(problem):
            raise
        make_anew(raw)


def make_anew(raw: Any) -> None:
    """Empty the index and fill it again inside the transaction that is open."""
    for table in _INDEXES:
        raw.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")
    for table in ("document_sheet", "document_page", "word"):
        raw.execute(f"DELETE FROM {table}")
    raw.execute("INSERT INTO word_index (word_index) VALUES ('rebuild')")
    raw.execute("INSERT OR IGNORE INTO unindexed_document SELECT number FROM document")
    raw.execute("INSERT OR IGNORE INTO unindexed_page SELECT id FROM page_text")
    _index_what_is_noted(raw)


def forget(raw: Any) -> None:
    """Let no word stay in the index that stands nowhere any more, inside the transaction that is open.

    What is taken out of it is only marked until its parts are put together.
    """
    try:
        with _all_or_nothing(raw):
            _index_what_is_noted(raw)
            for table in _INDEXES:
                raw.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
            _forget_words(raw)
    except (dbapi2.DatabaseError, MemoryError) as problem:
        if not damaged(problem):
            raise
        make_anew(raw)


def with_whole_index(raw: Any, folder: Path, keys: Keys | None) -> Any:
    """Return a case that can only be read; where its index is behind, a copy in memory in which it is not."""
    with plain_words.told_plainly(folder):
        try:
            if is_behind(raw):
                if raw.execute("PRAGMA database_list").fetchone()[2]:  # not in memory already, of an earlier version
                    raw.close()
                    raw = in_memory(folder / CASE_FILE, keys)
                raw.execute("BEGIN")
                catch_up(raw)
                raw.execute("COMMIT")
        except BaseException:
            raw.close()
            raise
    return raw


def damaged(problem: Exception) -> bool:
    """Whether the index is not as it was written; a length in it that is damaged may ask for all memory there is."""
    return isinstance(problem, MemoryError) or getattr(problem, "sqlite_errorcode", 0) & 0xFF == _DAMAGED


@contextmanager
def _all_or_nothing(raw: Any) -> Iterator[None]:
    raw.execute("SAVEPOINT indexing")
    try:
        yield
    except BaseException:
        if raw.in_transaction:  # a full disk ends the whole transaction
            raw.execute("ROLLBACK TO indexing")
            raw.execute("RELEASE indexing")
        raise
    raw.execute("RELEASE indexing")


def _index_what_is_noted(raw: Any) -> None:
    numbers = [row[0] for row in raw.execute("SELECT number FROM unindexed_document").fetchall()]
    for first in range(0, len(numbers), _AT_ONCE):
        _index_documents(raw, numbers[first : first + _AT_ONCE])
    raw.execute("DELETE FROM unindexed_document")
    while ids := [row[0] for row in raw.execute("SELECT id FROM unindexed_page ORDER BY id LIMIT ?", (_AT_ONCE,))]:
        for page_id in ids:
            _index_page(raw, page_id)
        raw.execute("DELETE FROM unindexed_page WHERE id <= ?", (ids[-1],))


def _index_documents(raw: Any, numbers: Sequence[int]) -> None:
    these = (json.dumps(numbers),)
    raw.execute("DELETE FROM document_index WHERE rowid IN (SELECT value FROM json_each(?))", these)
    for table in ("document_page", "document_sheet"):
        raw.execute(f"DELETE FROM {table} WHERE document IN (SELECT value FROM json_each(?))", these)
    rows, files, sheets, words = [], [], [], set[str]()
    for *fields, kind, covers, placed, fingerprint in raw.execute(_DOCUMENTS, these).fetchall():
        told = dict(zip((*TITLE, *OTHER), fields, strict=True))
        number = told["number"]
        title = tokens(f"D-{number:03} D{number:03} D{number} {told['title']}")
        other = tokens("\n".join(field_words(name, told[name]) for name in OTHER))
        kinds = [kind_token(one) for one in (kind, *covers.split(",")) if one]
        rows.append((number, " ".join(title), " ".join(other), " ".join(kinds)))
        words.update(title, other)
        sheets += [(number, at, one.fingerprint, one.page) for at, one in enumerate(_values(placed), 1)]
        if fingerprint and not placed:
            files.append((number, fingerprint))
    raw.executemany(_INDEX_DOCUMENT, rows)
    _keep_words(raw, words)
    raw.executemany(_PAGES_OF_FILE, files)
    raw.executemany("INSERT INTO document_sheet VALUES (?, ?, ?, ?)", sheets)
    raw.executemany(_PAGES_OF_SHEETS, [(number,) for number in dict.fromkeys(row[0] for row in sheets)])


def _values(sheets: str) -> tuple[Sheet, ...]:
    """Return the pages of a document; none where another program wrote what is no list of pages. A check names it."""
    with suppress(ValueError):
        return Sheets(sheets).values
    return ()


def field_words(name: str, value: str | None) -> str:
    """Return a field of a document as text that is looked through; a date as it is kept and as it is written."""
    if name == "date" and value:
        with suppress(ValueError):  # another program may have written what is no date
            return f"{value} {PartialDate(value).in_words()}"
    return value or ""


def _index_page(raw: Any, page_id: int) -> None:
    raw.execute("DELETE FROM page_index WHERE rowid = ?", (page_id,))
    raw.execute("DELETE FROM document_page WHERE page = ?", (page_id,))
    row = raw.execute("SELECT fingerprint, page, text FROM page_text WHERE id = ?", (page_id,)).fetchone()
    if row is None:
        return
    fingerprint, page, text = row
    raw.execute(_DOCUMENTS_OF_PAGE, (page_id, fingerprint, page))
    words, joined = index_forms(text)
    if words:
        raw.execute(_INDEX_PAGE, (page_id, " ".join(words), " ".join(joined)))
        _keep_words(raw, (*words, *joined))


def _keep_words(raw: Any, words: Iterable[str]) -> None:
    """Add to the list of words what is not in it."""
    kept = sorted(filter(worth_keeping, set(words)))
    if kept:
        new = raw.execute(_KEEP_WORDS, (json.dumps(kept),)).fetchall()
        raw.executemany("INSERT INTO word_index (rowid, word) VALUES (?, ?)", new)


def _forget_words(raw: Any) -> None:
    """Take out of the list of words what no index has any more.

    The index may part a word where the list does not, so each that it does not name is asked for as well.
    """
    for table in _INDEXES:
        raw.execute(f"CREATE VIRTUAL TABLE temp.terms_of_{table} USING fts5vocab('main', '{table}', 'row')")
    known = " UNION ALL ".join(f"SELECT term FROM temp.terms_of_{table}" for table in _INDEXES)
    words = raw.execute(f"SELECT id, word FROM word WHERE word NOT IN ({known})").fetchall()
    for table in _INDEXES:
        raw.execute(f"DROP TABLE temp.terms_of_{table}")
    gone = [(key,) for key, word in words if not raw.execute(f"SELECT {_STANDS}", (f'"{word}"',)).fetchone()[0]]
    raw.executemany("DELETE FROM word WHERE id = ?", gone)
    raw.execute("INSERT INTO word_index (word_index) VALUES ('rebuild')")
