"""Files that only a key opens, in the age format (age-encryption.org/v1); nothing readable touches the disk.

Other programs open them too: `age --decrypt -i key.txt FILE`. A part that was changed by a single bit does not open.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Final

_BEGINNING: Final = b"age-encryption.org/v1\n"
_AT_ONCE: Final = 1


class SealBroken(OSError):
    """A sealed file cannot be opened: it was changed, or it belongs to another key."""


@dataclass(frozen=True)
class Seal:
    """The key of one case in the form of the age format: it opens and closes files."""

    secret: str = field(repr=False)

    def close(self, read: Callable[[int], bytes], into: BinaryIO) -> None:
        """Write what `read(size)` gives, until it gives nothing, sealed into an open file.

        Raises what `read` and writing raise.
        """
        import pyrage

        source, sink = _Source(read), _Sink(into.write)
        try:
            pyrage.encrypt_io(source, sink, [_identity(self.secret).to_public()])
        except (pyrage.EncryptError, OSError) as problem:
            raise (source.raised or sink.raised or problem) from None
        if sink.raised is not None:  # the library keeps silent of what the last of its writes ran into
            raise sink.raised

    def sealed(self, data: bytes) -> bytes:
        """Return some bytes sealed."""
        import pyrage

        made: bytes = pyrage.encrypt(data, [_identity(self.secret).to_public()])
        return made

    def opened(self, data: bytes) -> bytes:
        """Return what was sealed. Raises SealBroken."""
        import pyrage

        try:
            found: bytes = pyrage.decrypt(data, [_identity(self.secret)])
        except (pyrage.DecryptError, OSError, ValueError) as problem:
            raise SealBroken(str(problem)) from None
        return found

    def pour(self, file: Path, take: Callable[[bytes], object]) -> None:
        """Hand what is in a sealed file over, part by part. Raises SealBroken, OSError and what `take` raises.

        What came before a broken part was handed over already.
        """
        import pyrage

        sink = _Sink(take)
        with file.open("rb") as opened:
            source = _Source(opened.read)
            try:
                pyrage.decrypt_io(source, sink, [_identity(self.secret)])
            except (pyrage.DecryptError, OSError) as problem:
                raise (source.raised or sink.raised or SealBroken(str(problem))) from None
        if sink.raised is not None:  # as in `close`
            raise sink.raised


@dataclass(frozen=True)
class SealedFile:
    """A file of a case with a passphrase, read like a plain one: what is in it is held in memory and nowhere else."""

    path: Path
    seal: Seal

    @property
    def name(self) -> str:
        """The name of the file on the disk."""
        return self.path.name

    def open(self, _mode: str = "rb") -> BinaryIO:
        """Return its content as a file that is open for reading. Raises SealBroken or OSError."""
        return BytesIO(self.read_bytes())

    def read_bytes(self) -> bytes:
        """Return its content. Raises SealBroken or OSError."""
        now = self.path.stat()
        return _content(self.path, self.seal, now.st_size, now.st_mtime_ns)

    def read_text(self, encoding: str) -> str:
        """Return its content as text. Raises SealBroken, OSError or UnicodeDecodeError."""
        return self.read_bytes().decode(encoding)

    def exists(self) -> bool:
        """Whether it is there."""
        return self.path.exists()


Readable = Path | SealedFile
"""A file to read: as it lies on the disk, or sealed."""


def is_sealed(file: Path) -> bool:
    """Whether a file looks sealed. Raises OSError."""
    with file.open("rb") as opened:
        return opened.read(len(_BEGINNING)) == _BEGINNING


def for_reader(file: Readable) -> Any:
    """Return what a library is given to read a file: its path, or its content as an open file."""
    return file.open() if isinstance(file, SealedFile) else file


def pour(file: Readable, take: Callable[[bytes], object], chunk: int = 1 << 20) -> None:
    """Hand over what is in a file, part by part. Raises SealBroken, OSError and what `take` raises."""
    if isinstance(file, SealedFile):
        file.seal.pour(file.path, take)
        return
    with file.open("rb") as opened:
        while part := opened.read(chunk):
            take(part)


def place_of(file: Readable) -> Path:
    """Return where a file lies on the disk."""
    return file.path if isinstance(file, SealedFile) else file


def size_of(file: Readable) -> int:
    """Return how many bytes are in a file. Raises SealBroken or OSError."""
    return len(file.read_bytes()) if isinstance(file, SealedFile) else file.stat().st_size


class _Source:
    """What is to be read, for the library; what goes wrong in it is kept, for the library forgets it."""

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self._read = read
        self.raised: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            return self._read(size)
        except BaseException as problem:
            self.raised = problem
            raise


class _Sink:
    """Where the library puts what it reads; what goes wrong there is kept."""

    def __init__(self, take: Callable[[bytes], object]) -> None:
        self._take = take
        self.raised: BaseException | None = None

    def write(self, data: bytes) -> int:
        try:
            self._take(data)
        except BaseException as problem:
            self.raised = problem
            raise
        return len(data)

    def flush(self) -> None:
        """Do nothing: whoever takes it in decides."""


@lru_cache(maxsize=_AT_ONCE)
def _content(path: Path, seal: Seal, _size: int, _changed: int) -> bytes:
    """Keep the last file in memory: a page of it is asked for again and again."""
    parts: list[bytes] = []
    seal.pour(path, parts.append)
    return b"".join(parts)


def forget_content() -> None:
    """Let go of what was read last, and of the keys it was read with."""
    _content.cache_clear()
    _identity.cache_clear()


@lru_cache(maxsize=_AT_ONCE)
def _identity(secret: str) -> Any:
    import pyrage

    return pyrage.x25519.Identity.from_str(secret)
