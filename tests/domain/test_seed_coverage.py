"""What the project set out to hold is held: each demand leads to lines, rows and choices that are there."""

import tomllib
from pathlib import Path

from caregiver_app.domain.documents.records_guide import record_guides
from caregiver_app.domain.guide.glossary import glossary
from caregiver_app.domain.guide.lines import line_called
from caregiver_app.domain.journey.stages import stages
from caregiver_app.domain.questions.library import question_sets
from caregiver_app.domain.timeline.kinds import KINDS
from caregiver_app.domain.worksheet import frame

TESTS = Path(__file__).parents[1]
ROWS = tomllib.loads((TESTS / "seed_coverage.toml").read_text(encoding="utf-8"))


def is_there(name: str) -> bool:
    kind, _colon, what = name.rpartition(":")
    match kind:
        case "":
            return line_called(name) is not None
        case "record":
            return what in {guide.id for guide in record_guides()}
        case "stage":
            return what in {stage.id for stage in stages()}
        case "set":
            return what in {one.id for one in question_sets()}
        case "glossary":
            return what in {one.id for one in glossary()}
        case "criterion":
            return f"criterion-{what}" in {row.id for row in frame.criteria()}
        case "point":
            return f"point-{what}" in {row.id for row in frame.points()}
        case "fact":
            return len(frame.fact_heads(what)) >= 5
        case "choice":
            return frame.choice_called(*what.split(".", 1)) is not None
        case "field":
            entry, field = what.split(".")
            return field in {one.name for known in KINDS if known.id == entry for one in known.fields}
        case "test":
            return (TESTS.parent / what).is_file()
    return False


def test_every_one_of_the_109_demands_is_honoured() -> None:
    assert list(ROWS) == [f"C{number:03}" for number in range(1, 110)]
    assert all(ROWS.values())


def test_what_honours_them_is_there() -> None:
    assert {row: gone for row, names in ROWS.items() if (gone := [name for name in names if not is_there(name)])} == {}
