"""The handbook is data, one part for each place; what it names is what the window says, in both languages."""

import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from caregiver_app.domain.guide.articles import articles, handbook
from caregiver_app.domain.guide.finding import find_in_guide
from caregiver_app.domain.guide.keys import FROM_THE_MENUS, KEY_PLACES
from caregiver_app.domain.guide.lines import Line
from caregiver_app.i18n import LANGUAGES, _, plain_words, speaking
from reading_grade import grade_of

HEADINGS = ["What it is for", "What to do first", "What helps"]
QUOTED = re.compile("“(.+?)”")
KEY = re.compile(r"\b(?:(?:Ctrl|Shift|Alt)\+)+(?:[A-Za-z]+|[^\s\w])|\b(?:F\d+|Esc|Enter|Tab|Del)\b")


def lines() -> Iterator[Line]:
    return (line for part in handbook() for section in part.sections for line in section.lines)


@cache
def texts_of_the_window() -> dict[str, set[str]]:
    """Every text in the code by its English, as it is read in the window, with what Chinese says for it."""
    sys.path.insert(0, str(Path(__file__).parents[2] / "packaging"))
    try:
        import words
    finally:
        sys.path.pop(0)
    found: dict[str, set[str]] = {}
    messages: Any = words.read("zh_CN")
    for message in messages:
        if message.id and any(place.startswith("src/") for place, _line in message.locations):
            english = message.id if isinstance(message.id, tuple) else (message.id,)
            chinese = message.string if isinstance(message.string, tuple | list) else (message.string,)
            for text in english:
                found.setdefault(plain_words(text), set()).add(plain_words(chinese[0]))
    return found


def test_each_part_says_what_a_place_is_for_what_to_do_first_and_what_helps() -> None:
    assert len(handbook()) == 22
    for part in handbook():
        assert [section.heading for section in part.sections] == HEADINGS, part.id
        what_for, first, helps = part.sections
        assert 1 <= len(what_for.lines) <= 2, part.id
        assert len(first.lines) == 1, part.id
        assert 2 <= len(helps.lines) <= 5, part.id
        assert helps.bullets == {line.id for line in helps.lines}, part.id
        assert {line.source for section in part.sections for line in section.lines} == {("PROGRAM",)}
    assert not {part.id for part in handbook()} & {article.id for article in articles()}


@pytest.mark.parametrize("part", handbook(), ids=lambda part: part.id)
def test_a_reader_of_grade_eight_can_follow_each_part(part: Any) -> None:
    told = [line.text for section in part.sections for line in section.lines]
    assert grade_of([part.title, part.summary, *told]) <= 8.0
    assert max(len(text) for text in told) <= 230


def test_every_button_and_menu_that_is_named_is_a_word_of_the_window() -> None:
    named = {(line.id, name) for line in lines() for name in QUOTED.findall(line.text)}
    assert len(named) > 100
    assert {(where, name) for where, name in named if name not in texts_of_the_window()} == set()


def test_the_chinese_names_the_same_buttons_as_the_chinese_window_does() -> None:
    with speaking("zh_CN"):
        for line in lines():
            names = QUOTED.findall(line.text)
            assert line.words() != line.text, line.id
            told = QUOTED.findall(line.words())
            assert len(told) == len(names), line.id
            may_be = {chinese for name in names for chinese in texts_of_the_window()[name]}
            assert [name for name in told if name not in may_be] == [], line.id


def test_every_key_that_is_named_is_in_the_list_of_keys() -> None:
    listed = {key for place in (FROM_THE_MENUS, *KEY_PLACES) for _words, keys in place.rows for key in keys}
    listed |= {key.replace("Return", "Enter") for key in listed}
    named = {key for line in lines() for key in KEY.findall(line.text)}
    assert {"F1", "Ctrl+/", "Ctrl+Z", "Shift+Tab"} <= named
    assert named - listed == set()


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_part_is_found_by_its_title_and_by_its_words(code: str) -> None:
    with speaking(code):
        for part in handbook():
            found = [(one.kind, one.id) for one in find_in_guide(_(part.title), 1000)]
            assert ("handbook", part.id) in found, part.id
    (found_line,) = [one for one in find_in_guide("crooked photo") if one.kind == "handbook"]
    assert found_line.id == "pages"
    assert found_line.where == "What helps"
