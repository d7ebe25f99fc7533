"""A list of files is written in one way only, and one that nobody here wrote is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver_app.domain.documents.manifest import ListedFile, Manifest, read, written

A, B = "a" * 64, "b" * 64
LIST = Manifest(
    "CD 7",
    True,
    (
        ListedFile("DICOM/IM2", 20, B, "", "1.2", "1.2.3", "CT", "Lung", number=2, images=3),
        ListedFile("DICOM/IM1", 10, A),
        ListedFile("DICOM/王", 5, trouble="damaged"),
    ),
)


def test_a_list_comes_back_whole_and_its_order_does_not_matter() -> None:
    text = written(LIST)
    assert written(Manifest(LIST.name, LIST.kept, LIST.files[::-1])) == text
    assert set(read(text).files) == set(LIST.files)
    assert written(read(text)) == text
    assert json.loads(text)["files"][0] == {"path": "DICOM/IM1", "size": 10, "fingerprint": A}
    assert read(written(Manifest("empty", False, ()))) == Manifest("empty", False, ())


@given(
    st.lists(
        st.builds(
            ListedFile,
            path=st.from_regex(r"[^/\\:\x00-\x1f.]{1,8}(/[^/\\:\x00-\x1f.]{1,8}){0,2}", fullmatch=True).filter(
                lambda path: not any("\ud800" <= letter <= "\udfff" for letter in path)
            ),
            size=st.integers(0, 1 << 60),
            fingerprint=st.just(A),
        ),
        unique_by=lambda file: file.path,
        max_size=5,
    )
)
def test_any_list_comes_back(files: list[ListedFile]) -> None:
    manifest = Manifest("x", True, tuple(sorted(files, key=lambda file: file.path)))
    assert read(written(manifest)) == manifest


@pytest.mark.parametrize(
    "path",
    ["../x", "a/../../x", "/etc/passwd", "", "a//b", "./a", "a/.", "C:/x", "c:x", "..\\x", "a\\b", "a\0b", "a\nb"],
)
def test_a_path_that_leads_out_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        read(written(Manifest("x", True, (ListedFile(path, 1, A),))))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "[" * 100_000,
        '{"what":' * 50_000,
        written(LIST)[:-5],
        written(LIST) + " ",
        written(LIST).replace('"size":10', '"size":1e1'),
        written(LIST).replace('"size":10', '"size":-1'),
        written(LIST).replace('"number":2', '"number":-2'),
        written(LIST).replace('"images":3', '"images":-3'),
        written(LIST).replace('"size":10', '"size":true'),
        written(LIST).replace('"size":10', '"size":"10"'),
        written(LIST).replace('"size":10', '"size":10,"more":1'),
        written(LIST).replace(A, "A" * 64),
        written(LIST).replace(A, "a" * 63),
        written(LIST).replace('"trouble":"damaged"', '"study":"1"'),
        written(LIST).replace("IM2", "IM1"),
        written(LIST).replace('"version":1', '"version":2'),
        written(LIST).replace('"kept":true', '"kept":1'),
        written(LIST).replace("Caregiver", "Another"),
    ],
)
def test_a_list_nobody_here_wrote_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="list of files"):
        read(text)
