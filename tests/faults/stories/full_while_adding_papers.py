"""Add papers until the disk is full; those listed are whole, and no half of one is left."""

import os
import sys
from pathlib import Path


def main(disk: Path) -> None:
    # Here, since each child process loads this file again.
    from caregiver_app.casebook.casebook import Casebook
    from caregiver_app.casebook.documents import keeping
    from caregiver_app.casebook.documents.keeping import keep_files
    from caregiver_app.casebook.documents.listing import list_files
    from caregiver_app.domain.person import Person
    from caregiver_app.errors import DiskFull

    keeping.LEAST_LEFT = 0  # the disk is to fill up while papers are copied, not to be found full before
    with Casebook.create(disk / "case", Person(name="Ana Novak")) as book:
        source = disk.parent / "papers"
        source.mkdir(exist_ok=True)
        told = None
        for number in range(40):
            paper = source / f"{number}.txt"
            paper.write_bytes(os.urandom(400_000))
            try:
                list_files(book, keep_files(book.originals, [paper]))
            except DiskFull as full:
                told = full
                break
        assert told is not None, "the disk never filled"
        listed = book.snapshot().documents
        assert listed, "nothing fitted at all"
        print("the fault fired after", len(listed))
        assert all(book.originals.file(paper.fingerprint).stat().st_size == 400_000 for paper in listed)
        assert not list(book.originals.folder.glob(".*"))
        assert book.findings() == ()
    print("nothing lost")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
