"""Version 2: whether a part belonged to the plan before it, cycles planned, and the tests shown as trends."""

SQL = """
ALTER TABLE therapy ADD COLUMN planned TEXT NOT NULL DEFAULT '';
ALTER TABLE therapy ADD COLUMN cycles_planned TEXT NOT NULL DEFAULT '';
ALTER TABLE procedure ADD COLUMN planned TEXT NOT NULL DEFAULT '';
CREATE TABLE shown_test (
    id TEXT NOT NULL PRIMARY KEY,
    test TEXT NOT NULL,
    position INTEGER NOT NULL
)
"""
