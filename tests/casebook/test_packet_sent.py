"""A packet that was sent is written down with its exact files, can be made again, and is followed by an addendum."""

import hashlib
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import change_documents, list_files
from caregiver_app.casebook.packet_again import make_again, order_again
from caregiver_app.casebook.packet_order import make, order_packet, plan, prepared
from caregiver_app.casebook.packet_sent import (
    MadePacket,
    NotToldAnyMore,
    SentUnknown,
    change_sent,
    record_sent,
    remove_sent,
    sent_numbered,
    since_sent,
)
from caregiver_app.casebook.timeline import add_entries
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.packet.choices import PacketChoices
from caregiver_app.domain.timeline.records import Note
from caregiver_app.errors import CaregiverError
from caregiver_app.progress import silent
from cases import new_case
from family import history
from packet.papers import paper, texts

AS_OF = date(2026, 11, 20)


@pytest.fixture
def book(tmp_path: Path):
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(paper(2, "What the letter says {n}"))
    with Casebook.open(new_case(tmp_path / "case", entries=history())) as opened:
        list_files(opened, keep_files(opened.originals, [letter]))
        yield opened


def made(book: Casebook, folder: Path, choices: PacketChoices = PacketChoices(), **more: object) -> MadePacket:  # noqa: B008
    order = order_packet(book, choices, AS_OF, **more)  # type: ignore[arg-type]
    return make(order, book.originals, folder / "packet.pdf")


def test_what_is_written_down_is_the_exact_file(book: Casebook, tmp_path: Path) -> None:
    packet = made(book, tmp_path)
    sent = record_sent(book, packet, "Dr Chen", PartialDate("2026-11-21"), "email", "by Jia")
    (file,) = sent.files.values
    assert file.fingerprint == hashlib.sha256((tmp_path / "packet.pdf").read_bytes()).hexdigest()
    assert (file.name, file.size) == ("packet.pdf", (tmp_path / "packet.pdf").stat().st_size)
    assert (sent.number, sent.pages, sent.to_whom, sent.how) == (1, packet.report.pages, "Dr Chen", "email")
    assert [one.number for one in sent.documents.values] == [1]
    assert not book.findings()


@pytest.mark.thorough
def test_it_is_made_again_byte_for_byte_however_the_case_went_on(book: Casebook, tmp_path: Path) -> None:
    sent = record_sent(book, made(book, tmp_path, PacketChoices(paper="letter")), "Dr Chen", None)
    add_entries(book, [Note(title="Something new")], "Add a note")
    letter = book.snapshot().documents[0]
    change_documents(book, [letter.amended(title="Another title", in_packet=False)], "Change")
    again, same = make_again(sent, order_again(book, sent), book.originals, tmp_path / "again.pdf", silent)
    assert same
    assert (tmp_path / "again.pdf").read_bytes() == (tmp_path / "packet.pdf").read_bytes()
    assert again.report.pages == sent.pages
    other = sent.amended(files=[sent.files.values[0].__class__("packet.pdf", 1, "f" * 64)])
    assert not make_again(other, order_again(book, other), book.originals, tmp_path / "again.pdf", silent)[1]


@pytest.mark.thorough
def test_an_addendum_holds_what_is_new_and_names_where_the_rest_stands(book: Casebook, tmp_path: Path) -> None:
    sent = record_sent(book, made(book, tmp_path), "Dr Chen", PartialDate("2026-11-21"))
    new = tmp_path / "new.pdf"
    new.write_bytes(paper(1, "What is new"))
    list_files(book, keep_files(book.originals, [new]))
    add_entries(book, [Note(title="Fever again", date="2026-11-25")], "Add a note")
    told = since_sent(sent, book.snapshot(), book.originals)
    assert [entry.title for entry in told.changes.entries.new] == ["Fever again"]
    order = order_packet(book, PacketChoices(), AS_OF, sent)
    assert prepared(order).options.set_apart == {1: "sent_before"}
    addendum = make(order, book.originals, tmp_path / "addendum.pdf")
    words = "".join(texts(tmp_path / "addendum.pdf"))
    assert "Addendum to the records packet" in words
    assert "It follows packet P-001 of 21 November 2026." in words
    assert "Fever again" in words
    assert "What is new" in words
    assert "What the letter says" not in words
    assert "Left out by choice" not in words
    first = sent.documents.values[0].first_page
    assert f"P-001 p.{first}" in words.replace("\xa0", " ")  # where the letter stands
    assert [one.reason for one in addendum.report.documents] == ["sent_before", ""]
    follow_up = record_sent(book, addendum, "Dr Chen", None)
    assert follow_up.since == sent.id
    _again, same = make_again(follow_up, order_again(book, follow_up), book.originals, tmp_path / "a.pdf", silent)
    assert same


def test_a_number_is_never_given_twice_and_corrections_and_removals_are_undone(book: Casebook, tmp_path: Path) -> None:
    packet = made(book, tmp_path)
    first = record_sent(book, packet, "Dr Chen", None)
    change_sent(book, first.amended(note="They called back"))
    remove_sent(book, sent_numbered(book.snapshot(), "p1"))
    with pytest.raises(SentUnknown):
        sent_numbered(book.snapshot(), "P-001")
    assert record_sent(book, packet, "Dr Wu", None).number == 2
    assert sent_numbered(book.snapshot(), "last").to_whom == "Dr Wu"
    for _step in range(2):
        book.undo()
    assert sent_numbered(book.snapshot(), "1").note == "They called back"
    assert not book.findings()


@pytest.mark.thorough
def test_what_the_case_said_then_is_checked_like_every_file(book: Casebook, tmp_path: Path) -> None:
    sent = record_sent(book, made(book, tmp_path), "Dr Chen", None)
    book.originals.file(sent.told).unlink()
    (finding,) = book.findings()
    assert (finding.kind, finding.where) == ("missing", "Packet P-001")
    with pytest.raises(NotToldAnyMore):
        since_sent(sent, book.snapshot(), book.originals)


@pytest.mark.thorough
def test_a_password_is_put_on_every_file_and_the_same_content_is_known_again(book: Casebook, tmp_path: Path) -> None:
    order = order_packet(book, PacketChoices(), AS_OF)
    packet = make(order, book.originals, tmp_path / "packet.pdf", silent, "lantern-orbit-meadow-flute")
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(tmp_path / "packet.pdf")
    with pikepdf.open(tmp_path / "packet.pdf", password="lantern-orbit-meadow-flute") as pdf:
        assert (pdf.encryption.R, pdf.encryption.V, len(pdf.pages)) == (6, 5, packet.report.pages)
        assert pdf.encryption.bits == 256
        methods = (pdf.encryption.stream_method, pdf.encryption.string_method, pdf.encryption.file_method)
        assert {method.name for method in methods} == {"aesv3"}
        assert pdf.check_pdf_syntax() == []
    sent = record_sent(book, packet, "Dr Chen", None)
    again, same = make_again(
        sent, order_again(book, sent), book.originals, tmp_path / "b.pdf", silent, "lantern-orbit-meadow-flute"
    )
    assert same
    assert again.report.files[0].fingerprint != sent.files.values[0].fingerprint


@pytest.mark.thorough
def test_names_hidden_leave_no_name_on_any_page(book: Casebook, tmp_path: Path) -> None:
    packet = made(book, tmp_path, PacketChoices(hide_names=True))
    words = "".join(texts(tmp_path / "packet.pdf"))
    assert "Novak" not in words
    assert "A. N." in words
    assert [one.reason for one in packet.report.documents] == [""]
    with pikepdf.open(tmp_path / "packet.pdf") as pdf:
        assert "Novak" not in str(pdf.docinfo)


def test_a_paper_with_the_name_stays_out_where_names_are_hidden_and_is_listed(book: Casebook, tmp_path: Path) -> None:
    named = tmp_path / "named.pdf"
    named.write_bytes(paper(1, "Patient: NOVAK, Ana"))
    list_files(book, keep_files(book.originals, [named]))
    packet = made(book, tmp_path, PacketChoices(hide_names=True))
    assert [one.reason for one in packet.report.documents] == ["", "names_it"]
    words = "".join(texts(tmp_path / "packet.pdf"))
    assert "NOVAK" not in words
    assert "It carries the name, and names are hidden in this packet." in words.replace("\r\n", " ")


@pytest.mark.parametrize("hidden", [True, False])
def test_a_zip_of_originals_goes_neither_with_hidden_names_nor_with_a_password(
    book: Casebook, tmp_path: Path, hidden: bool
) -> None:
    order = order_packet(book, PacketChoices(as_zip=True, hide_names=hidden), AS_OF)
    with pytest.raises(CaregiverError, match="ZIP"):
        make(order, book.originals, tmp_path / "packet.pdf", silent, "" if hidden else "lantern-orbit")
    assert not (tmp_path / "packet.pdf").exists()


@pytest.mark.thorough
def test_a_zip_is_made_beside_and_is_one_of_the_files(book: Casebook, tmp_path: Path) -> None:
    packet = made(book, tmp_path, PacketChoices(as_zip=True))
    assert [file.name for file in packet.report.files] == ["packet.pdf", "packet.zip"]
    assert (tmp_path / "packet.zip").stat().st_size == packet.report.files[1].size


@pytest.mark.thorough
def test_the_plan_of_an_order_counts_the_pages_that_will_be_there(book: Casebook, tmp_path: Path) -> None:
    order = order_packet(book, PacketChoices(dividers=False), AS_OF)
    assert plan(order).pages == make(order, book.originals, tmp_path / "packet.pdf").report.pages


def test_a_zip_that_cannot_be_written_is_refused_before_anything_is_made(book: Casebook, tmp_path: Path) -> None:
    order = order_packet(book, PacketChoices(as_zip=True), AS_OF)
    (tmp_path / "packet.zip").write_bytes(b"PK\x03\x04 of somebody else")
    for name in ("packet.pdf", "other.zip"):
        with pytest.raises(CaregiverError):
            make(order, book.originals, tmp_path / name)
        assert not (tmp_path / name).exists()
    assert (tmp_path / "packet.zip").read_bytes() == b"PK\x03\x04 of somebody else"


@pytest.mark.thorough
def test_the_zip_goes_where_a_link_leads(book: Casebook, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "packet.pdf").symlink_to(tmp_path / "there" / "real.pdf")
    order = order_packet(book, PacketChoices(as_zip=True), AS_OF)
    report = make(order, book.originals, tmp_path / "packet.pdf").report
    assert [file.name for file in report.files] == ["real.pdf", "real.zip"]
    assert all((tmp_path / "there" / file.name).stat().st_size == file.size for file in report.files)


@pytest.mark.thorough
def test_an_addendum_is_not_made_again_as_a_whole_packet_when_the_one_it_follows_is_gone(
    book: Casebook, tmp_path: Path
) -> None:
    packet = made(book, tmp_path)
    first = record_sent(book, packet, "Dr Chen", None)
    second = record_sent(book, replace(packet, since=first.id), "Dr Chen", None)
    remove_sent(book, first)
    with pytest.raises(NotToldAnyMore, match="P-002 is an addendum"):
        order_again(book, second)
    book.undo()
    assert order_again(book, second).follows is not None


@pytest.mark.thorough
def test_what_a_killed_program_left_beside_a_packet_is_cleared_and_nothing_else(book: Casebook, tmp_path: Path) -> None:
    rooms = {
        ".abcdefgh.part": ("packet.pdf", True),
        ".ijklmnop.part": ("packet 2.pdf", False),  # begun a moment ago: another program may be at work there
        ".qrstuvwx.part": ("letter.pdf", True),
        ".our papers.part": ("packet.pdf", True),
    }
    for name, (inside, is_old) in rooms.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / inside).touch()
        if is_old:
            os.utime(tmp_path / name, (1, 1))
    made(book, tmp_path)
    left = {path.name for path in tmp_path.glob(".*.part")}
    assert left == {".ijklmnop.part", ".qrstuvwx.part", ".our papers.part"}
