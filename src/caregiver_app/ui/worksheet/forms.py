"""The forms behind the two tables: a treatment that was named, a programme, and what was said in one cell."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from caregiver_app.casebook.worksheet import add_option, add_programme, change_column, write_cell
from caregiver_app.domain.worksheet.frame import choice_called, choices
from caregiver_app.domain.worksheet.records import Option, Programme, Said
from caregiver_app.domain.worksheet.said import said_about
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _, pgettext
from caregiver_app.ui.date_field import DateControl
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fields import LongControl, TextControl
from caregiver_app.ui.form_dialog import FormDialog, case_form
from caregiver_app.ui.forms import Form
from caregiver_app.ui.side_by_side_cells import Head
from caregiver_app.ui.worksheet.picking import PickControl

Made = Callable[[UUID], object]


def option_dialog(desk: Desk, option: Option | None = None, added: Made | None = None) -> FormDialog:
    """Return the form for a treatment that was named; None starts a new one, and `added` is told its id."""
    form = Form()
    kinds = PickControl(choices("option_kind"))
    form.add("kind", _("What kind of treatment is it?"), kinds)
    name_hint = _("As your team calls it. Left empty, it is called by its kind.")
    form.add("name", _("Its name here"), TextControl(), name_hint)
    form.add("note", _("Note"), LongControl(3))
    if option is not None:
        form.set_values(dict(option))

    def save(values: dict[str, Any]) -> None:
        kind = choice_called("option_kind", values["kind"])
        values["name"] = values["name"] or (_(kind.name) if kind is not None else values["kind"])
        if option is None:
            new = add_option(desk.book, Option(**values))
            if added is not None:
                added(new.id)
            return
        _change(desk, option, values)

    words = _("Add a treatment your team has named") if option is None else _("Change the treatment that was named")
    name = f"worksheet-option-{'new' if option is None else option.id}"
    return case_form(desk, words, form, save, name)


def programme_dialog(desk: Desk, programme: Programme | None = None, added: Made | None = None) -> FormDialog:
    """Return the form for a programme; None starts a new one, and `added` is told its id."""
    form = Form()
    required = _("Type the name of the hospital or programme.")
    form.add(
        "name",
        pgettext("of a thing", "Name"),
        TextControl(),
        _("The hospital, or what its programme is called."),
        required=required,
    )
    form.add("place", _("Where"), TextControl(), _("Town and country."))
    form.add("languages", _("Languages"), TextControl(), _("Those its team speaks, as they told you."))
    form.add("route", _("Route"), PickControl(choices("route"), _("Not said yet")))
    form.add("contact", _("Contact"), LongControl(2), _("A name, a phone number, an address to write to."))
    form.add("note", _("Note"), LongControl(3))
    if programme is not None:
        form.set_values(dict(programme))

    def save(values: dict[str, Any]) -> None:
        if programme is None:
            new = add_programme(desk.book, Programme(**values))
            if added is not None:
                added(new.id)
            return
        _change(desk, programme, values)

    words = _("Add a programme") if programme is None else _("Change the programme")
    name = f"worksheet-programme-{'new' if programme is None else programme.id}"
    return case_form(desk, words, form, save, name)


def cell_dialog(desk: Desk, column: Option | Programme, head: Head, told: Sequence[str] = ()) -> FormDialog:
    """Return the form for one cell: what was said, by whom, when. `told` is what is known of it from elsewhere."""
    said = said_about(column.said, head.key)
    form = Form()
    form.add("text", _("What was said"), LongControl(6), "\n\n".join((head.hint, *told)))
    form.add("who", _("Who said it"), TextControl(), _("A name, or “the letter from the clinic”."))
    form.add("on", _("When"), DateControl())
    form.set_values({"text": said.text, "who": said.who, "on": said.on})

    def save(values: dict[str, Any]) -> None:
        require_words(values)
        if Said(head.key, **values) != said:
            write_cell(desk.book, column, head.key, Said(**values))

    words = _("{column}: {row}").format(column=column.name, row=head.name)
    return case_form(desk, words, form, save, f"worksheet-cell-{column.id}-{head.key}")


def require_words(values: dict[str, Any]) -> None:
    """Raise CaregiverError where it is told by whom and when, and not what."""
    if not values["text"] and (values["who"] or values["on"]):
        raise CaregiverError(
            _("It is not written yet what was said."),
            safe=_("What you typed still stands here."),
            now=_("Write what was said in the first field, or empty the other two."),
        )


def _change(desk: Desk, column: Option | Programme, values: dict[str, Any]) -> None:
    now = desk.book.find(column.id)
    held = now if isinstance(now, Option | Programme) else column
    if held.amended(**values) != held:
        change_column(desk.book, held.amended(**values))
