"""The words read on the picture of a page, as far as a page shows them: those know where they stand.

On a page with blacked-out parts everything near them is left out too, and on one that is cropped every word that is
cut, so that no word tells what was taken away.
"""

from collections.abc import Mapping
from typing import Final

from caregiver_app.domain.documents.reading import OCR, PageText, Word
from caregiver_app.domain.documents.sheets import Box, Sheet
from caregiver_app.rendering.shape import Showing, shape_of, shown_words

Words = Mapping[str, tuple[PageText, ...]]
"""The words on files, by fingerprint."""

_AROUND: Final = (0.03, 0.008)


def read_words(words: Words, fingerprint: str, page: int) -> tuple[Word, ...]:
    """Return the words read from the picture of a page of a file, where they stand on it; none for any other page."""
    found = next((one for one in words.get(fingerprint, ()) if one.page == page and one.source == OCR), None)
    return found.words if found is not None else ()


def words_on_sheet(words: Words, sheet: Sheet, size: tuple[float, float]) -> tuple[Word, ...]:
    """Return the words on a page as it is shown; `size` is that of the file's own upright page in points."""
    shape = shape_of(size, Showing(sheet.page, sheet.turn, sheet.straighten, sheet.crop, sheet.black))
    read = read_words(words, sheet.fingerprint, sheet.page)
    whole = [word for word in read if sheet.crop is None or _lies_in(word, sheet.crop)]
    return shown_words(whole, shape, map(_wider, sheet.black))


def _lies_in(word: Word, crop: Box) -> bool:
    """Whether all of a word is in the part that is kept: half a word would tell the other half."""
    left, top, right, bottom = crop
    return left <= word.x and top <= word.y and word.x + word.width <= right and word.y + word.height <= bottom


def _wider(box: Box) -> Box:
    left, top, right, bottom = box
    across, down = _AROUND
    return left - across, top - down, right + across, bottom + down
