"""The composition root: paths, preferences, theme, window. Here, and only here, they are put together.

The window appears first and the case is loaded after it: until the first paint nothing heavier than Qt is imported.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMessageLogContext, QObject, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from caregiver_app import __version__
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _, language, language_of_system, use_language
from caregiver_app.mishaps import Log, Report, details_of, keep_no_core, keep_quiet
from caregiver_app.offline import keep_to_this_computer, refuse_to_reach_out
from caregiver_app.paths import Paths, standard_paths
from caregiver_app.progress import Progress
from caregiver_app.settings import Preferences
from caregiver_app.ui.application import Application
from caregiver_app.ui.door import Door
from caregiver_app.ui.icons import program_icon
from caregiver_app.ui.idle_reading import IdleReading
from caregiver_app.ui.jobs import Jobs
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.notices import BugDialog
from caregiver_app.ui.pages import load
from caregiver_app.ui.protection.system_events import SystemEvents, ask_to_be_told
from caregiver_app.ui.protection.watching import Watching
from caregiver_app.ui.speech import Speech, has_chinese, have_chinese_letters
from caregiver_app.ui.spoken_roles import tell_roles
from caregiver_app.ui.theme import Theme
from caregiver_app.workroom import sweep

if TYPE_CHECKING:
    from caregiver_app.domain.snapshot import CaseSnapshot


@dataclass(frozen=True)
class Asked:
    """What the command line asked for."""

    case: Path | None
    sample: bool
    data_dir: Path | None
    exit_after: str


class Program(QObject):
    """Hold the long-lived objects from start to end."""

    def __init__(self, application: QApplication, asked: Asked) -> None:
        super().__init__(application)
        self.application = application
        self._asked = asked
        self._paths = Paths(asked.data_dir) if asked.data_dir else standard_paths()
        self._log = Log(self._paths.log)
        self._bug: BugDialog | None = None
        self._told_by_qt: set[str] = set()
        self._preferences = Preferences(self._paths.settings)
        use_language(language_of_system(self._preferences.now.language))
        self._speech = Speech(application)
        self._speech.use(language())
        application.setApplicationDisplayName(_("Caregiver Organizer"))
        self._face = application.font()
        application.setFont(self._speech.face(language(), self._face))
        self.theme = Theme(application, self._preferences.now.theme, self._preferences.now.text_percent)
        self.jobs = Jobs(self)
        self._painted = False
        self._make_window()

    def _make_window(self) -> None:
        self.door = Door(self._preferences, self.jobs, self._paths.cases)
        self.window = MainWindow(self.door, self._preferences, self.theme, self.jobs)
        self.watching = Watching(self.window)
        self.idle_reading = IdleReading(self.window, self.watching)
        self._system_events = SystemEvents(self.window.gate.lock)
        self.application.installNativeEventFilter(self._system_events)
        self.window.closing.connect(self._on_closing)
        self.window.case_shown.connect(self._on_case_shown)
        self.window.gate.asked.connect(self._on_asked)
        self.window.commands.language_asked.connect(self.speak)
        if not self._painted:
            self.window.status.installEventFilter(self)

    def speak(self, code: str) -> None:
        """Speak another language at once: the window is made anew, with the same case at the same place.

        Where something would be lost with the case, that is said first, and it is done once nothing would be.
        """
        if code == language():
            return
        old, book = self.window, self.door.book
        old.keep_place()
        if not self.door.leave(lambda: self.speak(code)):
            return
        use_language(code)
        self._speech.use(code)
        self.theme.use_face(self._speech.face(code, self._face))
        self.application.setApplicationDisplayName(_("Caregiver Organizer"))
        self.application.removeNativeEventFilter(self._system_events)
        self._make_window()
        try:
            self._preferences.change(language=code)
        except CaregiverError as problem:
            self.window.notices.tell_trouble(problem)
        self.window.show()
        ask_to_be_told(int(self.window.winId()))
        old.closing.disconnect(self._on_closing)
        old.close()
        old.deleteLater()
        if book is not None and book.read_only:
            self.door.open(book.folder, to_read=True)
        elif book is not None:
            self.door.open_with(book.folder, book.keys)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Load the case once the window has been painted."""
        if event.type() == QEvent.Type.Paint and not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._on_painted)
        return super().eventFilter(watched, event)

    def report_mistake(self, kind: type[BaseException], mistake: BaseException, trace: TracebackType | None) -> None:
        """Tell of a mistake of ours and go on. The log holds places in the program, nothing that was typed."""
        self.note_mistake(kind, mistake, trace)
        if self._bug is not None:
            return  # what goes wrong at each stroke of the brush would open a dialog for each
        folder = self.door.book.folder if self.door.book is not None else None
        self._bug = BugDialog(self._written(kind, trace), folder, self.window)
        self._bug.finished.connect(self._on_bug_read)
        self._bug.open()

    def note_mistake(self, kind: type[BaseException], _mistake: BaseException, trace: TracebackType | None) -> None:
        """Write a mistake of ours into the log."""
        self._log.write(self._written(kind, trace))

    def hear_qt(self, kind: QtMsgType, context: QMessageLogContext, _words: str) -> None:
        """Write down once which part of Qt complained; what it says may name files, so it is said nowhere."""
        part = f"{kind.name} {context.category}"
        if kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg) and part not in self._told_by_qt:
            self._told_by_qt.add(part)
            self._log.write(part)

    def _written(self, kind: type[BaseException], trace: TracebackType | None) -> str:
        return f"Caregiver Organizer {__version__}\n{details_of(kind, trace)}"

    def _on_bug_read(self) -> None:
        self._bug = None

    def _on_painted(self) -> None:
        self.window.status.removeEventFilter(self)
        sweep(self._paths.home)
        self.application.setWindowIcon(program_icon())
        ask_to_be_told(int(self.window.winId()))
        if self._asked.exit_after == "painted":
            self._say_and_close("painted")
            return
        if self._asked.sample:
            self.window.commands.open_sample(
                self._asked.case or Path(tempfile.mkdtemp(prefix="caregiver-")) / _("Sample case")
            )
        else:
            self._open_asked()
        if self._preferences.set_aside is not None:
            words = _("Your settings could not be read. The usual ones are in use; the old ones are kept in {file}.")
            self.window.notices.tell(words.format(file=self._preferences.set_aside), kind="care")

    def open_file(self, file: Path) -> None:
        """Open it now, or with the window where that is still to come."""
        if not self._painted:
            self._asked = replace(self._asked, case=file)
        elif file.is_dir():
            self.window.commands.open_folder(str(file))
        else:
            self.window.commands.open_file(file)

    def _open_asked(self) -> None:
        """Open the case that was asked for, or the last one; a file that holds a case is told of once that is shown."""
        asked, usual = self._asked.case, self._preferences.now.open_at_start
        is_file = asked is not None and asked.is_file()
        folder = usual if asked is None or is_file else str(asked)
        if folder:
            self.window.commands.open_folder(folder)
        if asked is None or not is_file:
            return
        if folder:
            once = Qt.ConnectionType.SingleShotConnection
            self.window.case_shown.connect(lambda: self.window.commands.open_file(asked), once)
        else:
            self.window.commands.open_file(asked)

    def _on_case_shown(self) -> None:
        if self._asked.exit_after == "shown":
            QTimer.singleShot(0, lambda: self._say_and_close("shown"))
        else:
            book = self.door.book
            work = partial(_loaded, book.snapshot() if book is not None else None)
            self.jobs.start(work, done=_lend_letters, failed=_say_nothing, for_case=False, lane="load")

    def _on_asked(self) -> None:
        if self._asked.exit_after == "shown":
            QTimer.singleShot(0, lambda: self._say_and_close("passphrase asked"))

    def _say_and_close(self, word: str) -> None:
        sys.stdout.write(f"{word}\n")
        sys.stdout.flush()
        self.window.close()

    def _on_closing(self) -> None:
        self.jobs.stop()


def run(arguments: Sequence[str] | None = None) -> int:
    """Open the window and return when it is closed."""
    program = start(_read_arguments(arguments))
    try:
        return program.application.exec()
    finally:  # else work that waits would keep an interrupted program from ending
        program.jobs.stop()


def start(asked: Asked) -> Program:
    """Open the window, in a process that reaches no other computer and tells nobody what the family wrote."""
    keep_no_core()
    keep_to_this_computer()
    refuse_to_reach_out()
    application = Application(sys.argv[:1])
    application.setApplicationName("caregiver-organizer")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("caregiver-organizer")
    program = Program(application, asked)
    application.file_opened.connect(program.open_file)
    keep_quiet(_quiet_on_interrupt(program.report_mistake), program.note_mistake)
    qInstallMessageHandler(program.hear_qt)
    tell_roles()
    program.window.show()
    return program


def _loaded(case: "CaseSnapshot | None", progress: Progress) -> bool:
    """Load what the pages need, and answer whether somebody wrote Chinese."""
    load(progress)
    return case is not None and has_chinese(case)


def _lend_letters(is_chinese: bool) -> None:
    if is_chinese:
        have_chinese_letters()


def _say_nothing(_outcome: object) -> None:
    """Leave it: what was loaded is there when it is asked for."""


def _quiet_on_interrupt(report: Report) -> Report:
    def hook(kind: type[BaseException], mistake: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
        else:
            report(kind, mistake, trace)

    return hook


def argument_parser() -> argparse.ArgumentParser:
    """Return what reads the arguments; the manual is written from it."""
    parser = argparse.ArgumentParser(prog="caregiver-app", description=_("Open the window."))
    parser.add_argument(
        "case", nargs="?", type=Path, metavar="CASE_DIR", help=_("the case folder or .caregiver file to open")
    )
    parser.add_argument("--sample", action="store_true", help=_("make a copy of the sample case and open it"))
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help=_("keep settings and new cases in this folder"))
    parser.add_argument(
        "--exit-after",
        choices=("painted", "shown"),
        default="",
        help=_("close after the first paint, or after the case or the question for its passphrase is shown"),
    )
    parser.add_argument("--version", action="version", version=__version__)
    return parser


def _read_arguments(arguments: Sequence[str] | None) -> Asked:
    read = argument_parser().parse_args(arguments)
    return Asked(read.case, read.sample, read.data_dir, read.exit_after)
