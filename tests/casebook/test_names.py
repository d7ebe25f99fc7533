"""Names that leave the case lie beside each other on any computer."""

from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from caregiver_app.casebook.documents.giving_back import give_back
from caregiver_app.casebook.documents.names import names_for, paths_for, unlike
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.manifest import ListedFile, Manifest, written
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.store.originals import Originals
from family import PERSON
from legal_names import folded, legal, letters, longest_part
from runs import at_most

BASE = 180
"""How long the path of the folder may be that names are given out in, so that no whole path is too long."""
# A letter of which the small form is another length, twins in two writings, a name Windows keeps for itself.
paths = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "a/b",
                "a",
                "A/B",
                "CON",
                "con.txt",
                "e\u0301.txt",
                "\u00e9.txt",
                "../x",
                "/etc/x",
                "C:\\x",
                "ß",
                "SS",
                " ",
                "con" + " " * 120 + "x.pdf",
                "aux .txt",
                "x" * 96 + ".pdf",
                "X" * 96 + ".pdf",
                "👩‍🚀" * 30,
                "a/" + "b" * 99,
                "a/" + "B" * 99,
                "invoice‮fdp.exe",
            ]
        ),
        st.text(min_size=1, max_size=80),
    ),
    max_size=12,
)


titles = st.one_of(
    st.sampled_from(["x" * 120, "X" * 120, "CON", "CT", "é" * 70, "é" * 70, "检查报告" * 40, "a." * 60]),
    st.text(min_size=1, max_size=120),
)
paths_on_disc = st.one_of(
    st.sampled_from(["DICOM/IM0001", "dicom/im0001", "A/" + "b" * 90 + "/c.dcm", "A/" + "B" * 90 + "/C.dcm"]),
    st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="/\\:."), min_size=1, max_size=90),
)


@at_most(1000)
@given(paths, st.integers(24, 200))
def test_any_paths_become_legal_and_none_is_there_twice(wanted: list[str], room: int) -> None:
    made = paths_for(wanted, room)
    assert len(made) == len(wanted)
    assert all(legal(path) for path in made)
    assert len({folded(path) for path in made}) == len(made)
    assert all(letters(path) <= room and longest_part(path) <= 100 for path in made)
    folders = {folded(str(above)) for path in made for above in list(PurePosixPath(path).parents)[:-1]}
    assert not folders & {folded(path) for path in made}


@given(st.lists(st.tuples(st.text(min_size=1), st.text(max_size=300)), max_size=8))
def test_any_titles_give_names_no_computer_refuses(written: list[tuple[str, str]]) -> None:
    documents = [Document(number=n, title=title, file_name=name) for n, (title, name) in enumerate(written, 1)]
    made = names_for(documents, room=60)
    assert all(legal(name) and len(name) <= 60 and name.startswith("D-0") for name in made)
    assert len(set(made)) == len(made)


@at_most(1000)
@given(st.lists(st.tuples(st.integers(1, 3), titles), min_size=1, max_size=8), st.sampled_from([240, 59, 30]))
def test_names_with_a_number_behind_them_stay_within_every_bound(written: list[tuple[int, str]], room: int) -> None:
    documents = [Document(number=number, title=title, format="pdf") for number, title in written]
    made = names_for(documents, room)
    assert all(legal(name) and letters(name) <= room and longest_part(name) <= 100 for name in made)
    assert len({folded(name) for name in made}) == len(made)


@at_most(40)
@given(st.lists(titles, min_size=1, max_size=3), st.lists(paths_on_disc, min_size=1, max_size=4, unique=True))
def test_in_a_folder_far_down_no_whole_path_is_too_long_and_every_byte_is_there(
    written_titles: list[str], on_disc: list[str]
) -> None:
    with TemporaryDirectory(prefix="names-") as place:
        originals = Originals(Path(place) / "case" / "originals")
        originals.folder.mkdir(parents=True)
        bodies = {path: f"{number}".encode() for number, path in enumerate(on_disc)}
        listed = [ListedFile(path, 1, originals.keep_bytes(body).fingerprint) for path, body in bodies.items()]
        manifest = originals.keep_text(written(Manifest("Disc", kept=True, files=tuple(listed))))
        paper = originals.keep_bytes(b"paper")
        documents = [
            Document(number=number, title=title, file_name="x.pdf", fingerprint=paper.fingerprint, size=5)
            for number, title in enumerate(written_titles, 2)
        ]
        disc = Document(number=1, title=written_titles[0], format="disc", fingerprint=manifest.fingerprint)
        target = far_down(Path(place))
        told = give_back(CaseSnapshot(PERSON, documents=(disc, *documents)), originals, target)
        assert (told.missing, told.files) == ((), len(documents) + len(bodies))
        found = [path for path in target.rglob("*") if path.is_file()]
        assert max(letters(str(path)) for path in found) <= 240
        given_back = sorted(path.read_bytes() for path in found if path.suffix != ".csv")
        assert given_back == sorted([*bodies.values(), *([b"paper"] * len(documents))])


def far_down(place: Path) -> Path:
    """Return a folder whose whole path has as many letters as `BASE`, made of parts each disk takes."""
    folder = place
    while (room := BASE - len(str(folder)) - 1) > 0:
        folder /= "f" * (room if room <= 60 else min(60, room - 2))
    folder.parent.mkdir(parents=True)
    assert len(str(folder)) == BASE
    return folder


def test_a_name_tells_number_title_and_the_ending_of_the_file() -> None:
    letter = Document(number=4, title="Clinic letter: after <R-CHOP>", file_name="scan0001.PDF", format="pdf")
    photo = Document(number=5, title="IMG_2041.HEIC", file_name="IMG_2041.HEIC", format="heic")
    bare = Document(number=6, title="Heart", file_name="IM000001", format="dicom")
    assert names_for([letter, photo, bare]) == (
        "D-004 Clinic letter_ after _R-CHOP_.PDF", "D-005 IMG_2041.HEIC", "D-006 Heart.dcm",
    )  # fmt: skip


def test_a_file_never_takes_the_place_of_a_folder() -> None:
    assert unlike(["a", "a/b", "a"]) == ("a", "a_b", "a (2)")
    assert unlike(["a/b", "A"]) == ("a/b", "A (2)")
