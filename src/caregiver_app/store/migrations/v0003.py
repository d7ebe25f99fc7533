"""Version 3: documents of many files, of chosen pages, asked for and lent; who receives the papers."""

from typing import Final


def _asked(whom: str, on: str) -> str:
    """Return the SQL of a log of asking with one entry: what is empty is not in it, as `Packed` writes it."""
    with_whom = f"json_array(json_object('whom', {whom}, 'on', {on}))"
    without = f"json_array(json_object('on', {on}))"
    return f"CASE WHEN {whom} = '' THEN {without} ELSE {with_whom} END || ''"  # joined to a text it is no JSON any more


def _image(side: str) -> str:
    """Return the SQL that brings the kept images of documents up to date on one side of the changes."""
    whom, on = f"json_extract({side}, '$.held_by')", f"json_extract({side}, '$.asked_on')"
    log = f"CASE WHEN {on} IS NULL THEN '' ELSE {_asked(whom, on)} END"
    return f"""
UPDATE change SET {side} = json_remove(json_set({side}, '$.requests', {log}), '$.asked_on')
WHERE kind = 'document' AND {side} IS NOT NULL"""


SQL: Final = f"""
ALTER TABLE document ADD COLUMN requests TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN covers TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN accession TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN lent_to TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN lent_on TEXT;
ALTER TABLE document ADD COLUMN returned_on TEXT;
ALTER TABLE document ADD COLUMN in_inbox INTEGER NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN part_of TEXT REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE document ADD COLUMN path_inside TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN sheets TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN translator TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN certified TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN name_on_it TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN born_on_it TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN modality TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN body_part TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN series INTEGER;
ALTER TABLE document ADD COLUMN images INTEGER;
ALTER TABLE document ADD COLUMN study_uid TEXT NOT NULL DEFAULT '';
UPDATE document SET requests = {_asked("held_by", "asked_on")} WHERE asked_on IS NOT NULL;
ALTER TABLE document DROP COLUMN asked_on;
{_image("before").strip()};
{_image("after").strip()};
ALTER TABLE person ADD COLUMN recipient TEXT NOT NULL DEFAULT '';
CREATE TABLE recipient (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    based_on TEXT NOT NULL,
    source TEXT NOT NULL,
    as_of TEXT,
    note TEXT NOT NULL,
    language TEXT NOT NULL,
    wants TEXT NOT NULL
);
CREATE TABLE not_needed (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    why TEXT NOT NULL
)
"""
