"""The house keeps its shape: layers, sizes, names, and what loads when."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

CHECKOUT = Path(__file__).parents[1]
SOURCE = CHECKOUT / "src" / "caregiver_app"

MODULE_LINES = 400
TEST_LINES = 600
MAIN_WINDOW_LINES = 200
FUNCTION_LINES = 60
DUSTBINS = {"common", "helper", "helpers", "misc", "util", "utils"}

FOR_THE_WINDOW = ("PySide6", "shiboken6")
AFTER_THE_WINDOW = ("pikepdf", "pypdfium2", "reportlab", "sqlalchemy", "sqlcipher3", "sqlmodel")


@cache
def modules() -> tuple[Path, ...]:
    return tuple(sorted(SOURCE.rglob("*.py")))


def written_python() -> Iterator[Path]:
    """Every Python file of the project, dev.py, tests and packaging too."""
    yield CHECKOUT / "dev.py"
    for folder in ("src", "tests", "packaging"):
        yield from sorted((CHECKOUT / folder).rglob("*.py"))


@cache
@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


def lines(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


def named(file: Path) -> str:
    return file.relative_to(CHECKOUT).as_posix()


def test_the_layers_hold(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(CHECKOUT)
    outcome = lint_imports(no_cache=True)
    said = capsys.readouterr().out
    assert outcome == EXIT_STATUS_SUCCESS, said


def test_no_module_is_too_long_to_read() -> None:
    caps = {SOURCE / "ui" / "main_window.py": MAIN_WINDOW_LINES}
    long = {named(file): lines(file) for file in modules() if lines(file) > caps.get(file, MODULE_LINES)}
    assert long == {}


def test_no_test_file_is_too_long_to_read() -> None:
    long = {named(file): lines(file) for file in (CHECKOUT / "tests").rglob("*.py") if lines(file) > TEST_LINES}
    assert long == {}


def test_no_function_is_too_long_to_follow() -> None:
    long = [
        f"{named(file)}:{node.lineno} {node.name}"
        for file in (*modules(), CHECKOUT / "dev.py")
        for node in ast.walk(tree(file))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= FUNCTION_LINES
    ]
    assert long == []


def test_every_module_says_what_it_is() -> None:
    head = re.compile(r'(#.*\n)*"""[^"\s]')
    assert [named(file) for file in written_python() if not head.match(file.read_text(encoding="utf-8"))] == []


def test_no_module_is_a_dustbin() -> None:
    assert [named(file) for file in written_python() if DUSTBINS & {file.stem, file.parent.name}] == []


def test_only_the_command_line_prints() -> None:
    printing = [
        f"{named(file)}:{node.lineno}"
        for file in modules()
        if SOURCE / "cli" not in file.parents
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert printing == []


def loads(statement: str, packages: tuple[str, ...]) -> str:
    """Return which of the packages a fresh Python has loaded after a statement."""
    program = f"{statement}\nimport sys\nprint(*sorted({set(packages)!r} & set(sys.modules)))"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.strip()


@pytest.mark.thorough
@pytest.mark.parametrize(
    "module", ["__main__", "cli", "casebook.casebook", "packet.build", "intake.inspection", "child"]
)
def test_what_works_without_a_window_does_not_load_one(module: str) -> None:
    assert loads(f"import caregiver_app.{module}", FOR_THE_WINDOW) == ""


def test_the_window_is_started_by_what_every_child_can_load_again_for_nothing() -> None:
    scripts = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["gui-scripts"]
    assert scripts == {"caregiver-app": "caregiver_app.__main__:main"}


@pytest.mark.parametrize("module", ["app", "ui.main_window"])
def test_the_window_appears_before_anything_heavy_is_loaded(module: str) -> None:
    assert loads(f"import caregiver_app.{module}", AFTER_THE_WINDOW) == ""


def test_the_first_paint_comes_before_anything_heavy_is_loaded() -> None:
    statement = "from caregiver_app.app import run\nrun(['--exit-after', 'painted'])"
    assert loads(statement, AFTER_THE_WINDOW) == "painted"


def test_the_command_line_loads_the_heavy_parts_only_when_a_command_needs_them() -> None:
    assert loads("import caregiver_app.cli", AFTER_THE_WINDOW) == ""


def test_files_and_folders_are_removed_in_one_place_alone() -> None:
    removing = {"unlink", "rmtree", "rmdir", "remove", "removedirs"}
    outside = [
        f"{named(file)}:{node.lineno}"
        for file in modules()
        if file != SOURCE / "fsops.py"
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Attribute) and node.attr in removing and _is_of_files(node)
    ]
    assert outside == []


def _is_of_files(node: ast.Attribute) -> bool:
    """Whether a call so named is one on files: lists and records are taken things out of, too."""
    return (
        node.attr in ("unlink", "rmtree", "rmdir", "removedirs")
        and not (isinstance(node.value, ast.Name) and node.value.id == "self")
    ) or (isinstance(node.value, ast.Name) and node.value.id in ("os", "shutil"))


def test_every_proof_that_the_documents_name_is_there() -> None:
    root = Path(__file__).parents[1]
    known = {path.name for path in (root / "tests").rglob("*.py")}
    named = set(re.findall(r"`(?:[\w/]+/)?(test_\w+\.py)`", (root / "docs" / "accessibility.md").read_text("utf-8")))
    assert len(named) > 30
    assert named <= known
