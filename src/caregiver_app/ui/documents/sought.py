"""What somebody looks for among all papers, as the preview of one of them marks it."""

import re
from dataclasses import dataclass
from typing import Final

from caregiver_app.casebook.documents.finding import Hit

_QUOTE: Final = '"“”„«»「」『』'
_PIECE: Final = re.compile(f"[{_QUOTE}]([^{_QUOTE}]*)[{_QUOTE}]?|([^\\s{_QUOTE}]+)")
_SHORTEST: Final = 3


@dataclass(frozen=True)
class Sought:
    """The words as they were typed, each text that is to be marked, and the page that was found, counted from 0."""

    words: str = ""
    texts: tuple[str, ...] = ()
    page: int = 0


NOTHING: Final = Sought()


def sought_in(typed: str, hit: Hit | None) -> Sought:
    """Return what is to be marked in a document that was found by a word on its pages; nothing in another."""
    if hit is None or not hit.page:
        return NOTHING
    texts = [quoted or word for quoted, word in _PIECE.findall(typed)]
    # Where signs or the width of letters differ, as it stands on the page.
    texts += [hit.snippet[start:end] for start, end in hit.marks]
    # One or two letters would mark half the page; in scripts without spaces they are a word.
    telling = [text for text in texts if len(text) >= _SHORTEST or not text.isascii()]
    return Sought(typed, tuple(dict.fromkeys(telling or texts)), hit.page - 1)
