"""`caregiver paste`: loose text from a file or a pipe, shown before it is written."""

import io
import json
from pathlib import Path

import pytest

from caregiver_app.cli import paste
from caregiver_app.cli.output import finish
from caregiver_app.cli.usage import Parser
from caregiver_app.errors import CaregiverError


@pytest.fixture
def run(capsys, case, monkeypatch):
    """Run the command on a case, with a text on standard input."""
    monkeypatch.setenv("COLUMNS", "100")
    parser = Parser(prog="caregiver paste")
    paste.describe(parser)

    def ran(text: str, *options: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        arguments = parser.parse_args([str(case), *options])
        code = arguments.run(arguments)
        finish()
        said = capsys.readouterr()
        return code, said.out, said.err

    return ran


def listed(caregiver, case: Path) -> list[str]:
    return [entry["headline"] for entry in caregiver("list", case, "timeline", "--json").json["entries"]]


def test_a_file_that_is_not_there_is_named_as_such(caregiver, case, tmp_path):
    told = caregiver("paste", case, tmp_path / "nothing.txt")
    assert told.code == 1
    assert "is not there" in told.err


def test_the_file_may_stand_behind_the_options(caregiver, case, tmp_path):
    text = tmp_path / "mail.txt"
    text.write_text("12 May 2023 R-CHOP")
    assert caregiver("paste", case, "--dry-run", text).code == 0
    told = caregiver("paste", case, "--dry-run", text, "more")
    assert told.code == 2


def test_text_from_a_pipe_is_shown_and_added_to_be_checked(run, caregiver, case):
    code, out, _err = run("12 May 2023  R-CHOP cycle 1\nLDH: 365 U/L (ref 105-205) H\n")
    assert code == 0
    assert "R-CHOP" in out
    assert "2 entries were added, to be checked." in out
    entries = caregiver("list", case, "timeline", "--json").json["entries"]
    assert {entry["how_known"] for entry in entries} == {"check"}
    assert "Undone: Add 2 entries from pasted text." in caregiver("undo", case).out
    assert listed(caregiver, case) == []


def test_a_dry_run_writes_nothing(run, caregiver, case):
    code, out, _err = run("12 May 2023 R-CHOP\n", "--dry-run")
    assert (code, out.splitlines()[-1]) == (0, "Nothing was written.")
    assert listed(caregiver, case) == []


def test_an_unclear_date_is_refused_with_both_readings(run, caregiver, case):
    code, _out, err = run("3/4/2023 LDH 310 U/L\n12 May 2023 CRP 3\n")
    assert code == 1
    assert "line 1: “3/4/2023” could be 3 April 2023 or 4 March 2023." in err
    assert "--day-first or --month-first" in err
    assert listed(caregiver, case) == []


@pytest.mark.parametrize(("option", "date"), [("--day-first", "2023-04-03"), ("--month-first", "2023-03-04")])
def test_the_order_may_be_said(run, caregiver, case, option, date):
    assert run("3/4/2023 LDH 310 U/L\n", option)[0] == 0
    assert caregiver("list", case, "timeline", "--json").json["entries"][0]["date"] == date


def test_lines_that_are_not_understood_are_named_and_stay_out_or_become_notes(run, caregiver, case):
    code, _out, err = run("Dear doctor,\n12 May 2023 LDH 310\n")
    assert code == 0
    assert "1 line was not understood and stayed out:" in err
    assert "line 1: Dear doctor," in err
    run("Dear doctor,\n", "--notes")
    assert "Dear doctor," in listed(caregiver, case)


def test_json_shows_every_row_with_its_line_and_doubts(run):
    code, out, _err = run("Best wishes\n3/4/2023 LDH 310 U/L\n", "--dry-run", "--json", "--day-first")
    read = json.loads(out)
    assert code == 0
    assert [row["kind"] for row in read["rows"]] == [None, "lab"]
    assert read["rows"][1]["fields"] == {"test": "LDH", "value": "310", "unit": "U/L", "date": "3 April 2023"}
    assert read["rows"][1]["new"]


def test_a_file_names_the_step_and_the_same_text_again_brings_nothing(run, caregiver, case, tmp_path):
    file = tmp_path / "mail.txt"
    file.write_text("12 May 2023 LDH 310 U/L\n12 May 2023 LDH 310 U/L\n", encoding="utf-8")
    assert run("", str(file))[0] == 0
    assert run("", str(file))[1].splitlines()[-1] == "There was nothing new to add."
    assert len(listed(caregiver, case)) == 1


def test_what_is_no_text_is_told(run, tmp_path):
    (tmp_path / "x.txt").write_bytes(b"%PDF-1.7")
    with pytest.raises(CaregiverError, match="This is a PDF file"):
        run("", str(tmp_path / "x.txt"))
    with pytest.raises(CaregiverError, match="no table or text"):
        run("", str(tmp_path))


def test_nothing_at_all_is_said(run):
    code, out, _err = run("\n")
    assert (code, out.splitlines()[0]) == (0, "There is nothing to read in it.")
