"""A PDF of one page, as a picture and as words. Nothing of it is kept open, so its file can be written anew."""

from caregiver_app.rendering.pages import Rendering, render, words
from caregiver_app.rendering.shape import Showing
from caregiver_app.sealed import Readable


def one_page(path: Readable, width: int) -> tuple[Rendering, str]:
    """Return the first page of a PDF so many pixels wide, and its words."""
    from caregiver_app.rendering.pdf import let_go

    try:
        shown = render(path, Showing(), width)
        return shown, " ".join(word.text for word in words(path, 1))
    finally:
        let_go()
