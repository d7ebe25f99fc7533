"""Pasted text becomes rows to look over: what is understood in its fields, the rest as it stands, nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver_app.exchange.pasted.proposing import read_pasted
from caregiver_app.exchange.pasted.row import PastedRow, check
from caregiver_app.exchange.pasted.text import TOO_LONG, clean, lines_of


def rows(text: str) -> list[PastedRow]:
    return list(read_pasted(text).rows)


def one(text: str) -> PastedRow:
    (row,) = rows(text)
    return row


@pytest.mark.parametrize(
    ("text", "kind", "fields"),
    [
        ("12 May 2023  R-CHOP cycle 1", "therapy", {"date": "12 May 2023", "regimen": "R-CHOP", "note": "cycle 1"}),
        (
            "2023-06-02 - 2023-10-20 R-CHOP x6 CR",
            "therapy",
            {"date": "2023-06-02", "end": "2023-10-20", "regimen": "R-CHOP", "cycles": "6", "best_response": "CR"},
        ),
        (
            "14 May 2023 2nd line R-DHAP 2 of 3 cycles, PR",
            "therapy",
            {"date": "14 May 2023", "line": "2", "regimen": "R-DHAP", "cycles": "2", "cycles_planned": "3",
             "best_response": "PR"},
        ),
        ("Jun – Oct 2021: R-CHOP, 6 cycles", "therapy",
         {"date": "Jun 2021", "end": "Oct 2021", "regimen": "R-CHOP", "cycles": "6"}),
        ("2L: R2 2021-2022", "therapy", {"line": "2", "regimen": "R2", "date": "2021", "end": "2022"}),
        ("3. Linie: CAR-T Juni 2023", "procedure", {"line": "3", "procedure": "CAR-T", "date": "Juni 2023"}),
        ("After 6 cycles of R-CHOP PET-CT showed CR on 10 Nov 2023", "response",
         {"category": "CR", "judged_by": "PET-CT", "date": "10 Nov 2023", "note": "After 6 cycles of R-CHOP showed"}),
        ("R-CHOP-14 in 2021", "therapy", {"regimen": "R-CHOP-14", "date": "2021"}),
        ("R-CHOP 2021", "therapy", {"regimen": "R-CHOP", "date": "2021"}),
        (
            "12 Nov 2023 PET-CT: CR, Deauville 2",
            "response",
            {"date": "12 Nov 2023", "category": "CR", "judged_by": "PET-CT", "deauville": "2"},
        ),
        ("PET-CT 10 June 2024: new nodes in the neck", "scan",
         {"date": "10 June 2024", "modality": "PET-CT", "finding": "new nodes in the neck"}),
        ("18 June 2024 relapse, left neck", "relapse",
         {"date": "18 June 2024", "event": "relapse", "note": "left neck"}),
        ("14 May 2021: DLBCL stage III B", "diagnosis", {"date": "14 May 2021", "disease": "DLBCL", "stage": "III B"}),
        ("2024-07-01 CT-guided biopsy: DLBCL", "biopsy",
         {"date": "2024-07-01", "specimen": "CT-guided biopsy", "finding": "DLBCL"}),
        ("radiation 2 - 20 June 2023, 36 Gy", "procedure",
         {"procedure": "radiation", "detail": "36 Gy", "date": "2 June 2023", "end": "20 June 2023"}),
        ("about March 2024 CAR-T infusion", "procedure", {"procedure": "CAR-T infusion", "date": "about March 2024"}),
        ("2. June 2023 admitted with fever", "stay", {"reason": "fever", "date": "2. June 2023"}),
        ("CD19 positive 95% 11 Apr 2023", "marker",
         {"marker": "CD19", "result": "positive", "value": "95", "unit": "%", "date": "11 Apr 2023"}),
        ("HBsAg negative 5 May 2023", "infection", {"test": "HBsAg", "result": "negative", "date": "5 May 2023"}),
        ("ECOG 1 on 3 May 2023", "fitness", {"measure": "ECOG", "value": "1", "date": "3 May 2023"}),
        ("aciclovir 400 mg twice a day", "medicine",
         {"name": "aciclovir", "dose": "400", "unit": "mg", "schedule": "twice a day"}),
        ("Allergy: penicillin - rash", "allergy", {"substance": "penicillin", "reaction": "rash"}),
        ("化疗：R-CHOP方案 第3周期 2023年5月12日", "therapy",
         {"regimen": "R-CHOP方案", "note": "第3周期", "date": "2023年5月12日"}),
        ("2023年6月至2023年10月 R-CHOP 6个周期 完全缓解", "therapy",
         {"regimen": "R-CHOP", "cycles": "6", "best_response": "完全缓解", "date": "2023年6月", "end": "2023年10月"}),
    ],
)  # fmt: skip
def test_a_line_proposes_its_kind_and_fields(text: str, kind: str, fields: dict[str, str]) -> None:
    row = one(text)
    assert (row.kind, dict(row.fields)) == (kind, fields)
    assert check(row).entry is not None


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Hemoglobin 10.2 g/dL 12.0 - 15.5 L",
         {"test": "Hemoglobin", "value": "10.2", "unit": "g/dL", "reference_range": "12.0 - 15.5",
          "printed_flag": "L"}),
        ("LDH: 365 U/L (ref 105-205) H",
         {"test": "LDH", "value": "365", "unit": "U/L", "reference_range": "105-205", "printed_flag": "H"}),
        ("WBC          4.5    x10^9/L     4.0 - 10.0",
         {"test": "WBC", "value": "4.5", "unit": "x10^9/L", "reference_range": "4.0 - 10.0"}),
        ("Platelets 1,234 10^9/L", {"test": "Platelets", "value": "1,234", "unit": "10^9/L"}),
        ("Platelets 1 234", {"test": "Platelets", "value": "1 234"}),
        ("β2-microglobulin 3.1 mg/L", {"test": "β2-microglobulin", "value": "3.1", "unit": "mg/L"}),
        ("CD4 T cells 350 /µL", {"test": "CD4 T cells", "value": "350", "unit": "/µL"}),
        ("CRP <5 mg/L", {"test": "CRP", "value": "<5", "unit": "mg/L"}),
        ("Kreatinin 0,9 mg/dl", {"test": "Kreatinin", "value": "0,9", "unit": "mg/dl"}),
        ("血红蛋白 102 g/L 115-150 ↓",
         {"test": "血红蛋白", "value": "102", "unit": "g/L", "reference_range": "115-150", "printed_flag": "↓"}),
        ("LDH 2013", {"test": "LDH", "value": "2013"}),
    ],
)  # fmt: skip
def test_a_lab_result_keeps_value_unit_range_and_mark_as_printed(text: str, fields: dict[str, str]) -> None:
    row = one(text)
    assert (row.kind, dict(row.fields), row.doubts) == ("lab", fields, ())


def test_a_test_we_do_not_know_is_taken_by_its_shape_and_says_so() -> None:
    row = one("Zorgulin 5.5 mg/dL (1.0-2.0) H")
    assert (row.kind, row.fields["test"]) == ("lab", "Zorgulin")
    assert row.doubts == ("“Zorgulin” is not a test we know; it is taken for a lab result.",)


@pytest.mark.parametrize(
    "text",
    ["PET-CT June 2024: no evidence of relapse", "CT June 2024: suspected progression", "MRI 2024: PD ruled out"],
)
def test_what_is_denied_or_suspected_becomes_no_event(text: str) -> None:
    row = one(text)
    assert row.kind == "scan"
    assert check(row).entry is not None


def test_further_days_in_a_line_are_never_dropped_silently() -> None:
    row = one("R-CHOP: 2 Jun, 23 Jun, 14 Jul 2023")
    assert (row.fields["date"], row.fields["note"]) == ("14 Jul 2023", "2 Jun, 23 Jun")
    assert row.doubts == ("Another date stands in it: 2 Jun.",)


def test_a_scan_that_tells_of_a_relapse_stays_a_scan_and_says_so() -> None:
    row = one("June 2024 PET-CT: relapse in the neck")
    assert row.kind == "scan"
    assert row.doubts == ("It tells of a relapse or progression too. Add that as an entry of its own.",)


def test_a_date_with_two_readings_is_asked_and_never_chosen() -> None:
    row = one("3/4/2024 R-ICE x3, PR")
    assert row.fields["date"] == "3/4/2024"
    found = check(row)
    assert found.entry is None
    assert found.troubles["date"].options == ("2024-04-03", "2024-03-04")


def test_dates_of_both_orders_in_one_text_are_asked_too() -> None:
    found = [check(row) for row in rows("13/4/2024 LDH 3\n4/13/2024 LDH 4\n3/4/2024 LDH 5")]
    assert [str(one.entry.date) if one.entry else "asked" for one in found] == ["2024-04-13", "2024-04-13", "asked"]


def test_a_date_alone_dates_the_lines_after_it_and_they_say_so() -> None:
    text = "Collected: 12 May 2023 08:30\nHemoglobin 10.2 g/dL\nLDH 365 U/L\n2 June 2023\nR-CHOP cycle 1"
    found = rows(text)
    assert [(row.kind, row.fields["date"]) for row in found] == [
        ("lab", "12 May 2023"), ("lab", "12 May 2023"), ("therapy", "2 June 2023"),
    ]  # fmt: skip
    assert found[1].doubts == ("Its date stands on line 1: Collected: 12 May 2023 08:30",)
    assert found[1].text.startswith("Collected: 12 May 2023")


def test_a_date_may_stand_beneath_what_it_dates() -> None:
    found = rows("R-CHOP cycle 1\n12 May 2023\nR-CHOP cycle 2\n2 June 2023")
    assert [(row.cycle, row.fields["date"]) for row in found] == [("1", "12 May 2023"), ("2", "2 June 2023")]


def test_a_test_on_several_lines_is_one_result() -> None:
    found = one("Hemoglobin\n10.2 g/dL\nNormal range: 12.0 - 15.5 g/dL\nLow")
    assert found.fields == {
        "test": "Hemoglobin", "value": "10.2", "unit": "g/dL", "reference_range": "12.0 - 15.5 g/dL",
        "printed_flag": "Low",
    }  # fmt: skip


def test_the_date_of_an_e_mail_is_not_that_of_what_it_tells() -> None:
    head = "From: Wei\nSent: Monday, 12 May 2023 08:15\nDate: 12 May 2023\nSubject: Mum\n\n"
    text = f"{head}allergic to penicillin\n - LDH 310"
    found = rows(text)
    assert [row.kind for row in found] == ["", "", "", "", "allergy", "lab"]
    assert all("date" not in row.fields for row in found)


def test_bullets_numbers_and_quoting_are_no_part_of_a_line() -> None:
    found = rows("> - 12 May 2023 LDH 3\n1) 13 May 2023 LDH 4\n12. May 2023 LDH 5\n* LDH 6")
    assert [row.fields.get("date") for row in found] == ["12 May 2023", "13 May 2023", "12. May 2023", None]
    assert {row.fields["test"] for row in found} == {"LDH"}


def test_a_dated_line_without_a_word_we_know_becomes_a_note_that_says_so() -> None:
    row = one("12 May 2023 we spoke about the journey")
    assert (row.kind, dict(row.fields)) == ("note", {"title": "we spoke about the journey", "date": "12 May 2023"})
    assert row.doubts == ("We do not know what this is; it would come in as a note.",)


def test_an_undated_line_without_a_word_we_know_stays_unplaced() -> None:
    row = one("Best wishes to all of you")
    assert (row.kind, dict(row.fields)) == ("", {"what": "Best wishes to all of you"})
    assert check(row).troubles["kind"].sentence == "Choose what this is, or leave it out."


def test_what_cannot_be_seen_does_no_harm_and_halves_of_letters_become_a_mark() -> None:
    row = one("\u202e12 May 2023\u202c \u200bLDH\0 310 \ud83d")
    assert (row.kind, row.fields["date"], row.fields["value"]) == ("lab", "12 May 2023", "310")
    assert row.fields["note"].encode() == "\ufffd".encode()


def test_writing_from_right_to_left_and_markup_stay_as_they_stand() -> None:
    assert one("12 May 2023 בדיקה <b>x</b> & =HYPERLINK(1)").fields["title"] == "בדיקה <b>x</b> & =HYPERLINK(1)"


@pytest.mark.parametrize("text", ["", "\n \t\n", "-----\n=====\n|---|---|"])
def test_nothing_gives_no_rows(text: str) -> None:
    assert rows(text) == []


@pytest.mark.every(3)
@pytest.mark.parametrize(
    "text",
    ["a1 " * 350_000, "1-" * 1999, "about " * 660, "12 May " * 560, "no " * 1300, "- " * 1990 + "x",
     "Hb " + "1," * 1900, '"' * 5000 + "\n" + 'a,"b\n' * 1000, "\t" * 50_000 + "x", "2023\t" + "x" * 1_000_000,
     "(" * 3900],
)  # fmt: skip
def test_hostile_text_is_read_and_kept(text: str) -> None:
    assert rows(text)


def test_a_line_longer_than_any_history_is_kept_whole_and_not_read_into() -> None:
    text = "R-CHOP 2023 " * TOO_LONG
    row = one(text)
    assert (row.kind, row.fields["what"]) == ("", text.strip())


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8"), max_size=60), max_size=12))
def test_no_text_stops_the_reader_and_every_line_is_in_a_row(lines: list[str]) -> None:
    text = "\n".join(lines)
    pasted = read_pasted(text)
    kept = "\n".join(row.text for row in pasted.rows)
    head = "\n".join(column.name for column in pasted.table.columns) if pasted.table else ""
    for line in lines_of(clean(text)):
        assert line.text.strip() in kept or pasted.table is not None or line.text.strip() in head
    for row in pasted.rows:
        check(row)


_WORDS = st.sampled_from(
    ["12 May 2023", "3/4/2024", "R-CHOP", "cycle 1", "x6", "CR", "PET-CT", "relapse", "LDH", "310", "U/L", "(105-205)",
     "H", "-", "–", ":", "DLBCL", "stage III", "2023", "spring 2023", "no", "biopsy", "to", "\t", "  ", "血红蛋白",
     "Date", "Test", ",", ";", "|", '"']
)  # fmt: skip


@given(st.lists(st.lists(_WORDS, max_size=8).map(" ".join), max_size=6).map("\n".join))
def test_no_mix_of_the_words_of_the_field_stops_the_reader(text: str) -> None:
    for row in read_pasted(text).rows:
        check(row)
        for kind in ("therapy", "lab", "note", ""):
            moved = row.with_kind(kind)
            assert all(words in "\n".join(moved.fields.values()) for words in row.fields.values() if row.kind)
