"""The worksheet holds words: nothing in it is, or can be, a score."""

import dataclasses
import tomllib
from collections.abc import Iterator
from typing import Any, get_args

import pytest

from caregiver_app.bundled import resource
from caregiver_app.domain.record import Record
from caregiver_app.domain.worksheet.records import Cost, Opinion, Option, Programme, Said, Worksheet

NUMBERS = (int, float, complex)


def kinds_in(annotation: Any) -> Iterator[Any]:
    yield annotation
    for part in get_args(annotation):
        yield from kinds_in(part)


def is_number(annotation: Any) -> bool:
    return any(isinstance(kind, type) and issubclass(kind, NUMBERS) for kind in kinds_in(annotation))


@pytest.mark.parametrize("record", [Worksheet, Option, Programme, Opinion])
def test_no_field_of_a_record_of_the_worksheet_is_a_number_but_its_place(record: type[Record]) -> None:
    numbers = {name for name, field in record.model_fields.items() if is_number(field.annotation)}
    assert numbers <= {"position"}


@pytest.mark.parametrize("value", [Said, Cost])
def test_nothing_that_was_said_or_named_is_kept_as_a_number(value: type[Any]) -> None:
    hints = {field.name: field.type for field in dataclasses.fields(value)}
    assert not [name for name, kind in hints.items() if is_number(kind) or str(kind) in ("int", "float")]


def values_in(data: Any, where: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from values_in(value, f"{where}.{key}")
    elif isinstance(data, list):
        for value in data:
            yield from values_in(value, where)
    else:
        yield where, data


def test_the_frame_of_the_worksheet_holds_no_number() -> None:
    data = tomllib.loads(resource("guide", "worksheet.toml").read_text("utf-8"))
    found = [(where, value) for where, value in values_in(data) if not isinstance(value, str | bool)]
    assert not found
    assert not [value for _where, value in values_in(data) if isinstance(value, str) and "%" in value]
