"""Look at a PDF: how many pages open, and everything its reader complains about."""

from contextlib import suppress
from pathlib import Path

import pikepdf


def look_at_pdf(path: Path) -> tuple[int | None, str, str]:
    """Return pages, trouble and detail. A warning is never dropped: it may mean that pages are missing."""
    try:
        with pikepdf.open(path, suppress_warnings=True) as pdf:
            pages = sum(1 for page in pdf.pages if page.obj.get("/Type", pikepdf.Name.Page) == pikepdf.Name.Page)
            more = _holds_more(pdf)
            warnings = [str(warning) for warning in pdf.get_warnings()]
    except pikepdf.PasswordError:
        return None, "locked", ""
    except pikepdf.PdfError as problem:
        return None, "damaged", str(problem).replace(str(path), "").strip(" :")
    if pages == 0:
        return 0, "empty", "; ".join(warnings)
    return pages, "pages_missing" if warnings else "more_inside" if more else "", "; ".join(warnings)


def _holds_more(pdf: pikepdf.Pdf) -> bool:
    """Whether it carries other files inside it, or is a form that draws itself anew in its own program."""
    with suppress(pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError):
        form = pdf.Root.get("/AcroForm")
        changes = isinstance(form, pikepdf.Dictionary) and "/XFA" in form
        return changes or "/Collection" in pdf.Root or len(pdf.attachments) > 0
    return False
