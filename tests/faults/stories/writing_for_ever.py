"""Write entries and papers for ever, and say each one's title once it is saved."""

import os
import sys
from itertools import count
from pathlib import Path

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.timeline import add_entry
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.timeline.records import Note

folder = Path(sys.argv[1])
paper = folder.parent / f"paper {os.getpid()}.txt"
with Casebook.open(folder) as book:
    for number in count():
        title = f"{os.getpid()}-{number}"
        if number % 3:
            add_entry(book, Note(title=title, note="x" * 500))
        else:
            paper.write_bytes(os.urandom(50_000))
            kept = book.originals.keep(paper)
            with book.step("paper") as tx:
                tx.put(Document(number=tx.next_number("document"), title=title, fingerprint=kept.fingerprint))
        print(title, flush=True)
