"""What to bring: lines of the guide for an appointment, a stay and a journey."""

from dataclasses import dataclass
from functools import cache

from caregiver_app.domain.guide.lines import Line, guide_file, line


@dataclass(frozen=True)
class PackingLine:
    """One thing to bring. `when` is appointment, stay or travel; `kind` the kind of paper it is, or empty."""

    line: Line
    when: str
    kind: str = ""


@cache
def packing_lines() -> tuple[PackingLine, ...]:
    """Return everything the guide knows to bring, in order."""
    data = guide_file("packing.toml")
    return tuple(PackingLine(line(row, data), row["when"], row.get("kind", "")) for row in data["item"])
