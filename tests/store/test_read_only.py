"""A case that can only be read, as on a stick, is read whole: also one of an earlier version or changed elsewhere."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.finding import find
from caregiver_app.casebook.documents.listing import add_thing
from caregiver_app.domain.documents.document import Document
from caregiver_app.errors import CaseReadOnly
from caregiver_app.store import schema
from family import PERSON

DATABASES = Path(__file__).parents[1] / "databases"


@pytest.fixture
def on_a_stick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every case be one that cannot be written to."""
    monkeypatch.setattr(schema, "_can_write", lambda _connection: False)


def copied(version: int, folder: Path) -> Path:
    (folder / "originals").mkdir(parents=True)
    shutil.copy(DATABASES / f"v{version}.db", folder / "case.db")
    return folder


@pytest.mark.parametrize("version", [1, 2])
def test_a_case_of_an_earlier_version_is_read_and_stays_as_it_is(
    tmp_path: Path, request: pytest.FixtureRequest, version: int
) -> None:
    with Casebook.open(copied(version, tmp_path / "disk")) as upgraded:
        expected = upgraded.snapshot()
    request.getfixturevalue("on_a_stick")
    stick = copied(version, tmp_path / "stick")
    before = (stick / "case.db").read_bytes()
    with Casebook.open(stick) as book:
        assert book.read_only
        assert book.snapshot() == expected
        assert expected.documents
        for document in expected.documents:
            assert document in [hit.document for hit in find(book, document.title).hits]
        assert book.undo_label
        with pytest.raises(CaseReadOnly), book.step("Change") as tx:
            tx.put(expected.documents[0].amended(title="changed"))
        with pytest.raises(CaseReadOnly):
            book.undo()
        assert book.snapshot() == expected
    assert (stick / "case.db").read_bytes() == before
    assert {path.name for path in stick.iterdir()} == {"case.db", "originals"}


def test_what_another_program_wrote_before_is_found(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    with Casebook.create(tmp_path / "case", PERSON) as book:
        for title in ("Alpha", "Gamma"):
            add_thing(book, Document(number=1, title=title, holding="elsewhere"))
    with closing(sqlite3.connect(tmp_path / "case" / "case.db")) as other, other:
        other.execute("UPDATE document SET title = 'Beta' WHERE title = 'Alpha'")
        other.execute("DELETE FROM document WHERE title = 'Gamma'")
    request.getfixturevalue("on_a_stick")
    with Casebook.open(tmp_path / "case") as book:
        titles = {words: [hit.document.title for hit in find(book, words).hits] for words in ("alpha", "beta", "gamma")}
        assert titles == {"alpha": [], "beta": ["Beta"], "gamma": []}
