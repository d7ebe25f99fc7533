"""What cannot be shown is named: on the cover, in the inventory, in its place and in the report."""

import io
from pathlib import Path

import pikepdf
import pytest

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import TROUBLES
from caregiver_app.domain.documents.request import Request, Requests
from caregiver_app.packet import build
from caregiver_app.packet.build import build_packet
from caregiver_app.packet.options import PacketOptions
from packet.papers import AS_OF, Desk, changed, paper, picture, texts


def locked() -> bytes:
    return changed(paper(), lambda _pdf: None, encryption=pikepdf.Encryption(owner="a", user="b"))


def no_pages() -> bytes:
    written = io.BytesIO()
    pikepdf.new().save(written)
    return written.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (locked(), "locked"),
        (b"%PDF-1.4\nnothing more", "damaged"),
        (no_pages(), "empty"),
        (b"", "empty"),
        (b"PK\x03\x04 a word file", "unsupported"),
        (b"\x89PNG\r\n\x1a\nbroken", "damaged"),
    ],
)
def test_a_file_that_cannot_be_opened_has_its_labelled_page(desk: Desk, data: bytes, reason: str) -> None:
    desk.add(paper())
    desk.add(data, title="The sad one")
    for dividers in (True, False):
        report, target = desk.build(dividers=dividers)
        row = report.documents[1]
        assert (row.included, row.reason, row.pages) == (False, reason, 0)
        pages = texts(target)
        assert "1 of 2 documents could not be included." in pages[0]
        assert "D-002" in pages[0]
        flat = " ".join(pages[row.first_page - 1].split())
        assert TROUBLES[reason] in flat
        assert "The sad one" in flat
        inventory = next(page for page in pages if page.startswith("Documents"))
        assert "Could not be included" in inventory


def test_a_missing_and_a_changed_file_are_told_apart(desk: Desk) -> None:
    first = desk.add(paper(1, "one"))
    second = desk.add(paper(1, "two"))
    desk.find(first.fingerprint).unlink()
    desk.find(second.fingerprint).write_bytes(paper(1, "other"))
    report, _target = desk.build()
    assert [row.reason for row in report.documents] == ["missing", "changed"]


def test_a_document_the_caller_fears_is_never_opened(desk: Desk) -> None:
    document = desk.add(paper())

    def find(_fingerprint: str) -> Path:
        raise AssertionError("opened")

    options = PacketOptions(as_of=AS_OF, unreadable={document.number: "crashed"})
    report = build_packet(desk.case(), find, options, desk.folder / "p.pdf")
    assert report.documents[0].reason == "crashed"


def test_a_cut_file_is_included_as_far_as_it_opens_and_named(desk: Desk) -> None:
    whole = paper(20)
    desk.add(whole[: int(len(whole) * 0.7)])
    report, target = desk.build()
    row = report.documents[0]
    assert row.reason in TROUBLES
    if row.included:
        assert "part of it may be missing" in texts(target)[0]
    else:
        assert "could not be included" in texts(target)[0]


def test_a_page_that_cannot_be_read_has_its_labelled_page_between_the_others(desk: Desk) -> None:
    def write(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].obj.Contents.write(b"\xff\xff\xff\xff", filter=pikepdf.Name.FlateDecode)

    data = changed(paper(3), write)
    desk.add(data)
    report, target = desk.build()
    row = report.documents[0]
    assert (row.included, row.reason, row.pages) == (True, "page_unreadable", 3)
    pages = texts(target)
    assert "Page 1" in pages[row.first_page]
    assert "Page 2 of this document could not be shown." in pages[row.first_page + 1]
    assert "Page 3" in pages[row.first_page + 2]


def test_a_file_with_an_empty_password_is_included(desk: Desk) -> None:
    desk.add(changed(paper(), lambda _pdf: None, encryption=pikepdf.Encryption(owner="secret", user="")))
    report, target = desk.build()
    assert report.documents[0].included
    assert "Page 1" in texts(target)[-1]
    with pikepdf.open(target) as pdf:
        assert not pdf.is_encrypted


def test_a_cut_photo_is_shown_and_named(desk: Desk) -> None:
    photo = picture(size=(400, 300))
    desk.add(photo[: len(photo) - 40])
    report, _target = desk.build()
    assert (report.documents[0].included, report.documents[0].reason) == (True, "pages_missing")


def test_what_a_reader_said_in_its_own_words_is_not_printed(desk: Desk) -> None:
    hurt = paper(2).replace(b"startxref", b"startxxxx")
    desk.add(hurt, title="The hurt one", trouble="pages_missing", trouble_detail="xref-jargon")
    report, target = desk.build()
    assert (report.documents[0].included, report.documents[0].reason) == (True, "pages_missing")
    listed = " ".join(next(page for page in texts(target) if page.startswith("Documents")).split())
    assert "The hurt one" in listed
    assert TROUBLES["pages_missing"] in listed
    assert "jargon" not in listed


def test_papers_left_out_by_choice_are_named_by_their_number_alone(desk: Desk) -> None:
    desk.add(paper(1, "private words"), in_packet=False, title="Kept at home")
    report, target = desk.build()
    assert report.documents[0].reason == "by_choice"
    pages = texts(target)
    assert not any("private words" in page for page in pages)
    assert "1 more document was left out by choice." in pages[0]
    assert any("Left out by choice\r\nD-001" in page for page in pages)
    assert not any("Kept at home" in page for page in pages)


def test_things_elsewhere_and_papers_wanted_say_who_has_them(desk: Desk) -> None:
    desk.add(paper())
    desk.add(b"x", holding="elsewhere", title="Slides", held_by="Pathology, Uppsala", fingerprint="")
    asked = Requests.of([Request(whom="Karolinska", on=PartialDate("2026-11-12"))])
    desk.add(b"y", holding="wanted", title="Lung report", held_by="Karolinska", requests=asked, fingerprint="")
    report, target = desk.build()
    assert len(report.documents) == 1
    inventory = " ".join(page for page in texts(target) if "Wanted and not here" in page)
    for words in ("Slides", "Pathology, Uppsala", "Lung report", "Karolinska", "2026-11-12"):
        assert words in inventory


@pytest.mark.parametrize("folder", ["pdf", "pdf-damaged", "images"])
def test_real_files_are_all_included_or_named(desk: Desk, real_files: Path | None, folder: str) -> None:
    if real_files is None:
        return
    files = sorted((real_files / folder).iterdir(), key=lambda file: file.stat().st_size)[:40]
    for file in files:
        desk.add(file.read_bytes(), title=file.name)
    report, target = desk.build(sections=("documents", "attached"), dividers=False)
    assert len(report.documents) == len(files)
    assert all(row.included or row.reason in TROUBLES for row in report.documents)
    assert report.pages == len(texts(target))


def test_page_labels_that_cannot_be_read_do_not_stop_the_packet(desk: Desk) -> None:
    def labelled(pdf: pikepdf.Pdf) -> None:
        pdf.Root.PageLabels = pikepdf.Dictionary(Kids=pikepdf.Array([1, 2, pikepdf.Name.X]), Nums=pikepdf.Name.No)

    desk.add(paper())
    desk.add(changed(paper(2), labelled)[:-40])
    report, _target = desk.build()
    assert [row.included for row in report.documents] == [True, True]


def test_page_contents_that_are_no_stream_have_their_labelled_page(desk: Desk) -> None:
    desk.add(paper())
    desk.add(
        changed(paper(2), lambda pdf: pdf.pages[0].obj.__setitem__("/Contents", pikepdf.Array([1, pikepdf.Name.X])))
    )
    report, target = desk.build()
    assert [row.reason for row in report.documents] == ["", "page_unreadable"]
    assert "D-002" in texts(target)[0]


def test_a_file_that_breaks_the_joining_is_found_and_named_and_the_others_stay(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.add(paper(text="good {n}"))
    culprit = desk.add(paper(text="bad {n}"))
    real = build.check_packet
    fired = []

    def trips_over_the_culprit(target: Path, pages: int) -> None:
        if any("bad 1" in text for text in texts(target)):
            fired.append(pages)
            raise pikepdf.PdfError("too many errors - giving up")
        real(target, pages)

    monkeypatch.setattr(build, "check_packet", trips_over_the_culprit)
    report, target = desk.build()
    assert fired
    assert [(row.number, row.included, row.reason) for row in report.documents] == [
        (1, True, ""),
        (culprit.number, False, "damaged"),
    ]
    assert "1 of 2 documents could not be included." in texts(target)[0]


def test_files_inside_a_file_are_not_left_out_in_silence(desk: Desk) -> None:
    def with_attachment(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["scan.txt"] = b"the scan itself"

    desk.add(changed(paper(), with_attachment))
    report, target = desk.build()
    assert [(row.included, row.reason, row.pages) for row in report.documents] == [(True, "more_inside", 1)]
    assert "D-001" in texts(target)[0]
    assert b"the scan itself" not in target.read_bytes()
