"""A case as large as one gets in a long illness: hundreds of records and of papers with words on them."""

import random
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.kept import Brought, KeptFile
from caregiver_app.casebook.documents.listing import list_files
from caregiver_app.casebook.timeline import add_entries
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.reading import OCR, PageText, Word
from caregiver_app.domain.timeline.records import Entry, Lab, Note, Scan, Therapy
from caregiver_app.intake.look import Inspection
from family import PERSON
from paged_files import report

PAPERS, RECORDS = 300, 500

_WORDS = ("seen", "in", "clinic", "today", "appetite", "marrow", "cells", "response", "scan", "node", "cycle", "fever")
_LINES, _ON_A_LINE = 12, 8


def large_case(folder: Path) -> Path:
    """Put a closed case of 300 papers and 500 records into a folder that is not there yet, and return the folder."""
    shutil.copytree(_made(), folder)
    return folder


@cache
def _place() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="large-case-")


@cache
def _made() -> Path:
    folder, chance = Path(_place().name) / "case", random.Random(300)
    with Casebook.create(folder, PERSON) as book:
        add_entries(book, list(_history()), "Add a history")
        body = report(pages=1)
        list_files(book, Brought(tuple(_paper(book, body, number, chance) for number in range(PAPERS))))
    return folder


def _paper(book: Casebook, body: bytes, number: int, chance: random.Random) -> KeptFile:
    """Keep a scan of one page with a hundred words, each with its place."""
    kept = book.originals.keep_bytes(body + b"%% %d\n" % number)
    lines = [[chance.choice(_WORDS) for _word in range(_ON_A_LINE)] for _line in range(_LINES)]
    words = (Word(word, 0.1 * x, 0.05 * y, 0.09, 0.02) for y, line in enumerate(lines) for x, word in enumerate(line))
    page = PageText(1, "\n".join(map(" ".join, lines)), OCR, tuple(words))
    return KeptFile(f"scan {number}.pdf", kept.fingerprint, kept.size, Inspection("pdf", 1, "", "", (page,)))


def _history() -> Iterator[Entry]:
    for number in range(RECORDS):
        day = PartialDate.of_day(date(2019, 1, 7) + timedelta(days=5 * number))
        if number % 100 == 0:
            yield Therapy(regimen="R-CHOP", cycles="6", date=day)
        elif number % 10 == 0:
            yield Scan(modality="PET-CT", date=day, region="neck")
        elif number % 5 == 0:
            yield Note(title=f"Visit {number}", date=day)
        else:
            yield Lab(test=("LDH", "Hb")[number % 2], value=str(100 + number % 90), unit="U/L", date=day)
