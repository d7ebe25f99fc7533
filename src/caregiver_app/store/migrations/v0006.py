"""Version 6: named sets of choices for a packet, and the packets that were sent."""

from typing import Final

SQL: Final = """
CREATE TABLE packet_set (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    choices TEXT NOT NULL,
    position INTEGER NOT NULL
);
CREATE TABLE sent_packet (
    id TEXT NOT NULL PRIMARY KEY,
    number INTEGER NOT NULL,
    to_whom TEXT NOT NULL,
    "on" TEXT,
    how TEXT NOT NULL,
    note TEXT NOT NULL,
    made_on TEXT,
    choices TEXT NOT NULL,
    files TEXT NOT NULL,
    documents TEXT NOT NULL,
    pages INTEGER NOT NULL,
    told TEXT NOT NULL,
    version TEXT NOT NULL,
    since TEXT
)
"""
