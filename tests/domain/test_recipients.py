"""What each receiver wants is data with its sources; the family's own lists stand beside it."""

import re
from datetime import date
from pathlib import Path

import pytest

from caregiver_app import bundled
from caregiver_app.domain.documents.recipients import (
    GENERIC,
    RecipientUnknown,
    bundled_receivers,
    chosen_receiver,
    copy_of,
    own_receiver,
    receiver_called,
    receiver_sources,
    receivers,
    with_want,
    without_want,
)
from caregiver_app.domain.documents.records_guide import guide_for
from caregiver_app.domain.documents.wanted import Recipient, Want, Wants
from caregiver_app.domain.snapshot import CaseSnapshot
from family import PERSON, fixed

FILES = sorted(bundled.resource("recipients").glob("*.toml"))
KEYS = {"id", "based_on", "place", "name", "plain", "as_of", "language", "from", "note", "source", "want", "packet"}
WANT_KEYS = {"kind", "need", "fresh_days", "fresh_months", "words", "translation", "verify", "source"}
RANKING = re.compile(
    r"\b(should|eligib\w+|recommend\w*|best(?! response)|better|worse|ought|advi[sc]e\w*|leading|top)\b"
)
OWN = Recipient(
    id=fixed("minglan"), name="Shanghai Minglan", source="E-mail of 20 November", wants=Wants.of([Want("pet-ct")])
)


def data_of(path: Path) -> dict:
    return bundled.toml("recipients", path.name)


def by_id(receiver_id: str):
    (found,) = (receiver for receiver in bundled_receivers() if receiver.id == receiver_id)
    return found


def want_of(receiver_id: str, kind: str) -> Want:
    (found,) = (want for want in by_id(receiver_id).wants if want.kind == kind)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
class TestEveryList:
    def test_has_the_keys_the_reader_knows_and_no_misspelt_ones(self, path: Path) -> None:
        data = data_of(path)
        assert set(data) <= KEYS
        assert data["id"] == path.stem
        for row in data["want"]:
            assert set(row) <= WANT_KEYS, row
            assert len(row) > 1, row

    def test_says_as_of_when_it_holds_and_where_it_is_from(self, path: Path) -> None:
        data = data_of(path)
        assert date.fromisoformat(data["as_of"]) >= date(2026, 1, 1)
        tags = [row["tag"] for row in data["source"]]
        used = {*data["from"], *(tag for row in data["want"] for tag in row.get("source", ()))}
        assert len(tags) == len(set(tags))
        assert set(tags) == used
        assert data["from"]

    def test_names_each_kind_once_and_only_kinds_of_the_checklist(self, path: Path) -> None:
        kinds = [row["kind"] for row in data_of(path)["want"]]
        assert len(kinds) == len(set(kinds))
        assert all(guide_for(kind) for kind in kinds)
        for want in by_id(path.stem).wants:
            assert want.need in ("needed", "if", "not")
            assert want.translation in ("", "wanted", "certified")

    def test_states_one_figure_at_most_and_only_with_its_words(self, path: Path) -> None:
        for want in by_id(path.stem).wants:
            assert not (want.fresh_days and want.fresh_months), want
            if want.fresh_days or want.fresh_months:
                assert re.search(r"\d+ (weeks?|months?|days)", want.words), want

    def test_marks_a_figure_no_source_states_as_to_be_checked(self, path: Path) -> None:
        for want in by_id(path.stem).wants:
            if re.search(r"\d+ (weeks?|months?|days|years?)\b", want.words):
                assert want.verify, want

    def test_is_short_and_plain_and_ranks_nobody(self, path: Path) -> None:
        receiver = by_id(path.stem)
        spoken = [receiver.plain, *receiver.note.splitlines(), *(want.words for want in receiver.wants)]
        assert len(receiver.plain) <= 120
        assert all(len(want.words) <= 90 for want in receiver.wants)
        assert not [words for words in spoken if RANKING.search(words.casefold())]


def test_there_are_four_lists_in_their_order() -> None:
    assert [receiver.id for receiver in bundled_receivers()] == [
        GENERIC, "reports-only", "with-images", "abroad-translated",
    ]  # fmt: skip
    assert [path.stem for path in FILES] == sorted(receiver.id for receiver in bundled_receivers())


def test_what_a_list_does_not_say_is_as_in_the_one_it_is_based_on() -> None:
    generic, reports = by_id(GENERIC), by_id("reports-only")
    assert want_of("reports-only", "pet-ct") == want_of(GENERIC, "pet-ct")
    assert [want.kind for want in reports.wants][: len(generic.wants)] == [want.kind for want in generic.wants]
    assert want_of("abroad-translated", "blood-count").fresh_days == 28
    assert {source.tag for source in receiver_sources("reports-only")} >= {"COH", "S3"}


def test_the_lists_differ_where_centres_differ() -> None:
    assert want_of(GENERIC, "image-files").need == "if"
    assert want_of("reports-only", "image-files").need == "not"
    assert "later" in want_of("reports-only", "image-files").words
    assert want_of("with-images", "image-files").need == "needed"
    assert want_of("with-images", "slides-blocks").need == "needed"
    assert want_of("abroad-translated", "pathology-first").translation == "certified"
    assert want_of("abroad-translated", "blood-count").translation == ""
    assert by_id("abroad-translated").language == "English"
    assert "exactly as in the passport" in by_id("abroad-translated").note
    assert want_of("abroad-translated", "passport").need == "needed"


def test_infection_tests_have_no_limit_because_theirs_counts_to_the_collection_of_cells() -> None:
    want = want_of(GENERIC, "infection-screening")
    assert (want.fresh_days, want.fresh_months) == (0, 0)
    assert "before cells are collected" in want.words


def test_own_lists_stand_first_and_are_found_by_their_name_or_id() -> None:
    case = CaseSnapshot(PERSON, recipients=(OWN,))
    assert receivers(case)[0] == own_receiver(OWN)
    assert receiver_called(case, "  shanghai  MINGLAN ").id == str(OWN.id)
    assert receiver_called(case, str(OWN.id)).own
    assert receiver_called(case, "Reports only").id == "reports-only"


def test_without_a_choice_the_usual_list_is_looked_at_and_also_when_the_chosen_one_went() -> None:
    assert chosen_receiver(CaseSnapshot(PERSON)).id == GENERIC
    chosen = CaseSnapshot(PERSON.amended(recipient=str(OWN.id)), recipients=(OWN,))
    assert receiver_called(chosen, "").name == "Shanghai Minglan"
    assert chosen_receiver(CaseSnapshot(PERSON.amended(recipient=str(OWN.id)))).id == GENERIC


def test_an_unknown_list_is_refused_by_naming_those_there_are() -> None:
    case = CaseSnapshot(PERSON, recipients=(OWN,))
    with pytest.raises(RecipientUnknown, match=r"“Shanghai Minglan”, car-t-review, reports-only") as told:
        receiver_called(case, "nowhere")
    assert told.value.safe == "Nothing was changed."


def test_two_lists_of_one_name_are_told_apart_by_their_ids() -> None:
    twin = OWN.amended(id=fixed("twin"))
    case = CaseSnapshot(PERSON, recipients=(OWN, twin))
    with pytest.raises(RecipientUnknown, match=str(twin.id)):
        receiver_called(case, "Shanghai Minglan")
    assert receiver_called(case, str(twin.id)).id == str(twin.id)


def test_a_copy_says_all_that_its_pattern_says_and_can_be_changed() -> None:
    pattern = by_id("abroad-translated")
    copy = copy_of(pattern, "Our centre")
    assert (copy.based_on, copy.language, copy.wants.values) == (pattern.id, "English", pattern.wants)
    stricter = with_want(copy, Want("blood-count", fresh_days=14, words="of the last two weeks"))
    assert [want.kind for want in stricter.wants.values] == [want.kind for want in pattern.wants]
    assert next(want for want in stricter.wants.values if want.kind == "blood-count").fresh_days == 14
    longer = with_want(stricter, Want("letter of the insurer"))
    assert longer.wants.values[-1].kind == "letter of the insurer"
    assert without_want(longer, "letter of the insurer") == stricter


def test_a_need_nobody_knows_is_no_list() -> None:
    with pytest.raises(ValueError, match="need"):
        Wants.of([Want("pet-ct", need="perhaps")])
