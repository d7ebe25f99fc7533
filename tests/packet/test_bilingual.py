"""English with Chinese: everything the packet says is said twice, and nothing the family typed is touched."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

import family
from caregiver_app import bundled
from caregiver_app.domain.documents.document import SET_APART, Document
from caregiver_app.domain.packet.chinese import in_chinese, sayings
from caregiver_app.domain.person import Contact, Person
from caregiver_app.domain.snapshot import CaseSnapshot, in_order
from caregiver_app.domain.timeline import wording
from caregiver_app.domain.timeline.kinds import KINDS, kind_called
from caregiver_app.domain.timeline.picture import drawing, legend
from caregiver_app.domain.timeline.records import Diagnosis, Lab, Medicine, Response, Therapy
from caregiver_app.domain.timeline.trends import drawing as trends
from caregiver_app.packet import bilingual
from caregiver_app.packet.bilingual import both, set_in_both
from caregiver_app.packet.flow import Block, Pen, Stack
from caregiver_app.packet.furniture import facts, head, heading
from caregiver_app.packet.lines_table import _WHY_NO_NUMBER
from caregiver_app.packet.ours import Ours, Together, Told, ours, ours_counted, together, told, told_list
from caregiver_app.packet.pages_summary import summary
from caregiver_app.packet.plan import places_of
from caregiver_app.packet.proof import Proofs
from caregiver_app.packet.sheets import flowed
from caregiver_app.packet.skeleton import draw_skeleton
from caregiver_app.packet.stamp import Stamps
from caregiver_app.packet.table import Table
from caregiver_app.packet.terms import headline
from caregiver_app.packet.text import Text, para, quiet, strong
from family import fixed
from packet.bilingual_cases import AS_OF, PERSON, Laid, everything, filled, full_case, packet
from packet.papers import Desk, paper, texts

HAN = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
# Said only in the plural by these cases, or only where one of many things differs.
_COUNTED = {
    "{n} more document was left out by choice.", "{n} fact is shown by a paper", "{n} has none named",
    "… and {n} earlier one", "… and {n} earlier ones",
    "{n} of {total} documents is included, and part of it may be missing.", "how judged: not recorded",
    "{mark} Counted from the dates by published rules; the treating team’s own count comes first.",
    "{document}, its pages {first} to {last}", "in {documents}", "Nothing has been recorded yet.",
}  # fmt: skip


def also_said() -> set[str]:
    """What stands in a table of words: of it these cases need not say every one."""
    words = {field.label for kind in KINDS for field in kind.fields} | set(SET_APART.values())
    words |= {word for _shape, _hue, word in (*legend._WORDS, *trends._LEGEND)}
    words |= {word for _lane, word in drawing._LANES if word} | set(drawing._LANES_OF_ONE.values())
    return words | set(_WHY_NO_NUMBER.values())


def blocks(block: Block) -> Iterator[Block]:
    yield block
    for inner in block.within():
        yield from blocks(inner)


def shown(block: Block) -> str:
    """All text of a block, a line for each paragraph."""
    found = (one for one in blocks(block) if isinstance(one, Text))
    return "\n".join("".join(span.text for span in one.spans) for one in found)


def in_both(block: Block) -> str:
    set_in_both(block)
    return shown(block)


def drawn(case: CaseSnapshot, target: Path, **choices: Any) -> list[str]:
    """The text of every page of a packet without its papers."""
    made = packet(case, **choices)
    draw_skeleton(made.sheets(), case.person, target)
    return texts(target)


def say(made: Laid) -> None:
    """Lay a packet out and paint every page of it, without making a file."""
    sheets = made.sheets()
    canvas = Canvas(BytesIO(), pageCompression=0)
    pen = Pen(canvas, places_of(sheets).__getitem__)
    stamps = Stamps(canvas, made.case.person, len(sheets))
    for page, sheet in enumerate(sheets, 1):
        sheet.paint(pen)
        stamps.code(sheet, page, 60, 50)
        canvas.showPage()


def sample() -> CaseSnapshot:
    """The sample case without the files of its papers."""
    data = bundled.toml("sample_case", "case.toml")
    known = set(Document.model_fields)
    documents = tuple(
        Document.model_validate(
            {"id": fixed(f"document {row['number']}")}
            | {key: value for key, value in row.items() if key in known and key != "translation_of"}
        )
        for row in data["document"]
    )
    entries = []
    for row in data["entry"]:
        kind = kind_called(row["kind"])
        assert kind is not None
        fields = {key: value for key, value in row.items() if key != "kind"}
        if "proof" in row:
            fields["proof"] = fixed(f"document {row['proof']}")
        entries.append(kind.record.model_validate(fields))
    contacts = tuple(Contact.model_validate(row) for row in data.get("contact", ()))
    return CaseSnapshot(Person.model_validate(data["person"]), contacts, in_order(entries), documents)


def test_everything_the_packet_says_has_its_chinese_and_no_chinese_is_for_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: set[str] = set()

    def listening(english: str) -> str:
        asked.add(english.replace("\u00a0", " "))
        return in_chinese(english)

    monkeypatch.setattr(bilingual, "in_chinese", listening)
    for one in everything():
        say(one)
    asked.discard("")
    assert sorted(asked - set(sayings())) == []
    assert sorted(set(sayings()) - asked - also_said() - _COUNTED) == []


def test_every_word_of_the_picture_has_its_chinese_but_for_what_only_the_window_asks() -> None:
    words = {word for _shape, _hue, word in (*legend._WORDS, *trends._LEGEND)}
    words |= {word for _lane, word in drawing._LANES if word} | set(drawing._LANES_OF_ONE.values())
    assert all(map(in_chinese, words))


def test_every_kind_and_field_of_an_entry_has_its_chinese() -> None:
    assert all(in_chinese(kind.word) for kind in KINDS)
    assert [field.label for kind in KINDS for field in kind.fields if not in_chinese(field.label)] == []


def test_in_english_alone_there_is_no_chinese_anywhere(tmp_path: Path) -> None:
    assert not HAN.search("".join(drawn(full_case(), tmp_path / "packet.pdf", language="en")))


def test_english_alone_is_what_it_would_be_without_any_marks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn(full_case(), tmp_path / "marked.pdf", language="en")
    for kind in (Ours, Told, Together):
        made = kind.__new__
        monkeypatch.setattr(kind, "__new__", lambda *args, _made=made, **more: str(_made(*args, **more)))
    assert type(ours("Born")) is type(together(", ", ["a", "b"])) is str
    drawn(full_case(), tmp_path / "plain.pdf", language="en")
    assert (tmp_path / "marked.pdf").read_bytes() == (tmp_path / "plain.pdf").read_bytes()


def test_a_heading_a_label_and_the_head_of_a_table_have_theirs() -> None:
    assert in_both(heading("Contents")) == "Contents 目录"
    assert in_both(facts([("Born", ["1968"]), ("Sex", [])])) == "Born 出生日期\n1968\nSex 性别\nnot recorded 未记录"
    assert in_both(Stack(head("Date", "", "Proof"))) == "Date\n日期\n\nProof\n依据"


def test_words_with_a_number_are_said_with_it() -> None:
    assert both(ours_counted("{n} entry", "{n} entries", 3)) == "3 entries 3条"
    assert both(ours("Part {number} of {parts}", number=2, parts=3)) == "Part 2 of 3 第2部分，共3部分"
    inner = ours_counted("{n} page", "{n} pages", 2)
    whole = ours("{documents} listed, {there} of them attached with {pages}.", documents="x", there=1, pages=inner)
    assert both(whole).endswith("计2页。")


def test_a_sentence_has_its_chinese_on_a_line_of_its_own_and_a_second_time_changes_nothing() -> None:
    block = para(ours("Nothing has been recorded yet."))
    first = in_both(block)
    assert first == "Nothing has been recorded yet.\n暂无记录。"
    assert in_both(block) == first


def test_what_the_family_typed_is_never_touched() -> None:
    for typed in ("Case summary", "CR", "Born {n} of {total}", "完全缓解 CR", "LDH; CR"):
        block = Stack([para(typed), para(strong(typed)), para(quiet(typed))])
        assert in_both(block) == "\n".join([typed] * 3)


def test_a_question_in_the_words_of_the_packet_stays_as_typed(tmp_path: Path) -> None:
    typed = "Case summary of the Diagnosis: CR"
    pages = drawn(CaseSnapshot(PERSON.amended(question=typed)), tmp_path / "packet.pdf")
    assert typed + "\r\n" in pages[0]
    assert f"{typed} " not in pages[0]


def test_a_word_of_the_field_has_its_chinese_only_where_it_is_that_word() -> None:
    assert both(told("CR", "responses")) == "CR 完全缓解"
    assert both(told("complete response", "responses")) == "complete response 完全缓解"
    assert both(told("CR, they said", "responses")) == "CR, they said"
    assert both(told("完全缓解", "responses")) == "完全缓解"
    assert both(told("CR", "")) == "CR"
    assert both(told("CR (Deauville 2)", "responses", "CR")) == "CR (Deauville 2) 完全缓解"


def test_of_a_list_each_item_is_a_word_for_itself() -> None:
    drugs = told_list("rituximab, wonder drug, etoposide", "drugs")
    assert drugs == "rituximab, wonder drug, etoposide"
    assert in_both(para(drugs)) == "rituximab 利妥昔单抗, wonder drug, etoposide 依托泊苷"


def test_marked_texts_are_the_same_texts() -> None:
    assert together(", ", ["a", "b"]) == "a, b"
    assert together("; ", []) == ""
    assert ours("{n} entries", n=2) == "2 entries"
    assert ours("{braces} stay where nothing is put in") == "{braces} stay where nothing is put in"
    for kind in KINDS:
        entry = filled(kind)
        assert headline(entry) == wording.headline(entry)


def test_the_page_of_a_fact_says_it_in_both(tmp_path: Path) -> None:
    entries = in_order((
        Diagnosis(id=fixed("d"), disease="Mantle cell lymphoma", subtype="free words", date="2025-01-02"),
        Therapy(id=fixed("t"), regimen="R-CHOP", drugs="rituximab", date="2025-02-01", end="2025-05-01", line=1),
        Response(id=fixed("r"), category="PR", date="2025-06-01"),
        Lab(id=fixed("l"), test="LDH", value="300", unit="U/L", date="2025-06-02"),
        Medicine(id=fixed("m"), name="Mantle cell lymphoma"),
    ))  # fmt: skip
    text = " ".join("".join(drawn(CaseSnapshot(PERSON, (), entries), tmp_path / "p.pdf")).split())
    for said in (
        "Mantle cell lymphoma 套细胞淋巴瘤, free words", "rituximab 利妥昔单抗", "PR 部分缓解", "LDH 乳酸脱氢酶",
        "Case summary 病情摘要", "Lines of therapy 既往治疗经过", "Regimen and drugs 方案及药物",
    ):  # fmt: skip
        assert said in text
    # In the field of a medicine it is no word of the field.
    assert "Mantle cell lymphoma * " not in text
    assert text.count("套细胞淋巴瘤") < text.count("Mantle cell lymphoma")


@pytest.mark.parametrize("sheet", ["a4", "letter"])
def test_the_summary_of_the_sample_case_fits_one_sheet(sheet: str) -> None:
    made = packet(sample(), paper=sheet)
    proofs = Proofs(made.case, made.attachments, listed=True)
    block = summary(made.case, proofs, made.options)
    assert len(flowed(block, made.options)) <= 2
    text = shown(block)
    assert "弥漫大B细胞淋巴瘤" in text
    if sheet == "a4":
        assert "… and" not in text


def test_a_summary_of_a_full_case_is_shortened_to_one_sheet_too() -> None:
    case = full_case()
    many = tuple(filled(kind, note=f"note {number}") for kind in KINDS for number in range(8))
    made = packet(CaseSnapshot(PERSON, case.contacts, in_order((*case.entries, *many)), case.documents))
    proofs = Proofs(made.case, made.attachments, listed=True)
    assert len(flowed(summary(made.case, proofs, made.options), made.options)) <= 2


def test_bookmarks_and_stamps_say_it_in_both_and_the_chinese_face_is_inside(desk: Desk) -> None:
    desk.add(paper(2), title="The letter", kind="discharge-summary")
    report, target = desk.build(language="en-zh")
    with pikepdf.open(target) as pdf:
        with pdf.open_outline() as outline:
            tops = [item.title for item in outline.root]
            below = [item.title for item in outline.root[-1].children]
        fonts = {str(font.BaseFont) for page in pdf.pages for font in page.resources.get("/Font", {}).values()}
        assert str(pdf.docinfo["/Title"]) == "Records packet: LINDQVIST, Wei"
        assert str(pdf.Root.Lang) == "en"
    assert tops[:3] == ["Cover and contents 封面与目录", "Case summary 病情摘要", "Treatment timeline 治疗时间线"]
    assert below == ["D-001 The letter"]
    assert any("NotoSansSC" in font for font in fonts)
    pages = texts(target)
    assert f"packet page 1 of {report.pages} 总第1页，共{report.pages}页" in pages[0]
    assert all("born 1968-03-09 出生" in page for page in pages)
    assert "D-001 page 2 of 2 本件第2页，共2页" in pages[-1]
    assert "Discharge summary 出院小结" in " ".join(pages[-3].split())


def test_a_long_name_is_not_shortened_for_chinese(tmp_path: Path) -> None:
    name = "Maria Theresia Walburga Amalia Novak"
    case = CaseSnapshot(Person(name=name, born="1971-02-03"))
    plain = drawn(case, tmp_path / "plain.pdf", language="en")
    pages = drawn(case, tmp_path / "both.pdf")
    assert [name in page for page in plain] == [name in page for page in pages]
    assert len(plain) == len(pages)


def test_the_same_case_gives_the_same_bytes_in_both_languages(tmp_path: Path) -> None:
    for name in ("first", "second"):
        drawn(family.case(), tmp_path / name)
    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()


def test_labels_at_the_left_keep_one_width_and_a_long_one_has_its_chinese_beneath() -> None:
    short, long = facts([("Sex", ["f"])]), facts([("Other illnesses", ["x"])])
    for block in (short, long):
        set_in_both(block)
    assert isinstance(short, Table)
    assert isinstance(long, Table)
    assert short.widths == long.widths
    assert "Sex 性别" in shown(short)
    assert "Other illnesses\n合并症及既往史" in shown(long)


def test_the_day_of_the_packet_is_the_one_asked_for() -> None:
    text = both(ours("Times between recorded dates, as of {date}", date=filled(KINDS[0], date="2026-11-20").date))
    assert text == "Times between recorded dates, as of 20 November 2026 各日期间隔（截至2026年11月20日）"
    assert AS_OF.isoformat() == "2026-11-20"
