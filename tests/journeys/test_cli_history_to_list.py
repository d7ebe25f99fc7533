"""A family at the command line: start a case, bring in ten years, look, change their mind, check."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from caregiver_app.cli import main

TEN_YEARS = Path(__file__).parent.parent / "files" / "ten_years.csv"
CAREGIVER = [sys.executable, "-c", "from caregiver_app.cli import run; run()"]


@pytest.fixture
def caregiver(tmp_path):
    """Run the real console program in a folder of its own."""

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [*CAREGIVER, *arguments],
            cwd=tmp_path,
            env={**os.environ, "CAREGIVER_HOME": str(tmp_path / "home"), "COLUMNS": "80", **environment},
            capture_output=True,
            timeout=60,
            check=False,
        )

    return run


@pytest.fixture
def case(tmp_path):
    folder = tmp_path / "case"
    assert main(["new", str(folder), "--name", "Anna Example"]) == 0
    assert main(["import", str(folder), str(TEN_YEARS)]) == 0
    return "case"


@pytest.mark.thorough
def test_ten_years_go_in_are_listed_taken_back_and_done_again(caregiver, case):
    listed = caregiver("list", case, "timeline", PYTHONIOENCODING="utf-8").stdout.decode()
    assert "VRd" in listed
    assert "上海" in listed
    assert max(map(len, listed.splitlines())) <= 80
    entries = json.loads(caregiver("list", case, "timeline", "--json").stdout)["entries"]
    assert len(entries) == 197
    assert caregiver("undo", case).returncode == 0
    assert json.loads(caregiver("list", case, "timeline", "--json").stdout)["entries"] == []
    assert caregiver("redo", case).returncode == 0
    assert json.loads(caregiver("list", case, "timeline", "--json").stdout)["entries"] == entries
    assert caregiver("check", case).returncode == 0


@pytest.mark.thorough
@pytest.mark.parametrize("encoding", [pytest.param("ascii", marks=pytest.mark.thorough), "cp1252"])
def test_output_that_knows_few_letters_shows_plain_ones_and_never_ends(caregiver, case, encoding):
    listed = caregiver("list", case, "timeline", PYTHONIOENCODING=encoding, PYTHONUTF8="0", COLUMNS="120")
    assert (listed.returncode, listed.stderr) == (0, b"")
    assert "Second opinion ?? asked for" in listed.stdout.decode(encoding)
    in_json = caregiver("list", case, "timeline", "--json", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert "上海" in str(json.loads(in_json.stdout))


@pytest.mark.thorough
def test_a_reader_that_goes_away_is_no_trouble(caregiver, case, tmp_path):
    program = subprocess.Popen(
        [*CAREGIVER, "list", case, "timeline", "--json"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.read(1)
    program.stdout.close()
    with program.stderr:
        said = program.stderr.read()
    assert (said, program.wait(60)) == (b"", 141)


@pytest.mark.thorough
def test_no_command_loads_the_window(caregiver, tmp_path):
    script = (
        "import shlex, sys; from caregiver_app.cli import main;"
        "codes = [main(shlex.split(line)) for line in sys.stdin.read().splitlines()];"
        "assert not {'PySide6', 'shiboken6'} & set(sys.modules), 'Qt was loaded';"
        "assert set(codes) <= {0, 1, 3}, codes"
    )
    (tmp_path / "letter.txt").write_text("x")
    commands = f"new c --name Lin\nimport c {shlex.quote(str(TEN_YEARS))}\nadd c letter.txt\nlist c timeline\n"
    commands += "list c documents --json\n"
    commands += "undo c\nredo c\ncheck c\ntemplate t.csv\npacket c -o out.pdf --as-of 2025-05-14\nsample s\n"
    done = subprocess.run(
        [sys.executable, "-c", script], input=commands, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
