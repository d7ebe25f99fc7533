"""Times of day as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver_app.domain.appointments.times import TimeUnclear, in_the_night, read_time

TYPED = {
    "14:30": "14:30",
    "14.30": "14:30",
    "14h30": "14:30",
    "14 h 30": "14:30",
    "14:30:00": "14:30",
    "1430": "14:30",
    "14 Uhr 30": "14:30",
    "14:30 Uhr": "14:30",
    "at 14:30": "14:30",
    "2:30 pm": "14:30",
    "2.30pm": "14:30",
    "2:30 P.M.": "14:30",
    "2 pm": "14:00",
    "12 am": "00:00",
    "12:15 a.m.": "00:15",
    "12 pm": "12:00",
    "noon": "12:00",
    "9": "09:00",
    "9am": "09:00",
    "09": "09:00",
    "930": "09:30",
    "0930": "09:30",
    "9 o'clock": "09:00",
    "９：３０": "09:30",
    "下午2点半": "14:30",
    "上午9時30分": "09:30",
    "晚上8点": "20:00",
    "中午12点": "12:00",
    "中午1点": "13:00",
    "14点05分": "14:05",
    "": "",
    " ? ": "",
    "unknown": "",
}
UNCLEAR = ("24:00", "25", "9:60", "9:5", "13 am", "0 pm", "half past two", "14:30-15:15", "soon", "-1", "1 2", "99999")


@pytest.mark.parametrize(("typed", "time"), TYPED.items())
def test_a_time_is_read_the_way_it_was_typed(typed: str, time: str) -> None:
    assert read_time(typed) == time


@pytest.mark.parametrize("typed", UNCLEAR)
def test_what_is_no_time_is_named_with_a_way_to_write_one(typed: str) -> None:
    with pytest.raises(TimeUnclear, match=r"is not a time we can read\. Try 14:30 or 2:30 pm\."):
        read_time(typed)


@given(
    st.integers(0, 23),
    st.integers(0, 59),
    st.sampled_from(("{h}:{m:02}", "{h:02}.{m:02}", "{h}h{m:02}", "{h:02}{m:02}")),
)
def test_every_time_of_the_day_is_read_in_every_way_of_writing_it(hour: int, minute: int, way: str) -> None:
    assert read_time(way.format(h=hour, m=minute)) == f"{hour:02}:{minute:02}"


@given(st.integers(1, 12), st.integers(0, 59), st.sampled_from(("am", "pm", " a.m.", " PM")))
def test_a_half_of_the_day_is_never_mistaken(hour: int, minute: int, half: str) -> None:
    read = read_time(f"{hour}:{minute:02}{half}")
    assert (int(read[:2]) >= 12) == ("p" in half.lower())
    assert int(read[:2]) % 12 == hour % 12
    assert not in_the_night(f"{hour}:{minute:02}{half}")


@given(st.text(max_size=12))
def test_any_text_is_a_time_or_is_said_not_to_be_one(text: str) -> None:
    try:
        read = read_time(text)
    except TimeUnclear:
        return
    assert read == "" or (len(read) == 5 and read_time(read) == read)


@pytest.mark.parametrize(
    ("typed", "afternoon"),
    [
        ("2:30", "14:30"),
        ("2", "14:00"),
        ("6.45", "18:45"),
        ("02:30", ""),
        ("7", ""),
        ("2:30 am", ""),
        ("x", ""),
        ("", ""),
    ],
)
def test_an_hour_in_the_night_is_pointed_out_and_not_changed(typed: str, afternoon: str) -> None:
    assert in_the_night(typed) == afternoon
