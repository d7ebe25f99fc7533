"""Whatever stands in the cells: a row is taken in whole or listed with its reason, and nothing else happens."""

import csv
import io
import re

from hypothesis import given
from hypothesis import strategies as st

from caregiver_app.domain.timeline.kinds import KINDS
from caregiver_app.exchange.history.columns import COLUMNS, EXACTLY, SOURCE_COLUMNS, further_columns
from caregiver_app.exchange.history.reading import read_history

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
WORDS = st.sampled_from(
    ["", "CR", "cycles", "Deauville", "D-004 p. 2", "memory", "relapse", "R: a, b", "6 cycles", "-1"]
)
DATES = st.sampled_from(["", "May 2023", "14.5.2023", "about 2020", "unknown", "3/4/2021", "spring 2019"])
CELL = TEXT | WORDS
# Words with a meaning of their own become a value (cycles, memory, a document number), not text.
MEANT = re.compile(r"\bcycles?\b|\bdeauville\b|\bstage\b|[\W_]+", re.IGNORECASE)


def as_csv(row: dict[str, str], delimiter: str = ",") -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    columns = dict.fromkeys((*COLUMNS, *row))
    writer.writerow(columns)
    writer.writerow([row.get(column, "") for column in columns])
    return text.getvalue().encode()


ROWS = st.fixed_dictionaries(
    {"kind": st.sampled_from([kind.id for kind in KINDS]) | TEXT, "date": DATES | TEXT, "end": DATES | TEXT}
    | {column: CELL for column in COLUMNS if column not in ("kind", "date", "end")}
)


@given(ROWS)
def test_any_row_is_taken_in_or_named_with_a_reason(row):
    history = read_history(as_csv(row))
    is_remark = row["kind"].lstrip('\ufeff "').startswith("#")
    assert history.rows or history.bad or is_remark or not row["kind"].strip()
    assert all(bad.why and bad.line >= 2 for bad in history.bad)


@given(ROWS)
def test_the_text_of_every_cell_is_somewhere_in_the_entry(row):
    history = read_history(as_csv(row))
    for read in history.rows:
        held = MEANT.sub("", " ".join(str(value) for value in read.entry.model_dump().values()))
        for column in ("name", "value", "unit", "result", "place", "note"):
            cell = row[column].strip()
            for word in MEANT.sub(" ", cell).split():
                assert word in held, (column, cell)


OWN = [column for column in further_columns() if column not in (*SOURCE_COLUMNS, EXACTLY, "planned")]


@given(ROWS, st.dictionaries(st.sampled_from(further_columns()), CELL, min_size=1, max_size=4))
def test_any_row_with_columns_of_single_fields_is_taken_in_or_named(row, own):
    history = read_history(as_csv(row | own))
    is_remark = row["kind"].lstrip('\ufeff "').startswith("#")
    assert history.rows or history.bad or is_remark or not row["kind"].strip()
    assert all(bad.why for bad in history.bad)


@given(
    st.sampled_from([kind.id for kind in KINDS]),
    st.dictionaries(st.sampled_from(["name", "value", "unit", "result", "place", "note"]), CELL, min_size=1),
    st.dictionaries(st.sampled_from(OWN), CELL, min_size=1, max_size=3),
)
def test_what_a_column_of_a_field_displaces_is_still_in_the_entry(kind, row, own):
    for read in read_history(as_csv({"kind": kind, **row, **own})).rows:
        held = MEANT.sub("", " ".join(str(value) for value in read.entry.model_dump().values()))
        for column, cell in (row | own).items():
            for word in MEANT.sub(" ", cell.strip()).split():
                assert word in held, (column, cell)


@given(st.binary(max_size=200))
def test_any_bytes_below_a_header_give_rows_or_reasons(data):
    read_history(b"kind,name,value\n" + data)


@given(st.lists(st.sampled_from(['"', ",", "\n", "lab", "a", "#", "\r\n", '""', " "]), max_size=40))
def test_torn_quotation_marks_never_hide_the_row_after_them(pieces):
    history = read_history(("kind,name,value\n" + "".join(pieces) + "\nlab,LAST,42\n").encode())
    told = "LAST" in str(history.rows)
    assert told or history.bad
