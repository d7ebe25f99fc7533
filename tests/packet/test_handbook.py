"""The handbook on paper: every part with its page, links that lead there, bookmarks, the keys; in both languages."""

from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from caregiver_app.casebook.handbook import make_handbook
from caregiver_app.domain.guide.articles import handbook
from caregiver_app.domain.guide.keys import FROM_THE_MENUS, KEY_PLACES, key_words
from caregiver_app.i18n import LANGUAGES, _, plain_words, speaking
from caregiver_app.packet.printed.handbook import HandbookOptions, draw_handbook

VARIANTS = [("a4", "en"), ("letter", "zh_CN")]


def squeezed(text: str) -> str:
    """A text without what a line break may change."""
    return "".join(text.split()).replace("\ufffe", "").replace("\u2010", "-")


def text_of(file: Path) -> list[str]:
    document = pypdfium2.PdfDocument(file)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def drawn(folder: Path, paper: str, language: str) -> Path:
    target = folder / f"{language}.pdf"
    with speaking(language):
        draw_handbook(HandbookOptions(paper, language), target)
    return target


@pytest.fixture(scope="module", params=VARIANTS, ids=lambda variant: "-".join(variant))
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    paper, language = request.param
    return drawn(tmp_path_factory.mktemp("handbook"), paper, language), language


def test_every_line_of_every_part_and_every_key_is_on_paper(made: tuple[Path, str]) -> None:
    file, language = made
    whole = squeezed("".join(text_of(file)))
    with speaking(language):
        for part in handbook():
            told = [part.title, part.summary, *(one.heading for one in part.sections)]
            told += [line.text for section in part.sections for line in section.lines]
            assert [text for text in told if squeezed(_(text)) not in whole] == [], part.id
        for place in (FROM_THE_MENUS, *KEY_PLACES):
            for words, keys in place.rows:
                assert squeezed(plain_words(_(words))) in whole
                assert squeezed(key_words(keys)) in whole


def test_each_part_stays_on_one_page_and_the_contents_on_one(made: tuple[Path, str]) -> None:
    file, language = made
    pages = [squeezed(text) for text in text_of(file)]
    with speaking(language):
        for part in handbook():
            first, last = part.sections[0].lines[0], part.sections[-1].lines[-1]
            (page,) = [text for text in pages if squeezed(first.words()) in text]
            assert squeezed(last.words()) in page, part.id
        titles = [squeezed(_(part.title)) for part in handbook()]
        assert all(title in pages[1] for title in titles)


def test_the_contents_name_the_page_of_each_part_and_lead_there(made: tuple[Path, str]) -> None:
    file, language = made
    pages = text_of(file)
    with pikepdf.open(file) as pdf, speaking(language):
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        links: list[Any] = list(pdf.pages[1].Annots)
        leads = [numbers[link.Dest[0].objgen] for link in links]
        assert len(leads) == 2 * (len(handbook()) + 1)
        for part, number in zip(handbook(), leads[::2], strict=False):
            assert squeezed(_(part.title)) in squeezed(pages[number - 1])
        assert leads[::2] == leads[1::2]
        assert [str(number) for number in leads[::2]] == [word for word in pages[1].split() if word.isdigit()][
            : len(leads) // 2
        ]


def test_the_outline_holds_the_contents_every_part_and_the_keys(made: tuple[Path, str]) -> None:
    file, language = made
    with pikepdf.open(file) as pdf, pdf.open_outline() as outline, speaking(language):
        wanted = [_("Contents"), *(_(part.title) for part in handbook()), _("Keys")]
        assert [item.title for item in outline.root] == wanted
        assert str(pdf.Root.Lang) == language.replace("_", "-")
        assert str(pdf.docinfo["/Title"]) == _("Handbook of the Caregiver Organizer")


def test_it_is_the_same_bytes_each_time_and_is_made_without_a_case(tmp_path: Path) -> None:
    for name in ("once", "again"):
        (tmp_path / name).mkdir()
        pages = make_handbook(tmp_path / name / "handbook.pdf", HandbookOptions(language="en"))
        assert pages == len(text_of(tmp_path / name / "handbook.pdf")) > 10
    once, again = ((tmp_path / name / "handbook.pdf").read_bytes() for name in ("once", "again"))
    assert once == again


def test_it_speaks_the_languages_the_program_speaks() -> None:
    assert {language for _paper, language in VARIANTS} == set(LANGUAGES)
