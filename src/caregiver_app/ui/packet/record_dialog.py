"""Write down to whom a packet went, when and how; and correct it later."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.packet.records import HOWS, SentPacket, packet_label
from caregiver_app.i18n import _
from caregiver_app.ui.date_field import DateControl
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fields import ListControl, LongControl, TextControl
from caregiver_app.ui.form_dialog import FormDialog, case_form
from caregiver_app.ui.forms import Form

if TYPE_CHECKING:
    from caregiver_app.casebook.packet_sent import MadePacket


def record_dialog(desk: Desk, made: "MadePacket", today: date, told: Callable[[SentPacket], object]) -> FormDialog:
    """Return the form that writes a packet down as sent; `told` is called with the record."""
    from caregiver_app.casebook.packet_sent import record_sent

    form = _form()
    whom = " ".join(desk.book.snapshot().person.prepared_for.split())
    form.set_values({"to_whom": whom, "on": PartialDate.of_day(today), "how": "", "note": ""})

    def save(values: dict[str, Any]) -> None:
        told(record_sent(desk.book, made, values["to_whom"], values["on"], values["how"], values["note"]))

    return case_form(desk, _("Record as sent"), form, save, "packet-sent", save_words=_("Record it"))


def change_sent_dialog(desk: Desk, sent: SentPacket, parent: QWidget) -> FormDialog:
    """Return the form that corrects what is written down of a packet."""
    from caregiver_app.casebook.packet_sent import change_sent

    form = _form()
    form.set_values({"to_whom": sent.to_whom, "on": sent.on, "how": sent.how, "note": sent.note})

    def save(values: dict[str, Any]) -> None:
        now = next((one for one in desk.book.snapshot().sent_packets if one.id == sent.id), sent)
        changed = now.amended(**values)
        if changed != now:
            change_sent(desk.book, changed)

    words = _("Change what is recorded of {number}").format(number=packet_label(sent.number))
    return case_form(desk, words, form, save, f"packet-sent-{sent.id}", parent=parent)


def _form() -> Form:
    form = Form()
    form.add("to_whom", _("To whom"), TextControl(placeholder=_("A doctor, a hospital, a coordinator")))
    form.add("on", _("When"), DateControl(), _("As you say it: today’s date stands here; leave it empty if unknown."))
    form.add("how", _("How"), ListControl([(key, _(words)) for key, words in HOWS.items()]))
    form.add("note", _("Note"), LongControl(3), _("Such as: they will call next week."))
    return form
