"""Asking, answering, lending and a centre's list are steps: each is kept, told in words and taken back whole."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from caregiver_app import bundled
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents import wanted
from caregiver_app.casebook.documents.letters import make_letter, make_slips
from caregiver_app.casebook.documents.listing import add_thing, change_document
from caregiver_app.casebook.documents.requests import (
    AskingUnclear,
    answer,
    ask_for,
    ask_for_several,
    change_request,
    give_back,
    lend,
    remove_request,
)
from caregiver_app.domain.changes import described, differences, facts, names_of
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.gaps import gaps
from caregiver_app.domain.documents.loans import loan_in_words
from caregiver_app.domain.documents.recipients import bundled_receivers, copy_of, with_want
from caregiver_app.domain.documents.request import Request
from caregiver_app.domain.documents.wanted import Want
from caregiver_app.errors import CaregiverError
from caregiver_app.exchange.recipient_file import read_recipient, recipient_in
from caregiver_app.packet.letter_options import LetterOptions, SlipOptions
from cases import new_case

TODAY = date(2026, 11, 28)
ON = PartialDate("2026-11-09")
DESK = Request(whom="Records desk", how="phone", on=ON, due=PartialDate("2026-11-20"))


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook.open(new_case(tmp_path / "case")) as opened:
        yield opened


def thing(book: Casebook, **told) -> Document:
    return add_thing(book, Document(number=1, title="Slides", kind="slides-blocks", holding="elsewhere", **told))


def status(book: Casebook, kind: str) -> str:
    return next(row.status for row in gaps(book.snapshot(), "", TODAY).rows if row.kind == kind)


def test_asking_for_a_kind_lists_the_paper_as_wanted_in_one_step(book: Casebook) -> None:
    paper = ask_for(book, "pet-ct", DESK)
    assert book.snapshot().documents == (paper,)
    assert (paper.number, paper.title, paper.holding, paper.held_by) == (1, "PET-CT report", "wanted", "Records desk")
    assert (paper.requests.values, paper.asked_on) == ((DESK,), "2026-11-09")
    assert status(book, "pet-ct") == "asked"
    assert book.undo_label == "Ask for: PET-CT report"
    book.undo()
    assert book.snapshot().documents == ()
    book.redo()
    assert book.snapshot().documents == (paper,)


def test_every_asking_is_kept_in_its_order(book: Casebook) -> None:
    ask_for(book, "pet-ct", DESK)
    again = Request(whom="Dr Kralj", how="email", on=PartialDate("2026-11-23"), note="on holiday")
    paper = ask_for(book, "pet-ct", again)
    assert paper.requests.values == (DESK, again)
    assert len(book.snapshot().documents) == 1
    assert paper.held_by == "Dr Kralj"


def test_asking_writes_to_the_paper_as_it_is_and_not_as_the_window_remembers_it(book: Casebook) -> None:
    stale = ask_for(book, "pet-ct", DESK)
    change_document(book, stale.amended(note="typed meanwhile"))
    paper = ask_for(book, stale, Request(whom="Dr Kralj"))
    assert (paper.note, len(paper.requests.values)) == ("typed meanwhile", 2)


def test_which_of_two_wanted_papers_is_meant_must_be_said(book: Casebook) -> None:
    for title in ("PET before", "PET after"):
        add_thing(book, Document(number=1, title=title, kind="pet-ct", holding="wanted"))
    with pytest.raises(AskingUnclear, match="D-001 PET before, D-002 PET after"):
        ask_for(book, "pet-ct", DESK)
    second = book.snapshot().documents[1]
    assert ask_for(book, second, DESK).number == 2


def test_a_wanted_translation_is_no_answer_to_asking_for_the_paper(book: Casebook) -> None:
    original = add_thing(book, Document(number=1, title="Brief", kind="discharge-summary", holding="elsewhere"))
    add_thing(book, Document(number=1, title="Letter", kind="discharge-summary", holding="wanted",
                             translation_of=original.id))  # fmt: skip
    assert ask_for(book, "discharge-summary", DESK).number == 3


def test_a_paper_that_is_here_is_not_asked_for_by_its_number(book: Casebook) -> None:
    here = add_thing(book, Document(number=1, title="PET", kind="pet-ct", holding="file"))
    with pytest.raises(AskingUnclear, match="D-001 PET is in the case as a file"):
        ask_for(book, here, DESK)
    assert ask_for(book, "pet-ct", DESK).number == 2


def test_asking_for_a_thing_leaves_who_holds_it(book: Casebook) -> None:
    slides = thing(book, held_by="Pathology")
    asked = ask_for(book, slides, Request(whom="Dr Kralj"))
    assert (asked.holding, asked.held_by) == ("elsewhere", "Pathology")


@pytest.mark.parametrize("given", ["promised", "refused", "arrived"])
def test_an_answer_goes_to_the_last_asking(book: Casebook, given: str) -> None:
    ask_for(book, "pet-ct", DESK)
    paper = ask_for(book, "pet-ct", Request(whom="Dr Kralj"))
    answered = answer(book, paper, given)
    assert [request.answer for request in answered.requests.values] == ["", given]
    book.undo()
    assert book.snapshot().documents == (paper,)


def test_an_answer_can_be_that_of_one_who_was_asked_earlier(book: Casebook) -> None:
    ask_for(book, "pet-ct", DESK)
    paper = ask_for(book, "pet-ct", Request(whom="Dr Kralj"))
    assert [one.answer for one in answer(book, paper, "refused", "records desk").requests.values] == ["refused", ""]
    with pytest.raises(AskingUnclear, match="Nurse has not been asked for D-001"):
        answer(book, paper, "refused", "Nurse")
    with pytest.raises(AskingUnclear, match="Nobody has been asked for D-002"):
        answer(book, thing(book), "promised")


def test_an_asking_can_be_corrected_and_taken_off(book: Casebook) -> None:
    paper = ask_for(book, "pet-ct", DESK)
    moved = change_request(book, paper, 0, Request(whom="Records desk", due=PartialDate("2026-12")))
    assert moved.requests.values[0].due == "2026-12"
    with pytest.raises(ValueError, match="not an answer"):
        change_request(book, paper, 0, Request(answer="perhaps"))
    assert remove_request(book, moved, 0).requests == ""
    book.undo()
    assert book.snapshot().documents == (moved,)


def test_the_log_is_changed_as_it_is_and_not_as_the_window_remembers_it(book: Casebook) -> None:
    stale = ask_for(book, "pet-ct", DESK)
    ask_for(book, stale, Request(whom="Dr Kralj"))
    change_document(book, book.snapshot().documents[0].amended(note="typed meanwhile"))
    late = PartialDate("2026-12-01")
    moved = change_request(book, stale, 0, Request(whom="Records desk", due=late))
    assert [(one.whom, one.due) for one in moved.requests.values] == [("Records desk", late), ("Dr Kralj", None)]
    assert moved.note == "typed meanwhile"
    assert [one.answer for one in answer(book, stale, "refused").requests.values] == ["", "refused"]
    with pytest.raises(AskingUnclear, match="has been changed meanwhile"):
        remove_request(book, stale, 0)
    assert [one.whom for one in remove_request(book, moved, 0).requests.values] == ["Dr Kralj"]
    with pytest.raises(AskingUnclear, match="Records desk has not been asked"):
        answer(book, moved, "promised", "Records desk")


def test_an_asking_that_moved_up_in_the_log_is_still_the_one_that_is_meant(book: Casebook) -> None:
    ask_for(book, "pet-ct", DESK)
    stale = ask_for(book, "pet-ct", Request(whom="Dr Kralj"))
    remove_request(book, stale, 0)
    assert remove_request(book, stale, 1).requests == ""


def test_one_letter_asks_for_several_papers_in_one_step(book: Casebook) -> None:
    slides = thing(book)
    heart = ask_for(book, "heart", DESK)
    asked = ask_for_several(book, [slides, "pet-ct", "heart"], Request(whom="Dr Kralj", how="letter"))
    assert [(one.number, one.title, len(one.requests.values)) for one in asked] == [
        (1, "Slides", 1), (3, "PET-CT report", 1), (2, heart.title, 2),
    ]  # fmt: skip
    assert book.undo_label == "Ask for 3 papers"
    book.undo()
    assert book.snapshot().documents == (slides, heart)


def test_another_paper_of_a_kind_is_asked_for_by_its_own_title(book: Casebook) -> None:
    ask_for(book, "pet-ct", DESK)
    assert ask_for(book, "pet-ct", DESK, "PET-CT of May 2023").number == 2
    assert [one.title for one in book.snapshot().documents] == ["PET-CT report", "PET-CT of May 2023"]


def test_lending_and_giving_back_are_told_and_an_earlier_loan_is_kept(book: Casebook) -> None:
    slides = lend(book, thing(book, note="box of ten"), "Dr Chen", ON)
    with pytest.raises(AskingUnclear, match=r"not back yet\. Lent to Dr Chen on 9 November 2026\."):
        lend(book, slides, "Dr Kralj", None)
    slides = give_back(book, slides, PartialDate("2026-11-20"))
    with pytest.raises(AskingUnclear, match="is not lent"):
        give_back(book, slides, None)
    slides = lend(book, slides, "Dr Kralj", None)
    assert loan_in_words(slides) == "Lent to Dr Kralj."
    assert slides.note == "box of ten\nLent to Dr Chen on 9 November 2026, back on 20 November 2026."
    slides = give_back(book, slides, None)
    assert loan_in_words(slides) == ""
    assert slides.note.endswith("\nLent to Dr Kralj. It is back.")
    assert len(book.steps()) == 5


def test_a_paper_that_is_wanted_cannot_be_lent(book: Casebook) -> None:
    with pytest.raises(AskingUnclear, match="is not here"):
        lend(book, ask_for(book, "pet-ct", DESK), "Dr Chen", ON)


def test_what_does_not_apply_is_one_mark_a_kind_and_can_be_taken_back(book: Casebook) -> None:
    wanted.mark_not_needed(book, "bone-marrow")
    wanted.mark_not_needed(book, "bone-marrow", "never done")
    (mark,) = book.snapshot().not_needed
    assert (mark.kind, mark.why, status(book, "bone-marrow")) == ("bone-marrow", "never done", "not_needed")
    assert wanted.unmark(book, "bone-marrow")
    assert not wanted.unmark(book, "bone-marrow")
    assert (book.snapshot().not_needed, status(book, "bone-marrow")) == ((), "not_asked")
    book.undo()
    assert book.snapshot().not_needed == (mark,)


def test_one_paper_fills_several_kinds_and_says_so_in_words(book: Casebook) -> None:
    letter = add_thing(book, Document(number=1, title="Letter", kind="discharge-summary", holding="file"))
    full = wanted.also_holds(book, letter, ["chemistry", "discharge-summary", "blood-count", "chemistry"])
    assert full.kinds == ("discharge-summary", "chemistry", "blood-count")
    assert {status(book, kind) for kind in full.kinds} == {"have"}
    (told,) = differences(letter, full, names_of({}, book.last_known))
    assert told.in_words() == "Also holds: (empty) → Blood chemistry, Blood count"
    assert wanted.also_holds(book, full, []).kinds == ("discharge-summary",)


def test_a_centre_of_the_familys_own_is_added_chosen_and_taken_out(book: Casebook) -> None:
    own = copy_of(bundled_receivers()[0], "Minglan")
    wanted.add_recipient(book, own)
    wanted.choose_recipient(book, str(own.id))
    stricter = with_want(own, Want("blood-count", fresh_days=14, words="of the last two weeks"))
    wanted.change_recipient(book, stricter)
    found = gaps(book.snapshot(), "", TODAY)
    assert (found.receiver.name, found.receiver.own) == ("Minglan", True)
    assert next(row.want.fresh_days for row in found.rows if row.kind == "blood-count") == 14
    assert described(stricter) == "Centre: Minglan"
    assert {fact.name for fact in facts(stricter, str)} >= {"Name", "Who said so", "Papers it wants"}
    wanted.remove_recipient(book, stricter)
    assert (book.snapshot().recipients, book.snapshot().person.recipient) == ((), "")
    assert gaps(book.snapshot(), "", TODAY).receiver.id == "car-t-review"
    book.undo()
    assert gaps(book.snapshot(), "", TODAY).receiver.name == "Minglan"


def test_all_of_it_is_there_after_the_case_was_closed_and_undo_empties_it(book: Casebook) -> None:
    own = copy_of(bundled_receivers()[3], "Minglan")
    wanted.add_recipient(book, own)
    wanted.mark_not_needed(book, "mrd")
    lend(book, thing(book), "Dr Chen", ON)
    ask_for(book, "pet-ct", DESK)
    before = book.snapshot()
    book.close()
    with Casebook.open(book.folder) as again:
        assert again.snapshot() == before
        while again.undo_label:
            again.undo()
        assert (again.snapshot().documents, again.snapshot().recipients, again.snapshot().not_needed) == ((), (), ())


LIST = """
name = "Minglan"
based_on = "abroad-translated"
source = "E-mail of the coordinator"
as_of = "20 November 2026"
[[want]]
kind = "Blood count"
fresh_days = 14
words = "of the last two weeks"
[[want]]
kind = "letter of the insurer"
need = "if"
"""


def test_a_list_is_read_from_a_file_with_what_it_is_based_on(tmp_path: Path) -> None:
    (tmp_path / "list.toml").write_text(LIST, encoding="utf-8")
    found = wanted.recipient_from(tmp_path / "list.toml")
    wants = {want.kind: want for want in found.wants.values}
    assert (found.name, found.as_of, found.language) == ("Minglan", "2026-11-20", "English")
    assert wants["blood-count"] == Want("blood-count", fresh_days=14, words="of the last two weeks")
    assert wants["letter of the insurer"].need == "if"
    assert wants["pathology-first"].translation == "certified"


def test_a_copy_of_a_bundled_list_is_read_as_it_is() -> None:
    found = read_recipient(bundled.resource("recipients", "car-t-review.toml"))
    assert found.wants.values == bundled_receivers()[0].wants
    assert "CareNavigator" in found.source


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (b"\xff\xfe\x00", "not a list"),
        (b"PK\x03\x04", "not a list"),
        (b"a = " + b"[" * 100_000, "not a list"),
        (b"#" * (1 << 20) + b"\nname='x'", "not a list"),
        (b"", "“name”"),
        (b"name = 3", "“name”"),
        (b"name = 'x'\nfrech = 1", "“frech”"),
        (b"name = 'x'\nbased_on = 'nowhere'", "“based_on”"),
        (b"name = 'x'\nwant = 3", "“want”"),
        (b"name = 'x'\nas_of = 'soon'", "“as_of”"),
        (b"name = 'x'\nas_of = 12:00:00", "“as_of”"),
        (b"name = 'x'\nsource = [3]", "“source”"),
        (b"name = 'x'\n[[want]]\nneed = 'if'", "“kind”"),
        (b"name = 'x'\n[[want]]\nkind = 'pet-ct'\nfresh_days = -1", "“fresh_days”"),
        (b"name = 'x'\n[[want]]\nkind = 'pet-ct'\nfresh_days = true", "“fresh_days”"),
        (b"name = 'x'\n[[want]]\nkind = 'pet-ct'\nverify = 1", "“verify”"),
        (b"name = 'x'\n[[want]]\nkind = 'pet-ct'\nneed = 'perhaps'", "need"),
    ],
)
def test_what_is_no_list_is_refused_and_what_is_not_understood_is_named(body: bytes, word: str) -> None:
    with pytest.raises(CaregiverError) as told:
        recipient_in(body, "list.toml")
    assert word in told.value.happened
    assert told.value.safe == "Nothing was changed."


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(CaregiverError, match="is not there"):
        wanted.recipient_from(tmp_path / "none.toml")
    with pytest.raises(CaregiverError):
        read_recipient(tmp_path)


@pytest.mark.thorough
def test_a_letter_gives_way_to_a_newer_pdf_of_its_name(book: Casebook, tmp_path: Path) -> None:
    target = tmp_path / "out.pdf"
    assert make_letter(book.snapshot(), book.originals, target, LetterOptions((), ("pet-ct",), "", TODAY)) == 1
    letter = target.read_bytes()
    assert make_slips(book.snapshot(), book.originals, target, SlipOptions((thing(book),))) == 1
    assert target.read_bytes()[:5] == letter[:5] == b"%PDF-"
    assert target.read_bytes() != letter
    assert {path.name for path in tmp_path.iterdir()} == {"out.pdf", "case"}


@pytest.mark.parametrize("place", ["there.txt", "case/originals/x.pdf", "nowhere/x.pdf", "case"])
def test_nothing_but_a_pdf_is_written_over(book: Casebook, tmp_path: Path, place: str) -> None:
    (tmp_path / "there.txt").write_text("mine")
    with pytest.raises(CaregiverError) as told:
        make_letter(book.snapshot(), book.originals, tmp_path / place, LetterOptions((), ("pet-ct",), "", TODAY))
    assert told.value.safe == "Nothing was written over."
    assert (tmp_path / "there.txt").read_text() == "mine"
    assert list(book.originals.folder.rglob("*.pdf")) == []
