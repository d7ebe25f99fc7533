"""Make one packet and nothing else, so that its memory can be watched from outside: CASE_DIR OUT.pdf."""

import sys
from datetime import date
from pathlib import Path

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.packet import make_packet
from caregiver_app.packet.options import PacketOptions

if __name__ == "__main__":
    with Casebook.open(Path(sys.argv[1])) as book:
        report = make_packet(book.snapshot(), book.originals, Path(sys.argv[2]), PacketOptions(as_of=date(2026, 1, 1)))
    left_out = [document.number for document in report.documents if not document.included]
    raise SystemExit(f"left out: {left_out}" if left_out else 0)
