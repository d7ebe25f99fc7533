"""Run the benchmarks and print ours, floor, ratio and goal: `python3 dev.py bench [--json] [NAME...]`."""

import argparse
import json
import sys
from dataclasses import asdict
from importlib import import_module

from harness import Row, room

BENCHMARKS = (
    "window",
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
    "checking",
    "ocr",
)
"""Modules beside this one. Each is loaded when it is run: a child process loads this file again, and must not pay."""


def main() -> int:
    """Run what was asked for; return 1 when a goal is not met."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHMARKS)}; all when none is named")
    parser.add_argument("--json", action="store_true", help="print a list of objects instead of a table")
    asked = parser.parse_args()
    unknown = [name for name in asked.names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"there is no benchmark {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    rows: list[Row] = []
    if not asked.json:
        print(f"{'':<16}{'ours':>12}{'floor':>12}{'ratio':>9}{'goal':>9}")
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
    return 0 if all(row.ok for row in rows) else 1


def line(row: Row) -> str:
    """Return a row of the table."""
    places = {"MB": 0, "ms": 1}.get(row.unit, 3)
    ours = f"{row.ours:.{places}f} {row.unit}"
    floor = "" if row.floor is None else f"{row.floor:.{places}f} {row.unit}"
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
    goal = f"{row.goal:g} {row.unit}" if row.ratio is None else f"{row.goal:.1f}"
    lie = "".join(f"  {word} {value:.{places}f}" for word, value in row.spread)
    return f"{row.name:<16}{ours:>12}{floor:>12}{ratio:>9}{goal:>9}  {'ok' if row.ok else 'not ok':<6}{lie}".rstrip()


if __name__ == "__main__":
    raise SystemExit(main())
