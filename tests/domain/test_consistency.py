"""Questions are asked where a careful reader would ask, once, gently, and nowhere else."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from caregiver_app import bundled
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.sample import make_sample
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.timeline import records
from caregiver_app.domain.timeline.facts.derived import facts_of
from caregiver_app.domain.timeline.facts.remarks import remark_rules
from caregiver_app.exchange.history.reading import read_history
from random_histories import AS_OF

TEN_YEARS = Path(__file__).parent.parent / "files" / "ten_years.csv"
DLBCL = records.Diagnosis(disease="DLBCL", date="2020-01-10")
MYELOMA = records.Diagnosis(disease="Multiple myeloma", date="2020-01-10")


def therapy(regimen="R-CHOP", start="2020-02-01", end="2020-06-01", line=1, **more):
    return records.Therapy(regimen=regimen, date=start, end=end, line=line, **more)


def response(category="CR", when="2020-07-01", line=1, judged_by="PET-CT", **more):
    return records.Response(category=category, date=when, line=line, judged_by=judged_by, **more)


def relapse(event="relapse", when="2021-03-01", line=1, proven_by="biopsy", **more):
    return records.Relapse(event=event, date=when, line=line, proven_by=proven_by, **more)


def asked(*entries, born=None):
    return facts_of(entries, AS_OF, born=born).remarks


def ids(*entries, born=None):
    return [remark.id for remark in asked(*entries, born=born)]


SOUND = (
    DLBCL,
    therapy(),
    response(),
    relapse(),
    therapy("R-ICE", "2021-03-20", "2021-06-01", 2),
    response("PR", "2021-07-01", 2),
)


def test_a_sound_history_is_asked_nothing():
    assert ids(*SOUND, born=PartialDate("1960-01-01")) == []


CASES = [
    ("end-before-start", [therapy(end="2020-01-15"), response()], [0]),
    ("before-birth", [*SOUND, records.Lab(test="LDH", value="1", date="1923-05-01")], [6]),
    ("in-the-future", [*SOUND, records.Scan(modality="PET-CT", date="2062-05-01")], [6]),
    ("event-before-diagnosis", [DLBCL, therapy(start="2019-11-01"), response()], [1, 0]),
    ("response-before-treatment", [DLBCL, therapy(), response(), response("PR", "2020-01-20")], [3, 1]),
    ("response-before-treatment", [DLBCL, therapy(), response(), response("PR", "2020-01-20", None)], [3, 1]),
    ("relapse-order", [*SOUND, relapse("progression", "2021-08-01", 1)], [6, 4]),
    ("which-line", [*SOUND, response("PR", "about 2021-03", None)], [6]),
    ("newer-test", [*SOUND, records.Scan(modality="PET-CT", date="2021-09-01")], [6]),
    ("finding-names-change", [*SOUND, records.Biopsy(specimen="lymph node", finding="Richter transformation",
                                                     date="2021-03-02")], [6]),
    ("end-told-in-note", [DLBCL, therapy(note="stopped because it grew"), response()], [1]),
    ("cells-collected", [*SOUND, records.Procedure(procedure="apheresis for CAR-T", date="2026-10-01", line=None),
                         therapy("Pola-BR", "2026-10-10", "2026-11-01", None, setting="bridging")], [6]),
    ("drug-not-known", [DLBCL, therapy("R-CHOP + zanubrutnib"), response()], [1]),
    ("procedure-not-known", [*SOUND, records.Procedure(procedure="autologus stem cell transplent",
                                                       date="2021-08-01")], [6]),
    ("disease-not-known", [records.Diagnosis(disease="mylenoma multiple", date="2020-01-10"), *SOUND[1:]], [0]),
    ("lines-overlap", [DLBCL, therapy(end="2021-04-01"), response(), therapy("R-ICE", "2021-03-20", "2021-06-01", 2),
                       response("PR", "2021-07-01", 2)], [1, 3]),
    ("line-order", [DLBCL, therapy(line=2), response(line=2), therapy("R-ICE", "2021-03-20", "2021-06-01", 1),
                    response("PR", "2021-07-01", 1)], [1, 3]),
    ("typed-count-differs", [MYELOMA, therapy("VRd"), response("PR"), relapse("progression"),
                             therapy("DPd", "2021-03-20", "2021-06-01", 1)], [1, 4]),
    ("planned-part-as-line", [MYELOMA, therapy("VRd"), response("PR"),
                              therapy("Lenalidomide", "2020-09-01", "2021-09-01", 2, setting="maintenance",
                                      best_response="CR"), response("CR", "2021-01-01", 2)], [3]),
    ("cycles-as-lines", [DLBCL, therapy(end="2020-02-05"), therapy(start="2020-02-22", end="2020-02-26", line=2),
                         therapy(start="2020-03-15", end="2020-03-19", line=3), response(line=1), response(line=2),
                         response(line=3)], [1, 2, 3]),
    ("no-end", [DLBCL, therapy(end=None), *SOUND[2:]], [1]),
    ("line-without-response", [DLBCL, therapy(), therapy("R-ICE", "2021-03-20", "2021-06-01", 2),
                               response("PR", "2021-07-01", 2)], [1]),
    ("response-undated", [DLBCL, therapy(best_response="CR")], [1]),
    ("response-without-evidence", [DLBCL, therapy(), response(judged_by="")], [2]),
    ("relapse-without-response", [DLBCL, therapy(), relapse()], [2]),
    ("relapse-without-proof", [*SOUND[:3], relapse(proven_by=""), *SOUND[4:]], [3]),
    ("relapse-dates", [*SOUND, relapse(when="2021-03-08")], [3, 6]),
    ("same-drug-twice", [MYELOMA, therapy("Revlimid"), response("PR"),
                         therapy("lenalidomide", "2020-03-01", "2020-05-01")], [1, 3]),
    ("same-drug-twice", [MYELOMA, therapy("the new plan", drugs="Revlimid, dexamethasone, lenalidomide"),
                         response("PR")], [1]),
    ("drugs-not-known", [DLBCL, therapy("Trial ABC-1234 drug"), response()], [1]),
    ("treatment-among-medicines", [*SOUND, records.Medicine(name="Imbruvica", date="2021-08-01")], [6]),
    ("recorded-twice", [*SOUND, records.Lab(test="LDH", value="310", date="2021-03-02"),
                        records.Lab(test="ldh ", value="310", date="2021-03-02", note="again")], [6, 7]),
    ("undated", [*SOUND, records.Scan(modality="PET-CT"), records.Note(title="Ask about travel")], [6]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("remark_id", "entries", "about"), CASES, ids=[f"{case[0]}-{n}" for n, case in enumerate(CASES)]
)
def test_it_is_asked_about_its_records_and_once(remark_id, entries, about):
    found = [remark for remark in asked(*entries, born=PartialDate("1960-01-01")) if remark.id == remark_id]
    assert len(found) == 1
    assert set(found[0].records) == {entries[place].id for place in about}


def test_every_kind_of_question_is_tried_here():
    assert {case[0] for case in CASES} | {"counting-question"} == set(remark_rules())


@pytest.mark.parametrize(
    ("remark_id", "entries"),
    [
        ("event-before-diagnosis", [DLBCL, therapy(start="2019-12-28"), response()]),
        ("response-before-treatment", [DLBCL, therapy(start="2020-06"), response(when="2020-06")]),
        ("which-line", [*SOUND[:3], *SOUND[4:], relapse(line=None)]),
        ("lines-overlap", [DLBCL, therapy(end="2021-03"), *SOUND[2:]]),
        ("no-end", [DLBCL, therapy(end=None), response()]),
        ("line-without-response", [DLBCL, therapy(ended_because="progression"), *SOUND[4:]]),
        ("line-without-response", [DLBCL, therapy(start="2026-06-01", end="2026-10-20")]),
        ("relapse-without-response", [DLBCL, therapy(), relapse("progression")]),
        ("relapse-without-response", [DLBCL, therapy(), response("much better"), relapse()]),
        ("relapse-without-proof", [*SOUND[:3], relapse(proven_by=""), records.Scan(modality="CT", date="2021-02")]),
        ("relapse-dates", [*SOUND, relapse(when="2021-08-01", line=2)]),
        (
            "same-drug-twice",
            [MYELOMA, therapy("Revlimid"), response("PR"), therapy("lenalidomide", "2020-07-01", "2021")],
        ),
        ("recorded-twice", [*SOUND, relapse(when="2021-03-08"), response("CR", "2020-07-08")]),
        ("planned-part-as-line", [*SOUND]),
        (
            "cycles-as-lines",
            [DLBCL, therapy(), response(), relapse(), therapy(start="2021-03-10", end="2021-06", line=2)],
        ),
        ("in-the-future", [DLBCL, therapy(end="2026-12-20"), response()]),
    ],
)
def test_it_is_not_asked_where_dates_or_words_leave_room(remark_id, entries):
    assert remark_id not in ids(*entries)


def test_what_a_rule_of_counting_leaves_open_is_asked_of_the_team():
    found = asked(
        records.Diagnosis(disease="CLL", date="2018"),
        records.Therapy(regimen="Acalabrutinib", date="2019-02-04", end="2020-11-30", ended_because="side effects"),
        response("PR", "2019-09-01", None),
        records.Therapy(regimen="Zanubrutinib", date="2020-12-14"),
    )
    (question,) = [remark for remark in found if remark.id == "counting-question"]
    assert question.text.startswith("Line 1 (Acalabrutinib): ")
    assert question.text.endswith("?")


def test_one_of_ten_thousand_records_is_named_and_the_rest_are_counted():
    scans = [records.Scan(modality="CT") for _n in range(12)]
    (remark,) = asked(*scans)
    assert remark.text == "Without a date, so the picture cannot show it: CT, CT, CT, CT, CT and 7 more."
    assert len(remark.records) == 12


@pytest.mark.thorough
def test_the_sample_case_is_asked_nothing(tmp_path):
    make_sample(tmp_path / "case")
    with Casebook.open(tmp_path / "case") as book:
        case = book.snapshot()
    assert facts_of(case.entries, date(2026, 11, 21), born=case.person.born).remarks == ()


def test_ten_years_of_one_family_are_asked_only_how_responses_were_judged():
    entries = [row.entry for row in read_history(TEN_YEARS.read_bytes()).rows]
    (remark,) = facts_of(entries, date(2025, 5, 14), born=PartialDate("1950")).remarks
    assert remark.id == "response-without-evidence"
    assert len(remark.records) == 7


def test_every_question_has_a_source_and_asks_gently():
    data = bundled.toml("rules", "remarks.toml")
    tags = {source["tag"] for source in data["source"]}
    assert {rule.source for rule in remark_rules().values()} == tags
    for rule in remark_rules().values():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.id), rule.id
        assert rule.as_of == data["as_of"]
        assert rule.text[-1] in ".?}", rule.id
        assert not re.search(r"\b(error|invalid|wrong|must|fail\w*|incorrect|missing|warning)\b", rule.text), rule.id


def test_dates_near_the_ends_of_time_are_asked_about_like_any_other():
    early = records.Therapy(regimen="R-CHOP", date="0001-01-01", end="before 0001")
    late = records.Relapse(event="relapse", date=PartialDate.of_day(date.max - timedelta(days=1)))
    assert {remark.id for remark in asked(DLBCL, early, late)} >= {"in-the-future", "event-before-diagnosis"}


def test_a_relapse_that_the_next_line_needs_is_not_asked_about():
    assert "which-line" not in ids(DLBCL, therapy(), response(), relapse(when="about 2021-03", line=None), *SOUND[4:])


def test_a_misspelt_word_is_offered_the_word_it_is_like():
    told = asked(DLBCL, records.Procedure(procedure="autologus stem cell transplent", date="2021-08-01"))
    assert any("Did you mean Autologous" in remark.text for remark in told)
    assert not any("not-known" in one for one in ids(DLBCL, records.Procedure(procedure="wisdom tooth removed")))


@pytest.mark.parametrize("finding", ["no transformation", "DLBCL; transformation excluded"])
def test_a_denied_change_in_a_finding_asks_nothing(finding):
    assert ids(*SOUND, records.Biopsy(specimen="lymph node", finding=finding, date="2021-03-02")) == []
