"""Files that are to be printed: their pages, drawn in a child process, and a copy to print elsewhere."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self, TypeVar

from caregiver_app.child import Child, ChildStopped, Limits
from caregiver_app.errors import CaregiverError
from caregiver_app.fsops import replacing
from caregiver_app.i18n import _
from caregiver_app.progress import Progress, silent
from caregiver_app.rendering.pages import Rendering
from caregiver_app.sealed import Readable

T = TypeVar("T")

_LIMITS: Final = Limits(memory=3 << 30, seconds=120.0)


@dataclass(frozen=True)
class PrintPage:
    """One page to print: its file, its number in it from 1, and its width and height in points."""

    file: Readable
    number: int
    width: float
    height: float


class CannotPrint(CaregiverError):
    """A file cannot be opened, or one of its pages cannot be drawn. Nothing was altered."""


class PrintFiles:
    """Draw the pages of PDF files, one at a time, in one child process that lives until `close`.

    `password` opens those that are locked. Every call heeds `progress`, which may raise Cancelled.
    """

    def __init__(self, files: Sequence[Readable], password: str = "") -> None:
        self._files, self._password = tuple(files), password
        self._child = Child(_LIMITS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_problem: object) -> None:
        self.close()

    def pages(self, progress: Progress = silent) -> tuple[PrintPage, ...]:
        """Return the pages of all files, one after another. Raises CannotPrint."""
        found: list[PrintPage] = []
        for file in self._files:
            sizes = self._call(file, _sizes, file, self._password, progress=progress)
            if sizes.trouble:
                raise _cannot_open(file, sizes.trouble)
            found += (PrintPage(file, number, *size) for number, size in enumerate(sizes.sizes, start=1))
        return tuple(found)

    def draw(self, page: PrintPage, width: int, progress: Progress = silent) -> Rendering:
        """Return a page as a picture so many dots wide. Raises CannotPrint: no page is left out in silence."""
        drawn = self._call(page.file, _page, page.file, self._password, page.number, width, progress=progress)
        if not drawn.pixels:
            raise _cannot_draw(page)
        return drawn

    def close(self) -> None:
        """End the child."""
        self._child.close()

    def _call(self, file: Readable, function: Callable[..., T], *args: Any, progress: Progress) -> T:
        try:
            return self._child.call(function, *args, heed=lambda: progress(0, 0, ""))
        except ChildStopped:
            raise _cannot_open(file, "damaged") from None


def copy_to(files: Sequence[Path], targets: Sequence[Path], progress: Progress = silent) -> None:
    """Copy files that were made here, to be printed elsewhere. Raises CaregiverError."""
    for done, (file, target) in enumerate(zip(files, targets, strict=True)):
        progress(done, len(files), "")
        with replacing(target) as temporary:
            shutil.copyfile(file, temporary)


def _sizes(path: Readable, password: str) -> Any:
    from caregiver_app.rendering.printable import printable_sizes

    return printable_sizes(path, password)


def _page(path: Readable, password: str, number: int, width: int) -> Rendering:
    from caregiver_app.rendering.printable import printable_page

    return printable_page(path, password, number, width)


def _cannot_open(file: Readable, trouble: str) -> CannotPrint:
    if trouble == "locked":
        return CannotPrint(
            _("“{name}” is locked with a password, so its pages cannot be printed from here.").format(name=file.name),
            safe=_("Nothing was printed, and the file is as it was."),
            now=_("Open it with its password in another program, and print it there."),
        )
    if trouble == "missing":
        return CannotPrint(
            _("“{name}” is not where it was.").format(name=file.name),
            safe=_("Nothing was printed."),
            now=_("Check that the drive is plugged in, or make the file again."),
        )
    return CannotPrint(
        _("“{name}” cannot be opened for printing.").format(name=file.name),
        safe=_("Your records are safe."),
        now=_("Make the file again, then print it."),
    )


def _cannot_draw(page: PrintPage) -> CannotPrint:
    words = _("Page {n} of “{name}” cannot be drawn for the printer, so printing was stopped there.")
    return CannotPrint(
        words.format(n=page.number, name=page.file.name),
        safe=_("The file is as it was. The pages before this one may come out of the printer."),
        now=_("Open the file in another program and print it there."),
    )
