"""Days are counted from an infusion: exact where the dates are, a range where they are not, and never a judgement."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.timeline.picture.days import Infusion, counted, in_order, signed, today_counted
from caregiver_app.domain.timeline.picture.drawing import lay_out
from caregiver_app.domain.timeline.picture.history import read_history, span_of
from caregiver_app.domain.timeline.picture.parts import Picture
from caregiver_app.domain.timeline.records import Entry, Note, Procedure, Response, Scan, Therapy
from runs import at_most

ZERO = date(2026, 5, 12)
AS_OF = ZERO + timedelta(days=47)
INFUSION = Procedure(procedure="CAR-T infusion", date=PartialDate.of_day(ZERO))


def infusions(*dates: str) -> tuple[Infusion, ...]:
    return in_order(Infusion(span_of(PartialDate(text)), PartialDate(text)) for text in dates)


def count(when: str, *from_dates: str, end: str = "") -> str:
    return counted(infusions(*from_dates), span_of(PartialDate(when)), span_of(PartialDate(end)) if end else None)


def wide(text: str, size: float) -> float:
    return len(text) * size * 0.55


def pictured(*entries: Entry, as_of: date = AS_OF, width: float = 900, **more: date) -> Picture:
    return lay_out(entries, width=width, height=400, as_of=as_of, text_width=wide, **more)


def told(entry: Entry, *others: Entry, as_of: date = AS_OF) -> str:
    history = read_history([INFUSION, entry, *others], as_of)
    return next(fact.day for fact in history.all_facts() if fact.entry.id == entry.id)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("2026-05-12", "Day 0"), ("2026-05-26", "Day +14"), ("2026-05-07", "Day −5"), ("2027-05-12", "Day +365"),
        ("2027-05-13", ""), ("2026-04-12", "Day −30"), ("2026-04-11", ""), ("2026-06", "between Day +20 and Day +49"),
        ("about 2026-05-26", "between Day −1 and Day +29"), ("2026", ""), ("after 2026-05-20", ""),
        ("before 2026-06", ""),
    ],
)  # fmt: skip
def test_a_day_is_said_where_it_is_known_a_range_where_it_is_not_and_nothing_where_that_says_nothing(
    when: str, words: str
) -> None:
    assert count(when, "2026-05-12") == words


def test_an_uncertain_infusion_makes_every_day_a_range() -> None:
    assert count("2026-06-20", "about 2026-05-12") == "between Day +24 and Day +54"
    assert count("2026-06-20", "2026") == ""


def test_what_lasts_is_said_from_its_first_to_its_last_day() -> None:
    assert count("2026-05-07", "2026-05-12", end="2026-05-09") == "Day −5 to Day −3"
    assert count("2026-05-07", "2026-05-12", end="2026-06") == "begins Day −5"


def test_of_several_infusions_the_nearest_before_counts_and_else_the_next() -> None:
    several = ("2025-02-01", "2026-05-12")
    assert count("2025-03-01", *several) == "Day +28"
    assert count("2026-05-26", *several) == "Day +14"
    assert count("2026-05-07", *several) == "Day −5"
    second = Procedure(procedure="CAR-T infusion", date=PartialDate("2025-02-01"))
    scan = Scan(modality="PET-CT", date=PartialDate("2026-06-11"))
    item = next(item for item in pictured(INFUSION, second, scan).items if item.entry_id == scan.id)
    assert item.description.endswith("Counted from the infusion on 12 May 2026: Day +30.")


def test_a_product_written_as_a_treatment_beside_its_infusion_is_the_same_infusion() -> None:
    written = Therapy(regimen="axi-cel", date=PartialDate("2026-04-02"))
    assert len(read_history([INFUSION, written], AS_OF).infusions) == 1
    assert len(read_history([written], AS_OF).infusions) == 1


def days() -> st.SearchStrategy[PartialDate]:
    @st.composite
    def made(draw: st.DrawFn) -> PartialDate:
        day = draw(st.dates(date(2026, 2, 1), date(2026, 9, 30)))
        form = draw(st.sampled_from((day.isoformat(), day.isoformat()[:7])))
        return PartialDate(draw(st.sampled_from(("", "about "))) + form)

    return made()


@at_most(200, deadline=None)
@given(days(), days(), st.data())
def test_the_true_day_always_lies_in_what_is_said(infused: PartialDate, when: PartialDate, data: st.DataObject) -> None:
    words = count(when, infused)
    if not words:
        return
    true = [data.draw(st.dates(span.earliest, span.latest)) for span in (infused.span(), when.span())]
    numbers = [int(part.replace("−", "-")) for part in words.replace("Day ", "").split() if part[-1].isdigit()]
    assert min(numbers) <= (true[1] - true[0]).days <= max(numbers)
    if len(numbers) == 1:
        assert words == f"Day {signed(numbers[0])}"


# In the picture


def test_the_infusion_says_day_0_and_an_entry_near_it_its_day() -> None:
    response = Response(category="CR", date=PartialDate("2026-06-11"))
    far = Note(title="long before", date=PartialDate("2020-01-01"))
    picture = pictured(INFUSION, response, first=date(2026, 1, 1), last=date(2026, 12, 31))
    assert "Day 0 · CAR-T infusion" in [label.text for label in picture.labels]
    descriptions = {item.entry_id: item.description for item in picture.items}
    assert descriptions[response.id].endswith("Counted from the infusion: Day +30.")
    assert descriptions[INFUSION.id].endswith("The days are counted from here: Day 0.")
    assert told(far) == ""


def test_today_is_counted_from_the_newest_infusion_until_another_line_begins_or_a_year_has_gone() -> None:
    assert read_history([INFUSION], AS_OF).today == "Day +47"
    today = pictured(INFUSION, first=date(2026, 1, 1), last=date(2026, 12, 31)).today
    assert today is not None
    assert today.text == "today · Day +47"
    later = Therapy(regimen="Glofitamab", date=PartialDate("2026-06-01"))
    assert read_history([INFUSION, later], AS_OF).today == ""
    assert read_history([INFUSION], ZERO + timedelta(days=366)).today == ""
    assert read_history([INFUSION], ZERO - timedelta(days=1)).today == ""
    assert today_counted(infusions("about 2026-05-12"), AS_OF.toordinal()) == "Day +32 to +62"


def test_an_axis_of_days_stands_by_the_infusion_when_there_is_room_for_it() -> None:
    near = {"first": date(2026, 4, 1), "last": date(2026, 9, 30)}
    picture = pictured(INFUSION, **near)
    words = [day.text for day in picture.days]
    assert words[words.index("Day 0") - 1 : words.index("Day 0") + 3] == ["−7", "Day 0", "+7", "+14"]
    assert picture.axis_foot < picture.days_middle < picture.strip.top
    assert pictured(INFUSION, first=date(2015, 1, 1), last=date(2026, 12, 31)).days == ()


def test_an_uncertain_infusion_has_no_axis_of_days() -> None:
    vague = Procedure(procedure="CAR-T infusion", date=PartialDate("2026-05"))
    assert pictured(vague, first=date(2026, 5, 1), last=date(2026, 6, 30)).days == ()


@at_most(80, deadline=None)
@given(
    st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=3), st.integers(20, 700), st.integers(200, 4000)
)
def test_the_words_of_the_axis_of_days_never_touch(infused: list[date], span: int, width: int) -> None:
    entries = [Procedure(procedure="CAR-T infusion", date=PartialDate.of_day(day)) for day in infused]
    first = date(2026, 3, 1)
    picture = pictured(*entries, width=width, first=first, last=first + timedelta(days=span))
    shown = sorted((day.left, day.left + wide(day.text, picture.small_size)) for day in picture.days if day.text)
    assert all(one[1] < other[0] for one, other in pairwise(shown))
    assert all(picture.plot.left <= left and right <= picture.plot.right for left, right in shown)


def test_a_day_that_is_planned_is_counted_towards_the_infusion() -> None:
    planned = read_history(
        [INFUSION, Therapy(regimen="Flu/Cy", setting="lymphodepletion", date=PartialDate("2026-05-07"),
                           end=PartialDate("2026-05-09"))], ZERO - timedelta(days=20),
    )  # fmt: skip
    (fact,) = planned.facts["therapy"]
    assert (fact.day, fact.planned) == ("Day −5 to Day −3", True)
