"""The vocabularies are data: their shape, their sources and their order are promises the code relies on."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from caregiver_app import bundled
from caregiver_app.domain.timeline.kinds import KINDS
from caregiver_app.domain.vocabulary import Term, term, vocabulary

FILES = sorted(bundled.resource("vocabularies").glob("*.toml"))
REQUIRED = {"id", "name", "plain", "chinese", "synonyms", "source"}
OPTIONAL = {"group", "as_of", "checklist"}


def read(path: Path) -> dict:
    return tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
class TestEveryVocabulary:
    def test_says_as_of_when_it_holds(self, path):
        assert date.fromisoformat(read(path)["as_of"]) >= date(2026, 1, 1)

    def test_has_the_keys_the_loader_reads_and_no_misspelt_ones(self, path):
        for row in read(path)["term"]:
            assert set(row) >= REQUIRED, row
            assert set(row) <= REQUIRED | OPTIONAL, row
            assert row["id"].strip(), row
            assert row["name"].strip(), row
            assert row["chinese"].strip(), row

    def test_names_each_term_once(self, path):
        ids = [row["id"] for row in read(path)["term"]]
        assert len(ids) == len(set(ids))

    def test_no_word_leads_to_two_terms(self, path):
        home: dict[str, str] = {}
        for row in read(path)["term"]:
            for word in {word.casefold() for word in (row["id"], row["name"], *row["synonyms"])}:
                assert home.setdefault(word, row["id"]) == row["id"], word

    def test_lists_no_synonym_twice(self, path):
        for row in read(path)["term"]:
            words = [row["name"].casefold(), *(word.casefold() for word in row["synonyms"])]
            assert len(words) == len(set(words)), row["id"]

    def test_declares_the_sources_it_uses_and_only_those(self, path):
        data = read(path)
        tags = [row["tag"] for row in data["source"]]
        assert len(tags) == len(set(tags))
        assert set(tags) == {row["source"] for row in data["term"]}
        assert all(row["title"] for row in data["source"])

    def test_loads_in_the_order_of_the_file(self, path):
        assert [entry.id for entry in vocabulary(path.stem)] == [row["id"] for row in read(path)["term"]]

    def test_explains_every_term_in_plain_words(self, path):
        if path.stem != "languages":
            assert all(entry.plain for entry in vocabulary(path.stem))


def test_every_pick_list_a_form_offers_exists():
    offered = {field.terms for kind in KINDS for field in kind.fields if field.terms}
    assert offered <= {path.stem for path in FILES}
    assert {"document_kinds", "languages"} <= {path.stem for path in FILES}


def test_responses_go_from_deepest_to_none():
    order = [entry.id for entry in vocabulary("responses")]
    for deeper, lesser in [
        ("mrd-neg-cr", "scr"), ("scr", "cr"), ("cr", "cri"), ("cri", "vgpr"), ("cr", "vgpr"), ("vgpr", "pr"),
        ("pr", "pr-l"), ("pr", "mr"), ("mr", "sd"), ("mlfs", "sd"), ("sd", "pd"), ("pd", "ne"),
    ]:  # fmt: skip
        assert order.index(deeper) < order.index(lesser), (deeper, lesser)
    assert order[-1] == "ne"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("complete response", "cr"), ("Complete Remission", "cr"), ("CMR", "cr"), ("partial remission", "pr"),
        ("PMR", "pr"), ("NMR", "sd"), ("stable disease", "sd"), ("PMD", "pd"), ("vgpr", "vgpr"), (" CR ", "cr"),
    ],
)  # fmt: skip
def test_a_response_is_found_by_the_words_people_type(typed, meant):
    found = term("responses", typed)
    assert isinstance(found, Term)
    assert found.id == meant


def test_a_regimen_says_its_drugs():
    found = term("regimens", "r-chop")
    assert found is not None
    assert found.plain == "rituximab, cyclophosphamide, doxorubicin, vincristine, prednisone"


def test_procedures_say_which_lane_of_the_picture_they_belong_to():
    assert {entry.group for entry in vocabulary("procedures")} == {"cell", "radiation", "other"}


def test_document_kinds_cover_the_whole_checklist_once():
    rows = read(bundled.resource("vocabularies", "document_kinds.toml"))["term"]
    listed = sorted(row["checklist"] for row in rows if "checklist" in row)
    assert listed == [f"R{number:02}" for number in range(1, 55)]
    assert rows[-1]["id"] == "other"


def test_a_word_nobody_listed_is_simply_unknown():
    assert term("diseases", "something else") is None
