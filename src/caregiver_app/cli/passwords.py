"""Passwords on the command line: from a file, from standard input or asked for; never an argument others could read."""

import getpass
import sys
from pathlib import Path
from typing import Final

from caregiver_app.cli.usage import WrongUsage
from caregiver_app.i18n import _

_STANDARD_INPUT: Final = "-"
_MOST: Final = 4096


def password_from(file: Path) -> str:
    """Return the first line of a file, or of standard input for "-". Raises CaregiverError for one not to be read."""
    return _first_line(_beginning(file))


def asked_password(question: str, otherwise: str = "") -> str:
    """Ask at the terminal, without showing what is typed. Raises WrongUsage where nobody can be asked."""
    if not sys.stdin.isatty():
        usual = _("Nobody can be asked for the password here. Use --password-file, - for standard input.")
        raise WrongUsage(otherwise or usual)
    try:
        return getpass.getpass(question)
    except EOFError:
        return ""


def _beginning(file: Path) -> bytes:
    from caregiver_app.fsops import told_as_read

    if str(file) == _STANDARD_INPUT:
        return sys.stdin.buffer.readline(_MOST)
    with told_as_read(file), file.open("rb") as opened:
        return opened.readline(_MOST)


def _first_line(line: bytes) -> str:
    """Return a line without its end; in which encoding it is written is told by its bytes."""
    from caregiver_app.encodings import encoding_of

    return line.decode(encoding_of(line) or "latin-1", "replace").rstrip("\r\n")
