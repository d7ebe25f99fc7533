"""Typing finds the word that is meant: half typed, abbreviated, misspelt, plain or in Chinese."""

import pytest

from caregiver_app.domain.type_ahead import Finder
from caregiver_app.domain.vocabulary import vocabulary


def found(name: str, typed: str) -> list[str]:
    return [term.id for term in Finder(vocabulary(name)).find(typed)]


@pytest.mark.parametrize(
    ("name", "typed", "meant"),
    [
        ("regimens", "rchop", "r-chop"),
        ("regimens", "r chop", "r-chop"),
        ("regimens", "R-CH", "r-chop"),
        ("diseases", "dlbcl", "dlbcl"),
        ("diseases", "mantel cell", "mcl"),
        ("diseases", "follicullar", "fl"),
        ("diseases", "waldenstrom", "wm"),
        ("diseases", "套细胞", "mcl"),
        ("responses", "complete", "cr"),
        ("responses", "very good", "vgpr"),
        ("procedures", "autologus", "auto-transplant"),
        ("procedures", "leukapheresis", "apheresis"),
        ("labs", "hemoglobin", "haemoglobin"),
        ("labs", "lactat", "ldh"),
        ("modalities", "pet ct", "pet-ct"),
        ("reasons_ended", "side efects", "tox"),
    ],
)
def test_what_is_typed_finds_what_is_meant_first(name: str, typed: str, meant: str) -> None:
    assert found(name, typed)[:1] == [meant], found(name, typed)


def test_a_misspelt_name_comes_before_what_only_holds_it() -> None:
    assert found("regimens", "rituxmab")[0] == "rituximab"
    assert found("regimens", "ibrutnib")[0] == "ibrutinib"


def test_the_whole_word_comes_before_words_that_only_begin_like_it() -> None:
    assert found("responses", "pr")[0] == "pr"
    assert found("responses", "CR")[0] == "cr"


def test_nothing_typed_offers_the_whole_list_in_its_own_order() -> None:
    assert Finder(vocabulary("responses")).find("  ") == vocabulary("responses")


def test_words_that_are_nothing_like_a_term_find_nothing() -> None:
    assert found("regimens", "zzzzqqq") == []
    assert found("responses", "((((") == [term.id for term in vocabulary("responses")]


def test_a_drug_finds_the_regimens_that_hold_it() -> None:
    assert "r-chop" in [term.id for term in Finder(vocabulary("regimens")).find("doxorubicin", 100)]


@pytest.mark.thorough
def test_every_name_and_synonym_of_every_list_finds_its_own_term_first() -> None:
    for name in ("regimens", "diseases", "labs", "markers", "procedures", "infections"):
        terms = vocabulary(name)
        finder = Finder(terms)
        for term in terms:
            for word in (term.name, *term.synonyms):
                assert term in finder.find(word)[:3], (name, word)
