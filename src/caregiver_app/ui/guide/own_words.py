"""What can be done with a line of the guide: see where it is from, say it in one's own words, hide it, show it."""

from functools import partial
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from caregiver_app.casebook.guide import accept_newer, hide_line, reword
from caregiver_app.domain.guide.lines import sources
from caregiver_app.domain.guide.wording import Worded
from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fields import LongControl
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.form_dialog import FormDialog, case_form
from caregiver_app.ui.forms import Form
from caregiver_app.ui.guide.prose import Prose
from caregiver_app.ui.reading_only import why_not
from caregiver_app.ui.showing_dialog import ShowingDialog
from caregiver_app.ui.text import button_words, label, tooltip
from caregiver_app.ui.theme import SPACE_1, SPACE_3, scaled

_ROWS = 5


def line_menu(desk: Desk, words: Worded | None, prose: Prose) -> QMenu:
    """Return the menu of a line, or of what is chosen where it is no line of the guide."""
    menu = QMenu(prose)
    menu.setToolTipsVisible(True)
    if prose.textCursor().hasSelection():
        menu.addAction(button_words(_("Copy"))).triggered.connect(prose.copy)
    if words is None:
        return menu
    menu.addAction(button_words(_("Where this is from…"))).triggered.connect(partial(_open_source, desk, words))
    if words.line.fixed:
        return menu
    menu.addSeparator()
    own = _("Change your words…") if words.reworded else _("Say it in your own words…")
    writing = [menu.addAction(button_words(own))]
    writing[0].triggered.connect(partial(_open_form, desk, words))
    if words.newer:
        writing.append(menu.addAction(button_words(_("Keep your words"))))
        writing[-1].triggered.connect(partial(_keep, desk, words))
    if words.reworded:
        writing.append(menu.addAction(button_words(_("Go back to the guide's words"))))
        writing[-1].triggered.connect(partial(_give_back, desk, words))
    writing.append(menu.addAction(button_words(_("Show this line again") if words.hidden else _("Hide this line"))))
    writing[-1].triggered.connect(partial(_hide, desk, words))
    if desk.book.read_only:
        for action in writing:
            action.setEnabled(False)
            action.setToolTip(tooltip(why_not()))
    return menu


def show_line_menu(desk: Desk, words: Worded | None, prose: Prose, place: QPoint) -> None:
    """Open the menu of a line at a place of the screen, where it has anything to offer."""
    menu = line_menu(desk, words, prose)
    menu.aboutToHide.connect(menu.deleteLater)
    if menu.isEmpty():
        menu.deleteLater()
        return
    menu.popup(place)
    menu.setActiveAction(menu.actions()[0])


def reword_dialog(desk: Desk, words: Worded) -> FormDialog:
    """Return the form to say a line in one's own words."""
    form = Form()
    form.add(
        "text",
        _("Your words"),
        LongControl(_ROWS),
        _("The guide says: {text}").format(text=words.line.words()),
    )
    form.set_values({"text": words.text})

    def save(values: dict[str, Any]) -> None:
        typed = str(values["text"]).strip()
        if typed == words.text:
            return
        text = "" if typed == words.line.words() else typed
        reword(desk.book, words.line, text)
        desk.tell_step(_("Your words stand there now.") if text else _("The guide's words stand there now."))

    return case_form(desk, _("In your own words"), form, save, f"guide-{words.line.id}")


def source_dialog(desk: Desk, words: Worded) -> ShowingDialog:
    """Return the window that says where a line is from, where it holds, and of when it is."""
    line = words.line
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, SPACE_3, 0)
    column.setSpacing(SPACE_1)

    def tell(name: str, *texts: str) -> None:
        column.addWidget(label(name, "field"))
        for text in texts:
            column.addWidget(label(text, narrow=True))
        column.addSpacing(SPACE_3)

    if words.reworded:
        tell(_("Your words"), words.text)
    tell(_("What the guide says"), line.words())
    known = [sources()[tag] for tag in line.source if tag in sources()]
    told = []
    for source in known:
        told.append(source.in_words())
        if source.read:
            told.append(_("What was read of it: {part}").format(part=_(source.read)))
    tell(_("Where it is from"), *told)
    tell(_("Where and when it holds"), line.where_and_when())
    if line.verify:
        tell(_("To be checked"), _("It is general knowledge, wholly or in part. Nobody has looked it up yet."))
    column.addStretch(1)
    made = ShowingDialog(_("Where this is from"), inside, desk.window)
    fit_to_screen(made, scaled(560), scaled(460))
    return made


def _open_source(desk: Desk, words: Worded) -> None:
    source_dialog(desk, words).open()


def _open_form(desk: Desk, words: Worded) -> None:
    reword_dialog(desk, words).open()


def _keep(desk: Desk, words: Worded) -> None:
    desk.do_undoable(lambda: accept_newer(desk.book, words.line.id), _("Your words stay."))


def _give_back(desk: Desk, words: Worded) -> None:
    desk.do_undoable(lambda: reword(desk.book, words.line, ""), _("The guide's words stand there now."))


def _hide(desk: Desk, words: Worded) -> None:
    hidden = not words.hidden
    said = _("The line is hidden. It can be shown again.") if hidden else _("The line is shown again.")
    desk.do_undoable(lambda: hide_line(desk.book, words.line, hidden), said)
