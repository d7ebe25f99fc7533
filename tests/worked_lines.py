"""Write treatment histories as a family's table, and the lines counted from them as rows to compare whole."""

from collections.abc import Iterable

from caregiver_app.domain.timeline import records
from caregiver_app.domain.timeline.lines import lines_of_therapy, name_of
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.exchange.history.row import read_row

COLUMNS = ("kind", "date", "end", "line", "name", "value", "unit", "result", "note")


def typed(text: str) -> tuple[Entry, ...]:
    """Read rows "kind | date | end | line | name | value | unit | result | note", as the import of a table does."""
    rows = (dict(zip(COLUMNS, map(str.strip, row.split("|")), strict=False)) for row in text.strip().splitlines())
    return tuple(read_row({name: cell for name, cell in row.items() if cell}, {}.get).entry for row in rows)


def diagnosed(disease: str, date: str = "2018-12-03") -> records.Diagnosis:
    return records.Diagnosis(disease=disease, date=date)


def therapy(regimen: str, date: str | None, end: str | None = None, **more: object) -> records.Therapy:
    return records.Therapy(regimen=regimen, date=date, end=end, **more)


def procedure(name: str, date: str | None, **more: object) -> records.Procedure:
    return records.Procedure(procedure=name, date=date, **more)


def response(category: str, date: str | None, **more: object) -> records.Response:
    return records.Response(category=category, date=date, **more)


def relapse(event: str, date: str | None, **more: object) -> records.Relapse:
    return records.Relapse(event=event, date=date, **more)


def table(entries: Iterable[Entry]) -> list[str]:
    """Write each line as "number | name | what was given | rules | questions | what was recorded"."""
    rows = []
    for line in lines_of_therapy(entries):
        number = f"{line.number or '-'}{' typed' if line.given else ''}"
        steps = ", ".join(f"{name_of(step)} ({line.roles[step.id]})" for step in line.steps)
        told = [entry.category for entry in line.responses] + [entry.event for entry in line.relapses]
        cells = (number, line.regimen, steps, " ".join(line.rules), " ".join(line.flags), ", ".join(told))
        rows.append(" | ".join(cell or "-" for cell in cells))
    return rows


def numbers(entries: Iterable[Entry]) -> list[int | None]:
    """Return the numbers of all rows, in order."""
    return [line.number for line in lines_of_therapy(entries)]
