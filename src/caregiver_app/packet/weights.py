"""How many bytes each page of a paper takes in a packet, and where parts must begin so that none is too large."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Stream

from caregiver_app.packet.opened import Opened
from caregiver_app.packet.parts import Breaks, parts_of

# What a page costs beside its own streams: its stamp, its entry, the links and bookmarks that lead to it.
_A_PAGE: Final = 1_200
_OWN_PAGES: Final = 400_000
"""What the packet's own pages and typefaces are taken to need until it is known, or a share of a small file."""
_OWN_SHARE: Final = 0.1
_A_COVER: Final = 120_000
_COVER_SHARE: Final = 0.03
_LEAST_OWN: Final = 30_000
_TRIES: Final = 6
_ROOM: Final = 0.99
_DEEPEST: Final = 24
_BACKWARDS: Final = frozenset({"/Parent", "/P", "/Annots"})


class Sharing:
    """Share the pages of a packet out to files of at most so many bytes; `breaks` say where each further one begins.

    Sizes are known for sure only when files are written: what was too large is shared out anew. A document stays whole
    where it fits a file by itself, and a page that does not fit gets a file of its own.
    """

    def __init__(self, sources: Sequence[Opened], most: int) -> None:
        self._most = most
        self._attachments = [source.attachment for source in sources]
        self._weights = [weights_of(source) for source in sources] if most else []
        self._own = min(_OWN_PAGES, round(most * _OWN_SHARE))
        self._each = min(_A_COVER, round(most * _COVER_SHARE))
        self._scale = 1.0
        self._tries = 0
        # What may fit into one file is tried as one.
        is_large = bool(most) and sum(map(sum, self._weights)) + _LEAST_OWN > most
        self.breaks: Breaks = self._worked_out() if is_large else ()

    def is_too_large(self, sizes: Sequence[int]) -> bool:
        """Whether files of these sizes must be shared out anew; the breaks are other ones then."""
        if not self._most or max(sizes) <= self._most or self._tries == _TRIES:
            return False
        self._tries += 1
        self._learn(sizes)
        before, self.breaks = self.breaks, self._worked_out()
        return list(before) != list(self.breaks)

    def _learn(self, sizes: Sequence[int]) -> None:
        """Take from the files that were written what the packet's own pages and each cover cost."""
        weights = dict(zip((one.number for one in self._attachments), self._weights, strict=True))
        for part, size in zip(parts_of(self._attachments, self.breaks), sizes, strict=True):
            held = sum(sum(weights[one.attachment.number][one.first : one.after]) for one in part.documents)
            if part.number == 1:
                self._own = max(size - held, _LEAST_OWN)
            else:
                self._each = max(self._each, size - held)
        if self._tries > 1:
            self._scale *= min(self._most / max(sizes), 1.0) * _ROOM

    def _worked_out(self) -> Breaks:
        most = self._most * self._scale
        breaks: list[tuple[int, int]] = []
        held, is_empty = float(self._own), True
        for attachment, pages in zip(self._attachments, self._weights, strict=True):
            whole = sum(pages) + _A_PAGE
            if not is_empty and held + whole > most >= self._each + whole:
                breaks.append((attachment.number, 0))
                held, is_empty = float(self._each), True
            for index, weight in enumerate(pages):
                if held + weight > most and not is_empty:
                    breaks.append((attachment.number, index))
                    held, is_empty = float(self._each), True
                held += weight
                is_empty = False
        return breaks


def weights_of(source: Opened) -> list[int]:
    """Return the bytes of each page; what several pages share counts at the first of them."""
    found: list[int] = []
    for file in source.files:
        with pikepdf.open(file) as pdf:
            seen: set[tuple[int, int]] = set()
            found += [_A_PAGE + sum(_streams(page.obj, seen, 0)) for page in pdf.pages]
    return found


def _streams(thing: Any, seen: set[tuple[int, int]], depth: int) -> Iterator[int]:
    """Yield the packed size of every stream that hangs on an object and was not met before."""
    if depth > _DEEPEST or not isinstance(thing, Dictionary | Stream | Array):
        return
    if thing.is_indirect:
        if thing.objgen in seen:
            return
        seen.add(thing.objgen)
    if isinstance(thing, Array):
        for member in thing:
            yield from _streams(member, seen, depth + 1)
        return
    if isinstance(thing, Stream):
        yield int(thing.get("/Length", 0))
    for key in list(thing.keys()):
        if key not in _BACKWARDS:
            yield from _streams(thing.get(key), seen, depth + 1)
