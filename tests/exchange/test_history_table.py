"""A history written as a table comes back as it was, whatever stands in it, and no spreadsheet runs any of it."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver_app.domain.dates import PARTS, SEASONS, PartialDate
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.timeline import records
from caregiver_app.domain.timeline.kinds import KINDS, Kind, kind_of
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.exchange.history.columns import COLUMNS, texts_of
from caregiver_app.exchange.history.reading import read_history, set_repeats_apart
from caregiver_app.exchange.history.table import history_table
from family import fixed
from runs import at_most

PAPERS = tuple(
    Document(id=fixed(f"paper {number}"), number=number, title=f"Letter {number}", pages=pages)
    for number, pages in ((1, 1), (4, 3), (12, None), (1234, 40))
)
FIND = {paper.number: paper for paper in PAPERS}.get

ODD = (
    "CR", "PR, moved to transplant", "progression", "relapse", "second relapse", "6 cycles", "cycles", "stage III B",
    "Deauville 4", "105–205", "< 5", "-3", "+1,5", "-1.234,5", "=1+1", "'=x", "''-3", "＝x", "@cmd", "'s-Gravenhage",
    "R-CHOP: rituximab, prednisone", "A：B", "report", "report: x", "memory: her sister", "check:", "?", "D-004 p. 2",
    "letter, D-012 p. 3", "D-099", "(D-1", "letter ,", "yes", "no", "ongoing", "unknown", "3/4/2021", "25.3.2021",
    "2019-2021", "sep=;", "# remark", "kind", '"', '""', '"a', "a,b;c\td", " lead", "trail ", "\t=x", "\n", "a\nb",
    "a\r\nb", "a\rb", "a\u2028b", "\x0b", "\ufeff", "\u202e", "林伟", "𝒳", "{}", '{"note": "x"}', "\\n",
    "seen\nlab,2020,LDH,310,U/L,H", 'seen\n"lab",,,,,"', "x" * 300,
)  # fmt: skip
MEANT = (*ODD[:16], "R-CHOP: a", "PET-CT", "relapse of it", "CR (unconfirmed)", "VGPR; died", "x", "cycle", "none")
TEXT = (
    st.sampled_from(ODD)
    | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
    | st.lists(st.sampled_from([*ODD, " ", ",", "\n", "\r", '"', "=", "'", ":", ";"]), max_size=3).map("".join)
)
DAYS = st.dates().map(lambda day: day.isoformat())
DATES = st.tuples(
    st.sampled_from(("", "about ", "before ", "after ")),
    st.one_of(
        DAYS,
        st.tuples(st.sampled_from(("", *(f"{part} " for part in PARTS))), DAYS).map(lambda d: d[0] + d[1][:7]),
        st.tuples(st.sampled_from(("", *(f"{part} " for part in PARTS + SEASONS))), DAYS).map(
            lambda d: d[0] + d[1][:4]
        ),
    ),
).map(lambda parts: PartialDate("".join(parts)))
SHARED: dict[str, st.SearchStrategy[object]] = {
    "date": st.none() | DATES,
    "end": st.none() | DATES,
    "line": st.none() | st.integers(1, 99),
    "how_known": st.sampled_from(("report", "memory", "check")),
    "planned": st.sampled_from(("", "yes", "no")),
    "proof": st.sampled_from((None, *(paper.id for paper in PAPERS))),
    "proof_page": st.none() | st.integers(1, 5) | st.integers(1, 10**9),
}


def entries_of(kind: Kind) -> st.SearchStrategy[Entry]:
    fields = {}
    for name, info in kind.record.model_fields.items():
        if name != "id":
            text = TEXT.filter(bool) if info.is_required() else st.just("") | TEXT
            fields[name] = SHARED.get(name, text)
    return st.fixed_dictionaries(fields).map(kind.record.model_validate)


ENTRIES = st.lists(st.one_of([entries_of(kind) for kind in KINDS]), min_size=1, max_size=3)


def without_ids(entries: Iterable[Entry]) -> list[tuple[type[Entry], dict[str, object]]]:
    return [(type(entry), entry.model_dump(exclude={"id"})) for entry in entries]


def written(entries: Sequence[Entry], papers: Sequence[Document] = PAPERS) -> bytes:
    """Write entries that all fit into a table."""
    table = history_table(entries, papers)
    assert (table.left_out, table.rows) == ((), len(entries))
    return table.data


def read_back(data: bytes, papers: Sequence[Document] = PAPERS) -> list[Entry]:
    history = read_history(data, {paper.number: paper for paper in papers}.get)
    assert history.bad == ()
    return [row.entry for row in history.rows]


def cells(data: bytes) -> list[dict[str, str]]:
    """Read a table as another program would."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def the_row(entry: Entry) -> dict[str, str]:
    """Return the filled cells of an entry's row."""
    (row,) = cells(written([entry]))
    return {column: cell for column, cell in row.items() if cell}


@pytest.mark.thorough
@at_most(600)
@given(ENTRIES)
def test_any_history_comes_back_as_it_was_and_brings_nothing_new(entries: list[Entry]) -> None:
    data = written(entries)
    back = read_back(data)
    assert without_ids(back) == without_ids(entries)
    assert written(back) == data
    assert set_repeats_apart(read_history(data, FIND), entries).fresh == ()


@at_most(200)
@given(ENTRIES)
def test_no_cell_of_any_table_is_a_formula(entries: list[Entry]) -> None:
    for row in cells(written(entries)):
        for cell in row.values():
            assert not re.match(r"[\s=+\-@＝＋－＠]", cell) or re.fullmatch(r"[+-]\d+([.,]\d+)?", cell), cell


@at_most(150)
@given(ENTRIES, st.sampled_from([(";", "utf-16", "\r\n"), ("\t", "utf-8", "\n"), (",", "utf-8-sig", "\n")]))
def test_a_table_opened_and_saved_by_a_spreadsheet_still_says_the_same(
    entries: list[Entry], saved_as: tuple[str, str, str]
) -> None:
    delimiter, encoding, line_end = saved_as
    rows = csv.reader(io.StringIO(written(entries).decode("utf-8-sig"), newline=""))
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=line_end).writerows(rows)
    assert without_ids(read_back(text.getvalue().encode(encoding))) == without_ids(entries)


@pytest.mark.thorough
def test_every_odd_text_comes_back_from_every_field() -> None:
    entries = []
    for kind in KINDS:
        plain = {name: "x" for name, info in kind.record.model_fields.items() if info.is_required()}
        for name in texts_of(kind):
            if name != "planned":
                entries += [kind.record.model_validate({**plain, name: text}) for text in ODD]
    assert without_ids(read_back(written(entries))) == without_ids(entries)


@pytest.mark.parametrize(
    ("record", "first", "second"),
    [
        (records.Diagnosis, "disease", "stage"),
        (records.Therapy, "regimen", "ended_because"),
        (records.Therapy, "best_response", "ended_because"),
        (records.Therapy, "cycles", "drugs"),
        (records.Response, "category", "judged_by"),
        (records.Response, "category", "deauville"),
        (records.Relapse, "event", "proven_by"),
        (records.Relapse, "event", "site"),
        (records.Lab, "value", "printed_flag"),
        (records.Lab, "printed_flag", "reference_range"),
        (records.Note, "title", "note"),
    ],
)
def test_two_texts_that_are_read_together_come_back_apart(record: type[Entry], first: str, second: str) -> None:
    plain = {name: "x" for name, info in record.model_fields.items() if info.is_required()}
    entries = [record.model_validate({**plain, first: one, second: other}) for one in MEANT for other in MEANT]
    assert without_ids(read_back(written(entries))) == without_ids(entries)


def test_every_field_of_every_kind_comes_back() -> None:
    given_values = {"date": "2023-05", "end": "2023-06", "line": 3, "planned": "no", "how_known": "memory",
                    "proof": PAPERS[1].id, "proof_page": 2}  # fmt: skip
    entries = [
        kind.record.model_validate(
            {name: given_values.get(name, f"the {name}") for name in kind.record.model_fields if name != "id"}
        )
        for kind in KINDS
    ]
    assert without_ids(read_back(written(entries))) == without_ids(entries)
    (row,) = cells(written([entry for entry in entries if isinstance(entry, records.Therapy)]))
    assert (row["planned"], row["cycles_planned"], row["intent"]) == ("no", "the cycles_planned", "the intent")


def test_every_field_has_one_place_in_the_table() -> None:
    for kind in KINDS:
        shared = {"date", "end", "line", "how_known", "proof", "proof_page", "id"}
        assert {*texts_of(kind), *shared} >= {*kind.record.model_fields}, kind.id
        for name in {*texts_of(kind)}.intersection(COLUMNS).difference({"place", "source", "note"}):
            assert name in kind.csv.values(), (kind.id, name)


def test_a_plain_history_reads_as_a_family_would_write_it() -> None:
    therapy = records.Therapy(
        date="2021-06-02", end="2021-10-20", line=1, regimen="R-CHOP", cycles="6", ended_because="planned end",
        place="City Hospital", how_known="report", source="discharge letter", proof=PAPERS[1].id, proof_page=2,
    )  # fmt: skip
    response = records.Response(category="CR", judged_by="PET-CT", deauville="2", how_known="memory")
    lines = written([therapy, response]).decode("utf-8-sig").split("\r\n")
    assert lines == [
        "kind,date,end,line,name,value,unit,result,place,source,note",
        'therapy,2021-06-02,2021-10-20,1,R-CHOP,6,cycles,planned end,City Hospital,"discharge letter, D-004 p. 2",',
        "response,,,,PET-CT,2,Deauville,CR,,memory,",
        "",
    ]


def test_a_table_says_that_it_is_utf_8_and_an_empty_one_has_its_columns() -> None:
    assert history_table([]).data == b"\xef\xbb\xbf" + ",".join(COLUMNS).encode() + b"\r\n"


@pytest.mark.parametrize(
    ("entry", "row"),
    [
        (records.Therapy(regimen="R: a"), {"regimen": "R: a"}),
        (records.Therapy(regimen="R", drugs="a, b"), {"name": "R", "drugs": "a, b"}),
        (records.Therapy(regimen="R", ended_because="CR"), {"name": "R", "ended_because": "CR"}),
        (records.Therapy(regimen="R", best_response="CR", ended_because="PR"),
         {"name": "R", "best_response": "CR", "result": "PR"}),
        (records.Therapy(regimen="R", cycles="4 to 6"), {"name": "R", "value": "4 to 6", "unit": "cycles"}),
        (records.Diagnosis(disease="CLL", stage="stage II"), {"name": "CLL", "stage": "stage II"}),
        (records.Response(category="seen", judged_by="CR"), {"category": "seen", "judged_by": "CR"}),
        (records.Relapse(event="it grew", note="mine"), {"event": "it grew", "note": "mine"}),
        (records.Lab(test="LDH", value="1", printed_flag="3-5"), {"name": "LDH", "value": "1", "printed_flag": "3-5"}),
        (records.Lab(test="LDH", value="-3"), {"name": "LDH", "value": "-3"}),
        (records.Lab(test="=A1", value="-3 !"), {"name": "'=A1", "value": "'-3 !"}),
        (records.Note(title=" a"), {"exactly": '{"title": " a"}'}),
        (records.Note(title="a", note="b\r\nc"), {"name": "a", "exactly": '{"note": "b\\r\\nc"}'}),
        (records.Note(title="a", note="b\nlab,,,,x"), {"name": "a", "exactly": '{"note": "b\\nlab,,,,x"}'}),
    ],
)  # fmt: skip
def test_a_text_leaves_its_usual_column_only_where_it_would_be_read_otherwise(
    entry: Entry, row: dict[str, str]
) -> None:
    assert the_row(entry) == {"kind": kind_of(entry).id, "source": "to be checked", **row}


@pytest.mark.parametrize(
    ("known", "row"),
    [
        ({"how_known": "check"}, {"source": "to be checked"}),
        ({"how_known": "report"}, {"source": "report"}),
        ({"how_known": "report", "source": "Dr Berg: letter"}, {"source": "Dr Berg: letter"}),
        ({"how_known": "report", "source": "memory: her"}, {"source": "report: memory: her"}),
        ({"how_known": "memory", "source": "her sister"}, {"source": "memory: her sister"}),
        ({"how_known": "check", "proof": PAPERS[1].id}, {"source": "to be checked: D-004"}),
        ({"how_known": "report", "source": "see D-004"}, {"how_known": "report", "source": "see D-004"}),
        ({"how_known": "report", "source": "D-099"}, {"how_known": "report", "source": "D-099"}),
        (
            {"how_known": "report", "source": "letter,", "proof": PAPERS[1].id, "proof_page": 2},
            {"how_known": "report", "source": "letter,", "document": "D-004", "page": "2"},
        ),
        (
            {"how_known": "memory", "proof": PAPERS[0].id, "proof_page": 9},
            {"how_known": "memory", "document": "D-001", "page": "9"},
        ),
        ({"how_known": "memory", "proof_page": 9}, {"how_known": "memory", "page": "9"}),
    ],
)
def test_the_source_stands_in_one_text_unless_that_would_say_something_else(
    known: dict[str, object], row: dict[str, str]
) -> None:
    entry = records.Allergy.model_validate({"substance": "nuts", **known})
    assert the_row(entry) == {"kind": "allergy", "name": "nuts", **row}


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (records.Note(title="a\0b"), "not text"),
        (records.Note(title="a", note="b" * 140_000), "too long"),
        (records.Note(title="a", note=" b" * 70_000 + " "), "too long"),
        (records.Note(title="a", proof=fixed("a paper that is not there")), "not come back"),
    ],
)
def test_what_no_table_can_hold_is_named_and_the_rest_is_written(entry: Entry, why: str) -> None:
    beside = [records.Note(title="before"), records.Note(title="after")]
    table = history_table([beside[0], entry, beside[1]], PAPERS)
    assert [(out.entry, why in out.why) for out in table.left_out] == [(entry, True)]
    assert without_ids(read_back(table.data)) == without_ids(beside)


def test_in_another_case_a_proof_becomes_the_words_that_name_it() -> None:
    entry = records.Allergy(substance="nuts", how_known="report", source="letter,", proof=PAPERS[1].id, proof_page=2)
    plain = entry.amended(source="letter")
    first, second = read_history(written([entry, plain])).rows
    assert (first.entry.proof, first.entry.source, first.entry.note) == (None, "letter,", "document: D-004\npage: 2")
    assert (second.entry.proof, second.entry.source) == (None, "letter, D-004 p. 2")


def test_writing_tells_how_far_it_is() -> None:
    told: list[tuple[int, int, str]] = []
    history_table([records.Note(title="a")] * 500, (), lambda *step: told.append(step))
    assert [(done, total) for done, total, _what in told] == [(2, 501), (202, 501), (402, 501)]
