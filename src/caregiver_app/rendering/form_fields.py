"""Fields of forms that leave it to the reader's program how they look: drawn as such a program draws them."""

from contextlib import suppress
from pathlib import Path

import pypdfium2

from caregiver_app.sealed import Readable, for_reader

_ANY_SCALE = 0.05


def write_with_fields_drawn(path: Readable, target: Path) -> bool:
    """Write a copy of a PDF in which every field has an appearance; return whether that could be done.

    Fields get theirs when their page is drawn, which is done here as small as can be.
    """
    with suppress(pypdfium2.PdfiumError, OSError, ValueError):
        document = pypdfium2.PdfDocument(for_reader(path))
        try:
            document.init_forms()
            for page in document:
                page.render(scale=_ANY_SCALE, may_draw_forms=True)
                page.close()
            document.save(target)
        finally:
            document.close()
        return True
    return False
