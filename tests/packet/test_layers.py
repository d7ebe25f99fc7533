"""Layers of the originals: what is switched off is nowhere in the packet, what is switched on is where it was."""

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String

from packet.papers import Desk, ink, rendered, texts

SECRET = b"/OC /L BDC BT /F 12 Tf 20 100 Td (SECRETWORD) Tj ET EMC"
SEEN = b"BT /F 12 Tf 20 200 Td (Seen) Tj ET "
SQUARE = b"/OC /L BDC 20 100 100 100 re f EMC"
DARK = 5_000


class Sheet:
    """A PDF of one page in the making, with one layer that is switched off."""

    def __init__(self) -> None:
        self.pdf = pikepdf.new()
        self.pdf.add_blank_page(page_size=(300, 300))
        self.page = self.pdf.pages[0].obj
        self.layer = self.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Hidden")))
        self.pdf.Root.OCProperties = Dictionary(
            OCGs=Array([self.layer]), D=Dictionary(OFF=Array([self.layer]), Order=Array([self.layer]))
        )

    def resources(self, **more: object) -> Dictionary:
        """Return resources that name a typeface and the layer."""
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        return Dictionary({
            "/Font": Dictionary(F=font), "/Properties": Dictionary(L=self.layer),
            **{f"/{name}": value for name, value in more.items()},
        })  # fmt: skip

    def form(self, content: bytes, **keys: object) -> Stream:
        """Return a form that draws this."""
        return self.pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 300, 300], **keys)

    def finished(self, content: bytes, resources: Dictionary) -> bytes:
        """Return the file."""
        self.page.Contents = self.pdf.make_stream(content)
        self.page.Resources = resources
        written = io.BytesIO()
        self.pdf.save(written)
        return written.getvalue()


def on_the_page(sheet: Sheet) -> bytes:
    return sheet.finished(SEEN + SECRET, sheet.resources())


def in_a_form_that_draws_with_what_the_page_names(sheet: Sheet) -> bytes:
    return sheet.finished(b"/X Do", sheet.resources(XObject=Dictionary(X=sheet.form(SEEN + SECRET))))


def as_a_form_within_a_form(sheet: Sheet) -> bytes:
    inner = sheet.form(b"BT /F 12 Tf 20 100 Td (SECRETWORD) Tj ET", Resources=sheet.resources())
    outer = sheet.resources(XObject=Dictionary(S=inner))
    form = sheet.form(SEEN + b"/OC /L BDC /S Do EMC", Resources=outer)
    return sheet.finished(b"/X Do", Dictionary(XObject=Dictionary(X=form)))


def as_the_picture_of_a_mark(sheet: Sheet) -> bytes:
    look = sheet.form(b"BT /F 12 Tf 20 100 Td (SECRETWORD) Tj ET", Resources=sheet.resources(), OC=sheet.layer)
    return marked(sheet, look)


def in_the_picture_of_a_mark(sheet: Sheet) -> bytes:
    return marked(sheet, sheet.form(SECRET, Resources=sheet.resources()))


def marked(sheet: Sheet, look: Stream) -> bytes:
    mark = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([0, 0, 300, 300]), F=4, AP=Dictionary(N=look))
    sheet.page.Annots = Array([sheet.pdf.make_indirect(mark)])
    return sheet.finished(SEEN, sheet.resources())


def holds(path: Path, needle: bytes) -> bool:
    with pikepdf.open(path) as pdf:
        return any(needle in thing.read_bytes() for thing in pdf.objects if isinstance(thing, Stream))


@pytest.mark.parametrize(
    "make",
    [
        on_the_page,
        in_a_form_that_draws_with_what_the_page_names,
        as_a_form_within_a_form,
        as_the_picture_of_a_mark,
        in_the_picture_of_a_mark,
    ],
)
def test_what_is_switched_off_is_nowhere_in_the_packet(desk: Desk, make: Callable[[Sheet], bytes]) -> None:
    desk.add(make(Sheet()))
    report, target = desk.build(dividers=False)
    assert "Seen" in texts(target)[-1]
    assert not holds(target, b"SECRETWORD")
    assert report.documents[0].reason == ""


def test_what_comes_after_hidden_lines_stays_on_its_own_line(desk: Desk) -> None:
    sheet = Sheet()
    desk.add(
        sheet.finished(
            b"BT /F 12 Tf 14 TL 20 200 Td (Seen) Tj /OC /L BDC (One) ' 0 0 (Two) \" EMC (After) ' ET", sheet.resources()
        )
    )
    report, target = desk.build(dividers=False)
    document = pypdfium2.PdfDocument(target)
    try:
        words = document[report.pages - 1].get_textpage()
        text = words.get_text_range()
        tops = [words.get_charbox(text.index(word))[3] for word in ("Seen", "After")]
    finally:
        document.close()
    assert tops[0] - tops[1] == pytest.approx(3 * 14, abs=1)


@pytest.mark.parametrize(("usual", "on_screen", "shown"), [("/ON", "/OFF", False), ("/OFF", "/ON", True)])
def test_layers_that_switch_themselves_when_the_file_is_looked_at_are_as_they_look(
    desk: Desk, usual: str, on_screen: str, shown: bool
) -> None:
    sheet = Sheet()
    sheet.layer.Usage = Dictionary(View=Dictionary(ViewState=Name(on_screen)))
    event = Dictionary(Event=Name.View, OCGs=Array([sheet.layer]), Category=Array([Name.View]))
    sheet.pdf.Root.OCProperties.D = Dictionary({usual: Array([sheet.layer]), "/AS": Array([event])})
    desk.add(sheet.finished(SQUARE, sheet.resources()))
    report, target = desk.build(dividers=False)
    assert (ink(rendered(target, report.pages - 1)) > DARK) == shown


def test_a_list_of_layers_that_makes_no_sense_costs_no_page(desk: Desk) -> None:
    for broken in (Dictionary(OFF=Name.X), Dictionary(OFF=Array([1, Name.X])), Dictionary(AS=Array([7]))):
        sheet = Sheet()
        sheet.pdf.Root.OCProperties.D = broken
        desk.add(sheet.finished(SQUARE, sheet.resources()))
    report, target = desk.build(dividers=False)
    assert [row.reason for row in report.documents] == ["", "", ""]
    assert all(ink(rendered(target, row.first_page - 1)) > DARK for row in report.documents)
