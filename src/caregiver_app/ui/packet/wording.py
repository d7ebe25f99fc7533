"""What the Packet page says about documents and progress, in plain words."""

from datetime import date

from caregiver_app.casebook.copies import safe_name
from caregiver_app.domain.documents.document import SET_APART, label
from caregiver_app.domain.person import Person
from caregiver_app.i18n import _
from caregiver_app.ui.documents.states import PARTLY, trouble_in_full

BY_CHOICE = "by_choice"


def file_name(person: Person, day: date) -> str:
    """Return the name offered for a packet."""
    name = safe_name(person.name, _("Our"))[:60].rstrip(". ")
    return safe_name(_("{name} records packet {date}").format(name=name, date=day.isoformat()) + ".pdf")


def why(reason: str, *, included: bool) -> str:
    """Say in one sentence why a document is not in the packet whole; nothing when it is."""
    if not reason:
        return ""
    if reason == BY_CHOICE:
        return _("Left out by choice.")
    if reason in SET_APART:
        return _(SET_APART[reason])
    if included:
        return _("As far as it can be read. {reason}").format(reason=trouble_in_full(reason))
    return _("Not included. {reason}").format(reason=trouble_in_full(reason))


def mark_of(reason: str) -> str:
    """Return the mark that stands beside a reason."""
    if not reason or reason == BY_CHOICE:
        return "none"
    if reason in SET_APART:
        return "info"
    return "care" if reason in PARTLY else "stop"


def fell_short(reason: str) -> bool:
    """Whether a reason says that something is missing; what was left out or set apart is not."""
    return bool(reason) and reason != BY_CHOICE and reason not in SET_APART


def numbered(number: int, title: str) -> str:
    """Write number and title."""
    return f"{label(number)}  {title}"


def page_range(first: int, pages: int) -> str:
    """Write on which pages something stands: "4" or "4–7"."""
    if not first or pages < 1:
        return "–"
    return str(first) if pages == 1 else f"{first}–{first + pages - 1}"


def progress_words(done: int, total: int, what: str) -> str:
    """Say what the builder is doing. It goes through the documents twice: to read them and to place them."""
    if not total:
        return _("Beginning …")
    count = max((total - 1) // 2, 1)
    if not what or done >= 2 * count:
        return _("Putting it together …")
    if done < count:
        return _("Reading {document} …  {n} of {count}").format(document=what, n=done + 1, count=count)
    return _("Placing {document} …  {n} of {count}").format(document=what, n=done - count + 1, count=count)
