"""Write a ZIP file by file and read it back, in a little memory however large it grows; the same bytes each time."""

import hashlib
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _
from caregiver_app.progress import Pace

_CHUNK: Final = 1 << 20
_YEARS: Final = (1980, 2107)  # what a ZIP can say
# What these hold is packed already: packing it again takes time and saves nothing.
_PACKED: Final = frozenset({
    ".pdf", ".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".avif", ".zip", ".docx", ".xlsx", ".pptx", ".odt",
    ".ods", ".odp", ".gz", ".7z", ".rar", ".mp3", ".m4a", ".mp4", ".mov", ".jp2", ".jar",
})  # fmt: skip


@dataclass
class Writing:
    """Put files into the ZIP, each with the same day and permissions, and keep their fingerprints."""

    archive: ZipFile
    as_of: date
    pace: Pace
    sums: dict[str, str] = field(default_factory=dict)

    def put(self, place: str, pour: Callable[[Callable[[bytes], object]], object], size: int) -> str:
        """Write one file of about `size` bytes, as `pour` hands it over; return the fingerprint of what was written."""
        entry = ZipInfo(place, (min(max(self.as_of.year, _YEARS[0]), _YEARS[1]), *self.as_of.timetuple()[1:3], 0, 0, 0))
        entry.create_system = 3  # permissions are those of Unix, on every system
        entry.external_attr = 0o100644 << 16
        entry.compress_type = ZIP_STORED if Path(place).suffix.lower() in _PACKED else ZIP_DEFLATED
        entry.file_size = size
        digest = hashlib.sha256()
        with self.archive.open(entry, "w") as file:

            def take(part: bytes) -> None:
                file.write(part)
                digest.update(part)
                self.pace.on(len(part))

            pour(take)
        self.sums[place] = digest.hexdigest()
        return self.sums[place]

    def put_text(self, place: str, data: bytes) -> None:
        """Write one file of our own."""
        self.put(place, lambda take: take(data), len(data))


def read_back(archive: Path, sums: Mapping[str, str], pace: Pace) -> None:
    """Make sure that a ZIP opens, and that each file comes out of it as it went in. Raises CaregiverError."""
    try:
        with ZipFile(archive) as opened:
            if opened.namelist() != list(sums):
                raise _not_whole()
            for place, fingerprint in sums.items():
                pace.on(0, place)
                digest = hashlib.sha256()
                with opened.open(place) as file:
                    while chunk := file.read(_CHUNK):
                        digest.update(chunk)
                        pace.on(len(chunk))
                if digest.hexdigest() != fingerprint:
                    raise _not_whole()
    except (BadZipFile, zlib.error, EOFError) as problem:
        raise _not_whole() from problem


def _not_whole() -> CaregiverError:
    return CaregiverError(
        _("The ZIP did not come out whole."),
        safe=_("Your records and papers are safe, and an earlier ZIP was kept."),
        now=_("Check the drive it goes to, then try again."),
    )
