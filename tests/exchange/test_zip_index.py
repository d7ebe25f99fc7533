"""The index of a ZIP reads in any browser without asking for anything, and takes no typed word for markup."""

import re
from dataclasses import fields, replace
from html.parser import HTMLParser
from typing import Any

from caregiver_app.exchange.relative_links import relative_link
from caregiver_app.exchange.zip_index import Listed, ZipIndex, index_page
from deceiving import CONTROLS, DECEIVING

EVIL = "<script>alert(1)</script>\"'&amp;{name}"
PAPER = Listed(
    "D-012", "Letter", "Discharge summary", "May 2023", "Ward 6", ("German", "2 pages"), (("a b/x#1.pdf", "x"),)
)
INDEX = ZipIndex(
    name="Ana Novak", born="1971", as_of="20 November 2026", question="Why?", packets=("packet.pdf",),
    documents=(PAPER,),
    missing=(Listed("D-013", "Report", remarks=("The file is missing from the case folder.",)),), left_out=("D-002",),
    tables=(("timeline.csv", "a table"),), sums="SHA256SUMS.txt",
)  # fmt: skip


class Page(HTMLParser):
    """Read a page: its elements in order, its links, its words, and whether every element is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.words = ""
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in ("href", "src")]
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_page_is_whole_and_asks_for_nothing_from_outside() -> None:
    text = index_page(INDEX)
    page = Page(text)
    assert page.open == []
    assert set(page.tags).isdisjoint({"script", "link", "img", "iframe", "object"})
    assert not re.search(r"https?:|//|url\(|@import", text)
    assert '<html lang="en">' in text
    assert page.links == ["packet.pdf", "a%20b/x%231.pdf", "timeline.csv", "SHA256SUMS.txt"]


def test_it_tells_what_is_there_and_what_is_not() -> None:
    words = Page(index_page(INDEX)).words
    told = ("Ana Novak", "Why?", "D-012", "Letter", "Ward 6", "2 pages", "D-013 Report: The file is missing", "D-002",
            "sha256sum -c SHA256SUMS.txt")  # fmt: skip
    assert [word for word in told if word not in words] == []


def test_what_was_typed_is_never_markup() -> None:
    typed = {one.name: EVIL for one in fields(ZipIndex) if one.type is str and one.name != "language"}
    paper = Listed(EVIL, EVIL, EVIL, EVIL, EVIL, (EVIL,), ((EVIL, EVIL),), (EVIL,))
    evil = replace(
        INDEX, **typed, packets=(EVIL,), documents=(paper,), imaging=(paper,), missing=(paper,), left_out=(EVIL,),
        notes=(EVIL,), tables=((EVIL, EVIL),),
    )  # fmt: skip
    page = Page(index_page(evil))
    assert page.open == []
    assert "script" not in page.tags
    assert page.words.count(EVIL) >= 20


def test_a_name_of_another_direction_stands_in_an_element_of_its_own() -> None:
    assert "<bdi>أحمد</bdi>" in index_page(replace(INDEX, name="أحمد"))


def test_signs_that_deceive_are_marks() -> None:
    page = index_page(replace(INDEX, name=DECEIVING))
    assert "invoice\ufffdfdp.exe" in page
    assert not CONTROLS & set(page)


def test_a_document_of_several_files_leads_to_each() -> None:
    paper = replace(PAPER, links=(("1.jpg", "first"), ("2.jpg", "second")))
    page = Page(index_page(replace(INDEX, documents=(paper,))))
    assert page.links[1:3] == ["1.jpg", "2.jpg"]


def test_an_empty_case_says_no_more_than_it_must() -> None:
    words = Page(index_page(ZipIndex("Ana", "", "1 May 2026"))).words
    assert "Documents" not in words
    assert "Left out" not in words


def test_a_link_leads_to_its_file_whatever_its_name() -> None:
    assert relative_link("originals/D-1 ü病?#%.pdf") == "originals/D-1%20%C3%BC%E7%97%85%3F%23%25.pdf"
