"""Numbered steps from each version of the case file to the next, oldest first.

A released step is never edited. A step that changes a record's fields also brings the images in `change`
up to date, because undo and the trash read them as today's records.
"""

from typing import Final

from caregiver_app.store.migrations import v0001, v0002, v0003, v0004, v0005, v0006, v0007

STEPS: Final = (v0001.SQL, v0002.SQL, v0003.SQL, v0004.SQL, v0005.SQL, v0006.SQL, v0007.SQL)
"""The SQL that leads to version 1, 2, …; a new file runs all of them, so there is one path."""

NEWEST: Final = len(STEPS)
