"""Forms that were filled in: every word in every field is on the page, in its own field, in any script."""

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String

from caregiver_app.intake.pdf_text import texts_of
from packet.papers import PERSON, Desk, ink, rendered, texts

FIRST, HEIGHT, APART = 230.0, 40.0, 60.0
MULTILINE, PASSWORD, COMBO = 1 << 12, 1 << 13, 1 << 17


def form(*fields: dict[str, object], anew: bool = False, hidden_mark: bool = False) -> bytes:
    """Return a form whose fields have no picture of their own; above them perhaps a mark in a layer that is off."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(300, 300))
    page = pdf.pages[0].obj
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    made = []
    for index, field in enumerate(fields):
        bottom = FIRST - APART * index
        keys = {
            "Type": Name.Annot, "Subtype": Name.Widget, "FT": Name.Tx, "T": String(f"field {index}"), "F": 4,
            "DA": String("/F 12 Tf 0 g"), "Rect": Array([20, bottom, 280, bottom + HEIGHT]), **field,
        }  # fmt: skip
        made.append(pdf.make_indirect(Dictionary({f"/{name}": value for name, value in keys.items()})))
    page.Annots = Array(made)
    if hidden_mark:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Hidden")))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
        mark = Dictionary(Type=Name.Annot, Subtype=Name.Square, Rect=Array([0, 0, 9, 9]), OC=layer)
        page.Annots.insert(0, pdf.make_indirect(mark))
    pdf.Root.AcroForm = Dictionary(
        Fields=Array(made), DR=Dictionary(Font=Dictionary(F=font)), DA=String("/F 12 Tf 0 g"), NeedAppearances=anew
    )
    written = io.BytesIO()
    pdf.save(written)
    return written.getvalue()


def on_paper(desk: Desk, data: bytes) -> str:
    desk.add(data)
    report, target = desk.build(dividers=False)
    assert report.documents[0].reason == ""
    return " ".join(texts(target)[-1].split())


@pytest.mark.parametrize("anew", [False, True])
def test_every_line_of_a_field_is_there(desk: Desk, anew: bool) -> None:
    long = "Fever since Monday, and a line that is long enough to be broken at the edge.\nThe second line"
    words = on_paper(desk, form({"V": String(long), "Ff": MULTILINE}, anew=anew))
    assert "broken at the edge. The second line" in words


@pytest.mark.parametrize("anew", [False, True])
@pytest.mark.parametrize("typed", ["张伟 反应良好", "مرحبا", "Łódź", "Здравствуйте"])
def test_what_was_typed_in_another_script_is_drawn_in_letters_that_travel_along(
    desk: Desk, typed: str, anew: bool
) -> None:
    assert typed in on_paper(desk, form({"V": String(typed)}, anew=anew))
    target = desk.folder / "packet.pdf"
    with pikepdf.open(target) as pdf:
        last = len(pdf.pages) - 1
        look = next(iter(pdf.pages[last].Resources.XObject.Document.Resources.XObject.values()))
        held = [face.get("/DescendantFonts", [face])[0] for face in look.Resources.Font.values()]
        embedded = [face.FontDescriptor.keys() for face in held if "/FontDescriptor" in face]
        assert any("/FontFile2" in keys or "/FontFile3" in keys for keys in embedded)
    sheet = rendered(target, last)
    assert ink(sheet.crop((0, 100, sheet.width, sheet.height - 100))) > 20


def test_a_long_entry_in_another_script_is_made_smaller_and_not_cut(desk: Desk) -> None:
    assert "最后" in on_paper(desk, form({"V": String("反应良好 " * 30 + "最后"), "DA": String("/F 20 Tf 0 g")}))


@pytest.mark.parametrize(
    "odd",
    [
        {"Rect": Array([1, 2])},
        {"MK": Dictionary(R=Name.X)},
        {"DA": String("/F ... Tf")},
        {"V": Name.X},
        {"Ff": Name.X},
        {"FT": Name.Tx, "V": Array([])},
    ],
)
def test_a_field_that_makes_no_sense_costs_no_other_its_words(desk: Desk, odd: dict[str, object]) -> None:
    desk.add(form({"V": String("奇"), **odd}, {"V": String("良好")}))
    report, target = desk.build(dividers=False)
    sheet = rendered(target, report.pages - 1)
    lower = (842 - 300) / 2 + FIRST - APART
    assert ink(sheet.crop((0, round(842 - lower - HEIGHT), sheet.width, round(842 - lower)))) > 10


@pytest.mark.filterwarnings("ignore:This document has")
def test_a_form_that_lost_its_list_of_fields_still_says_what_was_typed(desk: Desk) -> None:
    with pikepdf.open(io.BytesIO(form({"V": String("ALPHA")}, {"V": String("良好")}))) as pdf:
        pdf.Root.AcroForm = Array([])
        written = io.BytesIO()
        pdf.save(written)
    desk.add(written.getvalue())
    words = texts(desk.build(dividers=False)[1])[-1]
    assert "ALPHA" in words
    assert "良好" in words


def test_where_names_are_hidden_a_form_whose_words_nobody_read_stays_out_and_is_listed(desk: Desk) -> None:
    desk.add(form({"V": String("LINDQVIST, Wei")}), title="A form")
    desk.add(form({}), title="An empty form")
    report, target = desk.build(names_hidden=True, case=desk.case(person=PERSON.amended(name="W. L.")))
    assert [row.reason for row in report.documents] == ["not_read", ""]
    words = " ".join(" ".join(texts(target)).split())
    assert "LINDQVIST" not in words
    assert "Nobody can tell whether it carries the name: its words were not read." in words


def test_a_choice_shows_its_words_and_not_its_key(desk: Desk) -> None:
    offered = Array([Array([String("1"), String("良好")]), Array([String("2"), String("不好")])])
    words = on_paper(desk, form({"FT": Name.Ch, "Ff": COMBO, "Opt": offered, "V": String("1")}))
    assert "良好" in words
    assert "不好" not in words


def test_a_password_in_a_field_is_not_written_out(desk: Desk) -> None:
    words = on_paper(
        desk, form({"V": String("geheim"), "Ff": PASSWORD}, {"V": String("密码"), "Ff": PASSWORD}, anew=True)
    )
    assert "geheim" not in words
    assert "密码" not in words


def test_each_value_is_in_its_own_field_where_a_mark_in_a_hidden_layer_goes(desk: Desk) -> None:
    values = ("ALPHA", "BETA", "GAMMA")
    desk.add(form(*({"V": String(value)} for value in values), hidden_mark=True))
    report, target = desk.build(dividers=False)
    document = pypdfium2.PdfDocument(target)
    try:
        words = document[report.pages - 1].get_textpage()
        text = words.get_text_range()
        heights = [words.get_charbox(text.index(value))[1] for value in values]
    finally:
        document.close()
    middle = (842 - 300) / 2
    assert [round((height - middle - FIRST) / APART) for height in heights] == [0, -1, -2]


@pytest.mark.parametrize("typed", ["Ana Novak", "张伟的病理报告由上海瑞金医院出具"])
def test_what_was_typed_into_a_field_without_a_picture_is_read_and_found(tmp_path: Path, typed: str) -> None:
    file = tmp_path / "form.pdf"
    file.write_bytes(form({"V": String(typed)}, {"V": String("geheim"), "Ff": PASSWORD}))
    (page,) = texts_of(file, 1)
    assert typed in page.text
    assert "geheim" not in page.text
