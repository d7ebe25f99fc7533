"""The rules and definitions are data: their shape, their sources and their plain words are promises."""

import inspect
import re
import tomllib
from datetime import date

import pytest

from caregiver_app import bundled
from caregiver_app.domain.timeline import lines, rules
from caregiver_app.domain.timeline.counting import cell_therapy, count, decisions
from caregiver_app.domain.timeline.counting.signs import opens_with, says
from caregiver_app.domain.vocabulary import vocabulary

FILES = {"counting.toml": "rule", "definitions.toml": "definition", "signs.toml": "sign"}
PUBLISHED = [*(f"M{n}" for n in range(1, 10)), *(f"L{n}" for n in range(1, 9)), *(f"A{n}" for n in range(1, 5)),
             "C1", "C2", "C3", *(f"T{n}" for n in range(1, 6))]  # fmt: skip
INFORMING = {"L8", "C3"}
"""Rules told to the reader that decide no number."""


def read(name):
    return tomllib.loads(bundled.resource("rules", name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(("name", "row"), FILES.items())
class TestEveryFile:
    def test_says_as_of_when_it_holds(self, name, row):
        assert date.fromisoformat(read(name)["as_of"]) >= date(2026, 1, 1)

    def test_names_each_entry_once_and_has_no_misspelt_key(self, name, row):
        allowed = {
            "rule": {"id", "words", "asks", "unsure", "source", "as_of"},
            "definition": {"id", "name", "words", "families", "source", "as_of"},
            "sign": {"id", "phrases", "source", "as_of"},
        }[row]
        ids = [entry["id"] for entry in read(name)[row]]
        assert len(ids) == len(set(ids))
        assert all(set(entry) <= allowed for entry in read(name)[row])

    def test_declares_the_sources_it_uses_and_only_those(self, name, row):
        data = read(name)
        assert {entry["source"] for entry in data[row]} == {source["tag"] for source in data["source"]}
        for source in data["source"]:
            assert rules.source_name(source["tag"])


def test_every_published_rule_is_there_in_its_order_and_three_of_our_own():
    assert list(rules.counting_rules()) == [*PUBLISHED, "N1", "N2", "N3"]


def test_every_rule_that_decides_is_told_and_every_rule_told_decides_or_informs():
    code = "".join(map(inspect.getsource, (count, decisions, cell_therapy, lines)))
    used = set(re.findall(r'"([MLACTN]\d)"', code))
    assert used == set(rules.counting_rules()) - INFORMING


def test_a_rule_that_asks_asks_a_question():
    asking = [rule for rule in rules.counting_rules().values() if rule.asks]
    assert all(rule.asks.endswith("?") for rule in asking)
    assert {"L5", "L6", "M9", "T1", "T2", "T5", "N1", "N2"} <= {rule.id for rule in asking}


def grade(text):
    """Estimate the school year a text is for (Flesch and Kincaid), syllables counted as groups of vowels."""
    words = re.findall(r"[A-Za-z]+", text)
    sentences = max(len(re.findall(r"[.?:](?:\s|$)", text)), 1)
    syllables = sum(max(len(re.findall(r"[aeiouy]+", re.sub(r"e\b", "", word.lower()))), 1) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def test_rules_read_at_grade_eight_and_no_sentence_is_long():
    texts = [text for rule in rules.counting_rules().values() for text in (rule.words, rule.asks) if text]
    assert sum(map(grade, texts)) / len(texts) <= 8
    sentences = [sentence for text in texts for sentence in re.split(r"(?<=[.?:])\s", text)]
    assert max(len(sentence.split()) for sentence in sentences) <= 24


def test_no_rule_and_no_definition_judges_or_promises():
    told = [*(rule.words for rule in rules.counting_rules().values()),
            *(one.words for one in rules.definitions().values())]  # fmt: skip
    for words in told:
        assert not re.search(r"\b(eligible|should|must|recommend|candidate|qualif)", words, re.IGNORECASE), words


def test_definitions_are_for_families_the_diseases_have():
    families = {family for entry in vocabulary("diseases") for family in entry.listed("family")}
    for one in rules.definitions().values():
        assert set(one.families) <= families, one.id
    assert {"relapse", "progression", "triple-class-refractory", "scholar-1", "pod24"} <= rules.definitions().keys()


@pytest.mark.parametrize(
    ("text", "sign", "told"),
    [
        ("stopped when the illness came back", "relapse", True),
        ("no progression", "pd", False),
        ("side effects; no relapse, no progression", "relapse", False),
        ("VGPR, went on to transplant", "next", True),
        ("not tolerated", "tox", True),
        ("it did not help enough", "noresp", True),
        ("维持治疗", "maintenance", True),
        ("Rituximab maintenance refused", "maintenance", False),
        ("unplanned", "planned", False),
        ("not planned", "planned", False),
        ("not planned", "unplanned", True),
        ("Bridging while the place was awaited", "bridging", True),
        ("without bridging", "bridging", False),
        ("", "bridging", False),
    ],
)
def test_a_phrase_tells_unless_a_word_beside_it_denies_it(text, sign, told):
    assert says(text, sign) is told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Maintenance, 10 mg, later 5 mg.", True),
        ("10 mg. Given as maintenance", True),
        ("Lenalidomide maintenance comes after the transplant", False),
        ("Maintenance refused", False),
        ("Maintenance will follow", False),
    ],
)
def test_a_note_tells_what_a_treatment_was_only_by_how_a_sentence_begins(text, told):
    assert opens_with(text, "maintenance") is told
