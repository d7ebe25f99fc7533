"""Make the scans of a source smaller where the family asked for it: as fine as paper shows them, not finer.

Only pictures are packed anew; text, drawings and the places of all stay as they are. A picture that cannot be read
or would hardly be smaller is left alone.
"""

import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pikepdf
from pikepdf import Name, Stream

from caregiver_app.fsops import take_away
from caregiver_app.packet.placed_pictures import placed_pictures
from caregiver_app.packet.repacked import LeftAlone, Packed, repacked
from caregiver_app.packet.style import PAPERS
from caregiver_app.rendering import picture_files

_NO_SENSE: Final = (*picture_files.UNREADABLE, pikepdf.PdfError, pikepdf.ForeignObjectError, zlib.error, MemoryError)


@dataclass(frozen=True)
class Smaller:
    """The file to take, the bytes it had and has now, and how many of its pictures were packed anew."""

    file: Path
    before: int
    after: int
    pictures: int


def make_smaller(file: Path, folder: Path, name: str, paper: tuple[float, float] = PAPERS["a4"]) -> Smaller:
    """Write the pages of a PDF with smaller pictures into `folder`; return the file itself where none became smaller.

    The file is only read. `name` has no ending. Raises what `opening.UNREADABLE` lists for a file that cannot be read.
    """
    before = file.stat().st_size
    made = folder / f"{name}.pdf"
    with pikepdf.open(file) as pdf:
        pictures = _pack_all(pdf, paper)
        if pictures:
            pdf.save(
                made,
                deterministic_id=True,
                fix_metadata_version=False,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
            )
    after = made.stat().st_size if pictures else before
    if after < before:
        return Smaller(made, before, after, pictures)
    take_away(made, within=made.parent)
    return Smaller(file, before, before, 0)


def _pack_all(pdf: pikepdf.Pdf, paper: tuple[float, float]) -> int:
    """Pack every picture that becomes smaller, each once, however often it is shown; return how many there were."""
    places = placed_pictures(pdf, paper)
    done = 0
    for picture in _pictures(pdf):
        try:
            _write(picture, repacked(picture, places.sides(picture)))
        except (LeftAlone, *_NO_SENSE):
            continue
        done += 1
    return done


def _pictures(pdf: pikepdf.Pdf) -> list[Stream]:
    """Return the pictures of a file but for those that only say where another is seen through."""
    found: list[Stream] = []
    masks: set[tuple[int, int]] = set()
    for thing in pdf.objects:
        if isinstance(thing, Stream) and thing.get("/Subtype") == Name.Image:
            found.append(thing)
            held: list[Any] = [thing.get(key) for key in ("/SMask", "/Mask")]
            masks.update(mask.objgen for mask in held if isinstance(mask, Stream))
    return [picture for picture in found if picture.objgen not in masks]


def _write(picture: Stream, packed: Packed) -> None:
    picture.write(packed.data, filter=packed.filter, decode_parms=packed.parameters)
    picture.Width, picture.Height = packed.size
    for key, value in packed.keys.items():
        if value is not None:
            picture[key] = value
        elif key in picture:
            del picture[key]
