"""What one look at a file gives, or unlocking it. It crosses from the child process to ours, so it is plain values."""

from dataclasses import dataclass
from pathlib import Path

from caregiver_app.domain.documents.imaging import ImageFile
from caregiver_app.domain.documents.reading import PageText


@dataclass(frozen=True)
class Inside:
    """A file found in another one: its name and folders as written there, and where its bytes lie now.

    `file` is None for what could not be taken out; `trouble` then says why, as a key of `TROUBLES`.
    """

    name: str
    file: Path | None
    trouble: str = ""


@dataclass(frozen=True)
class Inspection:
    """The format by content, how many pages, what is in the way, and what the file says.

    `trouble` is "" or a key of `domain.documents.document.TROUBLES`; `detail` is what the reader said, for whoever
    helps the family. A look is quick: a file without trouble here may still show some when it is printed.
    `inside` is what was taken out of a ZIP, an e-mail or the like; `image` what an imaging file says of itself.
    """

    format: str
    pages: int | None
    trouble: str
    detail: str
    texts: tuple[PageText, ...] = ()
    inside: tuple[Inside, ...] = ()
    image: ImageFile | None = None


@dataclass(frozen=True)
class Unlocked:
    """What became of opening a locked file: `trouble` is "", "wrong_password", "not_locked" or "damaged".

    `detail` is what the reader complained about: with no trouble, pages may be missing in the copy as in the file.
    """

    trouble: str = ""
    detail: str = ""
