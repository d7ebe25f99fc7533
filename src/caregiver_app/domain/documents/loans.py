"""Things that are not files: who has them now, and how that is said."""

from typing import Final

from caregiver_app.domain.documents.document import Document
from caregiver_app.i18n import N_, _

_WORDS: Final = {
    (False, False): N_("Lent to {whom}."),
    (True, False): N_("Lent to {whom} on {lent}."),
    (False, True): N_("Lent to {whom}, back on {back}."),
    (True, True): N_("Lent to {whom} on {lent}, back on {back}."),
}


def is_lent(document: Document) -> bool:
    """Whether somebody has it on loan and has not given it back."""
    return bool(document.lent_to) and document.returned_on is None


def loan_in_words(document: Document) -> str:
    """Write the last loan: "Lent to Dr Chen on 3 May 2026, back on 10 May 2026."; nothing where there was none."""
    if not document.lent_to:
        return ""
    lent, back = document.lent_on, document.returned_on
    return _(_WORDS[lent is not None, back is not None]).format(
        whom=document.lent_to, lent=lent.in_words() if lent else "", back=back.in_words() if back else ""
    )
