"""The form with the personal details."""

from typing import TYPE_CHECKING, Any

from caregiver_app.i18n import _
from caregiver_app.ui.date_field import DateControl
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fields import LongControl, TextControl
from caregiver_app.ui.form_dialog import FormDialog, case_form
from caregiver_app.ui.forms import Form

if TYPE_CHECKING:
    from caregiver_app.domain.person import Person


def person_form(person: "Person | None" = None) -> Form:
    """Return the form with every field of a person; the rare ones are folded."""
    form = Form()
    form.add(
        "name", _("Name"), TextControl(), _("As in the passport."), required=_("Type a name, or any word for now.")
    )
    form.add("born", _("Born"), DateControl(), _("For example 14 May 1962."))
    form.add("question", _("Your question"), LongControl(3), _("What you want to ask. It stands on the first page."))
    form.add("prepared_by", _("Who puts this together"), TextControl(), _("Your name, and who you are to them."))
    form.add("prepared_for", _("Who it is for"), TextControl(), _("A doctor or hospital, if you know it already."))
    form.add("other_illnesses", _("Other illnesses"), LongControl(3), _("What else a doctor must know."))
    form.fold(_("More: phone, address, languages …"), _("Less"))
    form.add("sex", _("Sex"), TextControl(), _("As in the passport, if you want to give it."))
    form.add("languages", _("Languages"), TextControl(), _("For example Mandarin, some English."))
    form.add("phone", _("Phone"), TextControl())
    form.add("email", _("Email"), TextControl())
    form.add("address", _("Address"), LongControl(3))
    form.add("note", _("Note"), LongControl(3))
    if person is not None:
        form.set_values(dict(person))
    return form


def person_dialog(desk: Desk) -> FormDialog:
    """Return the form for the person of the open case."""
    from caregiver_app.casebook.person import change_person

    person = desk.book.snapshot().person

    def save(values: dict[str, Any]) -> None:
        changed = person.amended(**values)
        if changed != person:
            change_person(desk.book, changed)

    return case_form(desk, _("Personal details"), person_form(person), save, "person")
