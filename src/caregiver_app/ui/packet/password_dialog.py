"""Ask which password goes on a packet: words that are made up here, or the family's own. It is kept nowhere."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from caregiver_app.casebook.packet_phrase import LEAST, NotAPassword, checked_password, is_weak, new_phrase
from caregiver_app.i18n import _
from caregiver_app.ui.dialog_frame import marked, set_out
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.flowing import flowing
from caregiver_app.ui.marks import Mark
from caregiver_app.ui.notices import announce
from caregiver_app.ui.reading_order import Dialog
from caregiver_app.ui.secret_fields import large_words, name_of, secret_edit, show_box
from caregiver_app.ui.text import button, hint, label, literal, rename
from caregiver_app.ui.theme import SPACE_1, SPACE_2, SPACE_3, scaled


class PasswordDialog(Dialog):
    """Call `use` with the password that was chosen. Show it with `open()`."""

    def __init__(self, use: Callable[[str], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("A password for the packet"))
        self._use = use
        self.phrase = large_words(new_phrase(), _("The password"))
        self.copy_button = button(_("Copy"), self._copy)
        self.other_button = button(_("Another one"), self._another)
        self.own_button = button("", lambda: self._show_own(self._own.isHidden()), "link")
        self.first, self.second = secret_edit(_("Your own password")), secret_edit(_("The same again"))
        self.show_box = show_box(self.first, self.second)
        self.weak = label("", "hint")
        self._weak_mark = Mark("care")
        self.trouble = label("", "trouble")
        self.cancel_button = button(_("Cancel"), self.reject, "large")
        self.use_button = button(_("Use this password"), self.use, "main")
        for edit in (self.first, self.second):
            edit.textChanged.connect(lambda _text: self._on_typed())
        self._lay_out()
        self._on_typed()
        self._show_own(False)

    def use(self) -> None:
        """Hand the password over and close, or say in place what is to be put right."""
        password = self.phrase.toPlainText()
        if not self._own.isHidden():
            password = self.first.text()
            if password != self.second.text():
                self._say(_("The two are not the same. Type it again."), self.second)
                return
        try:
            checked_password(password)
        except NotAPassword as problem:
            self._say(str(problem), self.first)
            return
        self.accept()
        self._use(password)

    def done(self, result: int) -> None:
        """Let go of what was typed."""
        super().done(result)
        for edit in (self.first, self.second):
            edit.clear()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.phrase.toPlainText())
        announce(self, _("Copied"))
        rename(self.copy_button, _("Copied"))

    def _another(self) -> None:
        self.phrase.setPlainText(new_phrase())
        rename(self.copy_button, _("Copy"))
        announce(self.phrase, self.phrase.toPlainText())

    def _show_own(self, shown: bool) -> None:
        self._own.setVisible(shown)
        self._made_up.setVisible(not shown)
        rename(self.own_button, _("Use words made up here") if shown else _("Choose my own password"))
        if shown:
            self.first.setFocus()

    def _on_typed(self) -> None:
        typed = self.first.text()
        weak = bool(typed) and is_weak(typed)
        words = _("This is still weak: take {least} characters or more.")
        self.weak.setText(words.format(least=LEAST) if weak else "")
        self.weak.setVisible(weak)
        self._weak_mark.setVisible(weak)
        self.first.setAccessibleDescription(literal(self.weak.text()))
        self._say("")

    def _say(self, words: str, at: QLineEdit | None = None) -> None:
        self.trouble.setText(words)
        self._trouble_row.setVisible(bool(words))
        if words and at is not None:
            announce(self, words, urgent=True)
            at.setFocus()
            at.selectAll()

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(2, 0, SPACE_2, 0)
        column.setSpacing(SPACE_3)
        column.addWidget(self._phrase_part())
        column.addWidget(self._own_part())
        self._trouble_row = marked(Mark("stop"), self.trouble)
        column.addWidget(self._trouble_row)
        column.addWidget(self.own_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(label(_("Write it down: nobody can open the packet without it, not even we."), "strong"))
        column.addWidget(
            hint(_("It keeps strangers out. Send it another way than the file: by telephone, for instance."))
        )
        column.addStretch(1)
        set_out(self, _("A password for the packet"), inside, self.cancel_button, self.use_button)
        self.use_button.setFocus()
        fit_to_screen(self, scaled(580), scaled(540))

    def _phrase_part(self) -> QWidget:
        self._made_up = QWidget()
        column = QVBoxLayout(self._made_up)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(label(_("These words were made up just now, for this packet alone.")))
        column.addWidget(self.phrase)
        column.addWidget(flowing((self.copy_button, self.other_button), SPACE_2))
        return self._made_up

    def _own_part(self) -> QWidget:
        self._own = QWidget()
        column = QVBoxLayout(self._own)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        for edit in (self.first, self.second):
            column.addWidget(name_of(edit))
            column.addWidget(edit)
        column.addWidget(self.show_box)
        column.addWidget(marked(self._weak_mark, self.weak))
        return self._own
