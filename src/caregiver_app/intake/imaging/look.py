"""Look at an imaging file: what it says of itself, never what it shows. Runs in a child process."""

from pathlib import Path
from typing import Final

from pydicom.uid import UID

from caregiver_app.domain.documents.imaging import ImageFile
from caregiver_app.intake.imaging.enclosed import enclosed_name, take_enclosed
from caregiver_app.intake.imaging.header import Header, read_header, silent_reader
from caregiver_app.intake.imaging.words import encodings_of, name_of, text_of
from caregiver_app.intake.look import Inside, Inspection
from caregiver_app.sealed import Readable

_FORMAT: Final = "dicom"
_META_GROUP, _META_CLASS, _CHARACTER_SET, _CLASS = 2, 0x00020002, 0x00080005, 0x00080016
_DATES: Final = (0x00080020, 0x00080021, 0x00080022)  # of the study, the series, the taking of the picture
_ACCESSION, _MODALITY, _PLACE = 0x00080050, 0x00080060, 0x00080080
_STUDY_SAID, _SERIES_SAID, _PATIENT, _BORN = 0x00081030, 0x0008103E, 0x00100010, 0x00100030
_BODY_PART, _STUDY, _SERIES, _INSTANCE = 0x00180015, 0x0020000D, 0x0020000E, 0x00200013
_FRAMES, _ROWS, _COLUMNS = 0x00280008, 0x00280010, 0x00280011
_ENCLOSED_TITLE, _ENCLOSED, _ENCLOSED_KIND = 0x00420010, 0x00420011, 0x00420012
WANTED: Final = (
    _CHARACTER_SET, _CLASS, *_DATES, _ACCESSION, _MODALITY, _PLACE, _STUDY_SAID, _SERIES_SAID, _PATIENT, _BORN,
    _BODY_PART, _STUDY, _SERIES, _INSTANCE, _FRAMES, _ROWS, _COLUMNS, _ENCLOSED_TITLE, _ENCLOSED, _ENCLOSED_KIND,
)  # fmt: skip
"""The elements a look needs."""

_INDEX: Final = b"1.2.840.10008.1.3.10"
_MOST_FRAMES: Final = 1_000_000


def look_at_dicom(path: Readable, room: Path | None = None) -> Inspection:
    """Return what an imaging file says of itself; the file is read up to its pixels and no further.

    A report that is enclosed in it (a PDF, usually) is taken out into `room`, where one is given. Never raises for
    what is in the file.
    """
    try:
        header = read_header(path, WANTED)
        with silent_reader():
            image = _said(header)
        trouble, detail = _trouble(header, image)
        inside = (_taken_out(path, header, image.enclosed, room),) if image.enclosed and room is not None else ()
    except MemoryError:
        raise
    except Exception as problem:  # a reader may raise anything on a hostile file; the file is kept all the same
        return Inspection(_FORMAT, None, "damaged", type(problem).__name__)
    if any(taken.trouble for taken in inside):
        trouble = trouble or "not_all_inside"
    return Inspection(_FORMAT, None, trouble, detail, inside=inside, image=None if trouble == "damaged" else image)


def _said(header: Header) -> ImageFile:
    encodings = encodings_of(header.raw(_CHARACTER_SET))

    def text(tag: int) -> str:
        return text_of(header.raw(tag), encodings)

    return ImageFile(
        study_uid=text(_STUDY),
        series_uid=text(_SERIES),
        modality=text(_MODALITY).upper(),
        body_part=text(_BODY_PART),
        study_date=next((said for said in map(text, _DATES) if said), ""),
        study_description=text(_STUDY_SAID),
        series_description=text(_SERIES_SAID),
        place=text(_PLACE),
        patient_name=name_of(header.raw(_PATIENT), encodings),
        patient_born=text(_BORN),
        accession=text(_ACCESSION),
        images=_images(header, text(_FRAMES)),
        number=_whole_number(text(_INSTANCE)),
        enclosed=enclosed_name(header),
    )


def _images(header: Header, frames: str) -> int:
    """Return how many pictures a file holds: as many as it says, and one where it says nothing."""
    if is_index(header) or not (header.number(_ROWS) and header.number(_COLUMNS)):
        return 0
    return min(max(1, _whole_number(frames)), _MOST_FRAMES)


def is_index(header: Header) -> bool:
    """Whether this is the list of a disc's files (DICOMDIR) and no picture."""
    return any(header.raw(tag).rstrip(b"\0 ") == _INDEX for tag in (_META_CLASS, _CLASS))


def _trouble(header: Header, image: ImageFile) -> tuple[str, str]:
    if header.too_long:
        return "too_large", "its header is too long"
    if not is_index(header) and all(tag >> 16 == _META_GROUP for tag in header.elements):
        return "damaged", header.broken or "no element can be read"
    if header.broken:
        return "pages_missing", header.broken
    if header.cut:
        return "pages_missing", "the file ends too early"
    if (image.images or _is_a_picture(header)) and header.pixels is None and not header.stopped:
        return "pages_missing", "no pixels were found"
    return "", ""


def _is_a_picture(header: Header) -> bool:
    """Whether what the file says it is has pixels."""
    return "Image Storage" in UID(header.raw(_CLASS).rstrip(b"\0 ").decode("ascii", "replace")).name


def _taken_out(path: Readable, header: Header, name: str, room: Path) -> Inside:
    target = room / f"enclosed{Path(name).suffix}"
    trouble = take_enclosed(path, header, target)
    return Inside(name, None if trouble else target, trouble)


def _whole_number(text: str) -> int:
    """Read a number written in digits; 0 for anything else."""
    digits = text.split("\\")[0].strip().removeprefix("+")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 12 else 0
