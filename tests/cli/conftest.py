"""What tests of the command line share: a case, and a way to run commands in this process."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from caregiver_app.cli import main
from caregiver_app.domain.person import Person
from cases import new_case
from family import fixed

LIN_WEI = Person(id=fixed("lin wei"), name="Lin Wei", born="1970-05-14")


@dataclass(frozen=True)
class Outcome:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def caregiver(capsys, monkeypatch):
    """Run one command on a terminal of 100 columns."""
    monkeypatch.setenv("COLUMNS", "100")

    def run(*arguments: object) -> Outcome:
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Outcome(code, said.out, said.err)

    return run


@pytest.fixture
def case(tmp_path) -> Path:
    """An empty case of somebody invented."""
    return new_case(tmp_path / "case", LIN_WEI)


@pytest.fixture
def history(tmp_path):
    """Write a history file of the usual columns from rows of text."""

    def write(*rows: str, name: str = "history.csv") -> Path:
        file = tmp_path / name
        file.write_text("\n".join(("kind,date,name,value,unit,result,source,note", *rows)), encoding="utf-8")
        return file

    return write
