"""Version 4: what a machine read on the papers, and how papers are found again.

The triggers only note what changed, in plain SQL that any program can run. `search_index` brings the index up to date
from these notes before the change that made them is committed: what it does to words, SQL cannot.
"""

from typing import Final

# The words come as `search_words` forms them, folded already; the index holds no text, only where words are.
_INDEX: Final = "content='', contentless_delete=1, prefix='1 2', tokenize='unicode61 remove_diacritics 0'"


def _noted(table: str, key: str, notes: str) -> str:
    """Return the triggers that note each row of a table that was written, changed or taken out."""
    # Not OR IGNORE: what the statement that fires a trigger does about a conflict would take its place.
    new, old = (
        f"INSERT INTO {notes} SELECT {side}.{key} WHERE NOT EXISTS (SELECT 1 FROM {notes} WHERE {key} = {side}.{key});"
        for side in ("new", "old")
    )
    return f"""
CREATE TRIGGER {table}_written AFTER INSERT ON {table} BEGIN {new} END;
CREATE TRIGGER {table}_changed AFTER UPDATE ON {table} BEGIN {old} {new} END;
CREATE TRIGGER {table}_taken_out AFTER DELETE ON {table} BEGIN {old} END"""


SQL: Final = f"""
CREATE TABLE page_text (
    id INTEGER PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    page INTEGER NOT NULL,
    source TEXT NOT NULL,
    look TEXT NOT NULL,
    text TEXT NOT NULL,
    words BLOB,
    UNIQUE (fingerprint, page)
);
CREATE INDEX page_text_by_source ON page_text (source);
CREATE INDEX document_by_fingerprint ON document (fingerprint);
CREATE TABLE document_sheet (
    document INTEGER NOT NULL,
    place INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    page INTEGER NOT NULL,
    PRIMARY KEY (document, place)
) WITHOUT ROWID;
CREATE INDEX document_sheet_by_page ON document_sheet (fingerprint, page);
CREATE TABLE document_page (
    page INTEGER NOT NULL,
    document INTEGER NOT NULL,
    place INTEGER NOT NULL,
    PRIMARY KEY (page, document, place)
) WITHOUT ROWID;
CREATE INDEX document_page_by_document ON document_page (document, place);
CREATE VIRTUAL TABLE document_index USING fts5(title, other, kind, {_INDEX});
CREATE VIRTUAL TABLE page_index USING fts5(words, joined, {_INDEX});
CREATE TABLE word (
    id INTEGER PRIMARY KEY,
    word TEXT NOT NULL UNIQUE
);
CREATE VIRTUAL TABLE word_index USING fts5(
    word, content='word', content_rowid='id', columnsize=0, tokenize='trigram case_sensitive 1'
);
CREATE TABLE unindexed_document (number INTEGER PRIMARY KEY);
CREATE TABLE unindexed_page (id INTEGER PRIMARY KEY);
{_noted("document", "number", "unindexed_document").strip()};
{_noted("page_text", "id", "unindexed_page").strip()};
INSERT INTO unindexed_document SELECT number FROM document
"""
