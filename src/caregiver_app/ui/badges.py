"""How many things wait for the family, page by page: the figures beside the words of the sidebar."""

from collections.abc import Mapping
from datetime import date

from caregiver_app.domain.appointments.coming import coming_soon
from caregiver_app.domain.questions.asked import waiting_count
from caregiver_app.domain.snapshot import CaseSnapshot


def waiting_counts(case: CaseSnapshot, today: date) -> Mapping[str, int]:
    """Return for each page that has a figure how many things on it wait."""
    return {
        "documents": sum(document.in_inbox for document in case.documents),
        "questions": waiting_count(case, today),
        "appointments": len(coming_soon(case, today)),
    }
