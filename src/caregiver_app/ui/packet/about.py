"""For whom the packet is and what it asks: written into the case when the field is left."""

from collections.abc import Mapping
from typing import Any

from caregiver_app.casebook.person import change_person
from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fields import LongControl, TextControl
from caregiver_app.ui.forms import Form
from caregiver_app.ui.kept_field import KeptFields, Values
from caregiver_app.ui.theme import SPACE_2

DRAFT = "packet"


class AboutForm(KeptFields):
    """Two fields of the person."""

    def __init__(self, desk: Desk) -> None:
        form = Form()
        whom = TextControl(placeholder=_("A doctor or hospital, or leave it open"))
        form.add("prepared_for", _("For whom"), whom)
        form.add("question", _("Your one question"), LongControl(5), _("It stands in a box on the first page."))

        def read() -> Values:
            person = desk.book.snapshot().person
            return {"prepared_for": person.prepared_for, "question": person.question}

        def write(values: Mapping[str, Any]) -> None:
            change_person(desk.book, desk.book.snapshot().person.amended(**values))

        super().__init__(desk, DRAFT, form, read, write)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(2, 0, SPACE_2, 0)
