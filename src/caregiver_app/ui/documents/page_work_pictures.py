"""The pages in work as pictures: each small for the list and large for the one that is worked on.

They come from the child that the preview uses, without what is done with the pages: that is painted over them, so
that a turn or a crop is seen at once and no page is read twice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import sqrt
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from caregiver_app.casebook.documents.preview import Leaf
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.sheets import Sheet, Sheets
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.preview_loading import MOST_DOTS, PageLoader

_LARGE_SHARE: Final = 0.5
_A4: Final = (595.0, 842.0)


class Pictures(QObject):
    """Fetch pictures of pages, whatever is done with them. `came` tells that there is something new to paint."""

    came = Signal()

    def __init__(self, desk: Desk, sheets: Iterable[Sheet], parent: QObject) -> None:
        super().__init__(parent)
        self._places: dict[tuple[str, int], int] = {}
        self._loader = PageLoader(desk.jobs, desk.book.originals.file, lambda _file, _page: None, self)
        self._loader.opened.connect(self.came)
        self._loader.picture_came.connect(lambda _place: self.came.emit())
        self.add(sheets)

    def add(self, sheets: Iterable[Sheet]) -> None:
        """Know these pages too."""
        keys = dict.fromkeys([*self._places, *((sheet.fingerprint, sheet.page) for sheet in sheets)])
        if len(keys) == len(self._places):
            return
        self._places = {key: place for place, key in enumerate(keys)}
        pages = [Sheet(*key) for key in keys]
        # Each page stands there twice, as the loader keeps one picture of each: the small ones, then the large.
        self._loader.show(
            Document(number=1, title="?", fingerprint=pages[0].fingerprint, sheets=Sheets.of([*pages, *pages]))
        )

    @property
    def is_open(self) -> bool:
        """Whether the sizes of the pages are known."""
        return self._loader.is_open

    @property
    def bytes_held(self) -> int:
        """How much memory the pictures take."""
        return self._loader.bytes_held

    def leaf(self, sheet: Sheet) -> Leaf | None:
        """Return a page with what is done with it, all but its turn; None while its size is not known."""
        leaves = self._loader.leaves.leaves
        place = self._places.get((sheet.fingerprint, sheet.page))
        return replace(leaves[place], sheet=replace(sheet, turn=0)) if place is not None and leaves else None

    def size(self, sheet: Sheet) -> tuple[float, float]:
        """Return the sides of the file's own upright page in points; those of a letter while they are not known."""
        leaf = self.leaf(sheet)
        return (leaf.across, leaf.down) if leaf is not None else _A4

    def trouble(self, sheet: Sheet) -> str:
        """Return why a page cannot be shown, or not all of it, as a key of `TROUBLES`."""
        leaf, place = self.leaf(sheet), self._places.get((sheet.fingerprint, sheet.page), -1)
        if leaf is None:
            return ""
        return leaf.trouble or self._loader.trouble_of(place) or self._loader.trouble_of(place + len(self._places))

    def small(self, sheet: Sheet, width: int) -> QImage | None:
        """Return the picture of a page for the list."""
        place = self._places.get((sheet.fingerprint, sheet.page))
        return self._loader.picture(place, width) if place is not None else None

    def large(self, sheet: Sheet, width: int) -> QImage | None:
        """Return the picture of a page to work on, or the small one while that has not come."""
        place = self._places.get((sheet.fingerprint, sheet.page))
        if place is None:
            return None
        image = self._loader.picture(place + len(self._places), self.within(sheet, width))
        return image or self._loader.picture(place, width)

    def within(self, sheet: Sheet, width: int) -> int:
        """Return a width in dots that leaves room for the small pictures."""
        across, down = self.size(sheet)
        most = sqrt(MOST_DOTS * _LARGE_SHARE * max(across, 1.0) / max(down, 1.0))
        return max(int(min(width, most)), 1)

    def want(self, large: Sequence[tuple[Sheet, int]], small: Sequence[Sheet], small_width: int) -> None:
        """Fetch the large pictures in widths of dots, then the small ones, in this order."""
        places, count = self._places, len(self._places)
        wanted = [(places[sheet.fingerprint, sheet.page] + count, self.within(sheet, width)) for sheet, width in large]
        wanted += [(places[sheet.fingerprint, sheet.page], small_width) for sheet in small]
        self._loader.want(wanted)

    def close(self) -> None:
        """End the reading process; nothing is fetched afterwards."""
        self._loader.close()
