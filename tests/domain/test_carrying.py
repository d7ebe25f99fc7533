"""Which papers carry the name: what is found, what is misread, and what nobody can tell is left out of the packet."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.sheets import Sheet, Sheets
from caregiver_app.domain.packet.carrying import BLACKED_OUT, NAMES_IT, NOT_READ, OTHER_SCRIPT, WHY, PaperSearch
from caregiver_app.domain.packet.field_words import everyday_words
from caregiver_app.domain.person import Contact, Person
from caregiver_app.domain.snapshot import CaseSnapshot
from family import LETTER, fixed

PAGE = (
    "Department of Haematology. Bone marrow biopsy, reported 14 May 2023. The patient was seen in clinic and will be "
    "seen again. White cells 3.1, platelets 140. Bones are normal. Ki-67 40 %. Hodgkin lymphoma was not found. "
)
CHINESE = "患者，男，58岁，诊断为弥漫大B细胞淋巴瘤，行R-CHOP方案化疗六个周期，评价完全缓解。"


def carries_name(case: CaseSnapshot, document: Document, words: Sequence[str | None]) -> str:
    return PaperSearch(case).reason(document, words)


def reason(name: str, *pages: str | None, born: str | None = None, **more: str) -> str:
    """Ask about one letter with these pages."""
    person = Person(name=name, born=PartialDate(born) if born else None, **more)
    return carries_name(CaseSnapshot(person, documents=(LETTER,)), LETTER, pages)


@pytest.mark.parametrize(
    "name",
    ["LINDQVIST, Anders", "Jones, Mary", "White, May", "LIN, Wei", "He, An", "Hodgkin, Thomas", "Stone, Will", "Wu Yi"],
)
def test_a_paper_without_the_name_is_not_left_out(name):
    assert reason(name, PAGE, PAGE, born="1968-05-14", phone="0131 496 0100") == ""


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("LINDQVIST, Anders", "Lindqvist"),
        ("LINDQVIST, Anders", "L1NDQVIST"),
        ("LINDQVIST, Anders", "LINOQVIST"),
        ("LINDQVIST, Anders", "Lind-\nqvist"),
        ("LINDQVIST, Anders", "L I N D Q V I S T"),
        ("LINDQVIST, Anders", "MrsLindqvist"),
        ("LINDQVIST, Anders", "lindqvist"),
        ("Jones, Mary", "J0NE5"),
        ("Jones, Mary", "Jomes"),
        ("Barnes, Clara", "Bames"),
        ("LIN, Wei", "L1N"),
        ("LIN, Wei", "LinWei"),
        ("White, May", "Mrs White"),
        ("White, May", "MAY WH1TE"),
        ("White, May", "Wh1te"),
        ("He, An", "HE An"),
        ("Müller, Hans", "MUELLER"),
        ("Иванов Иван", "Иванову"),
        ("محمد علي", "السيد محمد"),
        ("林伟（LIN, Wei）", "林 伟"),
        ("李建国", "李建园"),
        ("李建国", "李 建 国"),
    ],
)
def test_the_name_is_found_also_where_a_machine_misread_it(name, written):
    assert reason(name, f"{PAGE}\nName: {written}\n{PAGE}") == NAMES_IT


@pytest.mark.parametrize(
    "written",
    [
        "14.05.1968",
        "l4.O5.1968",
        "1 4 0 5 1 9 6 8",
        "May 14, 1968",
        "1968年5月14日",
        "0131 4960100",
        "a.b@family.example",
        "14 Sallow Bank",
    ],
)
def test_birth_date_phone_mail_and_address_count_like_the_name(written):
    more = {"phone": "+44 131 496 0100", "email": "a.b@family.example", "address": "14 Sallow Bank, Edinburgh"}
    assert reason("LINDQVIST, Anders", f"{PAGE}\n{written}\n", born="1968-05-14", **more) == NAMES_IT


def test_the_phone_of_the_family_counts_too():
    daughter = Contact(name="Chen, Jia", role="daughter", phone="0770 900 1234")
    case = CaseSnapshot(Person(name="LIN, Wei"), (daughter,), documents=(LETTER,))
    assert carries_name(case, LETTER, [f"{PAGE} 0770-900-1234"]) == NAMES_IT


@pytest.mark.parametrize("pages", [None, (), (None,), ("",), (" \n",), (PAGE, None), (PAGE, "")])
def test_where_not_every_page_was_read_nobody_can_tell(pages):
    case = CaseSnapshot(Person(name="LIN, Wei"), documents=(LETTER,))
    assert carries_name(case, LETTER, pages) == NOT_READ


def test_a_page_whose_words_are_missing_is_not_taken_for_read():
    case = CaseSnapshot(Person(name="LIN, Wei"), documents=(LETTER,))
    assert carries_name(case, LETTER.amended(pages=2), [PAGE]) == NOT_READ
    shown = LETTER.amended(pages=9, sheets=Sheets.of([Sheet("a" * 64), Sheet("a" * 64, 2)]))
    assert carries_name(case, shown, [PAGE]) == NOT_READ
    assert carries_name(case, shown, [PAGE, PAGE]) == ""


def test_a_page_that_is_blacked_out_altogether_needs_no_words():
    assert reason("LIN, Wei", PAGE, BLACKED_OUT) == ""


def test_a_name_found_counts_more_than_a_page_not_read():
    assert reason("LIN, Wei", None, "Wei") == NAMES_IT


@pytest.mark.parametrize("field", ["name_on_it", "born_on_it"])
def test_what_was_written_down_as_standing_on_it_counts(field):
    document = LETTER.amended(**{field: "x"})
    case = CaseSnapshot(Person(name="LIN, Wei"), documents=(document,))
    assert carries_name(case, document, [PAGE]) == NAMES_IT


def test_a_paper_in_a_script_the_name_is_not_known_in_cannot_be_told():
    assert reason("LIN, Wei", CHINESE) == OTHER_SCRIPT
    assert reason("林伟", PAGE) == OTHER_SCRIPT
    assert reason("林伟", CHINESE) == ""
    assert reason("LIN, Wei", "Η ασθενής ήρθε στην κλινική για βιοψία") == OTHER_SCRIPT
    assert reason("LIN, Wei", PAGE + "β2-microglobulin, κ and λ, 5 µg") == ""
    assert reason("林伟（LIN, Wei）", CHINESE, PAGE) == ""


def test_the_writing_on_another_paper_makes_the_name_known():
    other = LETTER.amended(id=fixed("other"), number=2, name_on_it="林伟")
    case = CaseSnapshot(Person(name="LIN, Wei"), documents=(LETTER, other))
    assert carries_name(case, LETTER, [CHINESE]) == ""
    assert carries_name(case, LETTER, [CHINESE + "林伟"]) == NAMES_IT
    assert carries_name(replace(case, documents=(LETTER,)), LETTER, [CHINESE + "林伟"]) == OTHER_SCRIPT


def test_every_reason_is_a_whole_sentence():
    assert set(WHY) == {NAMES_IT, NOT_READ, OTHER_SCRIPT}
    assert all(words[0].isupper() and words.endswith(".") for words in WHY.values())


MISREAD = {"o": "0", "i": "1", "l": "1", "s": "5", "b": "8", "z": "2", "m": "rn", "w": "vv", "d": "cl"}


@given(st.text("abdefghiklmnoprstuvz", min_size=5, max_size=11), st.data())
def test_one_misread_letter_never_hides_a_name(name, data):
    assume(name not in everyday_words())
    place = data.draw(st.integers(0, len(name) - 1))
    letter = MISREAD.get(name[place], "q")
    misread = name[:place] + letter + name[place + 1 :]
    assume(misread not in everyday_words())
    assert reason(name.title(), f"{PAGE} {misread.upper()} ") == NAMES_IT


def test_words_that_lead_to_hiding_say_where_they_are_from():
    import tomllib

    words = Path(__file__).parents[2] / "resources" / "hiding" / "words.toml"
    told = tomllib.loads(words.read_text(encoding="utf-8"))
    tags = {row["tag"] for row in told["source"]}
    tables = {name: table for name, table in told.items() if isinstance(table, dict)}
    assert {table["source"] for table in tables.values()} == tags
    for table in tables.values():
        for listed in (table["words"], table.get("closed", [])):
            assert len(listed) == len(set(listed))
