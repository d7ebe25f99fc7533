"""What the README says of the command line is what the program does: each command, each option, each name in JSON."""

import re
from pathlib import Path
from typing import Any

import pytest

from caregiver_app.cli.main import _COMMANDS

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
ROWS = {found[1]: found[2] for found in re.finditer(r"^\| `([a-z-]+) ([^`]*)` \|", README, re.MULTILINE)}
# What is inside differs from record to record.
FREE = ("record", "fields", "entries")


def told_of(command: str) -> set[str]:
    """Return the names the README tells of in the JSON of a command."""
    (bullet,) = re.findall(rf"^- `{command}`: (.*?)(?=^- |^$)", README, re.MULTILINE | re.DOTALL)
    spans = re.findall(r"`([^`]*)`", bullet)
    return {name for span in spans if '"' in span for name in re.findall(r'"([a-z_]+)"', span)}


def names_in(value: Any) -> set[str]:
    if isinstance(value, dict):
        inside = (names_in(held) for name, held in value.items() if name not in FREE)
        return set(value).union(*inside)
    return set().union(*map(names_in, value)) if isinstance(value, list) else set()


@pytest.fixture
def sample(caregiver, tmp_path) -> Path:
    """The sample case, and a folder with two papers that are the same and a link."""
    assert caregiver("sample", tmp_path / "sample").code == 0
    papers = tmp_path / "papers"
    papers.mkdir()
    for name in ("letter.txt", "same.txt"):
        (papers / name).write_text("Discharge letter of 14 May 2023\nInverlaw Hospital")
    (papers / "link.txt").symlink_to(papers / "letter.txt")
    return tmp_path / "sample"


def test_every_command_stands_in_the_table_with_its_options(caregiver) -> None:
    assert set(ROWS) >= {command.NAME for command in _COMMANDS}
    for command in _COMMANDS:
        told = caregiver(command.NAME, "--help").out
        for option in re.findall(r"(?<![\w-])--?[a-z][a-z-]*", ROWS[command.NAME]):
            assert option in told, (command.NAME, option)


def test_the_table_leaves_out_no_option_where_it_does_not_say_so(caregiver) -> None:
    for command in _COMMANDS:
        if "…" not in ROWS[command.NAME]:
            told = set(re.findall(r"^  (?:-o, )?(-[a-z-]+)", caregiver(command.NAME, "--help").out, re.MULTILINE))
            named = set(re.findall(r"--?[a-z][a-z-]*", ROWS[command.NAME]))
            assert {option for option in told if option.startswith("--")} <= {
                "--help",
                "--output",
                "--passphrase-fd",
                *named,
            }


def test_the_json_of_papers_is_as_the_readme_says(caregiver, sample, tmp_path) -> None:
    added = caregiver("add", sample, tmp_path / "papers", "--json")
    assert added.code == 3
    assert names_in(added.json["refused"]) | set(added.json) == told_of("add --json")
    listed = told_of("list DIR documents --json")
    assert names_in(added.json["documents"]) <= listed
    every = names_in(caregiver("list", sample, "documents", "--json").json)
    asked = {"whom", "how", "on", "due", "remind_on", "answer"}
    sheets = {"page", "turn", "straighten", "crop", "black"}
    assert every - asked - sheets == listed
    for command, arguments in (
        ("find --json", ("find", sample, "lymph")),
        ("find --everywhere --json", ("find", sample, "lymph", "--everywhere")),
        ("recipients --json", ("recipients", sample)),
        ("gaps --json", ("gaps", sample)),
        ("pages --json", ("pages", sample, "D-001")),
        ("suggest --json", ("suggest", sample, "D-001", "D-025", "--accept")),
    ):
        assert names_in(caregiver(*arguments, "--json").json) == told_of(command), command


@pytest.mark.thorough
def test_the_json_of_the_history_is_as_the_readme_says(caregiver, sample, tmp_path) -> None:
    caregiver("add", sample, tmp_path / "papers" / "letter.txt")
    caregiver("describe", sample, "D-001", "--title", "Renamed")
    (tmp_path / "mail.txt").write_text("12/3/2024 LDH 310 U/l")
    found = names_in(caregiver("history", sample, "--json").json)
    found |= names_in(caregiver("history", sample, "D-001", "--json").json)
    assert found == told_of("history --json")
    caregiver("undo", sample)
    caregiver("undo", sample)
    stray = sample / "originals" / "ab" / ("ab" * 32)
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"half added")
    for command, arguments in (
        ("trash --json", ("trash", sample)),
        ("check --json", ("check", sample)),
        ("facts --json", ("facts", sample)),
        ("trends --json", ("trends", sample)),
        ("paste --json", ("paste", sample, tmp_path / "mail.txt", "--dry-run")),
    ):
        assert names_in(caregiver(*arguments, "--json").json) == told_of(command), command
    assert {"id", "kind", "headline", "date", "date_words"} <= told_of("list DIR timeline --json")


def test_the_json_of_the_steps_questions_appointments_and_worksheet_is_as_the_readme_says(caregiver, sample) -> None:
    caregiver("log", sample, "--temperature", "37.4", "--round", "Edinburgh")
    for command in ("steps", "appointments", "worksheet", "told", "log"):
        assert names_in(caregiver(command, sample, "--json").json) == told_of(f"{command} --json"), command
    asked = caregiver("questions", sample, "--json").json, caregiver("questions", sample, "--sets", "--json").json
    assert names_in(list(asked)) == told_of("questions --json")
    assert names_in(caregiver("guide", "apheresis", "--json").json) == told_of("guide --json")


@pytest.mark.thorough
def test_the_json_of_reading_and_of_the_packet_is_as_the_readme_says(caregiver, case, tmp_path) -> None:
    assert names_in(caregiver("read", case, "--json").json) == told_of("read --json")
    (tmp_path / "letter.txt").write_text("Discharge letter")
    caregiver("add", case, tmp_path / "letter.txt")
    told = caregiver("packet", case, "-o", tmp_path / "packet.pdf", "--json").json
    assert names_in(told) == told_of("packet --json")
