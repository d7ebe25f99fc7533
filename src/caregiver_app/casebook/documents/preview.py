"""Look at the pages of a document: they are read in a child process and come back as pictures and words."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Self, TypeVar

from caregiver_app.child import Child, ChildStopped, Limits
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.reading import Word
from caregiver_app.domain.documents.sheets import Sheet
from caregiver_app.progress import Cancelled, Progress, silent
from caregiver_app.rendering import pages as rendering
from caregiver_app.rendering.pages import Rendering, Sizes
from caregiver_app.rendering.shape import Shape, Showing, shape_of
from caregiver_app.sealed import Readable

T = TypeVar("T")

LIMITS: Final = Limits(memory=3 << 30, seconds=20.0)
_A4: Final = (595.0, 842.0)
# A page that nobody wants any more may be finished: to kill the child and start another costs as much.
_PATIENCE_SECONDS: Final = 0.5


@dataclass(frozen=True)
class Leaf:
    """One page of a document as it is shown: the file it is in, what is done with it, and its size.

    `across` and `down` are the sides of the file's own upright page in points, before anything is done with it.
    `trouble` is a key of `TROUBLES` where the page cannot be read at all.
    """

    path: Readable
    sheet: Sheet
    across: float
    down: float
    trouble: str = ""

    def shape(self, turn: int = 0) -> Shape:
        """Return the shape of the shown page, turned for the view by so many quarters."""
        return shape_of((self.across, self.down), self.showing(turn))

    def showing(self, turn: int = 0) -> Showing:
        """Return what is done with the page, turned for the view by so many quarters."""
        sheet = self.sheet
        return Showing(sheet.page, (sheet.turn + turn) % 4, sheet.straighten, sheet.crop, sheet.black)


@dataclass(frozen=True)
class Leaves:
    """The pages of a document in order, or the `trouble` that keeps it shut, as a key of `TROUBLES`."""

    leaves: tuple[Leaf, ...] = ()
    trouble: str = ""
    left_out: int = 0


class PageViewer:
    """Read pages for somebody who looks at them, in one child process at a time that lives until `close`.

    `path_of` tells where the file of a fingerprint is. Every call may come from any thread; they take turns. A page
    that makes the child stop, or takes longer than the limit, is told as unreadable, and the next call starts a fresh
    child. `progress` is only listened to: where it raises Cancelled, a call that takes long is given up.
    """

    def __init__(self, path_of: Callable[[str], Readable], limits: Limits = LIMITS) -> None:
        self._path_of = path_of
        self._child = Child(limits)
        self._turn = threading.Lock()
        self._closing = threading.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_problem: object) -> None:
        self.close()

    def open(self, document: Document, progress: Progress = silent) -> Leaves:
        """Return the pages of a document as its sheets show them: as the file has them where there are none."""
        sheets = document.sheets.values
        if sheets and document.holding == "file":
            return Leaves(self._chosen(sheets, progress))
        if document.holding != "file" or not document.fingerprint:
            return Leaves(trouble="missing")
        path = self._path_of(document.fingerprint)
        found = self._sizes(path, progress)
        leaves = tuple(
            Leaf(path, Sheet(document.fingerprint, page), *size) for page, size in enumerate(found.sizes, start=1)
        )
        return Leaves(leaves, found.trouble, found.left_out)

    def render(self, leaf: Leaf, width: int, turn: int = 0, progress: Progress = silent) -> Rendering:
        """Return a page as a picture so many pixels wide, or why there is none."""
        if leaf.trouble:
            return Rendering(trouble=leaf.trouble)
        return self._call(
            lambda reason: Rendering(trouble=reason),
            rendering.render, leaf.path, leaf.showing(turn), width, progress=progress,
        )  # fmt: skip

    def words(self, leaf: Leaf, progress: Progress = silent) -> tuple[Word, ...]:
        """Return the words of the text layer, where they stand on the file's own upright page."""
        if leaf.trouble:
            return ()
        return self._call(lambda _reason: (), rendering.words, leaf.path, leaf.sheet.page, progress=progress)

    def close(self) -> None:
        """End the child. What is being read is given up, and nothing can be asked for afterwards."""
        self._closing.set()
        with self._turn:
            self._child.close()

    def _chosen(self, sheets: tuple[Sheet, ...], progress: Progress) -> tuple[Leaf, ...]:
        found: dict[str, Sizes] = {}
        leaves = []
        for sheet in sheets:
            path = self._path_of(sheet.fingerprint)
            if sheet.fingerprint not in found:
                found[sheet.fingerprint] = self._sizes(path, progress)
            file = found[sheet.fingerprint]
            is_there = 0 < sheet.page <= len(file.sizes)
            size = file.sizes[sheet.page - 1] if is_there else _A4
            leaves.append(Leaf(path, sheet, *size, trouble="" if is_there else file.trouble or "page_unreadable"))
        return tuple(leaves)

    def _sizes(self, path: Readable, progress: Progress) -> Sizes:
        return self._call(lambda reason: Sizes(trouble=reason), rendering.page_sizes, path, progress=progress)

    def _call(self, otherwise: Callable[[str], T], function: Callable[..., T], *args: Any, progress: Progress) -> T:
        """Call in the child; `otherwise` makes the answer when it stops, from the reason."""
        with self._turn:
            if self._closing.is_set():
                raise Cancelled
            began = time.monotonic()

            def heed(done: int, total: int, what: str) -> None:
                if self._closing.is_set():
                    raise Cancelled
                try:
                    progress(done, total, what)
                except Cancelled:
                    if time.monotonic() - began > _PATIENCE_SECONDS:
                        raise

            try:
                return self._child.call(function, *args, progress=heed)
            except ChildStopped as stopped:
                return otherwise(stopped.reason)
