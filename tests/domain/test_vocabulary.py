"""The vocabularies are data: their shape, their sources and their order are promises the code relies on."""

import re
import tomllib
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from caregiver_app import bundled
from caregiver_app.domain.timeline.kinds import KINDS
from caregiver_app.domain.vocabulary import Term, term, vocabulary

FILES = sorted(bundled.resource("vocabularies").glob("*.toml"))
REQUIRED = {"id", "name", "plain", "chinese", "synonyms", "source"}
OPTIONAL = {"group", "as_of", "codes", "codes_source", "verify"}
# What a vocabulary says beyond the rest, and whether each of its terms says it.
OWN_KEYS = {
    "criteria": {"families": True},
    "diseases": {"family": True},
    "document_kinds": {"checklist": False},
    "drugs": {"classes": True, "targets": False},
    "fitness": {"units": True, "values": False},
    "lab_panels": {"tests": True},
    "labs": {"units": True},
    "products": {"target": True, "brands": True, "regulator": True},
    "regimens": {"drugs": True},
    "responses": {"criteria": True, "families": True, "deauville": False},
    "risk_indexes": {"families": True, "values": True},
    "staging": {"families": True, "values": True, "suffixes": False, "value_codes": False},
    "subtypes": {"families": True},
}
# The lists the timeline was promised, each with the least it must hold.
PROMISED = {
    "criteria": 5, "deauville": 6, "diseases": 40, "drug_classes": 16, "drugs": 150, "ecog": 6, "evidence": 12,
    "fitness": 11, "infections": 15, "intents": 7, "lab_panels": 8, "labs": 60, "marker_methods": 6,
    "marker_results": 8, "markers": 45, "modalities": 8, "procedures": 16, "products": 13, "reasons_ended": 17,
    "regimens": 250, "relapse_events": 10, "responses": 13, "risk_indexes": 9, "settings": 12, "specimens": 9,
    "staging": 11, "statuses": 12, "subtypes": 40,
}  # fmt: skip
FAMILIES = {"lymphoma", "hodgkin", "myeloma", "all", "cll", "aml", "t-cell", "other"}
TO_CHECK = {"chinese", "name", "brands", "regulator", "codes"}
HAN = re.compile(r"[\u4e00-\u9fff]")


@cache
def read(path: Path) -> dict:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def rows(name: str) -> list[dict]:
    return read(bundled.resource("vocabularies", f"{name}.toml"))["term"]


def ids(name: str) -> set[str]:
    return {entry.id for entry in vocabulary(name)}


def many(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
class TestEveryVocabulary:
    def test_says_as_of_when_it_holds(self, path):
        assert date.fromisoformat(read(path)["as_of"]) >= date(2026, 1, 1)

    def test_has_the_keys_the_loader_reads_and_no_misspelt_ones(self, path):
        own = OWN_KEYS.get(path.stem, {})
        for row in read(path)["term"]:
            assert set(row) >= REQUIRED | {key for key, always in own.items() if always}, row
            assert set(row) <= REQUIRED | OPTIONAL | set(own), row
            assert row["id"].strip(), row
            assert row["name"].strip(), row
            assert row["chinese"].strip(), row

    def test_names_each_term_once(self, path):
        named = [row["id"] for row in read(path)["term"]]
        assert len(named) == len(set(named))

    def test_no_word_leads_to_two_terms(self, path):
        home: dict[str, str] = {}
        for row in read(path)["term"]:
            for word in {" ".join(word.split()).casefold() for word in (row["id"], row["name"], *row["synonyms"])}:
                assert home.setdefault(word, row["id"]) == row["id"], word

    def test_lists_no_synonym_twice(self, path):
        for row in read(path)["term"]:
            words = [row["name"].casefold(), *(word.casefold() for word in row["synonyms"])]
            assert len(words) == len(set(words)), row["id"]
            assert all(word == word.strip() and word for word in row["synonyms"]), row["id"]

    def test_declares_the_sources_it_uses_and_only_those(self, path):
        data = read(path)
        tags = [row["tag"] for row in data["source"]]
        used = {row["source"] for row in data["term"]}
        used |= {tag for row in data["term"] for tag in many(row.get("codes_source", []))}
        assert len(tags) == len(set(tags))
        assert set(tags) == used
        assert all(row["title"] for row in data["source"])

    def test_says_where_its_codes_come_from(self, path):
        for row in read(path)["term"]:
            assert ("codes" in row) == ("codes_source" in row), row["id"]

    def test_says_what_nobody_has_checked_yet(self, path):
        for row in read(path)["term"]:
            assert set(many(row.get("verify", []))) <= TO_CHECK, row["id"]

    def test_loads_in_the_order_of_the_file(self, path):
        assert [entry.id for entry in vocabulary(path.stem)] == [row["id"] for row in read(path)["term"]]

    def test_explains_every_term_in_plain_words(self, path):
        if path.stem != "languages":
            assert all(entry.plain for entry in vocabulary(path.stem))

    def test_has_codes_of_the_right_shape(self, path):
        for entry in vocabulary(path.stem):
            for system, code in entry.codes:
                assert CODES[system](code), (entry.id, system, code)

    def test_a_word_of_the_field_finds_its_term(self, path):
        for entry in vocabulary(path.stem):
            for word in (entry.name, f"  {entry.name.upper()} ", *entry.synonyms):
                assert term(path.stem, word) is entry, word


def grade(text: str) -> float:
    """Return the school year a text is written for (Flesch-Kincaid)."""
    words = re.findall(r"[A-Za-zéöü’'-]+", text)
    sentences = max(1, len(re.findall(r"[.!?;:](?:\s|$)", text)))
    syllables = sum(
        max(1, len(re.findall(r"[aeiouyéöü]+", re.sub(r"(?<=[a-z])e$", "", word.lower())))) for word in words
    )
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


@pytest.mark.parametrize("name", sorted(PROMISED))
def test_plain_words_are_short_and_read_at_grade_eight(name):
    spoken = [entry.plain for entry in vocabulary(name) if name != "regimens" or entry.plain.endswith(".")]
    assert all(len(plain) <= 120 for plain in spoken)
    assert all(len(part.split()) <= 20 for plain in spoken for part in re.split(r"[.;:] ", plain))
    assert sum(map(grade, spoken)) / len(spoken) <= 8


def is_loinc(code: str) -> bool:
    """Whether a LOINC number has the right last digit: modulus 10, each second digit from the right doubled."""
    if not re.fullmatch(r"\d{1,5}-\d", code):
        return False
    digits = [int(digit) for digit in reversed(code[:-2])]
    total = sum(sum(divmod(digit * 2, 10)) if at % 2 == 0 else digit for at, digit in enumerate(digits))
    return (10 - total % 10) % 10 == int(code[-1])


TURNED = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)
"""How Verhoeff's scheme turns a digit from one place to the next; the group is that of the pentagon (D5)."""


def is_snomed(code: str) -> bool:
    """Whether a SNOMED CT identifier names a concept and its Verhoeff check holds."""
    if not re.fullmatch(r"[1-9]\d{5,17}", code) or code[-3:-1] not in ("00", "10"):
        return False
    check = 0
    for at, letter in enumerate(reversed(code)):
        digit = int(letter)
        for _time in range(at % 8):
            digit = TURNED[digit]
        check = in_pentagon(check, digit)
    return check == 0


def in_pentagon(first: int, second: int) -> int:
    """Multiply two elements of the symmetry group of the pentagon, 0 to 4 turns and 5 to 9 mirrors."""
    turns = (first + second) % 5 if first < 5 else (first - second) % 5
    return turns + 5 if (first < 5) != (second < 5) else turns


def matches(pattern: str):
    return lambda code: re.fullmatch(pattern, code) is not None


CODES = {
    "LOINC": is_loinc,
    "LOINC answer": matches(r"LA\d{3,6}-\d"),
    "SNOMED CT": is_snomed,
    "ICD-10": matches(r"[A-TV-Z]\d\d(\.\d)?"),
    "NCIt": matches(r"C\d{3,6}"),
    "ATC": matches(r"[A-HJL-NPR-SV]\d\d[A-Z]{2}\d\d"),
    "FHIR clinicalStatus": matches("active|recurrence|relapse|inactive|remission|resolved"),
}


@pytest.mark.parametrize("name", ["718-7", "2160-0", "33944-0", "14135-8", "89247-1"])
def test_a_loinc_number_with_a_wrong_digit_is_found_out(name):
    assert is_loinc(name)
    assert not any(is_loinc(f"{name[:-1]}{digit}") for digit in range(10) if str(digit) != name[-1])
    assert not any(is_loinc(f"{digit}{name[1:]}") for digit in range(10) if str(digit) != name[0])


@pytest.mark.parametrize("name", ["266721009", "1156961008", "182992009", "254374001", "77386006"])
def test_a_snomed_identifier_with_a_wrong_digit_is_found_out(name):
    assert is_snomed(name)
    for place in range(len(name)):
        wrong = [f"{name[:place]}{digit}{name[place + 1 :]}" for digit in range(10) if str(digit) != name[place]]
        assert not any(map(is_snomed, wrong))
    swapped = [name[:at] + name[at + 1] + name[at] + name[at + 2 :] for at in range(len(name) - 1)]
    assert not any(is_snomed(one) for one in swapped if one != name)


@pytest.mark.parametrize("name", ["drugs", "labs"])
def test_one_code_stands_for_one_drug_or_test(name):
    codes = [code for entry in vocabulary(name) for code in entry.codes]
    assert len(codes) == len(set(codes))


def test_every_pick_list_a_form_offers_exists():
    offered = {field.terms for kind in KINDS for field in kind.fields if field.terms}
    assert offered <= {path.stem for path in FILES}
    assert {"document_kinds", "languages"} <= {path.stem for path in FILES}


@pytest.mark.parametrize(("name", "least"), PROMISED.items())
def test_every_promised_list_is_there_and_full(name, least):
    assert len(vocabulary(name)) >= least


def test_every_disease_belongs_to_a_family_and_every_family_has_what_it_needs():
    assert {family for row in rows("diseases") for family in [row["family"]]} == FAMILIES
    for name in ("subtypes", "staging", "risk_indexes", "criteria", "responses"):
        assert {family for entry in vocabulary(name) for family in entry.listed("families")} <= FAMILIES, name
    for family in FAMILIES - {"other"}:
        staged = {entry.id for name in ("staging", "risk_indexes") for entry in vocabulary(name)
                  if family in entry.listed("families")}  # fmt: skip
        assert staged, family
        assert any(family in entry.listed("families") for entry in vocabulary("criteria")), family
        assert any(family in entry.listed("families") for entry in vocabulary("responses")), family


def test_a_stage_is_one_of_the_values_its_system_knows():
    for name in ("staging", "risk_indexes"):
        assert all(entry.listed("values") for entry in vocabulary(name)), name
    for entry in vocabulary("staging"):
        codes = entry.listed("value_codes")
        assert len(codes) in (0, len(entry.listed("values"))), entry.id
        assert all(CODES["NCIt"](code) for code in codes), entry.id
    rai = term("staging", "Rai")
    assert rai is not None
    assert dict(zip(rai.listed("values"), rai.listed("value_codes"), strict=True))["IV"] == "C8646"


def test_every_class_and_target_of_a_drug_is_known():
    for drug in vocabulary("drugs"):
        assert drug.listed("classes"), drug.id
        assert set(drug.listed("classes")) <= ids("drug_classes"), drug.id
        assert set(drug.listed("targets")) <= ids("markers"), drug.id
    used = {one for drug in vocabulary("drugs") for one in drug.listed("classes")}
    assert used == ids("drug_classes")


# What the ATC index calls a group of drugs, and the class of ours its drugs have.
ATC_GROUPS = {
    "L01FA": "anti-cd20", "L01FC": "anti-cd38", "L01FF": "checkpoint-inhibitor", "L01XG": "pi", "L01EA": "tki",
    "L01EM": "pi3k-inhibitor", "L01XH": "hdac-inhibitor", "L01XM": "idh-inhibitor", "L01DB": "anthracycline",
    "L01XA": "platinum", "L01CA": "vinca", "L01CB": "topoisomerase-inhibitor", "L01A": "alkylator", "L01XL": "car-t",
}  # fmt: skip


@pytest.mark.parametrize(("group", "ours"), ATC_GROUPS.items())
def test_drugs_are_in_the_class_their_atc_code_puts_them_in(group, ours):
    drugs = [drug for drug in vocabulary("drugs") if any(code.startswith(group) for _system, code in drug.codes)]
    assert drugs
    assert all(ours in drug.listed("classes") for drug in drugs), [drug.id for drug in drugs]


@pytest.mark.parametrize(
    ("ours", "drugs"),
    [
        ("imid", {"thalidomide", "lenalidomide", "pomalidomide"}),
        ("bcl2-inhibitor", {"venetoclax", "sonrotoclax", "lisaftoclax"}),
        ("btk-inhibitor-non-covalent", {"pirtobrutinib", "nemtabrutinib"}),
        ("btk-inhibitor-covalent", {"ibrutinib", "acalabrutinib", "zanubrutinib", "orelabrutinib", "tirabrutinib"}),
        ("hma", {"azacitidine", "decitabine"}),
        ("steroid", {"prednisone", "prednisolone", "dexamethasone", "methylprednisolone", "hydrocortisone"}),
    ],
)
def test_a_class_holds_just_its_drugs(ours, drugs):
    assert {drug.id for drug in vocabulary("drugs") if ours in drug.listed("classes")} == drugs


@pytest.mark.parametrize("target", ["bcma", "cd19", "gprc5d", "cd22"])
def test_a_drug_directed_at_a_target_says_so_twice(target):
    by_class = {drug.id for drug in vocabulary("drugs") if f"{target}-directed" in drug.listed("classes")}
    by_target = {drug.id for drug in vocabulary("drugs") if target in drug.listed("targets")}
    assert by_class == by_target


def test_every_regimen_names_drugs_we_know_and_the_same_in_its_plain_words():
    for regimen in vocabulary("regimens"):
        drugs = regimen.listed("drugs")
        assert set(drugs) <= ids("drugs"), regimen.id
        assert drugs or regimen.id == "watch-and-wait", regimen.id
        if len(drugs) > 1:
            named = [term("drugs", re.sub(r"^(high|low)-dose ", "", part)) for part in regimen.plain.split(", ")]
            assert [found and found.id for found in named] == list(drugs), regimen.id


def test_a_word_means_the_same_drug_among_regimens_as_among_drugs():
    for regimen in vocabulary("regimens"):
        for word in regimen.words():
            drug = term("drugs", word)
            if drug is not None and regimen.listed("drugs") != (drug.id,):
                assert word in {"mp"}, word  # melphalan and prednisone; some write it for methylprednisolone


def test_every_car_t_product_is_a_drug_with_the_same_words():
    for product in vocabulary("products"):
        drug = term("drugs", product.id)
        assert drug is not None
        assert drug.listed("targets") == product.listed("target")
        assert "car-t" in drug.listed("classes")
        assert all(term("drugs", brand) is drug for brand in product.listed("brands")), product.id
        assert all(re.fullmatch(r"(FDA|EMA|NMPA) 20\d\d", told) for told in product.listed("regulator")), product.id
        assert "see the current label" in product.plain
    assert {drug.id for drug in vocabulary("drugs") if drug.group == "CAR-T product"} == ids("products")


@pytest.mark.parametrize("name", ["drugs", "products"])
def test_a_drug_without_a_chinese_name_says_that_it_must_be_looked_up(name):
    for entry in vocabulary(name):
        assert HAN.search(entry.chinese) or "chinese" in entry.listed("verify"), entry.id


def test_responses_say_by_which_criteria_and_deauville_scores_they_are_given():
    for entry in vocabulary("responses"):
        assert set(entry.listed("criteria")) <= ids("criteria"), entry.id
        assert set(entry.listed("deauville")) <= ids("deauville"), entry.id
    told = {entry.id: entry.listed("deauville") for entry in vocabulary("responses") if entry.listed("deauville")}
    assert told == {"cr": ("1", "2", "3"), "pr": ("4", "5"), "sd": ("4", "5"), "pd": ("4", "5")}


def test_the_scores_of_two_scales_keep_the_codes_of_the_source():
    assert [(entry.id, *entry.codes) for entry in vocabulary("deauville")] == [
        ("1", ("NCIt", "C99728")), ("2", ("NCIt", "C99747")), ("3", ("NCIt", "C99748")),
        ("4", ("NCIt", "C99749")), ("5", ("NCIt", "C99750")), ("x", ("NCIt", "C136879")),
    ]  # fmt: skip
    answers = ["LA9622-7", "LA9623-5", "LA9624-3", "LA9625-0", "LA9626-8", "LA9627-6"]
    assert [entry.codes for entry in vocabulary("ecog")] == [(("LOINC answer", code),) for code in answers]
    assert term("fitness", "ECOG").listed("values") == tuple(entry.id for entry in vocabulary("ecog"))


def test_a_panel_holds_tests_of_its_own_group():
    for panel in vocabulary("lab_panels"):
        assert panel.listed("tests"), panel.id
        assert {term("labs", test).group for test in panel.listed("tests")} == {panel.name}, panel.id


def test_only_ratios_and_answers_in_words_have_no_unit():
    without = {entry.id for entry in vocabulary("labs") if not entry.listed("units")}
    assert without == {
        "inr", "cd4-cd8-ratio", "immunofixation", "urine-immunofixation", "flc-ratio", "pregnancy", "blood-group",
    }  # fmt: skip


def test_what_a_laboratory_measures_apart_is_kept_apart():
    for one, other in [
        ("BUN", "urea"),
        ("PT", "INR"),
        ("BNP", "NT-proBNP"),
        ("ANC", "neutrophils %"),
        ("SPEP", "UPEP"),
    ]:
        assert term("labs", one) is not term("labs", other), (one, other)


def test_responses_go_from_deepest_to_none():
    order = [entry.id for entry in vocabulary("responses")]
    for deeper, lesser in [
        ("mrd-neg-cr", "scr"), ("scr", "cr"), ("cr", "cri"), ("cri", "vgpr"), ("cr", "vgpr"), ("vgpr", "pr"),
        ("pr", "pr-l"), ("pr", "mr"), ("mr", "sd"), ("mlfs", "sd"), ("sd", "pd"), ("pd", "ne"),
    ]:  # fmt: skip
        assert order.index(deeper) < order.index(lesser), (deeper, lesser)
    assert order[-1] == "ne"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("complete response", "cr"), ("Complete Remission", "cr"), ("CMR", "cr"), ("partial remission", "pr"),
        ("PMR", "pr"), ("NMR", "sd"), ("stable disease", "sd"), ("PMD", "pd"), ("vgpr", "vgpr"), (" CR ", "cr"),
    ],
)  # fmt: skip
def test_a_response_is_found_by_the_words_people_type(typed, meant):
    found = term("responses", typed)
    assert isinstance(found, Term)
    assert found.id == meant


def test_a_regimen_says_its_drugs():
    found = term("regimens", "r-chop")
    assert found is not None
    assert found.plain == "rituximab, cyclophosphamide, doxorubicin, vincristine, prednisone"
    assert found.listed("drugs") == ("rituximab", "cyclophosphamide", "doxorubicin", "vincristine", "prednisone")


# Each regimen and drug the source list names, in its own words.
NAMED_REGIMENS = """
    R-CHOP|R-mini-CHOP|Pola-R-CHP|DA-EPOCH-R|R-CVP|BR|G-chemo|R2|ABVD|A+AVD|R-ICE|R-DHAP|R-DHAX|R-GDP|R-GemOx|R-ESHAP
    Pola-BR|tafasitamab + lenalidomide|loncastuximab|VRd|VTd|VCd|CyBorD|KRd|D-VRd|Isa-VRd|DRd|D-VMP|Kd|DKd|IsaKd|Pd|DPd
    IsaPd|EPd|SVd|BVd|BPd|PVd|hyper-CVAD|R-hyper-CVAD|hyper-CVAD + imatinib|hyper-CVAD + dasatinib
    hyper-CVAD + ponatinib|paediatric-inspired|BFM|mini-hyper-CVD|mini-hyper-CVD + inotuzumab|blinatumomab|POMP|7+3
    azacitidine + venetoclax|FLAG-Ida|intrathecal methotrexate|intrathecal cytarabine|high-dose methotrexate|MATRix|BEAM
    melphalan 200|lenalidomide|rituximab|fludarabine + cyclophosphamide|bendamustine|ibrutinib|acalabrutinib
    zanubrutinib|orelabrutinib|pirtobrutinib|venetoclax|idelalisib|duvelisib|imatinib|dasatinib|ponatinib|glofitamab
    epcoritamab|mosunetuzumab|teclistamab|elranatamab|linvoseltamab|talquetamab|polatuzumab|brentuximab|inotuzumab
    belantamab|G-CSF|IVIG|TCM|watchful waiting"""
NAMED_DRUGS = """
    ibrutinib|acalabrutinib|zanubrutinib|orelabrutinib|pirtobrutinib|venetoclax|idelalisib|duvelisib|imatinib|dasatinib
    ponatinib|glofitamab|epcoritamab|mosunetuzumab|teclistamab|elranatamab|linvoseltamab|talquetamab|blinatumomab
    polatuzumab|brentuximab|loncastuximab|inotuzumab|belantamab|tafasitamab|lenalidomide|rituximab|bendamustine
    fludarabine|cyclophosphamide|G-CSF|IVIG|TCM|aciclovir"""


def names_in(text: str) -> list[str]:
    return [name.strip() for name in re.split(r"[|\n]", text) if name.strip()]


@pytest.mark.parametrize("typed", names_in(NAMED_REGIMENS))
def test_every_regimen_of_the_source_list_is_found(typed):
    assert term("regimens", typed) is not None


@pytest.mark.parametrize("typed", names_in(NAMED_DRUGS))
def test_every_drug_of_the_source_list_is_found(typed):
    assert term("drugs", typed) is not None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Velcade", "bortezomib"), ("btz", "bortezomib"), ("Revlimid", "lenalidomide"), ("len", "lenalidomide"),
        ("Darzalex Faspro", "daratumumab"), ("MabThera", "rituximab"), ("美罗华", "rituximab"), ("Ara-C", "cytarabine"),
        ("Imbruvica", "ibrutinib"), ("Jaypirca", "pirtobrutinib"), ("Venclyxto", "venetoclax"), ("Glivec", "imatinib"),
        ("Gleevec", "imatinib"), ("Yescarta", "axi-cel"), ("奕凯达", "axi-cel"), ("Carvykti", "cilta-cel"),
        ("filgrastim", "g-csf"), ("acyclovir", "aciclovir"), ("hydroxyurea", "hydroxycarbamide"),
        ("MTX", "methotrexate"), ("chidamide", "tucidinostat"), ("BCNU", "carmustine"), ("VP-16", "etoposide"),
        ("Adriamycin", "doxorubicin"),
    ],
)  # fmt: skip
def test_a_drug_is_found_by_its_brand_and_its_short_names(typed, meant):
    found = term("drugs", typed)
    assert found is not None
    assert found.id == meant


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("DLBCL", "lymphoma"), ("Waldenström's macroglobulinemia", "lymphoma"), ("SLL", "cll"), ("cHL", "hodgkin"),
        ("ALL", "all"), ("Ph+ ALL", "all"), ("T-ALL/LBL", "all"), ("AITL", "t-cell"), ("MM", "myeloma"), ("APL", "aml"),
        ("CML", "other"), ("solid tumor", "other"),
    ],
)  # fmt: skip
def test_a_disease_is_found_by_its_short_name_and_says_its_family(name, family):
    found = term("diseases", name)
    assert found is not None
    assert found.listed("family") == (family,)


def test_a_word_for_two_diseases_picks_neither():
    assert term("diseases", "ALL").id == "all"
    assert term("diseases", "lymphoblastic lymphoma") is None
    assert term("diseases", "T-cell lymphoma") is None


def test_statuses_are_those_the_facts_speak_of():
    assert [entry.id for entry in vocabulary("statuses")] == [
        "newly-diagnosed", "on-treatment", "remission", "remission-mrd-positive", "stable", "relapsed", "progressing",
        "refractory", "primary-refractory", "relapsed-refractory", "transformed", "unclear",
    ]  # fmt: skip


def test_a_term_with_several_codes_of_one_system_has_them_all():
    cll = term("diseases", "cll")
    assert cll is not None
    assert cll.codes == (("ICD-10", "C91.1"), ("ICD-10", "C83.0"))


def test_procedures_say_which_lane_of_the_picture_they_belong_to():
    assert {entry.group for entry in vocabulary("procedures")} == {"cell", "radiation", "other"}


def test_document_kinds_cover_the_whole_checklist_once():
    kinds = rows("document_kinds")
    listed = sorted(row["checklist"] for row in kinds if "checklist" in row)
    assert listed == [f"R{number:02}" for number in range(1, 55)]
    assert kinds[-1]["id"] == "other"


def test_a_word_nobody_listed_is_simply_unknown():
    assert term("diseases", "something else") is None
