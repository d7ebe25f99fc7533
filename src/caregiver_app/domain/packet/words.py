"""What the history calls named sets of choices and the packets that were sent."""

from collections.abc import Callable, Mapping
from typing import Final

from caregiver_app.domain.documents.document import label
from caregiver_app.domain.packet.choices import LANGUAGES, PAPERS, SECTION_WORDS, SECTIONS, Chosen, PacketChoices
from caregiver_app.domain.packet.records import HOWS, PacketSet, SentDocuments, SentFiles, SentPacket, packet_label
from caregiver_app.domain.record import Record
from caregiver_app.domain.record_words import RecordWords, one_of
from caregiver_app.i18n import N_, _, ngettext, with_commas, with_semicolons

Named = Callable[[PacketChoices], str]


def _sections(choices: PacketChoices) -> str:
    if choices.sections == SECTIONS:
        return ""
    named = with_commas(_(SECTION_WORDS[one]) for one in choices.sections if one in SECTION_WORDS)
    return _("only these sections: {sections}").format(sections=named or _("the cover"))


def _numbers(words: str, numbers: tuple[int, ...]) -> str:
    return _(words).format(documents=with_commas(map(label, numbers))) if numbers else ""


# In the order they are asked; what is as usual says nothing.
_SAID: Final[tuple[Named, ...]] = (
    _sections,
    lambda choices: "" if choices.dividers else _("no title pages"),
    lambda choices: "" if choices.paper == "a4" else _("paper: {paper}").format(paper=_(PAPERS[choices.paper])),
    lambda choices: "" if choices.language == "en" else _(LANGUAGES[choices.language]),
    lambda choices: _("names hidden") if choices.hide_names else "",
    lambda choices: _("at most {n} MB a file").format(n=choices.most_mb) if choices.most_mb else "",
    lambda choices: _("scans made smaller") if choices.smaller_scans else "",
    lambda choices: _("with the original files as a ZIP") if choices.as_zip else "",
    lambda choices: _("with the imaging discs") if choices.imaging else "",
    lambda choices: _numbers(N_("also in it: {documents}"), choices.put_in),
    lambda choices: _numbers(N_("left out: {documents}"), choices.left_out),
    lambda choices: _numbers(N_("put in order by hand: {documents}"), choices.order),
)


def choices_in_words(chosen: Chosen) -> str:
    """Write what differs from the usual choices, in one line."""
    told = [said(chosen.choices) for said in _SAID]
    return with_semicolons(one for one in told if one) or _("as usual")


def _files(packed: SentFiles) -> str:
    return with_commas(one.name for one in packed.values)


def _documents(packed: SentDocuments) -> str:
    n = sum(one.included for one in packed.values)
    return ngettext("{n} document in it", "{n} documents in it", n).format(n=n)


WORDS: Final[Mapping[type[Record], RecordWords]] = {
    PacketSet: RecordWords(
        N_("Choices for a packet"),
        {"name": N_("What it is called"), "choices": N_("Choices"), "position": N_("Place")},
        lambda one: str(one.name) or _("Your packet"),
        {"choices": choices_in_words},
    ),
    SentPacket: RecordWords(
        N_("Packet sent"),
        {
            "number": N_("Number"),
            "to_whom": N_("Sent to"),
            "on": N_("Sent on"),
            "how": N_("How"),
            "note": N_("Note"),
            "made_on": N_("Day printed on it"),
            "choices": N_("Choices"),
            "files": N_("Files"),
            "documents": N_("Documents"),
            "pages": N_("Pages"),
            "since": N_("Follows"),
        },
        lambda one: " · ".join(part for part in (packet_label(one.number), str(one.to_whom)) if part),
        {"how": one_of(HOWS), "choices": choices_in_words, "files": _files, "documents": _documents},
    ),
}
