"""How often suggestions are right on papers of which somebody wrote down what they are.

`dev.py bench suggestions` prints it. The floors lie a little below what was measured on papers that no rule was
tuned on.
"""

import tomllib
from collections import Counter

import pytest

from bench import labelled_papers
from caregiver_app import bundled
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.vocabulary import term, vocabulary

UNSEEN = ("held-out", "later")
FLOORS = {
    "kind": (0.94, 0.92),
    "date": (0.90, 0.90),
    "origin": (0.90, 0.85),
    "language": (0.97, 0.92),
    "title": (0.88, 0.84),
    "name_on_it": (0.92, 0.90),
    "born_on_it": (0.97, 0.90),
}
"""Of each field: precision and recall of the first suggestion on papers that no rule was tuned on."""


@pytest.fixture(scope="module")
def papers():
    return labelled_papers.labelled_papers()


@pytest.fixture(scope="module")
def found(papers):
    return labelled_papers.suggestions(papers)


def test_there_are_many_papers_and_half_of_the_invented_ones_tune_nothing(papers):
    pages = Counter()
    for paper in papers:
        pages[paper.half] += len(paper.pages)
    assert sum(pages.values()) >= 140
    assert pages["held-out"] + pages["later"] >= 50
    assert len({paper.name for paper in papers}) == len(papers)


def test_every_label_is_a_word_of_its_vocabulary_and_every_file_has_labels(papers):
    for paper in papers:
        assert all(term("document_kinds", kind).id == kind for kind in paper.right["kind"])
        assert all(language in {one.name for one in vocabulary("languages")} for language in paper.right["language"])
        assert all(PartialDate(day) for day in (*paper.right["date"], paper.date_or) if day)
    rows = tomllib.loads((labelled_papers.FOLDER / "labels.toml").read_text(encoding="utf-8"))
    named = {row.get("file", row.get("read")) for row in (*rows["paper"], *rows["sample"])} - {None}
    assert named == {path.name for path in labelled_papers.FOLDER.glob("*.txt")}


def test_every_paper_of_the_sample_family_is_among_them(papers):
    case = tomllib.loads(bundled.resource("sample_case", "case.toml").read_text(encoding="utf-8"))
    assert {row["file"] for row in case["document"] if "file" in row} <= {paper.name for paper in papers}


@pytest.mark.parametrize("field", labelled_papers.FIELDS)
def test_first_suggestions_are_right_as_often_as_was_measured(field, papers, found):
    unseen = [paper for paper in papers if paper.half in UNSEEN]
    counted = labelled_papers.count(unseen, field, found)
    precision, recall = FLOORS[field]
    assert counted.precision >= precision, counted
    assert counted.recall >= recall, counted


@pytest.mark.parametrize("field", labelled_papers.FIELDS)
def test_the_papers_the_rules_were_tuned_on_stay_right(field, papers, found):
    tuned = [paper for paper in papers if paper.half == "tuning"]
    assert labelled_papers.count(tuned, field, found).precision >= 0.95


def test_every_date_that_can_be_read_two_ways_is_shown_with_both(papers, found):
    unclear = [paper for paper in papers if paper.date_or]
    assert len(unclear) >= 5
    for paper in unclear:
        first = found[paper.name].date[0]
        assert {first.value, *first.other} == {paper.right["date"][0], paper.date_or}
