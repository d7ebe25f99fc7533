"""A disk with little room: papers that would fill it are refused before one is copied, and fit once there is room."""

import os
import sys
from pathlib import Path

LEFT = 6_000_000


def main(disk: Path) -> None:
    # Here, since each child process loads this file again.
    from caregiver_app.casebook.casebook import Casebook
    from caregiver_app.casebook.documents import keeping
    from caregiver_app.casebook.documents.listing import list_files
    from caregiver_app.domain.person import Person
    from caregiver_app.errors import DiskFull

    assert keeping.LEAST_LEFT == 200_000_000
    keeping.LEAST_LEFT = LEFT  # a disk of this size is in memory
    papers = disk.parent / "papers"
    papers.mkdir()
    for number in range(3):
        (papers / f"{number}.txt").write_bytes(os.urandom(500_000))
    with Casebook.create(disk / "case", Person(name="Ana Novak")) as book:
        sources = sorted(papers.iterdir())
        (disk / "filler").write_bytes(bytes(os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize - LEFT - 1_000_000))
        told = None
        try:
            keeping.keep_files(book.originals, sources)
        except DiskFull as refused:
            told = refused
        assert told is not None, "papers were copied that leave too little room"
        assert "this needs 2 MB, and 6 MB are free" in told.happened, told
        assert "Free 1 MB or more" in told.now, told
        print("the fault fired:", told)
        assert not list(book.originals.folder.iterdir())
        (disk / "filler").unlink()
        list_files(book, keeping.keep_files(book.originals, sources))
        assert len(book.snapshot().documents) == 3
        assert book.findings() == ()
    print("nothing lost")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
