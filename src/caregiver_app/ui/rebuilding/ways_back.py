"""The ways back from a case file that is gone or damaged: chosen on a page, made off the UI thread, told, undone."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _, in_sentences
from caregiver_app.progress import Progress
from caregiver_app.ui.jobs import Job

if TYPE_CHECKING:
    from caregiver_app.store.keys import Keys
    from caregiver_app.ui.main_window import MainWindow


class WaysBack(QObject):
    """Show the page for a case that is lost, and do what is chosen there."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        window.door.lost.connect(self.show)

    def show(self, folder: Path, keys: "Keys | None", said: str = "", *, opens: bool = False) -> None:
        """Show what is left and the ways back; `opens` says that the case can still be opened as it is."""
        from caregiver_app.ui.rebuilding.page import RebuildPage, Ways

        window = self._window
        if not window.door.leave(partial(self.show, folder, keys, said, opens=opens)):
            return
        ways = Ways(
            everything=partial(self._make_anew, folder, keys, opens=opens, with_papers=True),
            backup=partial(self._make_anew, folder, keys, opens=opens, with_papers=False),
            elsewhere=window.commands.restore,
            another=window.gate.leave,
            leave=window.close,
        )
        again = partial(window.door.open_with, folder, keys) if opens else None
        window.gate.receive(RebuildPage(window.jobs, folder, keys, ways, said, again=again))

    def show_open_case(self) -> None:
        """Let go of the open case, whose records are damaged, and show the ways back."""
        book = self._window.door.book
        if book is not None:
            self.show(book.folder, book.keys, opens=True)

    def undo(self, folder: Path, keys: "Keys | None") -> None:
        """Put back what was there before the case file was made anew."""
        if self._window.door.leave(partial(self.undo, folder, keys)):
            said = _("What was there before is back. What was made anew is in the folder “set aside”.")
            self._work(
                partial(_undone, folder), _("Putting it back"),
                done=lambda _aside: self._open(folder, keys, partial(self._window.notices.tell, said)),
                back=partial(self._open, folder, keys),
            )  # fmt: skip

    def _make_anew(self, folder: Path, keys: "Keys | None", *, opens: bool, with_papers: bool) -> None:
        self._work(
            partial(_made, folder, keys, with_papers), _("Making the case anew"),
            done=partial(self._on_made, folder, keys),
            back=partial(self.show, folder, keys, opens=opens),
        )  # fmt: skip

    def _on_made(self, folder: Path, keys: "Keys | None", lines: tuple[str, ...]) -> None:
        tell = partial(
            self._window.notices.tell_done, in_sentences(lines), action=_("Undo"), act=partial(self.undo, folder, keys)
        )
        self._open(folder, keys, tell)

    def _open(self, folder: Path, keys: "Keys | None", tell: Callable[[], object] = lambda: None) -> None:
        """Open the case, or show again what is the matter with it, and say what was done."""
        self._window.door.open_with(folder, keys)
        tell()

    def _work(
        self,
        work: Callable[[Progress], Any],
        words: str,
        *,
        done: Callable[[Any], object],
        back: Callable[[], object],
    ) -> None:
        """Work with a page that can stop it. What came of it is asked of the work itself: a stop may come too late."""
        from caregiver_app.ui.protection.work_page import Work, WorkPage

        window = self._window
        jobs: list[Job] = []
        outcome: list[Any] = []
        refused: list[CaregiverError] = []

        def worked(progress: Progress) -> None:
            outcome.append(work(progress))

        def over() -> None:
            if not window.isVisible():
                return
            if outcome:
                done(outcome[0])
                return
            back()
            if refused:
                window.notices.tell_trouble(refused[0])
            else:
                window.notices.tell(_("It was stopped. Everything is as it was before."))

        said = Work(
            words,
            _("This takes a while with many papers. The window can stay as it is."),
            _("Reading the copy, the notes and the papers …"),
            _("If you stop it, or the power fails, your case is as it was before."),
        )
        page = WorkPage(said, lambda: jobs[0].cancel())
        window.notices.clear()
        window.gate.receive(page)
        jobs.append(window.jobs.start(
            worked, done=lambda _none: None, failed=refused.append, progressed=page.show_progress, ended=over,
            for_case=False, lane="whole case",
        ))  # fmt: skip


def _made(folder: Path, keys: "Keys | None", with_papers: bool, progress: Progress) -> tuple[str, ...]:
    from caregiver_app.casebook.rebuilding import rebuild_case
    from caregiver_app.casebook.rebuilding_words import made_words

    return made_words(rebuild_case(folder, keys, progress, with_papers=with_papers))


def _undone(folder: Path, progress: Progress) -> Path:
    from caregiver_app.casebook.rebuilding import undo_rebuild

    return undo_rebuild(folder, progress)
