"""Look at many files of a disc in one call: what each is, and what the imaging files among them say.

These functions run in a child process. What reads imaging files is imported there only, as it takes a while.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from caregiver_app.domain.documents.imaging import ImageFile
from caregiver_app.sealed import Readable
from caregiver_app.sniff import sniff


@dataclass(frozen=True)
class Seen:
    """What one look at a file of a disc gave: its format, what is in the way, and what an imaging file says."""

    format: str
    trouble: str = ""
    image: ImageFile | None = None


def look_at_files(places: Sequence[Readable]) -> tuple[Seen, ...]:
    """Look at files one after the other; never raises for what is in them."""
    return tuple(map(_seen, places))


def take_document(path: Readable, target: Path) -> str:
    """Write the document an imaging file carries to `target`; return the trouble, "" for none."""
    from caregiver_app.intake.imaging.enclosed import take_enclosed
    from caregiver_app.intake.imaging.header import read_header
    from caregiver_app.intake.imaging.look import WANTED

    return take_enclosed(path, read_header(path, WANTED), target)


def names_in_index(path: Readable) -> tuple[str, ...]:
    """Return the files an index (DICOMDIR) names, with "/" between folders; nothing where it cannot be read."""
    from caregiver_app.intake.imaging.index import names_in

    try:
        return names_in(path)
    except MemoryError:
        raise
    except Exception:  # its reader may raise anything; the files themselves are found without it
        return ()


def picture_of(path: Readable, longest: int) -> bytes | None:
    """Return one small picture of an imaging file as PNG; None where there is none to be had."""
    from caregiver_app.intake.imaging.pixels import preview

    return preview(path, longest=longest)


def _seen(place: Readable) -> Seen:
    try:
        form = sniff(place)
    except OSError:
        return Seen("unknown", "damaged")
    if form != "dicom":
        return Seen(form)
    from caregiver_app.intake.imaging.look import look_at_dicom

    looked = look_at_dicom(place)
    return Seen(looked.format, looked.trouble, looked.image)
