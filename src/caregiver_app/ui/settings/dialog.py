"""The window with the settings. Whatever is chosen holds at once and is kept; there is nothing to confirm."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from caregiver_app.i18n import LANGUAGES, N_, _, language, ngettext, pgettext, plain_words
from caregiver_app.ui.fields import ChoiceControl
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.flowing import flowing
from caregiver_app.ui.forms import Form
from caregiver_app.ui.menus import THEMES
from caregiver_app.ui.protection.watching import MINUTES
from caregiver_app.ui.showing_dialog import ShowingDialog
from caregiver_app.ui.text import button, heading, label
from caregiver_app.ui.theme import SPACE_2, SPACE_3, TEXT_SIZES, scaled

if TYPE_CHECKING:
    from caregiver_app.ui.main_window import MainWindow

_WIDE, _HIGH = 620, 700
_PAPERS: Final = (("a4", N_("A4")), ("letter", N_("Letter")))


class SettingsDialog(ShowingDialog):
    """Show every setting, and what can be known of the open case."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACE_2, 0)
        column.setSpacing(SPACE_3)
        self.form = Form()
        self._fill()
        column.addWidget(self.form)
        for part in self._about_the_case():
            column.addWidget(part)
        column.addStretch(1)
        about = button(_("About and licences"), window.commands.show_about)
        keys = button(_("Keys"), window.commands.show_shortcuts)
        super().__init__(_("Settings"), inside, window, others=(about, keys))
        fit_to_screen(self, scaled(_WIDE), scaled(_HIGH))
        self.form.row("language").control.setFocus()

    def _fill(self) -> None:
        now, commands = self._window.preferences.now, self._window.commands
        self._choice(
            "language", _("Language"), tuple(LANGUAGES.items()), language(), self._speak,
            _("The window speaks it at once, with your case at the same place. What you typed stays as you typed it."),
        )  # fmt: skip
        as_window = ("", _("As the window"))
        self._choice(
            "print_language", _("Sheets and letters you print"), (as_window, *LANGUAGES.items()), now.print_language,
            partial(self._keep, "print_language"),
            _("For a team that reads another language than you. The packet has its own choice."),
        )  # fmt: skip
        themes = tuple((key, _(words)) for key, words in THEMES)
        self._choice("theme", _("Colours"), themes, now.theme, commands.use_theme)
        sizes = tuple((str(size), _("{percent} %").format(percent=size)) for size in TEXT_SIZES)
        self._choice(
            "text_percent", _("Text size"), sizes, str(now.text_percent),
            lambda size: commands.use_text_size(int(size)),
        )  # fmt: skip
        papers = tuple((key, _(words)) for key, words in _PAPERS)
        self._choice("paper", pgettext("size", "Paper"), papers, now.paper, partial(self._keep, "paper"))
        minutes = tuple((str(n), _minutes(n)) for n in MINUTES)
        self._choice(
            "lock_minutes", _("Lock a case with a passphrase"), minutes, str(now.lock_minutes),
            lambda n: commands.protection.use_minutes(int(n)),
            _("After so many minutes in which nobody does anything."),
        )  # fmt: skip

    def _choice(
        self, name: str, words: str, options: Sequence[tuple[str, str]], now: str, take: Any, hint: str = ""
    ) -> None:
        control = ChoiceControl(options)
        control.set_value(now)
        self.form.add(name, words, control, hint)
        control.changed.connect(lambda: take(control.value()))

    def _speak(self, code: str) -> None:
        self.accept()
        self._window.commands.language_asked.emit(code)

    def _keep(self, name: str, value: str) -> None:
        self._window.commands.take_settings({name: value})

    def _about_the_case(self) -> list[QWidget]:
        """Return what there is to know of the open case, with the ways to the rest."""
        if self._window.desk is None:
            return []
        commands, is_protected = self._window.commands, self._window.desk.book.keys is not None
        acts = self._window.actions_table
        names = ["backup", "second", "passphrase" if is_protected else "protect"]
        ways: list[QPushButton] = [self._way(acts[name].text(), acts[name].trigger) for name in names]
        return [heading(_("Your case")), label(commands.where_words(), narrow=True), flowing(ways, SPACE_2)]

    def _way(self, words: str, go: Any) -> QPushButton:
        def leave() -> None:
            self.accept()
            go()

        return button(plain_words(words), leave)


def _minutes(n: int) -> str:
    return ngettext("{n} minute", "{n} minutes", n).format(n=n) if n else _("Never")
