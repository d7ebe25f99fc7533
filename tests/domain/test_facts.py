"""Facts hold for every history there can be: no rule raises, order tells nothing, the truth lies within the range."""

import json
from dataclasses import asdict

from hypothesis import HealthCheck, assume, given
from hypothesis import strategies as st

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.timeline import records
from caregiver_app.domain.timeline.facts.derived import Facts, facts_of
from caregiver_app.domain.vocabulary import vocabulary
from family import fixed, history
from random_histories import AS_OF, histories, known_and_blurred
from runs import at_most

# Remembered dates may put an entry into another line; such a pair says nothing about ranges and is passed over.
MANY = at_most(120, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])


def told(facts: Facts) -> str:
    """Everything facts say, as JSON."""
    parts = (facts.count, facts.status, *facts.intervals, *facts.exposures, *facts.remarks)
    lines = [(line.number, line.regimen, line.start, line.end, line.rules, line.flags) for line in facts.lines]
    return json.dumps([[asdict(part) for part in parts], lines], default=str)


def shape(facts: Facts) -> object:
    """What belongs to which line."""
    return [
        (line.number, {step.id for step in line.steps}, {e.id for e in (*line.responses, *line.relapses)})
        for line in facts.lines
    ]


@given(histories())
def test_no_rule_raises_whatever_the_dates(entries):
    facts = facts_of(entries, AS_OF, born=PartialDate("1960-02-03"))
    assert told(facts)
    for interval in facts.intervals:
        assert interval.text[-1] == "."
        assert "{" not in interval.text
        if None not in (interval.days_min, interval.days_max):
            assert interval.days_min <= interval.days_max


@given(histories(), st.randoms())
def test_the_order_entries_come_in_changes_nothing(entries, shuffler):
    turned = list(entries)
    shuffler.shuffle(turned)
    assert told(facts_of(turned, AS_OF)) == told(facts_of(entries, AS_OF))


def pairs(known: Facts, remembered: Facts):
    """Each time of the true history beside the same time of the remembered one."""
    ranges = {_key(interval): interval for interval in remembered.intervals}
    return [(interval, ranges[_key(interval)]) for interval in known.intervals if _key(interval) in ranges]


def _key(interval):
    several = interval.id in ("D5", "D7", "D13") or "going-on" in interval.about
    return interval.id, interval.line, interval.about, interval.records[0] if several else None


def _holds_the_truth(exact, vague):
    known, remembered = facts_of(exact, AS_OF), facts_of(vague, AS_OF)
    assume(shape(known) == shape(remembered))
    for true, wide in pairs(known, remembered):
        if true.days_min is not None:
            assert wide.days_min is None or wide.days_min <= true.days_min, (true, wide)
        if true.days_max is not None:
            assert wide.days_max is None or true.days_max <= wide.days_max, (true, wide)
    return known, remembered


@given(known_and_blurred(lines=st.integers(1, 3)))
@MANY
def test_the_true_days_lie_within_the_range_of_remembered_dates_of_numbered_lines(pair):
    _holds_the_truth(*pair)


@given(known_and_blurred(lines=st.none()))
@MANY
def test_the_true_days_lie_within_the_range_of_remembered_dates_of_lines_counted_by_rules(pair):
    _holds_the_truth(*pair)


@given(known_and_blurred(lines=st.none()))
@MANY
def test_a_limit_is_only_called_kept_or_passed_where_it_is(pair):
    known, remembered = _holds_the_truth(*pair)
    for true, wide in pairs(known, remembered):
        for limit in ("12 months", "24 months", "60 days"):
            assert not (f"within {limit}" in wide.text and f"more than {limit}" in true.text)
            assert not (f"more than {limit}" in wide.text and f"within {limit}" in true.text)


@given(known_and_blurred(lines=st.none()))
@MANY
def test_the_true_status_is_the_one_told_or_named_among_the_newest(pair):
    exact, vague = ([_untold(e) for e in entries if not isinstance(e, records.Marker)] for entries in pair)
    telling = [e.id for e in exact if isinstance(e, records.Response | records.Relapse) and e.date]
    known, remembered = facts_of(exact, AS_OF).status, facts_of(vague, AS_OF).status
    assume(set(known.records) <= set(telling) and known.state != "unclear")
    assert remembered.state in (known.state, "unclear")
    if remembered.state == "unclear" and set(remembered.records) <= set(telling):
        assert set(known.records) <= set(remembered.records)


def _untold(entry):
    """Leave only responses and relapses to tell the state, whatever line they fall into."""
    return entry.amended(best_response="", ended_because="") if isinstance(entry, records.Therapy) else entry


@given(histories())
def test_states_and_classes_are_words_of_the_vocabularies(entries):
    facts = facts_of(entries, AS_OF)
    assert facts.status.state in {term.id for term in vocabulary("statuses")}
    classes = {term.id for term in vocabulary("drug_classes")} | {"double-class", "triple-class", "penta-drug"}
    assert {exposure.class_id for exposure in facts.exposures} <= classes


def test_the_facts_of_the_family_are_counted_from_their_dates():
    facts = facts_of(history(), AS_OF)
    assert [(line.number, line.regimen) for line in facts.lines] == [(1, "R-CHOP"), (2, "R-ICE")]
    assert facts.status.text == (
        "In partial remission: PR, about September 2024, in line 2; "
        "the dates do not show whether autologous transplant (22 October 2024) came before or after."
    )
    assert [note.id for note in facts.remarks] == []


def test_facts_of_nothing_are_nothing_and_a_status_that_says_so():
    facts = facts_of((), AS_OF)
    assert (facts.lines, facts.intervals, facts.exposures, facts.remarks) == ((), (), (), ())
    assert (facts.status.state, facts.status.entry, facts.status.records) == ("unclear", None, ())


def test_the_page_that_proves_the_status_is_named_where_somebody_can():
    relapse = records.Relapse(id=fixed("r"), event="relapse", date="2024-06-18", proven_by="biopsy", how_known="report")
    facts = facts_of((relapse,), AS_OF, proof=lambda entry: "D-004 p. 2" if entry.id == fixed("r") else "")
    assert facts.status.evidence == "biopsy, from a report, D-004 p. 2"


def test_nothing_is_denied_where_a_note_tells_of_growth():
    given_last = records.Therapy(regimen="VRd", date="2024-01-01", end="2024-06-01", note="stopped because it grew")
    facts = facts_of((records.Diagnosis(disease="Multiple myeloma", date="2024-01-01"), given_last), AS_OF)
    assert {one.refractory for one in facts.exposures} == {"unknown"}
    assert not any("no progression recorded" in one.text for one in facts.exposures)
    assert "end-told-in-note" in {one.id for one in facts.remarks}


def test_a_product_without_a_name_is_told_in_words():
    cells = records.Procedure(procedure="CAR-T infusion", date="2024-01-05")
    facts = facts_of((cells,), AS_OF)
    assert any("a CAR-T product not named" in one.text for one in facts.exposures)
