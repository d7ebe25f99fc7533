"""Pages as pictures, and the words of their text layer. Runs in a child process that lives as long as it is looked at.

A page that cannot be read is told as a value. Pixels come as they are: packing them takes ten times as long as
sending them. The readers are loaded by the first call, so that whoever only names these functions never loads them.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from caregiver_app.domain.documents.reading import Word
from caregiver_app.progress import Progress, silent
from caregiver_app.rendering.shape import Showing
from caregiver_app.sealed import Readable
from caregiver_app.sniff import PICTURES, sniff

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PAGES: Final = 100_000


@dataclass(frozen=True)
class Sizes:
    """The upright sizes of a file's pages in points, in order; `trouble` is "" or a key of `TROUBLES`.

    In a file so long that measuring every page would be felt, the later pages are taken to be like the last one
    measured. `left_out` counts pages beyond those that can be shown, or is 1 where nobody can tell how many.
    """

    sizes: tuple[tuple[float, float], ...] = ()
    trouble: str = ""
    left_out: int = 0


@dataclass(frozen=True)
class Rendering:
    """One page as a picture. `pixels` has four bytes each, row by row: blue, green, red and one that means nothing.

    `trouble` is "" or a key of `TROUBLES`; with "pages_missing" there is a picture of what could be read.
    """

    width: int = 0
    height: int = 0
    pixels: bytes = b""
    trouble: str = ""


def page_sizes(path: Readable, progress: Progress = silent) -> Sizes:
    """Return how large the pages of a file are. `progress` only lets the caller stop it."""
    try:
        form = sniff(path)
        if form == "pdf":
            from caregiver_app.rendering.pdf import pdf_sizes

            sizes, left_out = pdf_sizes(path, MOST_PAGES)
            return Sizes(sizes, "" if sizes else "empty", left_out)
        if form in PICTURES:
            from caregiver_app.rendering.pictures import picture_sizes

            sizes, has_more = picture_sizes(path)
            return Sizes(sizes, "" if sizes else "empty", int(has_more))
    except FileNotFoundError:
        return Sizes(trouble="missing")
    except MemoryError:
        raise  # the child ends, and whoever asked is told
    except Exception as problem:  # a reader may raise anything on a hostile file
        return Sizes(trouble=_why(problem))
    return Sizes(trouble="empty" if form == "empty" else "unsupported")


def render(path: Readable, showing: Showing, width: int, progress: Progress = silent) -> Rendering:
    """Return a page as it is to be shown, `width` pixels wide.

    It is narrower where it would have more than 16 million pixels. `progress` only lets the caller stop it.
    """
    try:
        if sniff(path) == "pdf":
            from caregiver_app.rendering.pdf import render_pdf

            return Rendering(*render_pdf(path, showing, width))
        from caregiver_app.rendering.pictures import render_picture

        image, whole = render_picture(path, showing, width)
        return Rendering(image.width, image.height, _pixels(image), "" if whole else "pages_missing")
    except FileNotFoundError:
        return Rendering(trouble="missing")
    except MemoryError:
        raise
    except Exception as problem:
        trouble = _why(problem)
        return Rendering(trouble="page_unreadable" if trouble == "damaged" else trouble)


def words(path: Readable, page: int, progress: Progress = silent) -> tuple[Word, ...]:
    """Return the words of a page's text layer in the order of the layer; none where there is no such layer.

    They stand on the file's own upright page. Letters of a script without spaces are words of their own. `progress`
    only lets the caller stop it.
    """
    try:
        if sniff(path) != "pdf":
            return ()
        from caregiver_app.rendering.pdf import pdf_words

        return pdf_words(path, page)
    except MemoryError:
        raise
    except Exception:  # a page without words can still be looked at
        return ()


def _why(problem: Exception) -> str:
    """Return the key of `TROUBLES` for what a reader raised."""
    kind = type(problem).__name__
    if kind == "DecompressionBombError":
        return "too_large"
    return "locked" if kind == "PdfiumError" and _needs_password(problem) else "damaged"


def _needs_password(problem: Exception) -> bool:
    from pypdfium2.raw import FPDF_ERR_PASSWORD

    return bool(getattr(problem, "err_code", None) == FPDF_ERR_PASSWORD)


def _pixels(image: "Image") -> bytes:
    return image.tobytes("raw", "BGRX")
