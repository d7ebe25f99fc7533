"""Count the faults that were injected, and show at the end of a run what they did."""

import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

COLUMNS: Final = ("injected", "fired", "lost", "unreported")
HEADS: Final = ("Fault", "Injected", "Fired", "Lost or damaged", "Not reported in words")


class Tally:
    """What became of the faults of one kind in one test; what went wrong is kept in `wrong` until its end."""

    def __init__(self, kind: str) -> None:
        self.numbers: dict[str, str | int] = {"kind": kind, **dict.fromkeys(COLUMNS, 0)}
        self.wrong: list[str] = []

    def require(self, fired: int) -> None:
        """Raise AssertionError where something went wrong, or fewer faults fired than this."""
        assert not self.wrong, "\n".join(self.wrong)
        assert self.fired >= fired

    @property
    def fired(self) -> int:
        """How many faults fired."""
        return int(self.numbers["fired"])

    def injected(self, *, fired: bool, times: int = 1) -> None:
        """Count faults that were meant to fire, and whether they did."""
        self._add("injected", times)
        if fired:
            self._add("fired", times)

    def unreported(self, fault: object, what: object) -> None:
        """Count a failure that nobody was told of in words."""
        self._add("unreported")
        self.wrong.append(f"{fault} was not reported: {what}")

    @contextmanager
    def nothing_lost(self, fault: object) -> Iterator[None]:
        """Look within the block whether everything is there; whatever is raised counts as a loss."""
        try:
            yield
        except Exception as problem:
            self._add("lost")
            line = traceback.extract_tb(problem.__traceback__)[-1].line
            self.wrong.append(f"{fault}: {type(problem).__name__} {problem} at: {line}")

    def _add(self, column: str, times: int = 1) -> None:
        self.numbers[column] = int(self.numbers[column]) + times


def table(tallies: Iterable[dict[str, str | int]]) -> list[str]:
    """Return the lines of a table in Markdown, a row for each kind and one for all together."""
    sums: dict[str, list[int]] = {}
    for numbers in tallies:
        row = sums.setdefault(str(numbers["kind"]), [0] * len(COLUMNS))
        for place, column in enumerate(COLUMNS):
            row[place] += int(numbers[column])
    if not sums:
        return []
    rows = [(kind, *row) for kind, row in sorted(sums.items())]
    rows.append(("all together", *(sum(column) for column in zip(*sums.values(), strict=True))))
    texts = [
        HEADS,
        ("---", *["---:"] * len(COLUMNS)),
        *([f"{cell:,}" if isinstance(cell, int) else cell for cell in row] for row in rows),
    ]
    return [f"| {' | '.join(row)} |" for row in texts]
