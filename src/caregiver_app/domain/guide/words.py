"""What the history calls the family's own wording of the guide."""

from collections.abc import Mapping
from typing import Final

from caregiver_app.domain.guide.lines import line_called
from caregiver_app.domain.guide.wording import Wording
from caregiver_app.domain.record import Record
from caregiver_app.domain.record_words import RecordWords, one_of
from caregiver_app.i18n import N_


def line_in_words(line_id: str) -> str:
    """Write what a line of the guide says; one that it has no more is named by its id."""
    found = line_called(line_id)
    return found.words() if found is not None else line_id


WORDS: Final[Mapping[type[Record], RecordWords]] = {
    Wording: RecordWords(
        N_("Your own wording"),
        {
            "guide": N_("What the guide says"),
            "text": N_("Your words"),
            "hidden": N_("Shown"),
            "guide_text": N_("What the guide said then"),
        },
        lambda wording: wording.text or line_in_words(wording.guide),
        {"guide": line_in_words, "hidden": one_of({True: N_("hidden"), False: N_("shown")})},
    ),
}
