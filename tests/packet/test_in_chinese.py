"""A packet in Chinese alone, and words of the field that were typed in the other language than the packet's."""

import re
from pathlib import Path

import pikepdf
import pytest

from caregiver_app.domain.packet.choices import SECTIONS, PacketChoices
from caregiver_app.domain.record import Record
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline.records import Diagnosis, Response, Therapy
from caregiver_app.domain.vocabulary import vocabulary
from caregiver_app.i18n import speaking
from caregiver_app.packet.options import options_of
from family import PERSON, fixed
from packet.bilingual_cases import full_case
from packet.conftest import Desk
from packet.papers import paper, texts

WORD = re.compile(r"[A-Za-z]{3,}")
TYPED_IN_CHINESE = (
    Diagnosis(id=fixed("d"), disease="弥漫大B细胞淋巴瘤", stage="III", date="2025-01"),
    Therapy(id=fixed("t"), regimen="R-CHOP", drugs="利妥昔单抗", date="2025-02-01", end="2025-05-01", line=1),
    Response(id=fixed("r"), category="部分缓解", date="2025-06-01"),
)
TYPED_IN_ENGLISH = (
    Diagnosis(id=fixed("d"), disease="Mantle cell lymphoma", date="2025-01"),
    Response(id=fixed("r"), category="PR", date="2025-06-01"),
)


def everything(case: CaseSnapshot) -> list[Record]:
    kept = [case.person, *(record for value in vars(case).values() if isinstance(value, tuple) for record in value)]
    return [record for record in kept if isinstance(record, Record)]


def told(target: Path) -> str:
    return " ".join(" ".join(texts(target)).split())


def test_it_says_everything_of_its_own_in_chinese(desk: Desk) -> None:
    desk.add(paper(2), title="The letter", kind="discharge-summary")
    report, target = desk.build(language="zh")
    with pikepdf.open(target) as pdf:
        assert str(pdf.Root.Lang) == "zh-CN"
        assert str(pdf.docinfo["/Title"]) == "病历资料包：LINDQVIST, Wei"
        with pdf.open_outline() as outline:
            tops = [item.title for item in outline.root]
    assert tops[:3] == ["封面与目录", "病情摘要", "治疗时间线"]
    pages = texts(target)
    assert f"总第1页，共{report.pages}页" in pages[0]


def test_no_english_is_left_in_what_it_says_itself(desk: Desk) -> None:
    case = full_case()
    _report, target = desk.build(case=case, language="zh", sections=tuple(one for one in SECTIONS if one != "attached"))
    typed = {word for record in everything(case) for word in WORD.findall(" ".join(map(str, vars(record).values())))}
    known = {word for name in ("drugs", "markers", "labs", "products") for term in vocabulary(name)
             for word in WORD.findall(" ".join((term.name, term.plain, term.group, *term.synonyms)))}  # fmt: skip
    known |= {"Slides", "Deauville"}  # a kind of paper that is no term, and a name
    shown = {word for word in WORD.findall(" ".join(texts(target))) if not word.isupper()}
    # A word of the family may be cut off in the picture.
    left = {word for word in shown - typed - known if not any(one.startswith(word) for one in typed)}
    assert left == set()


def test_an_english_packet_names_in_english_what_was_typed_in_chinese(desk: Desk) -> None:
    _report, target = desk.build(case=CaseSnapshot(PERSON, (), TYPED_IN_CHINESE))
    text = told(target)
    for said in ("弥漫大B细胞淋巴瘤 Diffuse large B-cell lymphoma", "利妥昔单抗 Rituximab", "部分缓解 PR"):
        assert said in text


def test_a_chinese_packet_names_in_chinese_what_was_typed_in_english(desk: Desk) -> None:
    _report, target = desk.build(case=CaseSnapshot(PERSON, (), TYPED_IN_ENGLISH), language="zh")
    text = told(target)
    for said in ("Mantle cell lymphoma 套细胞淋巴瘤", "PR 部分缓解"):
        assert said in text
    assert "2025年6月1日" in text or "2025-06-01" in text


def test_nothing_stands_twice_where_it_was_typed_in_the_language_of_the_packet(desk: Desk) -> None:
    _report, target = desk.build(case=CaseSnapshot(PERSON, (), TYPED_IN_CHINESE), language="zh")
    assert "Diffuse large" not in told(target)
    _report, target = desk.build(case=CaseSnapshot(PERSON, (), TYPED_IN_ENGLISH))
    assert "套细胞淋巴瘤" not in told(target)


@pytest.mark.parametrize("window", ["en", "zh_CN"])
def test_the_language_of_the_window_changes_nothing_of_a_packet(desk: Desk, window: str, tmp_path: Path) -> None:
    desk.add(paper(1), title="Brief")
    with speaking(window):
        _report, target = desk.build()
    assert "Case summary" in told(target)
    assert "病情摘要" not in told(target)


def test_each_choice_of_language_speaks_one_of_its_own() -> None:
    from datetime import date

    spoken = {
        language: options_of(PacketChoices(language=language), date(2026, 1, 1), ()).spoken
        for language in ("en", "en-zh", "zh")
    }
    assert spoken == {"en": "en", "en-zh": "en", "zh": "zh_CN"}
