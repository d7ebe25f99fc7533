"""Peak anonymous memory of making a packet with 2 GB of scans, the child processes counted in."""

import subprocess
import sys
import threading
from itertools import islice
from pathlib import Path

import papers
from harness import Row

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import list_files
from caregiver_app.domain.person import Person

ALONE = Path(__file__).with_name("packet_alone.py")
SCANS = 2_000_000_000
PAGES_EACH = 10
A4_AT_300_DPI = (2480, 3508)
SECONDS_BETWEEN_LOOKS = 0.02


def measure(folder: Path) -> list[Row]:
    """Make the packet in a process of its own and watch it."""
    if not Path("/proc/self/status").exists():
        print("packet_memory is measured on Linux only.", file=sys.stderr)
        return []
    with Casebook.create(folder / "case", Person(name="Ana Novak")) as book:
        for file in _files(folder):
            list_files(book, keep_files(book.originals, [file]))
            file.unlink()
    with subprocess.Popen([sys.executable, ALONE, folder / "case", folder / "packet.pdf"]) as packet:
        peak = _peak_while_running(packet)
    if packet.returncode:
        raise RuntimeError("the packet was not made")
    return [Row("packet memory", ours=peak / 1e6, unit="MB", goal=400)]


def _files(folder: Path) -> list[Path]:
    """Write half of the scans as PDFs of ten pages and half as pictures of one."""
    pages = papers.photos(A4_AT_300_DPI, mode="RGB", quality=80, grain=5)
    files: list[Path] = []
    written = 0
    while written < SCANS:
        name = folder / f"paper {len(files):03}"
        for picture in islice(pages, PAGES_EACH):
            files.append(name.with_suffix(f".{len(files)}.jpg"))
            files[-1].write_bytes(picture)
            written += len(picture)
        files.append(papers.scan_pdf(name.with_suffix(".pdf"), list(islice(pages, PAGES_EACH))))
        written += files[-1].stat().st_size
    return files


def _peak_while_running(process: subprocess.Popen[bytes]) -> int:
    peak = 0
    pause = threading.Event()
    while process.poll() is None:
        peak = max(peak, _anonymous_bytes(process.pid))
        pause.wait(SECONDS_BETWEEN_LOOKS)
    return peak


def _anonymous_bytes(top: int) -> int:
    """Return the anonymous memory of a process and everything it started."""
    parents: dict[int, int] = {}
    sizes: dict[int, int] = {}
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            fields = dict(line.split(":", 1) for line in status.read_text().splitlines())
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended meanwhile
        process = int(status.parent.name)
        parents[process] = int(fields["PPid"])
        sizes[process] = int(fields.get("RssAnon", "0").split()[0]) * 1024
    family = {top}
    while more := {process for process, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(sizes.get(process, 0) for process in family)
