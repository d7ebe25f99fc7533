"""No word of a case is left outside its folder: not in the log, the settings, the terminal, nor in temporary files.

A canary stands in every text of a case and in the message of every mistake that is made to happen.
"""

import base64
import json
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from caregiver_app.mishaps import MOST_BYTES, Log, details_of
from runs import faults

STORIES = Path(__file__).parent / "stories"
CANARY = "Kanári"
BIRDS = (CANARY, "vögel金丝雀", "Kanaribodyvogel")
MISTAKES = re.compile(r"^(\d+) mistakes, (\d+) told$", re.MULTILINE)


def written(words: str) -> Iterator[bytes]:
    """Yield the ways in which words may stand in a file: in each writing of Unicode, escaped, and in base64."""
    for form in ("NFC", "NFD"):
        text = unicodedata.normalize(form, words)
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            body = text.encode(encoding)
            yield body
            for before in range(3):
                coded = base64.b64encode(b"\0" * before + body).rstrip(b"=")
                yield coded[4 if before else 0 : -2]
        yield json.dumps(text)[1:-1].encode()
        yield text.encode("unicode_escape")
        yield "".join(f"%{byte:02X}" for byte in text.encode()).encode()


def singing(*places: Path) -> list[str]:
    """Return the files in some folders that hold a canary or are called by one."""
    sought = [form for bird in BIRDS for form in written(bird)]
    found = []
    for path in (path for place in places for path in sorted(place.rglob("*"))):
        said = os.fsencode(path.name) + (path.read_bytes() if path.is_file() else b"")
        if any(form in said for form in sought):
            found.append(path.name)
    return found


def test_a_canary_is_heard_in_every_writing(tmp_path: Path) -> None:
    for number, form in enumerate(form for bird in BIRDS for form in written(bird)):
        (tmp_path / f"{number}.txt").write_bytes(b"a line before " + form + b" and after")
    assert len(singing(tmp_path)) == len(list(tmp_path.iterdir()))
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / f"{CANARY}.txt").touch()
    assert singing(tmp_path / "x") == [f"{CANARY}.txt"]


@pytest.mark.fault
@pytest.mark.may_log("pikepdf")
def test_when_everything_goes_wrong_no_word_of_the_case_is_left_anywhere(tmp_path: Path) -> None:
    names = ("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    places = {name: tmp_path / name.lower() for name in names}
    for place in (*places.values(), tmp_path / "case"):
        place.mkdir()
    home = places["HOME"] / "program"
    breaking, gestures = faults(1, 2), faults(70, 24)
    ended = subprocess.run(
        [sys.executable, STORIES / "canaries.py", tmp_path / "case", home, str(breaking), str(gestures)],
        env={**os.environ, **{name: str(place) for name, place in places.items()}, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        check=False,
        timeout=1500,
    )
    said = ended.stdout.decode()
    assert ended.returncode == 0, said + ended.stderr.decode()[-2000:]
    counted = MISTAKES.search(said)
    assert counted, said
    assert int(counted[1]) > faults(60, 20)
    assert int(counted[2]) > 5
    log = (home / "log.txt").read_bytes()
    assert log.count(b"RuntimeError") >= faults(1, int(counted[1]))  # of very many the oldest are let go
    assert len(log) <= MOST_BYTES
    (places["TMPDIR"] / "said.txt").write_bytes(ended.stderr)  # details as they were to be copied, and what was printed
    # The one thing that is kept of a case is where it lies, so that it opens again: see the README.
    settings = json.loads((home / "settings.json").read_text(encoding="utf-8"))
    titles = said[counted.end() :].strip().splitlines()
    assert set(titles) <= {"Caregiver Organizer", f"{CANARY}namevögel金丝雀 – Caregiver Organizer"}
    where = {*settings.pop("recent"), settings.pop("open_at_start")} - {""}
    assert {Path(folder).parent for folder in where} == {tmp_path / "case"}
    (home / "settings.json").write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
    assert singing(*places.values()) == []


def test_the_window_is_called_after_the_person_and_says_nothing_of_the_disease() -> None:
    from caregiver_app.ui import main_window

    source = Path(main_window.__file__).read_text(encoding="utf-8")
    titles = re.findall(r"setWindowTitle\((.*)\)$", source, re.MULTILINE)
    assert set(titles) == {
        '_("Caregiver Organizer")',
        '_("{name} – Caregiver Organizer").format(name=title_words(case.person.name))',
    }


def test_the_log_keeps_what_is_newest_and_never_grows_beyond_its_bound(tmp_path: Path) -> None:
    log = Log(tmp_path / "home" / "log.txt")
    for number in range(3_000):
        log.write(f"mistake {number}\n{'part of the program ' * 40}")
    body = (tmp_path / "home" / "log.txt").read_bytes()
    assert MOST_BYTES // 2 <= len(body) <= MOST_BYTES
    assert b"mistake 2999\n" in body
    assert b"mistake 0\n" not in body


def test_a_mistake_is_told_by_its_place_and_never_by_its_words() -> None:
    try:
        raise ValueError(CANARY)
    except ValueError as mistake:
        told = details_of(type(mistake), mistake.__traceback__)
    assert CANARY not in told
    assert told.startswith("ValueError\ntest_a_mistake_is_told")


@pytest.mark.parametrize("way", ["in the main thread", "in another thread", "where none can catch it", "as a warning"])
def test_a_mistake_on_the_command_line_says_nothing_that_was_typed(way: str, tmp_path: Path) -> None:
    raising = {
        "in the main thread": f"raise ValueError({CANARY!r})",
        "in another thread": f"t = threading.Thread(target=lambda: int({CANARY!r})); t.start(); t.join()",
        "where none can catch it": f"class X:\n    def __del__(self): raise ValueError({CANARY!r})\nX()",
        "as a warning": f"import warnings; warnings.warn({CANARY!r}); logging.getLogger('x').error({CANARY!r})",
    }[way]
    program = f"import threading, logging\nfrom caregiver_app.cli.main import prepare\nprepare()\n{raising}\n"
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", cwd=tmp_path, check=False
    )
    assert CANARY not in ended.stdout + ended.stderr
    assert ("our mistake, not yours" in ended.stderr) == (way != "as a warning")


def test_no_memory_of_the_program_is_written_to_the_disk_when_it_crashes() -> None:
    program = "import resource; from caregiver_app.cli.main import prepare; prepare(); "
    program += "print(resource.getrlimit(resource.RLIMIT_CORE)[0])"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert ended.stdout.strip() == "0"
