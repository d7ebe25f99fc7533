"""A folder nobody can look into, as on a failing drive. Taking rights away would not do: tests may run as root."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def closed(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Iterator[None]:
    """Let the system refuse to say what is in a folder; all others are as they are."""
    listdir, scandir = os.listdir, os.scandir

    def refusing(real):
        def asked(path="."):
            if not isinstance(path, int) and os.fspath(path) == str(folder):
                raise OSError(errno.EIO, os.strerror(errno.EIO), str(folder))
            return real(path)

        return asked

    with monkeypatch.context() as patch:
        patch.setattr(os, "listdir", refusing(listdir))
        patch.setattr(os, "scandir", refusing(scandir))
        yield
