"""Wrong usage is told in a sentence and ends with 2; help is always there; nothing heavy is loaded for either."""

import errno
import io
import subprocess
import sys

import pytest

from caregiver_app import __version__
from caregiver_app.cli.main import _COMMANDS
from caregiver_app.progress import Cancelled

COMMANDS = tuple(command.NAME for command in _COMMANDS)


def test_the_version_is_told(caregiver):
    assert caregiver("--version").out == f"Caregiver Organizer {__version__}\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(caregiver, command):
    told = caregiver(command, "--help")
    assert told.code == 0
    assert told.out.startswith(f"usage: caregiver {command}")


def test_the_help_names_every_command(caregiver):
    told = caregiver("--help").out
    assert all(f"\n    {command}" in told for command in COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "COMMAND"),
        (["frobnicate"], "no command “frobnicate”"),
        (["new", "x"], "--name"),
        (["new", "x", "--name", "  "], "Write a name"),
        (["new", "", "--name", "Lin"], "is empty"),
        (["new", "x", "--name", "Lin", "--born", "3/4/1970"], "3 April 1970 or 4 March 1970"),
        (["new", "x", "--name", "Lin", "--born", "soon"], "not a date we can read"),
        (["new", "x", "--name", "Lin", "--born", "unknown"], "no date in it"),
        (["new", "x", "--nam", "Lin"], "--name"),
        (["list", "x", "papers"], "timeline or documents"),
        (["packet", "x"], "--output"),
        (["packet", "x", "-o", "y.pdf", "--paper", "a5"], "a4 or letter"),
        (["packet", "x", "-o", "y.pdf", "--as-of", "May 2023"], "not one day"),
        (["add", "x"], "Something is missing: FILE|FOLDER."),
        (["find", "x"], "Something is missing: WORDS."),
        (["find", "x", "a", "--most", "0"], "--most: “0” is not a number of documents."),
        (["gaps", "x", "--as-of", "May 2023"], "--as-of: “May 2023” is not one day."),
        (["recipients", "x", "--choose", "a", "--remove", "b"], "--choose and --remove do not go together."),
        (["originals", "x"], "Something is missing: --to."),
        (["read", "x", "--most", "-1"], "“-1” is not a number of pages"),
        (["split", "x", "D-001"], "Something is missing: --before."),
        (["split", "x", "D-001", "--before", "0"], "no pages we can read"),
        (["describe", "x", "D-001", "--certified", "maybe"], "Write one of yes, no, unknown."),
        (["describe", "x", "D-001", "--title"], "Something is missing behind --title."),
        (["ask", "x", "lungs", "--whom", "a", "--due", "3/4/2026"], "3 April 2026 or 4 March 2026"),
        (["lend", "x", "D-001"], "Something is missing: --to."),
        (["letter", "x", "lungs"], "-o/--output"),
        (["slip", "x", "D-001", "-o", "y.pdf", "--paper", "a5"], "a4 or letter"),
        (["add", "x", "y", "--kind", "leaflet"], "discharge-summary"),
        (["add", "x", "y", "z", "--title", "One"], "one file"),
        (["undo", "x", "y"], "y"),
        (["frob\x1b[31m"], "frob‹U+001B›[31m"),
    ],
)
def test_wrong_usage_is_named_and_ends_with_2(caregiver, arguments, said):
    told = caregiver(*arguments)
    assert told.code == 2
    assert told.out == ""
    assert said in told.err


def test_wrong_usage_never_scolds(caregiver):
    told = caregiver("list", "x", "papers").err + caregiver("frob").err + caregiver("new").err
    told += caregiver("describe", "x", "D-001", "--certified", "maybe").err
    assert not any(word in told.lower() for word in ("error", "invalid", "fail", "argument", "!"))


@pytest.mark.parametrize("arguments", [["--help"], ["frob"], ["list", "x", "papers"], ["import", "--help"]])
def test_help_and_wrong_usage_load_nothing_heavy(arguments):
    code = (
        "import sys; from caregiver_app.cli import main; main(sys.argv[1:]);"
        "heavy = {'sqlmodel', 'sqlalchemy', 'pydantic', 'reportlab', 'pikepdf', 'PIL', 'PySide6'} & set(sys.modules);"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


class _FullDisk(io.TextIOWrapper):
    """An output whose disk is full, until there is room again."""

    full = True

    def flush(self) -> None:
        if self.full:
            raise OSError(errno.ENOSPC, "No space left on device")
        super().flush()


def test_output_that_cannot_be_written_is_told_and_ends_with_1(caregiver, case, monkeypatch):
    output = _FullDisk(io.BytesIO())
    monkeypatch.setattr(sys, "stdout", output)
    told = caregiver("list", case, "timeline")
    output.full = False
    assert told.code == 1
    assert "The output could not be written." in told.err


@pytest.mark.parametrize("stop", [KeyboardInterrupt, Cancelled])
def test_a_command_stopped_from_the_keyboard_says_so_and_ends_with_130(caregiver, case, monkeypatch, stop):
    def stopped(*_given):
        raise stop

    monkeypatch.setattr("caregiver_app.casebook.casebook.Casebook.open", stopped)
    told = caregiver("list", case, "timeline")
    assert (told.code, told.err) == (130, "Stopped. Nothing was left half done.\n")
