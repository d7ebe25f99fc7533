"""The words and names of the Documents page, without a window."""

from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver_app.casebook.copies import name_for_copy, safe_name
from caregiver_app.casebook.documents.kept import Brought
from caregiver_app.domain.documents.document import TROUBLES, Document
from caregiver_app.domain.documents.translations import possible_originals
from caregiver_app.ui.documents.adding import told
from caregiver_app.ui.documents.size_words import size_in_words
from caregiver_app.ui.documents.states import state_of, trouble_in_a_word, trouble_in_full, what_to_do


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Befund Müller.pdf", "Befund Müller.pdf"),
        ("病理报告.pdf", "病理报告.pdf"),
        ("a:b?.txt", "a_b_.txt"),
        ("../../etc/passwd", ".._.._etc_passwd"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("trailing dots. . ", "trailing dots"),
        ("invoice\u202efdp.exe", "invoice_fdp.exe"),
        ("", "document"),
        ("...", "document"),
    ],
)
def test_a_name_is_changed_only_where_a_computer_would_refuse_it(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=200))
def test_any_name_becomes_one_that_every_computer_takes(name: str) -> None:
    safe = safe_name(name)
    assert 0 < len(safe.encode()) <= 101
    assert PurePosixPath(safe).name == safe
    assert PureWindowsPath(safe).name == safe
    assert safe == safe.rstrip(". ")
    assert safe_name(safe) == safe


def test_a_long_name_keeps_its_ending() -> None:
    assert safe_name("报" * 90 + ".pdf").endswith("报.pdf")


def test_a_file_without_a_usable_name_is_called_by_its_number() -> None:
    assert name_for_copy(Document(number=7, title="x", file_name="???")) == "D-007"


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1000, "1 KB"), (41_300, "41 KB"), (999_700, "1.0 MB"),
        (2_430_000, "2.4 MB"), (48_000_000, "48 MB"), (1_300_000_000, "1.3 GB"), (5_000_000_000_000, "5000 GB"),
    ],
)  # fmt: skip
def test_a_size_is_written_the_way_people_say_it(size: int, words: str) -> None:
    assert size_in_words(size) == words


@pytest.mark.parametrize("trouble", TROUBLES)
def test_every_trouble_has_a_word_a_sentence_and_something_to_do(trouble: str) -> None:
    assert trouble_in_a_word(trouble) != trouble
    assert trouble_in_full(trouble).endswith(".")
    assert what_to_do(trouble).endswith(".")
    assert state_of(Document(number=1, title="x", trouble=trouble)).mark in ("care", "stop")


def test_what_came_in_is_told_in_one_breath_however_much_it_is() -> None:
    came = [Document(number=number, title=f"p{number}", trouble="locked") for number in range(1, 31)]
    words, whole = told(came, (), Brought(()))
    assert words == (
        "30 documents came in. 30 have a problem: D-001 p1 (Locked), D-002 p2 (Locked), D-003 p3 (Locked) and 27 more."
    )
    assert not whole


def test_a_translation_cannot_go_round_in_a_ring() -> None:
    first = Document(number=1, title="original")
    second = Document(number=2, title="translation", translation_of=first.id)
    third = Document(number=3, title="translation of the translation", translation_of=second.id)
    other = Document(number=4, title="something else")
    documents = (first, second, third, other)
    assert possible_originals(documents, first) == (other,)
    assert possible_originals(documents, third) == (first, second, other)
