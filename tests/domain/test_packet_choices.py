"""Choices for a packet, what the case said when one was sent, and what has changed since."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.packet.choices import Chosen, PacketChoices, arranged, moved
from caregiver_app.domain.packet.kept import NotKept, kept_case, kept_text
from caregiver_app.domain.packet.records import PacketSet, SentDocument, SentPacket
from caregiver_app.domain.packet.since import changes, since
from caregiver_app.domain.packet.words import choices_in_words
from family import LETTER, PERSON, case

PAPERS = tuple(Document(number=number, title=f"Paper {number}") for number in range(1, 7))


def test_usual_choices_are_the_empty_text_and_others_come_back_as_they_were() -> None:
    assert Chosen("").choices == PacketChoices()
    told = PacketChoices(order=(3, 1), left_out=(2,), language="en-zh", most_mb=20)
    assert Chosen(str(Chosen.of([told]))).choices == told


def test_a_tick_of_the_choices_goes_before_that_of_the_document() -> None:
    out = PAPERS[0].amended(in_packet=False)
    assert [PacketChoices().has(one) for one in (PAPERS[1], out)] == [True, False]
    choices = PacketChoices(put_in=(1,), left_out=(2,))
    assert [choices.has(one) for one in (PAPERS[1], out)] == [False, True]


@given(st.lists(st.integers(1, 9), max_size=8))
def test_no_document_is_lost_or_doubled_by_an_order_made_by_hand(order: list[int]) -> None:
    assert sorted(one.number for one in arranged(PAPERS, order)) == [1, 2, 3, 4, 5, 6]


def test_a_document_that_no_order_names_stays_behind_the_one_it_stood_behind() -> None:
    assert [one.number for one in arranged(PAPERS, (6, 2))] == [1, 6, 2, 3, 4, 5]
    assert [one.number for one in arranged(PAPERS, (4, 1))] == [4, 5, 6, 1, 2, 3]
    assert arranged(PAPERS, ()) == PAPERS


def test_documents_are_moved_together_and_keep_their_order() -> None:
    assert moved((1, 2, 3, 4), (4, 2), 0) == (2, 4, 1, 3)
    assert moved((1, 2, 3, 4), (1,), 4) == (2, 3, 4, 1)
    assert moved((1, 2, 3, 4), (2,), 2) == (1, 2, 3, 4)


def test_choices_are_told_by_what_differs_from_the_usual() -> None:
    assert choices_in_words(Chosen("")) == "as usual"
    told = Chosen.of([PacketChoices(hide_names=True, most_mb=10, left_out=(4,))])
    assert choices_in_words(told) == "names hidden; at most 10 MB a file; left out: D-004"


def test_a_case_comes_back_from_its_text_as_it_was() -> None:
    told, words = kept_case(kept_text(case(), ("ab" * 32,)))
    assert told == case()
    assert words == frozenset({"ab" * 32})


def test_what_was_sent_and_chosen_before_is_not_kept_again_in_each_text() -> None:
    one = case()
    more = one.after([(None, PacketSet(name="Dr Chen")), (None, SentPacket(number=1, to_whom="Dr Chen"))])
    assert kept_text(more) == kept_text(one)


def test_a_field_that_is_gone_by_then_is_passed_over_and_another_form_is_refused() -> None:
    text = kept_text(case())
    assert kept_case(text.replace('{"born"', '{"blood_group":"A","born"', 1))[0] == case()
    for other in ("", "[]", "{}", text.replace('"form":1', '"form":2'), text.replace('"Person"', '"Nobody"')):
        with pytest.raises(NotKept):
            kept_case(other)


def test_everything_that_differs_since_a_packet_is_told_and_nothing_else() -> None:
    then = case()
    entry = then.entries[0]
    changed = entry.amended(note="looked at again")
    letter = LETTER.amended(title="The whole letter")
    new = Document(number=9, title="New scan")
    now = then.after([
        (entry, changed), (LETTER, letter), (None, new), (then.entries[1], None),
        (PERSON, PERSON.amended(question="And now?")),
    ])  # fmt: skip
    found = changes(then, now)
    assert found.entries.altered == ((entry, changed),)
    assert found.entries.gone == (then.entries[1],)
    assert found.papers == (new, letter)
    assert found.person is not None
    assert not changes(then, then)
    assert not changes(then, then.after([(LETTER, LETTER.amended(in_inbox=True, in_packet=False))])).documents


def test_an_addendum_knows_the_packet_it_follows_and_where_its_papers_stand() -> None:
    sent = SentPacket(number=3, on="2026-11-14", to_whom="Dr Chen", documents=[SentDocument(1, True, 2, 34)])
    told = since(sent, case(), case())
    assert told.name == "packet P-003 of 14 November 2026"
    assert told.held[1].first_page == 34
