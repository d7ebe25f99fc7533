"""Words on paper: nothing typed is lost, shortened in silence or taken for markup."""

import ast
import shutil
from collections import Counter
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import category, mirrored, normalize
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

import caregiver_app.packet
from caregiver_app.domain.person import Contact
from caregiver_app.domain.questions.records import Question
from caregiver_app.domain.snapshot import CaseSnapshot, in_order
from caregiver_app.domain.timeline import records
from caregiver_app.packet import style
from caregiver_app.packet.build import build_packet
from caregiver_app.packet.layout import laid_out
from caregiver_app.packet.options import PacketOptions
from caregiver_app.packet.text import para
from packet.papers import AS_OF, PERSON, Desk, paper, texts, texts_by_poppler
from runs import at_most

SOURCE = Path(caregiver_app.packet.__file__).parent


def entry(kind: type[records.Entry], number: int = 1, **fields: object) -> records.Entry:
    return kind.model_validate({"id": UUID(int=number), "how_known": "report"} | fields)


def case(*entries: records.Entry, **fields: object) -> CaseSnapshot:
    return CaseSnapshot(**({"person": PERSON, "entries": in_order(entries)} | fields))  # type: ignore[arg-type]


def flat(pages: list[str]) -> str:
    return " ".join(" ".join(pages).split())


def test_only_para_sets_running_text_and_no_markup_language_is_loaded() -> None:
    for file in SOURCE.glob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        imported = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert "Paragraph" not in names, file.name
        assert not any(module.startswith("reportlab.platypus") for module in imported), file.name
        calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
        drawn = {call.attr for call in calls if isinstance(call, ast.Attribute)}
        assert not drawn & {"drawString", "drawRightString", "drawCentredString"}, file.name


def test_markup_prints_as_typed(desk: Desk) -> None:
    typed = "Smith <jane@x.org> a<b & <b>bold</b> <img src='/etc/passwd'/> &amp; {brace} 100% %s"
    _report, target = desk.build(case=case(entry(records.Note, title="Mail", note=typed)))
    assert typed in flat(texts(target))


@at_most(30)
@given(st.text(alphabet=st.characters(codec="utf-8", max_codepoint=0x2FFFF, exclude_categories=("Cs", "Cn", "Co"))))
def test_any_text_comes_back_from_the_page(typed: str) -> None:
    assert not lacking_on_the_page(typed)


@pytest.mark.thorough
def test_an_old_script_in_a_line_to_the_left_comes_back_from_the_page() -> None:
    assert shutil.which("pdftotext"), "install poppler-utils: only the second reader reads this one"
    assert not lacking_on_the_page("؛𐀀")


def lacking_on_the_page(typed: str) -> Counter[str]:
    """Return the letters of a note that no reader finds on the packet's pages."""
    with TemporaryDirectory() as folder:
        note = entry(records.Note, title="Text", note=f"Begin {typed} end", source="")
        target = Path(folder) / "packet.pdf"
        build_packet(case(note), Path, PacketOptions(as_of=AS_OF, sections=("details",)), target)
        # What is no text is written by its number.
        wanted = "".join(style.shown(c) if is_no_text(c) else c for c in style.tidy(f"Begin{typed}end"))
        lacking = lacking_in(wanted, texts(target))
        if lacking and shutil.which("pdftotext"):
            lacking &= lacking_in(wanted, texts_by_poppler(target))
        return lacking


def lacking_in(wanted: str, pages: list[str]) -> Counter[str]:
    return Counter(squeezed(wanted)) - Counter(squeezed("".join(pages[1:])))


def is_no_text(character: str) -> bool:
    return character != "\n" and (category(character) == "Cc" or ord(character) & 0xFFFE == 0xFFFE)


def squeezed(text: str) -> str:
    """Return the letters, numbers and symbols of a text, in the form a PDF reader gives them.

    Readers turn brackets round, take one mark over another for bold type and pass over signs without ink.
    """
    plain = normalize("NFKC", text)
    return "".join(letter for letter in plain if category(letter)[0] in "LNS" and not mirrored(letter))


def test_signs_without_a_shape_are_written_by_number_and_reported(desk: Desk) -> None:
    report, target = desk.build(case=case(entry(records.Note, title="Happy 😀", date="2026-01-01")))
    assert "Happy 😀" in flat(texts(target))
    assert report.notes == ("Some signs cannot be printed and are written by their number: [U+1F600].",)


def test_a_sign_that_cannot_be_printed_is_named_where_it_stands_in_a_question(desk: Desk) -> None:
    asked = (Question(text="Why \U0001f600?", starred=True), Question(text="Not asked \U0001f601", hidden=True))
    report, _target = desk.build(case=desk.case(questions=asked))
    assert report.notes == ("Some signs cannot be printed and are written by their number: [U+1F600].",)


def test_chinese_and_superscripts_are_printed(desk: Desk) -> None:
    lab = entry(records.Lab, test="Platelets 血小板", value="112", unit="×10⁹/L", date="2026-10-30")
    report, target = desk.build(case=case(lab))
    words = flat(texts(target))
    assert "Platelets 血小板" in words
    assert "×10⁹/L" in words
    assert report.notes == ()


def test_marks_say_what_is_from_memory_and_what_is_to_be_checked(desk: Desk) -> None:
    entries = (
        entry(records.Allergy, 1, substance="Penicillin", how_known="memory"),
        entry(records.Medicine, 2, name="Losartan", how_known="check"),
        entry(records.Medicine, 3, name="Aciclovir", how_known="report"),
    )
    _report, target = desk.build(case=case(*entries))
    summary = texts(target)[1].replace("\u00a0", " ")
    assert "* from memory. † to be checked. Nothing here is interpreted." in summary
    assert "Penicillin *" in summary
    assert "Losartan †" in summary
    assert "Aciclovir\r\n" in summary


def test_a_proof_leads_to_its_packet_page(desk: Desk) -> None:
    document = desk.add(paper(3))
    fact = entry(records.Diagnosis, disease="DLBCL", date="2023-05-14", proof=document.id, proof_page=2)
    report, target = desk.build(case=desk.case(entries=(fact,)))
    page = report.documents[0].first_page + 2
    assert f"D-001 p.{page}" in texts(target)[1].replace("\u00a0", " ")


def test_missing_facts_are_named(desk: Desk) -> None:
    _report, target = desk.build(case=case())
    summary = flat([texts(target)[1]])
    for words in ("Stage not recorded", "Markers not recorded", "Allergies not recorded", "Organ function"):
        assert words in summary or words in summary.replace("Infection screening ", "")


def long_history() -> CaseSnapshot:
    entries: list[records.Entry] = []
    for n in range(200):
        day = date.fromordinal(date(2010, 1, 1).toordinal() + 20 * n).isoformat()
        entries.append(
            entry(records.Therapy, 10 * n + 1, regimen=f"Regimen-{n}", line=n % 99 + 1, date=day, drugs="a, b")
        )
        entries.append(entry(records.Lab, 10 * n + 2, test=f"Test {n}", value=str(n), unit="U/L", date=day))
        entries.append(entry(records.Medicine, 10 * n + 3, name=f"Medicine-{n}", date=day))
        entries.append(entry(records.Marker, 10 * n + 4, marker=f"CD{n}", result="positive", date=day))
        entries.append(entry(records.Procedure, 10 * n + 5, procedure=f"Procedure-{n}", date=day))
    return case(*entries)


@pytest.mark.thorough
def test_the_summary_stays_on_one_sheet_and_says_what_it_shortened(desk: Desk) -> None:
    _report, target = desk.build(case=long_history())
    pages = texts(target)
    summary = [page for page in pages if "Case summary, " in page or "\r\nCase summary\r\n" in page[-200:]]
    assert len(summary) <= 2
    assert "more: see Details, page" in flat(summary).replace("\u00a0", " ")
    details = flat(pages)
    assert all(f"Regimen-{n}" in details and f"Medicine-{n}" in details for n in range(200))


@pytest.mark.thorough
def test_long_titles_words_and_notes_are_never_cut_off(desk: Desk) -> None:
    title = " ".join(f"word{n}" for n in range(60))
    token = "x" * 400
    note = "\n".join(f"line {n} of a very long note" for n in range(300))
    desk.add(paper(), title=title, origin=token, note=note)
    contact = Contact(id=UUID(int=5), name=token, organisation=title, note=note)
    person = PERSON.amended(name=title, question=note, other_illnesses=note, address=token)
    long = desk.case(
        person=person, contacts=(contact,),
        entries=(entry(records.Scan, modality=token, finding=note, date="2024-01-01", source=title),),
    )  # fmt: skip
    _report, target = desk.build(case=long)
    everything = "".join("".join(texts(target)).split())
    assert everything.count(token) >= 4
    assert everything.count("".join(title.split())) >= 4
    for n in range(300):
        assert everything.count(f"line{n}ofaverylongnote") >= 4
    inside(target)


def inside(target: Path) -> None:
    """Check that no character of a page lies outside its sheet."""
    import pypdfium2

    document = pypdfium2.PdfDocument(target)
    try:
        for page in document:
            width, height = page.get_size()
            text = page.get_textpage()
            for index in range(text.count_chars()):
                left, bottom, right, top = text.get_charbox(index)
                assert left >= -0.5
                assert bottom >= -0.5
                assert right <= width - 16
                assert top <= height + 0.5
    finally:
        document.close()


def test_a_heading_never_stands_alone_at_the_foot() -> None:
    from caregiver_app.packet.flow import Space, Stack
    from caregiver_app.packet.furniture import heading
    from caregiver_app.packet.sheets import flowed, text_height

    options = PacketOptions(as_of=AS_OF)
    room = text_height(options)
    for above in range(int(room) - 60, int(room)):
        pages = flowed(Stack([Space(above), heading("Head", place="head"), para("a\nb\nc\nd", place="body")]), options)
        where = {place: index for index, page in enumerate(pages) for place in page.places()}
        assert where["head"] == where["body"]


@pytest.mark.thorough
def test_laying_out_a_thousand_entries_is_quick_enough_to_show_while_choosing() -> None:
    sheets = laid_out(long_history(), (), PacketOptions(as_of=AS_OF))
    assert len(sheets) > 20
