"""Who receives the papers and what they want to see: the lists that ship with us, and those of the family's own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from caregiver_app import bundled
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.records_guide import sources_in
from caregiver_app.domain.documents.wanted import Recipient, Want, Wants
from caregiver_app.domain.guide.lines import Source
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import N_, _, with_commas, with_semicolons

GENERIC: Final = "car-t-review"
"""The list that is looked at while no other was chosen."""

YOUR_CENTRE_FIRST: Final = N_("Your centre's own list always comes first.")
A_COMMON_FIGURE: Final = N_("a common figure, to be checked with the centre")


@dataclass(frozen=True)
class PacketProfile:
    """How a receiver likes a packet. `by_list` puts its papers in the order of the list and not of the inventory.

    `sections` are the parts that it wants, () for all; `imaging` and `as_zip` say that the pictures of scans and the
    original files go along; `most_mb` is how large a file may be in megabytes, 0 where nobody said.
    """

    sections: tuple[str, ...] = ()
    language: str = "en"
    by_list: bool = False
    most_mb: int = 0
    as_zip: bool = False
    imaging: bool = False


@dataclass(frozen=True)
class Receiver:
    """One list of wanted papers, bundled or the family's own. `source` says in words where it is from.

    `id` is that of its file, or the id of the `Recipient` record as text; `language` the one papers are read in. One of
    the family's own likes a packet as the list it began as does.
    """

    id: str
    name: str
    plain: str
    source: str
    as_of: PartialDate | None
    note: str
    language: str
    wants: tuple[Want, ...]
    own: bool
    packet: PacketProfile = PacketProfile()


class RecipientUnknown(CaregiverError):
    """No list goes by what was asked for, or more than one does."""


def bundled_receivers() -> tuple[Receiver, ...]:
    """Return the lists of `resources/recipients` in their order, translated."""
    return tuple(_receiver(name) for name in sorted(_files(), key=lambda name: _files()[name]["place"]))


def receivers(case: CaseSnapshot) -> tuple[Receiver, ...]:
    """Return every list that can be looked at: the family's own first."""
    return (*(own_receiver(recipient) for recipient in case.recipients), *bundled_receivers())


def chosen_receiver(case: CaseSnapshot) -> Receiver:
    """Return the list the family chose; the generic one where none was, or where it is not in the case any more."""
    known = {receiver.id: receiver for receiver in receivers(case)}
    return known.get(case.person.recipient) or known[GENERIC]


def receiver_called(case: CaseSnapshot, text: str) -> Receiver:
    """Find a list by its id or its name; an empty text is the chosen one. Raises RecipientUnknown."""
    wanted = _folded(text)
    if not wanted:
        return chosen_receiver(case)
    known = receivers(case)
    found = [one for one in known if one.id == wanted] or [one for one in known if _folded(one.name) == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        happened = _("More than one list is called “{name}”.").format(name=text)
        offered = with_commas(one.id for one in found)
    else:
        happened = _("There is no list of wanted papers called “{name}”.").format(name=text)
        offered = with_commas(f"“{one.name}”" if one.own else one.id for one in known)
    raise RecipientUnknown(
        happened, safe=_("Nothing was changed."), now=_("The ones there are: {names}.").format(names=offered)
    )


def own_receiver(recipient: Recipient) -> Receiver:
    """Return the family's own list in the form of the bundled ones."""
    return Receiver(
        id=str(recipient.id),
        name=recipient.name,
        plain="",
        source=recipient.source,
        as_of=recipient.as_of,
        note=recipient.note,
        language=recipient.language,
        wants=recipient.wants.values,
        own=True,
        packet=_profile(recipient.based_on),
    )


def copy_of(receiver: Receiver, name: str) -> Recipient:
    """Return a new list of the family's own that begins as this one."""
    return Recipient(
        name=name,
        based_on=receiver.id,
        source=receiver.source,
        as_of=receiver.as_of,
        note=receiver.note,
        language=receiver.language,
        wants=Wants.of(receiver.wants),
    )


def with_want(recipient: Recipient, want: Want) -> Recipient:
    """Return a list with this want in place of the one for its kind, or at its end."""
    return recipient.amended(wants=Wants.of(merged(recipient.wants.values, [want])))


def without_want(recipient: Recipient, kind: str) -> Recipient:
    """Return a list that says nothing about a kind of paper."""
    return recipient.amended(wants=Wants.of(want for want in recipient.wants.values if want.kind != kind))


def merged(wants: Sequence[Want], changed: Sequence[Want]) -> tuple[Want, ...]:
    """Return wants with some replaced by kind, and those of further kinds behind them."""
    by_kind = {want.kind: want for want in wants}
    return tuple({**by_kind, **{want.kind: want for want in changed}}.values())


def want_from(row: Mapping[str, Any], base: Want | None = None) -> Want:
    """Read one `[[want]]` of a data file; what it does not say is as in `base`."""
    told = {key: value for key, value in row.items() if key != "source"}
    if "words" in told:
        told["words"] = _(told["words"])
    return replace(base, **told) if base is not None else Want(**told)


def receiver_sources(receiver_id: str) -> tuple[Source, ...]:
    """Return the sources of a bundled list, with those of the list it is based on."""
    data = _files()[receiver_id]
    return (*sources_in(data), *(receiver_sources(data["based_on"]) if "based_on" in data else ()))


@cache
def _files() -> Mapping[str, Mapping[str, Any]]:
    paths = bundled.resource("recipients").glob("*.toml")
    return {path.stem: bundled.toml("recipients", path.name) for path in paths}


def _receiver(name: str) -> Receiver:
    data = _files()[name]
    base = {want.kind: want for want in _receiver(data["based_on"]).wants} if "based_on" in data else {}
    wants = [want_from(row, base.get(row["kind"])) for row in data["want"]]
    named = {source.tag: source.in_words() for source in sources_in(data)}
    return Receiver(
        id=data["id"],
        name=_(data["name"]),
        plain=_(data["plain"]),
        source=with_semicolons(named[tag] for tag in data["from"]),
        as_of=PartialDate(data["as_of"]),
        note=_(data["note"].strip()),
        language=data.get("language", ""),
        wants=merged(tuple(base.values()), wants),
        own=False,
        packet=_profile(name),
    )


def _profile(name: str) -> PacketProfile:
    told = _files()[name].get("packet", {}) if name in _files() else {}
    return PacketProfile(**{**told, "sections": tuple(told.get("sections", ()))})


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
