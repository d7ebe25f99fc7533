"""The state of a paper in words: is it in the packet, and what can be done when it is not whole."""

from dataclasses import dataclass
from typing import Final

from caregiver_app.domain.documents.document import SETS, TROUBLES, Document, opens_with_password
from caregiver_app.i18n import N_, _, pgettext, with_commas
from caregiver_app.packet.attachment import set_apart

NEEDS_A_LOOK: Final = "look"
IN_PACKET: Final = "in"
LEFT_OUT: Final = "out"
LISTED: Final = "listed"
NOT_HERE: Final = "away"

STATES: Final = {
    "": N_("Every state"),
    IN_PACKET: N_("In the packet"),
    LEFT_OUT: N_("Left out by choice"),
    LISTED: N_("Listed, not attached"),
    NEEDS_A_LOOK: N_("Needs a look"),
    NOT_HERE: N_("Not here: held by somebody, or wanted"),
}

PARTLY: Final = frozenset(
    {"pages_missing", "page_unreadable", "more_inside", "words_only", "not_all_inside", "some_unreadable"}
)
"""Troubles of a file that goes into the packet all the same, as far as it can be read."""

_IN_A_WORD: Final = {
    "locked": N_("Locked"),
    "damaged": N_("Damaged"),
    "empty": N_("Nothing in it"),
    "unsupported": N_("Not for paper yet"),
    "too_large": N_("Too large to open"),
    "too_slow": N_("Cannot be read"),
    "crashed": N_("Cannot be read"),
    "missing": N_("File missing"),
    "changed": N_("File changed"),
    "pages_missing": N_("Part may be missing"),
    "more_inside": N_("More inside"),
    "page_unreadable": N_("A page cannot be read"),
    "words_only": N_("Words only"),
    "not_all_inside": N_("Not all taken out"),
    "some_unreadable": N_("Some files unreadable"),
}
_KEPT_AS: Final = {
    "opened": N_("what was inside is here too"),
    "images": N_("pictures kept as files"),
}
_WHAT_TO_DO: Final = {
    "locked": N_("Ask whoever sent it for a copy without a password, and add that copy."),
    "damaged": N_("Ask for it again, or take a photo of the paper, and add that."),
    "empty": N_("Ask for it again, or take a photo of the paper, and add that."),
    "unsupported": N_("Save it as a PDF or take a picture of it, and add that. The file itself stays safe here."),
    "too_large": N_("Save a smaller copy of the picture, and add that. The file itself stays safe here."),
    "too_slow": N_("Print it to a new PDF, and add that. The file itself stays safe here."),
    "crashed": N_("Print it to a new PDF, and add that. The file itself stays safe here."),
    "missing": N_("Add the file again if you still have it, or ask for it again."),
    "changed": N_("Add the file again if you still have it, or bring the case back from a copy."),
    "pages_missing": N_("Compare it with the paper. If pages are missing, ask for it again."),
    "more_inside": N_("Open it in another program, save what is inside as files of their own, and add those too."),
    "page_unreadable": N_("Compare it with the paper. If a page is missing, ask for it again."),
    "words_only": N_("If its layout matters, save it as a PDF in the program it was made with, and add that too."),
    "not_all_inside": N_("Open it in another program, save what is missing as files of their own, and add those."),
    "some_unreadable": N_("Try the disc in another drive, or ask the hospital for a new copy."),
}


@dataclass(frozen=True)
class State:
    """Say where a paper stands: a key of `STATES`, a short text, its mark, and what is to be added in a second line."""

    key: str
    words: str
    mark: str
    more: str = ""

    @property
    def in_full(self) -> str:
        """The text and what is to be added."""
        return with_commas((self.words, self.more)) if self.more else self.words


def state_of(document: Document) -> State:
    """Return the state of one paper."""
    if document.holding == "wanted":
        asked = document.asked_on.in_table() if document.asked_on else ""
        more = _("asked {date}").format(date=asked) if asked else _("not asked yet")
        return State(NOT_HERE, pgettext("a paper", "Wanted"), "info", more)
    if document.holding == "elsewhere":
        if document.format in SETS:
            return State(NOT_HERE, _("Left where it is"), "info", document.held_by)
        more = _("by {name}").format(name=document.held_by) if document.held_by else ""
        return State(NOT_HERE, _("Held elsewhere"), "info", more)
    apart = set_apart(document)
    # Pictures of a scan never go into the packet, so nobody chose to leave them out of it.
    if not document.in_packet and apart != "images":
        return State(LEFT_OUT, _("Left out by choice"), "none")
    if document.trouble:
        return State(NEEDS_A_LOOK, trouble_in_a_word(document.trouble), trouble_mark(document.trouble))
    if apart:
        return State(LISTED, _("Listed"), "info", _(_KEPT_AS.get(apart, "")))
    return State(IN_PACKET, _("In the packet"), "good")


def trouble_mark(trouble: str) -> str:
    """Return the mark of a trouble: "care" when the paper is printed in part, "stop" when it is not."""
    return "care" if trouble in PARTLY else "stop"


def trouble_in_a_word(trouble: str) -> str:
    """Write a trouble as short as a table needs it."""
    return _(_IN_A_WORD.get(trouble, trouble))


def trouble_in_full(trouble: str) -> str:
    """Write a trouble as a whole sentence."""
    return _(TROUBLES.get(trouble, trouble))


def what_to_do(trouble: str, document: Document | None = None) -> str:
    """Say what helps against a trouble, of this document where it is told; nothing for one we do not know."""
    if document is not None and opens_with_password(document):
        return _("If you know the password, give it once. If not, ask whoever sent it for a copy without one.")
    return _(_WHAT_TO_DO.get(trouble, ""))
