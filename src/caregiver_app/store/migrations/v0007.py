"""Version 7: what the program keeps in mind about the case itself, such as where its second copy is."""

from typing import Final

SQL: Final = """
CREATE TABLE case_state (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
)
"""
