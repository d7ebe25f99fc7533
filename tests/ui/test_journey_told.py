"""What the own team told: large, first, with who said so; what is published stands beneath with its place and date."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from caregiver_app.casebook import journey
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.journey.board import rounds_seen
from caregiver_app.domain.journey.records import Round
from caregiver_app.domain.journey.stages import stages, topic_called, topics
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.journey.page import TOLD, JourneyPage
from caregiver_app.ui.journey.told_form import told_dialog
from caregiver_app.ui.journey.told_view import ToldView
from caregiver_app.ui.page import PageFrame

TODAY = date(2026, 5, 12)
MARKUP = "<b>x</b> & <img src=a>"
SYMPTOM = "Does any symptom worry you? Call your team's number, or the emergency number, right away."


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> Iterator[JourneyPage]:
    """The page by itself, turned to what the team told, on a day that stays."""
    made = JourneyPage(desk, lambda: TODAY)
    frame = PageFrame(made)
    frame.setWidget(made)
    qtbot.addWidget(frame)
    frame.resize(1040, 760)
    with qtbot.waitExposed(frame):
        frame.show()
    made.show_view(TOLD)
    yield made
    made.finish()


@pytest.fixture
def view(page: JourneyPage) -> ToldView:
    return page.told


def tell(book: Casebook, **told) -> None:
    """Write answers down, by topic with _ for -: texts, or days for what is until a day."""
    fields = {
        topic.replace("_", "-"): {"until": answer} if isinstance(answer, PartialDate) else {"text": answer}
        for topic, answer in told.items()
    }
    by_whom = {"from_whom": "Dr Kralj", "told_on": PartialDate("2026-05-01")}
    one = rounds_seen(book.snapshot())[0]
    journey.write_instructions(book, one, {topic: {**answer, **by_whom} for topic, answer in fields.items()})


def labels(widget) -> list[QLabel]:
    QApplication.processEvents()
    return [label for label in widget.findChildren(QLabel) if label.isVisibleTo(widget) and label.text()]


def seen(widget) -> str:
    return "\n".join(label.text() for label in labels(widget))


def test_before_anything_is_told_every_question_to_the_team_is_there(view: ToldView) -> None:
    said = seen(view)
    assert "Nothing is written down yet." in said
    assert SYMPTOM in said
    assert "What your own team tells you comes first." in said
    for topic in topics():
        assert f"– {topic.label}: {topic.ask}" in said
    assert QApplication.focusWidget() is view.write_button


def test_numbers_and_the_fever_threshold_are_shown_large_with_who_said_so_and_when(
    view: ToldView, page: JourneyPage, book: Casebook
) -> None:
    tell(book, fever_call=f"38.0 °C, once {MARKUP}", call_day="0131 496 0133")
    value = view.answers["fever-call"].value
    assert value.text() == f"38.0 °C, once {MARKUP}"
    assert value.property("role") == "title"
    assert "Dr Kralj, 1 May 2026" in seen(view.answers["fever-call"])
    assert view.answers["call-day"].value.text().replace("\u00a0", " ") == "0131 496 0133"
    assert "0131 496 0133" in page.head.numbers.text().replace("\u00a0", " ")
    assert "fever-call" not in seen(view)
    assert "– Call at this temperature" not in seen(view.to_ask)


@pytest.mark.every(3)
@pytest.mark.parametrize(
    ("until", "counted"),
    [
        ("2026-05-30", "in 18 days"),
        ("2026-05-13", "in 1 day"),
        ("2026-05-12", "today"),
        ("2026-05-11", "1 day ago"),
        ("2026-04-12", "30 days ago"),
    ],
)
def test_the_days_until_a_date_are_counted_plainly(view: ToldView, book: Casebook, until: str, counted: str) -> None:
    tell(book, near_until=PartialDate(until))
    assert view.answers["near-until"].value.text() == PartialDate(until).in_words()
    assert view.answers["near-until"].beneath.words[0] == counted
    journey.change_stage(book, book.snapshot().rounds[0], "ST07", done=PartialDate("2026-05-02"))
    assert view.answers["near-until"].beneath.words[0].startswith(f"{counted} · Day ")


def test_a_date_that_is_not_exact_is_not_counted(view: ToldView, book: Casebook) -> None:
    tell(book, driving_until=PartialDate("2026-07"))
    assert view.answers["driving-until"].value.text() == "July 2026"
    assert view.answers["driving-until"].beneath.words == ("Dr Kralj, 1 May 2026",)


@pytest.mark.thorough
def test_everything_is_entered_in_one_form_and_is_one_step(view: ToldView, page: JourneyPage, book: Casebook) -> None:
    dialog = told_dialog(page.desk, page.round, topics(), TODAY)
    for topic in topics():
        assert dialog.form.row(topic.id).words.startswith(topic.label)
    dialog.form.set_typed(
        {
            "fever-call": "38.0", "call-night": "0199", "near-until until": "about June 2026",
            "near-until": "or longer",
            "warning-signs": f"{MARKUP}\nShivering", "from_whom": "Dr Kralj", "told_on": "1.5.2026",
        }
    )  # fmt: skip
    assert dialog.form.values() is None  # the day can be read in two ways
    dialog.form.set_typed({"told_on": "1 May 2026"})
    dialog.save()
    told = {one.topic: one for one in book.snapshot().instructions}
    assert set(told) == {"fever-call", "call-night", "near-until", "warning-signs"}
    assert {(one.from_whom, one.told_on) for one in told.values()} == {("Dr Kralj", "2026-05-01")}
    assert (told["near-until"].until, told["near-until"].text) == ("about 2026-06", "or longer")
    assert "or longer" in seen(view.answers["near-until"])
    assert view.answers["warning-signs"].value.text() == f"{MARKUP}\nShivering"
    book.undo()
    assert book.snapshot().rounds == ()
    assert seen(view).count("Nothing is written down yet.") == 1


@pytest.mark.thorough
def test_who_said_so_is_kept_only_with_what_is_new_or_changed(page: JourneyPage, book: Casebook) -> None:
    tell(book, fever_call="38.0", call_day="0131")
    dialog = told_dialog(page.desk, page.round, topics(), TODAY)
    dialog.form.set_typed({"fever-call": "37.8", "from_whom": "Nurse Ana", "told_on": "10 May 2026"})
    dialog.save()
    told = {one.topic: (one.text, one.from_whom, one.told_on) for one in book.snapshot().instructions}
    assert told == {"fever-call": ("37.8", "Nurse Ana", "2026-05-10"), "call-day": ("0131", "Dr Kralj", "2026-05-01")}
    alone = told_dialog(page.desk, page.round, (topic_called("call-day"),), TODAY)
    alone.form.set_typed({"from_whom": "Ward 8"})
    alone.save()
    told = {one.topic: one.from_whom for one in book.snapshot().instructions}
    assert told == {"fever-call": "Nurse Ana", "call-day": "Ward 8"}


@pytest.mark.thorough
def test_saving_without_a_change_writes_nothing(page: JourneyPage, book: Casebook) -> None:
    told_dialog(page.desk, page.round, topics(), TODAY).save()
    assert book.snapshot().instructions == ()
    assert book.snapshot().rounds == ()


@pytest.mark.thorough
def test_beneath_each_field_stands_what_is_published_with_place_and_date(page: JourneyPage) -> None:
    dialog = told_dialog(page.desk, page.round, topics(), TODAY)
    said = "\n".join(label.text() for label in dialog.form.row("driving-until until").findChildren(QLabel))
    assert "Until which date is there no driving and no risky work?" in said
    assert "Published, United States, June 2025: US labels since June 2025: not for 2 weeks." in said
    assert "Published, United Kingdom, November 2026: One UK leaflet: not for 8 weeks." in said
    dialog.reject()


def test_published_figures_are_folded_grey_and_each_has_its_place_and_date(view: ToldView, book: Casebook) -> None:
    tell(book, near_until=PartialDate("2026-05-30"))
    assert not view.hints.inside.isVisible()
    view.hints.button.click()
    told = [label for label in labels(view.hints.inside) if label.property("role") == "hint"]
    assert told
    assert all(label.text().startswith("Published, ") for label in told)
    assert any("United States, June 2025: US labels since June 2025: 2 weeks or more" in label.text() for label in told)
    place = view.answers["near-until"].mapTo(view, view.answers["near-until"].rect().topLeft())
    assert place.y() < view.hints.mapTo(view, view.hints.rect().topLeft()).y()


@pytest.mark.every(4)
@pytest.mark.parametrize("stage", [stage.id for stage in stages()])
def test_in_every_stage_the_teams_words_stand_before_what_is_published(
    page: JourneyPage, book: Casebook, stage: str
) -> None:
    tell(book, warning_signs=MARKUP, do_at_once="Ring the ward", call_night="0199")
    page.views.setCurrentIndex(0)
    page.show_stage(stage)
    report = page.steps.panel.report
    shown = labels(report)
    said = [label.text() for label in shown]
    assert SYMPTOM in said
    published = next(place for place, words in enumerate(said) if words.startswith("As published, "))
    assert said.index(MARKUP) < said.index("Ring the ward") < said.index("Number at night: 0199") < published
    assert said[published - 1].startswith("Your team's own ")
    assert " first" in said[published - 1]
    assert shown[said.index(MARKUP)].property("role") == "section"
    assert {label.property("role") for label in shown[published:]} == {"hint"}
    assert "November 2026" in said[published]


def test_without_the_teams_list_the_stage_says_so_and_leads_there(page: JourneyPage) -> None:
    page.views.setCurrentIndex(0)
    report = page.steps.panel.report
    assert "Your team's own list is not written down here yet." in seen(report)
    assert SYMPTOM in seen(report)
    report.told_button.click()
    assert page.views.currentIndex() == TOLD


def test_what_is_told_in_one_round_is_not_shown_in_another(page: JourneyPage, view: ToldView, book: Casebook) -> None:
    tell(book, call_day="0131")
    other = journey.add_round(book, Round(name="Edinburgh"))
    page.choose_round(other.id)
    assert view.answers == {}
    assert page.head.numbers.isHidden()
