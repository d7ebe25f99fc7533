"""A passphrase on the command line: given, asked for, forgotten, changed, taken off; never an argument."""

import fcntl
import os
import pty
import re
import subprocess
import sys
import termios
from contextlib import suppress
from pathlib import Path

import pypdfium2
import pytest

from cases import new_case
from protected import PASSPHRASE, protected_case, protection
from readable import readable_in

NEW = "quiet harbour seven plums"


def fd(*lines: str) -> int:
    """A file descriptor that these lines can be read from."""
    reading, writing = os.pipe()
    os.write(writing, "".join(f"{line}\n" for line in lines).encode())
    os.close(writing)
    return reading


def code_on(sheet: Path) -> str:
    """The code as somebody copies it from the sheet."""
    with pypdfium2.PdfDocument(sheet) as document:
        text = document[0].get_textpage().get_text_range()
    groups = re.findall(r"\b[0-9A-Z]{5}\b", text)
    assert len(groups) == 7, text
    return "-".join(groups)


@pytest.fixture
def case(tmp_path) -> Path:
    return new_case(tmp_path / "case")


@pytest.mark.thorough
def test_the_whole_way_from_plain_to_protected_and_back(caregiver, case, tmp_path) -> None:
    sheet = tmp_path / "sheet.pdf"
    before = caregiver("list", case, "timeline").out
    done = caregiver("protect", case, "--recovery-sheet", sheet, "--passphrase-fd", fd(PASSPHRASE))
    assert (done.code, done.err) == (0, "")
    assert "protected" in done.out
    assert readable_in(case, ("Ana Novak",)) == []
    assert caregiver("list", case, "timeline", "--passphrase-fd", fd(PASSPHRASE)).out == before
    assert caregiver("check", case, "--passphrase-fd", fd(PASSPHRASE)).code == 0

    wrong = caregiver("list", case, "timeline", "--passphrase-fd", fd("wrong"))
    assert wrong.code == 1
    assert "does not open the case" in wrong.err

    assert (
        caregiver("change-passphrase", case, "--passphrase-fd", fd(PASSPHRASE), "--new-passphrase-fd", fd(NEW)).code
        == 0
    )
    assert caregiver("list", case, "timeline", "--passphrase-fd", fd(PASSPHRASE)).code == 1

    recovered = caregiver("recover", case, "--code-fd", fd(code_on(sheet).lower()), "--passphrase-fd", fd("plum"))
    assert recovered.code == 0
    assert "within" in recovered.err  # how soon that passphrase is guessed
    assert caregiver("list", case, "timeline", "--passphrase-fd", fd("plum")).out == before

    assert caregiver("unprotect", case, "--passphrase-fd", fd("plum")).code == 0
    assert caregiver("list", case, "timeline").out == before


@pytest.mark.thorough
def test_old_and_new_passphrase_may_come_one_after_the_other(caregiver, tmp_path) -> None:
    case = protected_case(tmp_path / "case")
    both = fd(PASSPHRASE, NEW)
    originals = {path: path.stat().st_mtime_ns for path in case.rglob("*") if path.is_file()}
    assert caregiver("change-passphrase", case, "--passphrase-fd", both, "--new-passphrase-fd", both).code == 0
    changed = {
        path.name for path in case.rglob("*") if path.is_file() and originals.get(path) != path.stat().st_mtime_ns
    }
    assert "passphrase.age" in changed
    assert changed <= {"passphrase.age", "passphrase.age.sha256", "case.db.sha256"}
    assert caregiver("list", case, "timeline", "--passphrase-fd", fd(NEW)).code == 0


def test_a_slip_in_the_code_is_named_and_changes_nothing(caregiver, tmp_path) -> None:
    case = protected_case(tmp_path / "case")
    before = (case / "passphrase.age").read_bytes()
    groups = protection().code.split("-")
    groups[3] = groups[3][::-1]
    slip = caregiver("recover", case, "--code-fd", fd("-".join(groups)), "--passphrase-fd", fd(NEW))
    assert slip.code == 1
    assert "Group 4" in slip.err
    assert (case / "passphrase.age").read_bytes() == before


@pytest.mark.thorough
def test_a_new_recovery_sheet_takes_the_place_of_the_old_one(caregiver, tmp_path) -> None:
    case, sheet = protected_case(tmp_path / "case"), tmp_path / "new sheet.pdf"
    done = caregiver(
        "recover", case, "--code-fd", fd(protection().code), "--passphrase-fd", fd(NEW), "--recovery-sheet", sheet
    )
    assert done.code == 0
    assert caregiver("recover", case, "--code-fd", fd(protection().code), "--passphrase-fd", fd(NEW)).code == 1
    assert caregiver("recover", case, "--code-fd", fd(code_on(sheet)), "--passphrase-fd", fd(NEW)).code == 0


@pytest.mark.parametrize(
    ("command", "protected", "says"),
    [
        (("protect", "--recovery-sheet", "sheet.pdf"), True, "has a passphrase already"),
        (("unprotect",), False, "has no passphrase"),
        (("change-passphrase",), False, "has no passphrase"),
        (("recover",), False, "has no passphrase"),
    ],
)
def test_what_makes_no_sense_is_said(caregiver, tmp_path, monkeypatch, command, protected, says) -> None:
    monkeypatch.chdir(tmp_path)
    case = (protected_case if protected else new_case)(tmp_path / "case")
    before = {path: path.read_bytes() for path in case.rglob("*") if path.is_file()}
    told = caregiver(command[0], case, *command[1:], "--passphrase-fd", fd(PASSPHRASE))
    assert told.code == 1
    assert says in told.err
    assert {path: path.read_bytes() for path in case.rglob("*") if path.is_file()} == before


@pytest.mark.thorough
def test_the_recovery_sheet_may_not_lie_in_the_case_it_opens(caregiver, case) -> None:
    told = caregiver("protect", case, "--recovery-sheet", case / "sheet.pdf", "--passphrase-fd", fd(PASSPHRASE))
    assert told.code == 1
    assert "must not lie in the folder" in told.err
    assert caregiver("list", case, "timeline").code == 0


def test_an_empty_passphrase_is_refused(caregiver, case, tmp_path) -> None:
    told = caregiver("protect", case, "--recovery-sheet", tmp_path / "s.pdf", "--passphrase-fd", fd("   "))
    assert told.code == 1
    assert "cannot be a passphrase" in told.err
    assert not (tmp_path / "s.pdf").exists()


def test_where_nobody_can_be_asked_it_says_how(caregiver, tmp_path, monkeypatch) -> None:
    case = protected_case(tmp_path / "case")
    told = caregiver("list", case, "timeline")
    assert told.code == 2
    assert "--passphrase-fd" in told.err


def test_a_new_case_can_be_protected_from_its_first_byte(caregiver, tmp_path) -> None:
    case, sheet = tmp_path / "case", tmp_path / "sheet.pdf"
    made = caregiver(
        "new", case, "--name", "Zanzibarine", "--protect", "--recovery-sheet", sheet, "--passphrase-fd", fd(PASSPHRASE)
    )
    assert made.code == 0
    assert readable_in(case) == []
    assert "Zanzibarine" in caregiver("facts", case, "--passphrase-fd", fd(PASSPHRASE), "--json").out
    assert code_on(sheet)


@pytest.mark.thorough
def test_at_a_terminal_the_passphrase_is_asked_and_not_shown(tmp_path) -> None:
    case = protected_case(tmp_path / "case")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", "from caregiver_app.cli import run; run()", "list", case, "timeline"],
        stdin=theirs, stdout=subprocess.DEVNULL, stderr=theirs, start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    ) as program:  # fmt: skip
        os.close(theirs)
        seen = os.read(ours, 200)
        assert b"Passphrase: " in seen
        os.write(ours, f"{PASSPHRASE}\n".encode())
        assert program.wait(60) == 0
    with suppress(OSError):  # the other end is closed
        while part := os.read(ours, 200):
            seen += part
    os.close(ours)
    assert PASSPHRASE.encode() not in seen
