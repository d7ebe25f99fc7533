"""What differs between two states of one case, record by record: ids are the same in every copy."""

from collections.abc import Iterable
from dataclasses import dataclass

from caregiver_app.domain.record import Record


@dataclass(frozen=True)
class Comparison:
    """The records that only the state here has, only the other one has, and those both have and say something else."""

    only_here: tuple[Record, ...]
    only_there: tuple[Record, ...]
    changed: tuple[tuple[Record, Record], ...]
    same: int

    @property
    def is_same(self) -> bool:
        """Whether both say the same."""
        return not (self.only_here or self.only_there or self.changed)


def compared(here: Iterable[Record], there: Iterable[Record]) -> Comparison:
    """Compare two states; of a changed record the one here comes first."""
    ours, theirs = ({record.id: record for record in side} for side in (here, there))
    both = [(record, theirs[key]) for key, record in ours.items() if key in theirs]
    return Comparison(
        tuple(record for key, record in ours.items() if key not in theirs),
        tuple(record for key, record in theirs.items() if key not in ours),
        tuple((one, other) for one, other in both if one != other),
        sum(one == other for one, other in both),
    )
