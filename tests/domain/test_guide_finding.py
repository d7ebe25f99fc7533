"""The guide is searched by any word of it: half typed, misspelt, abbreviated or in Chinese."""

import pytest

from caregiver_app.domain.guide.articles import articles, comparison, limits, notes
from caregiver_app.domain.guide.finding import KINDS, Found, find_in_guide
from caregiver_app.domain.guide.glossary import glossary
from caregiver_app.domain.guide.wording import Wording
from caregiver_app.domain.journey.stages import stages
from caregiver_app.domain.questions.library import library
from caregiver_app.i18n import _, speaking


def first(text: str) -> Found:
    return find_in_guide(text)[0]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("CAR-T", "car-t"),
        ("car t", "car-t"),
        ("cart", "car-t"),
        ("apheresis", "apheresis"),
        ("leukapheresis", "apheresis"),
        ("icans", "icans"),
        ("CRS", "cytokine-release-syndrome"),
        ("嵌合抗原受体", "chimeric-antigen-receptor"),
    ],
)
def test_a_word_of_the_glossary_comes_first_when_it_is_typed_as_it_is_written(typed: str, meant: str) -> None:
    assert (first(typed).kind, first(typed).id) == ("term", meant)


@pytest.mark.parametrize("typed", ["aferesis", "apherisis", "aphere", "APHERESIS", "apherèsis"])
def test_a_word_half_typed_or_misspelt_finds_what_is_meant(typed: str) -> None:
    found = [(one.kind, one.id) for one in find_in_guide(typed)]
    assert {("term", "apheresis"), ("stage", "ST03")} <= set(found)


def test_a_word_is_found_by_its_name_its_other_names_and_its_chinese() -> None:
    for term in glossary()[::4]:
        for name in (term.term, *term.also, term.chinese):
            if name:
                assert ("term", term.id) in [(one.kind, one.id) for one in find_in_guide(name)], name


def test_a_stage_or_question_is_found_by_its_name_and_by_its_number() -> None:
    for stage in stages():
        for name in (stage.id, stage.name, stage.plain, stage.chinese):
            assert stage.id in [one.id for one in find_in_guide(name)], name
    for question in library()[::12]:
        assert first(question.id).id == question.id
        assert first(question.line.text).id == question.id


@pytest.mark.thorough
def test_a_line_is_found_by_its_own_words_and_says_where_it_stands() -> None:
    for article in articles():
        for section in article.sections[::2]:
            for line in section.lines[:1]:
                found = [one for one in find_in_guide(line.text) if one.line == line]
                assert [(one.kind, one.id, one.where) for one in found] == [("article", article.id, section.heading)]
    for treatment in comparison().treatments[:1]:
        for aspect, name in comparison().aspects:
            found = [one for one in find_in_guide(treatment.cells[aspect].text) if one.where == name]
            assert treatment.id in [one.id for one in found]
    for line in (*notes().values(), *limits()):
        assert ("note", line.id) in [(one.kind, one.id) for one in find_in_guide(line.text)]


def test_all_words_have_to_stand_together_where_they_do_anywhere() -> None:
    for found in find_in_guide("driving US"):
        words = f"{found.title} {found.text} {found.where}".casefold()
        assert "driv" in words
        assert "us" in words
    assert set(find_in_guide("apheresis")) == set(find_in_guide("apheresis zzzqqq"))


def test_a_heading_helps_to_find_what_stands_under_it() -> None:
    found = find_in_guide("call fever")
    assert any(one.where == "When to call your team" and "ever" in one.text for one in found)


def test_small_words_of_a_question_do_not_hide_what_it_is_about() -> None:
    assert first("what is the apheresis").id == "apheresis"
    assert find_in_guide("of the")


@pytest.mark.parametrize("typed", ["", "   ", "((((", "zzzzqqqq", "<q7>", "漢字無此"])
def test_what_is_nowhere_finds_nothing_and_stops_nothing(typed: str) -> None:
    assert len(find_in_guide(typed)) == 0


def test_the_words_are_found_of_the_language_that_is_spoken_now() -> None:
    article = next(one for one in articles() if one.id == "money")
    assert first(article.title).title == article.title
    with speaking("zh_CN"):
        title, line = _(article.title), article.sections[0].lines[0]
        assert first(title).title == title != article.title
        assert line.words() in [one.text for one in find_in_guide(line.words()[:8])]
    assert first(article.title).title == article.title
    assert not find_in_guide("预约之前先问")


def test_no_more_is_found_than_was_asked_for_and_every_kind_has_a_word() -> None:
    many = find_in_guide("car-t", 1000)
    assert find_in_guide("car-t", 5) == many[:5]
    assert {one.kind for one in many} == set(KINDS)


def test_the_familys_own_words_are_found_first_and_shown_in_place_of_the_guides() -> None:
    own = {"Q019": Wording(guide="Q019", text="Whyever the zebra clinic, 斑马?", guide_text="")}
    for words in ("zebra", "zebra clinic", "斑马"):
        first = find_in_guide(words, wordings=own)[0]
        assert (first.kind, first.id, first.text) == ("question", "Q019", "Whyever the zebra clinic, 斑马?")
    assert not any("zebra" in found.text for found in find_in_guide("zebra"))
    shown = next(one for one in find_in_guide("sooner or later", wordings=own) if one.id == "Q019")
    assert shown.text == "Whyever the zebra clinic, 斑马?"
