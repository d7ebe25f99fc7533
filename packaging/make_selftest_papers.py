"""Make the papers that `caregiver selftest` tries: one of each kind the program knows, each with its own word.

The kinds the sample case has (PDF, JPEG, PNG, TIFF) are taken from there. Nobody's papers, and a few kilobytes each.
"""

import io
import tempfile
import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import Final

import docx
import gdcm
import numpy as np
import pillow_heif
from PIL import Image
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, SecondaryCaptureImageStorage

PLACE: Final = Path(__file__).parents[1] / "resources" / "selftest" / "papers"
_ODT: Final = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
_CDA: Final = (
    '<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"><title>Clinical summary</title><component>'
    "<structuredBody><component><section><title>Plan</title><text>Word of the summary: hawthorn</text></section>"
    "</component></structuredBody></component></ClinicalDocument>"
)
_MAILBOX: Final = (
    "From clinic@example.org Mon Nov  2 10:00:00 2026\nSubject: From a mailbox\nFrom: clinic@example.org\n\n"
)


def main() -> None:
    """Write them all."""
    PLACE.mkdir(parents=True, exist_ok=True)
    picture = Image.fromarray(np.add.outer(np.arange(90), np.arange(120)).astype(np.uint8)).convert("RGB")
    made = {
        "photo.heic": _heic(picture),
        "photo.avif": _saved(picture, "AVIF", quality=60),
        "photo.webp": _saved(picture, "WEBP", quality=60),
        "scan.gif": _saved(picture.convert("P"), "GIF"),
        "scan.bmp": _saved(picture.resize((40, 30)), "BMP"),
        "scan.dcm": _dicom(),
        "letter.txt": b"Word of the note: alder\n",
        "letter.html": b"<html><body><p>Word of the page: birch</p></body></html>",
        "letter.rtf": rb"{\rtf1\ansi Word of the letter: cedar\par}",
        "letter.docx": _docx("Word of the document: damson"),
        "letter.odt": _odt("Word of the text: elder"),
        "mail.eml": _mail("Word of the mail: fir"),
        "mail.mbox": (_MAILBOX + "Word of the mailbox: gorse\n").encode(),
        "summary.xml": _CDA.encode(),
        "papers.zip": _zip({"inside.txt": b"Word within: juniper\n"}),
    }
    for name, body in made.items():
        (PLACE / name).write_bytes(body)


def _saved(picture: Image.Image, form: str, **how: object) -> bytes:
    body = io.BytesIO()
    picture.save(body, form, **how)
    return body.getvalue()


def _heic(picture: Image.Image) -> bytes:
    body = io.BytesIO()
    pillow_heif.from_pillow(picture).save(body, quality=50)
    return body.getvalue()


def _dicom() -> bytes:
    """Return a picture of an imaging file in a packing that only one of our libraries opens (JPEG-LS, 12 bits)."""
    root = "1.2.826.0.1.3680043.8.498.7"
    said = Dataset()
    said.file_meta = FileMetaDataset()
    said.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    said.SOPClassUID, said.SOPInstanceUID = SecondaryCaptureImageStorage, f"{root}.3"
    said.StudyInstanceUID, said.SeriesInstanceUID, said.InstanceNumber = f"{root}.1", f"{root}.2", 1
    said.PatientName, said.StudyDate, said.Modality = "Selftest^Anybody", "20261102", "CT"
    said.StudyDescription = "A slope of grey"
    said.Rows, said.Columns, said.SamplesPerPixel, said.PhotometricInterpretation = 64, 64, 1, "MONOCHROME2"
    said.BitsAllocated, said.BitsStored, said.HighBit, said.PixelRepresentation = 16, 12, 11, 0
    said.PixelData = (np.add.outer(np.arange(64), np.arange(64)) * 32).astype("<u2").tobytes()
    with tempfile.TemporaryDirectory() as folder:
        plain, packed = Path(folder) / "plain.dcm", Path(folder) / "packed.dcm"
        said.save_as(plain, enforce_file_format=True)
        reader, change, writer = gdcm.ImageReader(), gdcm.ImageChangeTransferSyntax(), gdcm.ImageWriter()
        reader.SetFileName(str(plain))
        reader.Read()
        change.SetTransferSyntax(gdcm.TransferSyntax(gdcm.TransferSyntax.JPEGLSLossless))
        change.SetInput(reader.GetImage())
        change.Change()
        writer.SetFileName(str(packed))
        writer.SetFile(reader.GetFile())
        writer.SetImage(change.GetOutput())
        writer.Write()
        return packed.read_bytes()


def _docx(words: str) -> bytes:
    document, body = docx.Document(), io.BytesIO()
    document.add_paragraph(words)
    document.save(body)
    return body.getvalue()


def _odt(words: str) -> bytes:
    content = f'<?xml version="1.0"?><office:document-content {_ODT}><office:body><office:text><text:p>{words}</text:p>'
    content += "</office:text></office:body></office:document-content>"
    return _zip({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()})


def _mail(words: str) -> bytes:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "From the clinic", "clinic@example.org", "family@example.org"
    mail["Date"] = "Mon, 02 Nov 2026 10:00:00 +0000"
    mail.set_content(words)
    return mail.as_bytes()


def _zip(parts: dict[str, bytes]) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2026, 11, 2, 10, 0, 0)), content)
    return body.getvalue()


if __name__ == "__main__":
    main()
