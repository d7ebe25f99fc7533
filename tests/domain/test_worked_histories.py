"""Histories worked out by hand from the published rules, each asserted whole through the command line.

The expected facts stand beside each table as JSON. A record is named there by its kind, what it is called and its
date, for ids are new in every case; how a line was counted is named by its rules, for their words are data.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from caregiver_app.cli import main

HISTORIES = Path(__file__).parent.parent / "files" / "histories"
NAMES = sorted(path.stem for path in HISTORIES.glob("*.csv"))
TITLES = {
    "therapy": "regimen", "response": "category", "relapse": "event", "procedure": "procedure", "scan": "modality",
    "biopsy": "specimen", "marker": "marker", "lab": "test", "medicine": "name", "fitness": "measure",
    "infection": "test", "diagnosis": "disease",
}  # fmt: skip


@pytest.fixture
def caregiver(capsys):
    def run(*arguments: object) -> str:
        assert main([str(argument) for argument in arguments]) == 0
        return str(capsys.readouterr().out)

    return run


@pytest.mark.parametrize("name", NAMES)
def test_the_facts_of_a_worked_history_are_these_and_no_others(name, caregiver, tmp_path):
    expected = json.loads((HISTORIES / f"{name}.json").read_text(encoding="utf-8"))
    caregiver("new", tmp_path / "case", "--name", expected["person"], "--born", "3 May 1950")
    caregiver("import", tmp_path / "case", HISTORIES / f"{name}.csv")
    entries = json.loads(caregiver("list", tmp_path / "case", "timeline", "--json"))["entries"]
    facts = json.loads(caregiver("facts", tmp_path / "case", "--json", "--as-of", expected["as_of"]))
    assert named(facts, {entry["id"]: name_of(entry) for entry in entries}) == expected


def test_the_worked_histories_hold_every_family_and_every_turn():
    tables = {name: (HISTORIES / f"{name}.csv").read_text(encoding="utf-8").casefold() for name in NAMES}
    assert len(NAMES) >= 12
    for word in ("lymphoma", "leukaemia", "myeloma", "cll"):
        assert sum(name.startswith((word, "follicular")) for name in NAMES) >= 2, word
    for word in ("transplant", "bridging", "car-t infusion", "refractory", "transform"):
        assert any(word in text for text in tables.values()), word


def name_of(entry: dict[str, Any]) -> str:
    return f"{entry['kind']} {entry[TITLES[entry['kind']]]} {entry['date'] or '-'}"


def named(value: Any, names: dict[str, str]) -> Any:
    """Put names in the place of ids, all through, and rules in the place of their words."""
    if isinstance(value, dict):
        told = {key: named(inside, names) for key, inside in value.items()}
        return {**told, "rule": told["rule"].partition(":")[0]} if "rule" in told else told
    if isinstance(value, list):
        return [named(inside, names) for inside in value]
    return names.get(value, value) if isinstance(value, str) else value
