"""The history without what is erased for good: every version of it goes, and no other version leads to it."""

import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, select

from caregiver_app.domain.erasing import names_of, speaks_of, without, words_of
from caregiver_app.domain.record import Record
from caregiver_app.i18n import _
from caregiver_app.store.steps_met import forget_names, note_partly
from caregiver_app.store.tables import RECORDS, table_of
from caregiver_app.store.transaction import Transaction, write

IDS: Final = "(SELECT value FROM json_each(?1))"
_VERSIONS: Final = f"""
    SELECT kind, before AS image FROM change WHERE record IN {IDS} AND before IS NOT NULL
    UNION SELECT kind, after FROM change WHERE record IN {IDS} AND after IS NOT NULL
"""
_SPEAKING: Final = f"""
    SELECT step, position, kind, before, after FROM change WHERE record NOT IN {IDS} AND EXISTS (
        SELECT 1 FROM json_each(?2) AS said WHERE instr(before, said.value) OR instr(after, said.value)
    )
"""
_TAKE_OUT: Final = f"DELETE FROM change WHERE record IN {IDS} RETURNING step"
_FORGET_EMPTY: Final = "DELETE FROM step WHERE number = ?1 AND NOT EXISTS (SELECT 1 FROM change WHERE step = ?1)"


@dataclass(frozen=True)
class TakenOut:
    """What was taken out, in every version, and the ids of other records that say less now, in the case or not."""

    versions: tuple[Record, ...]
    others: frozenset[UUID]


def as_json(ids: Collection[UUID]) -> str:
    """Write ids as the tables have them, for a statement with `IDS`."""
    return json.dumps(sorted(one.hex for one in ids))


def versions_of(connection: Connection, ids: Collection[UUID]) -> tuple[Record, ...]:
    """Return every version of these records that can be read, as they are and as they were."""
    found = []
    for row in connection.exec_driver_sql(_VERSIONS, (as_json(ids),)):
        with suppress(KeyError, ValueError):
            found.append(RECORDS[row.kind].model_validate_json(row.image))
    reader = Transaction(connection)
    here = (reader.get(kind, one) for kind in RECORDS.values() for one in ids)
    return (*found, *(one for one in here if one is not None and one not in found))


def take_out(connection: Connection, ids: Collection[UUID]) -> TakenOut:
    """Take records out of the tables and every version of them out of the history, inside the open transaction.

    What others said of them goes too: links, the name in a note that the program wrote, names of steps.
    """
    versions = versions_of(connection, ids)
    names, speaks = names_of(versions), partial(speaks_of, words=words_of(versions))
    others = {*_unlinked_rows(connection, ids, names)}
    touched, unlinked = _unlinked_images(connection, ids, names)
    touched |= set(connection.exec_driver_sql(_TAKE_OUT, (as_json(ids),)).scalars())
    for number in sorted(touched):
        if not connection.exec_driver_sql(_FORGET_EMPTY, (number,)).rowcount:
            note_partly(connection, number)
            label = connection.exec_driver_sql("SELECT label FROM step WHERE number = ?", (number,)).scalar_one()
            if speaks(label):
                words = _("Change something that was erased since")
                connection.exec_driver_sql("UPDATE step SET label = ? WHERE number = ?", (words, number))
    forget_names(connection, speaks)
    for table in RECORDS:
        connection.exec_driver_sql(f'DELETE FROM "{table}" WHERE id IN {IDS}', (as_json(ids),))
    return TakenOut(versions, frozenset(others | unlinked))


def _unlinked_rows(connection: Connection, ids: Collection[UUID], names: Sequence[str]) -> Iterator[UUID]:
    """Take links off what is in the case; no step says so, as in the history they are taken off too."""
    said = {*ids, *map(str, ids)}
    for kind in RECORDS.values():
        for row in connection.execute(select(table_of(kind))).mappings().all():
            leads = not said.isdisjoint(row.values()) or any(name in row.get("note", "") for name in names)
            if row["id"] in ids or not leads:
                continue
            record = kind.model_validate(dict(row))
            now = without(record, ids, names)
            if now != record:
                write(connection, record, now)
                yield record.id


def _unlinked_images(connection: Connection, ids: Collection[UUID], names: Sequence[str]) -> tuple[set[int], set[UUID]]:
    """Take links off every version in the history; return which steps and which records that changed.

    Both sides of a change lose the same, so that each still begins with what the one before it left.
    """
    run = connection.exec_driver_sql
    said = json.dumps([*map(str, ids), *(json.dumps(name, ensure_ascii=False)[1:-1] for name in names)])
    steps, records = set[int](), set[UUID]()
    for row in run(_SPEAKING, (as_json(ids), said)).all():
        with suppress(KeyError, ValueError):  # one that is damaged: the check names it
            was = _read(row.kind, row.before), _read(row.kind, row.after)
            before, after = (without(one, ids, names) if one is not None else None for one in was)
            if (before, after) == was:
                continue
            if before == after:
                run("DELETE FROM change WHERE step = ? AND position = ?", (row.step, row.position))
            else:
                run(
                    "UPDATE change SET before = ?, after = ? WHERE step = ? AND position = ?",
                    (_written(before), _written(after), row.step, row.position),
                )
            steps.add(row.step)
            records.update(one.id for one in was if one is not None)
    return steps, records


def _read(kind: str, image: str | None) -> Record | None:
    return RECORDS[kind].model_validate_json(image) if image is not None else None


def _written(record: Record | None) -> str | None:
    return record.model_dump_json() if record is not None else None
