"""`caregiver read`: scans are read, kept and counted, and what is read is found."""

import os
import pty
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.documents.reading import WAITING, PageText
from scans import as_file, scan


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    """A folder with a scan of two pages and a photo of nothing."""
    folder = tmp_path / "scans"
    folder.mkdir()
    pages = [scan([words], (420, 160)) for words in ("Marrow report", "Ferritin 412")]
    (folder / "report.tiff").write_bytes(as_file(*pages, form="TIFF"))
    (folder / "table.png").write_bytes(as_file(scan([], (420, 160))))
    return folder


@pytest.mark.thorough
def test_what_waits_is_read_counted_and_found(caregiver, case, scans):
    caregiver("add", case, scans)
    first = caregiver("read", case, "--most", "1")
    assert (first.code, first.err) == (0, "")
    assert "2 pages wait to be read." in first.out
    second = caregiver("read", case, "--json")
    assert sum(second.json.values()) == 2
    assert second.json["waiting"] == 0
    hits = caregiver("find", case, "ferritin", "--json").json["hits"]
    assert [(hit["page"], hit["title"]) for hit in hits] == [(2, "report")]
    nothing = caregiver("read", case)
    assert (nothing.code, nothing.out) == (0, "No page waits to be read.\n")


def test_without_the_extra_it_says_what_to_do_and_nothing_is_lost(caregiver, case, scans, monkeypatch):
    caregiver("add", case, scans)
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    refused = caregiver("read", case)
    assert (refused.code, refused.out) == (1, "")
    assert "is not installed" in refused.err
    assert "go on waiting" in refused.err
    assert "ocr" in refused.err
    with Casebook.open(case) as book:
        assert len(book.readings.waiting()) == 3


def test_a_file_that_is_missing_is_told_as_waiting(caregiver, case):
    with Casebook.open(case) as book:
        book.readings.put("ab" * 32, [PageText(1, "", WAITING)])
    told = caregiver("read", case)
    assert (told.code, told.out) == (0, "0 pages were read.\n1 page waits to be read.\n")


def test_how_many_must_be_a_number(caregiver, case):
    assert caregiver("read", case, "--most", "few").code == 2
    assert "“few” is not a number of pages" in caregiver("read", case, "--most", "few").err


@pytest.mark.thorough
def test_a_stop_from_the_keyboard_keeps_what_was_read(case, caregiver, scans):
    caregiver("add", case, scans)
    ours, theirs = pty.openpty()
    # Tests that run in the background have Ctrl+C passed over; a terminal does not.
    as_in_a_terminal = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    program = f"{as_in_a_terminal}; from caregiver_app.cli import run; run()"
    command = [sys.executable, "-c", program, "read", case]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, encoding="utf-8") as reading:
        os.close(theirs)
        shown = ""
        while "1/3" not in shown:  # the bar of a terminal: one page is read
            shown += os.read(ours, 1024).decode()
        reading.send_signal(signal.SIGINT)
        out = reading.stdout.read()
        with suppress(OSError):  # the other end is closed
            while more := os.read(ours, 1024).decode():
                shown += more
    os.close(ours)
    assert reading.returncode == 130, shown + out
    assert "What was read is kept" in shown
    assert "2 pages wait to be read." in out
    with Casebook.open(case) as book:
        assert len(book.readings.waiting()) == 2
