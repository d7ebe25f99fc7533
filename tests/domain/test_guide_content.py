"""The guide is data: one schema, a source and a date behind every line, and words a tired reader can follow."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest

from caregiver_app import bundled
from caregiver_app.domain.guide.articles import articles, comparison, limits, notes
from caregiver_app.domain.guide.glossary import glossary
from caregiver_app.domain.guide.lines import PLACES, Line, line_called, lines_in, sources
from caregiver_app.domain.journey.stages import PHASES, stages, topics
from caregiver_app.domain.questions.library import AUDIENCES, library, question_sets, question_topics
from caregiver_app.domain.vocabulary import vocabulary
from caregiver_app.domain.worksheet import frame
from reading_grade import grade_of

HOME = bundled.resource("guide")
FILES = sorted(path.relative_to(HOME).as_posix() for path in HOME.rglob("*.toml"))
WITH_LINES = [name for name in FILES if name not in ("sources.toml", "records.toml")]
DATE = re.compile(r"20\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
LONGEST = 430
HARDEST = 8.0
NO_PUBLISHER = {"OWN", "LAB33721"}


@cache
def data(name: str) -> dict[str, Any]:
    return bundled.toml("guide", *name.split("/"))


def tagged(found: Any) -> Iterator[str]:
    """Every tag of a source named anywhere in a file."""
    if isinstance(found, dict):
        for key, value in found.items():
            if key in ("source", "loinc_source") and isinstance(value, list) and value and isinstance(value[0], str):
                yield from value
            else:
                yield from tagged(value)
    elif isinstance(found, list):
        for value in found:
            yield from tagged(value)


@cache
def every_line() -> tuple[tuple[str, Line], ...]:
    return tuple((name, line) for name in WITH_LINES for line in lines_in(data(name)))


def test_every_line_has_an_id_of_its_own_and_is_found_by_it() -> None:
    ids = Counter(line.id for _name, line in every_line())
    assert [line_id for line_id, times in ids.items() if times > 1] == []
    assert all(line_called(line.id) == line for _name, line in every_line())


def test_every_line_names_a_source_a_place_and_a_date() -> None:
    for name, line in every_line():
        assert line.source, (name, line.id)
        assert set(line.source) <= set(sources()), (name, line.id)
        assert line.place in PLACES, (name, line.id)
        assert DATE.fullmatch(line.as_of), (name, line.id)
        assert line.where_and_when(), (name, line.id)
        assert line.from_whom(), (name, line.id)


@pytest.mark.parametrize("name", [name for name in FILES if name != "sources.toml"])
def test_every_file_says_what_its_keys_mean_and_of_which_day_it_is(name: str) -> None:
    first = (HOME / name).read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# ")
    assert date.fromisoformat(data(name)["as_of"]) >= date(2026, 1, 1)


def test_the_sources_are_those_that_are_used_each_with_a_title() -> None:
    rows = data("sources.toml")["source"]
    tags = [row["tag"] for row in rows]
    used = {tag for name in FILES if name != "sources.toml" for tag in tagged(data(name))}
    assert len(tags) == len(set(tags))
    assert set(tags) == used
    for row in rows:
        assert set(row) <= {"tag", "title", "publisher", "date", "read"}, row["tag"]
        assert row["title"], row["tag"]
        told = row.get("publisher") or row.get("read") or row.get("date") or row["tag"] in NO_PUBLISHER
        assert told or row["tag"].startswith("GK:"), row["tag"]
        assert "date" not in row or DATE.fullmatch(row["date"]), row["tag"]


def test_what_is_general_knowledge_says_so_and_names_whom_to_ask() -> None:
    for tag, source in sources().items():
        if tag.startswith("GK:"):
            assert source.title.startswith("General knowledge, to be checked"), tag


def test_no_line_is_long_and_none_has_stray_spaces() -> None:
    for name, line in every_line():
        assert line.text == " ".join(line.text.split()), (name, line.id)
        assert 0 < len(line.text) <= LONGEST, (name, line.id)


def test_a_reader_of_grade_eight_can_follow_every_part() -> None:
    hard = {name: round(figure, 1) for name, words in parts() if (figure := grade_of(words)) > HARDEST}
    assert hard == {}


def parts() -> Iterator[tuple[str, list[str]]]:
    """Every part a family reads at one go."""
    for article in articles():
        spoken = [line.text for section in article.sections for line in section.lines]
        yield article.id, [article.title, article.summary, *(part.heading for part in article.sections), *spoken]
    for stage in stages():
        lines = (*stage.purpose, *stage.timing, *stage.prepare, *stage.tasks, *stage.report, *stage.hints)
        yield stage.id, [line.text for line in lines]
    for topic in question_topics():
        asked = [one for one in library() if one.topic == topic.id]
        yield f"questions: {topic.id}", [words for one in asked for words in (one.line.text, one.why)]
    for treatment in comparison().treatments:
        yield treatment.id, [line.text for line in treatment.cells.values()]
    terms = [one.line.text for one in glossary()]
    for first in range(0, len(terms), 20):
        yield f"glossary from {first}", terms[first : first + 20]
    yield "notes", [line.text for line in notes().values()]
    yield "limits", [line.text for line in limits()]
    yield "instructions", [words for topic in topics() for words in (topic.label, topic.ask)]
    yield "packing", [line.text for name, line in every_line() if name == "packing.toml"]
    yield "worksheet", [line.text for name, line in every_line() if name == "worksheet.toml"]


def test_there_are_twelve_stages_in_order_each_with_all_its_parts() -> None:
    assert [stage.id for stage in stages()] == [f"ST{number:02}" for number in range(1, 13)]
    kinds = {term.id for term in vocabulary("document_kinds")}
    questions = {one.id for one in library()}
    for stage in stages():
        assert stage.phase in PHASES
        assert all((stage.purpose, stage.timing, stage.tasks, stage.papers, stage.report)), stage.id
        assert len(re.findall(r"[.?](?:\s|$)", " ".join(line.text for line in stage.purpose))) == 2, stage.id
        assert set(stage.questions) <= questions
        assert set(stage.records) <= kinds
        assert {paper.kind for paper in stage.papers} <= kinds | {""}
        assert "team" in stage.report[0].text, f"{stage.id}: the own team's list comes first"
    assert [stage.id for stage in stages() if stage.optional] == ["ST05"]


def test_what_changed_in_the_united_states_is_told_with_its_day_and_that_others_differ() -> None:
    told = [line for stage in stages() for line in stage.hints]
    changed = [line for line in told if line.place == "us" and line.as_of == "2025-06-26"]
    assert len(changed) >= 3
    assert "June 2025" in next(line.text for line in told if line.id == "ST09-hint-changed")
    places = {line.place for stage in stages() for line in (*stage.hints, *stage.timing) if stage.id == "ST09"}
    assert {"us", "uk"} <= places


def test_the_instructions_of_the_own_team_are_asked_for_and_only_hints_are_published() -> None:
    assert [topic.id for topic in topics()] == [
        "fever-call", "call-day", "call-night", "emergency-hospital", "near-until", "near-rule", "not-alone-until",
        "driving-until", "warning-signs", "do-at-once", "other",
    ]  # fmt: skip
    assert {topic.kind for topic in topics()} <= {"text", "phone", "date", "long"}
    assert all(topic.ask.endswith("?") for topic in topics())
    for topic_id in ("near-until", "driving-until"):
        (topic,) = (topic for topic in topics() if topic.id == topic_id)
        assert len({line.place for line in topic.hints}) >= 2


def test_there_are_144_questions_each_in_a_topic_and_for_somebody() -> None:
    assert [one.id for one in library()] == [f"Q{number:03}" for number in range(1, 145)]
    named = {topic.id for topic in question_topics()}
    for one in library():
        assert one.line.text.rstrip("”").endswith("?"), one.id
        assert len(one.line.text) <= 170, one.id
        assert 0 < len(one.why) <= 110, one.id
        assert one.topic in named, one.id
        assert set(one.audience) <= set(AUDIENCES), one.id
        assert one.audience, one.id
        assert one.stage in {stage.id for stage in stages()}, one.id
    assert {one.topic for one in library()} == named


def test_the_ready_sets_hold_questions_of_the_library() -> None:
    known = {one.id for one in library()}
    assert "first-car-t-consultation" in {one.id for one in question_sets()}
    for one in question_sets():
        assert len(one.questions) == len(set(one.questions)) >= 10, one.id
        assert set(one.questions) <= known, one.id


def test_the_glossary_has_every_word_once_and_chinese_for_nearly_all() -> None:
    assert len(glossary()) >= 109
    words = Counter(one.term.casefold() for one in glossary())
    assert max(words.values()) == 1
    without = [one.id for one in glossary() if not one.chinese]
    assert len(without) <= 3
    told = [one for one in glossary() if one.chinese and not re.search("[\u4e00-\u9fff]", one.chinese)]
    assert [one.term for one in told] == ["CD19, CD20, CD22"]


def test_articles_lead_to_questions_and_words_that_exist() -> None:
    questions, terms = {one.id for one in library()}, {one.id for one in glossary()}
    assert len(articles()) == 9
    for article in articles():
        assert set(article.questions) <= questions, article.id
        assert set(article.terms) <= terms, article.id
        assert article.sections, article.id


def test_five_treatments_stand_beside_one_another_with_every_aspect() -> None:
    found = comparison()
    assert {one.id for one in found.treatments} == {
        "car-t", "targeted", "immunotherapy", "chemotherapy", "transplant",
    }  # fmt: skip
    assert all(set(one.cells) == {aspect for aspect, _name in found.aspects} for one in found.treatments)
    names = [one.name.casefold() for one in found.treatments]
    assert names == sorted(names), "in the order of the alphabet, so that none stands first by rank"


def test_the_worksheet_leads_to_questions_that_exist_and_holds_no_number() -> None:
    questions = {one.id for one in library()}
    for row in (*frame.criteria(), *frame.points(), *frame.worksheet_steps()):
        assert set(row.questions) <= questions, row.id
    assert len(frame.worksheet_steps()) == 6
    assert len(frame.sentence_frames()) == 4
    assert len(frame.criteria()) == 7

    def values(found: Any) -> Iterator[Any]:
        if isinstance(found, dict | list):
            for value in found.values() if isinstance(found, dict) else found:
                yield from values(value)
        else:
            yield found

    assert {type(value) for value in values(data("worksheet.toml"))} <= {str, bool}
