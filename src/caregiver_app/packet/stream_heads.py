"""How the streams of a PDF file begin and end, read from the file itself: no scan is fetched for that."""

from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self

import pikepdf
from pikepdf import Stream

_MOST: Final = 9_000
_TAIL: Final = 32
_DATA_FOLLOWS: Final = (b"\r\n", b"\n")
# A text or remark before the stream might hold the word that begins it.
_TELLS_NOTHING: Final = (b"(", b"%")


class StreamHeads:
    """The places of the streams in one file, which stays open; nothing is known where the file is encrypted."""

    def __init__(self, pdf: pikepdf.Pdf, path: Path) -> None:
        self._path = path
        self._pdf = pdf
        self._open = ExitStack()
        self._file: BinaryIO | None = None
        self._places: dict[tuple[int, int], int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def of(self, stream: Stream) -> bytes:
        """Return the first bytes of a stream as they stand in the file; b"" where that cannot be told for certain."""
        if self._file is None:
            self._file = self._open.enter_context(self._path.open("rb", buffering=0))
            self._places = _places(self._pdf)
        place = self._places.get(stream.objgen, 0)
        if not place:
            return b""
        self._file.seek(place)
        before, _word, data = self._file.read(_MOST).partition(b"stream")
        follows = next((end for end in _DATA_FOLLOWS if data.startswith(end)), None)
        if follows is None or any(sign in before for sign in _TELLS_NOTHING):
            return b""
        return data.removeprefix(follows)

    def end_of(self, stream: Stream) -> bytes:
        """Return the last bytes of a stream; b"" where they cannot be told for certain."""
        head = self.of(stream)
        length = stream.get("/Length")
        if self._file is None or not head or not isinstance(length, int):
            return b""
        start = self._file.tell() - len(head)
        self._file.seek(start + max(length - _TAIL, 0))
        return self._file.read(min(_TAIL, length))


def _places(pdf: pikepdf.Pdf) -> dict[tuple[int, int], int]:
    """Return where in the file each object begins that stands there by itself."""
    table = getattr(pdf, "get_xref_table", None)  # older versions of the library have none
    if table is None or pdf.is_encrypted:
        return {}
    return {key: entry.offset for key, entry in table().items() if entry.type == 1}
