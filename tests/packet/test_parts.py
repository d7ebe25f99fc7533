"""A packet in several files: none too large, nothing lost or doubled, one count of pages, links within each."""

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from caregiver_app.casebook.copies import part_name
from caregiver_app.packet.build import build_packet
from caregiver_app.packet.options import PacketOptions
from caregiver_app.packet.report import PacketReport
from packet.papers import AS_OF, Desk, paper, texts

EDGE = 360
"""Noise of so many dots a side, packed as PNG does, takes about 390 kB."""


def scan(seed: int, pages: int = 1) -> bytes:
    frames = [Image.effect_noise((EDGE, EDGE), 60 + seed + page).convert("RGB") for page in range(pages)]
    written = io.BytesIO()
    frames[0].save(written, "TIFF", save_all=True, append_images=frames[1:])
    return written.getvalue()


def parts_of(report: PacketReport, target: Path) -> list[Path]:
    return [target.with_name(file.name) for file in report.files]


def test_each_file_is_small_enough_and_together_they_hold_every_page_once(desk: Desk) -> None:
    for number in range(6):
        desk.add(scan(number), title=f"Scan {number}")
    desk.add(paper(2, "Letter {n}"), title="The letter")
    most = 900_000
    report, target = desk.build(most_bytes=most)
    files = parts_of(report, target)
    assert len(files) > 2
    assert all(path.stat().st_size <= most for path in files)
    assert [path.stat().st_size for path in files] == [file.size for file in report.files]
    pages = [text for path in files for text in texts(path)]
    assert len(pages) == report.pages == sum(file.pages for file in report.files)
    # The count of pages runs through all parts.
    assert all(f"packet page {page} of {report.pages}" in text for page, text in enumerate(pages, 1))
    for row in report.documents:
        assert f"D-{row.number:03}" in pages[row.first_page - 1]
    assert sum("Letter 1" in text for text in pages) == sum("Letter 2" in text for text in pages) == 1


def test_every_part_says_which_it_is_what_is_in_it_and_where_the_others_begin(desk: Desk) -> None:
    for number in range(4):
        desk.add(scan(number), title=f"Scan {number}")
    report, target = desk.build(most_bytes=900_000)
    files = parts_of(report, target)
    count = len(files)
    covers = [texts(path)[0].replace("\r\n", " ") for path in files]
    assert covers[0].startswith(f"Records packet, part 1 of {count}")
    for number, cover in enumerate(covers[1:], 2):
        assert cover.startswith(f"Records packet, part {number} of {count}")
        assert f"Part {number} of {count}, this file" in cover
    for path, file in zip(files, report.files, strict=True):
        with pikepdf.open(path) as pdf:
            assert len(pdf.pages) == file.pages
            assert "part" in str(pdf.docinfo["/Title"])
            names = {page.obj.objgen for page in pdf.pages}
            for page in pdf.pages:
                for mark in page.get("/Annots", []):
                    place = mark.get("/Dest") or mark.A.D
                    assert place[0].objgen in names  # no link leads out of its file


def test_a_document_too_large_for_one_file_goes_on_in_the_next_and_says_so(desk: Desk) -> None:
    desk.add(scan(1, pages=5), title="The thick one", pages=5)
    report, target = desk.build(most_bytes=1_300_000)
    files = parts_of(report, target)
    assert len(files) >= 2
    pages = [text.replace("\r\n", " ") for path in files for text in texts(path)]
    assert [sum(f"D-001 page {n} of 5" in text for text in pages) for n in range(1, 6)] == [1] * 5
    assert any("D-001 The thick one, its pages" in texts(path)[0].replace("\r\n", " ") for path in files[1:])


def test_a_packet_that_fits_is_one_file_as_without_a_limit(desk: Desk) -> None:
    desk.add(paper(2))
    report, target = desk.build("limited.pdf", most_bytes=5_000_000)
    _report, plain = desk.build("plain.pdf")
    assert len(report.files) == 1
    assert target.read_bytes() == plain.read_bytes()


def test_a_packet_that_just_fits_is_one_file_too(desk: Desk) -> None:
    for number in range(2):
        desk.add(scan(number))
    report, target = desk.build(most_bytes=1_000_000)
    assert [file.name for file in report.files] == [target.name]
    assert 700_000 < target.stat().st_size <= 1_000_000


@pytest.mark.parametrize("most", [60_000, 120_000])
def test_small_files_are_filled_and_not_given_a_page_each(desk: Desk, most: int) -> None:
    desk.add(paper(100, "Letter {n}"))
    report, _target = desk.build(most_bytes=most)
    assert all(file.size <= most for file in report.files)
    assert len(report.files) < 10


def test_the_password_makes_no_file_larger_than_was_asked_for(desk: Desk) -> None:
    desk.add(paper(100, "Letter {n}"))
    whole, target = desk.build()
    options = PacketOptions(as_of=AS_OF, most_bytes=whole.files[0].size)
    report = build_packet(desk.case(), desk.find, options, target, password="hemlig lösenord 密码")
    assert len(report.files) == 2
    assert all(file.size <= options.most_bytes for file in report.files)
    assert [path.stat().st_size for path in parts_of(report, target)] == [file.size for file in report.files]
    again = build_packet(desk.case(), desk.find, options, target, password="hemlig lösenord 密码")
    assert [file.content for file in again.files] == [file.content for file in report.files]


@pytest.mark.parametrize("name", ["x" * 246 + ".pdf", "张" * 80 + ".pdf", "packet", ".pdf", "a.b.pdf"])
def test_no_two_parts_have_one_name_however_long_it_is(name: str) -> None:
    names = [part_name(Path(name), part, 12) for part in range(1, 13)]
    assert len(set(names)) == 12
    assert all(len(part.encode()) <= 255 for part in names)
    assert [f"part {part} of 12" in found for part, found in enumerate(names, 1)] == [True] * 12


def test_a_page_that_is_too_large_by_itself_is_in_a_file_of_its_own_and_named(desk: Desk) -> None:
    desk.add(paper(1, "A small one"), title="Small")
    desk.add(scan(3), title="Large", kind="pet-ct")
    report, target = desk.build(most_bytes=300_000)
    sizes = [file.size for file in report.files]
    assert max(sizes) > 300_000
    assert any("larger than" in note for note in report.notes)
    assert sum(len(texts(path)) for path in parts_of(report, target)) == report.pages


@pytest.mark.parametrize("dividers", [True, False])
def test_parts_are_the_same_bytes_each_time(desk: Desk, dividers: bool) -> None:
    for number in range(3):
        desk.add(scan(number))
    first, one = desk.build("a.pdf", most_bytes=900_000, dividers=dividers)
    second, other = desk.build("b.pdf", most_bytes=900_000, dividers=dividers)
    assert [file.fingerprint for file in first.files] == [file.fingerprint for file in second.files]
    assert len(first.files) > 1
    assert one != other
