"""What is trimmed from the bundle is nothing that the program loads: here all of it lies in Python's own folders."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]


@pytest.fixture
def trimmed(monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    monkeypatch.syspath_prepend(CHECKOUT / "packaging")
    from trimming import MODULES

    names: tuple[str, ...] = MODULES
    return names


def loaded(file: Path) -> Iterator[str]:
    """Return the full name of everything a module imports, wherever in it."""
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None and not node.level:
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_the_bundle_has_every_module_that_the_program_loads(trimmed: tuple[str, ...]) -> None:
    files = sorted((CHECKOUT / "src").rglob("*.py"))
    names = {(file.stem, name) for file in files for name in loaded(file)}
    assert len(names) > len(files) > 500
    missing = [(file, name) for file, name in names if any(f"{name}.".startswith(f"{out}.") for out in trimmed)]
    assert missing == []


@pytest.mark.usefixtures("trimmed")
def test_the_bundle_has_the_library_of_every_part_of_qt_that_the_program_loads() -> None:
    from trimming import is_needless

    names = {
        name.split(".")[1] for file in (CHECKOUT / "src").rglob("*.py") for name in loaded(file) if "PySide6." in name
    }
    assert {"QtCore", "QtSvg"} <= names
    for part in names:
        assert not is_needless(f"PySide6/{part}.abi3.so"), part
        assert not is_needless(f"PySide6/Qt/lib/libQt6{part[2:]}.so.6"), part
