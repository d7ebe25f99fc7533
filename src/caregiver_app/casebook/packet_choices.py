"""What a packet is made of: the choices a family keeps, those a receiver suggests, and what they amount to."""

from dataclasses import replace
from typing import Final

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.documents.document import SETS, Document
from caregiver_app.domain.documents.recipients import Receiver, receiver_called
from caregiver_app.domain.packet.choices import SECTIONS, Chosen, PacketChoices, arranged
from caregiver_app.domain.packet.records import PacketSet
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _, with_commas
from caregiver_app.packet.attachment import in_inventory_order

UNNAMED: Final = ""
"""The name of the choices the window shows at first."""


class SetUnknown(CaregiverError):
    """No choices are kept under a name."""


class SetThere(CaregiverError):
    """Choices of that name are there already."""


def set_called(case: CaseSnapshot, name: str) -> PacketSet:
    """Find kept choices by their name; without one, those the window shows at first. Raises SetUnknown."""
    wanted = _folded(name)
    found = next((one for one in case.packet_sets if _folded(one.name) == wanted), None)
    if found is not None:
        return found
    if not wanted:
        return PacketSet(name=UNNAMED)
    named = with_commas(f"“{one.name}”" for one in case.packet_sets if one.name)
    raise SetUnknown(
        _("No choices are kept under the name “{name}”.").format(name=name),
        safe=_("Nothing was changed."),
        now=_("The ones there are: {names}.").format(names=named)
        if named
        else _("None have been kept with a name yet."),
    )


def change_choices(book: Casebook, held: PacketSet, choices: PacketChoices, step: str = "") -> PacketSet:
    """Keep other choices in a set. What is the same already is no step."""
    changed = held.amended(choices=Chosen.holding(choices))
    if changed == held:
        return held
    with book.step(step or _("Change the choices for the packet")) as tx:
        tx.put(changed)
    return changed


def keep_set(book: Casebook, name: str, choices: PacketChoices) -> PacketSet:
    """Keep choices under a new name. Raises SetThere, and ValueError for an empty name."""
    name = " ".join(name.split())
    if not name:
        raise ValueError("a set needs a name")
    _refuse_name(book.snapshot(), name)
    position = max((one.position for one in book.snapshot().packet_sets), default=0) + 1
    made = PacketSet(name=name, choices=Chosen.holding(choices), position=position)
    with book.step(_("Keep choices for the packet: {name}").format(name=name)) as tx:
        tx.put(made)
    return made


def rename_set(book: Casebook, held: PacketSet, name: str) -> PacketSet:
    """Give kept choices another name. Raises SetThere."""
    name = " ".join(name.split())
    if not name or name == held.name:
        return held
    if _folded(name) != _folded(held.name):
        _refuse_name(book.snapshot(), name)
    changed = held.amended(name=name)
    with book.step(_("Rename choices for the packet: {name}").format(name=name)) as tx:
        tx.put(changed)
    return changed


def remove_set(book: Casebook, held: PacketSet) -> None:
    """Take kept choices out; undo and the trash bring them back."""
    with book.step(_("Remove choices for the packet: {name}").format(name=held.name or _("Your packet"))) as tx:
        tx.remove(held)


def choices_for(case: CaseSnapshot, recipient: str, base: PacketChoices) -> PacketChoices:
    """Return choices as a receiver likes its packet: the parts, the order, what it does not want left out.

    What it says nothing about is as in `base`. Raises RecipientUnknown.
    """
    receiver = receiver_called(case, recipient)
    told = receiver.packet
    return replace(
        base,
        recipient=receiver.id,
        sections=told.sections or SECTIONS,
        language=told.language,
        order=_by_list(case, receiver) if told.by_list else (),
        left_out=_not_wanted(case, receiver),
        put_in=(),
        most_mb=told.most_mb,
        as_zip=told.as_zip,
        imaging=told.imaging,
    )


def files_in_order(case: CaseSnapshot, choices: PacketChoices) -> tuple[Document, ...]:
    """Return every file of the case in the order of these choices, ticked or not."""
    files = tuple(document for document in case.documents if document.holding == "file")
    return arranged(in_inventory_order(files), choices.order)


def chosen_files(case: CaseSnapshot, choices: PacketChoices) -> tuple[Document, ...]:
    """Return the files that are ticked, in the order of these choices."""
    return tuple(document for document in files_in_order(case, choices) if choices.has(document))


def ticked(choices: PacketChoices, documents: tuple[Document, ...], wanted: bool) -> PacketChoices:
    """Return the choices of a named set with documents ticked or not; the tick of the document itself stays."""
    numbers = {document.number for document in documents}
    own = {document.number for document in documents if document.in_packet == wanted}
    differs = tuple(sorted(numbers - own))
    kept_in = tuple(number for number in choices.put_in if number not in numbers)
    kept_out = tuple(number for number in choices.left_out if number not in numbers)
    if wanted:
        return replace(choices, put_in=(*kept_in, *differs), left_out=kept_out)
    return replace(choices, put_in=kept_in, left_out=(*kept_out, *differs))


def _by_list(case: CaseSnapshot, receiver: Receiver) -> tuple[int, ...]:
    """Return the numbers of all files as the receiver's list names their kinds; the other kinds follow."""
    places = {want.kind: place for place, want in enumerate(receiver.wants)}
    files = in_inventory_order(tuple(document for document in case.documents if document.holding == "file"))
    last = len(places)
    return tuple(one.number for one in sorted(files, key=lambda one: min(places.get(kind, last) for kind in one.kinds)))


def _not_wanted(case: CaseSnapshot, receiver: Receiver) -> tuple[int, ...]:
    """Return the numbers of the files of which the receiver wants no kind. Pictures of scans are never on paper."""
    refused = {want.kind for want in receiver.wants if want.need == "not"}
    return tuple(
        document.number
        for document in case.documents
        if document.holding == "file" and document.format not in SETS and refused.issuperset(document.kinds)
    )


def _refuse_name(case: CaseSnapshot, name: str) -> None:
    if any(_folded(one.name) == _folded(name) for one in case.packet_sets):
        raise SetThere(
            _("Choices are kept under the name “{name}” already.").format(name=name),
            safe=_("Nothing was changed."),
            now=_("Choose another name, or change the ones that are there."),
        )


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
