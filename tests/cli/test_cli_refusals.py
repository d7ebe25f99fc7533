"""What stands in a command's way is told in three sentences, whatever command it is; nothing is half done."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.listing import add_thing
from caregiver_app.casebook.documents.requests import ask_for
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.request import Request
from caregiver_app.store import schema

STORIES = Path(__file__).parents[1] / "faults" / "stories"
TOO_LONG = "n" * 300
CHANGES = (
    ("add", "letter.txt"), ("add", "letter.txt", "--leave-discs"), ("read",), ("suggest", "D-001", "--accept"),
    ("pages", "D-001", "--turn", "1:90"), ("join", "D-001", "D-002"), ("split", "D-001", "--before", "2"),
    ("describe", "D-001", "--title", "x"), ("ask", "lungs", "--whom", "x"), ("answer", "D-003", "promised"),
    ("lend", "D-004", "--to", "x"), ("does-not-apply", "mrd"), ("also-holds", "D-001", "mrd"),
    ("recipients", "--choose", "reports-only"), ("recipients", "--add", "list.toml"),
    ("import", "history.csv"), ("trends", "--show", "LDH"), ("undo",),
)  # fmt: skip


@pytest.fixture
def full(caregiver, case, tmp_path, monkeypatch) -> Path:
    """A case with papers of two pages, a paper that was asked for and one that somebody holds; files beside it."""
    monkeypatch.chdir(tmp_path)
    Path("letter.txt").write_text("CT REPORT\nInverlaw Hospital\nDate of report: 23 May 2025\f" * 2)
    Path("list.toml").write_text('name = "Minglan"\n[[want]]\nkind = "pet-ct"\n')
    Path("history.csv").write_text("kind,date,name,value\nlab,2 May 2023,LDH,310\nlab,3 May 2023,LDH,311\n")
    caregiver("import", case, "history.csv")
    Path("history.csv").write_text("kind,date,name,value\nlab,2 May 2024,LDH,310\n")
    with Casebook.open(case) as book:
        for digit in "ab":
            add_thing(book, Document(number=1, title="Scan", fingerprint=digit * 64, pages=2, format="pdf"))
        ask_for(book, "lungs", Request("Desk"))
        add_thing(book, Document(number=1, title="Slides", holding="elsewhere"))
    return case


def refused(told) -> str:
    assert (told.code, told.out) == (1, "")
    assert len(told.err.splitlines()) == 3
    return told.err


@pytest.mark.every(4)
@pytest.mark.parametrize("command", CHANGES, ids=" ".join)
def test_a_case_that_can_only_be_read_says_so(caregiver, full, monkeypatch, command) -> None:
    if command == ("read",):
        _let_a_page_wait(full)
    with monkeypatch.context() as on_a_stick:
        on_a_stick.setattr(schema, "_can_write", lambda _connection: False)
        before = caregiver("list", full, "documents", "--json").out
        told = refused(caregiver(command[0], full, *command[1:]))
        assert caregiver("list", full, "documents", "--json").out == before
    assert told.startswith("The case “case” can be read here, and not changed.\nEverything in it is safe.\n")
    assert list((full / "originals").iterdir()) == []


def _let_a_page_wait(case: Path) -> None:
    from caregiver_app.domain.documents.reading import WAITING, PageText

    with Casebook.open(case) as book:
        book.readings.put("a" * 64, [PageText(1, "", WAITING)])


@pytest.mark.thorough
def test_the_same_commands_work_where_the_case_can_be_changed(caregiver, full) -> None:
    for command in CHANGES[:-1]:
        told = caregiver(command[0], full, *command[1:])
        assert told.code == 0, (command, told.err)
    assert caregiver("undo", full).code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("letter", "case", "mrd", "-o", f"{TOO_LONG}.pdf"), ("slip", "case", "D-004", "-o", f"{TOO_LONG}.pdf"),
        ("packet", "case", "-o", f"{TOO_LONG}.pdf"), ("picture", "case", "-o", f"{TOO_LONG}.pdf"),
        ("export", "case", "-o", f"{TOO_LONG}.csv"), ("originals", "case", "--to", TOO_LONG),
        ("template", f"{TOO_LONG}.csv"), ("new", TOO_LONG, "--name", "x"), ("sample", TOO_LONG),
    ],
    ids=lambda arguments: arguments[0],
)  # fmt: skip
def test_a_name_too_long_for_the_disk_is_said_to_be_so(caregiver, full, tmp_path, arguments) -> None:
    before = sorted(os.listdir(tmp_path))
    told = refused(caregiver(*arguments))
    assert told.startswith("The name “nnn")
    assert told.endswith("is too long for this disk.\nNothing was changed.\nChoose a shorter name.\n")
    assert sorted(os.listdir(tmp_path)) == before


@pytest.mark.every(4)
@pytest.mark.parametrize(
    "arguments",
    [
        ("list", "{}", "documents"), ("add", "case", "{}"), ("recipients", "case", "--add", "{}"),
        ("import", "case", "{}"), ("paste", "case", "{}"),
    ],
    ids=lambda arguments: arguments[0],
)  # fmt: skip
@pytest.mark.parametrize("name", [TOO_LONG, "loop", "letter.txt/x"])
def test_what_cannot_be_there_is_said_not_to_be(caregiver, full, arguments, name) -> None:
    Path("loop").symlink_to("loop")
    told = refused(caregiver(*(word.format(name) for word in arguments)))
    assert "is not there." in told or "There is no case in" in told
    assert "Nothing was changed." in told


@pytest.mark.thorough
def test_places_this_account_may_not_enter_are_told_plainly(tmp_path) -> None:
    story = [sys.executable, STORIES / "not_allowed.py", tmp_path]
    done = subprocess.run(["unshare", "--user", *story], capture_output=True, text=True, timeout=120, check=False)
    (tmp_path / "locked").chmod(0o700)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the fault fired" in done.stdout
    assert done.stdout.strip().endswith("nothing lost")


def test_a_folder_that_vanished_under_the_terminal_is_told(caregiver, case, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gone").mkdir()
    os.chdir("gone")
    (tmp_path / "gone").rmdir()
    for arguments in (
        ("list", "../case", "documents"),
        ("new", "x", "--name", "y"),
        ("letter", case, "mrd", "-o", "l"),
    ):
        assert refused(caregiver(*arguments)).startswith("The folder this terminal is in is not there any more.")
