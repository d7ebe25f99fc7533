"""A family at the real window, busier than any: every page, menu, button and dialog, with no pause between them.

Stories use it in a process of their own. Nobody is there to answer the system's own dialogs, so they are answered as a
person would: with files to add, or with a place to write to.
"""

import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, Final

from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDialog,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from caregiver_app import bundled
from caregiver_app.app import Program
from caregiver_app.ui.notices import BugDialog
from caregiver_app.ui.pages import PAGES

LEAVING: Final = frozenset({"quit", "close", "new", "open", "sample"})
"""Menu entries that let go of the case: a visit does that once, at its end."""
_MOST_BUTTONS: Final = 40
_MOST_DIALOGS: Final = 4
_PATIENCE: Final = 20.0
_LONGEST_START: Final = 120.0
_MOST_TRIES: Final = 200
_PAPERS: Final = ("portal-2026-11-17.png", "pathology-2023-05.pdf")

Gesture = Callable[[], object]


class BusyFamily:
    """Make gestures at a program. `gestures` counts them by what they are for, `told` keeps what bug dialogs said.

    `folder` is where the files lie that are added, and where those go that are made; `words` is what is typed. Without
    a `case` a sample is made. `titles` are those the window had.
    """

    def __init__(
        self, program: Program, folder: Path, words: str = "Lymphknoten am Hals", case: Path | None = None
    ) -> None:
        self.program, self.words, self._case = program, words, case
        self.titles: set[str] = set()
        self.papers, self.made = folder / "papers", folder / "made"
        self.gestures: Counter[str] = Counter()
        self.told: list[str] = []
        self._numbers = count(1)
        self.papers.mkdir(parents=True)
        self.made.mkdir()
        for name in _PAPERS:
            shutil.copy(bundled.resource("sample_case", "papers", name), self.papers / name)
        (self.papers / "history.csv").write_text(f"kind,date,name,value\nlab,2023,{words},3\n", encoding="utf-8")
        self._answer_the_system()

    def visit(self) -> Iterator[tuple[str, Gesture]]:
        """Yield what one visit is made of: an open case, everything that can be done with it, and the way out."""
        door = self.program.door
        yield "open a case", partial(self._open, partial(door.open, self._case) if self._case else door.open_sample)
        for kind in PAGES:
            yield "turn to a page", partial(self.program.window.go, kind.key)
        yield from self._work()
        for kind in PAGES:
            yield "turn to a page", partial(self.program.window.go, kind.key)
            yield from (("press a button", press) for press in self._buttons(kind.key))
            yield from (("turn a tab", turn) for turn in self._tabs(kind.key))
            yield from (("choose a row", choose) for choose in self._rows(kind.key))
        for name, action in self._menus():
            yield f"menu: {name}", action.trigger
        yield "close the case", door.close

    def do(self, what: str, gesture: Gesture) -> None:
        """Make one gesture and wait for what it leads to; a mistake goes where that of a click would go."""
        self.gestures[what.partition(":")[0]] += 1
        self._tried(gesture)
        self.settle()
        self.titles.add(self.program.window.windowTitle())
        for _deep in range(_MOST_DIALOGS):
            dialogs = self._dialogs()
            if not dialogs:
                break
            for dialog in dialogs:
                self._answer(dialog)

    def settle(self, most: float = _PATIENCE) -> None:
        """Let the window work until nothing is under way but reading, which takes its time in the background."""
        until, idle = time.monotonic() + most, 0
        while idle < 3 and time.monotonic() < until:
            self._tried(QApplication.processEvents)
            busy = [job for job in self.program.jobs.open if job.label or not job.for_case]
            idle = 0 if busy else idle + 1
            time.sleep(0.005 if idle else 0.02)

    def close_dialogs(self) -> None:
        """Put every dialog away, with what is typed in it let go of."""
        for dialog in self._dialogs():
            self._put_away(dialog)

    def _work(self) -> Iterator[tuple[str, Gesture]]:
        """Yield what a family comes for, one after the other."""
        page = self._page
        yield "type an entry", partial(self._type_entry, "note")
        yield "type an entry", partial(self._type_entry, "scan")
        yield "add files", lambda: page("documents").add(sorted(self.papers.iterdir()))
        yield "read scans", partial(self.settle, 6.0)
        for words in ("lymph", self.words, "病理"):
            yield "search", lambda words=words: page("documents").all.finding.words.setText(words)
        yield "search", lambda: page("documents").all.finding.show_all()
        for row in range(4):
            yield "look at pages", partial(self._look_at_pages, row)
        yield "look at pages", lambda: page("documents").all.look()
        yield "plan a packet", partial(self.program.window.go, "packet")
        yield "preview a packet", partial(self._preview_packet)
        target = self.made / f"packet {next(self._numbers)}.pdf"
        yield "make a packet", lambda: page("packet").make(target)
        yield "print a packet", partial(self._print, target)
        yield "check the records", lambda: self._action("check").trigger()
        for _time in range(3):
            yield "undo", lambda: self._action("undo").trigger()
        for _time in range(3):
            yield "redo", lambda: self._action("redo").trigger()
        for words in ("apheresis", "病理", self.words):
            yield "search the guide", partial(self._type_into, "guide", words)

    def _open(self, way: Gesture) -> None:
        """Open a case, again where that went wrong, and wait until it is there, however busy the computer is."""
        until = time.monotonic() + _LONGEST_START
        while self.program.window.desk is None and time.monotonic() < until:
            if not self.program.jobs.open:
                self._tried(way)
            self.settle(2.0)

    def _parts(self, key: str, kind: type[QWidget]) -> list[Any]:
        """Return what is to be seen of a kind on a page, tried again where making the page went wrong."""
        for _time in range(_MOST_TRIES):
            try:
                return _seen(self._page(key).findChildren(kind))
            except Exception:
                sys.excepthook(*sys.exc_info())
        return []

    def _page(self, key: str) -> Any:
        self.program.window.go(key)
        return self.program.window.page(key)

    def _action(self, name: str) -> QAction:
        return self.program.window.actions_table[name]

    def _type_entry(self, kind: str) -> None:
        self._page("timeline").add(kind)

    def _look_at_pages(self, row: int) -> None:
        view = self._page("documents").all
        view.table.selectRow(row)
        view.tabs.setCurrentIndex(1)
        self.settle()
        view.tabs.setCurrentIndex(0)

    def _preview_packet(self) -> None:
        right = self._page("packet").right
        right.show_page(1)
        self.settle()
        for number in (2, 3):
            right.show_page(number)
            self.settle(3.0)
        right.turn_to(1)

    def _print(self, packet: Path) -> None:
        from caregiver_app.ui.packet.printing import Printing

        desk = self.program.window.desk
        if desk is None or not packet.is_file():
            return
        printing = Printing(self.program.window, desk, [packet])
        printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.made / f"printed {next(self._numbers)}.pdf"))
        printer.setFromTo(1, 2)
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printing.has_printer = lambda: True
        printing.choose = lambda _parent, _pages, then: then(printer)
        printing.begin()

    def _type_into(self, key: str, words: str) -> None:
        for field in self._page(key).findChildren(QLineEdit):
            if field.isVisible():
                field.setText(words)
                return

    def _menus(self) -> Iterator[tuple[str, QAction]]:
        table = self.program.window.actions_table
        for act in self.program.window.commands.table():
            if act.name not in LEAVING and table[act.name].isEnabled():
                yield act.name, table[act.name]

    def _buttons(self, key: str) -> Iterator[Gesture]:
        """Yield a press of each button of a page, as far as it is there when its turn comes."""
        for made in self._parts(key, QAbstractButton)[:_MOST_BUTTONS]:
            if not isValid(made):  # it went with what was pressed before
                continue
            menu = made.menu() if isinstance(made, QPushButton) else None
            if menu is None:
                yield partial(_press, made)
            else:
                yield from (partial(_trigger, action) for action in menu.actions() if not action.isSeparator())

    def _tabs(self, key: str) -> Iterator[Gesture]:
        for bar in self._parts(key, QTabBar):
            for place in range(bar.count() if isValid(bar) else 0):
                yield partial(bar.setCurrentIndex, place)

    def _rows(self, key: str) -> Iterator[Gesture]:
        for view in self._parts(key, QAbstractItemView):
            model = view.model() if isValid(view) else None
            for row in range(min(model.rowCount(), 3) if model is not None else 0):
                yield lambda view=view, row=row: view.setCurrentIndex(view.model().index(row, 0))

    def _dialogs(self) -> list[QDialog]:
        return [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]

    def _answer(self, dialog: QDialog) -> None:
        """Type into a dialog, press what it has, and leave it."""
        if isinstance(dialog, BugDialog):
            self.told.append(dialog.findChild(QPlainTextEdit).toPlainText())
            dialog.accept()
            return
        self.gestures["answer a dialog"] += 1
        for field in _seen(dialog.findChildren(QLineEdit)):
            self._tried(lambda field=field: isValid(field) and not field.isReadOnly() and field.setText(self.words))
        for field in _seen([*dialog.findChildren(QPlainTextEdit), *dialog.findChildren(QTextEdit)]):
            self._tried(
                lambda field=field: isValid(field) and not field.isReadOnly() and field.setPlainText(self.words)
            )
        for made in _seen(dialog.findChildren(QAbstractButton))[:_MOST_BUTTONS]:
            if not isValid(dialog) or not dialog.isVisible():
                return
            self._tried(partial(_press, made))
            self.gestures["press a button"] += 1
            self.settle(5.0)
        if isValid(dialog):
            self._put_away(dialog)

    def _put_away(self, dialog: QDialog) -> None:
        for way in ("put_by", "reject", "leave_without_saving"):
            if isValid(dialog) and dialog.isVisible() and hasattr(dialog, way):
                self._tried(getattr(dialog, way))
        if isValid(dialog) and dialog.isVisible():
            self._tried(partial(dialog.done, 0))
        self._tried(QApplication.processEvents)

    def _tried(self, gesture: Gesture) -> None:
        try:
            gesture()
        except Exception:
            sys.excepthook(*sys.exc_info())

    def _answer_the_system(self) -> None:
        """Answer what asks for files and places; what would be opened with other programs is only written down."""
        self.opened: list[str] = []

        def place(*_asked: object, **_more: object) -> str:
            return str(self.made / f"made {next(self._numbers)}")

        def say_yes(dialog: QFileDialog) -> int:
            name = Path(dialog.selectedFiles()[0]).name if dialog.selectedFiles() else "made"
            dialog.setDirectory(str(self.made))
            dialog.selectFile(f"{next(self._numbers)} {name}")
            return 1

        def papers(*_asked: object, **_more: object) -> tuple[list[str], str]:
            return [str(self.papers / name) for name in _PAPERS], ""

        answers: dict[str, Callable[..., Any]] = {
            "getExistingDirectory": staticmethod(place),
            "getOpenFileName": staticmethod(lambda *_asked, **_more: (str(self.papers / "history.csv"), "")),
            "getOpenFileNames": staticmethod(papers),
            "getSaveFileName": staticmethod(lambda *_asked, **_more: (f"{place()}.pdf", "")),
            "exec": say_yes,
        }
        for name, answer in answers.items():
            setattr(QFileDialog, name, answer)
        QDesktopServices.openUrl = staticmethod(lambda url: self.opened.append(url.toString()) or True)


def _seen(parts: Iterable[QWidget]) -> list[Any]:
    return [part for part in parts if isValid(part) and part.isVisible() and part.isEnabled()]


def _press(made: QAbstractButton) -> None:
    if isValid(made) and made.isVisible() and made.isEnabled():
        made.click()


def _trigger(action: QAction) -> None:
    with suppress(RuntimeError):  # the menu went with its page
        action.trigger()
