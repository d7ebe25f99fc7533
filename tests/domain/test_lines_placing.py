"""Typed numbers win, events find their line, dates may be vague, and what the lines say holds together."""

import random
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid5

import pytest

from caregiver_app import bundled
from caregiver_app.domain.timeline import records
from caregiver_app.domain.timeline.kinds import kind_called
from caregiver_app.domain.timeline.lines import lines_by_rules, lines_of_therapy, unplaced_procedures
from caregiver_app.exchange.history.reading import read_history
from family import fixed, history
from worked_lines import diagnosed, numbers, procedure, relapse, response, table, therapy, typed

TEN_YEARS = Path(__file__).parents[1] / "files" / "ten_years.csv"
DLBCL = diagnosed("DLBCL")


def test_each_line_has_its_own_responses_relapses_and_procedures() -> None:
    first, second = lines_of_therapy(history())
    assert (first.number, first.given, second.number) == (1, True, 2)
    assert [entry.id for entry in first.responses] == [fixed("cr")]
    assert [entry.id for entry in first.relapses] == [fixed("rel")]
    assert [entry.id for entry in second.responses] == [fixed("pr")]
    assert [entry.id for entry in second.procedures] == [fixed("asct")]
    assert (first.start, first.end) == ("2023-06-02", "2023-10-20")
    assert (second.start, second.end) == ("2024-07-04", "2024-10-22")


class TestTypedNumbers:
    def test_parts_with_one_number_are_one_line_whatever_the_rules_say(self):
        parts = [
            therapy("VRd", "2020-01", "2020-05", line=1),
            therapy("DPd", "2020-09", line=1),
            therapy("Lenalidomide", "2022-03", line=2),
        ]
        assert table(parts) == [
            "1 typed | VRd | VRd (treatment), DPd (treatment) | - | - | -",
            "2 typed | Lenalidomide | Lenalidomide (treatment) | - | - | -",
        ]

    def test_a_treatment_after_them_is_counted_on(self):
        parts = [DLBCL, therapy("R-CHOP", "2020-01", "2020-05", line=1), relapse("relapse", "2021"),
                 therapy("R-ICE", "2021-02")]  # fmt: skip
        assert [(line.number, line.given) for line in lines_of_therapy(parts)] == [(1, True), (2, False)]

    def test_a_part_of_a_numbered_line_goes_with_it(self):
        parts = [therapy("VRd", "2020-01", "2020-05", line=1), procedure("ASCT", "2020-08"),
                 therapy("Lenalidomide", "2020-12")]  # fmt: skip
        steps = "VRd (treatment), ASCT (transplant), Lenalidomide (maintenance)"
        assert table(parts) == [f"1 typed | VRd | {steps} | - | - | -"]

    def test_a_number_typed_for_the_transplant_holds_for_the_treatment_before_it(self):
        parts = [DLBCL, therapy("R-CHOP", "2020-01", "2020-05", line=1), relapse("relapse", "2021"),
                 therapy("R-ICE", "2021-02", "2021-04"), procedure("ASCT", "2021-06", line=2)]  # fmt: skip
        assert table(parts)[1] == "2 typed | R-ICE | R-ICE (treatment), ASCT (transplant) | - | - | -"

    @pytest.mark.parametrize(
        ("last", "expected"), [(3, [1, 2, 3]), (2, [1, None, 2]), (4, [1, None, 4]), (1, [1, None])]
    )
    def test_a_treatment_between_them_is_numbered_only_where_it_just_fits(self, last, expected):
        parts = [
            DLBCL,
            therapy("R-CHOP", "2020-01", "2020-05", line=1),
            therapy("R-ICE", "2021-02", "2021-04", setting="salvage"),
            therapy("glofitamab", "2022-02", setting="salvage", line=last),
        ]
        assert numbers(parts) == expected
        assert all("N2" in line.flags for line in lines_of_therapy(parts) if line.number is None)

    def test_two_treatments_before_a_third_line_are_the_first_and_the_second(self):
        parts = [therapy("R-CHOP", "2020", "2020-05"), relapse("relapse", "2021"), therapy("R-ICE", "2021-02"),
                 relapse("relapse", "2022"), therapy("glofitamab", "2022-02", line=3)]  # fmt: skip
        assert numbers([DLBCL, *parts]) == [1, 2, 3]
        assert numbers([DLBCL, *parts[2:]]) == [None, 3]

    def test_the_rules_count_beside_them(self):
        parts = [therapy("VRd", "2020-01", "2020-05", line=1), therapy("Lenalidomide", "2020-06", line=2)]
        assert numbers(parts) == [1, 2]
        assert [(line.number, line.given) for line in lines_by_rules(parts)] == [(1, False)]

    def test_a_line_without_a_date_stands_by_its_number(self):
        parts = [therapy("third", "2022", line=3), therapy("first", None, line=1), therapy("second", "2020", line=2)]
        assert numbers(parts) == [1, 2, 3]

    def test_watching_and_waiting_and_half_a_cycle_stay_where_they_were_typed(self):
        parts = [therapy("watch and wait", "2018", line=1), therapy("KRd", "2019", line=2, cycles="0.5")]
        assert table(parts) == [
            "1 typed | watch and wait | watch and wait (supportive) | - | - | -",
            "2 typed | KRd | KRd (attempt) | - | - | -",
        ]

    def test_an_event_goes_to_the_line_typed_for_it(self):
        parts = [therapy("VRd", "2020-01", line=1), therapy("DPd", "2021-01", line=2)]
        late = [response("CR", "2022-01", line=1), relapse("relapse", None, line=2), response("PR", "2022", line=7)]
        first, second = lines_of_therapy([*parts, *late])
        assert ([*first.responses], [*second.relapses]) == ([late[0]], [late[1]])
        assert not second.responses


class TestEvents:
    def test_the_best_response_is_the_deepest_by_the_vocabulary(self):
        entries = [therapy("VRd", "2020-01"), response("PR", "2020-03"),
                   response("very good partial response", "2020-05"), response("PD", "2020-09")]  # fmt: skip
        (line,) = lines_of_therapy(entries)
        assert line.best_response is not None
        assert line.best_response.date == "2020-05"

    def test_a_response_in_words_nobody_knows_is_still_the_lines_response(self):
        (line,) = lines_of_therapy([therapy("X", "2020"), response("much better", "2021")])
        assert line.best_response is not None
        assert line.best_response.category == "much better"

    def test_what_is_dated_the_day_a_line_begins_belongs_to_the_line_before(self):
        entries = [
            DLBCL, therapy("R-CHOP", "2020-01-07", "2020-05-20"), relapse("relapse", "2021-02-01"),
            response("PR", "2021-02-01"), therapy("R-ICE", "2021-02-01"),
        ]  # fmt: skip
        assert [cells.rsplit(" | ", 1)[1] for cells in table(entries)] == ["PR, relapse", "-"]

    @pytest.mark.parametrize(
        ("when", "start"), [("2021-02", "2021-02-15"), ("2021-02-15", "2021-02"), ("2021", "2021"), ("2021-02", "2021")]
    )
    def test_a_relapse_that_may_be_why_a_treatment_began_belongs_to_the_line_before(self, when, start):
        entries = [
            DLBCL,
            therapy("R-CHOP", "2019-01-07", "2019-05"),
            relapse("relapse", when),
            therapy("R-CHOP", start),
        ]
        assert [len(line.relapses) for line in lines_of_therapy(entries)] == [1, 0]

    def test_the_first_relapse_of_a_vague_year_follows_the_first_treatment(self):
        entries = [DLBCL, therapy("R-CHOP", "2019"), relapse("relapse", "2019-11"), therapy("R-CHOP", "2020")]
        assert [len(line.relapses) for line in lines_of_therapy(entries)] == [1, 0]

    def test_growth_before_any_treatment_belongs_to_none(self):
        entries = [relapse("progression", "2019-02-01"), therapy("BR", "2019-02-01"), relapse("progression", "2018")]
        assert [len(line.relapses) for line in lines_of_therapy(entries)] == [0]

    def test_a_response_of_a_year_belongs_to_the_treatment_that_had_weeks_to_work(self):
        entries = [DLBCL, therapy("R-CHOP", "2018"), relapse("relapse", "2019-02"), therapy("R-ICE", "2019-03-10"),
                   response("CR", "2019")]  # fmt: skip
        assert [len(line.responses) for line in lines_of_therapy(entries)] == [0, 1]

    def test_what_comes_before_the_cells_is_no_answer_to_them(self):
        rows = typed("""therapy | 2019-01-07 | 2019-05-20 | | R-CHOP
            relapse | 2020-01-20 | | | relapse
            procedure | 2020-04-20 | | | apheresis
            therapy | 2020-04-25 | 2020-05-20 | | Pola-BR
            relapse | 2020-05-25 | | | progression
            procedure | 2020-06-04 | | | CAR-T infusion
            response | 2020-07-04 | | | CR""")
        first, second = lines_of_therapy([DLBCL, *rows])
        assert [entry.event for entry in first.relapses] == ["relapse", "progression"]
        assert ([entry.category for entry in second.responses], second.relapses) == (["CR"], ())


class TestProcedures:
    def test_one_before_any_treatment_belongs_to_no_line(self):
        early = procedure("biopsy", "2019")
        assert unplaced_procedures((early, therapy("X", "2020"))) == (early,)

    def test_a_port_makes_no_line_and_neither_begins_nor_ends_one(self):
        entries = [procedure("port", "2020-02"), procedure("transfusion", "2023"), therapy("X", "2020", "2021")]
        (line,) = lines_of_therapy(entries)
        assert (line.start, line.end, len(line.procedures), len(line.steps)) == ("2020", "2021", 2, 1)
        assert set(line.roles.values()) == {"treatment", "supportive"}

    def test_cells_collected_for_the_infusion_are_in_its_line(self):
        entries = typed("""therapy | 2019-01-07 | 2019-05-20 | | R-CHOP
            procedure | 2020-04-20 | | | apheresis
            procedure | 2020-06-04 | | | CAR-T infusion""")
        first, second = lines_of_therapy([DLBCL, *entries])
        assert ([one.procedure for one in second.procedures], first.procedures) == (["apheresis", "CAR-T infusion"], ())
        assert (second.start, second.regimen) == ("2020-06-04", "CAR-T infusion")

    def test_radiation_just_before_a_new_treatment_for_the_relapse_is_given_with_it(self):
        entries = typed(
            """therapy | 2019-01-07 | 2019-05-20 | | R-CHOP
            relapse | 2020-04-20 | | | relapse
            procedure | 2020-05-04 | 2020-05-20 | | radiation
            therapy | {start} | | | R-ICE""".format(start="2020-06-01")
        )
        assert table([DLBCL, *entries])[1] == ("2 | R-ICE | radiation (radiation), R-ICE (treatment) | L2 L1 | - | -")

    def test_radiation_alone_for_a_relapse_is_a_line_with_a_question(self):
        entries = typed("""therapy | 2019-01-07 | 2019-05-20 | | R-CHOP
            relapse | 2020-04-20 | | | relapse
            procedure | 2020-05-04 | 2020-05-20 | | radiation
            relapse | 2021-04-20 | | | relapse
            therapy | 2021-06-01 | | | R-ICE""")
        assert table([DLBCL, *entries])[1:] == [
            "2 | radiation | radiation (radiation) | L6 | L6 | relapse",
            "3 | R-ICE | R-ICE (treatment) | L2 | - | -",
        ]

    def test_a_transplant_written_twice_is_one(self):
        entries = [therapy("VRd", "2019-01", "2019-05"), therapy("ASCT", "2019-06"),
                   procedure("autologous transplant", "2019-06-12"), therapy("Mel200", "2019-06-10")]  # fmt: skip
        assert len(lines_of_therapy([diagnosed("myeloma"), *entries])) == 1


class TestWhatPeopleWrite:
    def test_the_drugs_of_one_treatment_one_by_one_are_one_line(self):
        entries = typed("""therapy | 2019-01-07 | 2019-05-20 | | Velcade
            therapy | 2019-01-07 | | | Revlimid
            therapy | 2019-01-07 | 2019-05-20 | | dexamethasone
            therapy | 2019-06-01 | | | Rd""")
        steps = "Revlimid (treatment), Velcade (treatment), dexamethasone (treatment), Rd (treatment)"
        assert table([diagnosed("myeloma"), *entries]) == [f"1 | Revlimid | {steps} | M1 L1 M4 | - | -"]

    def test_each_cycle_in_its_own_row_is_one_line(self):
        days = ("2019-01-07", "2019-01-28", "2019-02-18")
        cycles = [therapy(f"R-CHOP cycle {number}", day, day) for number, day in enumerate(days, 1)]
        assert [(line.number, line.rules) for line in lines_of_therapy([DLBCL, *cycles])] == [(1, ("L1",))]

    def test_strong_treatment_just_before_a_transplant_is_its_conditioning(self):
        entries = typed("""therapy | 2019-01-07 | 2019-05-20 | | VCd
            therapy | 2019-06-09 | | | Melphalan 200 mg/m2
            procedure | 2019-06-11 | | | stem cell transplant
            therapy | October 2019 | | | Revlimid""")
        steps = (
            "VCd (treatment), Melphalan 200 mg/m2 (conditioning), stem cell transplant (transplant), "
            "Revlimid (maintenance)"
        )
        assert table([diagnosed("myeloma"), *entries]) == [f"1 | VCd | {steps} | M1 M7 M2 | M2 | -"]

    def test_another_treatment_for_side_effects_leaves_the_question_whether_it_is_a_line(self):
        entries = typed("""therapy | 2019-01-07 | 2019-03-01 | | R-CHOP | 3 | cycles | heart failure
            therapy | 2019-03-20 | | | R-CEOP""")
        assert table([DLBCL, *entries])[1] == "2 | R-CEOP | R-CEOP (treatment) | L2 | L5 | -"

    def test_what_helps_the_body_is_no_line_and_stays_in_sight(self):
        entries = typed("""therapy | 2019-01-01 | 2019-01-06 | | prednisone 100 mg
            therapy | 2019-01-07 | 2019-05-20 | | R-CHOP
            therapy | 2019-02-07 | | | G-CSF
            therapy | 2019-08-01 | | | 中药""")
        assert table([DLBCL, *entries]) == [
            "- | prednisone 100 mg | prednisone 100 mg (supportive) | L7 | L7 | -",
            "1 | R-CHOP | R-CHOP (treatment) | L1 | - | -",
            "- | G-CSF | G-CSF (supportive) | L7 | - | -",
            "- | 中药 | 中药 (supportive) | L7 | - | -",
        ]

    def test_a_relapse_that_bears_the_date_of_its_letter_is_why_the_treatment_began(self):
        entries = typed("""therapy | 2019-01-07 | 2019-05-20 | | R-CHOP
            therapy | 2020-01-07 | 2020-03-20 | | R-ICE
            relapse | 2020-01-12 | | | relapse
            procedure | 2020-04-10 | | | ASCT""")
        assert table([DLBCL, *entries]) == [
            "1 | R-CHOP | R-CHOP (treatment) | L1 | - | relapse",
            "2 | R-ICE | R-ICE (treatment), ASCT (transplant) | L2 L4 | - | -",
        ]

    def test_what_is_chosen_as_planned_holds_against_a_relapse_and_is_asked(self):
        entries = [therapy("VRd", "2019-01-07", "2019-05"), relapse("progression", "2019-05-20"),
                   procedure("ASCT", "2019-06-20", planned="yes"), therapy("Lenalidomide", "2019-10")]  # fmt: skip
        steps = "VRd (treatment), ASCT (transplant), Lenalidomide (maintenance)"
        assert table([diagnosed("myeloma"), *entries]) == [f"1 | VRd | {steps} | M1 M7 M2 | M2 | progression"]

    def test_cells_given_as_a_treatment_end_the_day_they_are_given(self):
        (line,) = lines_of_therapy([therapy("Carvykti", "2022-06-06")])
        assert (line.regimen, line.start, line.end, line.rules) == ("Carvykti", "2022-06-06", "2022-06-06", ("T4",))


class TestDates:
    def test_a_treatment_nobody_can_place_gets_no_number_beside_others(self):
        entries = [DLBCL, therapy("R-CHOP", "2019"), therapy("R-ICE", None)]
        assert table(entries)[1] == "- | R-ICE | R-ICE (treatment) | N1 | N1 | -"
        assert numbers([therapy("R-CHOP", None)]) == [1]
        assert numbers([therapy("R-CHOP", None), therapy("R-ICE", None)]) == [None, None]

    def test_an_undated_part_joins_a_line_that_stands_alone(self):
        entries = [therapy("R-CHOP", "2019"), therapy("rituximab", None, setting="maintenance")]
        assert table(entries) == ["1 | R-CHOP | R-CHOP (treatment), rituximab (maintenance) | L1 M2 | - | -"]

    def test_a_transplant_of_a_year_stands_between_what_came_before_and_after(self):
        entries = [therapy("Lenalidomide", "2020-11"), procedure("ASCT", "2020"), therapy("VRd", "2020-03")]
        steps = "VRd (treatment), ASCT (transplant), Lenalidomide (maintenance)"
        assert table([diagnosed("myeloma"), *entries]) == [f"1 | VRd | {steps} | M1 M7 M2 | - | -"]

    def test_a_line_is_over_only_when_its_last_treatment_is(self):
        def end(*steps):
            (line,) = lines_of_therapy([diagnosed("myeloma"), *steps])
            return line.end

        assert end(therapy("VRd", "2019"), procedure("ASCT", "2019-06-01")) == "2019-06-01"
        assert end(therapy("VRd", "2019"), procedure("radiation", "2019-06-01", planned="yes")) is None
        assert end(therapy("VRd", "2019", "2020-02"), procedure("ASCT", "2019-12-01")) == "2020-02"

    def test_the_same_family_whatever_the_order_and_the_ids(self):
        rows = list(
            typed("""therapy | 2020 | | | R-CHOP\ntherapy | 2020 | | | BR\nprocedure | 2020 | | | ASCT
            relapse | 2020 | | | relapse\nresponse | 2020 | | | CR\ntherapy | 2020 | | | glofitamab""")
        )
        expected = table(rows)
        for seed in range(30):
            random.Random(seed).shuffle(rows)
            again = [row.model_copy(update={"id": uuid5(row.id, str(seed))}) for row in rows]
            assert table(again) == expected


def test_of_five_thousand_records_every_treatment_is_placed_once():
    day, entries = date(1990, 1, 1), [DLBCL]
    for turn in range(1250):
        day += timedelta(days=11)
        entries += [
            therapy(("R-CHOP", "R-ICE", "Pola-BR", "glofitamab")[turn % 4], day.isoformat(), str(day.year + 1)),
            procedure(("ASCT", "radiation", "CAR-T infusion", "apheresis", "port")[turn % 5], str(day.year)),
            response(("CR", "PD", "SD")[turn % 3], day.isoformat()[:7]),
            relapse("relapse", day.isoformat()),
        ]
    lines = lines_of_therapy(entries)
    placed = sum(len(line.parts) for line in lines)
    assert placed == sum(isinstance(entry, records.Therapy) for entry in entries)


class TestWholeFamilies:
    """Taken without their typed numbers, whole histories are counted as the family's letters number them."""

    def numbered(self, lines):
        return {step.id: line.number for line in lines for step in (*line.parts, *line.procedures)}

    def test_ten_years_of_myeloma(self):
        entries = [row.entry for row in read_history(TEN_YEARS.read_bytes()).rows]
        counted = lines_by_rules(entries)
        assert self.numbered(counted) == self.numbered(lines_of_therapy(entries))
        assert [(line.number, line.regimen, line.rules, line.flags) for line in counted] == [
            (1, "VRd", ("M1", "M7", "M2"), ()),
            (2, "DRd", ("M5", "L1"), ()),
            (3, "KPd", ("M3",), ()),
            (4, "SVd", ("M3",), ()),
            (5, "CAR-T infusion", ("T4", "T2"), ()),
        ]

    def test_the_sample_case(self):
        rows = bundled.toml("sample_case", "case.toml")["entry"]
        entries = [
            kind_called(row["kind"]).record.model_validate(
                {name: value for name, value in row.items() if name not in ("kind", "proof")}
            )
            for row in rows
        ]
        counted = lines_by_rules(entries)
        assert self.numbered(counted) == self.numbered(lines_of_therapy(entries))
        assert [(line.number, line.regimen, line.rules, line.flags) for line in counted] == [
            (1, "R-CHOP", ("L1",), ()),
            (2, "R-ICE", ("L2", "L4"), ()),
        ]
