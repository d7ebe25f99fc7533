"""Make a ZIP on a disk too small for it; the one that was there stays, and no half of one is left beside it."""

import os
import sys
from datetime import date
from pathlib import Path


def main(disk: Path) -> None:
    # Here, since each child process loads this file again.
    from caregiver_app.casebook.casebook import Casebook
    from caregiver_app.casebook.documents.keeping import keep_files
    from caregiver_app.casebook.documents.listing import list_files
    from caregiver_app.casebook.packet_zip import make_zip
    from caregiver_app.casebook.zip_plan import ZipChoice
    from caregiver_app.domain.person import Person
    from caregiver_app.errors import DiskFull

    room = disk.parent / "room"
    room.mkdir(exist_ok=True)
    paper = room / "scan.txt"
    with Casebook.create(room / "case", Person(name="Ana Novak")) as book:
        target, nothing = disk / "packet.zip", ZipChoice((), True, date(2026, 11, 20))
        make_zip(book.snapshot(), book.originals, (), target, nothing)
        older, fitted, told = target.read_bytes(), 0, None
        for size in (2, 5, 6, 7, 12):
            paper.write_bytes(os.urandom(size << 20))
            (listed,) = list_files(book, keep_files(book.originals, [paper]))
            choice = ZipChoice((listed.id,), True, date(2026, 11, 20))
            try:
                make_zip(book.snapshot(), book.originals, (), target, choice)
                fitted, older = fitted + 1, target.read_bytes()
            except DiskFull as full:
                told = full
            assert target.read_bytes() == older
            assert [path.name for path in disk.iterdir()] == ["packet.zip"]
        assert fitted, "nothing fitted at all"
        assert told is not None, "the disk never filled"
        print("the fault fired after", fitted)
    print("nothing lost")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
