"""Files of every format as families bring them, to be damaged: made here, of the sample, and real ones if here."""

import io
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import pikepdf
from PIL import Image
from pydicom.uid import DeflatedExplicitVRLittleEndian, ExplicitVRBigEndian, ImplicitVRLittleEndian, RLELossless

from caregiver_app import bundled
from discs import disc, index, picture, report, write
from intake.makers import ccda_of, docx_of, mail_of, odt_of, rtf_of, zip_of
from intake.makers import picture as jpeg_of

REAL: Final = Path(__file__).parents[2] / "shared" / "real-files"
_MOST_BYTES: Final = 200_000
_A_FOLDER: Final = 4


@dataclass(frozen=True)
class Seed:
    """One file to be damaged: its name, the ending its mutants get, and what makes its bytes in an empty folder."""

    name: str
    ending: str
    make: Callable[[Path], bytes]


def pdf_of(pages: int, **saving: object) -> bytes:
    """Return a PDF with words on its pages and a file inside it."""
    with pikepdf.new() as pdf:
        font = pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        )
        for number in range(pages):
            page = pdf.add_blank_page()
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            page.Contents = pdf.make_stream(f"BT /F1 12 Tf 72 720 Td (Page {number} of a letter) Tj ET".encode())
        pdf.attachments["results.txt"] = b"LDH 365 U/L"
        body = io.BytesIO()
        pdf.save(body, **saving)
    return body.getvalue()


def picture_of(form: str, mode: str = "RGB", frames: int = 1, **saving: object) -> bytes:
    """Return a picture of one of Pillow's formats, or of HEIF."""
    if form == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener()
    body = io.BytesIO()
    first, *more = (Image.effect_noise((48, 40), 60 + n).convert(mode) for n in range(frames))
    first.save(body, form, **({"save_all": True, "append_images": more} if more else {}), **saving)
    return body.getvalue()


def dicom_of(folder: Path, syntax: str = ImplicitVRLittleEndian, *, meta: bool = True) -> bytes:
    """Return one imaging file."""
    return write(folder / "seed.dcm", picture(), syntax, meta=meta).read_bytes()


def rle_of(folder: Path) -> bytes:
    """Return an imaging file whose picture is packed."""
    ds = picture()
    path = write(folder / "plain.dcm", ds)
    import pydicom

    read = pydicom.dcmread(path)
    read.compress(RLELossless, generate_instance_uid=False)
    read.save_as(folder / "packed.dcm")
    return (folder / "packed.dcm").read_bytes()


def disc_zip(folder: Path) -> bytes:
    """Return a disc as a portal gives it out."""
    disc(folder / "disc", 4)
    files = sorted(path for path in (folder / "disc").rglob("*") if path.is_file())
    return zip_of(*((path.relative_to(folder).as_posix(), path.read_bytes()) for path in files))


def _made() -> Iterator[Seed]:
    yield Seed("pdf", ".pdf", lambda _folder: pdf_of(3))
    yield Seed(
        "pdf with object streams", ".pdf", lambda _f: pdf_of(2, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    )
    locked = pikepdf.Encryption(user="", owner="owner")
    yield Seed("pdf locked for editing", ".pdf", lambda _folder: pdf_of(2, encryption=locked))
    for form, modes, frames in (
        ("JPEG", ("RGB", "L", "CMYK"), 1), ("PNG", ("RGBA", "P"), 1), ("TIFF", ("1", "RGB"), 3), ("WEBP", ("RGB",), 1),
        ("GIF", ("P",), 3), ("BMP", ("RGB",), 1), ("HEIF", ("RGB",), 1), ("AVIF", ("RGB",), 1),
    ):  # fmt: skip
        for mode in modes:
            made = partial(picture_of, form, mode, frames)
            yield Seed(f"{form} {mode}", f".{form.lower()}", lambda _folder, made=made: made())
    yield Seed("TIFF fax", ".tif", lambda _folder: picture_of("TIFF", "1", 2, compression="group4"))
    yield Seed("docx", ".docx", lambda _f: docx_of("Dear Anna", "病理", pictures=(jpeg_of(),), table=(("LDH", "365"),)))
    yield Seed("odt", ".odt", lambda _f: odt_of("<text:p>Dear Anna</text:p>", ("Pictures/1.png", jpeg_of())))
    yield Seed("rtf", ".rtf", lambda _folder: rtf_of(r"\f0 Dear Anna\par \'e9t\'e9 \u30149? {\pict\pngblip 89504e47}"))
    yield Seed("txt", ".txt", lambda _folder: "Befund: unauffällig. 病理报告\n".encode() * 40)
    yield Seed("txt of UTF-16", ".txt", lambda _folder: "Befund 病理\n".encode("utf-16") * 4)
    yield Seed(
        "html", ".html", lambda _f: b"<html><head><title>Results</title></head><body><p>LDH 365</p></body></html>"
    )
    yield Seed("xml", ".xml", lambda _f: b'<?xml version="1.0"?><a xmlns="urn:x"><b c="d">LDH</b><b>365</b></a>')
    yield Seed("ccda", ".xml", lambda _f: ccda_of("<section><title>Results</title><text>LDH 365</text></section>"))
    yield Seed("eml", ".eml", lambda _f: mail_of(attached=(("scan.jpg", jpeg_of()), ("letter.pdf", pdf_of(1)))))
    yield Seed(
        "zip", ".zip", lambda _f: zip_of(("a/b.txt", b"Dear Anna" * 50), ("c.pdf", pdf_of(1)), ("d.jpg", jpeg_of()))
    )
    yield Seed("zip of a disc", ".zip", disc_zip)
    yield Seed("dicom implicit", ".dcm", dicom_of)
    yield Seed("dicom big endian", ".dcm", lambda folder: dicom_of(folder, ExplicitVRBigEndian))
    yield Seed("dicom deflated", ".dcm", lambda folder: dicom_of(folder, DeflatedExplicitVRLittleEndian))
    yield Seed("dicom without its head", "", lambda folder: dicom_of(folder, meta=False))
    yield Seed("dicom packed", ".dcm", rle_of)
    yield Seed("dicom with a report", ".dcm", lambda f: write(f / "r.dcm", report(pdf_of(1))).read_bytes())
    yield Seed("dicomdir", "", lambda folder: index(folder / "DICOMDIR", ["A/B/IM1", "A/B/IM2"]).read_bytes())
    yield Seed("bytes of no kind", ".bin", lambda _folder: struct.pack("<64Q", *range(0, 6400, 100)))


def _of_the_sample() -> Iterator[Seed]:
    for path in sorted(bundled.resource("sample_case", "papers").iterdir()):
        if path.stat().st_size <= _MOST_BYTES:
            yield Seed(path.name, path.suffix, lambda _folder, path=path: path.read_bytes())


def _real() -> Iterator[Seed]:
    """A few of each folder of real files, where they are beside the checkout."""
    for folder in sorted(REAL.iterdir()) if REAL.is_dir() else ():
        files = (
            [path for path in sorted(folder.glob("*")) if path.stat().st_size <= _MOST_BYTES] if folder.is_dir() else []
        )
        for path in files[:: max(len(files) // _A_FOLDER, 1)][:_A_FOLDER]:
            yield Seed(f"real {path.name}", path.suffix, lambda _folder, path=path: path.read_bytes())


SEEDS: Final = (*_made(), *_of_the_sample(), *_real())
"""At least forty, whether or not the real files are there."""
