"""What families write beside a treatment decides whether it was given, why it ended and how it answered."""

from datetime import date

import pytest

from caregiver_app.domain.timeline.counting.courses import answer_named
from caregiver_app.domain.timeline.line_words import best_response, how_counted
from caregiver_app.domain.timeline.lines import lines_by_rules, lines_of_therapy, unplaced_procedures
from worked_lines import diagnosed, numbers, procedure, relapse, table, therapy, typed

TODAY = date(2026, 11, 20)
DLBCL = diagnosed("DLBCL", "2024-01-10")
TWO_LINES = [
    DLBCL,
    therapy("R-CHOP", "2024-02-01", "2024-06-01", best_response="CR"),
    relapse("relapse", "2024-12-10"),
    therapy("R-ICE", "2025-01-02", "2025-02-20", best_response="PD"),
    procedure("Apheresis for CAR-T", "2025-03-10"),
]
BRIDGED = therapy("Pola-BR", "2025-03-15", "2025-04-30", setting="Bridging", best_response="PD")
NEXT = therapy("epcoritamab", "2025-05-20")


def rows(entries):
    return [(line.number, line.regimen, line.rules, line.flags) for line in lines_of_therapy(entries)]


@pytest.mark.parametrize(
    "outcome",
    [
        "cancelled - not infused", "not infused", "never infused", "manufacturing failed", "production failure",
        "out of specification, not given", "postponed", "cancelled because not fit", "withdrawn", "未回输", "制备失败",
    ],
)  # fmt: skip
@pytest.mark.parametrize("field", ["outcome", "detail", "note"])
def test_cells_that_were_never_given_make_no_line_wherever_that_is_written(outcome, field):
    infusion = procedure("CAR-T", "2025-05-05", **{field: outcome})
    lines = rows([*TWO_LINES, BRIDGED, infusion, NEXT])
    assert [line[:2] for line in lines] == [(1, "R-CHOP"), (2, "R-ICE"), (None, "Pola-BR"), (3, "epcoritamab")]
    assert lines[2][2:] == (("T2", "T5"), ())


def test_cells_put_off_and_then_given_make_their_line():
    infusion = procedure("CAR-T", "2025-05-05", note="postponed for a week because of fever, then given")
    assert [line[:2] for line in rows([*TWO_LINES, infusion])][-1] == (3, "CAR-T")
    answered = procedure("CAR-T", "2025-05-05", outcome="CR", note="first date cancelled")
    assert [line[:2] for line in rows([*TWO_LINES, answered])][-1] == (3, "CAR-T")


def test_cells_called_off_that_stand_as_a_treatment_make_no_line():
    lines = rows([*TWO_LINES, therapy("Yescarta", "2025-05-05", ended_because="cancelled - not infused"), NEXT])
    assert [(number, rules) for number, _name, rules, _flags in lines][2:] == [(None, ("T5",)), (3, ("L2",))]


def test_a_note_that_the_cells_were_called_off_leaves_nothing_to_ask():
    told = typed("note | 2025-05-05 | | | CAR-T cancelled | | | | Too sick, cells made but not infused")
    assert rows([*TWO_LINES, BRIDGED, *told])[2][3] == ()
    assert rows([*TWO_LINES, BRIDGED])[2][3] == ("T5",)


def test_what_is_planned_for_a_day_to_come_is_no_line_yet():
    infusion = procedure("CAR-T infusion (Breyanzi)", "2026-12-10")
    entries = [*TWO_LINES, infusion]
    *before, planned = lines_of_therapy(entries, TODAY)
    assert [line.number for line in before] == [1, 2]
    assert (planned.number, planned.given, planned.rules, planned.counts) == (None, False, ("N3",), False)
    assert planned.is_to_come
    assert planned.steps == (infusion,)
    assert not any(line.is_to_come or line.flags for line in before)
    assert [line.number for line in lines_of_therapy(entries, date(2026, 12, 10))] == [1, 2, 3]
    assert [line.number for line in lines_by_rules(entries, TODAY)] == [1, 2, None]
    assert unplaced_procedures(entries, TODAY) == ()


def test_a_number_typed_for_a_day_to_come_waits_for_the_day():
    numbered = therapy("epcoritamab", "2026-12-01", line=3)
    assert [line.number for line in lines_of_therapy([*TWO_LINES, numbered], TODAY)] == [1, 2, None]
    assert numbers([*TWO_LINES, numbered])[-1] == 3


def test_a_month_that_has_begun_is_no_day_to_come():
    begun = therapy("epcoritamab", "2026-11")
    assert not any(line.is_to_come for line in lines_of_therapy([*TWO_LINES, begun], TODAY))


MANTLE = diagnosed("mantle cell lymphoma", "2017")


@pytest.mark.parametrize(
    "told",
    [
        "stopped: progression", "stopped because it grew", "12 cycles planned, stopped after 8 - progress",
        "progressed on treatment", "Switched: no response", "停药：疾病进展",
    ],
)  # fmt: skip
@pytest.mark.parametrize("field", ["note", "ended_because"])
def test_why_a_treatment_ended_may_stand_in_its_note(told, field):
    first = therapy("ibrutinib", "2022-07", "2024-09", **{field: told})
    assert numbers([MANTLE, first, therapy("zanubrutinib", "2024-10")]) == [1, 2]


@pytest.mark.parametrize(
    "told",
    [
        "no progression", "given because R-CHOP was stopped when it grew", "for the relapse", "progressed on R-CHOP",
        "not stopped, no progression", "",
    ],
)  # fmt: skip
def test_a_note_about_something_else_tells_no_reason(told):
    first = therapy("ibrutinib", "2022-07", "2024-09", note=told)
    assert numbers([MANTLE, first, therapy("zanubrutinib", "2024-10")]) == [1]


@pytest.mark.parametrize("name", ["CAR-T infusion", "Autologous transplant", "Radiation"])
def test_a_response_written_as_the_outcome_of_a_procedure_is_a_response(name):
    line = lines_of_therapy([DLBCL, procedure(name, "2025-05-05", outcome="CR")])[0]
    assert [(text, step.procedure) for text, step in line.told_answers] == [("CR", name)]
    assert best_response(line).category == "CR"


def test_an_outcome_that_is_no_response_is_none():
    line = lines_of_therapy([DLBCL, procedure("Autologous transplant", "2025-05-05", outcome="engrafted day 12")])[0]
    assert line.told_answers == ()
    assert best_response(line).category is None


def test_progression_as_the_outcome_of_cells_opens_the_next_line():
    cells = procedure("CAR-T infusion", "2025-05-05", outcome="PD")
    assert table([*TWO_LINES, cells, therapy("epcoritamab", "2025-08-20")])[-1].startswith("4 | epcoritamab")
    assert "L2 | - |" in table([*TWO_LINES, cells, therapy("epcoritamab", "2025-08-20")])[-1]


@pytest.mark.parametrize(("first", "second", "third"), [("2021", "2022", "2023"), ("2020", "2020", "2021")])
def test_years_alone_keep_salvage_and_its_transplant_together(first, second, third):
    entries = typed(f"""diagnosis | 2019 | | | DLBCL
        therapy | 2019 | 2019 | | R-CHOP | | | CR
        relapse | {first} | | | relapse
        therapy | {second} | {second} | | R-ICE | | | PR
        procedure | {second} | | | autologous transplant
        relapse | {third} | | | relapse""")
    assert table(entries) == [
        "1 | R-CHOP | R-CHOP (treatment) | L1 | - | relapse",
        "2 | R-ICE | R-ICE (treatment), autologous transplant (transplant) | L2 L4 | - | relapse",
    ]


def test_a_change_nobody_gave_a_reason_for_is_said_to_be_shown_as_a_new_line():
    unsure = lines_of_therapy([MANTLE, therapy("R-CHOP", "2020-01", "2020-06"), therapy("ibrutinib", "2020-12")])[1]
    assert unsure.rules == unsure.flags == ("L2",)
    assert how_counted(unsure) == (
        "L2: Another treatment began. No reason is written down, so it is shown as a new line."
    )
    known = lines_of_therapy(TWO_LINES)[1]
    assert how_counted(known).startswith("L2: A new line begins when the disease has changed")


def test_what_a_family_wrote_in_chinese_is_counted_as_in_english():
    entries = typed("""diagnosis | 2022-03 | | | 多发性骨髓瘤
        therapy | 2022-03 | 2022-08 | | VRD方案 | 4 | cycles | 非常好的部分缓解
        procedure | 2022-10 | | | 自体干细胞移植
        therapy | 2023-01 | 2025-01 | | 来那度胺维持
        relapse | 2025-01 | | | 疾病进展
        procedure | 2025-09-01 | | | 伊基奥仑赛回输 | | | 完全缓解""")
    assert entries[4].event == "疾病进展"
    assert entries[4].proven_by == ""
    lines = lines_of_therapy(entries)
    assert [line.number for line in lines] == [1, 2]
    assert [best_response(line).category for line in lines] == ["非常好的部分缓解", "完全缓解"]


def test_cells_collected_for_a_product_and_the_treatment_before_them_belong_to_the_cells():
    entries = [DLBCL, therapy("R-CHOP", "2024-02-01", "2024-06-01"), relapse("relapse", "2024-12-10"),
               therapy("R-GemOx", "2025-01-05", "2025-01-07", note="before cell collection"),
               procedure("leukapheresis for Yescarta", "2025-01-20"),
               therapy("Pola-R", "2025-01-25", note="bridge"), procedure("Yescarta", "2025-02-25")]  # fmt: skip
    line = lines_of_therapy(entries)[1]
    assert [line.roles[step.id] for step in line.steps] == ["holding", "bridging", "cell-therapy"]
    assert line.flags == ("T1",)


@pytest.mark.parametrize("text", ["no CR", "NR", "no remission", "not in remission", "未缓解"])
def test_words_for_no_remission_tell_that_it_did_not_answer(text):
    assert answer_named(text) == "noresp"


@pytest.mark.parametrize(("text", "found"), [("PR (no CR)", "pr"), ("CR, MRD negative", "mrd-neg-cr"), ("SD", "sd")])
def test_a_response_named_is_that_response(text, found):
    assert answer_named(text) == found


@pytest.mark.parametrize("name", ["RT to bulk", "RT neck", "XRT mediastinum"])
def test_everyday_words_for_radiation_are_radiation(name):
    assert table([DLBCL, procedure(name, "2024-08-01")]) == [f"1 | {name} | {name} (radiation) | L6 | L6 | -"]
