"""The Chinese of the packet is data: its shape, its sources and its placeholders are promises."""

import re
import string
from collections import Counter
from datetime import date
from typing import Any

import pytest

from caregiver_app import bundled
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.packet.chinese import day_in_chinese, in_chinese, sayings, term_in_chinese

DATA = bundled.toml("packet", "chinese.toml")
ROWS: list[dict[str, Any]] = DATA["text"]
HAN = re.compile(r"[\u4e00-\u9fff]")


def placeholders(text: str) -> set[str]:
    return {name for _before, name, _form, _turn in string.Formatter().parse(text) if name}


def test_it_says_of_which_day_it_is_and_what_its_keys_mean() -> None:
    text = bundled.resource("packet", "chinese.toml").read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert date.fromisoformat(DATA["as_of"]) >= date(2026, 1, 1)


def test_every_row_has_its_keys_and_no_misspelt_one() -> None:
    for row in ROWS:
        assert {"english", "chinese", "source"} <= set(row) <= {"english", "chinese", "source", "verify"}, row
        assert row.get("verify", True) is True, row
        assert row["english"] == row["english"].strip(), row
        assert row["chinese"] == row["chinese"].strip(), row


def test_every_text_stands_once() -> None:
    assert [text for text, times in Counter(row["english"] for row in ROWS).items() if times > 1] == []
    assert len(sayings()) == len(ROWS)


def test_it_declares_the_sources_it_uses_and_only_those() -> None:
    tags = [source["tag"] for source in DATA["source"]]
    assert len(tags) == len(set(tags))
    assert set(tags) == {tag for row in ROWS for tag in row["source"]}
    assert all(row["source"] for row in ROWS)
    assert all(source["title"] for source in DATA["source"])


def test_general_knowledge_is_marked_as_not_checked() -> None:
    own = {source["tag"] for source in DATA["source"] if source["tag"] in ("GK:ZH", "HEADINGS")}
    assert len(own) == 2
    assert all(row.get("verify") for row in ROWS if own.intersection(row["source"]))


def test_the_chinese_is_chinese_and_asks_for_nothing_the_english_does_not_have() -> None:
    for row in ROWS:
        assert HAN.search(row["chinese"]) or "{" in row["english"][0], row
        assert placeholders(row["chinese"]) <= placeholders(row["english"]), row


def test_what_a_chinese_sentence_counts_or_names_is_not_lost() -> None:
    """A label beside a number or a D-number need not say it again; a sentence says all its English says."""
    for row in ROWS:
        if row["english"].endswith("."):
            assert placeholders(row["chinese"]) == placeholders(row["english"]), row


def test_chinese_sentences_use_chinese_signs() -> None:
    for row in ROWS:
        bare = re.sub(r"\{[a-z]+\}|E-mail|\d+/\d+", "", row["chinese"])
        assert not re.search(r"[\u4e00-\u9fff][,.;:!?()]", bare), row
        if row["english"].endswith(".") and row["english"] not in ("No.", "Accession no."):
            assert row["chinese"].endswith(("。", "}")), row


def test_a_text_is_found_by_its_english_alone() -> None:
    assert in_chinese("Case summary") == "病情摘要"
    assert in_chinese("translation of\u00a0{document}") == in_chinese("translation of {document}") != ""
    assert in_chinese("case summary") == in_chinese("") == in_chinese("What the family typed") == ""


@pytest.mark.parametrize(
    ("vocabulary", "word", "chinese"),
    [
        ("responses", "CR", "完全缓解"),
        ("responses", " complete  Response ", "完全缓解"),
        ("labs", "LDH", "乳酸脱氢酶"),
        ("diseases", "DLBCL", "弥漫大B细胞淋巴瘤"),
        ("diseases", "DLBCL, NOS", "弥漫大B细胞淋巴瘤，非特指型"),
        ("specimens", "Bone marrow aspirate and trephine", "骨髓穿刺与活检"),
    ],
)
def test_a_word_of_the_field_is_said_in_chinese(vocabulary: str, word: str, chinese: str) -> None:
    assert term_in_chinese(vocabulary, word) == chinese


@pytest.mark.parametrize(
    ("vocabulary", "word"),
    [
        ("responses", "CR, I think"),
        ("responses", "a CR"),
        ("responses", ""),
        ("responses", "完全缓解"),
        ("regimens", "R-CHOP"),
        ("modalities", "PET-CT"),
        ("staging", "Ann Arbor / Lugano"),
    ],
)
def test_nothing_is_said_beside_free_text_chinese_or_what_would_be_said_twice(vocabulary: str, word: str) -> None:
    assert term_in_chinese(vocabulary, word) == ""


@pytest.mark.parametrize(
    ("when", "chinese"),
    [
        ("2026-11-04", "2026年11月4日"),
        ("2026-11", "2026年11月"),
        ("2026", "2026年"),
        ("about 2024", "about 2024"),
        ("summer 2026", "summer 2026"),
    ],
)
def test_a_date_is_written_the_chinese_way_where_it_is_plain(when: str, chinese: str) -> None:
    assert day_in_chinese(PartialDate(when)) == chinese
