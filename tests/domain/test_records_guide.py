"""The records checklist is data: its shape, its sources and its plain words are promises the wanted list relies on."""

import re
from datetime import date

import pytest

from caregiver_app import bundled
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.records_guide import (
    guide_for,
    is_here,
    kind_name,
    record_guides,
)
from caregiver_app.domain.vocabulary import vocabulary
from reading_grade import grade

DATA = bundled.toml("guide", "records.toml")
ROWS = DATA["record"]
REQUIRED = {
    "id", "kind", "ask_whom", "format", "why", "priority", "original", "translation", "recent", "source",
}  # fmt: skip
OPTIONAL = {
    "holds", "original_note", "translation_note", "thing", "letter", "loinc", "loinc_source", "verify",
}  # fmt: skip
IN_WORDS = ("holds", "ask_whom", "format", "why", "original_note", "translation_note", "recent", "letter")
ADVICE = re.compile(r"\b(should|shall|eligib\w+|recommend\w*|ought|advi[sc]e\w*|best|better|worse|normal|abnormal)\b")
PRIORITIES = {"essential": 19, "usual": 13, "if": 15, "logistics": 7}


def words_of(row: dict) -> list[str]:
    return [row[key] for key in IN_WORDS if key in row]


def test_the_checklist_has_54_records_in_order_and_each_once() -> None:
    assert [row["id"] for row in ROWS] == [f"R{number:02}" for number in range(1, 55)]
    assert len({row["kind"] for row in ROWS}) == len(ROWS)


def test_every_record_is_the_kind_of_paper_the_vocabulary_says() -> None:
    kinds = bundled.toml("vocabularies", "document_kinds.toml")["term"]
    assert {row["id"]: row["kind"] for row in ROWS} == {
        kind["checklist"]: kind["id"] for kind in kinds if "checklist" in kind
    }


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
class TestEveryRecord:
    def test_has_the_keys_the_reader_knows_and_no_misspelt_ones(self, row: dict) -> None:
        assert set(row) >= REQUIRED
        assert set(row) <= REQUIRED | OPTIONAL

    def test_says_things_from_the_lists_of_choices(self, row: dict) -> None:
        assert row["priority"] in PRIORITIES
        assert row["original"] in DATA["letters"]
        assert row["translation"] in ("yes", "part", "no")
        assert set(row.get("verify", ())) <= {"recent", "loinc"}

    def test_says_every_thing_in_a_short_line(self, row: dict) -> None:
        for words in words_of(row):
            assert words == words.strip()
            assert 0 < len(words) <= 120
            assert all(len(part.split()) <= 20 for part in re.split(r"[.;:] ", words)), words

    def test_gives_no_advice_and_judges_nothing(self, row: dict) -> None:
        assert not [words for words in words_of(row) if ADVICE.search(words.casefold())]

    def test_leaves_the_name_and_the_plain_words_to_the_vocabulary(self, row: dict) -> None:
        guide = guide_for(row["kind"])
        assert guide is not None
        (entry,) = (entry for entry in vocabulary("document_kinds") if entry.id == row["kind"])
        assert (guide.name, guide.chinese) == (entry.name, entry.chinese)
        assert guide.what.startswith(entry.plain)
        assert entry.plain not in words_of(row)

    def test_marks_every_figure_of_how_new_it_may_be_as_general_knowledge(self, row: dict) -> None:
        says_how_old = bool(re.search(r"\b(weeks?|months?|days|years)\b", row["recent"]))
        assert says_how_old == ("recent" in row.get("verify", ()))

    def test_marks_every_code_as_to_be_verified(self, row: dict) -> None:
        assert ("loinc" in row) == ("loinc" in row.get("verify", ()))
        assert all(is_loinc(code) for code in row.get("loinc", ()))


def is_loinc(code: str) -> bool:
    """Whether the last digit of a LOINC number is right: modulus 10, each second digit from the right doubled."""
    digits = [int(digit) for digit in reversed(code[:-2])]
    total = sum(sum(divmod(digit * 2, 10)) if at % 2 == 0 else digit for at, digit in enumerate(digits))
    return bool(re.fullmatch(r"\d{1,5}-\d", code)) and (10 - total % 10) % 10 == int(code[-1])


def test_it_says_as_of_when_it_holds() -> None:
    assert date.fromisoformat(DATA["as_of"]) >= date(2026, 1, 1)


def test_the_words_read_at_grade_eight_on_the_whole() -> None:
    spoken = [words for row in ROWS for key in ("holds", "why", "letter", "recent") if (words := row.get(key))]
    assert sum(map(grade, spoken)) / len(spoken) <= 8


def test_no_code_of_a_paper_is_one_of_a_single_test() -> None:
    codes = {code for row in ROWS for code in row.get("loinc", ())}
    of_tests = {
        code for name in ("labs", "lab_panels", "infections", "fitness") for entry in vocabulary(name)
        for _system, code in entry.codes
    }  # fmt: skip
    assert codes & of_tests == set()


def test_priorities_are_those_of_the_checklist() -> None:
    told = [guide.priority for guide in record_guides()]
    assert {priority: told.count(priority) for priority in PRIORITIES} == PRIORITIES


def test_a_disc_or_slides_with_somebody_are_here_and_a_report_with_somebody_is_not() -> None:
    thing = Document(number=1, title="x", holding="elsewhere")
    assert is_here(thing, "image-files")
    assert is_here(thing, "slides-blocks")
    assert not is_here(thing, "pet-ct")
    assert not is_here(thing, "a kind nobody knows")
    assert is_here(thing.amended(holding="file"), "pet-ct")
    assert not is_here(thing.amended(holding="wanted"), "image-files")


def test_a_letter_asks_for_the_full_report_unless_the_record_says_otherwise() -> None:
    pet, slides, images = (guide_for(kind) for kind in ("pet-ct", "slides-blocks", "image-files"))
    assert pet is not None
    assert pet.letter == "A copy of the whole report, not a summary."
    assert slides is not None
    assert "loan" in slides.letter
    assert images is not None
    assert "DICOM" in images.letter


def test_a_kind_nobody_listed_is_called_by_its_own_words() -> None:
    assert guide_for("letter of the insurer") is None
    assert kind_name("letter of the insurer") == "letter of the insurer"
