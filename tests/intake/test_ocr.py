"""The words on the picture of a page are read, in their places and in the order people read them."""

import sys
from pathlib import Path

import pytest
from PIL import Image, ImageOps

from caregiver_app.domain.documents.reading import NOTHING, OCR, WAITING, PageText, Word
from caregiver_app.intake.ocr import read_page
from caregiver_app.intake.ocr_extra import ocr_available
from caregiver_app.intake.ocr_lines import ReadLine, in_rows
from caregiver_app.progress import Cancelled
from scans import LINES, PAPER, as_file, scan

QUARTERS = (None, Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)


def read(tmp_path: Path, image: Image.Image, form: str = "png") -> PageText:
    file = tmp_path / f"scan {len(list(tmp_path.iterdir()))}"
    file.write_bytes(as_file(image, form=form.upper()))
    return read_page(file, form, 1)


def word(page: PageText, text: str) -> Word:
    (found,) = (one for one in page.words if one.text == text)
    return found


def middle(one: Word) -> tuple[float, float]:
    return one.x + one.width / 2, one.y + one.height / 2


def test_the_words_on_a_scan_are_read_where_they_stand(tmp_path: Path) -> None:
    page = read(tmp_path, scan())
    assert (page.source, page.page) == (OCR, 1)
    assert page.text.splitlines() == list(LINES)
    assert [one.text for one in page.words] == " ".join(LINES).split()
    bone, report = word(page, "Bone"), word(page, "report")
    assert bone.x == pytest.approx(60 / PAPER[0], abs=0.02)
    assert bone.y + bone.height / 2 == pytest.approx(72 / PAPER[1], abs=0.03)
    assert bone.x + bone.width < report.x
    assert len(page.look) == 16


@pytest.mark.thorough
@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_that_lies_on_its_side_or_head_is_read(tmp_path: Path, quarters: int) -> None:
    turn = QUARTERS[quarters]
    assert turn is not None
    upright, turned = read(tmp_path, scan()), read(tmp_path, scan().transpose(turn))
    assert turned.text == upright.text
    x, y = middle(word(upright, "Ferritin"))
    expected = {1: (y, 1 - x), 2: (1 - x, 1 - y), 3: (1 - y, x)}[quarters]
    assert middle(word(turned, "Ferritin")) == pytest.approx(expected, abs=0.02)


def test_chinese_is_read_in_phrases_that_join_to_the_text(tmp_path: Path) -> None:
    page = read(tmp_path, scan(["上海明澜医院", "弥漫大B细胞淋巴瘤，非特指型，符合复发"]))
    assert page.text.splitlines()[0] == "上海明澜医院"
    assert page.text.splitlines()[1].replace(",", "，") == "弥漫大B细胞淋巴瘤，非特指型，符合复发"
    assert max(len(one.text) for one in page.words) <= 10
    assert "".join(one.text for one in page.words) == page.text.replace("\n", "")


def test_light_writing_on_dark_ground_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, ImageOps.invert(scan())).text.splitlines() == list(LINES)


@pytest.mark.thorough
def test_a_long_screenshot_is_read_to_its_end(tmp_path: Path) -> None:
    lines = [f"Result {number} of the day" for number in range(10, 40)]
    page = read(tmp_path, scan(lines, (480, 1900)))
    assert page.text.splitlines() == lines


def test_a_page_without_words_says_so_and_has_a_look(tmp_path: Path) -> None:
    blank = read(tmp_path, Image.new("RGB", PAPER, "white"))
    assert (blank.source, blank.text, blank.words) == (NOTHING, "", ())
    assert blank.look == "0" * 16


def test_what_cannot_be_read_has_no_words_and_what_is_not_there_waits(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing more")
    assert read_page(broken, "pdf", 1).source == NOTHING
    assert read_page(tmp_path / "gone", "pdf", 1).source == WAITING
    whole = tmp_path / "whole"
    whole.write_bytes(as_file(scan()))
    assert read_page(whole, "png", 2).source == NOTHING


def test_without_the_extra_a_page_waits_and_its_look_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = read(tmp_path, scan())
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    assert not ocr_available()
    assert read(tmp_path, scan()) == PageText(1, "", WAITING, look=installed.look)


def test_reading_stops_when_it_is_asked_to(tmp_path: Path) -> None:
    def stop(*_told: object) -> None:
        raise Cancelled

    file = tmp_path / "scan"
    file.write_bytes(as_file(scan()))
    with pytest.raises(Cancelled):
        read_page(file, "png", 1, 1, stop)


def line(text: str, x: float, y: float, width: float, height: float = 20, slope: float = 0.0) -> ReadLine:
    rise = slope * width
    corners = ((x, y), (x + width, y + rise), (x + width, y + height + rise), (x, y + height))
    return ReadLine(text, corners)


def order(lines: list[ReadLine]) -> list[str]:
    return [" ".join(one.text for one in row) for row in in_rows(lines)]


def test_columns_of_running_text_are_read_one_after_the_other() -> None:
    left = [line(f"left {n} with a good many words in it", 0, 100 + 30 * n, 400) for n in range(4)]
    right = [line(f"right {n} with a good many words in it", 450, 103 + 30 * n, 400) for n in range(5)]
    title, foot = line("A title over both columns", 200, 0, 500), line("and a foot", 200, 400, 500)
    lines = [one for pair in zip(left, right, strict=False) for one in pair] + [right[4], title, foot]
    assert order(lines) == [
        title.text,
        *(one.text for one in left),
        *(one.text for one in right),
        foot.text,
    ]


def test_a_table_is_read_row_by_row_even_where_its_lines_slope() -> None:
    rows = [
        line(text, x, 40 * n + 0.03 * x, 120, slope=0.03)
        for n in range(4)
        for x, text in ((600, f"Range {n}"), (0, f"Test {n}"), (300, f"Value {n}"))
    ]
    assert order(rows) == [f"Test {n} Value {n} Range {n}" for n in range(4)]


def test_words_stay_on_the_page_and_apart() -> None:
    (first, second) = line("ab cd", -5, -5, 110, 30).words(100, 20)
    assert (first.x, first.y) == (0.0, 0.0)
    assert first.x + first.width <= second.x
    assert second.x + second.width <= 1.0
    assert second.y + second.height <= 1.0
