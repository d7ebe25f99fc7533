"""Nothing leaves the computer: what libraries would do of their own accord is switched off before they are loaded.

The program itself opens no connection. Some of what it uses would: the reader of scans tells its maker how it is used,
the printing system is asked for on the network, a library tries out what kind of network there is, and one lets in
whoever is installed beside it.
"""

import os
import sys
from pathlib import Path
from typing import Any, Final

# Both names, for it was called otherwise for a while. Set before it is loaded, nothing is sent, and no number of this
# computer is made or kept. What checks records would look through all that is installed for others who want to be told
# of each record, and let them in.
_SILENCED: Final = {
    "ORT_DISABLE_TELEMETRY": "1",
    "ORT_TELEMETRY_DISABLED": "1",
    "PYDANTIC_DISABLE_PLUGINS": "__all__",
}

_PRINTING: Final = "CUPS_SERVER"
_PRINTING_HERE: Final = "/run/cups/cups.sock"
_PRINTING_SETTINGS: Final = (Path("/etc/cups/client.conf"), Path("~/.cups/client.conf"))

_BETWEEN_OURSELVES: Final = 1
"""The family of sockets that lead to other processes of this computer only; all that is higher leads elsewhere."""


def keep_to_this_computer() -> None:
    """Switch off what would reach out, in this process and those it starts."""
    os.environ.update(_SILENCED)
    if sys.platform == "linux" and _PRINTING not in os.environ and not _prints_elsewhere():
        os.environ[_PRINTING] = _PRINTING_HERE


def refuse_to_reach_out() -> None:
    """Let nothing written in Python open a socket that leads out, from now on to the end of this process."""
    sys.addaudithook(_refuse)


def _prints_elsewhere() -> bool:
    """Whether somebody said that this computer prints through another one."""
    for file in _PRINTING_SETTINGS:
        try:
            lines = file.expanduser().read_text(encoding="utf-8", errors="replace").splitlines()
        except (OSError, RuntimeError):
            continue
        if any(line.strip().lower().startswith("servername") for line in lines):
            return True
    return False


def _refuse(event: str, values: tuple[Any, ...]) -> None:
    if event == "socket.__new__" and values[1] > _BETWEEN_OURSELVES:
        raise PermissionError(event)
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        raise PermissionError(event)
