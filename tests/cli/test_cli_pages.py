"""The command line turns, crops, blacks out, reorders, joins and splits pages; the files stay as they are."""

import pikepdf
import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.listing import add_thing
from caregiver_app.domain.documents.document import Document


@pytest.fixture
def stack(caregiver, case, tmp_path):
    """A case with a stack of four pages, D-001."""
    with pikepdf.new() as pdf:
        for _page in range(4):
            pdf.add_blank_page()
        pdf.save(tmp_path / "stack.pdf")
    assert caregiver("add", case, tmp_path / "stack.pdf").code == 0
    return case


def test_everything_asked_for_is_one_step(caregiver, stack):
    asked = ("--turn", "2-3:90", "--straighten", "1:-1.5", "--crop", "4:5,5,95,50", "--black", "1:10,10,40,12")
    told = caregiver("pages", stack, "D-001", *asked, "--order", "4,1-3", "--leave-out", "3", "--json")
    assert told.code == 0
    pages = told.json["pages"]
    assert [(page["page"], page["turn"]) for page in pages] == [(4, 0), (1, 0), (2, 90)]
    assert (pages[0]["crop"], pages[1]["black"]) == ([0.05, 0.05, 0.95, 0.5], [[0.1, 0.1, 0.4, 0.12]])
    listed = caregiver("pages", stack, "d1").out
    assert "straightened by -1.5°, blacked out at 10,10,40,12 %" in listed
    assert caregiver("list", stack, "documents", "--json").json["documents"][0]["pages"] == 3
    assert "Change the pages of D-001" in caregiver("undo", stack).out
    assert [page["page"] for page in caregiver("pages", stack, "1", "--json").json["pages"]] == [1, 2, 3, 4]


def test_black_parts_add_up_until_they_are_taken_off(caregiver, stack):
    caregiver("pages", stack, "D-001", "--black", "all:0,0,50,10")
    told = caregiver("pages", stack, "D-001", "--black", "2:0,90,100,100", "--json").json
    assert [len(page["black"]) for page in told["pages"]] == [1, 2, 1, 1]
    told = caregiver("pages", stack, "D-001", "--not-black", "2", "--turn", "180", "--json").json
    assert [(len(page["black"]), page["turn"]) for page in told["pages"]] == [(1, 180), (0, 180), (1, 180), (1, 180)]
    assert "page_work" in caregiver("list", stack, "documents", "--json").out
    assert [page["black"] for page in caregiver("pages", stack, "D-001", "--as-in-file", "--json").json["pages"]] == [
        [], [], [], [],
    ]  # fmt: skip


@pytest.mark.every(3)
@pytest.mark.parametrize(
    "wrong",
    [
        ("--turn", "2:45"),
        ("--turn", "x:90"),
        ("--straighten", "1:60"),
        ("--straighten", "1:nan"),
        ("--crop", "1:5,5,5"),
        ("--crop", "1:50,5,40,90"),
        ("--black", "1:a,b,c,d"),
        ("--leave-out", "0"),
        ("--order", ""),
    ],
)
def test_what_cannot_be_read_is_refused_with_an_example(caregiver, stack, wrong):
    told = caregiver("pages", stack, "D-001", *wrong)
    assert (told.code, told.out) == (2, "")
    assert caregiver("list", stack, "documents", "--json").json["documents"][0]["page_work"] == []


def test_pages_that_are_not_there_are_named(caregiver, stack):
    told = caregiver("pages", stack, "D-001", "--turn", "7:90")
    assert (told.code, "D-001 has 4 pages, so there is no page 7." in told.err) == (1, True)
    assert "No page of D-001 would be left." in caregiver("pages", stack, "D-001", "--leave-out", "all").err
    assert "There is no document D-009 in this case." in caregiver("pages", stack, "D-009").err
    assert caregiver("pages", stack, "D-001", "--order", "1,1").code == 2


def test_what_is_not_here_as_a_file_or_is_locked_has_no_pages(caregiver, stack):
    with Casebook.open(stack) as book:
        add_thing(book, Document(number=1, title="Slides", holding="elsewhere"))
        add_thing(book, Document(number=1, title="Locked", fingerprint="a" * 64, trouble="locked"))
    for arguments in (("pages",), ("split", "--before", "2"), ("join", "D-001")):
        told = caregiver(arguments[0], stack, "D-002", *arguments[1:])
        assert (told.code, told.out) == (1, "")
        assert told.err.startswith("D-002 is not here as a file, so nothing can be done with its pages.\n")
        assert told.err.endswith("Nothing was changed.\nAdd its file first.\n")
        told = caregiver(arguments[0], stack, "D-003", *arguments[1:])
        assert (told.code, told.err.split("\n")[0]) == (
            1, "The pages of D-003 cannot be read, so nothing can be done with them.",
        )  # fmt: skip
        told = caregiver(arguments[0], stack, "D-009", *arguments[1:])
        assert (told.code, told.err.split("\n")[:2]) == (
            1, ["There is no document D-009 in this case.", "Nothing was changed."],
        )  # fmt: skip


def test_a_stack_is_split_and_joined_again(caregiver, stack):
    told = caregiver("split", stack, "D-001", "--before", "2,4")
    assert told.code == 0
    assert [line.split("  ")[0] for line in told.out.splitlines()[:3]] == ["D-002", "D-003", "D-004"]
    told = caregiver("join", stack, "D-004", "D-002", "--title", "Letter")
    assert (told.code, told.out.splitlines()[0]) == (0, "D-005  Letter  2 pages")
    assert caregiver("join", stack, "D-004", "D-004").code == 1
    documents = caregiver("list", stack, "documents", "--json").json["documents"]
    assert [(one["number"], one["pages"], one["in_packet"]) for one in documents] == [
        ("D-001", 4, False), ("D-002", 1, False), ("D-003", 2, True), ("D-004", 1, False), ("D-005", 2, True),
    ]  # fmt: skip


def test_a_part_may_be_as_thin_as_the_program_takes_it_and_no_thinner(caregiver, stack):
    for wrong in (("--crop", "1:0,0,2,100"), ("--crop", "1:1,1,3,50"), ("--black", "1:10,10,10,12")):
        told = caregiver("pages", stack, "D-001", *wrong)
        assert (told.code, "Write its left, top, right and bottom" in told.err) == (2, True), wrong
    told = caregiver("pages", stack, "D-001", "--crop", "1:0,0,2.1,100", "--black", "2:10,10,40,10.1", "--json")
    assert [(page["crop"], page["black"]) for page in told.json["pages"][:2]] == [
        ([0.0, 0.0, 0.021, 1.0], []), (None, [[0.1, 0.1, 0.4, 0.101]]),
    ]  # fmt: skip


def test_pages_as_in_the_file_and_what_is_done_with_them_are_one_step_or_none(caregiver, stack):
    caregiver("pages", stack, "D-001", "--turn", "1:90", "--leave-out", "4")
    before = caregiver("pages", stack, "D-001", "--json").json
    assert caregiver("pages", stack, "D-001", "--as-in-file", "--turn", "9:90").code == 1
    assert caregiver("pages", stack, "D-001", "--json").json == before
    told = caregiver("pages", stack, "D-001", "--as-in-file", "--turn", "4:180", "--json").json
    assert [page["turn"] for page in told["pages"]] == [0, 0, 0, 180]
    caregiver("undo", stack)
    assert caregiver("pages", stack, "D-001", "--json").json == before


def test_every_page_of_a_stack_can_become_a_document(caregiver, stack):
    told = caregiver("split", stack, "D-001", "--before", "all")
    assert (told.code, [line.split("  ")[2] for line in told.out.splitlines()[:4]]) == (0, ["1 page"] * 4)


def test_the_list_counts_the_pages_as_they_are_handed_over(caregiver, stack):
    caregiver("pages", stack, "D-001", "--leave-out", "4")
    caregiver("split", stack, "D-001", "--before", "2")
    caregiver("join", stack, "D-002", "D-003")
    rows = [line.split() for line in caregiver("list", stack, "documents").out.splitlines() if line.startswith("D-")]
    assert [row[-1] for row in rows] == ["3", "1", "2", "3"]
