"""What a document is can be written down from the command line, field by field."""

import pytest


@pytest.fixture
def papers(caregiver, case, tmp_path):
    """A case with two letters, D-001 and D-002."""
    for name in ("scan 1.txt", "scan 2.txt"):
        (tmp_path / name).write_text(name)
    assert caregiver("add", case, tmp_path / "scan 1.txt", tmp_path / "scan 2.txt").code == 0
    return case


def listed(caregiver, case, number):
    documents = caregiver("list", case, "documents", "--json").json["documents"]
    return next(one for one in documents if one["number"] == number)


def test_everything_named_is_one_step_and_takes_the_paper_out_of_the_inbox(caregiver, papers):
    told = caregiver(
        "describe", papers, "D-001", "--kind", "pet-ct", "--date", "May 2023", "--from", "Inverlaw", "--title", "PET-CT"
    )
    assert (told.code, told.out) == (0, "D-001  PET-CT\nWritten down.\n")
    one = listed(caregiver, papers, "D-001")
    assert (one["kind"], one["date"], one["from"], one["title"]) == ("pet-ct", "2023-05", "Inverlaw", "PET-CT")
    assert one["in_inbox"] is False
    assert "Change document" in caregiver("undo", papers).out
    assert listed(caregiver, papers, "D-001")["in_inbox"] is True


def test_a_translation_knows_its_original_and_who_made_it(caregiver, papers):
    asked = ("--translation-of", "d1", "--translator", "M. Heddlewick", "--certified", "yes", "--language", "English")
    assert caregiver("describe", papers, "D-002", *asked).code == 0
    two = listed(caregiver, papers, "D-002")
    assert (two["translation_of"], two["translator"], two["certified"]) == ("D-001", "M. Heddlewick", "yes")
    told = caregiver("describe", papers, "D-001", "--translation-of", "D-002")
    assert (told.code, "translated from it" in told.err) == (2, True)
    taken = ("--translation-of", "none", "--translator", "none", "--certified", "unknown", "--date", "none")
    caregiver("describe", papers, "D-002", *taken)
    two = listed(caregiver, papers, "D-002")
    assert (two["translation_of"], two["translator"], two["certified"], two["date"]) == (None, "", None, None)


def test_what_says_so_already_is_no_step_and_nothing_named_is_refused(caregiver, papers):
    caregiver("describe", papers, "D-001", "--in-packet", "no")
    assert "It says so already." in caregiver("describe", papers, "D-001", "--in-packet", "no").out
    assert caregiver("describe", papers, "D-001").code == 2
    assert caregiver("describe", papers, "D-009", "--kind", "pet-ct").code == 1
    assert caregiver("describe", papers, "D-001", "--kind", "nonsense").code == 2
