"""Documents by the number a family writes on paper."""

import re
from typing import Final

from caregiver_app.domain.documents.document import Document, label
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _

_NUMBER: Final = re.compile(r"d?-?0*([0-9]{1,9})", re.IGNORECASE | re.ASCII)


def is_number(text: str) -> bool:
    """Whether a text is written as the number of a document."""
    return _NUMBER.fullmatch(text.strip()) is not None


def document_numbered(case: CaseSnapshot, text: str) -> Document:
    """Find a document of the case by its number: "D-012", "d12" or "12". Raises CaregiverError when there is none."""
    number = _NUMBER.fullmatch(text.strip())
    wanted = int(number[1]) if number else 0
    found = next((document for document in case.documents if document.number == wanted), None)
    if found is None:
        raise CaregiverError(
            _("There is no document {number} in this case.").format(number=label(wanted) if wanted else f"“{text}”"),
            safe=_("Nothing was changed."),
            now=_("“caregiver list DIR documents” lists the documents with their numbers."),
        )
    return found
