"""The generated pages look as they did when they were looked at: A4 and Letter, colour and grey, in both languages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.sample import make_sample
from packet.golden_pages import FOLDER, VARIANTS, name_of, packet, pages
from packet.papers import texts

NEAR = 3.0
"""How far the pages may differ on average, of 255: another version of the drawing library smooths letters otherwise."""
SPOT = 60
"""How far any spot of a page may differ once both are blurred: a word that moved or went differs by more."""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    folder = tmp_path_factory.mktemp("golden") / "case"
    make_sample(folder)
    with Casebook.open(folder) as opened:
        yield opened


def differs(page: Image.Image, kept: Image.Image) -> str:
    if page.size != kept.size:
        return f"{page.size} and not {kept.size}"
    apart = ImageChops.difference(page.convert("RGB"), kept.convert("RGB"))
    mean = max(ImageStat.Stat(apart).mean)
    spot = max(high for _low, high in apart.filter(ImageFilter.BoxBlur(4)).getextrema())
    return f"{mean:.1f} on average, {spot} at a spot" if mean > NEAR or spot > SPOT else ""


@pytest.mark.thorough
@pytest.mark.parametrize(("paper", "language"), VARIANTS)
def test_every_kind_of_page_looks_as_it_did(book: Casebook, tmp_path: Path, paper: str, language: str) -> None:
    _report, target = packet(book, tmp_path, paper, language)
    worse = {}
    for grey in (False, True):
        for kind, page in pages(target, grey=grey):
            name = name_of(kind, paper, language, grey=grey)
            with Image.open(FOLDER / name) as kept:
                if told := differs(page, kept):
                    worse[name] = told
                    page.save(tmp_path / name)
    assert worse == {}, tmp_path


def test_a_page_that_lost_a_word_is_told_from_one_that_did_not() -> None:
    name = name_of("cover", "a4", "en", grey=False)
    with Image.open(FOLDER / name) as kept:
        page = kept.convert("RGB")
    assert differs(page, page.copy()) == ""
    without = page.copy()
    without.paste("white", (0, 40, page.width, 70))
    assert differs(without, page) != ""


@pytest.mark.thorough
def test_a_reader_finds_what_matters_on_the_cover_and_one_sheet(book: Casebook, tmp_path: Path) -> None:
    _report, target = packet(book, tmp_path, "a4", "en")
    cover, *rest = texts(target)
    summary = [text for text in rest if text.startswith("Case summary") or "Case summary, 2 of 2" in text]
    assert len(summary) == 2
    told = " ".join(" ".join((cover, *summary)).split())
    for matters in (
        "Is CD19 CAR-T a sensible next step now",  # the question
        "Diffuse large B-cell lymphoma",  # the diagnosis
        "Relapsed 24 September 2026",  # where things stand
        "R-CHOP", "R-ICE",  # the lines
        "Best response", "CR (Deauville 2)", "PET-CT, 2024-12-17",  # the last response and how it was judged
    ):  # fmt: skip
        assert matters in told
