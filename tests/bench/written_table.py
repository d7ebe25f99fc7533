"""The outcome of the benchmarks as a table in Markdown, with the machine it is from."""

import os
import platform
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import PySide6

if TYPE_CHECKING:
    from harness import Row

BEGIN: Final = "<!-- The table of dev.py bench --write-table begins here. -->"
END: Final = "<!-- It ends here. -->"
_PROCESSOR: Final = Path("/proc/cpuinfo")
_BUSY: Final = 1.25


def write_table(file: Path, rows: "Iterable[Row]") -> None:
    """Put the table between the two marks of a file, or make a file of it."""
    block = "\n".join([BEGIN, "", *_lines(rows), "", END])
    if not file.exists():
        file.write_text(f"{block}\n", encoding="utf-8")
        return
    text = file.read_text(encoding="utf-8")
    before, begun, rest = text.partition(BEGIN)
    _old, ended, after = rest.partition(END)
    if not (begun and ended):
        raise SystemExit(f"“{file}” is there already, without the two marks of a table. It was not touched.")
    file.write_text(f"{before}{block}{after}", encoding="utf-8")


def _lines(rows: "Iterable[Row]") -> list[str]:
    head = ["| What | Ours | Floor | Ratio | Goal | Met |", "| --- | ---: | ---: | ---: | ---: | --- |"]
    body = [f"| {row.name} | {' | '.join(row.in_words())} | {'yes' if row.ok else '**not yet**'} |" for row in rows]
    return [*head, *body, "", f"Measured on {date.today().day} {date.today():%B %Y} on {machine()}.{_beside()}"]


def machine() -> str:
    """Name the machine: its processor, memory and system, and the Python and Qt that ran."""
    parts = [
        f"{_processor()}, {os.cpu_count()} cores",
        *_memory(),
        f"{platform.system()} {platform.release()}",
        f"Python {platform.python_version()}",
        f"Qt {PySide6.__version__}",
    ]
    return ", ".join(parts)


def _beside() -> str:
    """Say so where other programs were at work: ratios hold then, times are longer."""
    waiting, cores = (os.getloadavg()[2] if hasattr(os, "getloadavg") else 0.0), os.cpu_count() or 1
    if waiting < _BUSY * cores:
        return ""
    return f" Other programs were at work beside it: {waiting:.0f} wanted its {cores} cores at once, so times are long."


def _processor() -> str:
    lines = _PROCESSOR.read_text().splitlines() if _PROCESSOR.exists() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, "") or platform.processor() or platform.machine()


def _memory() -> list[str]:
    if not hasattr(os, "sysconf") or "SC_PHYS_PAGES" not in os.sysconf_names:
        return []
    return [f"{os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') / 2**30:.0f} GiB of memory"]
