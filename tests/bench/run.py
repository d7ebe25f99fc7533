"""Run the benchmarks and print ours, floor, ratio and goal: `dev.py bench [--json] [--write-table FILE] [NAME...]`.

`--write-table` writes the outcome as a table with the machine it is from, in place of the one in FILE where there is
one between its two marks.
"""

import argparse
import json
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from harness import Row, room
from written_table import write_table

BENCHMARKS = (
    "window",
    "memory",
    "first_pages",
    "scrolling",
    "packet_1000",
    "packet_5000",
    "add_500",
    "packet_memory",
    "timeline_5000",
    "disc_1000",
    "preview",
    "packet_preview",
    "suggestions",
    "search_10000",
    "protected",
    "backup",
    "checking",
    "ocr",
)
"""Modules beside this one. Each is loaded when it is run: a child process loads this file again, and must not pay."""


def main() -> int:
    """Run what was asked for; return 1 when a goal is not met."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHMARKS)}; all when none is named")
    parser.add_argument("--json", action="store_true", help="print a list of objects instead of a table")
    parser.add_argument("--write-table", type=Path, metavar="FILE", help="put the table into a Markdown file too")
    asked = parser.parse_args()
    unknown = [name for name in asked.names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"there is no benchmark {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    rows: list[Row] = []
    if not asked.json:
        print(f"{'':<19}{'ours':>12}{'floor':>12}{'ratio':>9}{'goal':>9}")
    for name in asked.names or BENCHMARKS:
        with room() as folder:
            measured = import_module(name).measure(folder)
        rows += measured
        if not asked.json:
            for row in measured:
                print(line(row), flush=True)
    if asked.json:
        json.dump([asdict(row) | {"ok": row.ok} for row in rows], sys.stdout, indent=2)
        print()
    if asked.write_table is not None:
        write_table(asked.write_table, rows)
    return 0 if all(row.ok for row in rows) else 1


def line(row: Row) -> str:
    """Return a row of the table."""
    ours, floor, ratio, goal = row.in_words()
    lie = "".join(f"  {word} {value:.{row.places}f}" for word, value in row.spread)
    return f"{row.name:<19}{ours:>12}{floor:>12}{ratio:>9}{goal:>9}  {'ok' if row.ok else 'not ok':<6}{lie}".rstrip()


if __name__ == "__main__":
    sys.path.append(str(Path(__file__).parents[1]))  # the large cases of the tests
    raise SystemExit(main())
