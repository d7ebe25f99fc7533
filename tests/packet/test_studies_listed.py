"""Scans stand in the inventory by themselves: what, when, where, on which disc. Containers say what came of them."""

from pathlib import Path
from uuid import UUID

from caregiver_app.domain.documents.document import SET_APART, TROUBLES, Document
from caregiver_app.packet.build import plan_packet
from caregiver_app.packet.options import PacketOptions
from caregiver_app.packet.pages_studies import numbers_of
from packet.papers import AS_OF, Desk, paper, texts


def inventory(desk: Desk) -> str:
    """Return the words of the pages from the inventory on, on one line."""
    _report, target = desk.build()
    pages = [" ".join(page.split()) for page in texts(target)]
    first = next(at for at, page in enumerate(pages) if page.startswith("Documents"))
    return " ".join(pages[first:])


def study(desk: Desk, title: str, **fields: object) -> Document:
    usual = {"format": "study", "kind": "image-files", "modality": "CT", "series": 3, "images": 1412}
    return desk.add(title.encode(), title=title, **(usual | fields))


def a_disc(desk: Desk) -> Document:
    return desk.add(b"disc", title="Imaging disc “CD 7”", format="disc", kind="image-files")


def test_a_study_stands_under_its_disc_with_all_that_is_known_of_it(desk: Desk) -> None:
    disc = a_disc(desk)
    study(
        desk, "PET-CT whole body", part_of=disc.id, modality="PT/CT", body_part="CHEST", origin="Hospital of the North",
        date="2026-09-24", accession="A-77",
    )  # fmt: skip
    words = inventory(desk)
    assert f"Imaging studies {SET_APART['images']}" in words
    assert "D-001 Imaging disc “CD 7” · kept in the case as files" in words
    told = "D-002 2026-09-24 PET-CT whole body PET-CT · CHEST · Hospital of the North A-77 3 1,412"
    assert told in words
    assert words.index("D-001 Imaging disc") < words.index("D-002")
    assert "Inventory" not in words  # there is no paper, and nobody says that nothing was added
    assert "No documents have been added yet" not in words


def test_a_disc_that_was_left_says_where_it_is_and_is_no_thing_somebody_holds(desk: Desk) -> None:
    left = {"holding": "elsewhere", "held_by": "/media/ana/KLINIK"}
    disc = desk.add(b"disc", title="Imaging disc “KLINIK”", format="disc", **left)
    study(desk, "CT chest", part_of=disc.id, **left)
    desk.add(b"slides", title="Slides", holding="elsewhere", held_by="Pathology")
    words = inventory(desk)
    assert "D-001 Imaging disc “KLINIK” · left at /media/ana/KLINIK" in words
    assert words.count("/media/ana/KLINIK") == 1  # and not again at each of its studies
    things = words.partition("Things that are not files")[2]
    assert "Slides" in things
    assert "CT chest" not in things


def test_what_is_odd_about_a_disc_and_a_study_is_said_on_paper(desk: Desk) -> None:
    disc = desk.add(
        b"disc", title="Imaging disc “CD 7”", format="disc", note="Its own index names 1 file that is not on it: X.",
        trouble="some_unreadable", trouble_detail="DICOM/IM3",
    )  # fmt: skip
    study(desk, "CT chest", part_of=disc.id, note="Some of its files carry another patient name: “X”.")
    desk.add(paper(1), title="The report", part_of=disc.id)
    words = inventory(desk)
    for said in (
        "Its own index names 1 file that is not on it: X.",
        f"{TROUBLES['some_unreadable']} DICOM/IM3",
        "Some of its files carry another patient name: “X”.",
        "Papers from it: D-003",
        "The report came in D-001",
    ):
        assert said in words


def test_a_container_says_what_it_was_opened_into(desk: Desk) -> None:
    portal = desk.add(b"PK", title="From the portal", format="zip")
    study(desk, "MRI brain", part_of=portal.id)
    for number in range(3):
        desk.add(paper(1, f"letter {number}"), title=f"Letter {number}", part_of=portal.id)
    mail = desk.add(b"From: x", title="A mail", format="eml", pages=1, trouble="words_only")
    desk.add(paper(2), title="Attached", part_of=mail.id)
    words = inventory(desk)
    assert "From the portal It was opened into D-002 to D-005." in words
    assert "It was opened into D-007." in words
    assert "D-001 From the portal · kept in the case as files" in words.partition("Imaging studies")[2]


def test_studies_that_came_loose_or_whose_disc_was_removed_are_listed_too(desk: Desk) -> None:
    study(desk, "Ultrasound", modality="US", series=None, images=None)
    study(desk, "CT chest", part_of=UUID(int=77))
    words = inventory(desk)
    assert "Brought as files of their own · kept in the case as files" in words
    assert "Ultrasound" in words
    assert "CT chest" in words


def test_a_long_disc_names_itself_again_on_every_page(desk: Desk, tmp_path: Path) -> None:
    disc = a_disc(desk)
    for number in range(80):
        study(desk, f"CT {number}", part_of=disc.id, body_part="CHEST", date="2026-09-24")
    report, target = desk.build("long.pdf")
    pages = [" ".join(page.split()) for page in texts(target)]
    with_studies = [page for page in pages if "CHEST" in page]
    assert len(with_studies) > 2
    assert all("D-001 Imaging disc “CD 7” · kept in the case as files" in page for page in with_studies)
    assert sum(page.count("CHEST") for page in pages) == 80
    assert plan_packet(desk.case(), PacketOptions(as_of=AS_OF)).pages == report.pages


def test_numbers_in_a_row_are_named_by_their_ends() -> None:
    def documents(*numbers: int) -> list[Document]:
        return [Document(number=number, title="x") for number in numbers]

    assert numbers_of(documents(4)) == "D-004"
    assert numbers_of(documents(9, 4, 5)) == "D-004, D-005, D-009"
    assert numbers_of(documents(4, 5, 6, 9, 10)) == "D-004 to D-006, D-009, D-010"
