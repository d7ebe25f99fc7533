"""Nothing of an original goes along but what is seen on the pages that were chosen: a canary in every other place."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image

from caregiver_app.domain.documents.sheets import Sheet, Sheets
from packet.papers import Desk, changed, paper, picture, texts

CANARY = "Kanarienvogel"


def spoken(path: Path) -> list[bytes]:
    """Return everything a file says: each text, name and stream of it, taken apart as far as it goes."""
    told: list[bytes] = []
    with pikepdf.open(path) as pdf:
        for thing in (*pdf.objects, pdf.trailer):
            told += said_by(thing)
    return told


def said_by(thing: Any, depth: int = 0) -> Iterator[bytes]:
    if isinstance(thing, Stream):
        try:
            yield thing.read_bytes()
        except pikepdf.PdfError:
            yield thing.read_raw_bytes()
    if isinstance(thing, Dictionary | Stream):
        for key in list(thing.keys()):
            yield key.encode()
            held = thing.get(key)
            if depth < 40 and not getattr(held, "is_indirect", False):
                yield from said_by(held, depth + 1)
    elif isinstance(thing, Array):
        for member in thing:
            if depth < 40 and not getattr(member, "is_indirect", False):
                yield from said_by(member, depth + 1)
    elif isinstance(thing, String | Name):
        yield bytes(thing) if isinstance(thing, String) else str(thing).encode()


def sings(path: Path) -> bool:
    forms = [CANARY.encode(), CANARY.encode("utf-16-be"), CANARY.encode("utf-16-le"), CANARY.encode().hex().encode()]
    said = spoken(path)
    return any(form in one for one in (*said, path.read_bytes()) for form in forms) or any(
        CANARY in text for text in texts(path)
    )


def in_docinfo(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = CANARY
    pdf.docinfo["/Keywords"] = CANARY


def in_xmp(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = CANARY
    pdf.pages[0].obj.Metadata = pdf.make_stream(CANARY.encode())


def in_bookmarks(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(CANARY, 0))


def in_an_attached_file(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["note.txt"] = pikepdf.AttachedFileSpec(pdf, CANARY.encode(), filename=CANARY)


def in_a_script(pdf: pikepdf.Pdf) -> None:
    script = Dictionary(S=Name.JavaScript, JS=String(CANARY))
    pdf.Root.OpenAction = script
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String(CANARY), script])))
    pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.Launch, F=String(CANARY)))


def in_what_a_mark_does(pdf: pikepdf.Pdf) -> None:
    launch = Dictionary(S=Name.Launch, F=String(CANARY))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[10, 10, 90, 30], A=launch, Contents=String(CANARY))
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[10, 10, 30, 30], Contents=String(CANARY))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link), pdf.make_indirect(note)])


def in_a_hidden_field(pdf: pikepdf.Pdf) -> None:
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String(CANARY), V=String(CANARY), F=2,
            Rect=[10, 10, 200, 30], DA=String("/Helv 10 Tf 0 g"), TU=String(CANARY),
        )
    )  # fmt: skip
    pdf.pages[0].obj.Annots = Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), NeedAppearances=True)


def hidden_layer(pdf: pikepdf.Pdf) -> Dictionary:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(CANARY)))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    return layer


def in_a_hidden_layer_of_the_page(pdf: pikepdf.Pdf) -> None:
    layer = hidden_layer(pdf)
    pdf.pages[0].obj.Resources.Properties = Dictionary(MC0=layer)
    pdf.pages[0].contents_add(f"/OC /MC0 BDC BT /F1 12 Tf 50 50 Td ({CANARY}) Tj ET EMC".encode())


def in_a_hidden_layer_within_a_form(pdf: pikepdf.Pdf) -> None:
    layer = hidden_layer(pdf)
    either = pdf.make_indirect(Dictionary(Type=Name.OCMD, OCGs=Array([layer]), P=Name.AnyOn))
    font = pdf.pages[0].obj.Resources.Font
    form = pdf.make_stream(
        f"/OC /MC0 BDC BT /F1 12 Tf 50 50 Td ({CANARY}) Tj ET EMC".encode(),
        Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 595, 842],
        Resources=Dictionary(Font=font, Properties=Dictionary(MC0=either)),
    )  # fmt: skip
    pdf.pages[0].obj.Resources.XObject = Dictionary(Fm0=form)
    pdf.pages[0].contents_add(b"/Fm0 Do")


def in_a_hidden_layer_of_pages_that_share_their_resources(pdf: pikepdf.Pdf) -> None:
    in_a_hidden_layer_of_the_page(pdf)
    pdf.add_blank_page(page_size=(595, 842))
    pdf.pages[1].obj.Resources = pdf.pages[0].obj.Resources = pdf.make_indirect(pdf.pages[0].obj.Resources)
    pdf.pages[1].obj.Contents = pdf.make_stream(f"/OC /MC0 BDC BT /F1 12 Tf 50 50 Td ({CANARY}) Tj ET EMC".encode())


def in_a_hidden_picture(pdf: pikepdf.Pdf) -> None:
    form = pdf.make_stream(
        f"BT /F1 12 Tf 50 50 Td ({CANARY}) Tj ET".encode(),
        Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 595, 842], OC=hidden_layer(pdf),
        Resources=Dictionary(Font=pdf.pages[0].obj.Resources.Font),
    )  # fmt: skip
    pdf.pages[0].obj.Resources.XObject = Dictionary(Fm0=form)
    pdf.pages[0].contents_add(b"/Fm0 Do")


def in_what_hangs_on_the_page(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0].obj
    page.PieceInfo = Dictionary(App=Dictionary(Private=String(CANARY)))
    page.Thumb = pdf.make_stream(CANARY.encode())
    page[f"/{CANARY}"] = String(CANARY)
    page.Resources[f"/{CANARY}"] = String(CANARY)
    page.Resources.Font.F1[f"/{CANARY}"] = String(CANARY)


def in_the_structure(pdf: pikepdf.Pdf) -> None:
    element = Dictionary(Type=Name.StructElem, S=Name.P, Alt=String(CANARY), ActualText=String(CANARY))
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=Array([element]))
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def in_resources_nothing_uses(pdf: pikepdf.Pdf) -> None:
    form = pdf.make_stream(CANARY.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 1, 1])
    pdf.pages[0].obj.Resources.XObject = Dictionary(Unused=form)


def in_a_picture_behind_another(pdf: pikepdf.Pdf) -> None:
    def picture() -> pikepdf.Stream:
        return pdf.make_stream(
            bytes(3), Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8,
            ColorSpace=Name.DeviceRGB,
        )  # fmt: skip

    last = picture()
    last.Metadata = pdf.make_stream(CANARY.encode())
    pdf.pages[0].obj.Resources.XObject = Dictionary(Im0=picture(), Im1=picture(), Im2=last)
    pdf.pages[0].contents_add(b"q 9 0 0 9 50 50 cm /Im0 Do /Im1 Do /Im2 Do Q")


PLACES = [value for name, value in list(globals().items()) if name.startswith("in_")]


@pytest.mark.parametrize("hide", PLACES, ids=lambda place: place.__name__)
def test_a_canary_hidden_in_a_paper_does_not_sing_in_the_packet(
    desk: Desk, hide: Callable[[pikepdf.Pdf], None]
) -> None:
    data = changed(paper(1, "what is seen"), hide)
    (desk.folder / "before.pdf").write_bytes(data)
    assert sings(desk.folder / "before.pdf")  # it is there to be found
    desk.add(data)
    _report, target = desk.build()
    assert any("what is seen" in text for text in texts(target))
    assert not sings(target)


def test_what_a_camera_wrote_about_a_photo_stays_behind(desk: Desk) -> None:
    exif = Image.Exif()
    exif[0x010E] = CANARY
    exif[0x8825] = {1: "N", 2: (48.0, 8.0, 0.0)}
    photo = picture("JPEG", exif=exif.tobytes(), comment=CANARY.encode())
    assert CANARY.encode() in photo
    desk.add(photo, title="A photo")
    written = io.BytesIO()
    Image.open(io.BytesIO(picture("PNG"))).save(written, "PNG", exif=exif.tobytes())
    desk.add(written.getvalue(), title="A picture of a screen")
    _report, target = desk.build()
    assert not sings(target)


def test_pages_that_were_not_chosen_leave_nothing_in_the_packet(desk: Desk) -> None:
    def share(pdf: pikepdf.Pdf) -> None:
        """Give all pages the resources of all, as many programs do."""
        form = pdf.make_stream(
            f"BT /F1 12 Tf 50 50 Td ({CANARY}) Tj ET".encode(),
            Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 595, 842],
            Resources=Dictionary(Font=pdf.pages[0].obj.Resources.Font),
        )  # fmt: skip
        shared = pdf.make_indirect(Dictionary(Font=pdf.pages[0].obj.Resources.Font, XObject=Dictionary(Of2=form)))
        for page in pdf.pages:
            page.obj.Resources = shared
        pdf.pages[1].contents_add(b"/Of2 Do")

    letter = desk.add(changed(paper(3, "Page {n}"), share), format="pdf", pages=3)
    desk.documents[0] = letter.amended(sheets=Sheets.of([Sheet(letter.fingerprint, 1), Sheet(letter.fingerprint, 3)]))
    desk.add(paper(1, f"{CANARY} alone"), in_packet=False, title=CANARY, origin=CANARY, note=CANARY, file_name=CANARY)
    report, target = desk.build()
    assert report.documents[0].pages == 2
    assert not sings(target)
