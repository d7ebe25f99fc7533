"""The one place the family is told things: a message strip, and a last-resort dialog for our own mistakes."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import N_, _, labelled
from caregiver_app.ui.marks import Mark
from caregiver_app.ui.reading_order import Dialog
from caregiver_app.ui.text import button, label, one_line, rename, set_role, title
from caregiver_app.ui.theme import SPACE_1, SPACE_2, SPACE_3, SPACE_4, scaled

_NARROW = 560
WORDS = {"good": N_("Done"), "info": N_("Good to know"), "care": N_("Worth a look"), "stop": N_("Not done")}


class Notices(QFrame):
    """A strip that says one thing at a time: a sign and its word, what happened, what is safe, what to do.

    It stays until it is put away or the next one takes its place; nothing is on a timer.
    """

    told = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice-info")
        self._kind = "info"
        self._act: Callable[[], object] | None = None
        self._is_step = False
        self._mark = Mark("info")
        self._word = label("", "strong", wrap=False)
        self._text = label("")
        self._action = button("", self._on_action_pressed)
        self._away = button(_("Put away"), self.clear, "link")
        said, acts = QHBoxLayout(), QHBoxLayout()
        for row in (said, acts):
            row.setSpacing(SPACE_2)
        said.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        said.addWidget(self._word)
        said.addWidget(self._text, 1)
        acts.addWidget(self._action)
        acts.addWidget(self._away)
        acts.addStretch(1)
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.setContentsMargins(SPACE_3, SPACE_2, SPACE_2, SPACE_2)
        self._whole.setSpacing(SPACE_2)
        self._whole.addLayout(said, 1)
        self._whole.addLayout(acts)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons beneath the words where there is little room for both."""
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        narrow = event.size().width() < scaled(_NARROW)
        self._whole.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)

    @property
    def kind(self) -> str:
        """Which kind is shown: "good", "info", "care", "stop", or "" when nothing is."""
        return "" if self.isHidden() else self._kind

    @property
    def words(self) -> str:
        """What the strip says now."""
        return "" if self.isHidden() else self._text.text()

    @property
    def action(self) -> QPushButton:
        """The button of the strip; hidden when there is nothing to press."""
        return self._action

    def tell(
        self, happened: str, *, kind: str = "info", action: str = "", act: Callable[[], object] | None = None
    ) -> None:
        """Say one thing, with a button named `action` that calls `act` and puts the strip away."""
        self._kind, self._act, self._is_step = kind, act, False
        set_role(self, f"notice-{kind}")
        self._mark.set_shape(kind)
        self._word.setText(_(WORDS[kind]))
        set_role(self._word, kind if kind in ("good", "care") else "trouble" if kind == "stop" else "strong")
        self._text.setText(happened)
        rename(self._action, action)
        self._action.setVisible(act is not None)
        self.setAccessibleName(one_line(labelled(_(WORDS[kind]), happened)))
        self.show()
        self.told.emit(kind, happened)
        announce(self, labelled(_(WORDS[kind]), happened), urgent=kind == "stop")

    def tell_done(self, happened: str, *, action: str = "", act: Callable[[], object] | None = None) -> None:
        """Say that something was done, with a way back when there is one."""
        self.tell(happened, kind="good", action=action, act=act)

    def tell_step(self, happened: str, *, action: str, act: Callable[[], object], kind: str = "good") -> None:
        """Say which step was taken, with the way back from it, for as long as it is the newest one."""
        self.tell(happened, kind=kind, action=action, act=act)
        self._is_step = True

    def tell_trouble(
        self, problem: CaregiverError, *, action: str = "", act: Callable[[], object] | None = None
    ) -> None:
        """Say what did not work, what is safe and what to do now."""
        self.tell(str(problem), kind="stop", action=action, act=act)

    def clear(self) -> None:
        """Put the strip away; nothing of what it said stays behind it."""
        self._act, self._is_step = None, False
        self.hide()
        self._text.setText("")
        self.setAccessibleName("")

    def forget_step(self) -> None:
        """Offer no way back any more: the case has changed since, and it would take back something else."""
        if self._is_step and self._kind == "good":
            self.clear()
        elif self._is_step:
            self._act = None
            self._action.hide()

    def clear_done(self) -> None:
        """Put the strip away when it only said that something went well."""
        if self._kind == "good":
            self.clear()

    def _on_action_pressed(self) -> None:
        act = self._act
        self.clear()
        if act is not None:
            act()


class NoticePlace(QWidget):
    """Keep room round the strip while it is shown, and none while it is not."""

    def __init__(self, notices: Notices) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, 0, SPACE_4, SPACE_3 - SPACE_1)
        column.addWidget(notices)
        notices.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Come and go with the strip."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self.setVisible(event.type() == QEvent.Type.ShowToParent)
        return super().eventFilter(watched, event)


def announce(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    """Let a screen reader say a text now."""
    event = QAccessibleAnnouncementEvent(widget, text)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)


class BugDialog(Dialog):
    """Tell of a mistake of ours: that the case is safe, and what to copy for whoever mends it."""

    def __init__(self, details: str, case_folder: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Something went wrong in the program"))
        self.setMinimumWidth(560)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        column.setSpacing(SPACE_3)
        column.addWidget(title(_("Something went wrong in the program")))
        column.addWidget(label(_("It is our mistake, not yours. The last thing you did may not have been done.")))
        if case_folder is not None:
            safe = _("Your case file is safe at {folder}.").format(folder=case_folder)
            column.addWidget(label(safe, "strong"))
        column.addWidget(label(_("You can go on. If it happens again, copy these details for whoever helps you.")))
        column.addWidget(label(_("The details name parts of the program. Nothing you typed is in them."), "hint"))
        self._details = QPlainTextEdit(details)
        self._details.setReadOnly(True)
        self._details.setTabChangesFocus(True)
        self._details.setAccessibleName(_("Details for whoever helps you"))
        column.addWidget(self._details)
        row = QHBoxLayout()
        row.addWidget(button(_("Copy the details"), self._copy))
        row.addStretch(1)
        close = button(_("Go on"), self.accept, "main")
        close.setDefault(True)
        row.addWidget(close)
        column.addLayout(row)
        close.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details.toPlainText())
