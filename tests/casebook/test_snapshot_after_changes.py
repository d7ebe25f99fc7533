"""A case that is read after each step is the one that was there before, changed only where the step changed it."""

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.journey.records import Round, Task
from caregiver_app.domain.person import Contact, Person
from caregiver_app.domain.questions.records import Question
from caregiver_app.domain.record import Record
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline.records import Lab, Note, Scan
from caregiver_app.domain.timeline.shown_tests import ShownTest
from runs import at_most

ACTS = ("put", "put", "put", "amend", "remove", "remove and put", "undo", "redo", "many")
WHEN = (None, PartialDate("2024-05-01"), PartialDate("about 2023"), PartialDate("2020-02-29"))


NUMBERS = count(1)


def new_record(number: int) -> Record:
    when = WHEN[number % len(WHEN)]
    match number % 10:
        case 0:
            return Scan(modality="CT", date=when)
        case 1:
            return Lab(test="LDH", value=str(number), date=when)
        case 2:
            return Contact(name=f"Dr {number % 3}")
        case 3:
            return Document(number=next(NUMBERS), title="Letter")
        case 4:
            return ShownTest(test=f"T{number}", position=number % 3 + 1)
        case 5:
            return Question(text="Why now?", position=number % 3)
        case 6:
            return Appointment(title="First visit", date=when)
        case 7:
            return Round(name="Here", position=number % 3 + 1)
        case 8:
            return Task(text="Pack", due=when)
        case _:
            return Note(title="a note", date=when)


@at_most(25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 200)), max_size=12))
def test_what_is_kept_between_steps_is_what_is_on_the_disk(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, int]]
) -> None:
    with Casebook.create(tmp_path_factory.mktemp("cases") / "case", Person(name="Ana Novak")) as book:
        for act, number in acts:
            before = book.snapshot()
            held = [record for record in before.records() if record != before.person]
            chosen = held[number % len(held)] if held else None
            if act == "undo" and book.undo_label:
                book.undo()
            elif act == "redo" and book.redo_label:
                book.redo()
            else:
                with book.step("x") as tx:
                    if act == "many":
                        for more in range(70):
                            tx.put(new_record(number * 100 + more))
                    elif act == "put" or chosen is None:
                        tx.put(new_record(number))
                    elif act == "amend":
                        tx.put(before.person.amended(name=f"Ana {number}"))
                        tx.put(chosen.amended(note="x") if "note" in type(chosen).model_fields else chosen)
                    else:
                        tx.remove(chosen)
                        if act == "remove and put":
                            tx.put(chosen)
            assert book.snapshot() == CaseSnapshot.read(book._store.read)
