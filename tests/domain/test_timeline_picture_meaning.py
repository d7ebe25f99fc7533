"""Signs come from the vocabularies: what an entry means decides how it is drawn, in whichever words it was written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.timeline.picture.drawing import lay_out
from caregiver_app.domain.timeline.picture.meaning import is_infusion, response_shape, sign_of
from caregiver_app.domain.timeline.picture.parts import Picture
from caregiver_app.domain.timeline.picture.signs import DISCS
from caregiver_app.domain.timeline.records import Entry, Procedure, Relapse, Response, Therapy
from caregiver_app.domain.vocabulary import vocabulary
from runs import at_most

AS_OF = date(2026, 10, 12)


def on(text: str) -> PartialDate:
    return PartialDate(text)


def pictured(*entries: Entry, width: float = 1400) -> Picture:
    return lay_out(entries, width=width, height=500, as_of=AS_OF, text_width=lambda text, size: len(text) * size * 0.55)


@pytest.mark.parametrize(
    ("category", "shape"),
    [
        ("VGPR (unconfirmed)", "most"), ("CR, Deauville 2", "full"), ("CR (Deauville 2)", "full"), ("sCR", "full"),
        ("CRi", "full"), ("MRD-negative CR", "full"), ("完全缓解", "full"), ("完全代谢缓解", "full"),
        ("部分缓解", "half"),
        ("非常好的部分缓解", "most"), ("疾病稳定", "open"), ("疾病进展", "cross"), ("PR-L", "half"),
        ("minor response", "quarter"),
        ("CR, MRD positive", "full"), ("NMR", "open"), ("MLFS", "other"), ("NE", "other"), ("nCR", "most"),
        ("no answer at all", "open"), ("unconfirmed CR", "other"), ("MRD negative", "other"), ("", "other"),
    ],
)  # fmt: skip
def test_a_response_has_the_sign_of_what_it_means_in_whichever_words(category: str, shape: str) -> None:
    assert response_shape(category) == shape


def test_every_response_of_the_vocabulary_has_its_own_sign_and_only_two_are_other_words() -> None:
    others = {term.id for term in vocabulary("responses") if response_shape(term.name) == "other"}
    assert others == {"mlfs", "ne"}
    for term in vocabulary("responses"):
        assert {response_shape(word) for word in (term.name, term.chinese, *term.synonyms)} == {response_shape(term.id)}


@pytest.mark.parametrize(
    ("procedure", "shape"),
    [
        ("Autologous transplant (BEAM)", "diamond"), ("BEAM, autologous transplant", "diamond"), ("ASCT", "diamond"),
        ("自体造血干细胞移植", "diamond"), ("axi-cel", "diamond"), ("Kymriah infusion", "diamond"), ("回输", "diamond"),
        ("apheresis", "diamond"), ("ISRT, left neck", "radiation"), ("放疗（纵隔）", "radiation"), ("TBI", "radiation"),
        ("proton beam", "radiation"), ("PICC", "lozenge"), ("Ommaya", "lozenge"), ("手术", "lozenge"),
        ("Infusion of zoledronate", "lozenge"), ("something else", "lozenge"),
    ],
)  # fmt: skip
def test_a_procedure_has_the_sign_of_its_group(procedure: str, shape: str) -> None:
    assert sign_of(Procedure(procedure=procedure), "cell")[1] == shape


def test_every_procedure_of_the_vocabulary_has_the_sign_of_its_group() -> None:
    signs = {"cell": "diamond", "radiation": "radiation"}
    for term in vocabulary("procedures"):
        for word in (term.name, *term.synonyms):
            assert sign_of(Procedure(procedure=word), "cell")[1] == signs.get(term.group, "lozenge"), word


@pytest.mark.parametrize(
    "procedure",
    ["CAR-T infusion", "CAR-T infusion (axi-cel)", "CAR-T", "Yescarta", "axi-cel infusion", "CAR-T细胞回输",
     "阿基仑赛回输", "Carvykti CAR-T cells"],
)  # fmt: skip
def test_the_infusion_of_cells_is_known_by_its_name_and_by_every_product(procedure: str) -> None:
    assert is_infusion(Procedure(procedure=procedure))


@pytest.mark.parametrize(
    "procedure",
    ["CAR-T being discussed", "CAR-T consultation", "Apheresis for axi-cel", "Infusion of iron",
     "Donor lymphocyte infusion", "Stem cell collection", "asked about Yescarta for later"],
)  # fmt: skip
def test_what_only_speaks_of_the_cells_is_no_infusion(procedure: str) -> None:
    assert not is_infusion(Procedure(procedure=procedure))


def test_an_infusion_called_off_is_none_and_a_product_as_a_treatment_is_one() -> None:
    assert not is_infusion(Procedure(procedure="CAR-T infusion", outcome="cancelled"))
    assert is_infusion(Therapy(regimen="axi-cel"))
    assert not is_infusion(Therapy(regimen="R-CHOP"))


def test_cells_written_as_a_treatment_do_not_go_on_until_today() -> None:
    picture = pictured(Therapy(regimen="axi-cel", date=on("2025-03-04")))
    (bar,) = picture.bars
    assert bar.right - bar.left < 10
    assert "No end date" not in picture.items[0].description


@at_most(200, deadline=None)
@given(st.text(max_size=60))
def test_no_words_are_without_a_sign(text: str) -> None:
    assert response_shape(text) in DISCS
    if text:
        assert sign_of(Procedure(procedure=text), "cell")[1] in ("diamond", "radiation", "lozenge")
        assert isinstance(is_infusion(Procedure(procedure=text)), bool)


# What a treatment was in its line


CELLS: tuple[Entry, ...] = (
    Therapy(regimen="R-CHOP", date=on("2024-01-10"), end=on("2024-05-10")),
    Relapse(event="relapse", date=on("2024-09-01")),
    Procedure(procedure="Apheresis for CAR-T", date=on("2024-10-01")),
    Therapy(regimen="Pola-BR", setting="bridging", date=on("2024-10-08"), end=on("2024-10-30")),
    Therapy(regimen="Flu/Cy", setting="lymphodepletion", date=on("2024-11-07"), end=on("2024-11-09")),
    Procedure(procedure="CAR-T infusion", date=on("2024-11-12")),
    Response(category="CR", date=on("2024-12-12")),
)


def test_what_leads_to_cells_is_drawn_apart_with_its_word_and_without_a_number_of_its_own() -> None:
    picture = pictured(*CELLS)
    shapes = {bar.entry_id: bar.shape for bar in picture.bars if bar.lane == "therapy"}
    assert list(shapes.values()) == ["line", "bridging", "bridging"]
    labels = {label.entry_id: label for label in picture.labels if label.lane == "therapy"}
    assert (labels[CELLS[3].id].number, labels[CELLS[3].id].text) == ("", "bridging: Pola-BR")
    item = next(item for item in picture.items if item.entry_id == CELLS[3].id)
    assert item.description.startswith("Treatment, bridging: Pola-BR")


def test_maintenance_carries_the_number_of_its_line_and_its_word() -> None:
    induction = Therapy(regimen="VRd", date=on("2019-03-30"), end=on("2019-08-14"))
    upkeep = Therapy(regimen="Lenalidomide", setting="maintenance", date=on("2020-02-01"), end=on("2023-05-01"))
    picture = pictured(induction, upkeep)
    assert [bar.shape for bar in picture.bars] == ["line", "maintenance"]
    words = {label.entry_id: (label.number, label.text) for label in picture.labels}
    assert words[upkeep.id] == ("1", "Lenalidomide (maintenance)")
    assert [entry.shape for entry in picture.legend] == ["line", "maintenance"]


def test_a_name_that_says_what_it_was_is_not_told_twice() -> None:
    named = Therapy(regimen="Rituximab maintenance", setting="maintenance", date=on("2020-02-01"), end=on("2023-05-01"))
    picture = pictured(Therapy(regimen="R-CHOP", date=on("2019-03-30"), end=on("2019-08-14")), named)
    assert "Rituximab maintenance" in [label.text for label in picture.labels]
