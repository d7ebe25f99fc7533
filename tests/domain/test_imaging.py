"""Imaging files become studies by what is written in them; where they disagree, both is told."""

import pytest

from caregiver_app import bundled
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.imaging import (
    ImageFile,
    kind_of_scan,
    missing_from,
    previews_of,
    studies,
    written_date,
)

PET = ImageFile("1", "1.1", "PT", "CHEST", "20260924", patient_name="Westerhaugh, Ingrid", images=1)
CT = ImageFile("1", "1.2", "CT", "CHEST", "20260924", patient_name="Westerhaugh, Ingrid", images=2)


def test_files_of_one_study_are_one_and_its_codes_stand_in_their_usual_order() -> None:
    (study,) = studies([("b", CT), ("a", PET), ("c", CT)])
    assert (study.uid, study.date, study.modality, study.body_part) == ("1", "2026-09-24", "PT/CT", "CHEST")
    assert (study.series, study.images, study.files, study.notes) == (2, 5, ("a", "b", "c"), ())
    assert study.title == "PET-CT chest, 24 September 2026"


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ({"modality": "CT", "study_description": "CT THORAX^ABDOMEN"}, "CT THORAX ABDOMEN"),
        ({"modality": "CT", "study_description": "Thorax"}, "CT Thorax"),
        ({"modality": "MR", "study_description": "MRT Schädel"}, "MRT Schädel"),
        ({"modality": "MR", "study_description": "Schädel", "study_date": "202609"}, "MRI Schädel, September 2026"),
        ({"modality": "OT", "study_description": "Prepyloric ulcer"}, "Prepyloric ulcer"),
        ({"modality": "CR"}, "X-ray"),
        ({"modality": "ZZ", "body_part": "KNEE"}, "Scan knee"),
        ({}, "Scan"),
        ({"study_description": "  __ "}, "Scan"),
        ({"modality": "CT", "study_date": "20269999"}, "CT"),
    ],
)
def test_a_study_is_called_by_its_description_or_by_its_kind(said: dict[str, str], title: str) -> None:
    (study,) = studies([("a", ImageFile("1", images=1, **said))])
    assert study.title == title


def test_where_files_disagree_most_of_them_decide_and_the_others_are_told() -> None:
    other = ImageFile("1", "1.2", "CT", "", "20260925", patient_name="Doe, Jane", patient_born="19700101", images=1)
    (study,) = studies([("a", PET), ("b", PET), ("c", other)])
    assert (study.patient_name, study.date, study.patient_born) == ("Westerhaugh, Ingrid", "2026-09-24", "1970-01-01")
    assert study.notes == (
        "Some of its files give another date: “2026-09-25”.",
        "Some of its files carry another patient name: “Doe, Jane”.",
    )


def test_files_without_a_study_go_by_date_and_patient_or_stay_alone() -> None:
    dated = ImageFile(study_date="20260101", patient_name="A", images=1)
    bare = ImageFile(images=1)
    made = studies([("a", dated), ("b", dated), ("c", bare), ("d", bare), ("DICOMDIR", ImageFile())])
    assert [study.files for study in made] == [("a", "b"), ("c",), ("d",)]


def test_studies_come_in_the_order_of_their_dates() -> None:
    made = studies([("a", ImageFile("2", study_date="20260101")), ("b", CT), ("c", ImageFile("3"))])
    assert [study.uid for study in made] == ["2", "1", "3"]


def test_the_middle_picture_of_each_series_is_shown() -> None:
    def slice_(series: str, number: int, images: int = 1) -> ImageFile:
        return ImageFile("1", series, images=images, number=number)

    files = [(f"x{number}", slice_("1", 9 - number)) for number in range(9)]
    files += [("b", slice_("2", 0)), ("a", slice_("2", 0)), ("report", slice_("3", 1, images=0))]
    assert previews_of(files) == ("x4", "b")


@pytest.mark.parametrize(
    ("text", "date"),
    [("20260924", "2026-09-24"), ("2026.09.24", "2026-09-24"), ("202609", "2026-09"), ("2026", "2026")],
)
def test_a_date_is_read_as_imaging_files_write_it(text: str, date: str) -> None:
    assert written_date(text) == PartialDate(date)


@pytest.mark.parametrize("text", ["", "20261399", "24.09.2026", "00000000", "anon", "202609245"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert written_date(text) is None


def test_an_index_is_compared_in_all_the_ways_discs_write_names() -> None:
    named = ["DICOM/IM1", "DICOM/IM2", "DICOM/IM3", "DICOM/IM4", "DICOM/IM4"]
    assert missing_from(named, ["dicom/im1", "DICOM/IM2.;1", "DICOM/im3;1"]) == ("DICOM/IM4",)


def test_every_code_has_a_word_and_a_source() -> None:
    data = bundled.toml("imaging", "modality_codes.toml")
    tags = {source["tag"] for source in data["source"]}
    ids = [row["id"] for row in data["code"]]
    assert data["as_of"]
    assert len(ids) == len(set(ids))
    assert all(row["word"] and row["source"] in tags for row in (*data["code"], *data["together"]))
    assert {code for pair in data["together"] for code in pair["codes"]} <= set(ids)
    assert (kind_of_scan("CT/SR"), kind_of_scan("SR"), kind_of_scan("PT/MR")) == ("CT", "Report", "PET-MRI")
