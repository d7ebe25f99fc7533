"""Bring a case back from a backup: compared first, the present set aside, and a way back afterwards."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from caregiver_app.errors import CaregiverError
from caregiver_app.fsops import unused
from caregiver_app.i18n import _, in_sentences, ngettext
from caregiver_app.settings import Settings
from caregiver_app.ui.backups.kinds import KINDS
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.late_dialogs import open_or_offer
from caregiver_app.ui.showing_dialog import ShowingDialog
from caregiver_app.ui.text import button, card, hint, label, literal
from caregiver_app.ui.theme import SPACE_2, SPACE_3, scaled

if TYPE_CHECKING:
    from caregiver_app.casebook.restoring import Looked
    from caregiver_app.progress import Progress
    from caregiver_app.store.bundle import Manifest
    from caregiver_app.ui.main_window import MainWindow

_MOST_NAMED: Final = 20


class Restoring(QObject):
    """Restore backups, with or without an open case. `choose_file` asks which one and can be replaced."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._said_next: Callable[[], object] | None = None
        self.choose_file: Callable[[], Path | None] = self._ask_for_file
        window.case_shown.connect(self._say_next)

    def start(self) -> None:
        """Ask for a backup; compare it with the open case first, or make the case in it where none is open."""
        file = self.choose_file()
        if file is None:
            return
        self._window.notices.clear()
        if self._window.desk is None:
            self.restore_beside(file)
        else:
            self.compare_with_open(file)

    def restore_beside(self, file: Path) -> None:
        """Make the case in a backup in a folder of its own, and open it."""
        folder = unused(self._window.door.new_folder(file.stem))
        self._run(partial(_new, file, folder), partial(self._on_new, file, folder), _("Restoring the backup"))

    def restore_over(self, file: Path) -> None:
        """Put the case in a backup in place of the open one, which is set aside."""
        desk = self._window.desk
        if desk is None:
            return
        folder, keys = desk.book.folder, desk.book.keys
        if self._window.door.leave(partial(self.restore_over, file)):
            self._run(
                partial(_over, file, folder, keys), partial(self._on_over, folder), _("Restoring the backup"), folder
            )

    def undo(self, folder: Path) -> None:
        """Put back what the last restore set aside."""
        if self._window.door.leave(partial(self.undo, folder)):
            self._run(partial(_undo, folder), partial(self._on_undone, folder), _("Taking the restore back"), folder)

    def compare_with_open(self, file: Path) -> None:
        """Show how a backup stands to the open case, and offer to restore it."""
        from caregiver_app.casebook.restoring import here_of

        assert self._window.desk is not None
        book = self._window.desk.book
        work = partial(_look, file, book.folder, here_of(book), book.keys)
        self._window.jobs.start(
            lambda _progress: work(),
            done=partial(self._on_compared, file),
            failed=self._window.notices.tell_trouble,
            label=_("Looking into the backup"),
        )

    def _on_compared(self, file: Path, looked: "Looked | Manifest") -> None:
        open_or_offer(
            partial(BackupDialog, self._window, self, file, looked),
            self._window.notices,
            _("The backup was compared with this case."),
            partial(self.compare_with_open, file),
        )

    def _run(
        self, work: "Callable[[Progress], Any]", done: Callable[[Any], object], words: str, reopen: Path | None = None
    ) -> None:
        """Work with no case open; where it fails or is stopped, the case that was open is opened again."""
        outcome: list[bool] = []

        def on_done(result: Any) -> None:
            outcome.append(True)
            done(result)

        def on_failed(problem: CaregiverError) -> None:
            outcome.append(True)
            if reopen is not None:
                self._say_after(partial(self._window.notices.tell_trouble, problem))
                self._window.door.open(reopen)
            else:
                self._window.notices.tell_trouble(problem)

        def on_ended() -> None:
            if not outcome and reopen is not None:
                self._window.door.open(reopen)

        self._window.jobs.start(work, done=on_done, failed=on_failed, ended=on_ended, label=words, for_case=False)

    def _on_new(self, file: Path, folder: Path, settings: dict[str, Any]) -> None:
        words = _("The case is here again, with every paper. It is in the folder {folder}.").format(folder=folder)
        if settings and self._has_usual_settings():
            self._say_after(
                lambda: self._window.notices.tell_done(
                    words, action=_("Take its colours and text size over"), act=partial(self._take_settings, settings)
                )
            )
        else:
            self._say_after(lambda: self._window.notices.tell_done(words))
        self._window.commands.open_folder(str(folder))

    def _on_over(self, folder: Path, aside: Path) -> None:
        words = _("The case is as it was in the backup. What was here before is kept in “{aside}” in its folder.")
        self._say_after(
            lambda: self._window.notices.tell_done(
                words.format(aside=f"{aside.parent.name}/{aside.name}"),
                action=_("Undo"),
                act=partial(self.undo, folder),
            )
        )
        self._window.door.open(folder)

    def _on_undone(self, folder: Path, _aside: Path) -> None:
        words = _("The case is as it was before the restore.")
        self._say_after(
            lambda: self._window.notices.tell_done(words, action=_("Restore it again"), act=partial(self.undo, folder))
        )
        self._window.door.open(folder)

    def _has_usual_settings(self) -> bool:
        now, usual = self._window.preferences.now, Settings()
        return (now.theme, now.text_percent, now.paper) == (usual.theme, usual.text_percent, usual.paper)

    def _take_settings(self, settings: dict[str, Any]) -> None:
        self._window.commands.take_settings(settings)

    def _say_after(self, say: Callable[[], object]) -> None:
        """Say something once the case is shown: opening one clears what was said before."""
        self._said_next = say

    def _say_next(self) -> None:
        say, self._said_next = self._said_next, None
        if say is not None:
            say()

    def _ask_for_file(self) -> Path | None:
        chosen, _kind = QFileDialog.getOpenFileName(self._window, _("Choose the backup"), "", _(KINDS))
        return Path(chosen) if chosen else None


class BackupDialog(ShowingDialog):
    """Say how a backup stands to the open case and what would change, and offer to restore it."""

    def __init__(self, parent: QWidget, restoring: Restoring, file: Path, looked: "Looked | Manifest") -> None:
        from caregiver_app.casebook.restoring import Looked
        from caregiver_app.casebook.restoring_words import locked_words, order_words, parts

        inside, above = QWidget(), QWidget()
        cards = QVBoxLayout(inside)
        cards.setContentsMargins(0, 0, SPACE_2, 0)
        cards.setSpacing(SPACE_3)
        said = QVBoxLayout(above)
        said.setContentsMargins(0, 0, 0, 0)
        said.setSpacing(SPACE_2)
        said.addWidget(label(file.name, "strong"))
        self.beside_button = button(_("Restore it as a case of its own"), lambda: self._do(restoring.restore_beside))
        others = [self.beside_button]
        lines: tuple[str, ...] = ()
        if isinstance(looked, Looked):
            self.over_button = button(_("Put it in place of this case"), lambda: self._do(restoring.restore_over))
            others.append(self.over_button)
            lines = order_words(looked)
            for heading, names in parts(looked):
                cards.addWidget(_part(heading, names))
            said.addWidget(label("\n".join(lines)))
            said.addWidget(hint(_("In place of this case: what is here now is set aside, and you can undo it.")))
        else:
            said.addWidget(label(locked_words(looked)))
        cards.addStretch(1)
        self._file = file
        super().__init__(_("Restore from a backup"), inside, parent, above=above, others=others)
        self.setAccessibleDescription(literal(in_sentences(lines)))
        fit_to_screen(self, scaled(680), scaled(560))

    def _do(self, act: Callable[[Path], object]) -> None:
        self.accept()
        act(self._file)


def _part(heading: str, names: tuple[str, ...]) -> QWidget:
    made = card()
    column = QVBoxLayout(made)
    column.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_3)
    column.setSpacing(SPACE_2)
    column.addWidget(label(heading, "strong"))
    column.addWidget(label("\n".join(names[:_MOST_NAMED])))
    more = len(names) - _MOST_NAMED
    if more > 0:
        column.addWidget(label(ngettext("and {n} more", "and {n} more", more).format(n=more), "quiet"))
    return made


def _look(file: Path, folder: Path, here: Any, keys: Any) -> "Looked | Manifest":
    from caregiver_app.casebook.restoring import compare, keys_within, look_at_backup, opens_like

    manifest = look_at_backup(file)
    if manifest.protected and not opens_like(folder, keys_within(file)):
        return manifest
    return compare(file, folder, here, keys)


def _new(file: Path, folder: Path, progress: "Progress") -> dict[str, Any]:
    from caregiver_app.casebook.restoring import restore_new, settings_within
    from caregiver_app.fsops import told_plainly

    with told_plainly(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
    restore_new(file, folder, progress)
    return settings_within(file)


def _over(file: Path, folder: Path, keys: Any, progress: "Progress") -> Path:
    from caregiver_app.casebook.restoring import restore_over

    return restore_over(file, folder, keys, progress)


def _undo(folder: Path, progress: "Progress") -> Path:
    from caregiver_app.casebook.restoring import undo_restore

    return undo_restore(folder, progress)
