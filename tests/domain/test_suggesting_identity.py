"""Name and birth date on a paper against the passport: what differs is told in words, notation is no difference."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.suggesting.identity import BORN, NAME, Difference, identity_differs
from caregiver_app.domain.person import Person

LIN = Person(name="LIN, Wei", born=PartialDate("1968-03-09"))


@pytest.mark.parametrize(
    ("paper", "passport"),
    [
        ("Wei Lin", "LIN, Wei"),
        ("LIN^WEI", "LIN, Wei"),
        ("LIN^WEI^^MR", "LIN, Wei"),
        ("Mr Wei LIN", "LIN, Wei"),
        ("Herrn Wei Lin", "LIN, Wei"),
        ("W. Lin", "LIN, Wei"),
        ("LinWei", "LIN, Wei"),
        ("林伟（LIN, Wei）", "LIN, Wei"),
        ("林伟先生", "林伟"),
        ("Wei-Ming Lin", "LIN, Weiming"),
        ("Lin Wei Ming", "LIN, Wei-Ming"),
        ("Hans Mueller", "MÜLLER, Hans"),
        ("Hans Muller", "MÜLLER, Hans"),
        ("GROSS, Eva", "Groß, Eva"),
        ("Łukasz Wójcik", "WOJCIK, LUKASZ"),
        ("Siobhan O’Neill", "O'NEILL, Siobhan"),
        ("Mme Hélène Bérard", "BERARD, Helene"),
        ("J.-P. Moreau", "MOREAU, Jean-Pierre"),
        ("", "LIN, Wei"),
        ("Wei Lin", ""),
    ],
)
def test_notation_is_no_difference_of_a_name(paper, passport):
    assert identity_differs(paper, "", Person.model_construct(name=passport, born=None)) == ()


@pytest.mark.parametrize(
    ("paper", "passport"),
    [
        ("Ling Wei", "LIN, Wei"),
        ("Wei Lin Chen", "LIN, Wei"),
        ("Lin", "LIN, Wei"),
        ("W. L.", "LIN, Wei"),
        ("Anna Muller", "MÜLLER, Hans"),
        ("P. Moreau", "MOREAU, Jean-Pierre"),
        ("林薇", "林伟"),
    ],
)
def test_other_letters_and_missing_names_are_told(paper, passport):
    (difference,) = identity_differs(paper, "", Person(name=passport))
    assert difference.what == NAME


def test_the_sentence_names_both_and_is_no_verdict():
    assert identity_differs("Ling  Wei", "", LIN) == (
        Difference(NAME, "Ling Wei", "LIN, Wei", "The paper says “Ling Wei”, the passport “LIN, Wei”."),
    )
    assert identity_differs("", "08.03.1968", LIN) == (
        Difference(
            BORN, "08.03.1968", "9 March 1968", "The paper says born on “08.03.1968”, the passport 9 March 1968."
        ),
    )


def test_a_name_in_another_script_is_not_compared():
    assert identity_differs("林薇", "", LIN) == ()


@pytest.mark.parametrize(
    "born",
    ["09.03.1968", "3/9/1968", "9/3/1968", "9/3/68", "1968年3月9日", "19680309", "09 Mar 1968", "9. März 1968",
     "1968-03-09", "09/03/1968 (09 Mar 1968)", "March 1968", "1968", "O9.O3.l968", "", "unknown", "not to be read"],
)  # fmt: skip
def test_notation_is_no_difference_of_a_birth_date(born):
    assert identity_differs("", born, LIN) == ()


@pytest.mark.parametrize("born", ["10.03.1968", "9/4/1968", "1968年4月9日", "19690309", "April 1968", "1969", "9/3/69"])
def test_another_birth_date_is_told(born):
    (difference,) = identity_differs("", born, LIN)
    assert difference.what == BORN


def test_a_year_of_two_figures_may_be_of_the_century_before():
    assert identity_differs("", "9.3.35", Person(name="Old, Anna", born=PartialDate("1935-03-09"))) == ()


def test_a_birth_date_that_is_half_known_is_compared_as_far_as_it_is_known():
    person = Person(name="LIN, Wei", born=PartialDate("about 1968"))
    assert identity_differs("", "12.05.1968", person) == ()
    assert identity_differs("", "12.05.1975", person)


@given(name=st.text(max_size=60), born=st.text(max_size=40), passport=st.text(min_size=1, max_size=40))
def test_any_text_is_compared_without_harm(name, born, passport):
    person = Person(name=passport, born=PartialDate("1968-03-09"))
    assert all(one.words for one in identity_differs(name, born, person))
    assert not any(one.what == NAME for one in identity_differs(passport, "", person))
