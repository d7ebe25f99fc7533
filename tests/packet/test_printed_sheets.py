"""Every printed sheet: useful when the case is empty, whole when it is full, never cut, the same bytes each time."""

import re
import tomllib
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from pydantic import ValidationError

from caregiver_app.domain.appointments.records import Bag, Bring
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.record import Record
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.worksheet.records import Option, Said, SaidOf
from caregiver_app.errors import CaregiverError
from caregiver_app.packet import style
from caregiver_app.packet.printed.draw import draw_sheet
from caregiver_app.packet.printed.options import SHEETS, SheetOptions
from family import fixed
from packet.papers import ink, rendered
from packet.printed_case import CHECK, EMPTY, FULL, HOSTILE, ROUND, TODAY, log, question, sheet, told

PHRASES = Path(__file__).parents[1] / "forbidden_phrases.toml"
LONGEST_OF = {
    "questions": 2, "visit": 1, "steps": 2, "daily-log": 4, "contacts": 1, "request": 2, "handover": 2, "intake": 3,
    "warning-card": 1, "worksheet": 3,
}  # fmt: skip
ODD = "Umlaut ä 淋巴瘤 <i>x</i> & {y} %d"


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    rows = tomllib.loads(PHRASES.read_text("utf-8"))["phrase"]
    return tuple(re.compile(row["pattern"], re.IGNORECASE) for row in rows)


def outside(path: Path) -> list[str]:
    """Name what lies outside the part of a page that home printers reach."""
    found = []
    with pypdfium2.PdfDocument(path) as document:
        for number, page in enumerate(document, 1):
            width, height = page.get_size()
            for thing in page.get_objects():
                left, bottom, right, top = thing.get_bounds()
                if left < 17 or bottom < 17 or right > width - 17 or top > height - 17:
                    found.append(f"page {number}: {left:.0f} {bottom:.0f} {right:.0f} {top:.0f}")
    return found


def everything_odd(case: CaseSnapshot, text: str) -> CaseSnapshot:
    """Return the case with a text in every field of its records that takes any words."""
    kept = {"stage", "topic", "guide", "audience", "kind", "zone", "recipient", "how_known", "holding", "marker"}

    def odd(record: Record) -> Record:
        for name, value in record:
            if type(value) is str and name not in kept:
                try:
                    record = record.amended(**{name: text})
                except ValidationError:
                    continue
        return record

    return CaseSnapshot.read(lambda kind: [odd(record) for record in case.records() if type(record) is kind])


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("case", [EMPTY, FULL], ids=["empty", "full"])
def test_a_sheet_keeps_to_its_pages_and_to_the_paper(tmp_path: Path, name: str, case: CaseSnapshot, paper: str) -> None:
    pages = sheet(tmp_path / "s.pdf", name, case, paper=paper)
    assert 1 <= len(pages) <= LONGEST_OF[name]
    assert not outside(tmp_path / "s.pdf")
    with pypdfium2.PdfDocument(tmp_path / "s.pdf") as document:
        assert all(page.get_size() == pytest.approx(style.PAPERS[paper], abs=0.1) for page in document)
    assert case.person.name in pages[0]


@pytest.mark.parametrize("name", SHEETS)
def test_the_same_case_gives_the_same_bytes_and_nothing_that_runs(tmp_path: Path, name: str) -> None:
    for target in ("1.pdf", "2.pdf"):
        draw_sheet(FULL, SheetOptions(name, TODAY), tmp_path / target)
    body = (tmp_path / "1.pdf").read_bytes()
    assert body == (tmp_path / "2.pdf").read_bytes()
    assert not [word for word in (b"/JavaScript", b"/Launch", b"/URI", b"/EmbeddedFile") if word in body]


@pytest.mark.parametrize("name", SHEETS)
def test_no_sheet_advises_judges_promises_or_grades(tmp_path: Path, name: str) -> None:
    for case, blank in ((EMPTY, False), (FULL, False), (EMPTY, True)):
        words = " ".join(sheet(tmp_path / "s.pdf", name, case, blank=blank))
        assert not [found[0] for pattern in patterns() if (found := pattern.search(words))]


@pytest.mark.parametrize("name", sorted(set(SHEETS) - {"request"}))
def test_every_sheet_says_of_which_day_it_is_and_who_put_it_together(tmp_path: Path, name: str) -> None:
    for page in sheet(tmp_path / "s.pdf", name):
        assert "printed 29 November 2026" in page
        assert "Put together by the family; it is not medical advice." in page


@pytest.mark.every(3)
@pytest.mark.parametrize("text", [ODD, HOSTILE], ids=["odd", "long"])
@pytest.mark.parametrize("name", SHEETS)
def test_what_was_typed_stands_as_typed_and_steers_nothing(tmp_path: Path, name: str, text: str) -> None:
    case = everything_odd(FULL, text)
    words = " ".join(sheet(tmp_path / "s.pdf", name, case))
    assert text[:20] in words
    assert "淋巴瘤" in words
    assert not outside(tmp_path / "s.pdf")


@pytest.mark.parametrize("name", SHEETS)
def test_a_very_long_name_is_whole_and_the_rest_stays(tmp_path: Path, name: str) -> None:
    long = "ABDURRAHMANOVICH-VON-HOHENSTEIN, Wilhelmina Maria Theresia Josepha Antonia Renate"
    case = FULL.after([(FULL.person, FULL.person.amended(name=long))])
    pages = sheet(tmp_path / "s.pdf", name, case)
    # A word that is wider than its column goes on in the next line.
    assert long.replace(" ", "") in "".join(pages).replace(" ", "")
    assert not outside(tmp_path / "s.pdf")


@pytest.mark.thorough
def test_long_texts_run_over_the_page_and_every_word_of_them_is_there(tmp_path: Path) -> None:
    numbers = [f"w{n}" for n in range(1500)]
    long = " ".join(numbers)
    bag = Bag.of([Bring(text=long)])
    changed = CHECK.amended(notes=long, why=long, bring=bag)
    asked = question("long", str(CHECK.id), text=long, starred=True)
    case = FULL.after([
        (CHECK, changed), (None, asked), (None, told("other", long)), (None, log("2026-11-29", "09:00", notes=long)),
        (FULL.contacts[0], FULL.contacts[0].amended(note=long)), (FULL.person, FULL.person.amended(question=long)),
    ])  # fmt: skip
    for name, times in {"questions": 1, "visit": 3, "steps": 1, "daily-log": 1, "contacts": 1, "handover": 2}.items():
        words = " ".join(sheet(tmp_path / "s.pdf", name, case)).split()
        for number in ("w0", "w749", "w1499"):
            assert words.count(number) >= times, f"{name}: {number}"
        assert not outside(tmp_path / "s.pdf"), name


def test_a_card_that_holds_too_much_is_set_larger_and_then_as_a_sheet(tmp_path: Path) -> None:
    def card(words: int) -> list[str]:
        long = " ".join(f"w{n}" for n in range(words))
        signs = next(one for one in FULL.instructions if one.topic == "warning-signs")
        return sheet(tmp_path / "s.pdf", "warning-card", FULL.after([(signs, signs.amended(text=long))]))

    for words, pages, copies in ((60, 1, 2), (320, 2, 2), (900, 2, 1)):
        made = card(words)
        told_there = " ".join(made).split()
        assert len(made) == pages
        assert told_there.count("w0") == told_there.count(f"w{words - 1}") == copies
        assert not outside(tmp_path / "s.pdf")


@pytest.mark.parametrize("name", ["questions", "visit"])
def test_an_appointment_that_is_gone_is_said_in_plain_words(tmp_path: Path, name: str) -> None:
    with pytest.raises(CaregiverError, match="That appointment is not in the case any more") as told_there:
        sheet(tmp_path / "s.pdf", name, appointment=fixed("nowhere"))
    assert told_there.value.safe
    assert told_there.value.now
    assert not (tmp_path / "s.pdf").exists()


@pytest.mark.parametrize("name", ["steps", "daily-log", "contacts", "handover", "warning-card"])
def test_a_round_that_is_gone_is_said_in_plain_words(tmp_path: Path, name: str) -> None:
    with pytest.raises(CaregiverError, match="That CAR-T round is not in the case any more"):
        sheet(tmp_path / "s.pdf", name, round=fixed("nowhere"))


@pytest.mark.parametrize(("name", "rows"), [("questions", 12), ("visit", 12), ("daily-log", 30), ("intake", 30)])
def test_an_empty_sheet_has_lines_to_write_on(tmp_path: Path, name: str, rows: int) -> None:
    sheet(tmp_path / "s.pdf", name, EMPTY)
    with pypdfium2.PdfDocument(tmp_path / "s.pdf") as document:
        ruled = [
            thing for page in document for thing in page.get_objects()
            if (box := thing.get_bounds())[2] - box[0] > 30 and box[3] - box[1] < 2
        ]  # fmt: skip
    assert len(ruled) >= rows


def test_a_sheet_is_read_without_colour(tmp_path: Path) -> None:
    sheet(tmp_path / "s.pdf", "steps")
    assert ink(rendered(tmp_path / "s.pdf", 0)) > 2000


def test_a_name_that_is_no_sheet_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not a sheet"):
        draw_sheet(EMPTY, SheetOptions("nothing", TODAY), tmp_path / "s.pdf")


def test_one_round_is_not_mixed_with_another(tmp_path: Path) -> None:
    other = next(one for one in FULL.rounds if one.id != ROUND.id)
    for name in ("steps", "daily-log", "contacts", "warning-card"):
        words = " ".join(sheet(tmp_path / "s.pdf", name, round=other.id))
        for said in ("38.0 °C, twice", "+86 21 5550 9999", "Slept well", "Rent the flat"):
            assert said not in words, name


def test_the_worksheet_says_who_said_what_and_leaves_lines_where_nobody_did(tmp_path: Path) -> None:
    said = SaidOf.of([Said("criterion-goal", "To hold the disease.", "Dr Kralj", PartialDate("2026-05-03"))])
    options = (Option(name="Bispecific antibody", said=said), Option(name="A trial", position=2))
    case = CaseSnapshot(FULL.person, options=options)
    text = " ".join(" ".join(sheet(tmp_path / "s.pdf", "worksheet", case)).split())
    assert "What is it for here? To hold the disease. · Dr Kralj, 3 May 2026" in text
    assert "A trial Nothing was said of it yet." in text
    assert "It gives no score and ranks nothing." in text
