"""The choices few packets need, folded away: paper, language, names, size, ZIP, password."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caregiver_app.domain.packet.choices import LANGUAGES, PAPERS, Chosen, PacketChoices
from caregiver_app.domain.packet.words import choices_in_words
from caregiver_app.i18n import _, pgettext, with_semicolons
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fields import CheckBox, ChoiceControl, ListControl, NumberControl
from caregiver_app.ui.forms import Form
from caregiver_app.ui.kept_field import KeptFields, Values
from caregiver_app.ui.marks import Mark
from caregiver_app.ui.packet.choices import quietly
from caregiver_app.ui.packet.held_choices import HeldChoices
from caregiver_app.ui.packet.wording import clash
from caregiver_app.ui.text import button, hint, label, literal, rename
from caregiver_app.ui.theme import SPACE_1, SPACE_2, SPACE_3, SPACE_4

_SIZES: Final = (10, 20, 25)
_OWN: Final = "own"
_DRAFT: Final = "packet-size"
_MOST: Final = 4000


class MoreChoices(QWidget):
    """Show what can be chosen besides. `changed` tells that somebody chose otherwise, `unfolded` that all is shown."""

    changed = Signal()
    unfolded = Signal()

    def __init__(self, desk: Desk, held: HeldChoices) -> None:
        super().__init__()
        self._desk, self._held = desk, held
        self.more_button = button("", self._turn, "link")
        self._now = hint("")
        self.paper = ChoiceControl([(key, _(words)) for key, words in PAPERS.items()])
        self.language = ChoiceControl([(key, _(words)) for key, words in LANGUAGES.items()])
        self.hide_names = CheckBox(_("Hide names"))
        sizes = [(str(size), _("{n} MB").format(n=size)) for size in _SIZES]
        self.limit = ListControl([("0", _("No limit: one file")), *sizes, (_OWN, _("Another size…"))])
        self.own_size = _own_size(desk, held)
        self.smaller_scans = CheckBox(_("Make scans smaller"))
        self.as_zip = CheckBox(_("Also a ZIP with the original files"))
        self.imaging = CheckBox(_("with the imaging discs"))
        self.password = CheckBox(_("Lock it with a password"))
        self._clash = label("", "care")
        self._clash_row = QWidget()
        row = QHBoxLayout(self._clash_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_2)
        row.addWidget(Mark("care"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._clash, 1)
        self._folded = self._fill()
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 0, SPACE_2, 0)
        column.setSpacing(SPACE_1)
        column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._now)
        column.addWidget(self._folded)
        column.addWidget(self._clash_row)
        for control in (self.paper, self.language):
            control.changed.connect(self.changed)
        for tick in (self.hide_names, self.smaller_scans, self.as_zip, self.imaging):
            tick.toggled.connect(lambda _on: self.changed.emit())
        self.password.toggled.connect(lambda _on: self._say_now())
        self.limit.changed.connect(self._on_size)
        self._bring_back_size()

    @property
    def is_folded(self) -> bool:
        """Whether they are out of sight."""
        return self._folded.isHidden()

    def unfold(self, shown: bool = True) -> None:
        """Show or hide them; folded, one line says what is not as usual."""
        self._folded.setVisible(shown)
        self._now.setVisible(not shown)
        rename(self.more_button, _("Fewer choices") if shown else _("More choices"))

    def commit(self) -> None:
        """Write a size that is half typed, before anything that asks for the choices."""
        self.own_size.commit()

    def unclear(self) -> str:
        """Say that nobody can tell which size is meant, and go to its field; nothing where it is clear."""
        field = self.own_size.form.row("most_mb").control
        if self.limit.value() != _OWN or not self.own_size.form.is_changed:
            return ""
        self.unfold()
        field.setFocus()
        words = _("The size of each file is not clear: “{typed}”. Type a whole number, or choose another size.")
        return words.format(typed=field.typed())

    def clash(self) -> str:
        """Say which two choices do not go together; nothing where all do."""
        return clash(self._held.choices, is_locked=self.password.isChecked())

    def show_choices(self, choices: PacketChoices) -> None:
        """Show what is chosen."""
        controls = (self.paper, self.language, self.limit)
        with quietly(*controls, self.hide_names, self.smaller_scans, self.as_zip, self.imaging):
            self.paper.set_value(choices.paper)
            self.language.set_value(choices.language)
            self.hide_names.setChecked(choices.hide_names)
            self.smaller_scans.setChecked(choices.smaller_scans)
            self.as_zip.setChecked(choices.as_zip)
            self.imaging.setChecked(choices.imaging)
            is_own = choices.most_mb not in (0, *_SIZES)
            if is_own or not self._asks_for_own:
                self.limit.set_value(_OWN if is_own else str(choices.most_mb))
        self.own_size.refresh()
        self.own_size.setVisible(self.limit.value() == _OWN)
        self.imaging.setVisible(choices.as_zip or choices.imaging)
        self._say_now()

    def over(self, choices: PacketChoices) -> PacketChoices:
        """Return choices with what is chosen here."""
        size = self.limit.value()
        return replace(
            choices,
            paper=self.paper.value(),
            language=self.language.value(),
            hide_names=self.hide_names.isChecked(),
            most_mb=choices.most_mb if size == _OWN else int(size),
            smaller_scans=self.smaller_scans.isChecked(),
            as_zip=self.as_zip.isChecked(),
            imaging=self.imaging.isChecked() and self.as_zip.isChecked(),
        )

    @property
    def _asks_for_own(self) -> bool:
        """Whether somebody is at the field for a size of their own."""
        return self.limit.value() == _OWN and (
            self.own_size.form.is_changed or self.own_size.isAncestorOf(self.focusWidget() or self)
        )

    def _turn(self) -> None:
        self.unfold(self.is_folded)
        if not self.is_folded:
            self.unfolded.emit()

    def _bring_back_size(self) -> None:
        """Show a size that was typed before the program ended and is not clear; else fold all away."""
        is_left = self.own_size.form.is_changed
        if is_left:
            with quietly(self.limit):
                self.limit.set_value(_OWN)
        self.unfold(is_left)

    def _on_size(self) -> None:
        is_own = self.limit.value() == _OWN
        self.own_size.setVisible(is_own)
        if is_own:
            self.own_size.form.row("most_mb").control.setFocus()
        else:
            self.own_size.form.start_afresh()
            self._desk.drafts.drop(_DRAFT)
            self.changed.emit()

    def _say_now(self) -> None:
        choices = self._held.choices
        usual = PacketChoices()
        apart = replace(
            choices,
            recipient="",
            sections=usual.sections,
            dividers=usual.dividers,
            order=(),
            put_in=(),
            left_out=(),
        )
        words = choices_in_words(Chosen.holding(apart))
        told = [words] if apart != usual else []
        if self.password.isChecked():
            told.append(_("with a password"))
        self._clash.setText(self.clash())
        self._clash_row.setVisible(bool(self._clash.text()))
        self._now.setText(
            _("Paper, language, names, size, password: {now}.").format(now=with_semicolons(told) or words)
        )

    def _fill(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, SPACE_1, 0, 0)
        column.setSpacing(SPACE_3)
        for words, control in (
            (pgettext("size", "Paper"), self.paper),
            (_("Language"), self.language),
        ):
            control.name_it(words)
            column.addLayout(_named(words, control))
        column.addLayout(
            _with_hint(
                self.hide_names,
                _(
                    "Our own pages carry initials and the year of birth. Papers that carry the name, or of which "
                    "nobody can tell, stay out and are listed. Look the packet through before you send it."
                ),
            )
        )
        size = _named(_("Size of each file"), self.limit)
        size.addWidget(self.own_size)
        told = _(
            "Many mailboxes take 20 or 25 MB. A packet that is larger becomes several files, each with its own cover."
        )
        self.limit.name_it(_("Size of each file"), told)
        size.addWidget(hint(told))
        column.addLayout(size)
        told = _(
            "Pictures of pages are drawn with fewer dots. Small print stays readable; your files stay as they are."
        )
        column.addLayout(_with_hint(self.smaller_scans, told))
        both = _with_hint(self.as_zip, _("The files as you added them, with an index that opens in any browser."))
        under = QVBoxLayout()
        under.setContentsMargins(SPACE_4, 0, 0, 0)
        under.addWidget(self.imaging)
        both.addLayout(under)
        column.addLayout(both)
        told = _("You are asked for it when the packet is made. It is kept nowhere.")
        column.addLayout(_with_hint(self.password, told))
        return inside


def _own_size(desk: Desk, held: HeldChoices) -> KeptFields:
    """Return the field for a size of one's own, which is written when it is left."""
    form = Form()
    form.add("most_mb", _("At most, in MB"), NumberControl(1, _MOST))

    def read() -> Values:
        return {"most_mb": held.choices.most_mb or None}

    def write(values: Mapping[str, Any]) -> None:
        held.take(replace(held.choices, most_mb=values["most_mb"] or 0), _("Change the size of the packet's files"))

    return KeptFields(desk, _DRAFT, form, read, write)


def _named(words: str, control: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(SPACE_1)
    column.addWidget(label(words, "field"))
    column.addWidget(control)
    return column


def _with_hint(tick: CheckBox, told: str) -> QVBoxLayout:
    tick.setAccessibleDescription(literal(told))
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(tick)
    under = QVBoxLayout()
    under.setContentsMargins(SPACE_4 + SPACE_1, 0, 0, 0)
    under.addWidget(hint(told))
    column.addLayout(under)
    return column
