"""Choose one of the programmes that are looked at, or none. A link to one that was removed stays."""

from collections.abc import Iterable
from typing import Any

from caregiver_app.domain.worksheet.records import Programme
from caregiver_app.i18n import _
from caregiver_app.ui.fields import ListControl


class ProgrammeControl(ListControl):
    """Offer programmes by name; its value is an id as text, or nothing. `linked` is the id it begins with."""

    def __init__(self, programmes: Iterable[Programme], linked: object = None) -> None:
        named = {str(one.id): one.name for one in programmes}
        if linked:
            named.setdefault(str(linked), _("A programme that was removed"))
        super().__init__([("", _("None of those on the worksheet")), *named.items()])

    def set_value(self, value: Any) -> None:
        """Choose a programme by its id."""
        self.set_typed("" if value is None else str(value))
