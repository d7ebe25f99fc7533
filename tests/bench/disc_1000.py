"""An imaging disc of 1,000 small pictures, kept whole, against copying its files with fsync and hashing them.

Then the memory of the children: of the one that looks at the files, and of the one that makes a picture of each series.
"""

import random
import sys
from multiprocessing import active_children
from pathlib import Path

from add_500 import copy_and_hash
from harness import Row, Work, compare
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import list_files
from caregiver_app.casebook.documents.series_pictures import series_pictures
from caregiver_app.casebook.documents.sources import find_files
from caregiver_app.domain.person import Person

FILES = 1000
SERIES = 4
SIDE = 256
ROOT = "1.2.826.0.1.3680043.8.498."


def measure(folder: Path) -> list[Row]:
    """Keep the disc, copy its files; then keep it once more and look at the children."""
    disc = _disc(folder / "disc")
    files = sorted(path for path in disc.rglob("*") if path.is_file())

    def ours(room: Path) -> Work:
        book = Casebook.create(room / "case", Person(name="Ana Novak"))

        def add() -> None:
            with book:
                list_files(book, keep_files(book.originals, find_files([disc])))

        return add

    def floor(room: Path) -> Work:
        return lambda: [copy_and_hash(file, room / file.name) for file in files]

    return [compare("disc 1000", ours, floor, goal=2.0, pairs=3, warm_up=1), *_memory(disc, folder / "case")]


def _memory(disc: Path, case: Path) -> list[Row]:
    """Return the most memory a child had, in megabytes, while the disc was kept and while its pictures were made."""
    if not Path("/proc/self/status").exists():
        print("The memory of children is measured on Linux only.", file=sys.stderr)
        return []
    peaks = {"keeping": 0, "pictures": 0}

    def watch(what: str) -> None:
        for child in active_children():
            peaks[what] = max(peaks[what], _peak(child.pid or 0))

    with Casebook.create(case, Person(name="Ana Novak")) as book:
        brought = keep_files(book.originals, find_files([disc]), lambda *_told: watch("keeping"))
        study = next(document for document in list_files(book, brought) if document.format == "study")
        series_pictures(study, book.originals, lambda *_told: watch("pictures"))
    return [
        Row("disc child", ours=peaks["keeping"] / 1e6, unit="MB", goal=150),
        Row("series child", ours=peaks["pictures"] / 1e6, unit="MB", goal=250),
    ]


def _peak(process: int) -> int:
    """Return the most memory a process has had, in bytes."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    fields = dict(line.split(":", 1) for line in lines)
    return int(fields.get("VmHWM", "0").split()[0]) * 1024


def _disc(folder: Path) -> Path:
    """Write a disc of pictures that cannot be packed, 130 KB each, as uncompressed scans are."""
    chance = random.Random(7)
    for number in range(FILES):
        ds = Dataset()
        ds.SOPClassUID, ds.SOPInstanceUID = CTImageStorage, f"{ROOT}9.{number + 1}"
        ds.StudyInstanceUID, ds.SeriesInstanceUID = f"{ROOT}1", f"{ROOT}1.{number % SERIES + 1}"
        ds.StudyDate, ds.Modality, ds.PatientName, ds.InstanceNumber = "20260924", "CT", "Novak^Ana", number
        ds.SamplesPerPixel, ds.PhotometricInterpretation, ds.Rows, ds.Columns = 1, "MONOCHROME2", SIDE, SIDE
        ds.BitsAllocated, ds.BitsStored, ds.HighBit, ds.PixelRepresentation = 16, 12, 11, 0
        ds.PixelData = chance.randbytes(2 * SIDE * SIDE)
        ds["PixelData"].VR = "OW"
        ds.file_meta = FileMetaDataset()
        ds.file_meta.MediaStorageSOPClassUID, ds.file_meta.MediaStorageSOPInstanceUID = (
            CTImageStorage,
            ds.SOPInstanceUID,
        )
        ds.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        place = folder / f"SER{number % SERIES}" / f"IM{number:05}"
        place.parent.mkdir(parents=True, exist_ok=True)
        ds.save_as(place, enforce_file_format=True)
    return folder
