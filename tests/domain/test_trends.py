"""Lab trends: as printed, never converted, never judged; and charts in which no words meet a line."""

import math
import tomllib
from datetime import date, timedelta
from itertools import combinations, pairwise
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver_app import bundled
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.timeline.lab_names import which_test, which_unit
from caregiver_app.domain.timeline.picture.parts import Box
from caregiver_app.domain.timeline.records import Entry, Lab, Relapse, Scan, Therapy
from caregiver_app.domain.timeline.shown_tests import ShownTest
from caregiver_app.domain.timeline.trends.drawing import dot_size, draw_trends, nearest, places_of
from caregiver_app.domain.timeline.trends.head import read_background
from caregiver_app.domain.timeline.trends.labels import crosses
from caregiver_app.domain.timeline.trends.parts import Chart, TrendPicture
from caregiver_app.domain.timeline.trends.values import Trend, Trends, read_range, read_trends
from runs import at_most

AS_OF = date(2026, 10, 12)
TEXT = 9.0


def wide(text: str, size: float) -> float:
    return len(text) * size * 0.55


def lab(test: str, value: str, when: str | None, unit: str = "U/L", **more: Any) -> Lab:
    return Lab(test=test, value=value, unit=unit, date=PartialDate(when) if when else None, **more)


def run(*values: str, test: str = "LDH", unit: str = "U/L", year: int = 2024, **more: str) -> list[Lab]:
    """One value a month, from January on."""
    return [lab(test, value, f"{year}-{month:02}-10", unit, **more) for month, value in enumerate(values, 1)]


def chosen(*tests: str) -> tuple[ShownTest, ...]:
    return tuple(ShownTest(test=test, position=place) for place, test in enumerate(tests, 1))


def only(entries: list[Lab]) -> Trend:
    (trend,) = read_trends(entries).drawn
    return trend


def drawn(entries: list[Entry], width: float = 600, height: float = 90) -> TrendPicture:
    tests = dict.fromkeys(entry.test for entry in entries if isinstance(entry, Lab))
    trends = read_trends(entries, chosen(*tests)).drawn
    return draw_trends(
        trends, read_background(entries, AS_OF), width=width, chart_height=height, text_width=wide, text_size=TEXT
    )


def chart_of(entries: list[Entry], **more: float) -> Chart:
    (chart,) = drawn(entries, **more).charts
    return chart


# Names and units


def test_a_test_under_three_names_is_one_test_named_as_on_its_newest_value_and_that_is_said() -> None:
    entries = [
        lab("LDH", "400", "2023-05-01"),
        lab("乳酸脱氢酶", "380", "2023-06-01"),
        lab("Lactate  Dehydrogenase", "300", "2024-01-01"),
    ]
    (test,) = read_trends(entries).tests
    assert (test.name, test.other_names) == ("Lactate Dehydrogenase", ("乳酸脱氢酶", "LDH"))
    assert [value.lab.value for value in test.trends[0].values] == ["400", "380", "300"]
    assert "“乳酸脱氢酶” and “LDH” are of the same test" in test.notes()[0]


def test_capitals_alone_make_no_other_name() -> None:
    (test,) = read_trends([lab("LDH", "400", "2023-05-01"), lab("ldh ", "380", "2023-06-01")]).tests
    assert (test.name, test.other_names, test.notes()) == ("ldh", (), ())


def test_names_the_vocabulary_does_not_know_stay_apart() -> None:
    assert which_test("LDH isoenzyme 1") != which_test("LDH")
    assert which_test("lactate dehydrogenase") == which_test("乳酸脱氢酶（LDH）") == which_test("LDH") == "ldh"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("×10⁹/L", "10^9/L", True), ("10*9/L", "x10^9/L", True), ("µmol/L", "umol/l", True), ("U/L", "IU/L", False),
        ("mU/L", "MU/L", False), ("10^9/L", "10^3/µL", False), ("10^9/L", "G/L", False), ("g/L", "g/dL", False),
        ("U/L", "u/l", False), ("", "U/L", False), ("own unit", "own  unit", True),
    ],
)  # fmt: skip
def test_two_units_are_one_only_where_the_list_of_spellings_says_so(one: str, other: str, same: bool) -> None:
    assert (which_unit(one) == which_unit(other)) is same


def test_the_list_of_spellings_names_its_sources_and_gives_no_spelling_to_two_units() -> None:
    data = tomllib.loads(bundled.resource("spellings", "units.toml").read_text(encoding="utf-8"))
    date.fromisoformat(data["as_of"])
    written = [spelling for row in data["unit"] for spelling in row["written"]]
    assert len(written) == len(set(written))
    assert {row["source"] for row in data["unit"]} == {source["tag"] for source in data["source"]}
    assert len({row["id"] for row in data["unit"]}) == len(data["unit"])
    assert all(" ".join(spelling.split()) == spelling and len(row["written"]) > 1
               for row in data["unit"] for spelling in row["written"])  # fmt: skip


def test_every_unit_has_a_trend_of_its_own_and_no_value_is_converted() -> None:
    entries = [
        *run("400", "380", "360"),
        *run("6.7", "6.3", unit="µkat/L", year=2025),
        lab("LDH", "390", "2026-01-01", "IU/L"),
    ]
    (test,) = read_trends(entries).tests
    assert [(trend.unit, [value.number for value in trend.values]) for trend in test.trends] == [
        ("U/L", [400, 380, 360]),
        ("µkat/L", [6.7, 6.3]),
    ]
    assert [value.lab.unit for value in test.single] == ["IU/L"]
    assert any("one value alone is no trend. 1 January 2026: 390\u00a0IU/L" in note for note in test.notes())


def test_spellings_of_one_unit_stand_in_one_trend_under_the_one_printed_last() -> None:
    trend = only([*run("80", "90", test="PLT", unit="10^9/L"), *run("70", test="PLT", unit="×10⁹/L", year=2025)])
    assert (trend.unit, trend.other_units, len(trend.values)) == ("×10⁹/L", ("10^9/L",), 3)


# What is no plain number


def test_what_is_no_plain_number_stays_text_at_its_date_and_parts_the_line() -> None:
    chart = chart_of(run("5.1", "4.0", "<0.1", "3.2", "2.9", unit="g/L"))
    assert [len(line) for line in chart.lines] == [2, 2]
    (mark,) = chart.marks
    assert mark.words is not None
    assert mark.words.text == "<0.1"
    assert len(chart.dots) == 4


def test_a_word_without_a_unit_stands_with_the_numbers_but_a_figure_without_a_unit_does_not() -> None:
    word = [*run("5", "4", unit="g/L"), lab("LDH", "not done", "2025-01-01", "")]
    assert [value.number for value in only(word).values] == [5, 4, None]
    figure = [*run("5", "4", unit="g/L"), lab("LDH", "<0.1", "2025-01-01", "")]
    (test,) = read_trends(figure).tests
    assert len(test.trends[0].values) == 2
    assert [value.lab.value for value in test.single] == ["<0.1"]


def test_a_test_of_words_alone_is_a_chart_without_a_height_axis() -> None:
    chart = chart_of(run("positive", "positive", "negative", test="IFE", unit=""))
    assert (chart.dots, chart.lines, chart.labels, chart.bands) == ((), (), (), ())
    assert [mark.words.text for mark in chart.marks if mark.words] == ["positive", "positive", "negative"]
    assert chart.height < 60


@pytest.mark.parametrize("value", ["1" * 400, "9" * 20, "1e5", "nan", "inf"])
def test_a_number_no_laboratory_prints_is_text(value: str) -> None:
    assert [one.number for one in only(run("5", value)).values] == [5, None]


def test_texts_too_close_for_their_words_keep_their_ticks_and_are_counted() -> None:
    entries = [lab("IFE", "weakly positive", f"2024-01-{day:02}", "") for day in range(1, 29)]
    picture = drawn([*entries, lab("IFE", "negative", "2026-01-01", "")])
    (chart,) = picture.charts
    assert len(chart.marks) == 29
    assert chart.unwritten > 0
    assert f"{chart.unwritten} texts stand so close" in picture.notes[0]
    boxes = [mark.words.box for mark in chart.marks if mark.words]
    assert not any(meets(one, other) for one, other in combinations(boxes, 2))


# Ranges


@pytest.mark.parametrize(
    ("printed", "bounds"),
    [
        ("105–205", (105, 205)), ("105 - 205", (105, 205)), ("3,5-5,0", (3.5, 5.0)), ("(0.5 to 1.5)", (0.5, 1.5)),
        ("3.5–5.0 g/L", (3.5, 5.0)), ("3.5～5.0", (3.5, 5.0)), ("<5", (-math.inf, 5)), ("≤ 5 g/L", (-math.inf, 5)),
        ("> 60", (60, math.inf)), ("150 000-400 000", (150000, 400000)), ("-2-2", (-2, 2)), ("0", None), ("", None),
        ("205-105", None), ("m: 3-5", None), ("3.5–5.0 mg/L", None), ("negative", None), ("1,234-2,000", None),
        ("10-20-30", None), ("3-5 / 4-6", None), ("see comment", None),
    ],
)  # fmt: skip
def test_a_range_is_read_only_where_it_is_one_plain_range(printed: str, bounds: tuple[float, float] | None) -> None:
    assert read_range(printed, "g/L") == bounds


def test_a_band_is_drawn_only_between_values_with_the_same_range_printed() -> None:
    entries = [
        *run("150", "160", "170", reference_range="105–205"),
        *run("180", "190", reference_range="120 - 250", year=2025),
        *run("200", "210", year=2026),
    ]
    chart = chart_of(entries)
    xs = [dot.x for dot in chart.dots]
    assert [(band.left, band.right) for band in chart.bands] == [
        pytest.approx((xs[0], xs[2])),
        pytest.approx((xs[3], xs[4])),
    ]
    assert all(band.top < band.bottom for band in chart.bands)


def test_an_open_range_reaches_to_the_edge_of_the_chart_and_has_one_line() -> None:
    (band,) = chart_of(run("1", "20", reference_range="<5")).bands
    assert (band.has_top, band.has_bottom) == (True, False)


def test_a_range_far_from_the_values_does_not_flatten_them() -> None:
    chart = chart_of(run("5000", "5100", "5050", reference_range="30–400"))
    assert chart.bands == ()
    ys = [dot.y for dot in chart.dots]
    assert max(ys) - min(ys) > 15


# Words


def labels(chart: Chart) -> list[str]:
    return [words.text for words in chart.labels]


def test_first_last_lowest_and_highest_are_written_as_printed_with_their_marks() -> None:
    entries = run("105,0", "99", "160", "120", printed_flag="H")
    assert sorted(labels(chart_of(entries))) == ["105,0\u00a0H", "120\u00a0H", "160\u00a0H", "99\u00a0H"]


def test_two_values_are_written_once_each() -> None:
    assert sorted(labels(chart_of(run("5", "7")))) == ["5", "7"]
    assert sorted(labels(chart_of(run("5", "5", "5")))) == ["5", "5"]


def test_the_title_says_test_unit_count_and_ranges_as_far_as_there_is_room() -> None:
    entries = run("5", "7", reference_range="3-9")
    assert [words.text for words in chart_of(entries).title] == ["LDH", "U/L", "2 values", "range printed 3-9"]
    assert [words.text for words in chart_of(entries, width=120).title][:2] == ["LDH", "U/L"]
    long = chart_of(run("5", "7", test="Name " * 40, unit="unit " * 30), width=300).title
    assert [words.text[-1] for words in long] == ["…", "…"]
    assert long[1].box.right <= 300
    assert "no unit printed" in [words.text for words in chart_of(run("5", "7", unit="")).title]


def test_every_value_is_said_in_words() -> None:
    words = only([
        lab("LDH", "365", "2024-06-20", reference_range="105–205", printed_flag="H", how_known="report"),
        lab("LDH", "<100", "about 2025", how_known="memory"),
    ]).described()  # fmt: skip
    assert "LDH in U/L: 2 values, 20 June 2024 – about 2025." in words
    assert "1 is not a plain number and is shown as text." in words
    assert "20 June 2024: 365\u00a0U/L, mark printed H, range printed 105–205, from a report." in words
    assert "about 2025: <100\u00a0U/L, from memory." in words


def test_nothing_says_high_or_low_in_words_of_ours() -> None:
    trend = only(run("5", "900", "1", reference_range="10-20"))
    assert not any(word in trend.described().casefold() for word in ("high", "low", "normal", "above", "below", "↑"))


# Time


def test_charts_share_one_scale_of_time() -> None:
    entries: list[Entry] = [*run("5", "7"), *run("90", "80", "70", test="Hb", unit="g/L", year=2022)]
    picture = drawn(entries)
    xs = {value.lab.date: places_of(chart)[value.lab.id][0] for chart in picture.charts for value in chart.trend.values}
    ordered = [xs[when] for when in sorted(date for date in xs if date)]
    assert ordered == sorted(ordered)
    assert {(chart.plot.left, chart.plot.right) for chart in picture.charts} == {(picture.left, picture.right)}


def test_an_uncertain_date_has_a_whisker_over_every_day_it_may_mean() -> None:
    chart = chart_of([lab("LDH", "5", "2024-05-14"), lab("LDH", "7", "summer 2024"), lab("LDH", "9", "2025-01-01")])
    assert [dot.whisker is not None for dot in chart.dots] == [False, True, False]
    assert chart.dots[1].whisker is not None
    left, right = chart.dots[1].whisker
    assert left < chart.dots[1].x < right


def test_values_without_a_date_and_single_values_are_said_and_not_drawn() -> None:
    trends = read_trends([*run("5", "7"), lab("LDH", "9", None), lab("CRP", "3", "2024-01-01", "mg/L")])
    (ldh, crp) = trends.tests
    assert (ldh.count, crp.trends) == (3, ())
    assert "LDH: 1 value without a date is not drawn." in trends.notes()
    assert any(note.startswith("CRP: one value alone is no trend.") for note in trends.notes())


def test_relapses_and_treatments_stand_behind_the_charts_and_their_names_over_them() -> None:
    entries: list[Entry] = [
        *run(*"123456789"),
        Therapy(regimen="R-CHOP", date=PartialDate("2024-02-01"), end=PartialDate("2024-04")),
        Relapse(event="relapse", date=PartialDate("2024-07-01")),
        Relapse(event="long before", date=PartialDate("2001-07-01")),
        Scan(modality="CT", date=PartialDate("2024-07-01")),
    ]
    picture = drawn(entries)
    (chart,) = picture.charts
    assert len(chart.bars) == len(picture.head.bars) == 1
    assert len(picture.head.poles) == 1
    assert chart.bars[0].left < chart.bars[0].core_right < chart.bars[0].right
    assert {words.text for words in picture.head.words} == {"relapse", "1", "R-CHOP"}
    assert {entry.shape for entry in picture.legend} == {"open", "bar", "pole"}


def test_a_pointer_finds_the_value_nearest_to_it() -> None:
    chart = chart_of(run("5", "900", "<3"))
    found = nearest(chart, chart.dots[1].x + 3, chart.dots[1].y - 2)
    assert found is not None
    assert (found[0].lab.value, found[1]) == ("900", pytest.approx(3))


# Which tests


def many() -> list[Lab]:
    return [value for name, n in zip("ABCDE", (5, 4, 2, 3, 1), strict=True)
            for value in run(*map(str, range(n)), test=name, unit="g/L")]  # fmt: skip


def test_without_a_choice_the_tests_the_picture_would_choose_are_shown() -> None:
    trends = read_trends(many())
    assert [test.name for test in trends.shown] == ["A", "B", "D"]
    assert not trends.chosen
    assert [test.name for test in trends.others] == ["C", "E"]


def test_chosen_tests_are_shown_in_their_order_each_once_and_one_without_values_is_named() -> None:
    trends = read_trends([*many(), *run("1", "2")], chosen("D", "lactate dehydrogenase", "ldh", "Zinc", "A"))
    assert [test.name for test in trends.shown] == ["D", "LDH", "Zinc", "A"]
    assert trends.chosen
    assert "Zinc: chosen, and no value is recorded." in trends.notes()


def test_a_case_without_lab_results_has_no_trends() -> None:
    assert read_trends([]) == Trends((), (), chosen=False)


# Any values


def meets(one: Box, other: Box) -> bool:
    return (
        one.left < other.right - 0.01
        and other.left < one.right - 0.01
        and one.top < other.bottom - 0.01
        and other.top < one.bottom - 0.01
    )


VALUES = st.one_of(
    st.floats(0, 5000).map(lambda number: f"{number:.1f}"),
    st.integers(0, 9).map(str),
    st.sampled_from(("<0.1", "positive", "12,5", "1" * 30, "trace amounts, not measurable")),
)
DATES = st.one_of(
    st.dates(date(2018, 1, 1), date(2026, 1, 1)).map(date.isoformat),
    st.sampled_from(("2019", "about 2021", "before 2019", "after 2024-02", "summer 2022", "early 2023-04")),
)
LABS = st.lists(
    st.builds(
        lab,
        st.sampled_from(("LDH", "lactate dehydrogenase", "CRP", "a" * 90)),
        VALUES,
        st.one_of(DATES, st.none()),
        st.sampled_from(("U/L", "IU/L", "", "mg/L")),
        id=st.uuids(),
        reference_range=st.sampled_from(("", "10-20", "<5", "words", "100–5000")),
        printed_flag=st.sampled_from(("", "H", "*")),
    ),
    max_size=30,
)


@at_most(120, deadline=None)
@given(LABS, st.sampled_from((200.0, 480.0, 1200.0)), st.sampled_from((20.0, 90.0)))
def test_any_values_are_all_told_and_no_words_meet_a_line_or_other_words(
    labs: list[Lab], width: float, height: float
) -> None:
    trends = read_trends(labs)
    assert sum(test.count for test in trends.tests) == len(labs)
    background: list[Entry] = [*labs, Relapse(event="relapse", date=PartialDate("about 2021-03"))]
    for chart in drawn(background, width, height).charts:
        assert {sign.entry_id for sign in (*chart.dots, *chart.marks)} == {v.lab.id for v in chart.trend.values}
        assert all(math.isfinite(number) for dot in chart.dots for number in (dot.x, dot.y))
        assert all(chart.plot.top <= dot.y <= chart.plot.bottom for dot in chart.dots)
        boxes = [words.box for words in (*chart.labels, *chart.title, *(m.words for m in chart.marks)) if words]
        assert not any(meets(one, other) for one, other in combinations(boxes, 2))
        for words in chart.labels:
            inner = Box(
                words.box.left, words.middle - words.size * 0.5, words.box.right, words.middle + words.size * 0.5
            )
            joined = [(*one, *other) for line in chart.lines for one, other in pairwise(line)]
            assert not any(crosses(inner, line) for line in (*joined, *chart.poles, *chart.edges, *chart.years))
            size = dot_size(chart, TEXT)
            assert not any(meets(inner, Box(d.x - size, d.y - size, d.x + size, d.y + size)) for d in chart.dots)


def test_the_same_values_in_any_order_give_the_same_picture() -> None:
    labs = [*run("5", "7", "6", reference_range="4-6"), *run("1", "<1", test="CRP", unit="mg/L")]
    assert drawn(labs) == drawn(sorted(labs, key=lambda one: (one.test != "LDH", one.value)))


def test_five_thousand_values_are_read_and_drawn_in_a_moment() -> None:
    start = date(2012, 1, 1)
    labs = [
        lab(
            f"Test {n % 40}",
            f"{n * 37 % 900}.{n % 10}",
            (start + timedelta(days=n)).isoformat(),
            reference_range="9-99",
        )
        for n in range(5000)
    ]
    begin = process_time()
    trends = read_trends(labs, chosen(*(f"Test {n}" for n in range(12))))
    draw_trends(trends.drawn, read_background(labs, AS_OF), width=600, chart_height=90, text_width=wide, text_size=TEXT)
    assert process_time() - begin < 3
