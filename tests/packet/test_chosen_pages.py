"""Chosen pages stand in the packet as they were chosen; what was blacked out or cut off is not in it at all."""

import hashlib
from pathlib import Path

import pikepdf
import pytest

from caregiver_app.domain.documents.sheets import Sheet, Sheets
from packet.papers import Desk, ink, paper, picture, rendered, texts

SECRET = "Westerhaugh secret name"
ON_THE_TEXT = (0.0, 0.15, 1.0, 0.25)


def fingerprint(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def everything_in(path: Path) -> bytes:
    """Every stream of a PDF, unpacked as far as it can be."""
    found = []
    with pikepdf.open(path) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                try:
                    found.append(thing.read_bytes())
                except pikepdf.PdfError:
                    found.append(thing.read_raw_bytes())
            found.append(repr(thing).encode() if not isinstance(thing, pikepdf.Stream) else b"")
    return b"\n".join(found)


def attached(desk: Desk, **choices: object) -> tuple[object, Path, list[str]]:
    """Build a packet without dividers; return the row of the last document, the file and the texts of its pages."""
    report, target = desk.build(dividers=False, sections=("documents", "attached"), **choices)
    row = report.documents[-1]
    return row, target, texts(target)[row.first_page - 1 : row.first_page - 1 + row.pages]


def test_pages_are_in_the_order_that_was_chosen_and_no_others(desk: Desk) -> None:
    data = paper(5)
    desk.add(data, pages=5, sheets=Sheets.of([Sheet(fingerprint(data), page) for page in (4, 1)]))
    row, _target, pages = attached(desk)
    assert (row.included, row.pages, row.reason) == (True, 2, "")
    assert ["Page 4" in pages[0], "Page 1" in pages[1]] == [True, True]


def test_a_turned_page_keeps_its_words_and_is_turned_clockwise(desk: Desk) -> None:
    data = paper(1)
    desk.add(data, pages=1, sheets=Sheets.of([Sheet(fingerprint(data), 1, turn=1)]))
    _row, _target, (page,) = attached(desk)
    assert "Page 1" in page
    desk.documents.clear()
    dark_at_its_left = picture("PNG", (400, 400))
    for turn in (0, 1, 2, 3):
        sheets = Sheets.of([Sheet(fingerprint(dark_at_its_left), 1, turn=turn)])
        desk.add(dark_at_its_left, pages=1, format="png", sheets=sheets)
    report, target = desk.build("turned.pdf", dividers=False, sections=("attached",))
    seen = []
    for row in report.documents:
        image = rendered(target, row.first_page - 1)
        wide, high = image.size
        inner = (wide // 10, high // 4, wide * 9 // 10, high * 3 // 4)
        seen.append([ink(image.crop((at, inner[1], at + wide * 4 // 10, high // 2))) for at in (inner[0], wide // 2)])
        seen[-1] += [ink(image.crop((at, high // 2, at + wide * 4 // 10, inner[3]))) for at in (inner[0], wide // 2)]
    assert [corners.index(max(corners)) for corners in seen] == [0, 1, 3, 2]


@pytest.mark.parametrize("work", ["black", "crop"])
def test_words_blacked_out_or_cut_off_are_nowhere_in_the_packet(desk: Desk, work: str) -> None:
    data = paper(1, SECRET)
    done = {"black": {"black": (ON_THE_TEXT,)}, "crop": {"crop": (0, 0.3, 1, 1)}}[work]
    sheet = Sheet(fingerprint(data), 1, **done)
    desk.add(data, title="Kept whole", pages=1)
    _row, target, (page,) = attached(desk)
    assert SECRET in page
    assert SECRET.encode() in everything_in(target)

    desk.documents.clear()
    desk.add(data, title="Worked on", pages=1, sheets=Sheets.of([sheet]))
    row, target, (page,) = attached(desk, name="worked.pdf")
    assert (row.included, row.reason) == (True, "")
    assert "secret" not in page
    assert b"secret" not in everything_in(target)
    assert b"Westerhaugh" not in everything_in(target)
    image = rendered(target, row.first_page - 1)
    assert ink(image) > 2_000


def test_black_covers_what_was_under_it_and_nothing_else(desk: Desk) -> None:
    data = picture("PNG", (400, 200))
    desk.add(
        data, pages=1, format="png", sheets=Sheets.of([Sheet(fingerprint(data), 1, black=((0.5, 0.5, 1.0, 1.0),))])
    )
    row, target, _pages = attached(desk)
    with pikepdf.open(target) as pdf:
        form = pdf.pages[row.first_page - 1].Resources.XObject.Document
        drawn = pikepdf.PdfImage(form.Resources.XObject.Picture).as_pil_image().convert("L")
    assert drawn.size == (400, 200)
    assert [drawn.getpixel(at) for at in ((50, 50), (350, 50), (50, 150), (350, 150))] == [0, 255, 255, 0]


def test_a_photo_keeps_its_dots_when_it_is_cropped(desk: Desk) -> None:
    data = picture("JPEG", (1200, 800), quality=95)
    desk.add(
        data,
        pages=1,
        format="jpeg",
        sheets=Sheets.of([Sheet(fingerprint(data), 1, crop=(0.25, 0.0, 0.75, 1.0), turn=1)]),
    )
    row, target, _pages = attached(desk)
    with pikepdf.open(target) as pdf:
        form = pdf.pages[row.first_page - 1].Resources.XObject.Document
        drawn = pikepdf.PdfImage(form.Resources.XObject.Picture).as_pil_image()
    assert drawn.size == (800, 600)


def test_photos_become_one_document_and_their_own_entries_say_where_their_pages_are(desk: Desk) -> None:
    photos = [desk.add(picture("JPEG", (60 + n, 40)), title=f"Photo {n}", pages=1, in_packet=False) for n in range(3)]
    sheets = Sheets.of([Sheet(photo.fingerprint) for photo in photos])
    letter = desk.add(b"", title="Letter", fingerprint="", format="pages", sheets=sheets)
    report, target = desk.build()
    rows = [(row.included, row.pages, row.reason) for row in report.documents]
    assert rows == [*[(False, 0, "pages_elsewhere")] * 3, (True, 3, "")]
    inventory = " ".join(page for page in texts(target) if "Inventory" in page)
    assert inventory.count(f"in D-00{letter.number}") == 3
    assert "left out by choice" not in " ".join(texts(target))


def test_a_page_that_cannot_be_read_keeps_its_place_and_is_named(desk: Desk) -> None:
    good = paper(2)
    desk.find(fingerprint(good)).write_bytes(good)
    sheets = [Sheet(fingerprint(good), 2), Sheet("0" * 64, 1), Sheet(fingerprint(good), 9), Sheet(fingerprint(good), 1)]
    desk.add(b"x", fingerprint="", format="pages", sheets=Sheets.of(sheets))
    row, _target, pages = attached(desk)
    assert (row.included, row.pages, row.reason) == (True, 4, "page_unreadable")
    assert ["Page 2" in pages[0], "Page 1" in pages[3]] == [True, True]
    desk.documents.clear()
    desk.add(b"y", fingerprint="", format="pages", sheets=Sheets.of([Sheet("0" * 64, 1)]))
    report, _target = desk.build(name="none.pdf")
    assert (report.documents[0].included, report.documents[0].reason) == (False, "missing")


@pytest.mark.thorough
def test_the_same_pages_make_the_same_bytes(desk: Desk) -> None:
    data = paper(2)
    sheets = [Sheet(fingerprint(data), 2, straighten=1.5, black=(ON_THE_TEXT,)), Sheet(fingerprint(data), 1, turn=3)]
    desk.add(data, pages=2, sheets=Sheets.of(sheets))
    _report, first = desk.build("first.pdf")
    _report, second = desk.build("second.pdf")
    assert first.read_bytes() == second.read_bytes()
    assert desk.find(fingerprint(data)).read_bytes() == data
