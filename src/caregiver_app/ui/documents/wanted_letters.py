"""Letters that ask for papers, and slips to tape on things: chosen in a form, saved as a PDF off the UI thread."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QListWidgetItem, QPushButton, QSizePolicy, QWidget

from caregiver_app.casebook.documents.letters import make_letter, make_slips
from caregiver_app.casebook.documents.requests import ask_for_several
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.document import label as number_of
from caregiver_app.domain.documents.records_guide import guide_for, kind_name
from caregiver_app.domain.documents.request import Request
from caregiver_app.i18n import LANGUAGES, _, ngettext, pgettext
from caregiver_app.i18n import language as spoken
from caregiver_app.packet.letter_options import LetterOptions, SlipOptions
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.controls import TickControl
from caregiver_app.ui.documents.wanted_asking import whom_terms
from caregiver_app.ui.fields import ChoiceControl, Control, FieldUnclear, TextControl
from caregiver_app.ui.fitting import room_on_screen
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.forms import Form
from caregiver_app.ui.made_files import drawn, open_file
from caregiver_app.ui.reading_only import hold_back
from caregiver_app.ui.text import button, literal, one_line, tooltip
from caregiver_app.ui.theme import ROW, SPACE_2, scaled
from caregiver_app.ui.tick_list import TickList
from caregiver_app.ui.where_to_save import ask_where_to_save

_KEY: Final = int(Qt.ItemDataRole.UserRole)
_FEWEST_ROWS, _MOST_ROWS = 2, 8

Wanted = Document | str


class Letters(QObject):
    """Offer the forms, draw, and say where the PDF is. `choose_target` asks where to and can be replaced."""

    def __init__(self, desk: Desk, clock: Callable[[], date] = date.today) -> None:
        super().__init__(desk.changes)
        self._desk, self._clock = desk, clock
        self.choose_target: Callable[[str], Path | None] = self._ask_for_target

    def letter_dialog(self, offered: Sequence[Wanted], ticked: Sequence[Wanted]) -> FormDialog:
        """Return the form of a letter that may ask for any of the papers `offered`."""
        papers = {_key(wanted): wanted for wanted in offered}
        ticks = TicksControl([(key, _said(wanted)) for key, wanted in papers.items()], _("Tick at least one paper."))
        ticks.set_value(tuple(_key(wanted) for wanted in ticked))
        form = Form()
        to_hint = _("A person or place, with the address if you like. Empty leaves a line to write on.")
        form.add("papers", _("Which papers?"), ticks, _("One letter for each place. Space ticks."))
        form.add("to", _("To whom?"), TextControl(whom_terms(self._desk.book.snapshot(), in_full=True)), to_hint)
        form.add("paper", pgettext("size", "Paper"), self._paper())
        form.add("language", _("Language"), self._language())
        logged = TickControl(_("Write down that we asked for them today"))
        form.add("logged", _("In the list"), logged, _("Tick it if the letter goes out today. It can be undone."))

        def write(values: dict[str, Any], target: Path) -> None:
            self._write_letter([papers[key] for key in values["papers"]], values, target)

        return _SavingDialog(self._desk, _("A letter to ask with"), form, write, self._choice_of(_("letter.pdf")))

    def slips_dialog(self, ticked: Sequence[Document] = (), parent: QWidget | None = None) -> FormDialog:
        """Return the form for slips to tape on what is not a file; without any ticked all are."""
        things = [one for one in self._desk.book.snapshot().documents if one.holding == "elsewhere"]
        by_key = {_key(thing): thing for thing in things}
        ticks = TicksControl([(key, _said(thing)) for key, thing in by_key.items()], _("Tick at least one thing."))
        ticks.set_value(tuple(_key(thing) for thing in ticked or things))
        form = Form()
        form.add("papers", _("For which things?"), ticks, _("Six slips fit on a page. Cut them out and tape them on."))
        form.add("paper", pgettext("size", "Paper"), self._paper())
        form.add("language", _("Language"), self._language())

        def write(values: dict[str, Any], target: Path) -> None:
            self._write_slips(
                tuple(by_key[key] for key in values["papers"]), values["paper"], values["language"], target
            )

        choose = self._choice_of(_("slips.pdf"))
        return _SavingDialog(self._desk, _("Slips to tape on things"), form, write, choose, parent)

    def _choice_of(self, name: str) -> Callable[[], Path | None]:
        return lambda: self.choose_target(name)

    def _paper(self) -> ChoiceControl:
        paper = ChoiceControl([("a4", _("A4")), ("letter", _("Letter"))])
        paper.set_value(self._desk.preferences.now.paper)
        return paper

    def _language(self) -> ChoiceControl:
        languages = ChoiceControl(tuple(LANGUAGES.items()))
        languages.set_value(self._desk.preferences.now.print_language or spoken())
        return languages

    def _write_letter(self, wanted: Sequence[Wanted], values: Mapping[str, Any], target: Path) -> None:
        documents = tuple(one for one in wanted if isinstance(one, Document))
        kinds = tuple(one for one in wanted if isinstance(one, str))
        options = LetterOptions(documents, kinds, values["to"], self._clock(), values["paper"], values["language"])
        book = self._desk.book
        draw = partial(make_letter, book.snapshot(), book.originals, target, options)
        logged = tuple(wanted) if values["logged"] else ()
        self._start(draw, partial(self._on_letter_made, target, logged, values["to"]), _("Writing the letter"))

    def _write_slips(self, things: tuple[Document, ...], paper: str, language: str, target: Path) -> None:
        book = self._desk.book
        draw = partial(make_slips, book.snapshot(), book.originals, target, SlipOptions(things, paper, language))
        self._start(draw, partial(self._on_slips_made, target), _("Drawing the slips"))

    def _start(self, draw: Callable[[], int], done: Callable[[int], object], label: str) -> None:
        self._desk.notices.clear_done()
        self._desk.jobs.start(partial(drawn, draw), done=done, failed=self._desk.notices.tell_trouble, label=label)

    def _on_letter_made(self, target: Path, logged: tuple[Wanted, ...], to: str, pages: int) -> None:
        words = ngettext(
            "The letter is saved as “{name}” in {folder}, on {n} page. Print and sign it.",
            "The letter is saved as “{name}” in {folder}, on {n} pages. Print and sign it.",
            pages,
        ).format(name=target.name, folder=target.parent, n=pages)
        if not logged:
            self._desk.notices.tell_done(words, action=_("Open it"), act=partial(open_file, target))
            return
        request = Request(whom=to, how="letter", on=PartialDate.of_day(self._clock()))
        if self._desk.do(lambda: ask_for_several(self._desk.book, logged, request)):
            n = len(logged)
            said = ngettext("{n} paper is written down as asked for.", "{n} papers are written down as asked for.", n)
            self._desk.tell_step(f"{words} {said.format(n=n)}")

    def _on_slips_made(self, target: Path, pages: int) -> None:
        words = ngettext(
            "The slips are saved as “{name}” in {folder}, on {n} page.",
            "The slips are saved as “{name}” in {folder}, on {n} pages.",
            pages,
        )
        words = words.format(name=target.name, folder=target.parent, n=pages)
        self._desk.notices.tell_done(words, action=_("Open it"), act=partial(open_file, target))

    def _ask_for_target(self, name: str) -> Path | None:
        return ask_where_to_save(self._desk.window, _("Save as a PDF"), name, _("PDF (*.pdf)"))


def letters_of(desk: Desk) -> Letters:
    """Return what makes letters and slips of the open case, one for all who ask."""
    return desk.changes.findChild(Letters) or Letters(desk)


class _SavingDialog(FormDialog):
    """Ask where to once the form is filled in; whoever does not say stays in the form."""

    def __init__(
        self,
        desk: Desk,
        words: str,
        form: Form,
        write: Callable[[dict[str, Any], Path], None],
        choose: Callable[[], Path | None],
        parent: QWidget | None = None,
    ) -> None:
        around = parent or desk.window
        super().__init__(words, form, lambda _values: None, parent=around, save_words=_("Save as a PDF…"))
        self._write, self._choose = write, choose
        if desk.book.read_only and "logged" in form.rows:
            hold_back(desk.book.read_only, form.row("logged").control.inner())

    def save(self) -> None:
        """Ask where to, and have it written."""
        self.keep_writing()
        values = self.form.values()
        if values is None:
            return
        if values.get("logged") and not values["to"]:
            self.form.show_trouble("to", _("Say whom you asked, so that it can be written down."))
            return
        target = self._choose()
        if target is not None:
            self._write(values, target)
            self.leave_without_saving()


class SlipControl(Control):
    """A button in the form of a thing that prints a slip to tape on it. It gives no value."""

    def __init__(self, desk: Desk, thing: Document) -> None:
        super().__init__()
        self._button = button(_("Print a slip…"), lambda: letters_of(desk).slips_dialog([thing], self.window()).open())
        self._button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._hold(self._button)

    def value(self) -> None:
        """Return nothing."""

    def set_value(self, value: Any) -> None:
        """Show nothing."""

    def typed(self) -> str:
        """Return nothing: nobody types here."""
        return ""

    def set_typed(self, text: str) -> None:
        """Show nothing."""

    def inner(self) -> QPushButton:
        """Return the button."""
        return self._button

    def name_it(self, name: str, description: str = "") -> None:
        """Keep the button's own name."""
        self._button.setAccessibleDescription(literal(description))


class TicksControl(Control):
    """Tick some of a few things. `options` are (key, words); `needed` is said while none is ticked."""

    def __init__(self, options: Sequence[tuple[str, str]], needed: str) -> None:
        super().__init__()
        self._needed = needed
        self._list = TickList("")
        for key, words in options:
            item = QListWidgetItem(one_line(words))
            item.setToolTip(tooltip(words))
            item.setData(_KEY, key)
            item.setCheckState(Qt.CheckState.Unchecked)
            self._list.addItem(item)
        # Beside a list that fills the window, nobody sees that more is asked.
        fit = room_on_screen(self).height() // 2 // scaled(ROW)
        rows = min(max(len(options), _FEWEST_ROWS), _MOST_ROWS, max(fit, _FEWEST_ROWS))
        self._list.setMinimumHeight(scaled(ROW) * rows + SPACE_2)
        self._list.setCurrentRow(0)
        self._list.itemChanged.connect(lambda _item: self.changed.emit())
        self._hold(self._list)

    def value(self) -> tuple[str, ...]:
        """Return the keys that are ticked. Raises FieldUnclear where none is."""
        ticked = self._ticked()
        if not ticked:
            raise FieldUnclear(self._needed)
        return ticked

    def set_value(self, value: Any) -> None:
        """Tick these keys alone, and stand at the first."""
        for row in range(self._list.count()):
            item = self._list.item(row)
            is_in = item.data(_KEY) in value
            item.setCheckState(Qt.CheckState.Checked if is_in else Qt.CheckState.Unchecked)
        first = next((row for row in range(self._list.count()) if self._list.item(row).data(_KEY) in value), 0)
        self._list.setCurrentRow(first)

    def typed(self) -> str:
        """Return the keys, a line each."""
        return "\n".join(self._ticked())

    def set_typed(self, text: str) -> None:
        """Tick the keys of a text."""
        self.set_value(text.split("\n"))

    def inner(self) -> TickList:
        """Return the list."""
        return self._list

    def _ticked(self) -> tuple[str, ...]:
        items = (self._list.item(row) for row in range(self._list.count()))
        return tuple(str(item.data(_KEY)) for item in items if item.checkState() == Qt.CheckState.Checked)


def _key(wanted: Wanted) -> str:
    return str(wanted.id) if isinstance(wanted, Document) else wanted


def _said(wanted: Wanted) -> str:
    if isinstance(wanted, Document):
        return f"{number_of(wanted.number)}  {wanted.title}"
    guide = guide_for(wanted)
    name = kind_name(wanted)
    return _("{paper} · ask: {whom}").format(paper=name, whom=_(guide.ask_whom)) if guide else name
