"""Version 2: what was planned with the treatment before, cycles planned, tests shown as trends, steps by state."""

SQL = """
ALTER TABLE therapy ADD COLUMN planned TEXT NOT NULL DEFAULT '';
ALTER TABLE therapy ADD COLUMN cycles_planned TEXT NOT NULL DEFAULT '';
ALTER TABLE procedure ADD COLUMN planned TEXT NOT NULL DEFAULT '';
CREATE TABLE shown_test (
    id TEXT NOT NULL PRIMARY KEY,
    test TEXT NOT NULL,
    position INTEGER NOT NULL
);
CREATE INDEX step_by_state ON step (state)
"""
