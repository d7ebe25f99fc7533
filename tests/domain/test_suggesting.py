"""Suggestions come from the words of a paper, show these words, and never pretend to know what is not written."""

import re
import time

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import strategies as st

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.reading import LAYER, PageText
from caregiver_app.domain.documents.suggesting import paper as reading
from caregiver_app.domain.documents.suggesting.suggest import suggest
from caregiver_app.domain.documents.suggesting.suggestion import FILE_NAME, Suggestion, Suggestions
from caregiver_app.domain.vocabulary import vocabulary
from runs import at_most

FIELDS = ("kind", "date", "origin", "language", "title", "name_on_it", "born_on_it")


def pages(*texts: str) -> list[PageText]:
    return [PageText(number, text, LAYER) for number, text in enumerate(texts, 1)]


def read(text: str, **more: str) -> Suggestions:
    return suggest(pages(text), **more)


def values(made: tuple[Suggestion, ...]) -> list[str]:
    return [one.value for one in made]


def without_spaces(text: str) -> str:
    return re.sub(r"\s", "", text)


class TestDates:
    def test_a_date_that_can_be_read_two_ways_is_shown_with_both_readings(self):
        (made,) = read("Cedar Gap Hospital\nDate of report: 03/04/2026\n").date
        assert {made.value, *made.other} == {"2026-04-03", "2026-03-04"}
        assert made.words == "Date of report: 03/04/2026"

    def test_another_date_of_the_paper_settles_which_figure_is_the_month(self):
        made = read("Collected: 03/28/2026\nDate of report: 04/02/2026\n").date
        assert made[0] == Suggestion("2026-04-02", "Date of report: 04/02/2026", 1)

    def test_a_range_of_a_laboratory_settles_nothing(self):
        (made, *_more) = read("Date of report: 03/04/2026\nPTT 31.0 25.1-36.5 seconds\n").date
        assert made.other

    def test_figures_with_dots_in_a_german_letter_are_day_first(self):
        text = (
            "Weidenbruch, den 04.03.2026\nSehr geehrte Frau Kollegin, wir berichten über die Patientin und das Labor."
        )
        assert read(text).date[0] == Suggestion("2026-03-04", "04.03.2026", 1)

    def test_the_birth_date_is_never_suggested_as_the_date_of_the_paper(self):
        made = read("LIN, Wei, born 09 Mar 1968\nReported 16 May 2023\nLIN, Wei 09 Mar 1968\n")
        assert values(made.date) == ["2023-05-16"]
        assert values(made.born_on_it) == ["09 Mar 1968"]

    def test_the_next_appointment_is_never_suggested(self):
        assert read("Next appointment: 5 May 2026\nValid until 1 June 2026\n").date == ()

    def test_a_report_has_the_date_of_the_report_before_those_of_the_specimen_and_the_printer(self):
        text = (
            "PATHOLOGY REPORT\nCollected 10 May 2023\nReceived 11 May 2023\nReported 16 May 2023\nPrinted 2 June 2023\n"
        )
        assert read(text).date[0] == Suggestion("2023-05-16", "Reported 16 May 2023", 1)

    def test_a_scan_is_known_by_the_day_it_was_made(self):
        text = "PET-CT REPORT\nReported 22 May 2023\nExamined 19 May 2023\nSUVmax 17.2, FDG uptake\n"
        assert read(text).date[0].value == "2023-05-19"

    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("报告日期：2026年03月18日", "2026-03-18"),
            ("Befunddatum: 12.08.2026, Hämoglobin 13,2", "2026-08-12"),
            ("Validé le : 28 novembre 2025", "2025-11-28"),
            ("Fecha de informe: 30 de enero de 2026", "2026-01-30"),
            ("Data referto: 30 settembre 2026", "2026-09-30"),
            ("Study date: 20260730", "2026-07-30"),
            ("Date of study: 26 Feb 2O26", "2026-02-26"),
            ("Report date 19-Nov-2024", "2024-11-19"),
            ("报告日期: 2 0 2 6 - 0 2 - 0 5", "2026-02-05"),
        ],
    )
    def test_dates_are_read_in_any_notation(self, text, day):
        assert read(text).date[0].value == day

    def test_labels_in_one_column_belong_to_the_values_in_the_next(self):
        text = "Patient Name:\nDate of Birth:\nDate Reported:\nOKONKWO, GRACE\n1970-08-12\n2025-11-06\n"
        made = read(text)
        assert values(made.date) == ["2025-11-06"]
        assert values(made.born_on_it) == ["1970-08-12"]
        assert values(made.name_on_it) == ["OKONKWO, GRACE"]

    def test_the_end_of_a_stay_says_what_its_beginning_says(self):
        made = read(
            "Entlassungsbrief\nStationärer Aufenthalt vom 09.06.2026 bis 23.06.2026\nBefunddatum 24.06.2026\n"
        ).date
        assert made[0].value == "2026-06-24"


class TestKinds:
    def test_a_paper_is_what_its_heading_says(self):
        made = read("Royal Westmarch Hospital\nLUNG FUNCTION TEST REPORT\nFEV1 2.61 L\n").kind
        assert made[0] == Suggestion("lungs", "LUNG FUNCTION TEST REPORT", 1)

    def test_what_scanners_mix_up_is_read_all_the_same(self):
        assert read("TRANSTH0RACIC ECH0CARDIOGRAM REP0RT\nLVEF 61 %\n").kind[0].value == "heart"

    def test_without_words_of_relapse_both_kinds_of_pathology_are_offered(self):
        made = read("HISTOLOGY REPORT\nSpecimen: lymph node\nMacroscopy: three cores\n").kind
        assert values(made)[:2] == ["pathology-first", "pathology-relapse"]

    def test_with_words_of_relapse_only_that_is_offered_and_shown(self):
        made = read("HISTOLOGY REPORT\nSpecimen: lymph node\nConclusion: Relapse of lymphoma\n").kind
        assert values(made)[0] == "pathology-relapse"
        assert "pathology-first" not in values(made)
        assert "Relapse" in made[0].words

    def test_a_denied_relapse_is_none(self):
        made = read("HISTOLOGY REPORT\nSpecimen: lymph node\nThere is no evidence of relapse.\n").kind
        assert values(made)[0] == "pathology-first"

    def test_what_was_looked_at_is_not_what_the_paper_is(self):
        made = read("Tracking (MRD) Report\nSample type Bone marrow\n0 residual clonal cells\n").kind
        assert made[0].value == "mrd"

    def test_a_leaflet_about_parking_is_no_medical_paper(self):
        assert read("Parking and travel\nBuses 4 and 17 stop in front of the main entrance.\n").kind == ()


class TestPlacesAndNames:
    def test_the_place_is_the_letterhead_and_not_who_it_is_written_to(self):
        text = "Thornmere General Hospital\nCardiology\n16 March 2026\nDr Anand\nWhitcliffe Hospital\nDear Dr Anand,\n"
        assert "Thornmere General Hospital" in read(text).origin[0].value

    def test_who_sent_the_tissue_is_not_who_the_report_is_from(self):
        made = read("送检医院：海棠区中心医院\n上海明澜医院\n病理诊断报告\n").origin
        assert made[0].value == "上海明澜医院"

    def test_the_name_ends_where_the_next_label_begins(self):
        made = read("Patient: HOLLOWAY, DENISE M   Accession #: S25\nName: Bashir, Imran DOB: 06/18/1988").name_on_it
        assert values(made) == ["HOLLOWAY, DENISE M", "Bashir, Imran"]

    def test_a_doctor_is_not_the_patient(self):
        assert read("Dear Dr Carrowmore,\nDr Morwenna Quillfeldt\nConsultant Haematologist\n").name_on_it == ()

    def test_the_name_of_the_case_is_found_in_any_order(self):
        assert read("Results for Wei LIN of today", person_name="LIN, Wei").name_on_it[0].value == "Wei LIN"


class TestTitles:
    def test_the_title_is_the_heading_in_the_papers_own_words(self):
        made = read("CRAIGMUIR UNIVERSITY HOSPITAL\nHISTOPATHOLOGY REPORT\nSpecimen: node\n").title
        assert made[0] == Suggestion("HISTOPATHOLOGY REPORT", "HISTOPATHOLOGY REPORT", 1)

    def test_a_title_is_short(self):
        made = read("PET-CT report " + "of the whole body from head to thigh " * 9 + "\nSUVmax 3, Deauville 2\n").title
        assert all(len(one.value) <= 80 for one in made)


class TestTheFilesName:
    def test_it_helps_where_there_is_no_text(self):
        made = read("", file_name="PET-CT_2026-09-24.pdf")
        assert made.kind[0] == Suggestion("pet-ct", "PET-CT_2026-09-24.pdf", FILE_NAME)
        assert made.date[0] == Suggestion("2026-09-24", "PET-CT_2026-09-24.pdf", FILE_NAME)

    def test_what_the_paper_says_comes_before_it(self):
        made = read("LUNG FUNCTION TEST REPORT\nTest date: 18 June 2026\nFEV1 2.6", file_name="PET-CT 2020-01-01.pdf")
        assert made.kind[0].value == "lungs"
        assert values(made.date) == ["2026-06-18"]


class TestAnyText:
    PIECES = st.sampled_from(
        ["Patient:", "LIN, Wei", "geb.", "03/04/2026", "2026年3月9日", "医院", "报告", "\n", "\t", "  ", "Hospital",
         "（", ")", ":", "*", "Date of birth", "PET-CT", "Mr", "男", "O9.O3.2O26", "0" * 9, "ß", "\u202e", "\x00", "ﷺ",
         "é", "-", "19680309"]
    )  # fmt: skip
    ANY = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map(" ".join), st.lists(PIECES).map("".join))

    @example(texts=["-\tA"], person="", file_name="")
    @at_most(60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(texts=st.lists(ANY, max_size=3), person=st.text(max_size=30), file_name=st.text(max_size=30))
    def test_it_is_read_without_harm_and_every_word_shown_stands_on_its_page(self, texts, person, file_name):
        made = suggest(pages(*texts), person_name=person, file_name=file_name)
        kinds = {term.id for term in vocabulary("document_kinds")}
        languages = {term.name for term in vocabulary("languages")}
        for field in FIELDS:
            found: tuple[Suggestion, ...] = getattr(made, field)
            assert len(found) <= 3
            assert len(set(values(found))) == len(found)
            for one in found:
                source = file_name if one.page == FILE_NAME else texts[one.page - 1]
                assert one.value
                assert without_spaces(one.words) in without_spaces(source)
        assert all(one.value in kinds for one in made.kind)
        assert all(one.value in languages for one in made.language)
        assert all(PartialDate(reading) for one in made.date for reading in (one.value, *one.other))
        assert all(len(one.value) <= 80 for one in made.title)

    def test_only_the_first_pages_and_letters_are_read(self):
        many = pages(*["nothing here"] * reading.MOST_PAGES, "LUNG FUNCTION TEST REPORT\nFEV1 2 L")
        assert suggest(many).kind == ()
        assert read("x " * reading.MOST_LETTERS + "\nLUNG FUNCTION TEST REPORT\nFEV1 2 L").kind == ()

    @pytest.mark.parametrize(
        "piece",
        ["a", "1.", "01/02/2026 ", "OlOl.Ol.OlOl ", ":\n", "医院", "男 ", "姓名：（", "Mr Ab Cd ", "Hospital X\n", "- ",
         "geb. 1.2.1999 ", "Patient: ", "Surname:\nA\n", "（", "May 2026 ",
         "Date of birth: 01/02/2026 Patient: LIN, Wei Hospital\n"],
    )  # fmt: skip
    def test_no_text_takes_long_however_it_repeats_itself(self, piece):
        text = piece * (2 * reading.MOST_LETTERS // len(piece))
        began = time.process_time()
        read(text, person_name="LIN, Wei", file_name=text[:200])
        assert time.process_time() - began < 3.0
