"""What became of the files a family brought: safe in the case folder, and not listed yet."""

from collections.abc import Iterator
from dataclasses import dataclass

from caregiver_app.domain.documents.imaging import Study
from caregiver_app.errors import CaregiverError
from caregiver_app.intake.look import Inspection


@dataclass(frozen=True)
class KeptFile:
    """A file that is safe in the case folder and not listed yet, with the files that were found inside it.

    `path_inside` says where it lay in the folder, ZIP or disc it came in. A `study` is many files: its fingerprint is
    that of the list of them. `left_at` says where a disc is that was listed and not copied, `note` what the family
    has to know of it.
    """

    name: str
    fingerprint: str
    size: int
    inspection: Inspection
    path_inside: str = ""
    inside: tuple["KeptFile", ...] = ()
    study: Study | None = None
    for_packet: bool = True
    note: str = ""
    left_at: str = ""

    def with_all_inside(self) -> Iterator["KeptFile"]:
        """Go through this file and every one inside it."""
        yield self
        for member in self.inside:
            yield from member.with_all_inside()


@dataclass(frozen=True)
class Brought:
    """What became of everything that was brought: what is safe, and what could not be copied, with the reason."""

    files: tuple[KeptFile, ...]
    refused: tuple[tuple[str, CaregiverError], ...] = ()

    def everything(self) -> tuple[KeptFile, ...]:
        """Return every file, what was inside others behind them."""
        return tuple(file for top in self.files for file in top.with_all_inside())
