"""Arrange what was recorded into lines of therapy, best responses, relapses and the status now.

Nothing is judged here: numbers, responses and relapses are those the family or a report gave. Only where a
whole history carries no line number are lines counted in the order they started.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caregiver_app.domain.dates import PartialDate, sort_key
from caregiver_app.domain.timeline.records import Diagnosis, Entry, LineEntry, Procedure, Relapse, Response, Therapy
from caregiver_app.domain.vocabulary import term, vocabulary


@dataclass(frozen=True)
class Line:
    """One line of therapy: its parts in order, what was done within it, and how it answered.

    `number` is None for treatments nobody gave a line number while others have one.
    """

    number: int | None
    parts: tuple[Therapy, ...]
    procedures: tuple[Procedure, ...]
    responses: tuple[Response, ...]
    relapses: tuple[Relapse, ...]

    @property
    def start(self) -> PartialDate | None:
        """When its first part began."""
        return self.parts[0].date

    @property
    def end(self) -> PartialDate | None:
        """When its last part ended, if that is known."""
        return self.parts[-1].end

    @property
    def best_response(self) -> Response | None:
        """The deepest response recorded in it; of two alike the first."""
        ranked = [response for response in self.responses if _depth(response.category) is not None]
        if ranked:
            return min(ranked, key=lambda response: _depth(response.category) or 0)
        return self.responses[0] if self.responses else None


@dataclass(frozen=True)
class Status:
    """Where the disease stands by the newest dated diagnosis, response or relapse."""

    entry: Diagnosis | Response | Relapse

    @property
    def since(self) -> PartialDate | None:
        """The date of the entry it rests on."""
        return self.entry.date


def lines_of_therapy(entries: Iterable[Entry]) -> tuple[Line, ...]:
    """Group treatments into lines and give each line its responses, relapses and procedures.

    A response, relapse or procedure with a line number goes there; without one it goes to the last line that
    had started by its date.
    """
    entries = tuple(entries)
    groups = _groups([entry for entry in entries if isinstance(entry, Therapy)])
    placed: dict[int, list[LineEntry]] = {index: [] for index in range(len(groups))}
    for entry in sorted(entries, key=lambda entry: (sort_key(entry.date), str(entry.id))):
        if isinstance(entry, Response | Relapse | Procedure):
            index = _home(entry, groups)
            if index is not None:
                placed[index].append(entry)
    return tuple(
        Line(
            number,
            tuple(parts),
            tuple(entry for entry in placed[index] if isinstance(entry, Procedure)),
            tuple(entry for entry in placed[index] if isinstance(entry, Response)),
            tuple(entry for entry in placed[index] if isinstance(entry, Relapse)),
        )
        for index, (number, parts) in enumerate(groups)
    )


def unplaced_procedures(entries: Iterable[Entry]) -> tuple[Procedure, ...]:
    """Return the procedures that belong to no line of therapy."""
    entries = tuple(entries)
    placed = {procedure.id for line in lines_of_therapy(entries) for procedure in line.procedures}
    return tuple(entry for entry in entries if isinstance(entry, Procedure) and entry.id not in placed)


def status_now(entries: Iterable[Entry]) -> Status | None:
    """Return the newest recorded state of the disease, or None when nothing dated says."""
    telling = [entry for entry in entries if isinstance(entry, Diagnosis | Response | Relapse) and entry.date]
    if not telling:
        return None
    order = (Diagnosis, Response, Relapse)
    return Status(max(telling, key=lambda entry: (sort_key(entry.date)[0], order.index(type(entry)), str(entry.id))))


def _groups(therapies: list[Therapy]) -> list[tuple[int | None, list[Therapy]]]:
    therapies.sort(key=lambda entry: (sort_key(entry.date), str(entry.id)))
    if not any(entry.line for entry in therapies):
        return [(number, [entry]) for number, entry in enumerate(therapies, 1)]
    groups: list[tuple[int | None, list[Therapy]]] = []
    for entry in therapies:
        same = next((parts for number, parts in groups if number == entry.line and number is not None), None)
        if same is None:
            groups.append((entry.line, [entry]))
        else:
            same.append(entry)
    return groups


def _home(entry: LineEntry, groups: list[tuple[int | None, list[Therapy]]]) -> int | None:
    if entry.line is not None:
        return next((index for index, (number, _parts) in enumerate(groups) if number == entry.line), None)
    if entry.date is None:
        return None
    day = _last_day(entry.date)
    started = [
        index for index, (_number, parts) in enumerate(groups) if parts[0].date and _first_day(parts[0].date) <= day
    ]
    return started[-1] if started else None


def _first_day(when: PartialDate) -> date:
    span = when.span()
    return span.earliest or span.latest or date.min


def _last_day(when: PartialDate) -> date:
    span = when.span()
    return span.latest or span.earliest or date.max


def _depth(category: str) -> int | None:
    """Return how deep a response is by the order of the vocabulary (Lugano, IMWG, iwCLL); None when unknown."""
    found = term("responses", category) or term("responses", category.split(" ")[0] if category else "")
    return vocabulary("responses").index(found) if found else None
