"""How a case is kept: one SQLite file, a folder of originals, and the history of every change."""
