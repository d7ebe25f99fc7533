"""Everything that can be done from the menus, in one table: name, words, shortcut, and what it calls."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from caregiver_app.i18n import N_, _, plain_words
from caregiver_app.ui.reading_only import why_not
from caregiver_app.ui.text import button_words, tooltip

MENUS: Final = {"file": N_("&File"), "edit": N_("&Edit"), "go": N_("&Go"), "view": N_("&View"), "help": N_("&Help")}


@dataclass(frozen=True)
class Act:
    """One thing to do. `line` draws a line above it.

    `needs_case` leaves it grey while no case is open, `changes` while the case can only be read. `protected` says
    that it is there only for a case with a passphrase, or only for one without.
    """

    name: str
    menu: str
    words: str
    shortcut: str
    call: Callable[[], object]
    needs_case: bool = False
    changes: bool = False
    line: bool = False
    one_of: str = ""
    protected: bool | None = None


class Actions:
    """Make the menus of a table and keep its actions by name."""

    def __init__(self, acts: Sequence[Act], bar: QMenuBar, owner: QWidget) -> None:
        self._acts = tuple(acts)
        self._actions: dict[str, QAction] = {}
        self.menus = {key: bar.addMenu(_(words)) for key, words in MENUS.items()}
        for menu in self.menus.values():
            menu.setToolTipsVisible(True)
        groups: dict[str, QActionGroup] = {}
        for act in self._acts:
            action = QAction(_(act.words), owner)
            action.setShortcut(QKeySequence(act.shortcut))
            action.triggered.connect(lambda _checked=False, call=act.call: call())
            if act.one_of:
                action.setCheckable(True)
                groups.setdefault(act.one_of, QActionGroup(owner)).addAction(action)
            if act.line:
                self.menus[act.menu].addSeparator()
            self.menus[act.menu].addAction(action)
            self._actions[act.name] = action

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def __contains__(self, name: str) -> bool:
        return name in self._actions

    @property
    def acts(self) -> tuple[Act, ...]:
        """Every entry of every menu, in order."""
        return self._acts

    def set_case_open(self, is_open: bool, *, read_only: bool = False, is_protected: bool = False) -> None:
        """Grey out what needs a case while there is none, and what changes one that can only be read."""
        for act in self._acts:
            if act.protected is not None:
                self._actions[act.name].setVisible(act.protected == is_protected)
            if act.needs_case:
                held = act.changes and read_only
                self._actions[act.name].setEnabled(is_open and not held)
                self._actions[act.name].setToolTip(tooltip(why_not() if held else ""))

    def show_steps(self, undo: str | None, redo: str | None) -> None:
        """Name in the menu what undo and redo would do."""
        for name, step, bare, named in (
            ("undo", undo, _("&Undo"), _("&Undo: {step}")),
            ("redo", redo, _("&Redo"), _("&Redo: {step}")),
        ):
            self._actions[name].setText(named.format(step=button_words(step)) if step else bare)
            self._actions[name].setEnabled(step is not None)

    def shortcuts(self) -> tuple[tuple[str, str], ...]:
        """Return what can be done by a key, and the key."""
        return tuple(
            (
                plain_words(self._actions[act.name].text()),
                self._actions[act.name].shortcut().toString(QKeySequence.SequenceFormat.NativeText),
            )
            for act in self._acts
            if act.shortcut
        )


def with_key(words: str) -> str:
    """Let the first letter of a menu entry open it by a key, where the language has letters a keyboard has."""
    return f"&{words}" if words[:1].isascii() else words


def fill_recent(
    menu: QMenu, folders: Sequence[str], open_case: Callable[[str], object], forget: Callable[[], object]
) -> None:
    """List the cases opened lately, and offer to forget them."""
    menu.clear()
    for folder in folders:
        menu.addAction(button_words(folder)).triggered.connect(lambda _checked=False, at=folder: open_case(at))
    menu.addSeparator()
    # Later: what was pressed goes with the list.
    menu.addAction(_("Forget this list")).triggered.connect(lambda: QTimer.singleShot(0, forget))
    menu.setEnabled(bool(folders))
