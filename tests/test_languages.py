"""Every language is whole: no text without words, no {placeholder} lost, no date that cannot be read back."""

import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from caregiver_app import bundled, i18n
from caregiver_app.domain.date_words import read_date
from caregiver_app.domain.dates import PARTS, QUALIFIERS, SEASONS, PartialDate
from caregiver_app.i18n import (
    LANGUAGES,
    _,
    as_sentence,
    in_each_language,
    in_sentences,
    language,
    language_of_system,
    nearest_language,
    reads_right_to_left,
    speaking,
    with_commas,
    with_stops,
)

CHECKOUT = Path(__file__).parents[1]
OTHERS = [code for code in LANGUAGES if code != "en"]
PLACEHOLDER = re.compile(r"\{(\w*)[^{}]*\}")
HAN = re.compile(r"[\u4e00-\u9fff]")
STAYS = re.compile(r"[^\u4e00-\u9fff]*")


@pytest.fixture(scope="module")
def words() -> ModuleType:
    """What collects the texts for translators."""
    sys.path.insert(0, str(CHECKOUT / "packaging"))
    try:
        import words as found
    finally:
        sys.path.pop(0)
    return found


@pytest.fixture(scope="module")
def template(words: ModuleType) -> Any:
    """Every text of the program, as it stands in the code and the data."""
    return words.collect()


def said(catalog: Any) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Yield where each text stands, what it says in English, and what it says in the other language."""
    for message in catalog:
        if message.id:
            english = message.id if isinstance(message.id, tuple) else (message.id,)
            others = message.string if isinstance(message.string, tuple | list) else (message.string,)
            yield message.locations[0][0], tuple(english), tuple(others)


def test_a_language_has_its_words_beside_the_program(words: ModuleType) -> None:
    assert sorted(OTHERS) == words.languages()


@pytest.mark.parametrize("code", OTHERS)
def test_every_text_has_words_in_every_language_and_none_is_left_over(
    words: ModuleType, template: Any, code: str
) -> None:
    catalog = words.read(code)
    wanted = {(message.id, message.context) for message in template if message.id}
    there = {(message.id, message.context) for message in catalog if message.id}
    assert (wanted - there, there - wanted) == (set(), set()), "python3 dev.py words"
    assert [(at, english) for at, english, other in said(catalog) if not all(other)] == []


@pytest.mark.parametrize("code", OTHERS)
def test_what_is_shipped_is_what_translators_wrote(words: ModuleType, code: str) -> None:
    compiled = bundled.resource("locale", code, "LC_MESSAGES", "caregiver_app.mo")
    assert compiled.read_bytes() == words.as_mo(words.read(code)), "python3 dev.py words"


@pytest.mark.parametrize("code", OTHERS)
def test_no_placeholder_is_lost_or_invented(words: ModuleType, code: str) -> None:
    wrong = []
    for at, english, others in said(words.read(code)):
        allowed = {name for text in english for name in PLACEHOLDER.findall(text)}
        needed = allowed.intersection(*(set(PLACEHOLDER.findall(text)) for text in english))
        wrong += [(at, text) for text in others if not needed <= set(PLACEHOLDER.findall(text)) <= allowed]
    assert wrong == []


def test_chinese_is_written_with_the_signs_of_chinese(words: ModuleType) -> None:
    half_width = re.compile(r"[\u4e00-\u9fff][,;:?!](?!\w)|[\u4e00-\u9fff]\.(?![\w(*])")
    told = [(at, text) for at, _english, (text, *_more) in said(words.read("zh_CN"))]
    assert [(at, text) for at, text in told if half_width.search(text) or "！" in text] == []
    assert [(at, text) for at, text in told if re.search(r"[\u4e00-\u9fff] [\u4e00-\u9fff]", text)] == []


def test_chinese_scolds_nobody(words: ModuleType) -> None:
    blunt = re.compile("错误|无效|非法|请注意|哎呀|糟糕|警告！")
    assert [text for _at, _english, (text, *_more) in said(words.read("zh_CN")) if blunt.search(text)] == []


def every_form_of_a_date() -> Iterator[PartialDate]:
    for bare in ("2023", "2023-05", "2023-05-14"):
        for part in ("", *SEASONS, *PARTS):
            for qualifier in ("", *QUALIFIERS):
                try:
                    yield PartialDate(" ".join(word for word in (qualifier, part, bare) if word))
                except ValueError:
                    continue


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_date_we_write_can_be_read_back(code: str) -> None:
    with speaking(code):
        forms = list(every_form_of_a_date())
        assert len(forms) > 40
        assert [(form, form.in_words()) for form in forms if read_date(form.in_words()) != form] == []
        assert [(form, form.in_table()) for form in forms if read_date(form.in_table()) != form] == []


def test_dates_are_written_as_each_language_writes_them() -> None:
    day, about = PartialDate("2023-05-14"), PartialDate("about 2024-03")
    assert (day.in_words(), about.in_words(), PartialDate("2023").in_words()) == (
        "14 May 2023",
        "about March 2024",
        "2023",
    )
    with speaking("zh_CN"):
        told = (day.in_words(), about.in_words(), PartialDate("2023").in_words(), day.in_table())
    assert told == ("2023年5月14日", "2024年3月左右", "2023年", "2023-05-14")


def test_a_language_is_spoken_until_the_block_is_left_and_in_this_thread_alone() -> None:
    from threading import Thread

    heard: list[str] = []
    with speaking("zh_CN"):
        assert (language(), _("Undo")) == ("zh_CN", "撤销")
        other = Thread(target=lambda: heard.append(_("Undo")))
        other.start()
        other.join()
    assert (language(), _("Undo"), heard) == ("en", "Undo", ["Undo"])


def test_what_is_kept_is_kept_once_a_language() -> None:
    made = in_each_language(lambda: [_("Undo")])
    first = made()
    with speaking("zh_CN"):
        assert made() == ["撤销"]
    assert made() is first


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ("zh_CN.UTF-8", "zh_CN"), ("zh-Hans-CN", "zh_CN"), ("zh", "zh_CN"), ("Chinese_China", "zh_CN"),
        ("zh_SG", "zh_CN"), ("zh_TW", "en"), ("zh-Hant-HK", "en"), ("en_GB.UTF-8", "en"), ("de_DE", "en"), ("C", "en"),
        ("", "en"),
    ],
)  # fmt: skip
def test_the_systems_name_of_a_language_leads_to_ours(wanted: str, code: str) -> None:
    assert nearest_language(wanted) == code


def test_a_language_that_was_just_begun_is_spoken_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "LANGUAGES", {**LANGUAGES, "de": "Deutsch", "pt_BR": "Português"})
    assert (nearest_language("de_AT.UTF-8"), nearest_language("pt"), nearest_language("fr")) == ("de", "pt_BR", "en")
    monkeypatch.setenv("LANGUAGE", "de:en")
    assert language_of_system() == "de"


def test_what_is_asked_for_comes_before_what_was_chosen_and_that_before_the_systems(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert (language_of_system(), language_of_system("en")) == ("zh_CN", "en")
    monkeypatch.setenv("LANGUAGE", "zh_CN:en")
    assert language_of_system("en") == "zh_CN"


def test_sentences_and_lists_are_set_as_each_language_sets_them() -> None:
    assert in_sentences(("One.", "Two.")) == "One. Two."
    assert (with_commas(("a", "b")), with_stops(("a", "b")), as_sentence("so")) == ("a, b", "a. b", "so.")
    with speaking("zh_CN"):
        assert in_sentences(("一。", "二。")) == "一。二。"
        assert (with_commas(("甲", "乙")), with_stops(("甲。", "乙")), as_sentence("是")) == (
            "甲，乙",
            "甲。乙",
            "是。",
        )


def test_right_to_left_is_known() -> None:
    assert [code for code in ("en", "zh_CN", "he", "ar_EG", "fa") if reads_right_to_left(code)] == ["he", "ar_EG", "fa"]


def test_the_command_line_speaks_the_language_of_the_system(tmp_path: Path) -> None:
    environment = {**os.environ, "LANGUAGE": "zh_CN", "PYTHONIOENCODING": "utf-8", "COLUMNS": "200"}
    done = subprocess.run(
        [sys.executable, "-c", "from caregiver_app.cli import run; run()", "--help"],
        env=environment, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "第二诊疗意见" in done.stdout
    left = [line for line in done.stdout.splitlines() if re.match(r"    [a-z-]+ {2,}\w", line) and not HAN.search(line)]
    assert left == []
    assert unicodedata.normalize("NFC", done.stdout) == done.stdout
    assert i18n.language() == "en"
