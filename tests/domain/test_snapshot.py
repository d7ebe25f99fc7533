"""A case is in the same order wherever it is: a copy of it lists its entries alike."""

from random import Random

from caregiver_app.domain.snapshot import in_order
from caregiver_app.domain.timeline import records

ONE_DAY = (
    records.Lab(test="LDH", value="310", date="2023-05-14"),
    records.Lab(test="LDH", value="298", date="2023-05-14"),
    records.Lab(test="Creatinine", value="80", date="2023-05-14"),
    records.Scan(modality="PET-CT", date="2023-05-14", finding="b"),
    records.Scan(modality="PET-CT", date="2023-05-14", finding="a"),
    records.Note(title="no date"),
)


def test_entries_of_one_day_have_the_order_of_what_they_say_whatever_their_ids() -> None:
    def said(entries: tuple[records.Entry, ...]) -> list[object]:
        return [entry.model_dump(exclude={"id"}) for entry in in_order(entries)]

    first = said(ONE_DAY)
    for seed in range(20):
        copies = [entry.model_copy(update={"id": records.Note(title="x").id}) for entry in ONE_DAY]
        Random(seed).shuffle(copies)
        assert said(tuple(copies)) == first
