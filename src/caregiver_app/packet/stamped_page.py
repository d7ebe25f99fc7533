"""A page of the drawing library that holds nothing but a stamp: written as it is, where a general page costs most."""

from typing import Any

from reportlab.pdfbase import pdfdoc


def add_stamped_page(canvas: Any, size: tuple[float, float], code: str) -> bool:
    """Close the canvas's page with this code on it and nothing else; return False where something is drawn on it."""
    if canvas._code:  # noqa: SLF001
        return False
    canvas._doc.addPage(_StampedPage(size, code))  # noqa: SLF001
    return True


class _StampedPage(pdfdoc.PDFObject):  # type: ignore[misc]  # the library has no types
    """A page of a size in points with this code on it, in the fonts of its document."""

    def __init__(self, size: tuple[float, float], code: str) -> None:
        self._size = size
        self._code = code

    def format(self, document: Any) -> bytes:
        """Return the page as it stands in the file; its content becomes an object of its own."""
        parent, content = (_named(document, thing) for thing in (document.Pages, _Content(self._code)))
        fonts = _named(document, pdfdoc.PDFObjectReference(pdfdoc.BasicFonts))
        width, height = self._size
        return (
            f"<< /Type /Page /Parent {parent} /MediaBox [0 0 {width:.4f} {height:.4f}] /Contents {content}"
            f" /Resources << /Font {fonts} >> >>"
        ).encode()


def _named(document: Any, thing: Any) -> str:
    return str(document.Reference(thing).format(document).decode())


class _Content(pdfdoc.PDFObject):  # type: ignore[misc]
    def __init__(self, code: str) -> None:
        self._code = code.encode("latin-1")

    def format(self, document: Any) -> bytes:
        return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(self._code), self._code)
