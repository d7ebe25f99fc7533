"""A date is kept as the family knows it, sorts sensibly and never claims a day nobody named."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver_app.domain.date_words import DateUnclear, read_date
from caregiver_app.domain.dates import PARTS, QUALIFIERS, SEASONS, DateSpan, PartialDate, days_between, sort_key

QUALIFIER = st.sampled_from(("", *(f"{word} " for word in QUALIFIERS)))
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    day = draw(DAYS)
    shape = draw(st.sampled_from(("year", "season", "part year", "month", "part month", "day")))
    text = {
        "year": f"{day:%Y}",
        "season": f"{draw(st.sampled_from(SEASONS))} {day:%Y}",
        "part year": f"{draw(st.sampled_from(PARTS))} {day:%Y}",
        "month": f"{day:%Y-%m}",
        "part month": f"{draw(st.sampled_from(PARTS))} {day:%Y-%m}",
        "day": f"{day:%Y-%m-%d}",
    }[shape]
    return PartialDate(draw(QUALIFIER) + text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("14 May 2023", "2023-05-14"),
        ("May 14th, 2023", "2023-05-14"),
        ("14.5.23", "2023-05-14"),
        ("5/14/2023", "2023-05-14"),
        ("14-May-2023", "2023-05-14"),
        ("20230514", "2023-05-14"),
        ("2023/5/14", "2023-05-14"),
        ("2023年5月14日", "2023-05-14"),
        ("2023年5月", "2023-05"),
        ("05/05/2023", "2023-05-05"),
        ("May 2023", "2023-05"),
        ("05/2023", "2023-05"),
        ("2023", "2023"),
        ("spring 2023", "spring 2023"),
        ("fall of 2021", "autumn 2021"),
        ("early May 2023", "early 2023-05"),
        ("mid-2023", "mid 2023"),
        ("end of 2022", "late 2022"),
        ("about March 2024", "about 2024-03"),
        ("ca. 2019", "about 2019"),
        ("~2019", "about 2019"),
        ("May 2019?", "about 2019-05"),
        ("before 2020", "before 2020"),
        ("after June 2020", "after 2020-06"),
        ("3 March 68", "1968-03-03"),
    ],
)
def test_a_date_as_people_type_it_is_understood(typed: str, kept: str) -> None:
    assert read_date(typed) == kept


@pytest.mark.parametrize("typed", ["", "  ", "?", "unknown", "not known", "-"])
def test_nothing_and_unknown_mean_no_date(typed: str) -> None:
    assert read_date(typed) is None


@pytest.mark.parametrize(
    "typed",
    ["soon", "31.04.2023", "2023-02-30", "2023-13", "May 5", "since 2020", "14 May 2023 or so", "99999", "0000"],
)
def test_what_is_not_a_date_is_told_in_a_sentence_with_examples(typed: str) -> None:
    with pytest.raises(DateUnclear, match="is not a date we can read"):
        read_date(typed)


def test_day_and_month_that_could_be_swapped_are_asked_with_both_readings() -> None:
    with pytest.raises(DateUnclear, match=r"5 June 2023 or 6 May 2023") as asked:
        read_date("5/6/2023")
    assert asked.value.options == ("2023-06-05", "2023-05-06")


@pytest.mark.parametrize("text", ["2023-5-1", "spring 2023-05", "early 2023-05-14", "about", "2023-02-29", "May 2023"])
def test_only_canonical_text_of_a_day_that_exists_is_a_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PartialDate(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023-05-14", date(2023, 5, 14), date(2023, 5, 14)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("spring 2023", date(2023, 3, 1), date(2023, 5, 31)),
        ("winter 2023", date(2022, 12, 1), date(2024, 2, 29)),
        ("early 2023-05", date(2023, 5, 1), date(2023, 5, 10)),
        ("before 2023-05", None, date(2023, 4, 30)),
        ("after 2023", date(2024, 1, 1), None),
    ],
)
def test_a_date_spans_every_day_it_may_mean(text: str, first: date | None, last: date | None) -> None:
    assert PartialDate(text).span() == DateSpan(first, last)


@given(partial_dates())
def test_what_is_shown_reads_back_as_the_same_date(when: PartialDate) -> None:
    assert read_date(when.in_words()) == when
    assert read_date(when.in_table()) == when


@given(partial_dates())
def test_about_is_wider_than_the_date_itself(when: PartialDate) -> None:
    if when.qualifier:
        return
    plain, about = when.span(), PartialDate(f"about {when}").span()
    assert plain.earliest is not None
    assert plain.latest is not None
    assert about.earliest is not None
    assert about.latest is not None
    assert about.earliest < plain.earliest <= plain.latest < about.latest


@given(st.text())
def test_no_text_does_anything_but_be_a_date_or_be_asked_about(text: str) -> None:
    try:
        found = read_date(text)
    except DateUnclear:
        return
    assert found is None or PartialDate(found) == found


@given(partial_dates(), partial_dates(), st.data())
def test_an_interval_holds_the_true_number_of_days(start: PartialDate, end: PartialDate, data: st.DataObject) -> None:
    bounds = days_between(start, end)
    first, last = start.span(), end.span()
    if bounds is None:
        assert None in (first.earliest, first.latest, last.earliest, last.latest)
        return
    assert first.earliest is not None
    assert last.earliest is not None
    true_start = data.draw(st.dates(first.earliest, first.latest or date.max))
    true_end = data.draw(st.dates(last.earliest, last.latest or date.max))
    assert bounds[0] <= (true_end - true_start).days <= bounds[1]


def test_unknown_dates_come_last_and_exact_ones_before_vague_ones() -> None:
    dates = [None, PartialDate("2024"), PartialDate("2023"), PartialDate("2023-01-01"), PartialDate("before 2023")]
    assert sorted(dates, key=sort_key) == ["before 2023", "2023-01-01", "2023", "2024", None]


@pytest.mark.parametrize(
    ("typed", "month"),
    [("Mrz 2023", "03"), ("janv 2023", "01"), ("févr 2023", "02"), ("juil 2023", "07"), ("déc 2023", "12")],
)
def test_short_months_as_german_and_french_spreadsheets_write_them_are_read(typed: str, month: str) -> None:
    assert read_date(typed) == f"2023-{month}"
