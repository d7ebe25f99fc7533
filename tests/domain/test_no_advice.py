"""The program organises: nothing it says advises, judges, ranks, promises, grades or scolds."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import caregiver_app
from caregiver_app.bundled import resource

PHRASES = tomllib.loads(Path(__file__).parents[1].joinpath("forbidden_phrases.toml").read_text("utf-8"))["phrase"]
REASONS = {"advice", "verdict", "ranking", "promise", "grading", "scolding"}
TRANSLATED = {"_": 1, "N_": 1, "ngettext": 2}  # a call and how many of its arguments are words
NOT_OURS = {"source", "id", "publisher", "read", "chinese", "pattern", "phrases"}  # phrases: what families type
ORGANISING = (
    "Ask if the patient is eligible, and who decides.",
    "Has it been confirmed that CAR-T is possible here?",
    "It cannot choose a treatment or put options in order.",
    "What are this centre's own rates of severe CRS and ICANS?",
    "How long before collection must each drug be stopped?",
    "Nobody can guarantee a place or a date.",
    "You find no survival numbers here.",
    "The best {n} of {all} are shown",
    "Best response, how judged",
    "Your team's own list comes first.",
    "Uptake stronger than the liver.",
    "Follicular lymphoma grade 3B",
    "Heart failure",
    "As you know it: 14 May 2023, May 2023.",
    "Change the treatment",
)


@cache
def patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(phrase["pattern"], re.IGNORECASE), phrase["because"]) for phrase in PHRASES)


def found_in(text: str) -> list[str]:
    return [
        f"{because}: “{found[0]}” in “{text}”, by {pattern.pattern}"
        for pattern, because in patterns() if (found := pattern.search(text))
    ]  # fmt: skip


def words(data: Any, only: frozenset[str] = frozenset(), key: str = "") -> Iterator[str]:
    """Yield every text of a data file that somebody may read; with `only`, those under these keys."""
    if isinstance(data, str):
        if not only or key in only:
            yield data
    elif isinstance(data, dict):
        for name, value in data.items():
            if name not in NOT_OURS:
                yield from words(value, only, name)
    elif isinstance(data, list):
        for value in data:
            yield from words(value, only, key)


def told_by(folder: str) -> Iterator[tuple[str, str]]:
    only = frozenset({"name", "plain"}) if folder == "vocabularies" else frozenset()
    for path in sorted(resource(folder).rglob("*.toml")):
        for text in words(tomllib.loads(path.read_text("utf-8")), only):
            yield f"{folder}/{path.name}", text


def said_by_the_program() -> Iterator[tuple[str, str]]:
    for path in sorted(Path(caregiver_app.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"), str(path))):
            if isinstance(node, ast.Call) and (taken := TRANSLATED.get(name_of(node))):
                for argument in node.args[:taken]:
                    for text in constants(argument):
                        yield path.name, text


def name_of(call: ast.Call) -> str:
    if isinstance(call.func, ast.Name):
        return call.func.id
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def constants(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from constants(node.body)
        yield from constants(node.orelse)


def reported(told: Iterator[tuple[str, str]]) -> tuple[int, list[str]]:
    """Count the texts and list what was found, each with its file, its words and the pattern."""
    texts = list(dict.fromkeys(told))
    return len(texts), [f"{where}: {found}" for where, text in texts for found in found_in(text)]


def test_every_phrase_says_why_it_is_not_said_and_stands_once() -> None:
    assert all(set(phrase) == {"pattern", "because", "example"} for phrase in PHRASES)
    assert {phrase["because"] for phrase in PHRASES} == REASONS
    for key in ("pattern", "example"):
        assert len({phrase[key] for phrase in PHRASES}) == len(PHRASES)


def test_every_pattern_catches_its_example() -> None:
    missed = [
        phrase for phrase, (pattern, _because) in zip(PHRASES, patterns(), strict=True)
        if not pattern.search(phrase["example"])
    ]  # fmt: skip
    assert not missed


def test_what_organises_is_not_caught() -> None:
    assert not [found for text in ORGANISING for found in found_in(text)]


@pytest.mark.parametrize(
    ("folder", "at_least"), [("guide", 500), ("recipients", 100), ("rules", 50), ("vocabularies", 1000)]
)
def test_nothing_the_program_brings_along_advises_judges_or_promises(folder: str, at_least: int) -> None:
    count, found = reported(told_by(folder))
    assert not found, "\n".join(found)
    assert count >= at_least


def test_nothing_the_program_says_itself_advises_judges_or_scolds() -> None:
    count, found = reported(said_by_the_program())
    assert not found, "\n".join(found)
    assert count >= 2000
