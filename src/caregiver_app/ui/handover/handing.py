"""Hand the case over: one file with everything, to go on with it on another computer."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from caregiver_app.casebook.handover import hand_over, not_whole, with_ending
from caregiver_app.i18n import _, in_sentences, with_commas
from caregiver_app.progress import Progress
from caregiver_app.store.bundle import Written
from caregiver_app.store.live_file import Source
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.where_to_save import ask_where_to_save


class HandingOver(QObject):
    """Write the case into one file, one at a time. `choose_target` asks for its place and can be replaced."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.changes)
        self._desk = desk
        self._busy = False
        self.choose_target: Callable[[str], Path | None] = self._ask_for_target

    def start(self) -> None:
        """Ask where to, and write the file off the UI thread."""
        if self._busy:
            return
        book = self._desk.book
        chosen = self.choose_target(f"{book.folder.name}.caregiver")
        if chosen is None:
            return
        self._desk.notices.clear()
        self._busy = True
        job = self._desk.jobs.start(
            partial(_written, book.whole, with_ending(chosen)),
            done=partial(self._on_written, with_ending(chosen)),
            failed=self._desk.notices.tell_trouble,
            ended=self._on_ended,
            label=_("Handing the case over"),
        )
        self.destroyed.connect(job.cancel)

    def _on_written(self, target: Path, written: Written) -> None:
        lacking = not_whole(written, self._desk.book.snapshot().documents)
        words = _("The whole case is in “{name}”. Take it to the other computer and choose “Restore” there.")
        said = [words.format(name=target.name)]
        if written.manifest.protected:
            said.append(_("It opens with the passphrase of the case and with nothing else."))
        else:
            said.append(_("The case has no passphrase: whoever has this file can read everything in it."))
        if not lacking:
            self._desk.notices.tell_done(in_sentences(said))
            return
        said.append(_("These papers are not whole in it: {papers}.").format(papers=with_commas(lacking)))
        self._desk.notices.tell(in_sentences(said), kind="care")

    @Slot()
    def _on_ended(self) -> None:
        self._busy = False

    def _ask_for_target(self, name: str) -> Path | None:
        words = _("Hand the case over as one file")
        return ask_where_to_save(self._desk.window, words, name, _("Cases (*.caregiver)"))


def _written(whole: Source, target: Path, progress: Progress) -> Written:
    return hand_over(whole, target, datetime.now(), progress)
