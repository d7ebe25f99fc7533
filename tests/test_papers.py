"""The papers of the project are true where that can be told: what they name is there, and their examples work."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from caregiver_app.cli.main import _COMMANDS
from caregiver_app.domain.timeline import kinds, records
from caregiver_app.exchange.recipient_file import recipient_in
from caregiver_app.paths import Paths
from caregiver_app.settings import Settings

CHECKOUT = Path(__file__).parents[1]
SOURCE = CHECKOUT / "src" / "caregiver_app"
PAPERS = ("CONTRIBUTING.md", "PRIVACY.md", "SECURITY.md", "CODE_OF_CONDUCT.md", "docs/translating.md")
WITH_PATHS = ("CONTRIBUTING.md", "PRIVACY.md", "SECURITY.md", "docs/translating.md")
PATH = re.compile(r"`([\w./-]+(?:/[\w.-]*|\.(?:py|toml|md|db|lock|csv)))`")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#([\w-]+))?\)")
# Named in an example, or as what somebody else will write.
NOT_HERE = re.compile(r"\.\./.*|\.venv/.*|dist/|recipients/ID\.toml|FILE\.toml|resources/locale/(?:de|LANGUAGE)/.*")


def paper(name: str) -> str:
    return (CHECKOUT / name).read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """Every example of a language in CONTRIBUTING, as it stands without its indent."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```$", paper("CONTRIBUTING.md"), re.MULTILINE | re.DOTALL)
    return ["\n".join(line.removeprefix(indent) for line in text.splitlines()) for indent, text in found]


def test_the_readme_leads_to_every_paper() -> None:
    led = {address for address, _place in LINK.findall(paper("README.md"))}
    assert led >= set(PAPERS)


@pytest.mark.parametrize("name", PAPERS)
def test_every_link_within_the_project_leads_somewhere(name: str) -> None:
    for address, place in LINK.findall(paper(name)):
        if not address.startswith("http"):
            target = (CHECKOUT / name).parent / address
            assert target.exists(), address
            headings = re.findall(r"^#+ (.*)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            slugs = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
            assert not place or place in slugs, place


@pytest.mark.parametrize("name", WITH_PATHS)
def test_every_file_a_paper_names_is_there(name: str) -> None:
    homes = (CHECKOUT, SOURCE, CHECKOUT / "resources", CHECKOUT / "tests", SOURCE / "domain" / "timeline")
    everything = {
        path.name for home in (SOURCE, CHECKOUT / "resources", CHECKOUT / "tests") for path in home.rglob("*")
    }
    missing = []
    for path in PATH.findall(paper(name)):
        if NOT_HERE.fullmatch(path) or any((home / path).exists() for home in homes):
            continue
        if "/" in path.rstrip("/") or path.rstrip("/") not in everything:
            missing.append(path)
    assert missing == []


def test_the_house_in_one_screen_names_every_room() -> None:
    screen = paper("CONTRIBUTING.md").partition("## The house in one screen")[2].partition("## ")[0]
    named = set(re.findall(r"`(\w+)`", screen))
    rooms = {path.stem for path in SOURCE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert rooms - {"__init__"} <= named


def test_the_new_kind_of_entry_of_the_example_is_a_record_and_a_kind() -> None:
    record, row, as_fhir = blocks("python")
    space = {**vars(records)}
    exec(record, space)
    made = space["Vaccination"](vaccine="influenza")
    assert isinstance(made, records.Entry)
    with pytest.raises(ValueError, match="vaccine"):
        space["Vaccination"](vaccine="")
    (kind,) = eval(row, {**vars(kinds), "records": type("Records", (), space)})
    assert isinstance(kind, kinds.Kind)
    named = {field.name for field in kind.fields}
    assert named <= set(space["Vaccination"].model_fields)
    assert set(kind.csv.values()) <= named
    ast.parse(as_fhir)


def test_the_table_of_the_example_has_a_column_for_each_field() -> None:
    (sql,) = blocks("sql")
    columns = set(re.findall(r"^ {4}(\w+) TEXT|^ {4}(\w+) INTEGER", sql, re.MULTILINE))
    assert {one or other for one, other in columns} == {"vaccine", "dose", *records.Entry.model_fields}


def test_the_list_of_the_example_is_one_the_program_takes_and_the_question_has_what_a_question_has() -> None:
    wants, question = blocks("toml")
    data, taken = tomllib.loads(wants), recipient_in(wants.encode(), "by-video.toml")
    assert (taken.name, len(data["want"])) == (data["name"], 2)
    known = tomllib.loads((CHECKOUT / "resources/recipients/reports-only.toml").read_text(encoding="utf-8"))
    assert set(data) <= set(known)
    assert data["based_on"] == known["based_on"]
    (row,) = tomllib.loads(question)["question"]
    library = tomllib.loads((CHECKOUT / "resources/guide/questions.toml").read_text(encoding="utf-8"))
    last = library["question"][-1]
    assert set(row) == set(last)
    assert row["topic"] in {topic["id"] for topic in library["topic"]}


def test_the_case_file_the_example_keeps_is_that_of_the_newest_version() -> None:
    kept = re.findall(r"tests/databases/v(\d+)\.db$", paper("CONTRIBUTING.md"), re.MULTILINE)
    (newest,) = {int(number) for number in kept}
    assert (SOURCE / f"store/migrations/v{newest:04}.py").exists()
    assert not (SOURCE / f"store/migrations/v{newest + 1:04}.py").exists()


def test_the_commands_the_papers_name_exist() -> None:
    names = {command.NAME for command in _COMMANDS}
    for name in PAPERS:
        named = set(re.findall(r"(?:`|/bin/)caregiver ([a-z][a-z-]+)\b", paper(name)))
        assert named <= names, name


def test_what_privacy_says_of_the_programs_own_folder_is_what_is_in_it(tmp_path: Path) -> None:
    told = paper("PRIVACY.md")
    places = Paths(tmp_path)
    assert all(f"`{path.name}`" in told for path in (places.settings, places.log))
    kept = {
        "theme", "text_percent", "paper", "recent", "open_at_start", "page", "window", "path_hidden", "packet_set",
        "lock_minutes", "language", "print_language", "unknown",
    }  # fmt: skip
    assert set(vars(Settings())) == kept, "say in PRIVACY.md what else is kept"


def test_whoever_reports_a_mistake_is_told_first_to_send_no_medical_data() -> None:
    forms = sorted((CHECKOUT / ".github/ISSUE_TEMPLATE").glob("*.yml"))
    asking = [form for form in forms if form.name != "config.yml"]
    assert len(asking) == 2
    for form in asking:
        text = form.read_text(encoding="utf-8")
        assert text.index("No medical data, please.") < text.index("type: textarea"), form.name
    assert "required: true" in (CHECKOUT / ".github/ISSUE_TEMPLATE/bug.yml").read_text(encoding="utf-8")


def test_what_is_looked_at_before_each_commit_are_commands_of_the_checkout() -> None:
    entries = re.findall(r"entry: python3 dev\.py (\w+)", paper(".pre-commit-config.yaml"))
    assert entries == ["check", "words"]
    said = subprocess.run([sys.executable, CHECKOUT / "dev.py", "--help"], capture_output=True, text=True, check=True)
    assert all(f"  {entry}" in said.stdout for entry in entries)
