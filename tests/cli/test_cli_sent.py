"""Packets from the command line with every choice, and the list of those that were sent."""

import json

import pikepdf
import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.listing import add_thing
from caregiver_app.cli.packet import _SECTIONS
from caregiver_app.cli.sent import _sameness
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.packet.choices import SECTIONS
from packet.papers import paper, texts


@pytest.fixture
def letter(tmp_path):
    file = tmp_path / "letter.pdf"
    file.write_bytes(paper(2, "What the letter says {n}"))
    return file


@pytest.mark.thorough
def test_a_packet_is_recorded_listed_made_again_and_followed(caregiver, case, letter, tmp_path):
    caregiver("add", case, letter, "--title", "Discharge letter")
    told = caregiver(
        "packet", case, "-o", tmp_path / "out.pdf", "--as-of", "2026-11-20", "--sent-to", "Dr Chen", "--sent-on",
        "21 Nov 2026", "--sent-how", "email", "--json",
    ).json  # fmt: skip
    assert (told["sent"], told["password"]) == ("P-001", None)
    (listed,) = caregiver("sent", case, "--json").json["sent"]
    assert (listed["number"], listed["to"], listed["on"], listed["how"]) == ("P-001", "Dr Chen", "2026-11-21", "email")
    assert listed["files"] == [{name: value for name, value in told["files"][0].items() if name != "path"}]
    again = caregiver("sent", case, "p1", "--again", tmp_path / "again.pdf")
    assert again.code == 0
    assert "the same as the one that was sent, byte for byte" in again.out
    told = caregiver("sent", case, "p1", "--again", tmp_path / "again.pdf", "--json").json
    assert (told["same"], told["files"][0]["path"]) == (True, str(tmp_path / "again.pdf"))
    assert (tmp_path / "again.pdf").read_bytes() == (tmp_path / "out.pdf").read_bytes()
    assert "Nothing has changed since then." in caregiver("sent", case, "last", "--changes").out
    new = tmp_path / "new.pdf"
    new.write_bytes(paper(1, "What is new"))
    caregiver("add", case, new, "--title", "New scan")
    assert "New: D-002 · New scan" in caregiver("sent", case, "last", "--changes").out
    changes = caregiver("sent", case, "last", "--changes", "--json").json
    assert changes["documents"] == {"new": ["D-002"], "changed": [], "taken_out": []}
    assert caregiver("packet", case, "-o", tmp_path / "more.pdf", "--since", "last").code == 0
    words = "".join(texts(tmp_path / "more.pdf"))
    assert "It follows packet P-001 of 21 November 2026." in words
    assert "What is new" in words
    assert "What the letter says" not in words
    caregiver("sent", case, "1", "--note", "They called")
    assert "They called" in caregiver("sent", case, "1").out
    caregiver("sent", case, "1", "--remove")
    assert "No packet has been recorded as sent yet." in caregiver("sent", case).out
    caregiver("undo", case)
    assert "P-001" in caregiver("sent", case).out


@pytest.mark.thorough
def test_a_locked_packet_made_again_says_what_is_the_same_and_how_it_opens(caregiver, case, tmp_path):
    (tmp_path / "password").write_text("lantern-orbit-meadow\n")
    short = ("packet", case, "--sections", "summary", "-o", tmp_path / "out.pdf", "--sent-to", "Dr Chen")
    assert "It is recorded as P-001" in caregiver(*short, "--password-file", tmp_path / "password").out
    again = caregiver("sent", case, "1", "--again", tmp_path / "a.pdf", "--password-file", tmp_path / "password")
    assert "What is inside is the same as in the one that was sent, byte for byte. It opens only" in again.out
    open_one = caregiver("sent", case, "1", "--again", tmp_path / "b.pdf")
    assert "opens only with a password; this one opens without." in open_one.out
    told = caregiver("sent", case, "1", "--again", tmp_path / "b.pdf", "--json").json
    assert (told["same"], told["pages"]) == (True, 2)
    assert caregiver("sent", case, "1", "--remove", "--json").json == {"removed": "P-001"}


@pytest.mark.every(3)
@pytest.mark.parametrize("weak", ["", "   ", "eleven-char", "  short pass  ", "aaaaaaaaaaaaaaaa"])
def test_a_weak_or_empty_password_is_refused_before_anything_is_made(caregiver, case, tmp_path, weak):
    (tmp_path / "weak").write_text(f"{weak}\n")
    caregiver("packet", case, "--sections", "summary", "-o", tmp_path / "first.pdf", "--sent-to", "Dr Chen")
    locked = ("--password-file", tmp_path / "weak")
    for words in (("packet", case, "-o", tmp_path / "out.pdf"), ("sent", case, "1", "--again", tmp_path / "out.pdf")):
        told = caregiver(*words, *locked)
        assert told.code == 1
        assert told.err.startswith("This cannot be used as a password: a patient stranger could find it by trying.")
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == ["first.pdf"]


def test_what_a_packet_made_again_is_said_to_be():
    assert _sameness(same=True, is_locked=False, was_locked=False).endswith("sent, byte for byte.")
    assert "this one opens without" in _sameness(same=False, is_locked=False, was_locked=True)
    for locked in (True, False):
        assert _sameness(same=True, is_locked=True, was_locked=locked).startswith("What is inside is the same")


def test_what_is_not_a_file_has_no_pages_to_ask_for(caregiver, case, tmp_path):
    with Casebook.open(case) as book:
        add_thing(book, Document(number=1, title="Slides", holding="elsewhere", held_by="the lab"))
    told = caregiver("packet", case, "-o", tmp_path / "out.pdf", "--documents", "1")
    assert told.code == 1
    assert told.err.startswith("D-001 is not a file, so it has no pages for the packet.")
    assert not (tmp_path / "out.pdf").exists()


@pytest.mark.thorough
def test_every_choice_can_be_made(caregiver, case, letter, tmp_path):
    caregiver("add", case, letter, "--title", "Discharge letter")
    caregiver("add", case, letter, "--title", "Twice")
    (tmp_path / "password").write_text("lantern-orbit-meadow\n")
    out = tmp_path / "out.pdf"
    told = caregiver(
        "packet", case, "-o", out, "--sections", "summary", "attached", "--documents", "d2", "--no-title-pages",
        "--paper", "letter", "--language", "en-zh", "--smaller-scans", "--max-mb", "5", "--password-file",
        tmp_path / "password", "--json",
    )  # fmt: skip
    assert told.code == 0
    with pikepdf.open(out, password="lantern-orbit-meadow") as pdf:
        assert len(pdf.pages) == told.json["pages"] == 4
        assert [round(float(side)) for side in pdf.pages[0].mediabox[2:]] == [612, 792]
    assert [row["included"] for row in told.json["documents"]] == [False, True]
    assert told.json["files"][0]["content"] != told.json["files"][0]["fingerprint"]
    assert caregiver("packet", case, "-o", out, "--zip", "--hide-names").code == 1
    told = caregiver("packet", case, "-o", tmp_path / "z.pdf", "--recipient", "reports-only", "--zip")
    assert told.code == 0
    assert (tmp_path / "z.zip").exists()
    told = caregiver("packet", case, "-o", tmp_path / "l.pdf", "--new-password")
    phrase = next(line for line in told.out.splitlines() if "The password is:" in line).rsplit(" ", 1)[1]
    with pikepdf.open(tmp_path / "l.pdf", password=phrase) as pdf:
        assert len(pdf.pages) > 2


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--sections", "everything"], "“everything” is not a section of the packet."),
        (["--sent-on", "2026-11-20"], "--sent-on goes with --sent-to."),
        (["--imaging"], "--imaging goes with --zip."),
        (["--language", "fr"], "Write one of en, en-zh, zh."),
        (["--max-mb", "0"], "“0” is not a whole number from 1."),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_made(caregiver, case, tmp_path, options, words):
    told = caregiver("packet", case, "-o", tmp_path / "out.pdf", *options)
    assert told.code == 2
    assert words in told.err
    assert not (tmp_path / "out.pdf").exists()


def test_the_sections_that_can_be_named_are_those_there_are():
    assert _SECTIONS == SECTIONS


def test_a_packet_that_was_never_sent_is_not_found(caregiver, case, tmp_path):
    assert caregiver("sent", case, "P-009").code == 1
    assert caregiver("packet", case, "-o", tmp_path / "out.pdf", "--since", "P-009").code == 1
    assert caregiver("packet", case, "-o", tmp_path / "out.pdf", "--set", "Dr Nobody").code == 1
    assert caregiver("sent", case, "--changes").code == 2
    assert caregiver("sent", case, "1", "--changes", "--remove").code == 2
    assert json.loads(caregiver("sent", case, "--json").out) == {"sent": []}
