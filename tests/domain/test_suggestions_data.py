"""The phrases suggestions are made with are data: their shape, their sources and what they refer to are promises."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from caregiver_app import bundled
from caregiver_app.domain.documents.suggesting.folding import letters
from caregiver_app.domain.documents.suggesting.words import kinds
from caregiver_app.domain.vocabulary import vocabulary

FOLDER: Path = bundled.resource("suggestions")
TABLES = {
    "kinds.toml": {
        "kind": {"id", "names", "telling", "words", "known_by", "unless", "source"},
        "headings": {"labels", "values", "never", "source"},
    },
    "dates.toml": {
        "role": {"id", "weight", "reach", "phrases", "source"},
        "dots": {"day_first", "source"},
        "ranges": {"words", "source"},
        "months": {str(number) for number in range(1, 13)},
    },
    "places.toml": {
        "word": {"id", "weight", "phrases", "source"},
        "departments": {"without", "phrases", "source"},
        "from": {"phrases", "source"},
        "others": {"phrases", "source"},
    },
    "names.toml": {
        "label": {"id", "weight", "phrases", "source"},
        "titles": {"words", "source"},
        "particles": {"words", "source"},
        "never": {"words", "source"},
        "addressed": {"phrases", "source"},
        "sexes": {"words", "source"},
        "stops": {"phrases", "source"},
        "others": {"phrases", "source"},
    },
    "languages.toml": {
        "script": {"name", "letters", "source"},
        "telling": {"name", "instead_of", "letters", "against", "source"},
        "words": {"name", "words", "source"},
    },
}
WITHOUT_PAPERS = {"pathology-relapse", "other"}
"""Kinds with no phrases of their own: one is told apart from another, one is what is left over."""


def read(name):
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def rows(name, table):
    held = read(name)[table]
    return held if isinstance(held, list) else [held]


def test_every_file_is_known_here():
    assert {path.name for path in FOLDER.iterdir()} == set(TABLES)


@pytest.mark.parametrize("name", TABLES)
class TestEveryFile:
    def test_says_as_of_when_it_holds(self, name):
        assert date.fromisoformat(read(name)["as_of"]) >= date(2026, 1, 1)

    def test_has_no_misspelt_table_or_key(self, name):
        assert set(read(name)) == {"as_of", "source", *TABLES[name]}
        for table, keys in TABLES[name].items():
            assert all(set(row) <= keys for row in rows(name, table))

    def test_declares_the_sources_it_uses_and_only_those(self, name):
        used = {row["source"] for table in TABLES[name] for row in rows(name, table) if "source" in row}
        assert used == {source["tag"] for source in read(name)["source"]}
        assert all(source["title"] and source["publisher"] for source in read(name)["source"])

    def test_names_each_row_once(self, name):
        for table in TABLES[name]:
            ids = [row["id"] for row in rows(name, table) if "id" in row]
            assert len(ids) == len(set(ids))

    def test_no_phrase_is_empty_or_written_twice_in_one_list(self, name):
        for table in TABLES[name]:
            for row in rows(name, table):
                for key, phrases in row.items():
                    if isinstance(phrases, list) and key != "letters":
                        assert all(letters(phrase) for phrase in phrases), (table, row.get("id"))
                        assert len(phrases) == len(set(phrases)), (table, row.get("id"), key)


def test_every_kind_of_paper_can_be_suggested_except_those_without_words():
    ids = {term.id for term in vocabulary("document_kinds")}
    assert ids - WITHOUT_PAPERS == {row["id"] for row in rows("kinds.toml", "kind")}
    assert {kind.then for kind in kinds().values()} - {""} == {"pathology-relapse"}


def test_every_kind_has_several_names_some_of_them_chinese():
    for row in rows("kinds.toml", "kind"):
        assert any(phrase.isascii() for phrase in row["names"])
        assert any(re.search(r"[\u4e00-\u9fff]", phrase) for phrase in row["names"]), row["id"]
        assert len(row["names"]) >= 5, row["id"]


def test_no_name_of_a_paper_stands_for_two_kinds():
    seen = {}
    for row in rows("kinds.toml", "kind"):
        for phrase in row["names"]:
            assert seen.setdefault(letters(phrase), row["id"]) == row["id"], phrase


def test_what_a_paper_is_known_by_is_a_role_of_dates():
    roles = {row["id"] for row in rows("dates.toml", "role")}
    assert {row["known_by"] for row in rows("kinds.toml", "kind") if "known_by" in row} <= roles


def test_no_label_of_a_date_says_two_things():
    seen = {}
    for row in rows("dates.toml", "role"):
        for phrase in row["phrases"]:
            assert seen.setdefault(letters(phrase), row["id"]) == row["id"], phrase


def test_every_language_is_one_of_the_vocabulary():
    names = {term.name for term in vocabulary("languages")}
    told = {row["name"] for table in TABLES["languages.toml"] for row in rows("languages.toml", table)}
    assert told | set(read("dates.toml")["dots"]["day_first"]) <= names
