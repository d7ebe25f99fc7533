"""Any name a computer takes is taken, shown as it is and given back, or told in a form every computer takes."""

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.copies import name_for_copy, save_copy
from caregiver_app.casebook.documents.giving_back import LIST, give_back
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import list_files
from caregiver_app.casebook.documents.sources import find_files, printable
from cases import new_case
from legal_names import folded, legal, longest_part

NAMES: Final = (
    "caf\u00e9.txt", "cafe\u0301.txt", "Caf\u00e9.txt",
    "\u05de\u05db\u05ea\u05d1.txt", "\u062a\u0642\u0631\u064a\u0631 \u0637\u0628\u064a.txt",
    "\u68c0\u67e5\u62a5\u544a.txt",
    "\U0001f469\u200d\U0001f680 scan.txt", "\udce9t\udce9.txt", "\udcff", "\u0142" * 125 + ".txt", "x" * 255,
    "trailing dot.", "trailing space ", " leading", "two  spaces", "CON", "con.txt", "aux .txt", "COM\u00b9.txt", "a:b",
    "a\\b.txt", "what?.txt", "<b>x.txt", "=1+1.txt", "-rf", "~", "%s {n}", "'; --", "line\nend.txt", "tab\t.txt",
    "bell\a", "invoice\u202efdp.exe", "\u2066isolated\u2069.txt", ".hidden", "...", "no ending", "\ufeffbom.txt",
    "\u3164",
)  # fmt: skip
"""As Python writes them: what is no text in a name stands as a lone surrogate."""
LONGEST: Final = 255


def is_taken(name: str) -> bool:
    """Whether this computer takes a name."""
    try:
        return 0 < len(os.fsencode(name)) <= LONGEST and name not in (".", "..")
    except UnicodeEncodeError:
        return False


names = st.one_of(
    st.sampled_from(NAMES),
    st.text(st.characters(exclude_characters="/\0"), min_size=1, max_size=30),
    st.text(st.sampled_from("\udc80\udce9\udcffaz. "), min_size=1, max_size=10),
).filter(is_taken)
as_on_disk = names.map(lambda name: os.fsdecode(os.fsencode(name)))  # what happens to be text is read as text


def come_back(place: Path, wanted: list[str]) -> None:
    """Add files of these names, list them, and give them back in both ways: all together, and one by one."""
    brought = place / "brought"
    brought.mkdir()
    bodies = {name: f"This is number {number}.".encode() for number, name in enumerate(wanted)}
    for name, body in bodies.items():
        (brought / name).write_bytes(body)
    with Casebook.open(new_case(place / "case")) as book:
        list_files(book, keep_files(book.originals, find_files([brought])))
        case, originals = book.snapshot(), book.originals
        assert sorted(one.file_name for one in case.documents) == sorted(map(printable, bodies))
        told = give_back(case, originals, place / "all")
        assert (told.files, told.missing) == (len(bodies), ())
        alone = place / "alone"
        alone.mkdir()
        by_name = {printable(name): name for name in bodies}
        for document in case.documents:
            offered = name_for_copy(document)
            assert legal(offered), offered
            if legal(document.file_name) and longest_part(document.file_name) <= 100:
                assert offered == document.file_name
            save_copy(originals.file(document.fingerprint), document, alone / offered)
            assert (alone / offered).read_bytes() == bodies[by_name[document.file_name]]
            (alone / offered).unlink()
    given = {path.name: path.read_bytes() for path in (place / "all").iterdir() if path.name != LIST}
    assert sorted(given.values()) == sorted(bodies.values())
    assert all(legal(name) and longest_part(name) <= 100 for name in given)
    assert len({folded(name) for name in given}) == len(given)
    assert {path.name: path.read_bytes() for path in brought.iterdir()} == bodies


def test_names_of_every_kind_come_back_and_twins_are_both_kept(tmp_path: Path) -> None:
    assert all(map(is_taken, NAMES))
    come_back(tmp_path, list(NAMES))


@pytest.mark.thorough
@settings(max_examples=50)
@given(st.lists(as_on_disk, min_size=100, max_size=120, unique_by=printable))
def test_any_five_thousand_names_come_back(wanted: list[str]) -> None:
    with TemporaryDirectory(prefix="names-") as place:
        come_back(Path(place), wanted)
        shutil.rmtree(Path(place) / "brought")
