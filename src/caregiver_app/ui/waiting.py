"""What was typed and not saved, by the form it belongs to, with the way back into that form."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from caregiver_app.i18n import _, ngettext
from caregiver_app.ui.desk import Desk

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True)
class Waiting:
    """One form with a draft: what its window is called, and what opens it."""

    form: str
    open: Callable[[], object]


def tell_of_drafts(desk: Desk) -> bool:
    """Say which forms were not saved, with a button that opens the newest; answer whether there was anything to say."""
    names = desk.drafts.newest_first()
    if not names:
        return False
    newest = next((one for one in (_waiting(desk, name) for name in names) if one is not None), None)
    if newest is None:
        desk.notices.tell(_("Something you were writing was not saved. It is kept beside your case."))
        return True
    words = ngettext(
        "You were writing “{form}”, and it was not saved.",
        "{n} forms you were writing were not saved. The newest is “{form}”.",
        len(names),
    ).format(form=newest.form, n=len(names))
    action = _("Open it") if len(names) == 1 else _("Open the newest")
    desk.notices.tell(words, action=action, act=newest.open)
    return True


def _waiting(desk: Desk, name: str) -> Waiting | None:
    """Return the form of a draft, or None when what it was about is gone."""
    what, _dash, rest = name.partition("-")
    if what == "add":
        return _new_entry(desk, rest)
    if what in ("entry", "copy"):
        return _entry(desk, rest, is_copy=what == "copy")
    if what == "contact":
        return _contact(desk, rest)
    if what == "document":
        return _document(desk, rest)
    if what == "several":
        return _several(desk, name)
    if what == "wanted":
        return _wanted(desk, rest)
    if what == "appointment":
        return _appointment(desk, rest)
    if what in ("pages", "join"):
        return _pages(desk, name)
    if what == "worksheet":
        return _worksheet(desk, rest)
    if what == "journey":
        return _journey(desk, rest)
    if what == "question":
        return _question(desk, rest)
    if name == "lab-panel":
        return Waiting(_("Lab results of one day"), lambda: _open_panel(desk))
    if name == "person":
        return Waiting(_("Personal details"), lambda: _open_person(desk))
    return _packet(desk, rest) if what == "packet" else None


def _new_entry(desk: Desk, kind_id: str) -> Waiting | None:
    from caregiver_app.domain.timeline.kinds import kind_called
    from caregiver_app.ui.timeline.editor import add_dialog

    kind = kind_called(kind_id)
    if kind is None:
        return None
    return Waiting(_(kind.ask), lambda: add_dialog(desk, kind.id, lambda new: desk.go("timeline", new)).open())


def _entry(desk: Desk, written: str, *, is_copy: bool) -> Waiting | None:
    from caregiver_app.domain.timeline.kinds import kind_of
    from caregiver_app.ui.timeline.editor import change_dialog, copy_dialog

    entry = next((one for one in desk.book.snapshot().entries if one.id == _an_id(written)), None)
    if entry is None:
        return None
    words = _(kind_of(entry).word)
    if not is_copy:
        return Waiting(words, lambda: change_dialog(desk, entry).open())
    words = _("A copy: {kind}").format(kind=words)
    return Waiting(words, lambda: copy_dialog(desk, entry, lambda new: desk.go("timeline", new)).open())


def _contact(desk: Desk, written: str) -> Waiting | None:
    from caregiver_app.ui.person.contacts import ContactsDialog, contact_dialog

    contact = next((one for one in desk.book.snapshot().contacts if one.id == _an_id(written)), None)
    if contact is None and written != "new":
        return None

    def show() -> None:
        contacts = ContactsDialog(desk)
        contacts.open()
        contact_dialog(desk, contact, contacts).open()

    return Waiting(_("Change a contact") if contact is not None else _("Add a contact"), show)


def _document(desk: Desk, written: str) -> Waiting | None:
    from caregiver_app.domain.documents.document import label
    from caregiver_app.ui.documents.editor import paper_dialog, thing_dialog

    if written == "thing":
        return Waiting(_("Add something that is not a file"), lambda: thing_dialog(desk).open())
    document = next((one for one in desk.book.snapshot().documents if one.id == _an_id(written)), None)
    if document is None:
        return None
    words = _("Change {document}").format(document=label(document.number))
    return Waiting(words, lambda: paper_dialog(desk, document).open())


def _wanted(desk: Desk, written: str) -> Waiting | None:
    from caregiver_app.ui.documents.wanted_drafts import waiting_form

    return waiting_form(desk, written, date.today())


def _appointment(desk: Desk, written: str) -> Waiting | None:
    from caregiver_app.ui.appointments.drafts import waiting_form

    return waiting_form(desk, written, date.today())


def _pages(desk: Desk, name: str) -> Waiting | None:
    from caregiver_app.ui.documents.join_dialog import join_left
    from caregiver_app.ui.documents.page_work_dialog import page_work_left

    left = page_work_left if name.startswith("pages") else join_left
    words = _("Work on pages") if name.startswith("pages") else _("Make one document of several")

    def show() -> None:
        dialog = left(desk, name)
        if dialog is not None:
            dialog.open()

    return Waiting(words, show)


def _several(desk: Desk, name: str) -> Waiting:
    file_name = desk.drafts.find(name).get("origin", "") if name != "several" else ""

    def show() -> None:
        from caregiver_app.ui.timeline.several import SeveralDialog

        SeveralDialog(desk, added=lambda new: desk.go("timeline", new), file_name=file_name).open()

    return Waiting(_("Import a history") if file_name else _("Add several entries"), show)


def _worksheet(desk: Desk, written: str) -> Waiting | None:
    from caregiver_app.ui.worksheet.left import worksheet_left

    return worksheet_left(desk, written)


def _journey(desk: Desk, written: str) -> Waiting | None:
    from caregiver_app.ui.journey.left import journey_left

    return journey_left(desk, written)


def _packet(desk: Desk, written: str) -> Waiting | None:
    from caregiver_app.ui.packet.left import packet_left

    return packet_left(desk, written)


def _question(desk: Desk, written: str) -> Waiting | None:
    from caregiver_app.ui.questions.forms import question_left

    return question_left(desk, written, date.today())


def _open_panel(desk: Desk) -> None:
    from caregiver_app.ui.timeline.panel import lab_panel_dialog

    lab_panel_dialog(desk, lambda new: desk.go("timeline", new)).open()


def _open_person(desk: Desk) -> None:
    from caregiver_app.ui.person.editor import person_dialog

    person_dialog(desk).open()


def _an_id(written: str) -> "UUID | None":
    from uuid import UUID  # not before the first paint

    try:
        return UUID(written)
    except ValueError:
        return None
