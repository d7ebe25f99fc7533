"""The worked histories of the published counting rules, each with its whole table of lines written by hand.

Every history is built twice where it can be: as the form takes it, with its place in the plan, and as a bare table
that a family imports. Where a bare table cannot tell what was planned, the line carries a question instead.
"""

import pytest

from worked_lines import diagnosed, procedure, relapse, response, table, therapy, typed

MYELOMA = diagnosed("Multiple myeloma")
DLBCL = diagnosed("Diffuse large B-cell lymphoma (DLBCL)")

VRD = "therapy | 2019-01-07 | 2019-04-20 | | VRd: bortezomib, lenalidomide | 4 | cycles | VGPR, went on to transplant"
ONE_PLAN = [
    MYELOMA,
    therapy("VRd", "2019-01-07", "2019-04-20", setting="induction", cycles="4", ended_because="Moved on as planned"),
    procedure("Autologous transplant", "2019-06-12", detail="Melphalan 200", planned="yes"),
    therapy("VRd", "2019-09-02", "2019-10-28", setting="consolidation", planned="yes", cycles="2"),
    therapy("Lenalidomide", "2019-12-01", setting="maintenance", planned="yes"),
]
ONE_PLAN_BARE = f"""{VRD}
procedure | 2019-06-12 | | | autologous transplant | 200 | mg/m2
therapy | 2019-09-02 | 2019-10-28 | | VRd | 2 | cycles
therapy | 2019-12-01 | {{end}} | | Lenalidomide"""


def test_case_1_one_plan_with_transplant_consolidation_and_maintenance_is_one_line():
    assert table(ONE_PLAN) == [
        "1 | VRd | VRd (induction), Autologous transplant (transplant), VRd (consolidation), Lenalidomide (maintenance)"
        " | M1 M7 M2 | - | -"
    ]
    assert table([MYELOMA, *typed(ONE_PLAN_BARE.format(end=""))]) == [
        "1 | VRd | VRd (treatment), autologous transplant (transplant), VRd (consolidation), Lenalidomide (maintenance)"
        " | M1 M7 M2 | - | -"
    ]


def test_case_2_progression_on_maintenance_and_another_treatment_is_the_second():
    grew, then = relapse("progression", "2021-11-20"), therapy("DPd", "2021-12-15", setting="salvage")
    assert table([*ONE_PLAN, grew, then])[1:] == ["2 | DPd | DPd (salvage) | M3 | - | -"]
    bare = f"""{ONE_PLAN_BARE.format(end="2021-12")}
        relapse | 2021-11-20 | | | progression
        therapy | 2021-12-15 | | | DPd"""
    assert table([MYELOMA, *typed(bare)]) == [
        "1 | VRd | VRd (treatment), autologous transplant (transplant), VRd (consolidation), Lenalidomide (maintenance)"
        " | M1 M7 M2 | - | progression",
        "2 | DPd | DPd (treatment) | M3 | - | -",
    ]


@pytest.mark.parametrize("fewer", ["Rd", "lenalidomide, dexamethasone", "Revlimid 25 mg"])
def test_case_3_dropping_one_drug_is_not_a_new_line(fewer):
    kept = [MYELOMA, therapy("VRd", "2019-01-07", "2019-04-20", ended_because="Side effects / not tolerated")]
    expected = [f"1 | VRd | VRd (treatment), {fewer} (treatment) | M1 M4 | - | -"]
    assert table([*kept, therapy(fewer, "2019-04-21")]) == expected
    bare = f"""therapy | 2019-01-07 | 2019-04-20 | | VRd | 4 | cycles | bortezomib stopped: neuropathy
        therapy | 2019-04-21 | | | {fewer}"""
    assert table([MYELOMA, *typed(bare)]) == expected


def test_case_4_a_drug_added_without_having_been_planned_is_a_new_line():
    first = therapy("Rd", "2019-01-07")
    added = therapy("DRd", "2020-04-21", planned="no", note="M protein rising")
    assert table([MYELOMA, first, added]) == [
        "1 | Rd | Rd (treatment) | M1 | - | -",
        "2 | DRd | DRd (treatment) | M5 | - | -",
    ]
    bare = "therapy | 2019-01-07 | | | Rd\ntherapy | 2020-04-21 | | | Rd + daratumumab"
    assert table([MYELOMA, *typed(bare)])[1:] == ["2 | Rd + daratumumab | Rd + daratumumab (treatment) | M5 | M5 | -"]
    told = f"{bare} | | | | Daratumumab added, unplanned: M protein rising"
    assert table([MYELOMA, *typed(told)])[1:] == ["2 | Rd + daratumumab | Rd + daratumumab (treatment) | M5 | - | -"]


def test_case_5_a_planned_pair_of_transplants_is_one_line():
    given = [
        MYELOMA,
        therapy("VCd", "2019-01-07", "2019-04-20", setting="induction"),
        procedure("ASCT", "2019-06-12", planned="yes"),
        procedure("ASCT", "2019-09-14", detail="second of a planned tandem"),
    ]
    steps = "VCd (induction), ASCT (transplant), ASCT (transplant)"
    assert table(given) == [f"1 | VCd | {steps} | M1 M7 M6 | - | -"]
    bare = """therapy | 2019-01-07 | 2019-04-20 | | VCd
        procedure | 2019-06-12 | | | ASCT
        procedure | 2019-09-14 | | | ASCT"""
    steps = steps.replace("induction", "treatment")
    assert table([MYELOMA, *typed(bare)]) == [f"1 | VCd | {steps} | M1 M7 M6 | M6 | -"]


TWO_TRANSPLANTS = """therapy | 2015-01-07 | 2015-04-20 | | VRd | 4 | cycles
    procedure | 2015-06-12 | | | ASCT
    {between}
    procedure | 2019-09-14 | | | autologous stem cell transplant | | | | {note}"""


@pytest.mark.parametrize("note", ["", "planned for long"])
def test_case_6_a_second_transplant_years_later_is_a_line_more(note):
    bare = TWO_TRANSPLANTS.format(between="relapse | 2019-03 | | | relapse", note=note)
    name = "autologous stem cell transplant"
    assert table([MYELOMA, *typed(bare)]) == [
        "1 | VRd | VRd (treatment), ASCT (transplant) | M1 M7 | - | relapse",
        f"2 | {name} | {name} (transplant) | M6 | - | -",
    ]
    unknown = TWO_TRANSPLANTS.format(between="note | 2019 | | | nothing", note=note)
    assert table([MYELOMA, *typed(unknown)])[1] == f"2 | {name} | {name} (transplant) | M6 | - | -"


def test_case_6_a_second_transplant_after_its_own_treatment_is_one_line_more():
    given = """relapse | 2019-03 | | | relapse
        therapy | April 2019 | August 2019 | | DVd | | | went on to transplant"""
    steps = "DVd (treatment), autologous stem cell transplant (transplant)"
    lines = table([MYELOMA, *typed(TWO_TRANSPLANTS.format(between=given, note=""))])
    assert lines[1:] == [f"2 | DVd | {steps} | M3 M7 | - | -"]


@pytest.mark.parametrize("cycles", ["0.5 | cycles", "0,5 | cycles", "½ | cycle", "half a cycle |", "half | cycle"])
def test_case_7_half_a_cycle_is_written_down_and_not_counted(cycles):
    bare = f"""therapy | 2019-01-07 | 2019-01-20 | | KRd | {cycles} | heart failure
        therapy | 2019-02-20 | | | DPd"""
    assert table([MYELOMA, *typed(bare)]) == [
        "- | KRd | KRd (attempt) | M9 | M9 | -",
        "1 | DPd | DPd (treatment) | M1 | - | -",
    ]


def test_case_7_told_in_a_note():
    attempt = therapy("KRd", "2019-01-07", ended_because="heart failure", note="Stopped after half a cycle.")
    assert table([MYELOMA, attempt, therapy("DPd", "2019-02-20")])[0] == "- | KRd | KRd (attempt) | M9 | M9 | -"


def test_case_8_relapse_salvage_and_planned_transplant_are_the_second_line():
    given = [
        DLBCL,
        therapy("R-CHOP", "2019-01-07", "2019-05-20", setting="Induction / first line", cycles="6"),
        response("CR", "2019-06-10"),
        relapse("relapse", "2020-01-20"),
        therapy("R-ICE", "2020-02-03", "2020-03-20", setting="Salvage", cycles="2", ended_because="next"),
        response("PR", "2020-04-01"),
        therapy("BEAM", "2020-04-13", "2020-04-18", setting="Conditioning"),
        procedure("Autologous transplant", "2020-04-20", planned="yes"),
    ]
    assert table(given) == [
        "1 | R-CHOP | R-CHOP (induction) | L1 | - | CR, relapse",
        "2 | R-ICE | R-ICE (salvage), BEAM (conditioning), Autologous transplant (transplant) | L2 L4 | - | PR",
    ]
    bare = """therapy | 2019-01-07 | 2019-05-20 | | R-CHOP | 6 | cycles | CR
        relapse | 2020-01-20 | | | relapse
        therapy | 2020-02-03 | 2020-03-20 | | R-ICE | 2 | cycles | PR
        procedure | 2020-04-20 | | | BEAM autologous transplant"""
    assert table([DLBCL, *typed(bare)]) == [
        "1 | R-CHOP | R-CHOP (treatment) | L1 | - | relapse",
        "2 | R-ICE | R-ICE (treatment), BEAM autologous transplant (transplant) | L2 L4 | - | -",
    ]


@pytest.mark.parametrize("told", ["SD", "stable disease"])
def test_case_9_stable_disease_and_another_treatment_is_the_second(told):
    expected = ["1 | R-CHOP | R-CHOP (treatment) | L1 | - | {}", "2 | R-GDP | R-GDP (treatment) | L3 | - | -"]
    given = [DLBCL, therapy("R-CHOP", "2019-01-07", "2019-04-01"), response(told, "2019-04-03"),
             therapy("R-GDP", "2019-04-10")]  # fmt: skip
    assert table(given) == [expected[0].format(told), expected[1]]
    bare = f"""therapy | 2019-01-07 | 2019-04-01 | | R-CHOP | 4 | cycles | {told}
        therapy | 2019-04-10 | | | R-GDP"""
    assert table([DLBCL, *typed(bare)]) == [expected[0].format("-"), expected[1]]


def test_case_10_planned_radiation_belongs_to_its_line():
    course = therapy("R-CHOP", "2019-01-07", "2019-05-20", cycles="6", ended_because="Completed as planned")
    steps = "R-CHOP (treatment), radiotherapy (radiation)"
    for told in ({"planned": "yes"}, {"detail": "consolidation of the bulk"}, {"note": "Planned from the start."}):
        given = [DLBCL, course, procedure("radiotherapy", "2019-07-01", end="2019-07-20", **told)]
        assert table(given) == [f"1 | R-CHOP | {steps} | L1 L6 | - | -"]
    bare = """therapy | 2019-01-07 | 2019-05-20 | | R-CHOP | 6 | cycles | CR
        procedure | 2019-07-01 | 2019-07-20 | | radiotherapy | 36 | Gy"""
    assert table([DLBCL, *typed(bare)]) == [f"1 | R-CHOP | {steps} | L1 L6 | L6 | -"]


def test_case_11_another_drug_of_the_class_for_side_effects_is_one_line_or_two():
    bare = """therapy | 2019-01-07 | 2019-05-20 | | Acalabrutinib | | | side effects
        response | 2019-04-02 | | | SD
        therapy | 2019-06-07 | | | Brukinsa"""
    steps = "Acalabrutinib (treatment), Brukinsa (treatment)"
    assert table([diagnosed("CLL"), *typed(bare)]) == [f"1 | Acalabrutinib | {steps} | C1 C2 L5 | L5 | SD"]
    assert table([diagnosed("MCL"), *typed(bare)]) == [f"1 | Acalabrutinib | {steps} | L1 L5 | L5 | SD"]


def test_case_12_all_counts_by_remission():
    given = [
        diagnosed("B-ALL"),
        therapy("Hyper-CVAD", "2019-01-07", "2019-07-20", setting="induction", cycles="8"),
        response("CR1", "2019-03-01"),
        procedure("Allogeneic transplant", "2019-09-10", planned="yes"),
        relapse("relapse", "2021-01-05"),
        therapy("Blinatumomab", "2021-02-01", "2021-04-20"),
        response("CR2", "2021-05-01"),
    ]
    assert table(given) == [
        "1 | Hyper-CVAD | Hyper-CVAD (induction), Allogeneic transplant (transplant) | A1 M7 | - | CR1, relapse",
        "2 | Blinatumomab | Blinatumomab (treatment) | A2 | - | CR2",
    ]
    bare = """therapy | 2019-01-07 | 2019-07-20 | | Hyper-CVAD | 8 | cycles
        response | 2019-03-01 | | | CR1
        procedure | September 2019 | | | haploidentical transplant
        relapse | 2021-01-05 | | | relapse
        therapy | February 2021 | April 2021 | | Blincyto | 2 | cycles | CR"""
    assert table([diagnosed("acute lymphoblastic leukemia"), *typed(bare)]) == [
        "1 | Hyper-CVAD | Hyper-CVAD (treatment), haploidentical transplant (transplant) | A1 M7 | - | CR1, relapse",
        "2 | Blincyto | Blincyto (treatment) | A2 | - | -",
    ]


def test_case_13_watching_and_waiting_is_no_line():
    bare = """therapy | 2014 | 2017 | | watch and wait
        relapse | December 2016 | | | progression
        therapy | 2017-01-07 | 2017-06-20 | | BR | 6 | cycles | CR
        relapse | 2018-09-05 | | | progression
        therapy | October 2018 | | | R2"""
    assert table([diagnosed("follicular lymphoma", "2014"), *typed(bare)]) == [
        "- | watch and wait | watch and wait (supportive) | L7 | - | -",
        "1 | BR | BR (treatment) | L1 | - | progression",
        "2 | R2 | R2 (treatment) | L2 | - | -",
    ]


COLLECTED = """therapy | 2019-01-07 | 2019-05-20 | | R-CHOP | 6 | cycles | CR
    relapse | 2020-01-20 | | | relapse
    therapy | 2020-02-03 | 2020-03-20 | | R-ICE | 2 | cycles | PD
    procedure | 2020-04-20 | | | leukapheresis
    therapy | 2020-04-25 | 2020-05-20 | | Pola-BR | 1 | cycles | | {note}
    relapse | 2020-06-01 | | | progression | | | | the cells were not infused"""


def test_case_14_collected_bridged_and_not_infused_leaves_the_lines_before_and_a_question():
    assert table([DLBCL, *typed(COLLECTED.format(note="Bridging"))]) == [
        "1 | R-CHOP | R-CHOP (treatment) | L1 | - | relapse",
        "2 | R-ICE | R-ICE (treatment) | L2 | - | -",
        "- | Pola-BR | Pola-BR (bridging) | T2 T5 | T5 | progression",
    ]
    given = [DLBCL, therapy("R-CHOP", "2019-01-07", "2019-05-20"), relapse("relapse", "2020-01-20"),
             procedure("Apheresis for CAR-T", "2020-04-20"), therapy("Pola-BR", "2020-04-25", setting="Bridging"),
             procedure("CAR-T infusion", "2020-06-10", outcome="not infused: called off")]  # fmt: skip
    # It is written down that they were called off: nothing is left to ask.
    assert table(given)[1:] == ["- | Pola-BR | Pola-BR (bridging) | T2 T5 | - | -"]


def test_case_14_where_nobody_said_bridging_both_are_asked():
    assert table([DLBCL, *typed(COLLECTED.format(note=""))])[1:] == [
        "2 | R-ICE | R-ICE (treatment) | L2 | T5 | -",
        "3 | Pola-BR | Pola-BR (treatment) | L2 | T2 | progression",
    ]


@pytest.mark.parametrize("days", ["2019-08-15", "2019-09-14"])
def test_cases_15_and_16_progression_after_the_last_dose_ends_the_line_however_many_days(days):
    bare = f"""therapy | 2019-01-07 | 2019-07-01 | | KRd | 6 | cycles
        relapse | {days} | | | progression
        therapy | 2019-10-01 | | | DPd"""
    assert table([MYELOMA, *typed(bare)]) == [
        "1 | KRd | KRd (treatment) | M1 | - | progression",
        "2 | DPd | DPd (treatment) | M3 | - | -",
    ]


def test_an_antibody_for_mrd_inside_the_plan_of_all_belongs_to_its_line():
    bare = """therapy | 2019-01-07 | 2019-04-20 | | Hyper-CVAD | 4 | cycles | CR
        therapy | May 2019 | June 2019 | | Blincyto | 1 | cycles | | {note}
        procedure | 2019-07-02 | | | lumbar puncture
        therapy | July 2019 | June 2021 | | POMP | | | | Maintenance"""
    steps = "Hyper-CVAD (treatment), Blincyto (treatment), POMP (maintenance)"
    for note, asked in (("for MRD", "-"), ("", "A3")):
        entries = [diagnosed("Ph+ ALL"), *typed(bare.format(note=note))]
        assert table(entries) == [f"1 | Hyper-CVAD | {steps} | A1 A3 | {asked} | -"]


def test_a_first_treatment_of_all_without_a_remission_leaves_a_question():
    bare = """therapy | 2019-01-07 | 2019-02-20 | | Hyper-CVAD | 2 | cycles
        relapse | 2019-02-22 | | | primary induction failure
        therapy | 2019-03-01 | | | FLAG-Ida"""
    lines = table([diagnosed("T-ALL/LBL"), *typed(bare)])
    assert lines[1] == "2 | FLAG-Ida | FLAG-Ida (treatment) | A4 | A4 | -"


def test_cll_counts_each_treatment_and_a_btk_inhibitor_once():
    bare = """therapy | 2016-01-07 | 2016-06-20 | | FCR | 6 | cycles | CR
        relapse | May 2018 | | | relapse
        therapy | June 2018 | December 2019 | | Imbruvica
        therapy | February 2020 | February 2021 | | ibrutinib 420 mg | | | progression
        therapy | March 2021 | March 2023 | | Venetoclax + rituximab"""
    assert table([diagnosed("CLL/SLL", "2015"), *typed(bare)]) == [
        "1 | FCR | FCR (treatment) | C1 | - | relapse",
        "2 | Imbruvica | Imbruvica (treatment), ibrutinib 420 mg (treatment) | C1 C2 | - | -",
        "3 | Venetoclax + rituximab | Venetoclax + rituximab (treatment) | C1 | - | -",
    ]


def test_a_change_into_a_fast_lymphoma_opens_a_line():
    bare = """diagnosis | 2015 | | | Follicular lymphoma (FL)
        diagnosis | 2019-02-11 | | | DLBCL transformed from follicular lymphoma
        therapy | 2016-01-07 | 2016-06-20 | | BR | 6 | cycles | CR
        therapy | September 2016 | June 2018 | | MabThera
        therapy | March 2019 | July 2019 | | R-CHOP | 6 | cycles | CR"""
    assert table(typed(bare)) == [
        "1 | BR | BR (treatment), MabThera (maintenance) | L1 M4 | - | -",
        "2 | R-CHOP | R-CHOP (treatment) | L2 | - | -",
    ]


CAR_T = """therapy | 2019-01-07 | 2019-05-20 | | R-CHOP | 6 | cycles | CR
    relapse | 2020-01-20 | | | relapse
    therapy | 2020-02-03 | 2020-03-20 | | R-ICE | 2 | cycles | PD
    therapy | 2020-04-01 | 2020-04-10 | | Rituximab | | | | Holding until the cells are collected
    procedure | 2020-04-20 | | | apheresis
    therapy | 2020-04-25 | 2020-05-20 | | Pola-BR | 1 | cycles | | {bridging}
    response | 2020-05-25 | | | SD
    procedure | 2020-05-10 | 2020-05-14 | | radiotherapy | 20 | Gy
    therapy | 2020-05-30 | 2020-06-01 | | Flu/Cy
    procedure | 2020-06-04 | | | {cells}
    response | 2020-07-04 | | | CR
    relapse | 2021-01-04 | | | relapse
    therapy | February 2021 | | | glofitamab"""


@pytest.mark.parametrize("cells", ["CAR-T infusion", "CAR T cells", "Yescarta"])
def test_car_t_holds_its_holding_bridging_and_lymphodepletion_inside(cells):
    steps = (
        "Rituximab (holding), Pola-BR (bridging), radiotherapy (bridging), Flu/Cy (lymphodepletion), "
        f"{cells} (cell-therapy)"
    )
    for bridging in ("Bridging", ""):
        assert table([DLBCL, *typed(CAR_T.format(cells=cells, bridging=bridging))]) == [
            "1 | R-CHOP | R-CHOP (treatment) | L1 | - | relapse",
            "2 | R-ICE | R-ICE (treatment) | L2 | - | SD",
            f"3 | {cells} | {steps} | T4 T1 T2 T3 | T1 T2 | CR, relapse",
            "4 | glofitamab | glofitamab (treatment) | L2 | - | -",
        ]
