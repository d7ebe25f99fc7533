"""Build a packet in a process that does nothing else."""

import atexit
import gc
import os
from collections.abc import Callable
from pathlib import Path

from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.packet.options import PacketOptions
from caregiver_app.packet.report import PacketReport
from caregiver_app.packet.sheet_words import Words
from caregiver_app.progress import Progress
from caregiver_app.sealed import Readable


def build_alone(
    case: CaseSnapshot,
    find_original: Callable[[str], Readable],
    options: PacketOptions,
    target: Path,
    words: Words,
    password: str,
    progress: Progress,
) -> PacketReport:
    """Write the packet as `build_packet` does, in a process that ends after it.

    What was loaded up to here stays until then, so nobody need look again and again whether it is still wanted, nor
    take it apart piece by piece at the end: both together would cost a fifth of the time.
    """
    from caregiver_app.packet.build import build_packet  # only where it is built: it is large

    gc.freeze()
    atexit.unregister(_end)
    atexit.register(_end)
    return build_packet(case, find_original, options, target, progress, words, password)


def _end() -> None:
    os._exit(0)
