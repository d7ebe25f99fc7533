"""`caregiver trends`: tests, units and values as printed; which are shown is chosen in one undoable step."""

import pytest


@pytest.fixture
def labs(caregiver, case, history):
    file = history(
        "lab,2023-05-12,LDH,412,U/L,H,report,",
        "lab,2023-06-20,lactate dehydrogenase,398,U/l,,report,",
        "lab,about 2023-10,LDH,<100,U/L,,memory,",
        "lab,2024-01-10,LDH,365,U/L,,report,",
        "lab,2024-06-20,LDH,6.1,µkat/L,,report,",
        "lab,2023-05-12,CRP,3,mg/L,,report,",
        "lab,2023-06-12,CRP,4,mg/L,,report,",
        "lab,,CRP,5,mg/L,,report,",
        "lab,2023-06-12,IFE,positive,,,report,",
    )
    assert caregiver("import", case, file).code == 0
    return case


def test_the_tests_are_listed_with_their_counts_and_units_and_what_is_not_drawn(caregiver, labs):
    told = caregiver("trends", labs)
    assert told.code == 0
    rows = [line.split() for line in told.out.splitlines()]
    assert ["1", "LDH", "5", "U/L", "2023-05-12", "2024-06-20"] in rows
    assert ["2", "CRP", "3", "mg/L", "2023-05-12", "2023-06-12"] in rows
    assert ["IFE", "1", "2023-06-12", "2023-06-12"] in rows
    for words in ("No test was chosen", "“lactate dehydrogenase” are of the same test", "one value alone is no trend"):
        assert words in told.out
    assert "CRP: 1 value without a date is not drawn." in told.out


def test_json_holds_the_points_as_printed(caregiver, labs):
    told = caregiver("trends", labs, "--json").json
    ldh = next(test for test in told["tests"] if test["test"] == "LDH")
    assert (told["person"], told["chosen"], ldh["position"]) == ("Lin Wei", False, 1)
    (trend,) = ldh["trends"]
    assert (trend["unit"], trend["other_spellings"]) == ("U/L", ["U/l"])
    assert [(point["value"], point["unit"], point["number"]) for point in trend["points"]] == [
        ("412", "U/L", 412.0), ("398", "U/l", 398.0), ("<100", "U/L", None),
        ("365", "U/L", 365.0),
    ]  # fmt: skip
    assert [(point["value"], point["unit"]) for point in ldh["alone"]] == [("6.1", "µkat/L")]
    assert (trend["points"][0]["printed_flag"], trend["points"][2]["date"]) == ("H", "about 2023-10")
    crp = next(test for test in told["tests"] if test["test"] == "CRP")
    assert [point["value"] for point in crp["undated"]] == ["5"]


def test_showing_tests_keeps_their_order_and_undo_takes_the_choice_back(caregiver, labs):
    told = caregiver("trends", labs, "--show", "IFE", "--show", "乳酸脱氢酶", "--json").json
    assert [(test["test"], test["position"]) for test in told["tests"]] == [("IFE", 1), ("LDH", 2), ("CRP", None)]
    assert "Choose lab tests" in caregiver("undo", labs).out
    assert not caregiver("trends", labs, "--json").json["chosen"]


def test_the_default_forgets_the_choice(caregiver, labs):
    caregiver("trends", labs, "--show", "CRP")
    assert caregiver("trends", labs, "--json").json["chosen"]
    assert not caregiver("trends", labs, "--default", "--json").json["chosen"]


def test_a_test_without_values_is_not_chosen_and_those_there_are_named(caregiver, labs):
    told = caregiver("trends", labs, "--show", "LDH", "--show", "zinc")
    assert (told.code, told.out) == (1, "")
    assert "There is no lab result of “zinc” in the case." in told.err
    assert "The tests are LDH, CRP, IFE." in told.err
    assert not caregiver("trends", labs, "--json").json["chosen"]


def test_choosing_and_forgetting_at_once_is_refused(caregiver, labs):
    told = caregiver("trends", labs, "--show", "LDH", "--default")
    assert told.code == 2
    assert "Use one of them" in told.err


def test_an_empty_case_says_that_there_are_none(caregiver, case):
    assert caregiver("trends", case).out == "There are no lab results in the case.\n"
    assert caregiver("trends", case, "--json").json["tests"] == []
