"""`caregiver unlock` asks for a password or takes it from a file, and never as an argument; the pages are here then."""

import getpass
import io
import sys
from pathlib import Path

import pikepdf
import pytest

PASSWORD = "canary-Grüße"


@pytest.fixture
def locked(caregiver, case, tmp_path) -> Path:
    """A case with a locked PDF of two pages, D-001."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.add_blank_page()
        pdf.save(tmp_path / "estimate.pdf", encryption=pikepdf.Encryption(user=PASSWORD, owner=PASSWORD))
    assert caregiver("add", case, tmp_path / "estimate.pdf").code == 0
    return case


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_first_line_of_a_file_is_the_password(caregiver, locked, tmp_path):
    file = tmp_path / "password.txt"
    file.write_text("canary-grüße", encoding="utf-8")
    refused = caregiver("unlock", locked, "D-001", "--password-file", file)
    assert (refused.code, refused.out) == (1, "")
    assert "This password does not open D-001.\nNothing is lost" in refused.err
    assert "canary" not in refused.err
    file.write_bytes(f"\ufeff{PASSWORD}\r\nanother line".encode())
    told = caregiver("unlock", locked, "d1", "--password-file", file)
    assert (told.code, told.err) == (0, "")
    assert told.out == (
        "D-001  estimate  2 pages\n"
        "The locked file is kept as it is, and beside it a copy that opens without the password.\n"
    )
    assert "canary" not in caregiver("history", locked).out
    again = caregiver("unlock", locked, "D-001", "--password-file", file)
    assert (again.code, "D-001 is not locked" in again.err) == (1, True)
    assert len(caregiver("pages", locked, "D-001", "--json").json["pages"]) == 2


@pytest.mark.thorough
def test_it_comes_from_standard_input_or_is_asked_for_on_a_terminal_alone(caregiver, locked, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    nobody = caregiver("unlock", locked, "D-001")
    assert (nobody.code, "--password-file" in nobody.err) == (2, True)
    assert "No password was given." in caregiver("unlock", locked, "D-001", "--password-file", "-").err
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"wrong\nmore\n")))
    assert "does not open D-001" in caregiver("unlock", locked, "D-001", "--password-file", "-").err
    monkeypatch.setattr(sys, "stdin", Terminal())
    asked = []
    monkeypatch.setattr(getpass, "getpass", lambda words: asked.append(words) or PASSWORD)
    assert caregiver("unlock", locked, "D-001").code == 0
    assert asked == ["Password of D-001: "]
    assert "Unlock D-001" in caregiver("undo", locked).out


def test_nobody_is_asked_in_vain_and_a_missing_file_is_told(caregiver, locked, tmp_path, monkeypatch):
    def never(_words: str) -> str:
        raise AssertionError("asked in vain")

    monkeypatch.setattr(getpass, "getpass", never)
    assert caregiver("unlock", locked, "D-009").code == 1
    assert caregiver("unlock", locked, "D-001", "--password-file", tmp_path / "nowhere").code == 1
    wrong = caregiver("unlock", locked, "D-001", "secret")
    assert wrong.code == 2
