"""Every failure that is expected says in three plain sentences what happened, what is safe and what to do."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import caregiver_app
from caregiver_app.errors import CaregiverError
from reading_grade import grade_of

ROOT = Path(caregiver_app.__file__).parent
HARDEST = 8.0
TECHNICAL = re.compile(
    r"errno|traceback|exception|sqlite|sql\b|null|\bi/o\b|permission denied|/\w|\\\\|\.py\b|0x", re.IGNORECASE
)
NAME, COMMAND = re.compile(r"\{\w+\}"), re.compile(r"“caregiver [^”]*”")
LEAST = 100
"""So many failures there are at least: fewer found would mean that the search is broken."""


@dataclass(frozen=True)
class Said:
    """One place where a failure is made: what may be said for each of its three sentences."""

    where: str
    parts: dict[str, tuple[str, ...]]
    handed_on: tuple[str, ...]


def failures() -> set[str]:
    """Return the names of all kinds of expected failures."""
    for module in pkgutil.walk_packages([str(ROOT)], "caregiver_app."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found: set[str] = set()
    waiting: list[type[CaregiverError]] = [CaregiverError]
    while waiting:
        kind = waiting.pop()
        found.add(kind.__name__)
        waiting += kind.__subclasses__()
    return found


def said_everywhere() -> Iterator[Said]:
    """Go through all places where a failure is made."""
    kinds = failures()
    for file in sorted(ROOT.rglob("*.py")):
        for call, around in _calls(ast.parse(file.read_text(encoding="utf-8")), None):
            if _called(call.func) in kinds and around is not None:
                yield _said(call, around, f"{file.relative_to(ROOT)}:{call.lineno}")


def _calls(node: ast.AST, around: ast.FunctionDef | None) -> Iterator[tuple[ast.Call, ast.FunctionDef | None]]:
    """Go through all calls, each with the function it stands in."""
    for inner in ast.iter_child_nodes(node):
        if isinstance(inner, ast.Call):
            yield inner, around
        yield from _calls(inner, inner if isinstance(inner, ast.FunctionDef) else around)


def _called(func: ast.expr) -> str:
    return func.id if isinstance(func, ast.Name) else "type" if isinstance(func, ast.Call) else ""


def _said(call: ast.Call, around: ast.FunctionDef, where: str) -> Said:
    given = {
        "happened": call.args[0] if call.args else None,
        **{one.arg: one.value for one in call.keywords if one.arg},
    }
    parts, handed_on = {}, []
    for name in ("happened", "safe", "now"):
        value = given.get(name)
        texts = tuple(_texts(value, around)) if value is not None else ()
        parts[name] = texts
        if not texts and value is not None:
            handed_on.append(ast.unparse(value))
    return Said(where, parts, tuple(handed_on))


def _texts(value: ast.expr, around: ast.FunctionDef) -> Iterator[str]:
    """Go through the translated texts an expression may come to."""
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in ("_", "ngettext"):
        yield from (one.value for one in value.args if isinstance(one, ast.Constant) and isinstance(one.value, str))
    elif isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and value.func.attr == "format":
        yield from _texts(value.func.value, around)
    elif isinstance(value, ast.IfExp):
        yield from _texts(value.body, around)
        yield from _texts(value.orelse, around)
    elif isinstance(value, ast.Name):
        for node in ast.walk(around):
            if isinstance(node, ast.Assign) and any(
                isinstance(one, ast.Name) and one.id == value.id for one in node.targets
            ):
                yield from _texts(node.value, around)


@pytest.fixture(scope="module")
def everything() -> tuple[Said, ...]:
    found = tuple(said_everywhere())
    assert len(found) >= LEAST
    return found


def test_each_has_three_translated_sentences(everything: tuple[Said, ...]) -> None:
    wrong = [
        f"{said.where}: {name}"
        for said in everything
        for name, texts in said.parts.items()
        if not texts and not said.handed_on
    ]
    assert wrong == []
    unended = [
        f"{said.where}: {text}"
        for said in everything
        for texts in said.parts.values()
        for text in texts
        if not text.rstrip().endswith((".", "!", "?", ".”", "}"))
    ]
    assert unended == []


def test_none_speaks_of_paths_numbers_or_parts_of_programs(everything: tuple[Said, ...]) -> None:
    wrong = [
        f"{said.where}: {text}"
        for said in everything
        for texts in said.parts.values()
        for text in texts
        if TECHNICAL.search(text)
    ]
    assert wrong == []


def test_each_reads_at_grade_8_or_lower(everything: tuple[Said, ...]) -> None:
    hard = []
    for said in everything:
        lines = [COMMAND.sub("this", NAME.sub("case", texts[0])) for texts in said.parts.values() if texts]
        if lines and grade_of(lines) > HARDEST:
            hard.append(f"{grade_of(lines):.1f} {said.where}: {' '.join(lines)}")
    assert hard == []
