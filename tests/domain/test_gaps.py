"""A case held against a list says what is here, asked for, not asked or does not apply, and how old the newest is."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver_app.domain.dates import DateSpan, PartialDate
from caregiver_app.domain.documents.asking import asked_for, due_today
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.gaps import STATUSES, GapRow, gaps
from caregiver_app.domain.documents.loans import is_lent, loan_in_words
from caregiver_app.domain.documents.recipients import RecipientUnknown
from caregiver_app.domain.documents.request import Request, Requests
from caregiver_app.domain.documents.sheets import Sheet
from caregiver_app.domain.documents.wanted import NotNeeded, Recipient, Want, Wants
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline import records
from family import PERSON, fixed
from random_histories import partial_dates

TODAY = date(2026, 11, 28)
CENTRE = "Our centre"


def paper(number: int, kind: str = "blood-count", **told) -> Document:
    return Document(id=fixed(f"paper {number}"), number=number, title=f"paper {number}", kind=kind, **told)


def wanted(number: int, kind: str = "blood-count", *asked: Request, **told) -> Document:
    return paper(number, kind, holding="wanted", requests=Requests.of(asked), **told)


def case_of(*documents: Document, wants: tuple[Want, ...] = (), spared: tuple[NotNeeded, ...] = (), **told):
    own = Recipient(id=fixed("centre"), name=CENTRE, wants=Wants.of(wants), **told)
    return CaseSnapshot(PERSON, documents=documents, recipients=(own,), not_needed=spared)


def row_of(*documents: Document, want: Want, spared: tuple[NotNeeded, ...] = (), **told) -> GapRow:
    (row,) = gaps(case_of(*documents, wants=(want,), spared=spared, **told), CENTRE, TODAY).rows
    return row


def day(text: str) -> PartialDate:
    return PartialDate(text)


@pytest.mark.parametrize(
    ("documents", "status"),
    [
        ((), "not_asked"),
        ((paper(1),), "have"),
        ((wanted(1),), "not_asked"),
        ((wanted(1, "blood-count", Request(whom="desk")),), "asked"),
        ((wanted(1, "blood-count", Request(whom="desk", answer="refused")),), "asked"),
        ((paper(1, holding="elsewhere"),), "not_asked"),
        ((paper(1, trouble="locked"),), "have"),
        ((paper(1, trouble="opened"),), "not_asked"),
        ((paper(1), wanted(2, "blood-count", Request(whom="desk"))), "have"),
        ((paper(1, "discharge-summary", covers="chemotherapy-record,blood-count"),), "have"),
    ],
)
def test_each_kind_is_here_asked_for_or_not_asked(documents: tuple[Document, ...], status: str) -> None:
    row = row_of(*documents, want=Want("blood-count"))
    assert row.status == status
    assert row.status in STATUSES


FILE = "a" * 64


def test_a_stack_that_was_split_gives_way_to_what_was_made_of_it() -> None:
    stack = paper(1, "discharge-summary", fingerprint=FILE, pages=3, in_packet=False)
    scan = paper(2, "pet-ct", sheets=[Sheet(FILE, 1)])
    rest = paper(3, "blood-count", sheets=[Sheet(FILE, 2), Sheet(FILE, 3)], in_packet=False)
    parts = (paper(4, "chemistry", sheets=[Sheet(FILE, 2)]), paper(5, "costs", sheets=[Sheet(FILE, 3)]))
    wants = tuple(map(Want, ("discharge-summary", "pet-ct", "blood-count", "chemistry")))

    def told(*documents: Document) -> tuple[list[str], list[int]]:
        found = gaps(case_of(*documents, wants=wants), CENTRE, TODAY)
        return [row.status for row in found.rows], [document.number for document in found.others]

    assert told(stack, scan, rest, *parts) == (["not_asked", "have", "not_asked", "have"], [5])
    assert told(stack, scan, rest) == (["not_asked", "have", "have", "not_asked"], [])
    assert told(stack, scan) == (["have", "have", "not_asked", "not_asked"], [])  # two of its pages are nowhere else
    assert told(stack.amended(in_packet=True), scan, rest) == (["have", "have", "have", "not_asked"], [])


def test_of_two_papers_of_the_same_pages_one_is_always_told() -> None:
    one, other = (paper(number, "pet-ct", sheets=[Sheet(FILE, 1)], in_packet=False) for number in (1, 2))
    assert [document.number for document in row_of(one, other, want=Want("pet-ct")).documents] == [2]


def test_a_disc_with_somebody_is_here_and_the_asking_for_it_is_told() -> None:
    slides = paper(1, "slides-blocks", holding="elsewhere", requests=Requests.of([Request(whom="Pathology")]))
    row = row_of(slides, want=Want("slides-blocks"))
    assert (row.status, [asked.request.whom for asked in row.asked]) == ("have", ["Pathology"])


def test_a_report_with_somebody_is_named_and_is_not_here() -> None:
    row = row_of(paper(1, "pet-ct", holding="elsewhere", held_by="Inverlaw"), want=Want("pet-ct"))
    assert (row.documents, [document.held_by for document in row.elsewhere]) == ((), ["Inverlaw"])


def test_what_does_not_apply_says_why_and_gives_way_to_a_paper_that_is_here() -> None:
    never = (NotNeeded(kind="transplant-summary", why="no transplant"),)
    row = row_of(want=Want("transplant-summary"), spared=never)
    assert (row.status, row.why, row.counts) == ("not_needed", "no transplant", False)
    row = row_of(paper(1, "transplant-summary"), want=Want("transplant-summary"), spared=never)
    assert (row.status, row.marked, row.why) == ("have", True, "no transplant")


def test_what_a_centre_does_not_want_is_said_in_its_words_and_its_papers_are_named() -> None:
    want = Want("image-files", need="not", words="pictures later")
    row = row_of(paper(1, "image-files"), want=want)
    assert (row.status, row.why, len(row.documents)) == ("not_needed", "pictures later", 1)


def test_what_the_packet_writes_itself_is_here_once_it_was_entered() -> None:
    case = CaseSnapshot(PERSON)
    assert {row.status for row in gaps(case, "", TODAY).rows if row.kind == "case-summary"} == {"not_asked"}
    full = CaseSnapshot(PERSON.amended(question="When?"), entries=(records.Medicine(name="aciclovir"),))
    written = {row.kind: row.status for row in gaps(full, "", TODAY).rows if row.in_packet}
    assert written == {"clinical-question": "have", "case-summary": "have", "medication-list": "have"}


def test_the_counts_hold_what_is_needed_and_what_applies() -> None:
    wants = (Want("pet-ct"), Want("heart"), Want("lungs"), Want("mrd", need="if"), Want("clotting", need="if"))
    wants = (*wants, Want("image-files", need="not"), Want("bone-marrow"))
    case = case_of(
        paper(1, "pet-ct"), paper(2, "mrd"), wanted(3, "heart", Request(whom="desk")), paper(4, "costs"),
        wants=wants, spared=(NotNeeded(kind="bone-marrow"),),
    )  # fmt: skip
    found = gaps(case, CENTRE, TODAY)
    assert found.counts.in_words() == "2 of 4 here · 1 asked for · 1 not yet asked"
    assert (found.counts.not_needed, found.counts.only_if) == (1, 1)
    assert [document.number for document in found.others] == [4]


def test_an_unknown_list_is_refused() -> None:
    with pytest.raises(RecipientUnknown, match="car-t-review"):
        gaps(CaseSnapshot(PERSON), "nowhere", TODAY)


def test_every_bundled_list_can_be_held_against_an_empty_case() -> None:
    for receiver in ("car-t-review", "reports-only", "with-images", "abroad-translated"):
        counts = gaps(CaseSnapshot(PERSON), receiver, TODAY).counts
        assert counts.total == counts.not_asked > 15
        assert counts.here == counts.asked == 0


FRESH_28 = Want("blood-count", fresh_days=28)


@pytest.mark.parametrize(
    ("dates", "want", "fresh", "words"),
    [
        (
            ["2026-10-27"], FRESH_28, "no",
            "The newest is of 27 October 2026, 32 days (1 month and 1 day) before 28 November 2026; "
            "the centre asks for at most 28 days.",
        ),
        (["2026-10-31"], FRESH_28, "yes", "28 days before"),
        (["2026-10-30"], FRESH_28, "no", "29 days before"),
        (["2026-11-28"], FRESH_28, "yes", "the day this was looked at"),
        (["2026-11"], FRESH_28, "yes", "The newest is of November 2026"),
        (["2026-10"], FRESH_28, "unknown", "between 28 and 58 days"),
        (["2026"], FRESH_28, "unknown", ""),
        (["before 2026-11"], FRESH_28, "unknown", "at least 28 days"),
        (["before 2026"], FRESH_28, "no", ""),
        (["2026-12-03"], FRESH_28, "unknown", "which is after 28 November 2026"),
        ([None], FRESH_28, "unknown", "No date is written down; the centre asks for at most 28 days."),
        (["2020-01-01", "2026-11-20", None], FRESH_28, "yes", "20 November 2026, 8 days"),
        (["2020-01-01", None], FRESH_28, "unknown", "No date is written down for D-002."),
        (["about 2026-11", "2026-11-20"], FRESH_28, "yes", "20 November 2026"),
        (["2026-08-28"], Want("blood-count", fresh_months=3), "yes", "at most 3 months"),
        (["2026-08-27"], Want("blood-count", fresh_months=3), "no", "at most 3 months"),
        (["2026-10-28"], Want("blood-count", fresh_months=1, verify=True), "yes", "a common figure, to be checked"),
        (["2020-01-01"], Want("blood-count"), "", "The newest is of 1 January 2020."),
    ],
)  # fmt: skip
def test_the_newest_is_held_against_the_limit_by_its_dates(dates, want, fresh, words) -> None:
    documents = [paper(number, date=when) for number, when in enumerate(dates, 1)]
    told = row_of(*documents, want=want).freshness
    assert told.fresh == fresh
    assert words in told.words


def test_no_paper_has_no_age() -> None:
    told = row_of(wanted(1, date="2026-11-01"), want=FRESH_28).freshness
    assert (told.fresh, told.newest, told.words) == ("", None, "")


def test_a_bundled_figure_is_said_to_be_a_common_one() -> None:
    case = CaseSnapshot(PERSON, documents=(paper(1, date="2026-11-20"),))
    (row,) = (row for row in gaps(case, "", TODAY).rows if row.kind == "blood-count")
    assert row.freshness.words.endswith(
        "8 days before 28 November 2026; the list asks for at most 28 days (a common figure, to be checked with the "
        "centre)."
    )


@given(st.lists(partial_dates(), max_size=4), st.integers(1, 400))
def test_fresh_is_said_only_where_every_day_a_date_may_mean_agrees(dates: list, days: int) -> None:
    documents = [paper(number, date=when) for number, when in enumerate(dates, 1)]
    fresh = row_of(*documents, want=Want("blood-count", fresh_days=days)).freshness.fresh
    spans = [when.span() if when else DateSpan(None, None) for when in dates]
    first = TODAY - timedelta(days=days)
    if fresh == "yes":
        assert any(span.earliest and first <= span.earliest for span in spans)
    if fresh == "no":
        assert all(span.latest and span.latest < first for span in spans)


CERTIFIED = Want("discharge-summary", translation="certified")


@pytest.mark.parametrize(
    ("language", "translation", "state", "words"),
    [
        ("English", {}, "same_language", "D-001 is in English already."),
        ("Chinese, English", {}, "same_language", ""),
        ("German", {}, "missing", "D-001 has no translation here."),
        ("", {}, "unknown", "is not written down"),
        ("German", {"certified": "yes", "translator": "M. Heddlewick"}, "here", "by M. Heddlewick, certified."),
        ("German", {"certified": "no"}, "here", "not certified"),
        ("", {"certified": "yes"}, "here", ""),
        ("German", {"holding": "wanted"}, "listed", "still to be asked for: D-002"),
        ("German", {"holding": "wanted", "requests": [Request(whom="x")]}, "asked", "is asked for: D-002"),
        ("German", {"language": "French"}, "other_language", "in D-002, which is in French and not in English."),
    ],
)
def test_an_original_and_its_translation_are_a_pair(language, translation, state, words) -> None:
    original = paper(1, "discharge-summary", language=language)
    documents = [original]
    if translation:
        told = {**translation, "requests": Requests.of(translation.get("requests", ()))}
        documents.append(paper(2, "discharge-summary", translation_of=original.id, **told))
    row = row_of(*documents, want=CERTIFIED, language="English")
    (one,) = row.translations
    assert one.state == state
    assert words in one.in_words()
    assert [document.number for document in row.documents] == [1], "a translation is no second paper"


def test_a_certified_translation_is_told_of_before_another() -> None:
    original = paper(1, "discharge-summary", language="German")
    plain = paper(2, "discharge-summary", translation_of=original.id, certified="no")
    sworn = paper(3, "discharge-summary", translation_of=original.id, certified="yes")
    (one,) = row_of(original, plain, sworn, want=CERTIFIED, language="English").translations
    assert one.translation == sworn


def test_a_translation_is_the_paper_where_its_original_is_not_here_and_is_as_old_as_it() -> None:
    original = wanted(1, "discharge-summary", date="2020-01-01")
    english = paper(2, "discharge-summary", translation_of=original.id, date="2026-11-20")
    row = row_of(original, english, want=Want("discharge-summary", fresh_days=28))
    assert ([document.number for document in row.documents], row.freshness.newest) == ([2], "2020-01-01")


def test_asking_for_a_translation_does_not_make_a_paper_that_is_here_one_that_is_asked_for() -> None:
    original = paper(1, "discharge-summary", language="German")
    english = wanted(2, "discharge-summary", Request(whom="translator"), translation_of=original.id)
    row = row_of(original, english, want=CERTIFIED, language="English")
    assert (row.status, [asked.document.number for asked in row.asked]) == ("have", [2])


@pytest.mark.parametrize(
    ("request_told", "waiting", "overdue", "remind"),
    [
        ({}, True, False, False),
        ({"due": day("2026-11-27")}, True, True, False),
        ({"due": day("2026-11-28")}, True, False, False),
        ({"due": day("2026-11")}, True, False, False),
        ({"due": day("2026-10")}, True, True, False),
        ({"due": day("after 2020")}, True, False, False),
        ({"remind_on": day("2026-11-28")}, True, False, True),
        ({"remind_on": day("2026-11-29")}, True, False, False),
        ({"remind_on": day("2026-11")}, True, False, True),
        ({"due": day("2026-10"), "answer": "promised"}, True, True, False),
        ({"due": day("2026-10"), "remind_on": day("2026-10"), "answer": "refused"}, False, False, False),
        ({"due": day("2026-10"), "answer": "arrived"}, False, False, False),
    ],
)
def test_a_request_is_overdue_once_every_day_it_was_due_has_passed(request_told, waiting, overdue, remind) -> None:
    asked = wanted(1, "pet-ct", Request(whom="desk", **request_told))
    (one,) = asked_for(asked, TODAY)
    assert (one.waiting, one.overdue, one.remind) == (waiting, overdue, remind)
    assert bool(due_today(CaseSnapshot(PERSON, documents=(asked,)), TODAY)) == (overdue or remind)


def test_asking_the_same_desk_again_makes_its_first_asking_history() -> None:
    first = Request(whom="Records desk", due=day("2026-10-01"))
    again = Request(whom=" records  DESK ", due=day("2026-12-24"))
    other = Request(whom="Dr Kralj", remind_on=day("2026-11-01"))
    asked = wanted(1, "pet-ct", first, other, again)
    assert [one.request for one in asked_for(asked, TODAY)] == [again, other]
    assert [one.request for one in due_today(CaseSnapshot(PERSON, documents=(asked,)), TODAY)] == [other]


def test_a_paper_that_came_as_a_file_is_waited_for_no_longer() -> None:
    late = Requests.of([Request(whom="desk", due=day("2026-10-01"))])
    assert due_today(CaseSnapshot(PERSON, documents=(paper(1, requests=late),)), TODAY) == ()


def test_what_is_due_longest_stands_first() -> None:
    documents = [wanted(n, "pet-ct", Request(due=day(f"2026-0{m}-01"))) for n, m in ((1, 9), (2, 3), (3, 6))]
    due = due_today(CaseSnapshot(PERSON, documents=tuple(documents)), TODAY)
    assert [one.document.number for one in due] == [2, 3, 1]
    assert due[0].with_number() == "D-002 paper 2: due 1 March 2026, overdue · no answer yet"


def test_a_loan_is_told_with_the_days_that_are_known() -> None:
    thing = paper(1, "slides-blocks", holding="elsewhere")
    lent = thing.amended(lent_to="Dr Chen", lent_on="2026-05-03")
    back = lent.amended(returned_on="2026-05-10")
    assert (is_lent(thing), is_lent(lent), is_lent(back)) == (False, True, False)
    assert [loan_in_words(one) for one in (thing, lent, back, back.amended(lent_on=None))] == [
        "", "Lent to Dr Chen on 3 May 2026.", "Lent to Dr Chen on 3 May 2026, back on 10 May 2026.",
        "Lent to Dr Chen, back on 10 May 2026.",
    ]  # fmt: skip


def test_two_papers_that_are_called_translations_of_each_other_are_both_here() -> None:
    one = paper(1, "discharge-summary", translation_of=fixed("paper 2"))
    other = paper(2, "discharge-summary", translation_of=fixed("paper 1"))
    assert row_of(one, other, want=CERTIFIED, language="English").documents == (one, other)


KINDS = st.sampled_from(["pet-ct", "image-files", "costs", "other", "a kind of our own"])


@st.composite
def shoeboxes(draw: st.DrawFn) -> tuple[Document, ...]:
    numbers = range(1, draw(st.integers(1, 6)) + 1)
    return tuple(
        paper(
            number,
            draw(KINDS),
            holding=draw(st.sampled_from(["file", "elsewhere", "wanted"])),
            covers=draw(st.sampled_from(["", "pet-ct", "pet-ct,image-files"])),
            language=draw(st.sampled_from(["", "English", "German"])),
            translation_of=draw(st.sampled_from([None, *(fixed(f"paper {other}") for other in numbers)])),
            requests=Requests.of(draw(st.sampled_from([[], [Request(whom="desk")]]))),
        )
        for number in numbers
    )


@given(shoeboxes(), st.sampled_from(["", "reports-only", "with-images", "abroad-translated"]))
def test_no_paper_is_left_out_of_a_list_in_silence(documents: tuple[Document, ...], receiver: str) -> None:
    found = gaps(CaseSnapshot(PERSON, documents=documents), receiver, TODAY)
    named = {
        document.id
        for row in found.rows
        for document in (*row.documents, *row.wanted, *row.elsewhere, *row.halves)
    }  # fmt: skip
    assert named | {document.id for document in found.others} == {document.id for document in documents}
    told = {asked.document.id for row in found.rows for asked in row.asked}
    assert told >= {document.id for document in documents if document.id in named and document.requests
                    and document.holding != "file"}  # fmt: skip
    counts = found.counts
    assert counts.here + counts.asked + counts.not_asked == counts.total
