"""The status is the newest thing anybody recorded, in their words; where dates leave it open, that is said."""

import pytest

from caregiver_app.domain.timeline import records
from caregiver_app.domain.timeline.facts.derived import facts_of
from random_histories import AS_OF

DIAGNOSED = records.Diagnosis(disease="DLBCL", date="2023-05-14", how_known="report", basis="biopsy")
R_CHOP = records.Therapy(regimen="R-CHOP", date="2023-06-02", end="2023-10-20", line=1)
CR = records.Response(category="CR", date="2023-11-06", line=1, judged_by="PET-CT", deauville="2")
RELAPSE = records.Relapse(event="relapse", date="2024-06-18", line=2, proven_by="PET-CT and biopsy", how_known="report")


def status(*entries):
    return facts_of(entries, AS_OF).status


def test_the_sentence_names_state_line_and_the_treatment_since():
    again = records.Therapy(regimen="R-ICE", date="2024-07-04", line=3)
    before = records.Therapy(regimen="R-GDP", date="2024-01-04", end="2024-03-01", line=2)
    told = status(DIAGNOSED, R_CHOP, CR, before, RELAPSE, again)
    assert told.text == "Relapsed 18 June 2024 after line 2; R-ICE since 4 July 2024, no end recorded."
    assert (told.state, told.since, told.evidence) == ("relapsed", "2024-06-18", "PET-CT and biopsy, from a report")
    assert told.records == (RELAPSE.id,)


@pytest.mark.parametrize(
    ("category", "state", "opening"),
    [
        ("CR", "remission", "In complete remission: CR, 1 May 2024"),
        ("MRD-negative CR", "remission", "In complete remission: MRD-negative CR"),
        ("完全缓解", "remission", "In complete remission: 完全缓解"),
        ("VGPR (unconfirmed)", "remission", "In partial remission: VGPR (unconfirmed)"),
        ("CR, MRD positive", "remission-mrd-positive", "In remission with MRD positive: CR, MRD positive"),
        ("SD", "stable", "Stable disease: SD"),
        ("PD", "progressing", "Progressing: PD"),
        ("MR", "unclear", "Recorded as MR, 1 May 2024"),
        ("much better", "unclear", "Recorded as “much better”, 1 May 2024"),
    ],
)
def test_a_response_is_a_state_by_the_vocabulary_and_else_a_quotation(category, state, opening):
    told = status(records.Response(category=category, date="2024-05-01"))
    assert told.state == state
    assert told.text.startswith(opening)


@pytest.mark.parametrize(
    ("event", "state", "opening"),
    [
        ("Relapse", "relapsed", "Relapsed 1 May 2024"),
        ("CNS relapse", "relapsed", "CNS relapse, 1 May 2024"),
        ("second relapse", "relapsed", "Second relapse, 1 May 2024"),
        ("复发", "relapsed", "复发, 1 May 2024"),
        ("Progression", "progressing", "Progressed 1 May 2024"),
        ("refractory", "refractory", "Refractory, 1 May 2024"),
        ("primary refractory", "primary-refractory", "Primary refractory, 1 May 2024"),
        ("primary induction failure", "primary-refractory", "Primary induction failure, 1 May 2024"),
        ("R/R", "relapsed-refractory", "R/R, 1 May 2024"),
        ("transformation", "transformed", "Transformation, 1 May 2024"),
        ("possible relapse", "unclear", "Recorded as “possible relapse”, 1 May 2024"),
        ("no relapse", "unclear", "Recorded as “no relapse”, 1 May 2024"),
    ],
)
def test_an_event_is_a_state_by_the_vocabulary_and_else_a_quotation(event, state, opening):
    told = status(records.Relapse(event=event, date="2024-05-01"))
    assert told.state == state
    assert told.text.startswith(opening)


def test_a_diagnosis_alone_is_newly_diagnosed_and_with_treatment_on_treatment_or_unclear():
    assert status(DIAGNOSED).state == "newly-diagnosed"
    assert status(DIAGNOSED).text == "Diagnosed 14 May 2023 (DLBCL); no treatment, response or relapse recorded."
    going_on = status(DIAGNOSED, R_CHOP.amended(end=None))
    assert going_on.state == "on-treatment"
    assert going_on.text.endswith("; R-CHOP since 2 June 2023, no end recorded; no response or relapse recorded.")
    over = status(DIAGNOSED, R_CHOP)
    assert over.state == "unclear"
    assert "then R-CHOP (2 June 2023 – 20 October 2023); no response or relapse recorded." in over.text
    assert over.evidence == "biopsy, from a report"


def test_two_newest_records_that_differ_are_both_named_and_no_state_is_claimed():
    told = status(CR.amended(line=None), records.Relapse(event="relapse", date="2023"))
    assert (told.state, told.since) == ("unclear", None)
    assert told.text == (
        "The dates do not show which of these records is the newest: relapse, 2023; CR (Deauville 2), 6 November 2023."
    )
    assert len(told.records) == 2


def test_records_whose_dates_overlap_are_ordered_by_their_typed_lines():
    later = records.Response(category="PR", date="2024", line=3)
    told = status(R_CHOP, CR, RELAPSE, later)
    assert (told.state, told.records) == ("remission", (later.id,))


def test_a_relapse_without_a_date_counts_where_its_line_shows_that_it_is_the_newest():
    undated = records.Relapse(event="relapse", line=1)
    told = status(DIAGNOSED, R_CHOP, CR, undated)
    assert (told.state, told.since, told.records) == ("relapsed", None, (undated.id,))
    unplaced = status(DIAGNOSED, R_CHOP, CR, undated.amended(line=None))
    assert unplaced.state == "remission"
    assert unplaced.text.endswith("A record without a date is left aside: relapse.")


def test_a_best_response_without_a_date_tells_the_state_and_no_since():
    for end in (None, "2023-10-20"):
        told = status(DIAGNOSED, R_CHOP.amended(best_response="CR", end=end))
        assert (told.state, told.since) == ("remission", None)
        assert told.text.startswith("In complete remission: CR, best response to R-CHOP, in line 1")


def test_why_the_last_treatment_ended_tells_where_nothing_else_does():
    told = status(DIAGNOSED, R_CHOP.amended(ended_because="Progression during treatment"))
    assert (told.state, told.since) == ("progressing", "2023-10-20")
    assert told.text.startswith("R-CHOP ended, 20 October 2023: Progression during treatment, in line 1")
    answered_first = R_CHOP.amended(best_response="CR", ended_because="the illness came back")
    assert status(DIAGNOSED, answered_first).state == "relapsed"
    assert status(DIAGNOSED, answered_first, CR.amended(date="2023-08-01")).state == "relapsed"
    assert status(DIAGNOSED, R_CHOP.amended(ended_because="no response"), CR).state == "remission"


def test_residual_disease_found_after_a_complete_response_is_part_of_the_state():
    found = records.Marker(marker="MRD", result="positive", date="2023-12-01")
    assert status(R_CHOP, CR, found).state == "remission-mrd-positive"
    gone = records.Marker(marker="MRD", result="negative", date="2024-02-01")
    assert status(R_CHOP, CR, found, gone).state == "remission"
    assert status(R_CHOP, CR, found.amended(date="2023-06-01")).state == "remission"


def test_an_assessment_that_could_not_be_judged_changes_nothing():
    assert status(R_CHOP, CR, records.Response(category="NE", date="2024-01-01")).state == "remission"


def test_a_later_diagnosis_of_another_disease_is_news_and_of_the_same_is_not():
    other = records.Diagnosis(disease="AML", date="2025-01-01")
    assert status(DIAGNOSED, R_CHOP, CR, other).state == "unclear"
    assert status(DIAGNOSED, R_CHOP, CR, DIAGNOSED.amended(id=other.id, date="2025-01-01")).state == "remission"
    turned = records.Diagnosis(disease="DLBCL", subtype="transformed from follicular lymphoma", date="2025-01-01")
    assert status(DIAGNOSED, R_CHOP, CR, turned).state == "transformed"


def test_treatment_that_makes_no_line_is_still_treatment_since():
    bridging = records.Therapy(regimen="Pola-BR", date="2024-08-01", end="2024-08-20", setting="bridging")
    told = status(R_CHOP, CR, RELAPSE.amended(line=1), bridging)
    assert told.text.endswith("; then Pola-BR (1 August 2024 – 20 August 2024); no response recorded after that.")


def test_a_newer_treatments_undated_response_is_told_with_and_without_typed_numbers():
    going_on = records.Therapy(regimen="Opdivo", date="2024-07-04", best_response="CR")
    typed = (DIAGNOSED, R_CHOP, CR, RELAPSE.amended(line=1), going_on.amended(line=2))
    untyped = tuple(entry.amended(line=None) if hasattr(entry, "line") else entry for entry in typed)
    assert status(*typed).text == status(*untyped).text
    assert "CR, best response to Opdivo" in status(*untyped).text


def test_what_is_still_to_come_is_planned_and_not_given():
    cells = records.Therapy(regimen="axicabtagene ciloleucel", date="2026-12-10")
    facts = facts_of((DIAGNOSED, R_CHOP, RELAPSE.amended(line=1), cells), AS_OF)
    assert facts.status.text.endswith("axicabtagene ciloleucel planned for 10 December 2026.")
    assert not any(one.class_id == "car-t" for one in facts.exposures)
    assert [line.number for line in facts.lines] == [1]
