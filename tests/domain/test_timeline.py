"""What was recorded is arranged into lines, responses and a status, and worded the same everywhere."""

import pytest
from pydantic import ValidationError

from caregiver_app.domain.documents.document import TROUBLES, Document, label
from caregiver_app.domain.timeline import records
from caregiver_app.domain.timeline.kinds import KINDS, kind_called, kind_of
from caregiver_app.domain.timeline.wording import dates, headline


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
