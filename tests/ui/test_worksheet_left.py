"""What was typed into the worksheet and not saved is told when the case is opened, with the way back to it."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel

from caregiver_app.casebook import worksheet
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.worksheet.records import Cost, Opinion, Option, Programme
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.form_dialog import FormDialog
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.waiting import tell_of_drafts
from caregiver_app.ui.worksheet.page import OPINIONS, PROGRAMMES, SENTENCES, STEPS, TREATMENTS, WorksheetPage

Fill = Callable[[Casebook], str]


def _option(book: Casebook) -> str:
    return str(worksheet.add_option(book, Option(name="CAR-T")).id)


def _programme(book: Casebook) -> str:
    made = worksheet.add_programme(book, Programme(name="There"))
    worksheet.write_cost(book, made, None, Cost("Deposit", "80 000 USD", on=PartialDate("2026")))
    return str(made.id)


FORMS: dict[str, tuple[Fill, int]] = {
    "option-new": (lambda _book: "option-new", TREATMENTS),
    "option": (lambda book: f"option-{_option(book)}", TREATMENTS),
    "programme-new": (lambda _book: "programme-new", PROGRAMMES),
    "programme": (lambda book: f"programme-{_programme(book)}", PROGRAMMES),
    "cell": (lambda book: f"cell-{_option(book)}-criterion-goal", TREATMENTS),
    "cell of a programme": (lambda book: f"cell-{_programme(book)}-point-limits", PROGRAMMES),
    "cost-new": (lambda book: f"cost-{_programme(book)}-new", PROGRAMMES),
    "cost": (lambda book: f"cost-{_programme(book)}-0", PROGRAMMES),
    "opinion-new": (lambda _book: "opinion-new", OPINIONS),
    "opinion": (lambda book: f"opinion-{worksheet.add_opinion(book, Opinion(whom='x')).id}", OPINIONS),
    "task-new": (lambda _book: "task-new", STEPS),
    "task": (lambda _book: "task-practical-visa", STEPS),
}
GONE = (
    "option-00000000-0000-4000-8000-000000000001", "cell-00000000-0000-4000-8000-000000000001-criterion-goal",
    "cost-00000000-0000-4000-8000-000000000001-0", "opinion-gone", "task-gone", "programme-gone", "unheard-of",
)  # fmt: skip


def lead_back(desk: Desk) -> WorksheetPage:
    tell_of_drafts(desk)
    assert desk.notices.action.isVisible()
    desk.notices.action.click()
    page = desk.window.page("worksheet")
    assert isinstance(page, WorksheetPage)
    return page


@pytest.mark.every(4)
@pytest.mark.parametrize("form", FORMS)
def test_a_half_typed_form_opens_again_over_its_view(desk: Desk, book: Casebook, form: str) -> None:
    fill, view = FORMS[form]
    name = f"worksheet-{fill(book)}"
    desk.drafts.keep(name, {"note": "half typed", "text": "half typed", "who": "half typed", "whom": "half typed"})
    page = lead_back(desk)
    assert page.views.currentIndex() == view
    shown = [dialog for dialog in desk.window.findChildren(FormDialog) if dialog.isVisible()]
    assert "half typed" in shown[0].form.typed().values()
    shown[0].put_by()


@pytest.mark.parametrize(
    ("name", "view"),
    [("about-wishes", STEPS), ("step-2-role", STEPS), ("step-4-note", STEPS), ("sentence-3", SENTENCES)],
)
def test_a_half_typed_field_is_shown_where_it_stands(desk: Desk, name: str, view: int) -> None:
    fields = {"text": "half typed", "wishes": "half typed", "role_who": "half typed"}
    desk.drafts.keep(f"worksheet-{name}", fields)
    assert lead_back(desk).views.currentIndex() == view


def test_what_a_draft_was_about_may_be_gone(desk: Desk) -> None:
    for name in GONE:
        desk.drafts.keep(f"worksheet-{name}", {"text": "half typed"})
    tell_of_drafts(desk)
    told = [label.text() for label in desk.notices.findChildren(QLabel)]
    assert "Something you were writing was not saved. It is kept beside your case." in told


def test_the_page_is_reached_by_its_key(window: MainWindow) -> None:
    window.go("worksheet")
    assert window.shown_page == "worksheet"
