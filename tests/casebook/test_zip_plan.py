"""A file goes into the ZIP only where all that it shows was chosen; why another does not is said in a sentence."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import list_files, remove_documents
from caregiver_app.casebook.documents.sources import find_files
from caregiver_app.casebook.zip_plan import ZipChoice, ZipPlan, zip_plan
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.manifest import ListedFile, Manifest, written
from caregiver_app.domain.documents.sheets import Sheet, Sheets
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.store.originals import Originals
from cases import new_case
from discs import disc
from family import PERSON, fixed

TODAY = date(2026, 11, 20)
MORE = "The file shows more than was chosen of it: pages or parts were left out. So it is not here."
HOLDS = "It holds papers that were left out, so the file itself is not here."


def mark(number: int) -> str:
    return f"{number:064x}"


def paper(number: int, **more: Any) -> Document:
    told: dict[str, Any] = {"id": fixed(f"d{number}"), "number": number, "title": f"P{number}", "file_name": "x.pdf"}
    return Document(**{**told, "format": "pdf", "fingerprint": mark(number), "size": 9, "pages": 3, **more})


def put_together(number: int, *pages: Sheet) -> Document:
    return paper(number, fingerprint="", size=0, format="pages", file_name="", pages=None, sheets=Sheets.of(pages))


def plan(all_of_them: list[Document], *chosen: Document) -> ZipPlan:
    case = CaseSnapshot(PERSON, documents=tuple(all_of_them))
    choice = ZipChoice(tuple(one.id for one in chosen), True, TODAY)
    return zip_plan(case, Originals(Path("nowhere")), choice)


def places(found: ZipPlan) -> list[str]:
    return [piece.place for piece in found.pieces]


def test_a_file_whose_pages_were_only_turned_or_cropped_goes() -> None:
    pages = [Sheet(mark(1), page, turn=1, crop=(0.0, 0.0, 0.5, 0.5)) for page in (1, 2, 3)]
    one = paper(1, sheets=Sheets.of(pages))
    assert places(plan([one], one)) == ["originals/D-001 P1.pdf"]


@pytest.mark.parametrize(
    "pages",
    [
        [Sheet(mark(1), 1), Sheet(mark(1), 3)],
        [Sheet(mark(1), 1), Sheet(mark(1), 2, black=((0.1, 0.1, 0.5, 0.5),)), Sheet(mark(1), 3)],
    ],
    ids=["a page is left out", "a part is black"],
)
def test_a_file_that_shows_more_than_was_chosen_stays(pages: list[Sheet]) -> None:
    one = paper(1, sheets=Sheets.of(pages))
    found = plan([one], one)
    assert (places(found), found.why) == ([], {one.id: MORE})


def test_a_stack_goes_once_every_document_in_it_is_chosen() -> None:
    stack = paper(1)
    first, second = put_together(2, Sheet(mark(1), 1)), put_together(3, Sheet(mark(1), 2), Sheet(mark(1), 3))
    whole = plan([stack, first, second], first, second)
    assert places(whole) == ["originals/D-002 P2.pdf"]
    assert whole.places == {first.id: ("originals/D-002 P2.pdf",), second.id: ("originals/D-002 P2.pdf",)}
    assert whole.left_out == ()
    half = plan([stack, first, second], first)
    assert (places(half), half.why, half.left_out) == ([], {first.id: MORE}, ("D-001", "D-003"))


def test_photos_put_together_go_under_the_number_of_the_whole() -> None:
    photos = [paper(number, format="jpeg", file_name=f"{number}.jpg", pages=1) for number in (1, 2)]
    whole = put_together(3, Sheet(mark(1)), Sheet(mark(2)))
    assert places(plan([*photos, whole], whole)) == ["originals/D-003 P3.jpg", "originals/D-003 P3 (2).jpg"]
    found = plan([photos[0], whole], whole)  # the other was taken off the list
    assert places(found) == ["originals/D-003 P3.jpg"]
    assert found.why[whole.id].startswith("It is made of pages of files that are no longer listed")


def test_a_locked_file_goes_though_its_pages_are_those_of_an_open_copy() -> None:
    one = paper(1, sheets=Sheets.of(Sheet(mark(99), page) for page in (1, 2, 3)))
    assert [piece.fingerprint for piece in plan([one], one).pieces] == [mark(1)]


def test_an_e_mail_goes_only_with_all_that_came_in_it() -> None:
    mail = paper(1, format="eml", file_name="m.eml")
    inside = [paper(2, part_of=mail.id), paper(3, part_of=fixed("d2"))]
    assert places(plan([mail, *inside], mail, *inside))[0] == "originals/D-001 P1.eml"
    found = plan([mail, *inside], mail, inside[0])
    assert (places(found), found.why) == ([], {mail.id: HOLDS, inside[0].id: HOLDS})


def test_a_zip_that_was_opened_stays_for_all_in_it_is_listed() -> None:
    found = plan([paper(1, format="zip")], paper(1, format="zip"))
    assert found.why[fixed("d1")] == "It was opened: what was inside is listed as documents of their own."


def test_one_file_that_is_two_documents_goes_once() -> None:
    twins = [paper(1), paper(2, fingerprint=mark(1))]
    found = plan(twins, *twins)
    assert places(found) == ["originals/D-001 P1.pdf"]
    assert found.places[twins[1].id] == ("originals/D-001 P1.pdf",)


def test_what_is_no_file_has_none_and_is_not_left_out() -> None:
    found = plan([paper(1, holding="wanted", fingerprint=""), paper(2, holding="elsewhere", fingerprint="")])
    assert (found.pieces, found.left_out) == ((), ())


def listed_disc(shelf: Originals, number: int, *files: ListedFile, kept: bool = True, **more: Any) -> Document:
    found = shelf.keep_text(written(Manifest(f"M{number}", kept, files)))
    return paper(number, **{"format": "disc", "file_name": "", "pages": None, **more}, fingerprint=found.fingerprint)


def of_disc(shelf: Originals, all_of_them: list[Document], *chosen: Document) -> ZipPlan:
    case = CaseSnapshot(PERSON, documents=tuple(all_of_them))
    return zip_plan(case, shelf, ZipChoice(tuple(one.id for one in chosen), True, TODAY))


@pytest.fixture
def shelf(tmp_path: Path) -> Originals:
    (tmp_path / "originals").mkdir()
    return Originals(tmp_path / "originals")


def test_a_disc_with_a_scan_that_was_left_out_stays_and_the_other_scan_goes_alone(shelf: Originals) -> None:
    files = [ListedFile(f"{name}/1", 1, mark(number), study=name) for number, name in ((21, "A"), (22, "B"))]
    cd = listed_disc(shelf, 1, *files)
    scans = [
        listed_disc(shelf, number, file, format="study", part_of=cd.id, study_uid=file.study)
        for number, file in enumerate(files, 2)
    ]
    assert places(of_disc(shelf, [cd, *scans], cd, *scans)) == ["imaging/D-001 P1/A/1", "imaging/D-001 P1/B/1"]
    found = of_disc(shelf, [cd, *scans], cd, scans[0])
    assert places(found) == ["imaging/D-002 P2/A/1"]
    assert found.why == {cd.id: "It holds scans that were left out, so the whole disc is not here."}
    assert of_disc(shelf, [cd, scans[0]], cd, scans[0]).why == found.why  # one that was taken off the list is on it too


def test_a_paper_on_a_disc_that_was_left_out_does_not_go_with_it(shelf: Originals) -> None:
    files = [ListedFile("DOC/a.pdf", 1, mark(21)), ListedFile("DOC/b.dcm", 1, mark(22)), ListedFile("c", 1, mark(23))]
    cd = listed_disc(shelf, 1, *files)
    plain = paper(2, fingerprint=mark(21), part_of=cd.id, path_inside="DOC/a.pdf")
    enclosed = paper(3, part_of=cd.id, path_inside="DOC/b.dcm/report.pdf")
    assert places(of_disc(shelf, [cd, plain, enclosed], cd)) == ["imaging/D-001 P1/c"]
    assert len(places(of_disc(shelf, [cd, plain, enclosed], cd, plain, enclosed))) == 5


@pytest.mark.parametrize(
    ("kept", "gone", "why"),
    [
        (False, False, "Its files were only listed and never copied into the case."),
        (True, True, "The list of its files is missing from the case folder, or was changed."),
    ],
)
def test_a_disc_that_is_not_in_the_case_says_so(shelf: Originals, kept: bool, gone: bool, why: str) -> None:
    cd = listed_disc(shelf, 1, ListedFile("a", 1, mark(21)), kept=kept)
    if gone:
        shelf.file(cd.fingerprint).unlink()
    assert of_disc(shelf, [cd], cd).why == {cd.id: why}


def test_paths_of_a_disc_are_legal_everywhere_and_never_lead_out(shelf: Originals) -> None:
    names = ["aux.dcm", "qa:b?", "A/x", "a/X", "long/" + "n" * 300]
    cd = listed_disc(shelf, 1, *(ListedFile(name, 1, mark(n)) for n, name in enumerate(names, 20)))
    found = places(of_disc(shelf, [cd], cd))
    assert len({one.casefold() for one in found}) == len(names)
    assert all(one.startswith("imaging/D-001 P1/") and len(one) < 200 and not set(':?"') & set(one) for one in found)


@pytest.mark.thorough
def test_a_real_disc_goes_whole(tmp_path: Path) -> None:
    source = disc(tmp_path / "CD 7")
    with Casebook.open(new_case(tmp_path / "case")) as book:
        listed = list_files(book, keep_files(book.originals, find_files([source])))
        case = book.snapshot()
        choice = ZipChoice(tuple(one.id for one in case.documents), True, TODAY)
        found = zip_plan(case, book.originals, choice)
        on_disc = {path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file()}
        assert {piece.inside for piece in found.pieces if piece.inside} == on_disc
        assert found.why == {}
        study = next(one for one in listed if one.format == "study")
        assert len(found.inside[study.id]) == study.images
        remove_documents(book, [study])
        assert "It holds scans" in next(iter(zip_plan(book.snapshot(), book.originals, choice).why.values()))
