"""Times are told as ranges that hold the truth, in words that never round a limit away."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver_app import bundled
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.timeline import records
from caregiver_app.domain.timeline.facts.derived import facts_of
from caregiver_app.domain.timeline.facts.durations import Stretch, earliest, latest, months_later
from caregiver_app.domain.timeline.facts.interval_rules import interval_rules
from caregiver_app.domain.vocabulary import term
from random_histories import AS_OF, days, partial_dates

LYMPHOMA = records.Diagnosis(disease="DLBCL", date="2019-01-01")
MYELOMA = records.Diagnosis(disease="Multiple myeloma", date="2019-01-01")


def stretch(first: str, last: str) -> Stretch:
    return Stretch(PartialDate(first).span(), PartialDate(last).span())


def told(interval_id: str, *entries, about: str = "", as_of=AS_OF):
    return [
        interval
        for interval in facts_of(entries, as_of).intervals
        if interval.id == interval_id and interval.about.startswith(about)
    ]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2023-11-14", "2024-07-14", "243 days (8 months)"),
        ("2023-10-20", "2024-06-18", "242 days (7 months and 29 days)"),
        ("2024-01-31", "2024-02-29", "29 days"),
        ("2024-01-31", "2024-03-02", "31 days (1 month and 2 days)"),
        ("2024-06-18", "2024-06-18", "the same day"),
        ("2024-06-18", "2024-06-19", "1 day"),
        ("2020-02-29", "2024-02-29", "1,461 days (4 years)"),
        ("2015-09-30", "2019-05-13", "1,321 days (more than 3 years and 7 months)"),
        ("2023-04", "2024-02", "between 9 and 11 months (277 to 334 days)"),
        ("2024-05", "2024-06-10", "between 10 and 40 days"),
        ("2022-09-30", "2023-05", "between 213 and 243 days (7 to 9 months)"),
        ("late 2020", "2021", "at most 16 months (1 to 486 days)"),
        ("2019-05", "2019-05-13", "at most 12 days"),
        ("before 2020", "2021-03-01", "at least 426 days (14 months and 1 day)"),
        ("2020-01-01", "before 2021", "less than a year (at most 365 days)"),
        ("after 2020", "after 2021", "not to be told from these dates"),
        ("spring 2010", "spring 2019", "from 8 years and 9 months to 9 years and 3 months (3,196 to 3,378 days)"),
    ],
)
def test_a_time_is_told_in_days_and_whole_months_and_never_rounded(first, last, words):
    assert stretch(first, last).in_words() == words


@pytest.mark.parametrize(
    ("first", "last", "within"),
    [
        ("2023-01-31", "2024-01-31", True),
        ("2023-01-31", "2024-02-01", False),
        ("2024-02-29", "2025-02-28", True),
        ("2024-02-29", "2025-03-01", False),
        ("2023-01", "2023-12", True),
        ("2023-01", "2024-01", None),
        ("2023-01", "2024-03", False),
        ("before 2020", "2021-06-01", False),
        ("after 2020", "2021-06-01", True),
        ("2020", "after 2020", None),
    ],
)
def test_twelve_months_are_kept_or_passed_only_where_every_day_agrees(first, last, within):
    assert stretch(first, last).within_months(12) is within


@given(days, days, st.integers(0, 60))
def test_a_month_later_is_never_before_and_keeps_the_order(first, second, months):
    low, high = sorted((first, second))
    assert low <= months_later(low, months) <= months_later(high, months)


@given(st.lists(partial_dates().filter(bool), min_size=1, max_size=4), st.data())
def test_the_first_and_the_last_of_vague_dates_lie_in_their_spans(dates, data):
    spans = [when.span() for when in dates]
    drawn = [data.draw(st.dates(span.earliest or date(2000, 1, 1), span.latest or date(2030, 1, 1))) for span in spans]
    for true, wide in ((min(drawn), earliest(spans)), (max(drawn), latest(spans))):
        assert wide.earliest is None or wide.earliest <= true
        assert wide.latest is None or true <= wide.latest


def test_relapse_of_lymphoma_is_counted_from_the_end_and_the_start_of_the_first_line():
    ended, begun = told("D4", *first_line("2021-02-01", "2021-05-31", "2022-02-14"))
    assert (ended.about, ended.days_min, ended.days_max) == ("from-end", 259, 259)
    assert ended.text.endswith("259 days (8 months and 14 days), within 12 months.")
    assert (begun.about, begun.days_min) == ("from-start", 378)
    assert begun.text.endswith("378 days (12 months and 13 days), more than 12 months.")


def test_a_limit_between_vague_dates_is_left_open():
    ended, _begun = told("D4", *first_line("spring 2019", "autumn 2019", "about 2020-10"))
    assert (ended.days_min, ended.days_max) == (275, 457)
    assert ended.text.endswith(
        "between 9 and 15 months (275 to 457 days); before or after 12 months cannot be told from these dates."
    )


def test_a_relapse_before_the_line_ended_is_told_as_that():
    (ended,) = told("D4", *first_line("2021-02-01", "2021-05-31", "2021-05-17"), about="from-end")
    assert ended.text == "Relapse (17 May 2021) came before line 1 ended (31 May 2021): 14 days earlier."
    assert (ended.days_min, ended.days_max) == (-14, -14)


@pytest.mark.parametrize(
    ("last_dose", "progression", "told_as"),
    [
        ("2024-01-01", "2024-02-15", "45 days (1 month and 14 days), within 60 days."),
        ("2024-01-01", "2024-03-01", "60 days (2 months), within 60 days."),
        ("2024-01-01", "2024-03-02", "61 days (2 months and 1 day), more than 60 days."),
        ("2024-01-01", "2024-03-16", "75 days (2 months and 15 days), more than 60 days."),
        ("2024-01", "2024-03", "; before or after 60 days cannot be told from these dates."),
    ],
)
def test_sixty_days_after_the_last_dose_are_told_in_myeloma(last_dose, progression, told_as):
    entries = (
        records.Therapy(regimen="KRd", date="2023-06-01", end=last_dose, line=2),
        records.Relapse(event="progression", date=progression, line=2),
    )
    (interval,) = told("D8", MYELOMA, *entries)
    assert interval.text.endswith(told_as)
    assert interval.line == 2
    assert told("D8", LYMPHOMA, *entries) == []


def test_progression_without_a_last_dose_tells_no_days():
    (interval,) = told(
        "D8", MYELOMA, records.Therapy(regimen="KRd", date="2023-06-01", line=1),
        records.Relapse(event="progression", date="2024-01-02", line=1),
    )  # fmt: skip
    assert (interval.about, interval.days_min, interval.days_max) == ("no-last-dose", None, None)


def test_pod24_is_told_both_ways_in_follicular_lymphoma_alone():
    entries = first_line("2020-03-16", "2020-08-31", "2022-04-30")
    follicular = records.Diagnosis(disease="Follicular lymphoma", date="2020-01-01")
    begun, ended = told("D10", follicular, *entries[1:])
    assert (begun.about, ended.about) == ("from-start", "from-end")
    assert ", more than 24 months." in begun.text
    assert ", within 24 months." in ended.text
    assert told("D10", *entries) == []


def test_remissions_of_leukaemia_are_numbered_by_the_relapses_before_them():
    all_entries = (
        records.Diagnosis(disease="B-ALL", date="2018-01-01"),
        records.Therapy(regimen="hyper-CVAD", date="2018-01-10", end="2018-08-01", line=1, best_response="CR"),
        records.Relapse(event="relapse", date="2019-05-01", line=1),
        records.Relapse(event="CNS relapse", date="2019-05-06", line=1),
        records.Therapy(regimen="Blinatumomab", date="2019-05-20", end="2019-08-01", line=2),
        records.Response(category="CR2", date="2019-08-09", line=2),
        records.Relapse(event="relapse", date="2020-02-01", line=2),
    )
    (interval,) = told("D11", *all_entries)
    assert interval.text == "Relapses recorded: 2. The newest complete remission recorded is number 2 (CR2)."
    assert told("D11", LYMPHOMA, *all_entries[1:]) == []


def test_the_last_dose_leaves_steroids_apart_and_a_treatment_without_end_open():
    prednisone = records.Medicine(name="prednisone", date="2025-01-01", end="2025-02-01")
    given_once = records.Therapy(regimen="R-CHOP", date="2024-01-01", end="2024-05-01")
    last, steroid = told("D6", LYMPHOMA, given_once, prednisone)
    assert (last.about, last.days_max) == ("last-dose", (AS_OF - date(2024, 5, 1)).days)
    assert (steroid.about, steroid.days_min) == ("steroid", (AS_OF - date(2025, 2, 1)).days)
    (going_on,) = told("D6", LYMPHOMA, given_once, records.Therapy(regimen="Lenalidomide", date="2024-09"))
    assert (going_on.about, going_on.days_min, going_on.days_max) == ("going-on", 0, (AS_OF - date(2024, 9, 1)).days)


def test_what_is_still_to_come_is_no_newest_test_and_no_last_dose():
    later = AS_OF + timedelta(days=10)
    planned = records.Therapy(regimen="R-ICE", date=PartialDate.of_day(later))
    scan = records.Scan(modality="PET-CT", date=PartialDate.of_day(later))
    assert told("D6", LYMPHOMA, planned) == []
    assert told("D12", scan) == []
    assert told("D12", scan, records.Scan(modality="CT", date="2026"))[0].days_min == 0


def test_newest_tests_are_of_their_own_kind():
    intervals = told(
        "D12",
        records.Biopsy(specimen="bone marrow", date="2026-01-01"),
        records.Biopsy(specimen="lymph node", date="2025-01-01"),
        records.Scan(modality="echo", date="2026-02-01"),
        records.Scan(modality="PET-CT", date="2026-03-01"),
        records.Fitness(measure="LVEF", value="60", date="2026-04-01"),
        records.Fitness(measure="ECOG", value="1", date="2026-11-01"),
        records.Infection(test="EBV", date="2026-11-01"),
        records.Infection(test="HBsAg", date="2026-05-01"),
        records.Lab(test="LDH", value="1", date="2026-11-20"),
    )
    assert {interval.about: interval.days_min for interval in intervals} == {
        "biopsy": 689, "marrow": 324, "scan": 265, "heart": 234, "viruses": 204, "labs": 1,
    }  # fmt: skip


def test_a_target_is_tested_after_the_last_drug_against_it_or_not():
    blina = records.Therapy(regimen="Blinatumomab", date="2024-01-01", end="2024-03-01")
    before = records.Marker(marker="CD19", result="positive", date="2023-12-01")
    after = records.Biopsy(specimen="bone marrow", date="2024-05-01", finding="Blasts, CD19 negative")
    vague = records.Marker(marker="CD19", result="negative", date="2024")
    for entries, about in (((before,), "not-tested"), ((before, after), "tested"), ((vague,), "cannot")):
        (interval,) = told("D13", blina, *entries)
        assert interval.about.startswith(about), entries


def test_transplants_are_followed_to_the_relapse_after_them_and_to_now():
    entries = (
        records.Therapy(regimen="VRd", date="2020-01-01", end="2020-05-01", line=1),
        records.Procedure(procedure="autologous transplant", date="2020-06-01", line=1),
        records.Relapse(event="relapse", date="2021-05-31", line=1),
        records.Therapy(regimen="DPd", date="2021-06-15", end="2022-01-01", line=2),
    )
    (auto,) = told("D5", MYELOMA, *entries)
    assert (auto.days_min, auto.text[-19:]) == (364, ", within 12 months.")
    assert [interval.about for interval in told("D7", MYELOMA, *entries)] == ["auto-transplant"]
    donor = records.Procedure(procedure="stem cell transplant from his sister (allo)", date="2022-03-01", line=3)
    assert told("D7", donor)[0].about == "allo-transplant"
    somebody = records.Procedure(procedure="stem cell transplant", date="2022-03-01", line=3)
    assert told("D7", somebody)[0].about == "transplant"


def test_the_time_between_lines_is_told_only_where_nothing_was_given_in_it():
    lines = (
        records.Therapy(regimen="VRd", date="2020-01-01", end="2020-05-01", planned="no"),
        records.Relapse(event="progression", date="2020-11-01"),
        records.Therapy(regimen="DPd", date="2021-01-01", end="2022-01-01", planned="no"),
    )
    attempt = records.Therapy(regimen="Kd", date="2020-12-01", end="2020-12-02", cycles="half a cycle", planned="no")
    assert [(interval.line, interval.days_min) for interval in told("TFI", MYELOMA, *lines)] == [(1, 245)]
    assert told("TFI", MYELOMA, *lines, attempt) == []


def test_every_time_has_a_source_a_name_and_words_it_can_fill():
    data = bundled.toml("rules", "intervals.toml")
    tags = {source["tag"] for source in data["source"]}
    placeholders = {"line", "regimen", "first", "last", "span", "mark", "event", "what", "target"}
    for rule in interval_rules().values():
        assert rule.source in tags, rule.id
        assert rule.name, rule.id
        assert rule.as_of == data["as_of"]
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.about), rule.about
        assert set(re.findall(r"{(\w+)}", rule.text + rule.backwards)) <= placeholders, rule.id
        assert all(term("drugs", drug) for drug in rule.drugs)
        assert all(term("markers", marker) for marker in rule.markers)
    assert tags == {rule.source for rule in interval_rules().values()}


def first_line(start: str, end: str, relapse: str):
    return (
        LYMPHOMA,
        records.Therapy(regimen="R-CHOP", date=start, end=end, line=1),
        records.Relapse(event="relapse", date=relapse, line=1),
    )


def test_the_end_of_chemotherapy_and_of_maintenance_are_told_apart():
    entries = (
        records.Diagnosis(disease="follicular lymphoma", date="2020-01-01"),
        records.Therapy(regimen="BR", date="2020-02-01", end="2020-07-01", line=1),
        records.Therapy(regimen="Rituximab", date="2020-09-01", end="2022-07-01", line=1, setting="maintenance"),
        records.Relapse(event="progression", date="2022-10-01", line=1),
    )
    assert [one.about for one in told("D10", *entries)] == ["from-start", "before-maintenance"]
    before, after, _start = sorted(told("D4", *entries), key=lambda one: ("start" in one.about, one.days_max * -1))
    assert "From the end of BR in line 1, before maintenance (1 July 2020)" in before.text
    assert "more than 12 months" in before.text
    assert "From the end of maintenance" in after.text
    assert "within 12 months" in after.text


def test_what_takes_a_day_lasts_no_time_in_a_month_only_known():
    (one,) = told("D2", LYMPHOMA, records.Procedure(procedure="CAR-T infusion", date="2024-04"))
    assert (one.about, one.days_min, one.days_max) == ("one-day", 0, 0)


def test_the_start_and_the_end_of_one_line_have_an_order():
    (one,) = told("D2", LYMPHOMA, records.Therapy(regimen="R-CHOP", date="2024-04", end="2024-04"))
    assert one.text.endswith("at most 29 days.")


def test_a_treatment_that_has_ended_is_not_said_to_go_on():
    over = records.Therapy(regimen="R-ICE", date="2024-04-01", ended_because="progression")
    assert [one.about for one in told("D6", LYMPHOMA, over)] == ["ended-undated"]
    undated = records.Therapy(regimen="R-ICE")
    assert [one.text for one in told("D6", LYMPHOMA, undated)] == [
        "R-ICE has no dates recorded and may still be given."
    ]


def test_a_scan_a_relapse_was_found_by_counts_as_a_scan_unless_the_scan_itself_is_recorded():
    found = records.Relapse(event="relapse", date="2024-05-20", proven_by="PET-CT and biopsy")
    assert [one.about for one in told("D12", LYMPHOMA, found)] == ["biopsy", "scan"]
    scan = records.Scan(modality="CT", date="2024-05-10")
    assert told("D12", LYMPHOMA, found, scan, about="scan")[0].records == (scan.id,)


def test_a_marker_named_only_in_a_note_is_pointed_at():
    cells = records.Therapy(regimen="axicabtagene ciloleucel", date="2024-01-05", end="2024-01-05")
    after = records.Relapse(event="relapse", date="2024-06-01", note="biopsy: CD19 weak")
    (one,) = told("D13", LYMPHOMA, cells, after)
    assert one.about == "named-after"
    assert "No marker entry for CD19" in one.text
