"""A history that changes is read and laid out again only where it changed, and looks as if it were new."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.timeline.picture.drawing import Plan, draw
from caregiver_app.domain.timeline.picture.history import HistoryReader, read_history
from caregiver_app.domain.timeline.picture.labels import Ruler
from caregiver_app.domain.timeline.records import (
    Biopsy,
    Diagnosis,
    Entry,
    Lab,
    Note,
    Procedure,
    Relapse,
    Response,
    Scan,
    Stay,
    Therapy,
)
from runs import at_most

AS_OF = date(2026, 10, 12)
WIDE, HIGH = 900.0, 260.0


def wide(text: str, size: float) -> float:
    return len(text) * size * 0.55


def entries() -> st.SearchStrategy[Entry]:
    days = st.dates(date(2021, 1, 1), date(2027, 1, 1))
    exact = days.map(PartialDate.of_day)
    when = st.none() | exact | days.map(lambda day: PartialDate(f"about {day:%Y-%m}"))
    return st.one_of(
        st.builds(Diagnosis, disease=st.just("DLBCL"), date=when),
        st.builds(Therapy, regimen=st.sampled_from(("R-CHOP", "axi-cel")), date=when, end=when,
                  setting=st.sampled_from(("", "bridging", "maintenance"))),
        st.builds(Response, category=st.sampled_from(("CR", "PD")), date=when),
        st.builds(Relapse, event=st.just("relapse"), date=when),
        st.builds(Procedure, procedure=st.sampled_from(("CAR-T infusion", "Radiation", "Port")), date=when, end=when),
        st.builds(Scan, modality=st.sampled_from(("CT", "PET-CT")), date=when),
        st.builds(Biopsy, specimen=st.just("bone marrow"), date=when),
        st.builds(Lab, test=st.sampled_from(("LDH", "CRP")), value=st.sampled_from(("1", "2,5", "<3")), date=when),
        st.builds(Stay, reason=st.just("fever"), date=when, end=when),
        st.builds(Note, title=st.just("a note"), date=when),
    )  # fmt: skip


@st.composite
def changing(draw: st.DrawFn) -> list[list[Entry]]:
    """A history and what becomes of it: each time a few entries go, come, or are written anew with the same id."""
    now = draw(st.lists(entries(), max_size=25))
    told = [list(now)]
    for _change in range(draw(st.integers(1, 4))):
        for _entry in range(draw(st.integers(0, 2))):
            if now:
                old = now.pop(draw(st.integers(0, len(now) - 1)))
                if draw(st.booleans()):
                    now.append(old.amended(date=draw(st.none() | st.just(PartialDate("2025-03-04"))), place="Ward 3"))
        now += draw(st.lists(entries(), max_size=2))
        told.append(list(now))
    return told


@at_most(80, deadline=None)
@given(changing())
def test_a_changed_history_is_read_as_if_it_were_new(histories: list[list[Entry]]) -> None:
    reader = HistoryReader()
    for held in histories:
        assert reader.read(held, AS_OF) == read_history(held, AS_OF)


@at_most(80, deadline=None)
@given(changing(), st.sampled_from((HIGH, 120.0, 900.0)))
def test_a_plan_made_of_the_one_before_draws_the_same_picture(histories: list[list[Entry]], height: float) -> None:
    reader, plan = HistoryReader(), None
    for held in histories:
        history = reader.read(held, AS_OF)
        plan = Plan(history, width=WIDE, ruler=ruler(), text_size=12.0, dense=True, before=plan)
        calm = plan.calm_height(1.1)
        fresh = draw(
            read_history(held, AS_OF), width=WIDE, height=height, text_width=wide, text_size=12.0, fewest_rows=2,
            dense=True,
        )  # fmt: skip
        assert plan.picture(height, 2) == fresh
        assert plan.picture(2000.0, 2).height > 0
        assert plan.calm_height(1.1) == calm
        assert plan.picture(height, 2) == fresh


RULER = Ruler(wide)


def ruler() -> Ruler:
    return RULER


def test_one_changed_entry_costs_one_lane() -> None:
    scans: list[Entry] = [Scan(modality="CT", date=PartialDate(f"2024-0{month}-05")) for month in range(1, 9)]
    note = Note(title="a note", date=PartialDate("2024-05-06"))
    reader = HistoryReader()
    before = Plan(reader.read([*scans, note], AS_OF), width=WIDE, ruler=RULER, text_size=12.0)
    first = before.picture(HIGH)
    told = reader.read([*scans, note.amended(title="another note")], AS_OF)
    second = Plan(told, width=WIDE, ruler=RULER, text_size=12.0, before=before).picture(HIGH)
    kept = {id(mark) for mark in first.marks}
    assert {mark.lane for mark in second.marks if id(mark) not in kept} == {"note"}


def test_chosen_tests_are_drawn_in_their_order_and_by_any_of_their_names() -> None:
    held = [Lab(test=test, value=str(value), unit="U/L", date=PartialDate(f"2024-0{value}-01"))
            for test in ("LDH", "CRP", "ferritin") for value in (1, 2)]  # fmt: skip
    shown = read_history(held, AS_OF, ("Ferritin", "lactate dehydrogenase", "never measured")).series
    assert [one.test for one in shown] == ["ferritin", "LDH"]
