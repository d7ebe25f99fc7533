"""Text for a terminal: marks, widths, wrapping and tables."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from caregiver_app.cli.terminal_text import Column, shown, table, width, wrapped


def test_characters_that_steer_a_terminal_are_shown_as_marks():
    assert shown("a\x1b[31mb\x07\x9b") == "a‹U+001B›[31mb‹U+0007›‹U+009B›"
    assert shown("pdf\u202efdp.exe\u2066\ufeff\u200f") == "pdf‹U+202E›fdp.exe‹U+2066›‹U+FEFF›‹U+200F›"


def test_line_ends_are_arrows_and_tabs_are_spaces():
    assert shown("a\r\nb\nc\u2028d\te") == "a ↵ b ↵ c ↵ d e"


def test_chinese_and_joined_letters_stay_as_they_are():
    assert shown("出院小结 · नमस्‍ते") == "出院小结 · नमस्‍ते"


def test_chinese_takes_two_columns_and_an_accent_none():
    assert width("上海") == 4
    assert width("e\u0301") == 1


@given(st.text())
def test_nothing_shown_can_steer_a_terminal(text):
    assert not any(
        unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") or character in "\u202a\u202e\u2066\u2069"
        for character in shown(text)
    )


@given(st.text(st.characters(codec="utf-8")), st.integers(2, 40))
def test_wrapping_keeps_every_letter_and_fits(text, columns):
    text = shown(text)
    lines = wrapped(text, columns)
    assert all(width(line) <= columns for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_words_stay_whole_and_chinese_breaks_between_characters():
    assert wrapped("the left neck", 8) == ["the left", "neck"]
    assert wrapped("左颈部淋巴结", 6) == ["左颈部", "淋巴结"]
    assert wrapped("abcdefghij", 4) == ["abcd", "efgh", "ij"]
    assert wrapped("", 4) == [""]


def test_no_line_of_chinese_begins_with_a_sign_that_ends_something():
    assert wrapped("共八个月（零二十九天）。", 20) == ["共八个月（零二十九", "天）。"]
    assert wrapped("甲乙（丙丁", 6) == ["甲乙", "（丙丁"]


def test_a_table_lines_up_with_chinese_in_it():
    columns = (Column("No", 5), Column("Title"), Column("Pages", 5, figures=True))
    lines = table(columns, [(("D-001",), ("出院小结", "locked"), ("3",)), (("D-002",), ("Letter",), ("12",))], 80)
    assert lines == [
        "No     Title     Pages",
        "─────  ────────  ─────",
        "D-001  出院小结      3",
        "       locked",
        "D-002  Letter       12",
    ]


@given(st.lists(st.tuples(st.text(max_size=80), st.text(max_size=80)), max_size=5), st.integers(40, 120))
def test_a_table_never_runs_over_the_edge(rows, room):
    columns = (Column("A", 12), Column("B"))
    assert all(width(line) <= room for line in table(columns, [((a,), (b,)) for a, b in rows], room))
