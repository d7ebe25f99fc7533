"""Everything the command line says, and the only place that prints.

Output goes to stdout; what is said about it (progress, refusals) to stderr, so that `--json` stays pure.
"""

import codecs
import errno
import io
import json
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Final, TextIO

from caregiver_app.cli.terminal_text import shown, width
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _
from caregiver_app.mishaps import details_of
from caregiver_app.progress import Progress, silent

_NARROWEST, _WIDEST, _UNKNOWN_WIDTH = 40, 120, 100
_BAR: Final = 24
_PLAIN: Final = {
    "“": '"', "”": '"', "’": "'", "–": "-", "—": "-", "─": "-", "×": "x", "…": "...", "·": "-", "↵": "/",
    "‹": "<", "›": ">", "\u00a0": " ", "≤": "<=", "≥": ">=",
}  # fmt: skip


def speak_any_encoding(*streams: TextIO | None) -> None:
    """Let output that knows few letters show the nearest plain ones, and ? for the rest, instead of ending."""
    codecs.register_error("caregiver_plain", _in_plain_letters)
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="caregiver_plain")


def _in_plain_letters(problem: UnicodeError) -> tuple[str, int]:
    if not isinstance(problem, UnicodeEncodeError):
        raise problem
    characters = problem.object[problem.start : problem.end]
    return "".join(_PLAIN.get(character, "?") for character in characters), problem.end


class ReaderGone(Exception):
    """Whoever read the output has stopped reading, as `head` does."""


def tell(*lines: str) -> None:
    """Print lines of output."""
    tell_laid_out([shown(line) for line in lines])


def tell_laid_out(lines: Sequence[str]) -> None:
    """Print lines that need no more care: those of `terminal_text.table`, and JSON."""
    with _writing():
        for line in lines:
            print(line)


def finish() -> None:
    """Make sure that what was printed has left. Raises what printing raises."""
    with _writing():
        if sys.stdout is not None:
            sys.stdout.flush()


def end_output() -> None:
    """Let the interpreter end in peace when the output can no longer be written."""
    try:
        finish()
    except (ReaderGone, CaregiverError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        if isinstance(problem, BrokenPipeError) or (os.name == "nt" and problem.errno == errno.EINVAL):
            raise ReaderGone from None
        raise CaregiverError(
            _("The output could not be written."),
            safe=_("What the command did to the case is done and kept."),
            now=_("Free some space, or send the output to another place."),
        ) from problem


def warn(*lines: str) -> None:
    """Print lines beside the output."""
    for line in lines:
        print(shown(line), file=sys.stderr)


def tell_failure(failure: CaregiverError) -> None:
    """Say what happened, whether anything was lost, and what to do now."""
    warn(failure.happened, failure.safe, failure.now)


def tell_mistake(kind: type[BaseException], _mistake: BaseException, trace: TracebackType | None) -> None:
    """Tell of a mistake of ours: parts of the program and lines, and nothing the family wrote."""
    warn(
        _("Something went wrong in the program. It is our mistake, not yours."),
        _("What was saved before is safe. Nothing you wrote is in the lines below."),
        _("Try again. If it happens again, copy these lines for whoever helps you."),
        *details_of(kind, trace).splitlines(),
    )


def tell_json(value: Any) -> None:
    """Print a value as JSON, in plain ASCII where the output cannot hold its letters."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = json.dumps(value, ensure_ascii=True, indent=2)
    tell_laid_out([text])


def room() -> int:
    """Return how many columns a table may take."""
    return max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size((_UNKNOWN_WIDTH, 24)).columns))


@contextmanager
def progress_shown() -> Iterator[Progress]:
    """Yield a progress that shows one changing line on a terminal, and nothing anywhere else."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield silent
        return
    try:
        yield _show_progress
    finally:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


@contextmanager
def bar_shown() -> Iterator[Progress]:
    """Yield a progress that shows a bar on a terminal, for work whose steps are many, and nothing anywhere else."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield silent
        return
    try:
        yield _show_bar
    finally:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _show_bar(done: int, total: int, what: str) -> None:
    if total <= 0:
        return
    filled = done * _BAR // total
    _show_line(f"[{'#' * filled}{'.' * (_BAR - filled)}] {done * 100 // total:3} %  {done}/{total}  {shown(what)}")


def _show_progress(done: int, total: int, what: str) -> None:
    if total <= 0:
        return  # only a sign of life
    _show_line(f"{done}/{total}  {shown(what)}")


def _show_line(line: str) -> None:
    while width(line) >= room():
        line = line[:-1]
    print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)
