"""The geometry of the timeline picture: what is certain is solid, what is not is soft, and no words collide."""

import math
import sys
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver_app.domain.dates import PARTS, QUALIFIERS, SEASONS, PartialDate
from caregiver_app.domain.timeline.picture.axis import Scale, grid
from caregiver_app.domain.timeline.picture.drawing import lay_out
from caregiver_app.domain.timeline.picture.labels import Ruler
from caregiver_app.domain.timeline.picture.labs import number_in
from caregiver_app.domain.timeline.picture.meaning import response_shape
from caregiver_app.domain.timeline.picture.parts import Box, Picture
from caregiver_app.domain.timeline.records import (
    Biopsy,
    Diagnosis,
    Entry,
    Lab,
    Marker,
    Medicine,
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
FIRST, LAST = date(2023, 1, 1), date(2026, 12, 31)


def wide(text: str, size: float) -> float:
    return len(text) * size * 0.55


def on(text: str) -> PartialDate:
    return PartialDate(text)


def pictured(*entries: Entry, width: float = 900, height: float = 400, **more: date) -> Picture:
    return lay_out(entries, width=width, height=height, as_of=AS_OF, text_width=wide, **more)


def x_of(picture: Picture, day: date) -> float:
    share = (day - FIRST).days / ((LAST - FIRST).days + 1)
    return picture.plot.left + share * picture.plot.width


def words(picture: Picture) -> list[str]:
    return [f"{label.number} {label.text}".strip() for label in picture.labels]


def meets(one: Box, other: Box) -> bool:
    return (
        one.left < other.right - 0.01
        and other.left < one.right - 0.01
        and one.top < other.bottom - 0.01
        and other.top < one.bottom - 0.01
    )


# Time


def test_a_bar_is_solid_only_where_the_treatment_surely_ran_and_soft_over_the_whole_rest() -> None:
    therapy = Therapy(regimen="R-CHOP", date=on("2023-05"), end=on("summer 2024"))
    picture = pictured(therapy, first=FIRST, last=LAST)
    (bar,) = picture.bars
    assert bar.left == pytest.approx(x_of(picture, date(2023, 5, 1)))
    assert bar.core_left == pytest.approx(x_of(picture, date(2023, 5, 31)))
    assert bar.core_right == pytest.approx(x_of(picture, date(2024, 6, 2)))
    assert bar.right == pytest.approx(x_of(picture, date(2024, 9, 1)))


def test_exact_dates_have_hard_edges() -> None:
    (bar,) = pictured(Therapy(regimen="R-CHOP", date=on("2023-06-02"), end=on("2023-10-20"))).bars
    assert (bar.left, bar.right) == (bar.core_left, bar.core_right)


def test_a_treatment_without_an_end_fades_toward_today() -> None:
    picture = pictured(Therapy(regimen="Glofitamab", date=on("2025-12-01")), first=FIRST, last=LAST)
    (bar,) = picture.bars
    assert bar.core_left == pytest.approx(x_of(picture, date(2025, 12, 1)))
    assert bar.core_right == pytest.approx(x_of(picture, date(2025, 12, 2)))
    assert bar.right == pytest.approx(x_of(picture, AS_OF + timedelta(days=1)))
    assert "No end date is recorded." in picture.items[0].description


def test_a_stay_without_an_end_is_no_longer_than_its_date() -> None:
    picture = pictured(Stay(reason="fever", date=on("2023-05-04")), first=FIRST, last=LAST)
    (bar,) = picture.bars
    assert bar.right - bar.left < 5


def test_an_uncertain_mark_has_a_whisker_over_every_day_it_may_mean() -> None:
    picture = pictured(Response(category="CR", date=on("about 2024-05")), first=FIRST, last=LAST)
    (mark,) = picture.marks
    assert mark.whisker == pytest.approx((x_of(picture, date(2024, 3, 31)), x_of(picture, date(2024, 7, 2))))
    assert mark.whisker[0] < mark.x < mark.whisker[1]


def test_before_a_year_reaches_to_the_edge_of_the_picture() -> None:
    picture = pictured(Note(title="Stopped work", date=on("before 2024")), first=FIRST, last=LAST)
    (mark,) = picture.marks
    assert mark.whisker is not None
    assert mark.whisker[0] == pytest.approx(picture.plot.left)


def test_an_exact_day_has_no_whisker_at_any_zoom() -> None:
    entries = [Scan(modality="PET-CT", date=on("2024-05-04"))]
    assert pictured(*entries, width=60_000).marks[0].whisker is None


def test_an_end_before_its_start_is_drawn_soft_and_not_turned_round() -> None:
    picture = pictured(Therapy(regimen="R-CHOP", date=on("2024-06-02"), end=on("2023-10-20")))
    (bar,) = picture.bars
    assert bar.left < bar.core_left == bar.core_right < bar.right


def test_what_is_dated_after_today_is_marked_as_planned() -> None:
    (mark,) = pictured(Procedure(procedure="CAR-T", date=on("2026-12-20"))).marks
    assert mark.planned


@pytest.mark.parametrize("width", [200, 500, 900, 3000, 20_000, 60_000])
def test_words_of_the_axis_never_touch_at_any_zoom(width: float) -> None:
    for years in (0, 3, 12, 70):
        start = (AS_OF - timedelta(days=365 * years + 40)).toordinal()
        ticks, found = grid(Scale(start, AS_OF.toordinal(), 0, width), lambda text: wide(text, 8))
        labelled = [tick for tick in ticks if tick.label]
        assert all(one.x + wide(one.label, 8) < other.x for one, other in pairwise(labelled))
        assert all(one.right <= other.left + 0.01 for one, other in pairwise(found))


# What is drawn


def test_a_line_of_therapy_shows_its_number_and_regimen() -> None:
    first = Therapy(regimen="R-CHOP", cycles="6", date=on("2023-06-02"), end=on("2023-10-20"))
    second = Therapy(regimen="R-ICE", date=on("2024-07-05"), end=on("2024-07-20"))
    picture = pictured(first, second)
    assert [label.number for label in picture.labels] == ["1", "2"]
    assert {"R-CHOP\u00a0×6", "R-ICE"} <= {label.text for label in picture.labels}


def test_the_disease_lane_says_only_what_was_recorded() -> None:
    picture = pictured(
        Diagnosis(disease="DLBCL", date=on("2023-05-14")),
        Response(category="CR", date=on("2024-05-01")),
        Relapse(event="relapse", date=on("2025-06-18")),
    )
    band = [bar for bar in picture.bars if bar.shape == "status"]
    assert [label.text for label in picture.labels if label.lane == "status"] == ["diagnosed", "CR", "relapse"]
    assert [one.right for one in band[:-1]] == pytest.approx([other.left for other in band[1:]])


def test_a_relapse_is_a_line_over_all_lanes_with_its_word_on_a_flag() -> None:
    picture = pictured(Relapse(event="progression", date=on("2024-06-18")), Scan(modality="CT", date=on("2024")))
    (flag,) = picture.flags
    assert flag.text == "progression"
    assert flag.bottom == picture.plot.bottom
    assert flag.top < picture.plot.top


@pytest.mark.parametrize(
    ("category", "shape"),
    [
        ("CR", "full"), ("sCR", "full"), ("complete remission", "full"), ("CMR", "full"), ("VGPR", "most"),
        ("PR", "half"), ("partial response", "half"), ("MR", "quarter"), ("SD", "open"), ("stable disease", "open"),
        ("PD", "cross"), ("progression", "cross"), ("MRD negative", "other"), ("prima", "other"),
    ],
)  # fmt: skip
def test_the_deeper_the_recorded_response_the_fuller_its_disc(category: str, shape: str) -> None:
    assert response_shape(category) == shape


def test_radiation_is_a_bar_and_cell_therapy_a_diamond() -> None:
    picture = pictured(
        Procedure(procedure="Radiation", date=on("2024-05-03"), end=on("2024-05-24")),
        Procedure(procedure="Autologous transplant", date=on("2024-10-22")),
        Procedure(procedure="Port placed", date=on("2024-01-22")),
    )
    assert [bar.shape for bar in picture.bars] == ["radiation"]
    assert sorted(mark.shape for mark in picture.marks) == ["diamond", "lozenge"]


def test_scans_of_one_kind_are_named_once_in_the_lane() -> None:
    picture = pictured(*(Scan(modality="PET-CT", date=on(f"2024-0{month}-05")) for month in (2, 4, 6)))
    lane = next(lane for lane in picture.lanes if lane.id == "scan")
    assert lane.details == ("PET-CT",)
    assert words(picture) == []


def test_lanes_without_anything_are_left_out_except_treatment_and_response() -> None:
    assert [lane.id for lane in pictured(Stay(reason="fever", date=on("2024"))).lanes] == [
        "therapy",
        "response",
        "stay",
    ]


def test_an_empty_history_is_a_quiet_picture_with_a_hint() -> None:
    picture = pictured()
    assert [lane.id for lane in picture.lanes] == ["therapy", "response"]
    assert picture.hint
    assert not picture.items
    assert picture.legend == ()


def test_entries_without_a_date_are_counted_and_not_drawn() -> None:
    picture = pictured(
        Scan(modality="CT"), Note(title="x"), Medicine(name="Aciclovir"), Stay(reason="a", date=on("2024"))
    )
    assert len(picture.items) == 1
    assert picture.notes == ("2 entries without a date are in the list.",)


def test_entries_outside_the_days_shown_are_counted() -> None:
    picture = pictured(
        Scan(modality="CT", date=on("2011")), Scan(modality="CT", date=on("2024")), first=FIRST, last=LAST
    )
    assert len(picture.items) == 1
    assert picture.notes == ("1 entry lies before or after the time shown.",)


def test_the_legend_holds_what_appears_and_nothing_else() -> None:
    picture = pictured(Response(category="CR", date=on("2024-05-01")), Scan(modality="CT", date=on("2024-05-01")))
    assert [entry.shape for entry in picture.legend] == ["full", "square"]


# Labs


def lab(test: str, value: str, unit: str, when: str) -> Lab:
    return Lab(test=test, value=value, unit=unit, date=on(when))


def test_units_are_never_mixed_and_what_is_left_out_is_counted() -> None:
    picture = pictured(
        lab("LDH", "420", "U/L", "2023-05-14"),
        lab("LDH", "7.0", "µkat/L", "2023-06-14"),
        lab("ldh", "<100", "U/L", "2023-07-14"),
        lab("LDH", "365", "U/L", "2024-05-14"),
    )
    (trend,) = picture.trends
    lane = next(lane for lane in picture.lanes if lane.id == trend.lane)
    assert len(trend.points) == 2
    assert (trend.last, trend.last_date) == ("365\u00a0U/L", "2024-05-14")
    assert lane.details == ("2 values, U/L", "2 not drawn")
    assert "1 value is not a plain number." in lane.description
    assert "1 value is in another unit." in lane.description


def test_the_three_tests_with_most_values_are_drawn_and_the_rest_is_counted() -> None:
    entries = [
        lab(name, "1", "g/L", f"2024-0{month}")
        for name, n in zip("ABCD", (5, 4, 2, 3), strict=True)
        for month in range(1, n + 1)
    ]
    picture = pictured(*entries)
    assert [lane.label for lane in picture.lanes if lane.id.startswith("lab")] == ["A", "B", "D"]
    assert picture.notes == ("2 more lab results are in the list.",)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12.5", 12.5), ("12,5", 12.5), ("0,125", 0.125), ("-3", -3.0), ("1,234,567", 1234567.0), ("1,234.5", 1234.5),
        ("150 000", 150000.0), ("1,234", None), ("<0.1", None), ("positive", None), ("", None), ("1e5", None),
    ],
)  # fmt: skip
def test_only_plain_and_unambiguous_numbers_are_numbers(text: str, number: float | None) -> None:
    assert number_in(text) == number


def test_higher_values_lie_higher() -> None:
    picture = pictured(lab("LDH", "100", "U/L", "2024-01-01"), lab("LDH", "300", "U/L", "2024-06-01"))
    (low, high) = picture.trends[0].points
    assert high[1] < low[1]


# Words


def test_a_label_stands_clear_of_a_relapse_line_when_it_can() -> None:
    picture = pictured(
        Relapse(event="relapse", date=on("2024-06-18")),
        Procedure(procedure="Autologous transplant", date=on("2024-06-01")),
        Response(category="CR", date=on("2023-02-01")),
    )
    label = next(label for label in picture.labels if label.lane == "cell")
    assert not label.left <= picture.flags[0].x <= label.left + label.width


def test_a_long_name_loses_its_bracket_before_its_letters() -> None:
    ruler = Ruler(wide)
    assert (
        ruler.shortened("Autologous transplant (BEAM)", 10, wide("Autologous transplant (BE", 10))
        == "Autologous transplant"
    )
    assert ruler.shortened("Teclistamab", 10, wide("Teclist…", 10)) == "Teclist…"
    assert ruler.shortened("Teclistamab", 10, 2) == ""


# Any history


def partial_dates() -> st.SearchStrategy[PartialDate]:
    @st.composite
    def made(draw: st.DrawFn) -> PartialDate:
        day = draw(st.dates(date(1995, 1, 1), date(2029, 12, 31)))
        form = draw(st.sampled_from((day.isoformat(), day.isoformat()[:7], day.isoformat()[:4])))
        part = draw(st.sampled_from(("", "", *PARTS))) if len(form) < 10 else ""
        part = draw(st.sampled_from(("", *SEASONS, *PARTS))) if len(form) == 4 else part
        qualifier = draw(st.sampled_from(("", "", "", *QUALIFIERS)))
        return PartialDate(" ".join(word for word in (qualifier, part, form) if word))

    return made()


def histories() -> st.SearchStrategy[list[Entry]]:
    when = st.none() | partial_dates()
    name = st.sampled_from(
        ("PR", "CR", "R-CHOP", "Autologous transplant (BEAM)", "a long note about nothing in particular", "移植")
    )
    line = st.none() | st.integers(1, 4)
    value = st.sampled_from(("1", "2,5", "<3", "40", "1,234"))
    return st.lists(
        st.one_of(
            st.builds(Diagnosis, disease=name, date=when),
            st.builds(Therapy, regimen=name, date=when, end=when, line=line),
            st.builds(Response, category=name, date=when),
            st.builds(Relapse, event=name, date=when),
            st.builds(Procedure, procedure=st.sampled_from(("Radiation", "CAR-T", "Port")), date=when, end=when),
            st.builds(Scan, modality=name, date=when),
            st.builds(Biopsy, specimen=name, date=when),
            st.builds(Marker, marker=name, date=when),
            st.builds(Lab, test=st.sampled_from("AB"), value=value, unit=st.sampled_from(("g", "mg")), date=when),
            st.builds(Stay, reason=name, date=when, end=when),
            st.builds(Note, title=name, date=when),
        ),
        max_size=60,
    )  # fmt: skip


def numbers_in(picture: Picture) -> list[float]:
    return [
        *(edge for bar in picture.bars for edge in (bar.left, bar.core_left, bar.core_right, bar.right, bar.top)),
        *(edge for mark in picture.marks for edge in (mark.x, mark.y, *(mark.whisker or ()))),
        *(edge for label in picture.labels for edge in (label.left, label.middle, label.width)),
        *(edge for item in picture.items for edge in (item.box.left, item.box.right, item.when)),
        *(edge for trend in picture.trends for point in trend.points for edge in point),
    ]


@at_most(120, deadline=None)
@given(histories(), st.sampled_from((300.0, 900.0, 4000.0)), st.sampled_from((150.0, 500.0)))
def test_any_history_is_drawn_whole_and_without_collisions(entries: list[Entry], width: float, height: float) -> None:
    picture = pictured(*entries, width=width, height=height)
    assert all(map(math.isfinite, numbers_in(picture)))
    dated = {entry.id for entry in entries if entry.date or getattr(entry, "end", None)}
    drawn = Counter(item.entry_id for item in picture.items)
    assert set(drawn.values()) <= {1}
    assert {entry.id for entry in entries if entry.id in dated and not isinstance(entry, Lab)} <= set(drawn)
    assert set(drawn) <= dated
    for bar in picture.bars:
        assert picture.plot.left - 0.01 <= bar.left <= bar.core_left <= bar.core_right <= bar.right + 0.01
        assert bar.right <= picture.plot.right + 0.01
        assert picture.plot.top <= bar.top < bar.bottom <= picture.plot.bottom
    for lane, boxes in by_lane(picture).items():
        assert not any(meets(one, other) for index, one in enumerate(boxes) for other in boxes[index + 1 :]), lane
    assert all(item.description for item in picture.items)


def by_lane(picture: Picture) -> dict[str, list[Box]]:
    boxes: dict[str, list[Box]] = defaultdict(list)
    for label in picture.labels:
        boxes[label.lane].append(label.box)
    boxes["flags"] = [flag.box for flag in picture.flags if flag.text]
    return boxes


@at_most(60, deadline=None)
@given(histories(), st.sampled_from((300.0, 900.0)))
def test_words_never_lie_on_another_entrys_sign(entries: list[Entry], width: float) -> None:
    picture = pictured(*entries, width=width)
    for label in picture.labels:
        if label.inside:
            continue
        for mark in picture.marks:
            if mark.lane == label.lane:
                half = mark.size * 0.9
                assert not meets(label.box, Box(mark.x - half, mark.y - half, mark.x + half, mark.y + half))


def test_the_same_history_gives_the_same_picture() -> None:
    entries = [Response(category="CR", date=on("2024")), Scan(modality="CT", date=on("2024"))]
    assert pictured(*entries) == pictured(*reversed(entries))


@pytest.mark.thorough
def test_four_times_the_entries_are_about_four_times_the_work() -> None:
    def work(count: int) -> int:
        """Count the functions called, which is the same in every run and on every machine."""
        start = date(2010, 1, 1)
        entries = [
            Response(category="PR", date=PartialDate.of_day(start + timedelta(days=day % 5000))) for day in range(count)
        ]
        pictured(*entries)
        calls = 0

        def seen(_frame: object, event: str, _argument: object) -> None:
            nonlocal calls
            calls += event == "call"

        before = sys.getprofile()
        sys.setprofile(seen)
        try:
            pictured(*entries)
        finally:
            sys.setprofile(before)
        return calls

    assert work(4000) < 6 * work(1000)


def test_a_long_note_is_said_whole_where_nothing_stands_in_its_way() -> None:
    title = "Lymphoma meeting: CAR-T or a bispecific antibody as third line"
    alone = pictured(Note(title=title, date=on("2026-10-01")), first=FIRST, last=LAST)
    assert words(alone) == [title]
    early = Note(title=title, date=on("2023-02-01"))
    crowded = pictured(early, Note(title=title, date=on("2023-07-01")), first=FIRST, last=LAST, height=90)
    boxes = sorted((label.box for label in crowded.labels), key=lambda box: box.left)
    assert not any(meets(one, other) for one, other in pairwise(boxes))


def test_an_empty_history_fills_its_page_and_a_small_one_does_not_fall_apart() -> None:
    assert pictured(height=400).plot.bottom == pytest.approx(400)
    small = pictured(Scan(modality="CT", date=on("2024-05-01")), height=2000)
    assert small.plot.bottom < 600


def test_a_bar_under_another_gives_up_its_words_and_never_writes_over_it() -> None:
    both = [
        Therapy(regimen=name, date=on("2024-01-01"), end=on("2024-12-31"), line=number)
        for name, number in (("R-CHOP", 1), ("R-ICE", 2))
    ]
    picture = pictured(*both, Scan(modality="CT", date=on("2024-03-01")), width=500, height=60)
    assert len({bar.top for bar in picture.bars}) == 1
    assert len([label for label in picture.labels if label.inside]) == 1
