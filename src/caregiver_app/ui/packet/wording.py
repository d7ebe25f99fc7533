"""What the Packet page says about documents and progress, in plain words."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from caregiver_app.casebook.copies import part_name, safe_name
from caregiver_app.domain.documents.document import SET_APART, label
from caregiver_app.domain.packet.choices import PacketChoices
from caregiver_app.domain.person import Person
from caregiver_app.i18n import _
from caregiver_app.ui.documents.states import PARTLY, trouble_in_full

PACKING: Final = 10_000
"""The total by which the making of a ZIP is told from that of a packet, which has an odd number of steps."""
BY_CHOICE: Final = "by_choice"
APART: Final = SET_APART
"""Why a document is listed and not attached though nothing is wrong with it, as whole sentences."""


def file_name(person: Person, day: date, *, hidden: bool = False, since: str = "") -> str:
    """Return the name offered for a packet; where names are hidden, the file has none either.

    `since` is the P-number an addendum follows: it does not take the place of a whole packet of the same day.
    """
    if hidden:
        words = _("New since {packet} {date}") if since else _("Records packet {date}")
    else:
        words = _("{name} new since {packet} {date}") if since else _("{name} records packet {date}")
    name = safe_name(person.name, _("Our"))[:60].rstrip(". ")
    return safe_name(words.format(name=name, packet=since, date=day.isoformat()) + ".pdf")


def clash(choices: PacketChoices, *, is_locked: bool = False) -> str:
    """Say which two choices do not go together; nothing where all do."""
    if choices.as_zip and choices.hide_names:
        return _("A ZIP with the original files cannot go with hidden names: the files show them. Leave out one.")
    if choices.as_zip and is_locked:
        return _("A ZIP cannot go with a password: the files in it would open without one. Leave out one.")
    return ""


def first_name(names: Sequence[str]) -> str:
    """Return the name a packet was asked for under: of one in several parts, the one without "part 1 of 2"."""
    pages = [name for name in names if name.lower().endswith(".pdf")]
    if len(pages) < 2:
        return names[0] if names else ""
    ending = part_name(Path("x.pdf"), 1, len(pages)).removeprefix("x")
    return f"{pages[0].removesuffix(ending)}.pdf" if pages[0].endswith(ending) else pages[0]


def why(reason: str, *, included: bool) -> str:
    """Say in one sentence why a document is not in the packet whole; nothing when it is."""
    if not reason:
        return ""
    if reason == BY_CHOICE:
        return _("Left out by choice.")
    if reason in APART:
        return _(APART[reason])
    if included:
        return _("As far as it can be read. {reason}").format(reason=trouble_in_full(reason))
    return _("Not included. {reason}").format(reason=trouble_in_full(reason))


def mark_of(reason: str) -> str:
    """Return the mark that stands beside a reason."""
    if not reason or reason == BY_CHOICE:
        return "none"
    if reason in APART:
        return "info"
    return "care" if reason in PARTLY else "stop"


def fell_short(reason: str) -> bool:
    """Whether a reason says that something is missing; what was left out or set apart is not."""
    return bool(reason) and reason != BY_CHOICE and reason not in APART


def numbered(number: int, title: str) -> str:
    """Write number and title."""
    return f"{label(number)}  {title}"


def page_range(first: int, pages: int) -> str:
    """Write on which pages something stands: "4" or "4–7"."""
    if not first or pages < 1:
        return "–"
    return str(first) if pages == 1 else f"{first}–{first + pages - 1}"


def progress_words(done: int, total: int, what: str) -> str:
    """Say what the builder is doing. It goes through the documents twice: to read them and to place them.

    Then the original files go into a ZIP, where that is wanted; this is told in parts of `PACKING`.
    """
    if not total:
        return _("Beginning …")
    if total == PACKING:
        return _("Packing the original files …  {percent} %").format(percent=100 * done // total)
    count = max((total - 1) // 2, 1)
    if not what or done >= 2 * count:
        return _("Putting it together …")
    if done < count:
        return _("Reading {document} …  {n} of {count}").format(document=what, n=done + 1, count=count)
    return _("Placing {document} …  {n} of {count}").format(document=what, n=done - count + 1, count=count)
