"""Contacts, the letter that asks for papers, and the form to fill in by hand."""

from pathlib import Path

import pytest

from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.gaps import gaps
from caregiver_app.domain.documents.records_guide import record_guides
from caregiver_app.domain.documents.wanted import Recipient, Want, Wants
from caregiver_app.errors import CaregiverError
from family import fixed
from packet.printed_case import EMPTY, FULL, TODAY, sheet


def joined(target: Path, name: str, *case, **choices) -> str:
    return " ".join(sheet(target, name, *case, **choices))


def test_the_contacts_show_the_teams_numbers_everybody_and_the_centres(tmp_path: Path) -> None:
    (words,) = sheet(tmp_path / "s.pdf", "contacts")
    for said in (
        "0131 496 0100", "Number by day +86 21 5550 1234", "+86 21 5550 9999", "Emergency hospital", "Minglan, gate 3",
        "Dr Vesna Kralj", "haematologist · Invented Hospital", "Speaks Slovene", "0131 496 0133",
        "kralj@invented.example", "Maren Heddlewick", "interpreter", "Centres that are looked at", "Minglan",
        "Shanghai", "Shen Yihe, +86 21 5550 7777",
    ):  # fmt: skip
        assert said in words, said


def test_forty_contacts_are_all_there(tmp_path: Path) -> None:
    many = [
        FULL.contacts[0].amended(id=fixed(f"c{n}"), name=f"Helper {n}", phone=f"0131 000 {n:04}") for n in range(40)
    ]
    pages = sheet(tmp_path / "s.pdf", "contacts", FULL.after([(None, one) for one in many]))
    words = " ".join(pages)
    assert all(f"Helper {n} " in words and f"0131 000 {n:04}" in words for n in range(40))
    assert all("Name, role, where Phone E-mail" in page for page in pages[:4]), "the head stands on each page"


def test_contacts_of_an_empty_case_are_a_form(tmp_path: Path) -> None:
    (words,) = sheet(tmp_path / "s.pdf", "contacts", EMPTY)
    assert "Number at night" in words
    assert "Name, role, where Phone E-mail" in words
    assert "Centres" not in words


def test_a_letter_asks_for_what_was_chosen(tmp_path: Path) -> None:
    wanted = FULL.documents[2]
    words = joined(
        tmp_path / "s.pdf", "request", kinds=("flow-cytometry",), documents=(wanted.id,), to="Records office\nInverlaw"
    )
    for said in ("Request for medical papers: LIN, Wei, born 9 March 1968", "Records office Inverlaw", "The old PET-CT",
                 "Flow cytometry", "29 November 2026", "Signature of LIN, Jia"):  # fmt: skip
        assert said in words, said
    assert "Blood count" not in words


def test_without_a_choice_a_letter_asks_for_all_that_nobody_was_asked_for(tmp_path: Path) -> None:
    words = joined(tmp_path / "s.pdf", "request")
    rows = {row.kind: row for row in gaps(FULL, "", TODAY).rows if row.status == "not_asked"}
    assert "The old PET-CT" in words, "a paper listed as wanted goes by its own name"
    assert all(row.name in words for kind, row in rows.items() if kind in ("blood-count", "kidneys", "pathology-first"))
    assert rows["spinal-fluid"].name not in words, "what may not apply is asked for only when it was chosen"
    assert rows["clinical-question"].name not in words, "what the family writes is not asked of anybody"


def test_a_letter_with_nothing_to_ask_for_is_not_drawn(tmp_path: Path) -> None:
    own = Recipient(id=fixed("own"), name="Ours", wants=Wants.of([Want("passport"), Want("discharge-summary")]))
    case = FULL.after([(None, own), (FULL.person, FULL.person.amended(recipient=str(own.id)))])
    with pytest.raises(CaregiverError, match="There is no paper left to ask for"):
        sheet(tmp_path / "s.pdf", "request", case)
    with pytest.raises(CaregiverError, match="A paper that was chosen is not in the case any more"):
        sheet(tmp_path / "s.pdf", "request", documents=(fixed("nowhere"),))


def test_a_letter_of_one_chosen_document_asks_for_it_alone(tmp_path: Path) -> None:
    disc = Document(id=fixed("disc"), number=9, title="The disc of June", kind="image-files", holding="wanted")
    (words,) = sheet(tmp_path / "s.pdf", "request", FULL.after([(None, disc)]), documents=(disc.id,))
    assert "The disc of June" in words
    assert "The old PET-CT" not in words


def test_a_blank_form_names_nobody_and_asks_for_everything(tmp_path: Path) -> None:
    words = joined(tmp_path / "s.pdf", "intake", blank=True)
    assert "LIN, Wei" not in words
    assert "9 March 1968" not in words
    for said in (
        "Name, as in the passport", "Birth date", "What the illness is called", "Treatments so far",
        "Treatment or drugs From To How it answered Came back, when", "Scans", "Biopsies and bone marrow",
        "Medicines now", "Allergies and bad reactions", "Infections and infection tests", "People", "Papers we have",
        "Our question",
    ):  # fmt: skip
        assert said in words, said
    usual = [guide.name for guide in record_guides() if guide.priority in ("essential", "usual")]
    assert len(usual) > 20
    assert all(name in words for name in usual)


def test_a_form_that_is_not_blank_begins_with_name_and_birth_date(tmp_path: Path) -> None:
    pages = sheet(tmp_path / "s.pdf", "intake")
    assert "LIN, Wei" in pages[0]
    assert "9 March 1968" in pages[0]
    assert "DLBCL" not in " ".join(pages)
