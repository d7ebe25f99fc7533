"""A file whose first page takes for ever to draw, and whose second is empty and quick."""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name

_LEVELS = 9


def endless() -> bytes:
    """Return a page with a form that draws ten others, each of which draws ten others, and so on."""
    body = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(400, 600))
        form = pdf.make_stream(b"0 0 300 300 re f", Type=Name.XObject, Subtype=Name.Form)
        form.BBox = Array([0, 0, 400, 600])
        for _level in range(_LEVELS):
            outer = pdf.make_stream(b"/X Do " * 10, Type=Name.XObject, Subtype=Name.Form)
            outer.BBox = form.BBox
            outer.Resources = Dictionary(XObject=Dictionary(X=form))
            form = outer
        page.Resources = Dictionary(XObject=Dictionary(X=form))
        page.Contents = pdf.make_stream(b"/X Do")
        pdf.add_blank_page(page_size=(400, 600))
        pdf.save(body)
    return body.getvalue()
