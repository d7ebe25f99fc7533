"""The forms of appointments: what they ask, what they understand, and that nothing typed in them is lost."""

from datetime import date, timedelta, timezone

import pytest

from caregiver_app.casebook.appointments import add_appointment
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.journey import add_task
from caregiver_app.casebook.person import add_contact
from caregiver_app.casebook.questions import add_question
from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.journey.records import Round, Task
from caregiver_app.domain.person import Contact
from caregiver_app.domain.questions.records import Question
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.worksheet.records import Programme
from caregiver_app.i18n import speaking
from caregiver_app.ui.appointments.drafts import waiting_form
from caregiver_app.ui.appointments.editor import add_dialog, appointment_form, change_dialog
from caregiver_app.ui.appointments.zones import UnknownZone, here_in_words, read_zone, zone_terms
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.waiting import tell_of_drafts
from family import PERSON

TODAY = date(2026, 5, 14)
FULL = Appointment(
    title="First <b>visit</b>", date="2026-05-20", at="14:30", ends="15:15", zone="Asia/Shanghai", whom="Dr Chen",
    place="Building 4", phone="555 0100", why="Whether\nto go on", remind_days=7, notes="Kept", stage="ST02",
)  # fmt: skip


@pytest.mark.usefixtures("qapp")
def test_the_form_asks_every_field_that_is_not_written_elsewhere(window: MainWindow) -> None:
    case = CaseSnapshot(PERSON, programmes=(Programme(name="Centre"),), rounds=(Round(name="a"), Round(name="b")))
    form = appointment_form(case)
    form.setParent(window)
    elsewhere = {"id", "bring", "notes", "state", "stage"}
    assert set(form.rows) == set(Appointment.model_fields) - elsewhere


def test_what_stands_in_an_appointment_comes_back_as_it_was(desk: Desk, book: Casebook) -> None:
    kept = add_appointment(book, FULL)
    dialog = change_dialog(desk, kept)
    dialog.open()
    assert dialog.form.is_unfolded  # its time zone stands there
    steps = len(book.steps())
    dialog.save()
    assert len(book.steps()) == steps
    dialog = change_dialog(desk, kept)
    dialog.form.row("at").control.set_typed("9")
    dialog.save()
    (changed,) = book.snapshot().appointments
    assert changed == kept.amended(at="09:00")
    assert book.undo_label == "Change an appointment: First <b>visit</b>"


def test_programme_and_round_are_chosen_by_name(desk: Desk, book: Casebook) -> None:
    centre, one, two = Programme(name="Centre"), Round(name="One"), Round(name="Two", position=2)
    with book.step("Add") as tx:
        tx.add([centre])
        tx.add([one, two])
    dialog = add_dialog(desk)
    dialog.form.row("title").control.set_typed("Visit")
    dialog.form.row("programme").control.set_value(str(centre.id))
    dialog.form.row("round").control.set_value(str(two.id))
    dialog.save()
    (made,) = book.snapshot().appointments
    assert (made.programme, made.round) == (centre.id, two.id)
    dialog = change_dialog(desk, made)
    dialog.form.row("programme").control.set_value("")
    dialog.save()
    assert book.snapshot().appointments[0].programme is None


def test_a_contact_brings_place_and_phone_where_nothing_was_typed(desk: Desk, book: Casebook) -> None:
    add_contact(book, Contact(name="Dr Chen", organisation="Invented Hospital", phone="555 0100"))
    dialog = add_dialog(desk)
    form = dialog.form
    form.row("phone").control.set_typed("555 9999")
    form.row("whom").control.set_typed("Dr Chen")
    form.row("whom").control.inner().editingFinished.emit()
    assert form.row("place").control.typed() == "Invented Hospital"
    assert form.row("phone").control.typed() == "555 9999"
    form.row("whom").control.set_typed("Somebody else")
    form.row("whom").control.inner().editingFinished.emit()
    assert form.row("place").control.typed() == "Invented Hospital"
    dialog.leave_without_saving()


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("2:30 pm", "14:30"),
        ("9", "09:00"),
        ("14:30", ""),
        ("2.30", "02:30 in the night. For the afternoon, write 14:30."),
        ("soon", ""),
        ("", ""),
    ],
)
def test_a_time_shows_how_it_is_understood(desk: Desk, typed: str, understood: str) -> None:
    dialog = add_dialog(desk)
    control = dialog.form.row("at").control
    control.set_typed(typed)
    assert control.understood == understood
    dialog.leave_without_saving()


def test_what_cannot_be_read_is_said_at_its_field_and_nothing_is_saved(desk: Desk, book: Casebook) -> None:
    dialog = add_dialog(desk)
    for name, text in (("at", "half past two"), ("zone", "Nowhere"), ("remind_days", "many"), ("date", "soon")):
        dialog.form.row(name).control.set_typed(text)
    dialog.save()
    troubles = {name: row.trouble for name, row in dialog.form.rows.items() if row.trouble}
    assert set(troubles) == {"title", "at", "zone", "remind_days", "date"}
    assert troubles["at"] == "“half past two” is not a time we can read. Try 14:30 or 2:30 pm."
    assert "“Nowhere” is not a time zone this computer knows." in troubles["zone"]
    assert book.snapshot().appointments == ()
    dialog.leave_without_saving()


def test_an_end_before_the_beginning_is_pointed_out_and_may_stay(desk: Desk, book: Casebook) -> None:
    dialog = add_dialog(desk)
    form = dialog.form
    for name, text in (("title", "Night"), ("at", "22:00"), ("ends", "6 am")):
        form.row(name).control.set_typed(text)
    assert form.row("ends").remark == "06:00 is before 22:00, so it is taken for the next day."
    dialog.save()
    assert book.snapshot().appointments[0].ends == "06:00"


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("China", "Asia/Shanghai"),
        ("asia/shanghai", "Asia/Shanghai"),
        ("Shanghai", "Asia/Shanghai"),
        ("new york", "America/New_York"),
        ("America/New York", "America/New_York"),
        (" germany ", "Europe/Berlin"),
        ("Ljubljana", "Europe/Ljubljana"),
        ("utc", "UTC"),
        ("", ""),
    ],
)
def test_a_time_zone_is_known_by_name_city_or_country(typed: str, zone: str) -> None:
    assert read_zone(typed) == zone


def test_a_zone_nobody_knows_is_said_and_those_often_needed_stand_first() -> None:
    with pytest.raises(UnknownZone, match="Narnia"):
        read_zone("Narnia")
    names = [term.name for term in zone_terms()]
    assert names[0] == "Asia/Shanghai"
    assert len(names) == len(set(names)) > 300


def test_a_time_zone_is_known_by_its_name_in_the_language_that_is_spoken_now() -> None:
    assert read_zone("Germany") == "Europe/Berlin"
    with speaking("zh_CN"):
        assert read_zone("德国") == "Europe/Berlin"
        assert next(term.plain for term in zone_terms() if term.id == "Europe/Berlin") == "德国"
    with pytest.raises(UnknownZone):
        read_zone("德国")


def test_a_time_in_another_country_is_told_as_it_is_here() -> None:
    here = timezone(timedelta(hours=-7))
    assert here_in_words(FULL, here) == "That is 23:30 on 19 May 2026 by this computer's clock."
    assert here_in_words(FULL, timezone(timedelta(hours=1))) == "That is 07:30 on this computer's clock."
    assert here_in_words(FULL, timezone(timedelta(hours=8))) == ""
    for vague in (
        FULL.amended(zone=""),
        FULL.amended(at=""),
        FULL.amended(date="2026-05"),
        FULL.amended(zone="No/Where"),
    ):
        assert here_in_words(vague, here) == ""


def drafts_of(book: Casebook) -> dict[str, str]:
    """Every form of appointments by the name of its draft, with what it is called."""
    visit = add_appointment(book, FULL)
    add_question(book, Question(text="Who calls?"), str(visit.id))
    task = add_task(book, Task(text="Send", appointment=visit.id))
    return {
        "new": "Add an appointment",
        f"change-{visit.id}": "Change the appointment",
        f"own-{visit.id}": "Add something to bring",
        f"paper-{visit.id}": "Add a document to bring",
        f"step-{visit.id}": "Add a next step",
        f"task-{task.id}": "Change the next step",
        f"answers-{visit.id}": "What they said: First <b>visit</b>",
    }


@pytest.mark.thorough
def test_each_form_that_was_half_typed_is_named_and_opened_again(desk: Desk, book: Casebook) -> None:
    for name, words in drafts_of(book).items():
        found = waiting_form(desk, name, TODAY)
        assert found.form == words
        found.open()
        dialog = next(made for made in desk.window.findChildren(FormDialog) if made.isVisible())
        assert dialog.windowTitle() == words
        dialog.leave_without_saving()


def test_notes_that_were_half_typed_lead_to_their_appointment(desk: Desk, book: Casebook, window: MainWindow) -> None:
    visit = add_appointment(book, FULL)
    desk.drafts.keep(f"appointment-notes-{visit.id}", {"notes": "Half"})
    tell_of_drafts(desk)
    assert "“Notes: First <b>visit</b>”" in desk.notices.words
    desk.notices.action.click()
    assert window.shown_page == "appointments"
    assert window.page("appointments").chosen == visit


def test_a_draft_of_what_is_gone_opens_nothing(desk: Desk) -> None:
    assert waiting_form(desk, "change-nothing", TODAY) is None
    assert waiting_form(desk, "task-nothing", TODAY) is None
    assert waiting_form(desk, "else", TODAY) is None
