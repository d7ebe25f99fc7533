"""Cleaning takes away only what no page shows."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from packet.papers import Desk, ink, rendered


@pytest.mark.parametrize("own", [True, False])
def test_a_typeface_of_pictures_keeps_them_also_where_the_page_names_them_for_it(desk: Desk, own: bool) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(300, 300))
    keys = {"Width": 10, "Height": 10, "BitsPerComponent": 8, "ColorSpace": Name.DeviceGray}
    picture = pdf.make_stream(bytes(100), Type=Name.XObject, Subtype=Name.Image, **keys)
    sign = pdf.make_stream(b"1000 0 d0 q 800 0 0 800 0 0 cm /I Do Q")
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 1000, 1000]), CharProcs=Dictionary(a=sign),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]), Encoding=Dictionary(Differences=Array([97, Name.a])),
        FirstChar=97, LastChar=97, Widths=Array([1000]),
    )  # fmt: skip
    resources = Dictionary(Font=Dictionary(T=font))
    (font if own else pdf.pages[0].obj).Resources = Dictionary(XObject=Dictionary(I=picture))
    if own:
        pdf.pages[0].obj.Resources = resources
    else:
        pdf.pages[0].obj.Resources.Font = resources.Font
    pdf.pages[0].obj.Contents = pdf.make_stream(b"BT /T 80 Tf 50 50 Td (a) Tj ET")
    written = io.BytesIO()
    pdf.save(written)
    desk.add(written.getvalue())
    report, target = desk.build(dividers=False)
    assert ink(rendered(target, report.pages - 1)) > 3_000
