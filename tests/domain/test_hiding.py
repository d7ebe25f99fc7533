"""Names hidden for a first look: nothing tells who it is, and nothing else of the case changes."""

import re
from dataclasses import fields, is_dataclass, replace
from itertools import chain
from time import process_time
from typing import Any
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.request import Request, Requests
from caregiver_app.domain.packed import Packed
from caregiver_app.domain.packet.field_words import everyday_words, is_term, listed
from caregiver_app.domain.packet.hidden_fields import wordy_fields
from caregiver_app.domain.packet.hiding import hide_names
from caregiver_app.domain.packet.name_letters import folded
from caregiver_app.domain.packet.name_words import initials
from caregiver_app.domain.person import Contact, Person
from caregiver_app.domain.questions.records import Answer, Answers, Question
from caregiver_app.domain.record import Record
from caregiver_app.domain.snapshot import _SHELVES, CaseSnapshot
from caregiver_app.domain.timeline import records
from caregiver_app.domain.timeline.kinds import KINDS
from family import DOCTOR, LETTER, case, fixed
from runs import at_most

LIN = Person(
    id=fixed("person"),
    name="LIN, Wei",
    born=PartialDate("1968-05-14"),
    phone="0131 496 0100",
    email="w68@family.example",
    address="14 Sallow Bank, Edinburgh EH1 2AB",
    prepared_by="Jia (daughter)",
)
KINDS_OF_RECORDS = tuple(
    dict.fromkeys(chain((Person,), (kind.record for kind in KINDS), (one.kind for one in _SHELVES.values())))
)


def hidden_text(text: str, person: Person = LIN, *contacts: Contact) -> str:
    """Hide names in one note."""
    note = records.Note(title="x", note=text)
    return hide_names(CaseSnapshot(person, contacts, (note,))).case.entries[0].note


def named(name: str, **more: Any) -> Person:
    return Person(name=name, **more)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("LIN, Wei", "L. W."),
        ("Dr Wei Lin", "W. L."),
        ("Jean-Pierre Moreau", "J.-P. M."),
        ("Anna van der Berg", "A. B."),
        ("Siobhan O'Neill", "S. O."),
        ("Élodie Łuka", "É. Ł."),
        ("Иванов Иван", "И. И."),
        ("Αθηνά Παππά", "Α. Π."),
        ("Madonna", "M."),
        ("林伟（LIN, Wei）", "L. W."),
        ("林伟", "Patient"),
        ("محمد علي", "Patient"),
        ("김민수", "Patient"),
    ],
)
def test_a_name_becomes_initials_where_it_has_any(name, short):
    assert initials(name, "Patient") == short
    assert hide_names(CaseSnapshot(named(name))).case.person.name == short


@pytest.mark.parametrize(
    ("name", "text", "hidden"),
    [
        ("LIN, Wei", "Wei's scan", "W.'s scan"),
        ("LIN, Wei", "Wei Lin, then lin wei", "W. L., then L. W."),
        ("LIN, Wei", "LIN, Wei", "L. W."),
        ("LIN, Wei", "W. Lin and L. Wei", "W. L. and L. W."),
        ("LIN, Wei", "I asked Lin.", "I asked L."),
        ("LIN, Wei", "LIN^WEI", "L. W."),
        ("LIN, Wei", "Report LinWei DrLin", "Report L. W. DrL."),
        ("LIN, Wei", "Linz, Weiz, Berlin, linen", "Linz, Weiz, Berlin, linen"),
        ("Jean-Pierre Moreau", "Jean Pierre; jean-pierre moreau", "J.-P.; J.-P. M."),
        ("LIN, Weiming", "Wei-Ming and Wei Ming", "W. and W."),
        ("Anna van der Berg", "Anna van der Berg", "A. B."),
        ("Anna van der Berg", "de la clinique van der Waals", "de la clinique van der Waals"),
        ("LUCA, MARIA DE", "NOTA DE ALTA de Maria de Luca", "NOTA DE ALTA de M. L."),
        ("Le Van", "Van came, Le too", "V. came, L. too"),
        ("Siobhan O'Neill", "O’Neill; ONEILL; Neill", "O.; O.; N."),
        ("Müller, Hans", "Mueller; MULLER; Mu\u0308ller; Müllers", "M.; M.; M.; M."),
        ("Novák, Jiří", "Nováka; Novákovi; novak; Jiri", "N.; N.; N.; J."),
        ("Иванова Мария", "Марии Ивановой дали", "М. И. дали"),
        ("林伟", "林伟先生、林 伟和林先生来了，小伟也来", "Patient先生、Patient和Patient来了，Patient也来"),
        ("王明", "请说明 王明来了 明天", "请说明 Patient来了 明天"),
        ("欧阳建国", "建国说", "Patient说"),
        ("林伟（LIN, Wei）", "林伟 and Wei", "L. W. and W."),
        ("김민수", "김민수는 민수가", "Patient는 Patient가"),
        ("山田 太郎", "山田太郎さん", "Patientさん"),
        ("สมชาย ใจดี", "นายสมชายไป", "นายPatientไป"),
        ("محمد علي", "قال محمد علي اليوم", "قال Patient اليوم"),
        ("Madonna", "madonna", "M."),
    ],
)
def test_mentions_are_hidden_in_every_writing_and_other_words_are_not(name, text, hidden):
    assert hidden_text(text, named(name)) == hidden


@pytest.mark.parametrize(
    ("name", "text", "hidden"),
    [
        ("May White", "In May 2023 and on 14 May it may be white", "In May 2023 and on 14 May it may be white"),
        ("May White", "May slept; Mrs White too", "M. slept; Mrs W. too"),
        ("May White", "may white", "M. W."),
        ("May White", "White blood cells low", "White blood cells low"),
        ("Wu Yi", "Wu slept, yi jian", "W. slept, yi jian"),
        ("Wu Yi", "wu yi", "W. Y."),
        ("Ki Rai", "Ki-67 40 %, Rai stage II, Ki slept", "Ki-67 40 %, Rai stage II, K. slept"),
        ("Hans Richter", "Richter transformation, says Hans", "Richter transformation, says H."),
        ("Thomas Hodgkin", "Hodgkin lymphoma", "Hodgkin lymphoma"),
    ],
)
def test_words_of_the_day_and_of_medicine_stay_what_they_are(name, text, hidden):
    assert hidden_text(text, named(name)) == hidden


def test_a_term_that_stands_alone_in_an_entry_stays():
    entry = records.Diagnosis(disease="CLL", staging_system="Rai", note="Rai slept")
    result = hide_names(CaseSnapshot(named("Anil Rai"), (), (entry,)))
    assert (result.case.entries[0].staging_system, result.case.entries[0].note) == ("Rai", "R. slept")
    assert any("term of medicine" in note for note in result.notes)


@pytest.mark.parametrize(
    "text",
    [
        *("14 May 1968", "14th of May, 1968", "May 14, 1968", "14.5.1968", "14. Mai 1968", "05/14/1968", "5/14/68"),
        *(
            "1968-05-14",
            "1968年5月14日",
            "14-MAY-1968",
            "14051968",
            "19680514",
            "１９６８年５月１４日",
            "le 14 mai 1968",
            "14 мая 1968",
        ),
    ],
)
def test_the_birth_date_becomes_its_year_however_it_is_written(text):
    hidden = hidden_text(f"born {text}, in spring")
    assert "1968" in hidden
    assert not re.search(r"14|１４|mai|мая", hidden.replace("1968", ""))
    assert hidden.endswith(", in spring")


@pytest.mark.parametrize("text", ["14 May 1969", "15.5.1968", "1968-05-13", "May 1968", "114.5.19689", "LDH 14 5 1969"])
def test_other_dates_stay(text):
    assert hidden_text(text) == text


@pytest.mark.parametrize(
    "text",
    [
        *("0131 496 0100", "+44 131 496 0100", "01314960100", "(0131) 496-0100", "0044 (0)131 4960100"),
        *("W68@Family.example", "14 Sallow Bank, Edinburgh EH1 2AB", "14 sallow bank", "14 Sallow\nBank"),
        *("wei.lin@other.example", "lin_wei@other.example"),
    ],
)
def test_phone_mail_and_address_are_hidden_where_they_stand_in_a_text(text):
    assert hidden_text(f"Reach us: {text}") == "Reach us: [hidden]"


def test_the_person_keeps_the_year_and_no_way_to_be_reached():
    person = hide_names(CaseSnapshot(LIN)).case.person
    assert (person.name, person.born) == ("L. W.", "1968")
    assert (person.phone, person.email, person.address, person.prepared_by) == ("", "", "", "")


@pytest.mark.parametrize(
    ("born", "year"),
    [
        (None, None),
        ("1968", "1968"),
        ("about 1968", "about 1968"),
        ("before 1968-03", "about 1968"),
        ("spring 1968", "1968"),
    ],
)
def test_a_vague_birth_date_stays_as_vague(born, year):
    assert hide_names(CaseSnapshot(named("Lin Wei", born=born))).case.person.born == year


@pytest.mark.parametrize(
    "contact",
    [
        Contact(name="Chen, Jia", role="daughter", phone="0770 900 123", email="j@x.example"),
        Contact(name="LIN, Jia", role="", phone="0770 900 123"),
        Contact(name="Chen Jia", role="caregiver", organisation="daughter"),
        Contact(name="Jia", role="Ehefrau"),
        Contact(name="陈佳", role="女儿"),
    ],
)
def test_the_family_has_initials_and_no_phone(contact):
    note = records.Note(title=f"{contact.name} called", note=contact.phone)
    hidden = hide_names(CaseSnapshot(LIN, (contact,), (note,))).case
    (shown,) = hidden.contacts
    assert (shown.phone, shown.email, shown.role) == ("", "", contact.role)
    assert contact.name not in shown.name + hidden.entries[0].title
    assert hidden.entries[0].note == ("[hidden]" if contact.phone else "")


def test_words_for_the_family_are_no_names():
    mother, son = Contact(name="Mum", role="mother"), Contact(name="Jia (son)", role="son")
    note = records.Note(title="Mum and the son came", note="Jia came")
    hidden = hide_names(CaseSnapshot(LIN, (mother, son), (note,))).case
    assert [one.name for one in hidden.contacts] == ["Mum", "J."]
    assert (hidden.entries[0].title, hidden.entries[0].note) == ("Mum and the son came", "J. came")


@pytest.mark.parametrize("preparer", ["LIN, Jia (daughter)", "Jia Chen, his wife", "The daughter Jia and her husband"])
def test_who_puts_the_case_together_is_hidden_in_texts_too(preparer):
    assert (
        hidden_text("Jia and the doctor. The scan.", named("LIN, Wei", prepared_by=preparer))
        == "J. and the doctor. The scan."
    )


@pytest.mark.parametrize(
    "contact",
    [
        DOCTOR,
        Contact(name="Dr Ishbel Carrowmore", role="family doctor", phone="0131 496 0119"),
        Contact(name="Maren Heddlewick", role="interpreter", email="office@heddlewick.example"),
        Contact(name="Schwester Eva", role="Krankenschwester", organisation="Invented Hospital"),
    ],
)
def test_the_treating_team_stays(contact):
    assert hide_names(CaseSnapshot(LIN, (contact,))).case.contacts == (contact,)


def test_a_doctor_of_the_same_name_is_hidden_and_that_is_said_without_the_name():
    doctor = Contact(name="Dr Mei Lin", role="haematologist", phone="0131 496 0133")
    hidden = hide_names(CaseSnapshot(LIN, (doctor,)))
    assert (hidden.case.contacts[0].name, hidden.case.contacts[0].phone) == ("Dr Mei L.", "0131 496 0133")
    assert any("name like the one" in note for note in hidden.notes)
    assert "Lin" not in " ".join(hidden.notes)


def test_packed_lists_titles_and_file_names_are_hidden_and_counted():
    document = LETTER.amended(
        title="Letter about Wei",
        file_name="lin_wei_ct.pdf",
        name_on_it="LIN^WEI",
        born_on_it="14.05.1968",
        requests=Requests.of([Request(whom="Wei's ward", how="phone", on=PartialDate("2024-01-02"))]),
    )
    question = Question(text="Can Wei fly?", answers=Answers.of([Answer(text="Ask Lin again", who="Wei")]))
    hidden = hide_names(CaseSnapshot(LIN, documents=(document,), questions=(question,)))
    shown = hidden.case.documents[0]
    assert (shown.title, shown.file_name, shown.name_on_it, shown.born_on_it) == (
        "Letter about W.",
        "L. W._ct.pdf",
        "",
        "",
    )
    assert shown.requests.values == (Request(whom="W.'s ward", how="phone", on=PartialDate("2024-01-02")),)
    assert hidden.case.questions[0].answers.values == (Answer(text="Ask L. again", who="W."),)
    assert hidden.replaced == 6
    assert "6 places" in hidden.notes[0]


def test_another_writing_of_the_name_on_a_paper_is_hidden_in_texts_too():
    document = LETTER.amended(name_on_it="林伟")
    note = records.Note(title="林伟 came")
    assert hide_names(CaseSnapshot(LIN, (), (note,), (document,))).case.entries[0].title == "L. W. came"


def test_an_own_kind_of_paper_is_hidden_and_a_known_one_stays():
    one = LETTER.amended(kind="discharge", covers="Wei's diary,discharge")
    assert hide_names(CaseSnapshot(named("Wei Discharge"), documents=(one,))).case.documents[0].kind == "discharge"
    assert hide_names(CaseSnapshot(LIN, documents=(one,))).case.documents[0].covers == "W.'s diary,discharge"


def test_a_case_without_mentions_comes_back_equal_but_for_the_person():
    before = case()
    told = replace(before, person=named("Xaver Quendler", id=before.person.id))
    hidden = hide_names(told)
    assert replace(hidden.case, person=told.person) == told
    assert hidden.replaced == 0
    assert all(one is other for one, other in zip(hidden.case.entries, told.entries, strict=True))


def test_every_text_of_a_record_is_told_apart_as_words_or_as_a_code():
    """A new field is words until somebody says otherwise in `hidden_fields`."""
    codes = {
        f"{kind.__name__}.{name}"
        for kind in KINDS_OF_RECORDS
        for name, info in kind.model_fields.items()
        if info.annotation is str and name not in {one.name for one in wordy_fields(kind)}
    }
    assert codes >= {"Person.recipient", "Document.holding", "Document.format", "StageState.stage"}
    assert {
        code for code in codes if code.rpartition(".")[2] in ("title", "note", "notes", "text", "name", "finding")
    } == set()
    assert codes <= {
        *(
            "Person.recipient",
            "Entry.how_known",
            "Appointment.at",
            "Appointment.ends",
            "Appointment.state",
            "Recipient.based_on",
        ),
        *("Document.holding", "Document.certified", "Document.fingerprint", "Document.format", "Document.trouble"),
        *("Document.study_uid", "Wording.guide", "Wording.guide_text", "StageState.stage", "StageState.state"),
        *("StagePaper.stage", "StagePaper.guide", "Task.stage", "Task.guide", "Instruction.topic", "Round.mode"),
        *("Question.guide", "Question.topic", "Question.audience", "Question.stage", "Opinion.kind", "Worksheet.mdt"),
        *("Worksheet.closed", "Therapy.planned", "Procedure.planned", "PacketSet.choices", "SentPacket.how"),
        *("SentPacket.version", "SentPacket.told"),
        *(f"{kind.record.__name__}.how_known" for kind in KINDS),
    }


LATIN = "abcdefghijklmnoprstuvwzáçéèíłñóöøšüýž"
SCRIPTS = {
    "latin": st.text(LATIN, min_size=3, max_size=9).map(str.capitalize),
    "cyrillic": st.text("абвгдежзиклмнопрстуфхцчшыюя", min_size=3, max_size=9).map(str.capitalize),
    "greek": st.text("αβγδεζηθικλμνξοπρστυφχψω", min_size=3, max_size=9).map(str.capitalize),
    "arabic": st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", min_size=3, max_size=7),
}
FORMS = ("{0} {1}", "{1} {0}", "{0}, {1}", "{1}_{0}", "{0}^{1}", "{0}", "{1}", "{1}'s", "({0})", "{0}-{1}", "{0}{1}")
AROUND = st.text("abz .,;()/0123456789\n林é-", max_size=8)


@st.composite
def people(draw: st.DrawFn) -> tuple[str, str]:
    """A family name and a given name of one script, neither of them a word of the day, a particle or a term."""
    part = SCRIPTS[draw(st.sampled_from(sorted(SCRIPTS)))]
    parts = draw(part), draw(part)
    small = {folded(one) for one in parts}
    assume(len(small) == 2 and all(len(one) > 2 for one in small))
    assume(small.isdisjoint(everyday_words()) and not any(map(is_term, parts)))
    assume(small.isdisjoint({"hidden", "file", "check", "other", "patient", "relative", "born", *listed("months")}))
    assume(not any(initials(f"{one} Xyz", "?") == "X." for one in parts))  # a title or a particle
    return parts


def said(value: Any) -> list[str]:
    """Every text in a record, one of a packed list for itself."""
    if isinstance(value, Packed):
        return list(chain.from_iterable(said(one) for one in value.values))
    if isinstance(value, str) and not isinstance(value, PartialDate):
        return [value]
    if isinstance(value, Record):
        return list(chain.from_iterable(said(held) for _name, held in value))
    if is_dataclass(value):
        return list(chain.from_iterable(said(getattr(value, one.name)) for one in fields(value)))
    return []


def planted(kind: Any, text: str) -> Any:
    """A record, or a value of a packed list, with a text in every field that holds words."""
    given: dict[str, Any] = {}
    for one in wordy_fields(kind):
        if one.packed:
            held = kind.model_fields[one.name].annotation
            given[one.name] = held.of([planted(held._kind, text)])
        elif one.name != "covers":
            given[one.name] = text
    if not is_dataclass(kind):
        asked = {name: info.annotation for name, info in kind.model_fields.items() if info.is_required()}
        made = {PartialDate: "2020-01-01", UUID: fixed("another"), int: 1, str: "a-code"}
        given |= {name: made[held] for name, held in asked.items() if name not in given}
    return kind(**given)


@at_most(100)
@given(people(), st.sampled_from(FORMS), st.sampled_from([str, str.upper, str.lower]), AROUND, AROUND)
def test_no_record_of_any_kind_keeps_a_name(name, form, case_of, before, after):
    surname, given_name = name
    person = planted(Person, "x").amended(name=f"{surname}, {given_name}", born="1968-05-14", phone="0131 496 0100")
    text = f"{before} {case_of(form.format(surname, given_name))} {after} 14.5.1968 +44 131 4960100"
    contacts = (planted(Contact, text),)
    entries = tuple(planted(kind.record, text) for kind in KINDS)
    others = {
        name: (planted(shelf.kind, text),) for name, shelf in _SHELVES.items() if name not in ("contacts", "entries")
    }
    told = CaseSnapshot(person, contacts, entries, **others)
    before_hiding = [record.model_dump() for record in told.records()]
    hidden = hide_names(told)
    texts = list(chain.from_iterable(map(said, hidden.case.records())))
    words = set(re.findall(r"[^\W\d_]+", " ".join(map(folded, texts))))
    assert words.isdisjoint({folded(surname), folded(given_name), folded(surname + given_name)})
    assert not any(re.search(r"14\.5|4960100|496 0100", one) for one in texts)
    assert [record.id for record in hidden.case.records()] == [record.id for record in told.records()]
    assert [entry.date for entry in hidden.case.entries] == [entry.date for entry in told.entries]
    assert [record.model_dump() for record in told.records()] == before_hiding


@at_most(100)
@given(st.text(min_size=1), st.text())
def test_any_name_and_any_text_can_be_hidden(name, text):
    result = hide_names(CaseSnapshot(named(name), (), (records.Note(title="x", note=text),)))
    assert result.case.person.name
    if result.replaced == 0:
        assert result.case.entries[0].note == text


@at_most(100)
@given(
    st.text("赵钱孙李周吴郑王冯陈", min_size=1, max_size=1),
    st.text("伟芳娜敏静丽强磊洋艳", min_size=2, max_size=2),
    AROUND,
    AROUND,
)
def test_a_chinese_name_is_hidden_wherever_it_stands(surname, given_name, before, after):
    text = f"{before}{surname}{given_name}{after}{given_name}"
    hidden = hidden_text(text, named(surname + given_name))
    assert given_name not in hidden
    assert surname not in hidden


def test_the_time_grows_with_the_case_alone():
    def seconds(entries: int) -> float:
        texts = (f"Day {n} at home, tired. " + ("Wei Lin slept." if n % 5 == 0 else "") for n in range(entries))
        told = CaseSnapshot(
            LIN, (), tuple(records.Lab(test="LDH", value=str(n), note=note) for n, note in enumerate(texts))
        )
        begun = process_time()
        hide_names(told)
        return process_time() - begun

    seconds(10)  # the words of the field are read once
    few, many = min(seconds(500) for _ in range(3)), seconds(5000)
    assert many < max(40 * few, 0.5)
