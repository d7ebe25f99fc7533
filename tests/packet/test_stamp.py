"""The foot of every sheet says whose packet it is, in whatever letters, and is written where its page is not drawn."""

import re

import pikepdf
import pytest

from caregiver_app.domain.person import Person
from packet.papers import Desk, paper, texts

BARE = {"sections": ("attached",), "dividers": False}


@pytest.mark.parametrize("name", ["Ana (“Anka”) Novak", "A) B\\C (D", "陳大文", "Łucja Żółć", "O'Neill"])
def test_the_name_stands_on_every_sheet_as_it_was_typed(desk: Desk, name: str) -> None:
    desk.add(paper(3))
    person = Person(name=name, born="1968-03-09")
    _report, target = desk.build(case=desk.case(person=person), **BARE)
    for page in texts(target)[1:]:
        assert f"{name} · born 1968-03-09" in page


def test_a_name_too_long_for_its_place_is_shortened_and_the_rest_stays(desk: Desk) -> None:
    desk.add(paper(2))
    _report, target = desk.build(case=desk.case(person=Person(name="Maximiliana " * 20)), **BARE)
    for number, page in enumerate(texts(target)[1:], 2):
        assert re.search(r"Maximiliana [^\n]*…", page)
        assert f"D-001 page {number - 1} of 2" in page
        assert f"packet page {number} of 3" in page


def test_stamped_pages_have_their_own_size_and_the_links_to_them_hold(desk: Desk) -> None:
    desk.add(paper(1))
    desk.add(paper(2, size=(842, 595)))
    _report, target = desk.build(**BARE)
    with pikepdf.open(target) as pdf:
        assert [float(page.mediabox[2]) > float(page.mediabox[3]) for page in pdf.pages] == [False, False, True, True]
        assert all(page.obj.Parent.objgen == pdf.Root.Pages.objgen for page in pdf.pages)
        with pdf.open_outline() as outline:
            leaves = [leaf for item in outline.root for leaf in item.children]
        places = [pikepdf.Page(leaf.destination[0]).index for leaf in leaves]
        assert places == [1, 2]
        assert not pdf.check_pdf_syntax()
