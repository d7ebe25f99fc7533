"""A treatment names its drugs however a family writes it, and a history its family of diseases."""

import pytest

from caregiver_app.domain.timeline.disease import family_of
from caregiver_app.domain.timeline.drugs import classes_of, drugs_in, drugs_of
from worked_lines import diagnosed, therapy

R_CHOP = {"rituximab", "cyclophosphamide", "doxorubicin", "vincristine", "prednisone"}
VRD = {"bortezomib", "lenalidomide", "dexamethasone"}


@pytest.mark.parametrize(
    ("text", "drugs"),
    [
        ("R-CHOP", R_CHOP),
        ("r chop", R_CHOP),
        ("R-CHOP ×6, 21 days", R_CHOP),
        ("R-CHOP with complications", R_CHOP),
        ("VRd + daratumumab", VRD | {"daratumumab"}),
        ("Dara-VRd", VRD | {"daratumumab"}),
        ("VRD lite", VRD),
        ("bortezomib/dex", {"bortezomib", "dexamethasone"}),
        ("weekly dex", {"dexamethasone"}),
        ("7+3 + midostaurin", {"cytarabine", "daunorubicin", "midostaurin"}),
        ("R-lenalidomide", {"rituximab", "lenalidomide"}),
        ("Revlimid 10 mg", {"lenalidomide"}),
        ("Lenalidomide (Revlimid)", {"lenalidomide"}),
        ("lenalidomide maintenance", {"lenalidomide"}),
        ("硼替佐米、来那度胺", {"bortezomib", "lenalidomide"}),
        ("Yescarta", {"axi-cel"}),
        ("PD-1 antibody + decitabine", {"checkpoint-inhibitor", "decitabine"}),
        ("watch and wait", set()),
        ("go and see", set()),
        ("…", set()),
        ("", set()),
    ],
)
def test_drugs_are_found_in_what_people_write(text, drugs):
    assert drugs_in(text).known == drugs


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("XYZ-101", {"xyz-101"}),
        ("Ibrutinib + XYZ-101", {"xyz-101"}),
        ("XYZ-101+lenalidomide", {"xyz-101"}),
        ("chemo", {"chemo"}),
        ("protocol of the house", {"of the house"}),
        ("R-CHOP with complications", set()),
    ],
)
def test_a_name_nobody_listed_is_kept_as_one(text, unknown):
    assert drugs_in(text).unknown == unknown


def test_the_list_of_drugs_and_the_regimen_are_read_together():
    assert drugs_of(therapy("House protocol", "2020", drugs="rituximab, lenalidomide")).unknown == frozenset()
    named = drugs_of(therapy("VRd", "2020", drugs="with daratumumab"))
    assert named.known == VRD | {"daratumumab"}
    assert named.against_disease == named.known - {"dexamethasone"}
    assert {"pi", "imid", "anti-cd38", "steroid"} <= named.classes


def test_what_helps_the_body_and_steroids_alone_are_known_as_such():
    assert drugs_in("Filgrastim").only_beside
    assert not drugs_in("R-CHOP + filgrastim").only_beside
    assert drugs_in("prednisone 50 mg").only_steroids
    assert not drugs_in("Rd").only_steroids
    assert classes_of("nothing") == ()


@pytest.mark.parametrize(
    ("disease", "family"),
    [
        ("DLBCL", "lymphoma"), ("relapsed mantle cell lymphoma", "lymphoma"), ("Hodgkin lymphoma", "hodgkin"),
        ("non-Hodgkin lymphoma, stage IV", "lymphoma"), ("Multiple myeloma IgG kappa", "myeloma"), ("CLL", "cll"),
        ("Ph+ ALL", "all"), ("Acute myeloid leukaemia (AML)", "aml"), ("peripheral T-cell lymphoma, NOS", "t-cell"),
        ("a disease of the blood", ""),
    ],
)  # fmt: skip
def test_a_diagnosis_names_its_family(disease, family):
    assert family_of([diagnosed(disease)]) == family


def test_the_newest_diagnosis_before_a_treatment_tells_the_family():
    entries = [diagnosed("Richter transformation", "2022-05"), diagnosed("CLL", "2015"), diagnosed("?", "2023")]
    dates = [therapy("X", when).date for when in ("2014", "2016-02", "2022-05-20")]
    assert [family_of(entries, when) for when in dates] == ["cll", "cll", "lymphoma"]
    assert family_of(entries) == "lymphoma"
    assert family_of([]) == ""
