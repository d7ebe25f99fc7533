"""A packet of 1,000 documents and 5,000 pages against qpdf merging the same files: the cost grows with the pages."""

from pathlib import Path

import packet_1000
from harness import Row

PAGES = 5_000


def measure(folder: Path) -> list[Row]:
    """Make the packet, merge the files."""
    return [packet_1000.measured(folder, PAGES)]
