"""The guide from the command line: found by any word, with its source and date, and without a case."""

import pytest

from caregiver_app.domain.guide.finding import KINDS

NAMES = {
    "kind", "id", "title", "chinese", "text", "where", "line", "sources", "place", "as_of", "to_be_checked",
}  # fmt: skip


def test_a_word_is_told_with_its_chinese_its_source_and_its_date(caregiver) -> None:
    told = caregiver("guide", "apheresis", "--most", "1")
    assert (told.code, told.err) == (0, "")
    lines = told.out.splitlines()
    assert lines[0].startswith("Apheresis (leukapheresis) · 单采")
    assert lines[1] == "  Word · In the glossary · apheresis"
    assert "From: Peking University Cancer Hospital" in told.out
    assert "November 2026." in told.out
    assert "--most shows more." in told.out
    assert "What your own team tells you comes first." in told.out


@pytest.mark.parametrize("typed", [("单采",), ("aferesis",), ("APHERESIS",), ("leuka",)])
def test_chinese_misspelt_and_half_typed_words_are_found(caregiver, typed) -> None:
    assert "apheresis" in [one["id"] for one in caregiver("guide", *typed, "--json").json["found"]]


def test_the_json_holds_what_was_found_and_how_much_more_there_is(caregiver) -> None:
    told = caregiver("guide", "car-t", "centre", "--most", "2", "--json").json
    assert set(told) == {"search", "found", "more"}
    assert told["search"] == "car-t centre"
    assert len(told["found"]) == 2
    assert told["more"] > 0
    every = caregiver("guide", "CAR-T", "--most", "1000", "--json").json
    assert every["more"] == 0
    assert {one["kind"] for one in every["found"]} <= set(KINDS)
    for one in every["found"]:
        assert set(one) == NAMES
        if one["line"] is not None:
            assert one["sources"]
            assert one["as_of"]


def test_what_is_nowhere_is_said_plainly(caregiver) -> None:
    told = caregiver("guide", "zzzqqq")
    assert (told.code, told.out) == (0, "Nothing was found for “zzzqqq”.\n")
    assert caregiver("guide", "zzzqqq", "--json").json == {"search": "zzzqqq", "found": [], "more": 0}


def test_what_steers_a_terminal_is_shown_and_does_not(caregiver) -> None:
    assert "\x1b" not in caregiver("guide", "zz\x1b[31mqq").out


@pytest.mark.parametrize(
    ("options", "said"),
    [((), "Something is missing: SEARCH."), (("",), "It is empty."), (("x", "--most", "0"), "not a whole number")],
)
def test_a_search_that_is_none_is_refused(caregiver, options, said) -> None:
    told = caregiver("guide", *options)
    assert (told.code, told.out) == (2, "")
    assert said in told.err
