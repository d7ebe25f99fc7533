"""Look at a PDF: how many pages open, and everything its reader complains about."""

from pathlib import Path

import pikepdf


def look_at_pdf(path: Path) -> tuple[int | None, str, str]:
    """Return pages, trouble and detail. A warning is never dropped: it may mean that pages are missing."""
    try:
        with pikepdf.open(path, suppress_warnings=True) as pdf:
            pages = sum(1 for page in pdf.pages if page.obj.get("/Type", pikepdf.Name.Page) == pikepdf.Name.Page)
            warnings = [str(warning) for warning in pdf.get_warnings()]
    except pikepdf.PasswordError:
        return None, "locked", ""
    except pikepdf.PdfError as problem:
        return None, "damaged", str(problem).replace(str(path), "").strip(" :")
    if pages == 0:
        return 0, "empty", "; ".join(warnings)
    return pages, "pages_missing" if warnings else "", "; ".join(warnings)
