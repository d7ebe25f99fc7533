"""Names that leave the case lie beside each other on any computer."""

import unicodedata
from pathlib import PurePosixPath

from hypothesis import given
from hypothesis import strategies as st

from caregiver_app.casebook.documents.names import names_for, paths_for, unlike
from caregiver_app.domain.documents.document import Document

FORBIDDEN = set('<>:"\\|?*')
RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(10))}
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
            ]
        ),
        st.text(min_size=1, max_size=80),
    ),
    max_size=12,
)


def folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def legal(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return (
        not path.startswith("/")
        and all(part not in (".", "..") and not FORBIDDEN & set(part) and part == part.strip() for part in parts)
        and all(not part.endswith(".") and part.split(".")[0].upper() not in RESERVED for part in parts)
        and all(character >= " " for character in path)
    )


@given(paths, st.integers(60, 200))
def test_any_paths_become_legal_and_none_is_there_twice(wanted: list[str], room: int) -> None:
    made = paths_for(wanted, room)
    assert len(made) == len(wanted)
    assert all(legal(path) for path in made)
    assert len({folded(path) for path in made}) == len(made)
    assert all(len(path) <= room + len(f" ({len(made)})") for path in made)
    folders = {folded(str(above)) for path in made for above in list(PurePosixPath(path).parents)[:-1]}
    assert not folders & {folded(path) for path in made}


@given(st.lists(st.tuples(st.text(min_size=1), st.text(max_size=300)), max_size=8))
def test_any_titles_give_names_no_computer_refuses(written: list[tuple[str, str]]) -> None:
    documents = [Document(number=n, title=title, file_name=name) for n, (title, name) in enumerate(written, 1)]
    made = names_for(documents, room=60)
    assert all(legal(name) and len(name) <= 60 and name.startswith("D-0") for name in made)
    assert len(set(made)) == len(made)


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
