"""What was recorded is arranged into lines, responses and a status, and worded the same everywhere."""

import pytest
from pydantic import ValidationError

from caregiver_app.domain.documents import TROUBLES, Document, label
from caregiver_app.domain.timeline import records
from caregiver_app.domain.timeline.kinds import KINDS, kind_called, kind_of
from caregiver_app.domain.timeline.lines import lines_of_therapy, status_now, unplaced_procedures
from caregiver_app.domain.timeline.wording import dates, headline
from family import fixed, history


def test_each_line_has_its_own_responses_relapses_and_procedures() -> None:
    first, second = lines_of_therapy(history())
    assert (first.number, second.number) == (1, 2)
    assert [entry.id for entry in first.responses] == [fixed("cr")]
    assert [entry.id for entry in first.relapses] == [fixed("rel")]
    assert [entry.id for entry in second.responses] == [fixed("pr")]
    assert [entry.id for entry in second.procedures] == [fixed("asct")]
    assert (first.start, first.end) == ("2023-06-02", "2023-10-20")


def test_parts_with_one_line_number_are_one_line() -> None:
    parts = [
        records.Therapy(regimen="VRd", date="2020-01", end="2020-05", line=1),
        records.Therapy(regimen="lenalidomide", date="2020-09", line=1, setting="maintenance"),
        records.Therapy(regimen="DPd", date="2022-03", line=2),
    ]
    assert [[part.regimen for part in line.parts] for line in lines_of_therapy(parts)] == [
        ["VRd", "lenalidomide"],
        ["DPd"],
    ]


def test_a_history_without_numbers_is_counted_in_order_of_start() -> None:
    parts = [records.Therapy(regimen="second", date="2022"), records.Therapy(regimen="first", date="about 2019")]
    assert [(line.number, line.parts[0].regimen) for line in lines_of_therapy(parts)] == [(1, "first"), (2, "second")]


def test_a_treatment_nobody_numbered_among_numbered_ones_keeps_no_number() -> None:
    parts = [records.Therapy(regimen="a", date="2020", line=1), records.Therapy(regimen="b", date="2021")]
    assert [line.number for line in lines_of_therapy(parts)] == [1, None]


def test_the_best_response_is_the_deepest_by_the_vocabulary() -> None:
    entries = [
        records.Therapy(regimen="VRd", date="2020-01", line=1),
        records.Response(category="PR", date="2020-03"),
        records.Response(category="very good partial response", date="2020-05"),
        records.Response(category="PD", date="2020-09"),
    ]
    (line,) = lines_of_therapy(entries)
    assert line.best_response is not None
    assert line.best_response.date == "2020-05"


def test_a_response_in_words_nobody_knows_is_still_the_lines_response() -> None:
    entries = [records.Therapy(regimen="X", date="2020"), records.Response(category="much better", date="2021")]
    (line,) = lines_of_therapy(entries)
    assert line.best_response is not None
    assert line.best_response.category == "much better"


def test_a_procedure_before_any_treatment_belongs_to_no_line() -> None:
    early = records.Procedure(procedure="biopsy", date="2019")
    entries = (early, records.Therapy(regimen="X", date="2020"))
    assert unplaced_procedures(entries) == (early,)


def test_the_status_is_the_newest_thing_recorded_and_nothing_else() -> None:
    status = status_now(history())
    assert status is not None
    assert status.entry.id == fixed("pr")
    assert status_now([records.Note(title="x", date="2025")]) is None


def test_every_kind_says_its_headline_from_all_its_telling_fields() -> None:
    for kind in KINDS:
        texts = {field.name: f"«{field.name}»" for field in kind.fields if field.asks in ("text", "long")}
        line = headline(kind.record(**texts))
        shared = {"place", "source", "note", "basis", "drugs", "intent", "criteria", "reference_range"}
        for name in set(texts) - shared:
            assert f"«{name}»" in line or name == "note", (kind.id, name, line)


def test_the_table_of_kinds_covers_every_field_of_every_record() -> None:
    for kind in KINDS:
        asked = [field.name for field in kind.fields]
        assert len(asked) == len(set(asked)), kind.id
        assert set(asked) == set(kind.record.model_fields) - {"id", "how_known", "proof", "proof_page"}, kind.id
        assert set(kind.csv.values()) <= set(asked), kind.id
        assert kind_called(kind.id) is kind
        assert kind_of(kind.record) is kind


def test_a_record_changes_only_into_a_valid_one() -> None:
    scan = records.Scan(modality="PET-CT")
    assert scan.amended(region="neck").region == "neck"
    with pytest.raises(ValidationError):
        scan.amended(modality="")
    with pytest.raises(ValidationError):
        scan.amended(date="next week")
    with pytest.raises(ValidationError):
        scan.amended(how_known="guessed")
    with pytest.raises(ValidationError):
        scan.modality = "CT"


def test_spans_are_worded_without_inventing_an_end() -> None:
    assert dates(records.Stay(reason="fever", date="2023-06-01", end="2023-06-05")) == "1 June 2023 – 5 June 2023"
    assert dates(records.Stay(reason="fever", date="2023-06-01")) == "1 June 2023"
    assert dates(records.Stay(reason="fever", end="2023-06")) == "until June 2023"
    assert dates(records.Stay(reason="fever")) == "date not known"


def test_documents_are_labelled_as_written_on_paper_and_troubles_are_sentences() -> None:
    assert label(12) == "D-012"
    assert label(1234) == "D-1234"
    assert all(sentence.endswith(".") for sentence in TROUBLES.values())
    with pytest.raises(ValidationError):
        Document(number=1, title="x", fingerprint="not a fingerprint")
