"""Choices for a packet are kept, named, changed and undone, and a receiver's list suggests its own."""

from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.listing import change_documents
from caregiver_app.casebook.packet_choices import (
    SetThere,
    SetUnknown,
    change_choices,
    choices_for,
    chosen_files,
    files_in_order,
    keep_set,
    remove_set,
    rename_set,
    set_called,
    ticked,
)
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.recipients import RecipientUnknown
from caregiver_app.domain.packet.choices import PacketChoices
from cases import new_case

PAPERS = (
    Document(number=1, title="Bill", kind="insurance-letter"),
    Document(number=2, title="Scan", kind="pet-ct"),
    Document(number=3, title="Letter", kind="referral-letter"),
    Document(number=4, title="Pictures", kind="image-files"),
)


@pytest.fixture
def book(tmp_path: Path):
    with Casebook.open(new_case(tmp_path / "case")) as opened:
        with opened.step("Add papers") as tx:
            for paper in PAPERS:
                tx.put(paper)
        yield opened


def test_without_any_the_usual_choices_are_looked_at_and_the_first_change_keeps_them(book: Casebook) -> None:
    held = set_called(book.snapshot(), "")
    assert held.choices.choices == PacketChoices()
    kept = change_choices(book, held, PacketChoices(hide_names=True))
    assert set_called(book.snapshot(), "") == kept
    change_choices(book, kept, PacketChoices(paper="letter"))
    assert len(book.snapshot().packet_sets) == 1
    book.undo()
    assert set_called(book.snapshot(), "").choices.choices.hide_names
    book.undo()
    assert book.snapshot().packet_sets == ()


def test_what_is_the_same_already_is_no_step(book: Casebook) -> None:
    before = book.undo_label
    change_choices(book, set_called(book.snapshot(), ""), PacketChoices())
    assert book.undo_label == before


def test_choices_are_kept_under_a_name_that_nothing_else_has(book: Casebook) -> None:
    held = keep_set(book, "  for Dr  Chen ", PacketChoices(most_mb=20))
    assert set_called(book.snapshot(), "FOR DR CHEN") == held
    with pytest.raises(SetThere):
        keep_set(book, "For Dr Chen", PacketChoices())
    assert rename_set(book, held, "for the coordinator").name == "for the coordinator"
    with pytest.raises(SetUnknown, match="for the coordinator"):
        set_called(book.snapshot(), "for Dr Chen")
    remove_set(book, set_called(book.snapshot(), "for the coordinator"))
    assert book.snapshot().packet_sets == ()
    book.undo()
    assert [one.name for one in book.snapshot().packet_sets] == ["for the coordinator"]


def test_a_receiver_gets_its_papers_in_the_order_of_its_list_and_none_it_does_not_want(book: Casebook) -> None:
    choices = choices_for(book.snapshot(), "reports-only", PacketChoices(paper="letter", hide_names=True))
    assert (choices.recipient, choices.paper, choices.hide_names) == ("reports-only", "letter", True)
    assert [one.number for one in files_in_order(book.snapshot(), choices)] == [3, 2, 4, 1]
    assert [one.number for one in chosen_files(book.snapshot(), choices)] == [3, 2, 1]
    with pytest.raises(RecipientUnknown):
        choices_for(book.snapshot(), "nobody", PacketChoices())


def test_ticks_of_a_named_set_leave_the_documents_alone(book: Casebook) -> None:
    change_documents(book, [PAPERS[1].amended(in_packet=False)], "Leave out")
    scan = next(one for one in book.snapshot().documents if one.number == 2)
    choices = ticked(PacketChoices(), (scan, PAPERS[0]), True)
    assert (choices.put_in, choices.left_out) == ((2,), ())
    assert [one.number for one in chosen_files(book.snapshot(), choices)] == [3, 2, 4, 1]
    back = ticked(choices, (scan,), False)
    assert (back.put_in, back.left_out) == ((), ())
    assert ticked(back, (PAPERS[0],), False).left_out == (1,)
