"""Whatever a family typed, in whatever order: counting never fails, loses nothing and says why."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.timeline import records
from caregiver_app.domain.timeline.lines import lines_by_rules, lines_of_therapy, unplaced_procedures
from caregiver_app.domain.timeline.rules import counting_rules
from caregiver_app.domain.vocabulary import vocabulary
from runs import at_most

DAYS = st.dates(date(2015, 1, 1), date(2024, 12, 31))


def as_typed(day: date, shape: int, qualifier: str) -> PartialDate:
    text = (day.isoformat(), day.isoformat()[:7], str(day.year), f"spring {day.year}", f"late {day.isoformat()[:7]}")
    return PartialDate(f"{qualifier}{text[shape]}")


DATES = st.none() | st.builds(
    as_typed, DAYS, st.integers(0, 4), st.sampled_from(["", "", "", "about ", "before ", "after "])
)
LINES = st.sampled_from([None, None, None, 1, 2, 3, 99])
PLANNED = st.sampled_from(["", "", "yes", "no"])


def words(name: str, *more: str) -> st.SearchStrategy[str]:
    return st.sampled_from([*(entry.name for entry in vocabulary(name)), *more])


def maybe(texts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.just("") | texts


REGIMENS = st.sampled_from(
    [
        "R-CHOP",
        "VRd",
        "Rd",
        "Lenalidomide",
        "BEAM",
        "Flu/Cy",
        "watch and wait",
        "prednisone",
        "CAR-T",
        "axi-cel",
        "ibrutinib",
        "zanubrutinib",
        "ASCT",
        "?",
        "中药",
        "blinatumomab",
        "R-ICE + ASCT",
        "G-CSF",
    ]
)
NOTES = st.sampled_from(["", "Maintenance", "Bridging", "unplanned", "half a cycle", "Holding; not planned", "tandem"])
ENTRIES = st.lists(
    st.one_of(
        st.builds(
            records.Therapy, date=DATES, end=DATES, line=LINES, regimen=REGIMENS, setting=maybe(words("settings")),
            planned=PLANNED, ended_because=maybe(words("reasons_ended", "came back, then side effects")), note=NOTES,
            cycles=st.sampled_from(["", "6", "0.5", "half"]), best_response=maybe(words("responses")),
        ),
        st.builds(
            records.Procedure, date=DATES, end=DATES, line=LINES, procedure=words("procedures", "?", "CAR-T cells"),
            planned=PLANNED, detail=NOTES, outcome=st.sampled_from(["", "not infused"]),
        ),
        st.builds(records.Response, date=DATES, line=LINES, category=words("responses", "NR", "?")),
        st.builds(records.Relapse, date=DATES, line=LINES, event=words("relapse_events", "?")),
        st.builds(
            records.Diagnosis, date=DATES,
            disease=st.sampled_from(["DLBCL", "Multiple myeloma", "CLL/SLL", "B-ALL", "?", "Richter transformation"]),
        ),
    ),
    max_size=14,
)  # fmt: skip


def shape(lines):
    return [
        (line.number, line.given, line.rules, line.flags, list(line.roles.items()), line.responses, line.relapses)
        for line in lines
    ]


@given(ENTRIES)
@at_most(400, deadline=None)
def test_any_history_is_counted_whole_and_explained(entries):
    lines = lines_of_therapy(entries)
    rules = counting_rules()
    treatments = [entry.id for entry in entries if isinstance(entry, records.Therapy)]
    assert sorted(part.id for line in lines for part in line.parts) == sorted(treatments)
    placed = [one.id for line in lines for one in line.procedures] + [one.id for one in unplaced_procedures(entries)]
    assert sorted(placed) == sorted(entry.id for entry in entries if isinstance(entry, records.Procedure))
    told = [entry.id for line in lines for entry in (*line.responses, *line.relapses)]
    assert len(told) == len(set(told))
    known = [line.number for line in lines if line.number is not None]
    assert len(known) == len(set(known))
    for line in lines:
        assert line.given == (not line.rules)
        assert not (line.given and (line.flags or line.number is None))
        assert set(line.rules) <= rules.keys()
        assert all(rules[one].asks for one in line.flags)
        assert set(line.roles) == {one.id for one in (*line.parts, *line.procedures)}
        assert {one.line for one in line.steps if line.given and one.line} <= {line.number}
        assert line.regimen
        assert (line.start, line.end, line.best_response, line.counts) is not None


@given(ENTRIES, st.randoms(use_true_random=False))
@at_most(200, deadline=None)
def test_the_order_of_the_entries_does_not_matter(entries, chance):
    expected = shape(lines_of_therapy(entries))
    chance.shuffle(entries)
    assert shape(lines_of_therapy(entries)) == expected


@given(ENTRIES)
@at_most(200, deadline=None)
def test_typed_numbers_are_kept_and_the_rules_alone_count_from_one(entries):
    for line in lines_of_therapy(entries):
        for part in line.parts:
            assert part.line in (None, line.number)
    counted = [line.number for line in lines_by_rules(entries) if line.number is not None]
    assert counted == list(range(1, len(counted) + 1))
