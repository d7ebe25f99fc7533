"""What a receiving centre wants to see, as its list says it: values."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import StringConstraints
from sqlmodel import Field

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.packed import Packed
from caregiver_app.domain.record import Record

Need = Annotated[str, StringConstraints(pattern="^(needed|if|not)$")]
"""A paper is needed, wanted where it applies, or not wanted by this centre."""

Translating = Annotated[str, StringConstraints(pattern="^(wanted|certified|)$")]
"""Whether a paper is wanted in translation, and a certified one; empty where it is not."""


@dataclass(frozen=True)
class Want:
    """One kind of paper a recipient wants: `kind` is an id of the vocabulary `document_kinds`, or any words.

    How old it may be stands as `fresh_days` or as `fresh_months` of the calendar, 0 where no figure is stated;
    `words` is what the centre says about it in its own words. `verify` marks a figure that is general knowledge and
    no centre's own.
    """

    kind: str
    need: Need = "needed"
    fresh_days: int = 0
    words: str = ""
    fresh_months: int = 0
    translation: Translating = ""
    verify: bool = False


class Wants(Packed[Want]):
    """What a recipient wants, in the order it is asked for."""

    __slots__ = ()


class Recipient(Record):
    """A centre the family has described itself: what it wants to receive, who said so and when.

    `based_on` is the id of the list it was copied from; `language` the one it reads papers in, empty for any.
    """

    name: str = Field(min_length=1)
    based_on: str = ""
    source: str = ""
    as_of: PartialDate | None = None
    note: str = ""
    language: str = ""
    wants: Wants = Wants("")


class NotNeeded(Record):
    """A kind of paper that does not apply to this person, and why."""

    kind: str = Field(min_length=1)
    why: str = ""
