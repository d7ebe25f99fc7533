"""Read what waits in a case and say, page by page, what was begun and what is kept."""

import sys
from pathlib import Path

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.reading import pages_waiting, read_waiting
from caregiver_app.domain.documents.reading import PageText


def main() -> None:
    """Read until everything is read or this process is killed."""
    begun: list[int] = []

    def say(done: int, _total: int, _what: str) -> None:
        if done not in begun:
            begun.append(done)
            print("begun", done, flush=True)

    with Casebook.open(Path(sys.argv[1])) as book:

        def keep(fingerprint: str, page: PageText) -> None:
            book.readings.put(fingerprint, [page])
            print("kept", fingerprint, page.page, flush=True)

        read_waiting(book.originals, pages_waiting(book), keep=keep, progress=say)


if __name__ == "__main__":
    main()
