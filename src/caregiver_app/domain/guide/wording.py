"""How the family words, hides or adds to the guide for itself, without losing what the guide says later."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Field

from caregiver_app.domain.guide.lines import Line
from caregiver_app.domain.record import Record


class Wording(Record):
    """Hold the family's own words for one line of the guide, or that it is hidden.

    `guide` is the id of the line and `guide_text` what the guide said when it was reworded: where the guide says
    something else by now, both are shown. An empty `text` keeps the guide's words.
    """

    guide: str = Field(min_length=1)
    text: str = ""
    hidden: bool = False
    guide_text: str = ""


@dataclass(frozen=True)
class Worded:
    """A line as the family sees it. `text` is theirs where they have one; `newer` is what the guide says by now."""

    line: Line
    text: str
    hidden: bool
    reworded: bool
    newer: str


def worded(line: Line, wordings: Mapping[str, Wording]) -> Worded:
    """Lay the family's words over a line; `wordings` are by the id of their line."""
    own = wordings.get(line.id)
    if own is None:
        return Worded(line, line.words(), hidden=False, reworded=False, newer="")
    newer = line.words() if own.text and own.guide_text and own.guide_text != line.text else ""
    return Worded(line, own.text or line.words(), hidden=own.hidden, reworded=bool(own.text), newer=newer)
