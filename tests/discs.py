"""Invented imaging discs and files: nobody's pictures, made with pydicom in a test's own folder."""

import struct
import zlib
from pathlib import Path
from typing import Any

from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    EncapsulatedPDFStorage,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    MediaStorageDirectoryStorage,
    SecondaryCaptureImageStorage,
)

from caregiver_app.intake.imaging.header import silent_reader

ROOT = "1.2.826.0.1.3680043.8.498."


def picture(**said: Any) -> Dataset:
    """Return one invented picture of 8 × 8 pixels, 16 bits; `said` are elements to set, None for one to leave out."""
    ds = Dataset()
    usual: dict[str, Any] = {
        "SOPClassUID": SecondaryCaptureImageStorage,
        "SOPInstanceUID": ROOT + "9.1",
        "StudyDate": "20260924",
        "AccessionNumber": "A-77",
        "Modality": "CT",
        "InstitutionName": "Hospital of the North",
        "StudyDescription": "",
        "PatientName": "Westerhaugh^Ingrid",
        "PatientBirthDate": "19610302",
        "BodyPartExamined": "CHEST",
        "StudyInstanceUID": ROOT + "1",
        "SeriesInstanceUID": ROOT + "1.1",
        "InstanceNumber": 1,
        "SamplesPerPixel": 1,
        "PhotometricInterpretation": "MONOCHROME2",
        "Rows": 8,
        "Columns": 8,
        "BitsAllocated": 16,
        "BitsStored": 12,
        "HighBit": 11,
        "PixelRepresentation": 0,
        "PixelData": struct.pack("<64H", *range(0, 64 * 40, 40)),
    }
    for name, value in {**usual, **said}.items():
        if value is not None:
            setattr(ds, name, value)
    return ds


def write(path: Path, ds: Dataset, syntax: str = ExplicitVRLittleEndian, *, meta: bool = True) -> Path:
    """Write a data set as a file, without preamble and meta information where `meta` is False."""
    path.parent.mkdir(parents=True, exist_ok=True)
    order = {"implicit_vr": syntax == ImplicitVRLittleEndian, "little_endian": syntax != ExplicitVRBigEndian}
    if "PixelData" in ds:
        ds["PixelData"].VR = "OW"
        if not order["little_endian"]:
            ds.PixelData = b"".join(ds.PixelData[at : at + 2][::-1] for at in range(0, len(ds.PixelData), 2))
    with silent_reader():
        if not meta:
            ds.save_as(path, enforce_file_format=False, **order)
            return path
        ds.file_meta = FileMetaDataset()
        ds.file_meta.MediaStorageSOPClassUID = ds.get("SOPClassUID", SecondaryCaptureImageStorage)
        ds.file_meta.MediaStorageSOPInstanceUID = ds.get("SOPInstanceUID", ROOT + "9")
        ds.file_meta.TransferSyntaxUID = syntax
        ds.save_as(path, enforce_file_format=True)
    return path


def report(pdf: bytes, **said: Any) -> Dataset:
    """Return an object that carries a PDF instead of a picture."""
    carried: dict[str, Any] = {
        "SOPClassUID": EncapsulatedPDFStorage,
        "Modality": "DOC",
        "SeriesInstanceUID": ROOT + "1.9",
        "DocumentTitle": "Report of the scan",
        "MIMETypeOfEncapsulatedDocument": "application/pdf",
        "EncapsulatedDocument": pdf + b"\0" * (len(pdf) % 2),
        **dict.fromkeys(("PixelData", "Rows", "Columns", "SamplesPerPixel", "BitsAllocated")),
    }
    return picture(**{**carried, **said})


def index(path: Path, named: list[str]) -> Path:
    """Write a DICOMDIR that names files, each with its folders between "/"."""
    with silent_reader():  # some tests name what no disc may
        return write(path, _index(named))


def _index(named: list[str]) -> Dataset:
    records = []
    for name in named:
        record = Dataset()
        record.OffsetOfTheNextDirectoryRecord = 0
        record.RecordInUseFlag = 0xFFFF
        record.OffsetOfReferencedLowerLevelDirectoryEntity = 0
        record.DirectoryRecordType = "IMAGE"
        record.ReferencedFileID = name.split("/")
        records.append(record)
    ds = Dataset()
    ds.SOPClassUID = MediaStorageDirectoryStorage
    ds.FileSetID = "INVENTED"
    ds.DirectoryRecordSequence = Sequence(records)
    return ds


def deflated_bomb(path: Path, megabytes: int) -> Path:
    """Write a deflated file of a few hundred kilobytes with one element of so many megabytes in its header."""
    write(path, picture(PixelData=None), DeflatedExplicitVRLittleEndian)
    body = path.read_bytes()
    start = 144 + struct.unpack("<I", body[140:144])[0]
    machine = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = machine.compress(struct.pack("<HH2sHI", 8, 1, b"OB", 0, megabytes << 20)) + machine.flush(
        zlib.Z_FULL_FLUSH
    )
    megabyte = machine.compress(bytes(1 << 20)) + machine.flush(
        zlib.Z_FULL_FLUSH
    )  # stands alone, so it can be repeated
    path.write_bytes(body[:start] + packed + megabyte * megabytes + machine.flush())
    return path


def disc(folder: Path, images: int = 12, *, series: int = 2, viewer: bool = True) -> Path:
    """Make an invented disc: an index, a PET-CT of some series, and the folder of a viewer for Windows."""
    names = []
    for number in range(images):
        own = number % series
        ds = picture(
            Modality="PT" if own else "CT",
            SOPInstanceUID=f"{ROOT}9.{number + 1}",
            SeriesInstanceUID=f"{ROOT}1.{own + 1}",
            InstanceNumber=number // series + 1,
        )
        names.append(f"DICOM/SER{own}/IM{number:05}")
        write(folder / names[-1], ds)
    index(folder / "DICOMDIR", names)
    if viewer:
        _viewer(folder)
    return folder


def _viewer(folder: Path) -> None:
    for name, body in {
        "AUTORUN.INF": b"[autorun]\r\nopen=VIEWER\\VIEW.EXE\r\n",
        "VIEWER/VIEW.EXE": b"MZ\x90\x00" + b"\0" * 200,
        "VIEWER/HELP/INDEX.HTM": b"<html><body>How to look at pictures</body></html>",
        "VIEWER/ICON.PNG": b"\x89PNG\r\n\x1a\n" + b"\0" * 60,
        "VIEWER/LICENSE.RTF": rb"{\rtf1 You may use this viewer.}",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
