"""Seven small fields for the code of a recovery sheet: a slip is shown in the group it was made in, while typing."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from caregiver_app.domain.recovery_code import GROUPS, LENGTH, is_group, signs_of
from caregiver_app.i18n import _, ngettext, pgettext
from caregiver_app.ui.flowing import flowing
from caregiver_app.ui.marks import Mark
from caregiver_app.ui.notices import announce
from caregiver_app.ui.secret_fields import HINTS
from caregiver_app.ui.text import label, literal, one_line, restyle
from caregiver_app.ui.theme import SECTION_POINTS, SPACE_1, SPACE_2, font, scaled


class CodeFields(QWidget):
    """Take a code group by group. A group that is right leads on to the next; the whole code pasted fills all."""

    changed = Signal()
    confirmed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.groups = [_Group(place) for place in range(1, GROUPS + 1)]
        self.trouble = label("", "trouble")
        for group in self.groups:
            group.edit.textEdited.connect(lambda _text, at=group: self._on_edited(at))
            group.edit.returnPressed.connect(self.confirmed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(flowing(self.groups, SPACE_2))
        column.addWidget(self.trouble)
        self.trouble.hide()
        self.setFocusProxy(self.groups[0].edit)

    @property
    def code(self) -> str:
        """What is typed, its groups set apart."""
        return "-".join(group.edit.text() for group in self.groups)

    @property
    def is_whole(self) -> bool:
        """Whether every group stands as a code of ours has it."""
        return all(group.is_right for group in self.groups)

    def what_is_missing(self) -> str:
        """Say which groups are to be looked at before the code can be used."""
        places = [group.place for group in self.groups if not group.is_right]
        words = ngettext("Group {groups} is not whole yet.", "Groups {groups} are not whole yet.", len(places))
        return words.format(groups=", ".join(map(str, places)))

    def first_missing(self) -> "_Group":
        """Return the first group that is not right, or the first of all."""
        return next((group for group in self.groups if not group.is_right), self.groups[0])

    def clear(self) -> None:
        """Let go of what was typed."""
        for group in self.groups:
            group.put("")
        self._tell()

    def _on_edited(self, group: "_Group") -> None:
        signs = signs_of(group.edit.text())
        if len(signs) <= LENGTH:
            group.put(signs, keep_place=True)
        else:
            self._spread(signs, group)
        if group.is_right and group.edit.hasFocus():
            self._go_on(group)
        self._tell()
        self.changed.emit()

    def _spread(self, signs: str, first: "_Group") -> None:
        """Fill what does not fit in one group into the next ones; a whole code begins at the first."""
        at = 0 if len(signs) >= GROUPS * LENGTH else first.place - 1
        for place in range(at, GROUPS):
            part, signs = signs[:LENGTH], signs[LENGTH:]
            if part:
                self.groups[place].put(part)
                self.groups[place].edit.setFocus()

    def _go_on(self, group: "_Group") -> None:
        following = self.groups[group.place :] + self.groups[: group.place]
        waiting = next((other for other in following if not other.is_right), None)
        if waiting is not None:
            waiting.edit.setFocus()

    def _tell(self) -> None:
        wrong = [group.place for group in self.groups if group.is_wrong]
        words = ngettext(
            "Group {groups} is not as it stands on the sheet. Compare it sign by sign.",
            "Groups {groups} are not as they stand on the sheet. Compare them sign by sign.",
            len(wrong),
        ).format(groups=", ".join(map(str, wrong)))
        words = words if wrong else ""
        if words and words != self.trouble.text():
            announce(self, words)
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))


class _Group(QWidget):
    """One group: its number with a sign beside it, and its field."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.place = place
        self._name = _("Group {n}").format(n=place)
        self.edit = _Edit()
        self.edit.setInputMethodHints(HINTS)
        self.edit.setAccessibleName(one_line(self._name))
        self.edit.setFont(font(SECTION_POINTS, bold=True))
        self.edit.setFixedWidth(self.edit.fontMetrics().horizontalAdvance("W" * (LENGTH + 1)) + scaled(20))
        self._mark = Mark("none")
        head = QHBoxLayout()
        head.setSpacing(SPACE_1)
        head.addWidget(label(self._name, "field", wrap=False))
        head.addStretch(1)
        head.addWidget(self._mark)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.edit)

    @property
    def is_right(self) -> bool:
        """Whether it is a whole group of this place."""
        return is_group(self.edit.text(), self.place)

    @property
    def is_wrong(self) -> bool:
        """Whether it is whole and cannot be right."""
        return len(self.edit.text()) >= LENGTH and not self.is_right

    def put(self, signs: str, *, keep_place: bool = False) -> None:
        """Show some signs, and whether they are a group."""
        place = self.edit.cursorPosition()
        if signs != self.edit.text():
            self.edit.setText(signs)
        self.edit.setCursorPosition(min(place, len(signs)) if keep_place else len(signs))
        said = pgettext("of a code", "Right") if self.is_right else _("Not as on the sheet") if self.is_wrong else ""
        self._mark.set_shape("good" if self.is_right else "stop" if self.is_wrong else "none")
        self.edit.setAccessibleDescription(literal(said))
        self.edit.setProperty("trouble", "true" if self.is_wrong else "false")
        restyle(self.edit)


class _Edit(QLineEdit):
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose what stands here, so that it can be typed over."""
        super().focusInEvent(event)
        self.selectAll()
