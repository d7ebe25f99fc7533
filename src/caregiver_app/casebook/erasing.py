"""Erase for good what was removed: say what goes and where it may still be, and do it only when somebody says so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.history import readable
from caregiver_app.casebook.second_place import SecondCopy, second_copy
from caregiver_app.domain.changes import described
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.packet.records import SentPacket, packet_label
from caregiver_app.errors import CaregiverError
from caregiver_app.fsops import listed
from caregiver_app.i18n import _, ngettext, with_commas, with_semicolons
from caregiver_app.store import backup
from caregiver_app.store.erasing import Erasure
from caregiver_app.store.switching import ASIDE
from caregiver_app.store.thinning import Backup

_NAMED: Final = 5


class NotRemoved(CaregiverError):
    """What is to be erased for good is still in the case."""


@dataclass(frozen=True)
class Elsewhere:
    """Where something that is erased may still be.

    `unread` are backups nobody can look into. `packets` keep what the case said when they were sent, `containers` are
    files it came in, `aside` names what was set aside.
    """

    backups: tuple[Backup, ...] = ()
    unread: tuple[Backup, ...] = ()
    packets: tuple[SentPacket, ...] = ()
    containers: tuple[Document, ...] = ()
    aside: tuple[str, ...] = ()
    second: SecondCopy | None = None


@dataclass(frozen=True)
class Erased:
    """What became of it: how much is gone, whether nothing is left for the next opening, how many backups went."""

    things: int
    is_done: bool
    backups: int


def erasure_of(book: Casebook, *record_ids: UUID) -> Erasure:
    """Return what would go with records that were removed; nothing is changed. Raises NotRemoved, CaseReadOnly."""
    book.require_writable()
    for one in record_ids:
        here = book.find(one)
        if here is not None:
            raise NotRemoved(
                _("“{what}” is in the case. Only what was removed can be erased for good.").format(
                    what=described(here)
                ),
                safe=_("Nothing was changed."),
                now=_("Remove it in the window first. Then erase it from among the removed things."),
            )
    return book.erasure(record_ids)


def look_elsewhere(book: Casebook, erasure: Erasure) -> Elsewhere:
    """Look where what is to be erased may still be. It opens every backup of the case.

    Raises CaregiverError where a folder cannot be looked into.
    """
    held, unread = backup.holding(book.folder, erasure.ids, book.keys)
    known = (*book.snapshot().sent_packets, *map(readable, book.trash(SentPacket)))
    packets = [
        one for one in known if isinstance(one, SentPacket) and one.id not in erasure.ids and _tells(book, one, erasure)
    ]
    came_in = {one.part_of for one in erasure.versions if isinstance(one, Document) and one.part_of is not None}
    containers = (book.last_known(one) for one in sorted(came_in - erasure.ids))
    return Elsewhere(
        held,
        unread,
        tuple(packets),
        tuple(one for one in containers if isinstance(one, Document)),
        tuple(place.name for place in listed(book.folder / ASIDE)),
        second_copy(book),
    )


def erase_for_good(book: Casebook, erasure: Erasure, today: date, *, backups_too: bool = False) -> Erased:
    """Erase what was removed, and where somebody said so the whole backups that hold it, once there is a new one.

    Raises CaregiverError. Where it is raised for a backup, what was to be erased is erased, and every backup is there.
    """
    book.require_writable()
    is_done = book.erase(erasure)
    held = backup.holding(book.folder, erasure.ids, book.keys)[0] if backups_too else ()
    if held:
        backup.keep_copy(book.whole, today)
        there = {one.path for one in backup.listed(book.folder)}  # the new one may have made room
        backup.take_out(book.folder, [one for one in held if one.path in there])
    return Erased(len(erasure.ids), is_done, len(held))


def what_goes(erasure: Erasure) -> tuple[str, ...]:
    """Say in whole sentences what goes, what was asked for first."""
    said = [
        _("{what}, with every version of it in the history.").format(what=described(one)) for one in erasure.records
    ]
    if erasure.parts:
        words = ngettext(
            "{n} thing that belongs to it: {what}.", "{n} things that belong to it: {what}.", len(erasure.parts)
        )
        said.append(words.format(n=len(erasure.parts), what=_named(map(described, erasure.parts))))
    files, pages, drafts = len(erasure.files), erasure.pages, erasure.drafts
    if files:
        words = ngettext("{n} file of it in the case folder.", "{n} files of it in the case folder.", files)
        said.append(words.format(n=files))
    if pages:
        said.append(ngettext("The words read on {n} page.", "The words read on {n} pages.", pages).format(n=pages))
    if drafts:
        said.append(ngettext("{n} draft about it.", "{n} drafts about it.", drafts).format(n=drafts))
    said.append(_("Links from other entries and papers to it."))
    return tuple(said)


def what_stays(erasure: Erasure, elsewhere: Elsewhere) -> tuple[str, ...]:
    """Say in whole sentences what stays, and where it may still be."""
    said = []
    for _file, users in erasure.shared:
        if users:
            words = _("A file of it stays: {what} is made of it too, or may be.")
            said.append(words.format(what=_named(map(described, users))))
        else:
            said.append(_("A file of it stays: a version of something else that is damaged is made of it too."))
    for one in elsewhere.containers:
        said.append(_("It came in {what}, whose file may hold it too.").format(what=described(one)))
    for sent in elsewhere.packets:
        words = _(
            "Packet {number} keeps what the case said when it was sent. Remove and erase that one too, if you want."
        )
        said.append(words.format(number=packet_label(sent.number)))
    if elsewhere.backups:
        n = len(elsewhere.backups)
        words = ngettext("{n} backup holds it: {which}.", "{n} backups hold it: {which}.", n)
        said.append(words.format(n=n, which=with_commas(map(backup_words, elsewhere.backups))))
    if elsewhere.unread:
        which = with_commas(map(backup_words, elsewhere.unread))
        said.append(_("These backups cannot be read, and may hold it: {which}.").format(which=which))
    if elsewhere.aside:
        said.append(_("What was set aside may hold it: {which}.").format(which=with_commas(elsewhere.aside)))
    if elsewhere.second is not None:
        day = PartialDate(elsewhere.second.at[:10]).in_words()
        words = _("The second copy of {day} on {place} may hold it, until you make it anew.")
        said.append(words.format(day=day, place=elsewhere.second.place))
    said += [
        _("Files you handed over, sent, saved or printed, and copies on other computers, are not touched."),
        _("Words you typed about it in other places, such as a note, stay there."),
        _("A disk may keep traces of what was deleted, above all an SSD or a USB stick. No program can rule that out."),
    ]
    return tuple(said)


def backup_words(one: Backup) -> str:
    """Name a backup by its file and its day."""
    if one.day is None:
        return one.path.name
    return _("{name} of {day}").format(name=one.path.name, day=PartialDate.of_day(one.day).in_words())


def told_of(erased: Erased) -> tuple[str, ...]:
    """Say in whole sentences what became of it."""
    n = erased.things
    said = [ngettext("{n} thing is erased for good.", "{n} things are erased for good.", n).format(n=n)]
    if not erased.is_done:
        said.append(_("The disk did not let go of all of it yet. The rest goes when the case is opened the next time."))
    if erased.backups:
        words = ngettext(
            "{n} backup that held it is removed, after a new one was made.",
            "{n} backups that held it are removed, after a new one was made.",
            erased.backups,
        )
        said.append(words.format(n=erased.backups))
    return tuple(said)


def _tells(book: Casebook, sent: SentPacket, erasure: Erasure) -> bool:
    """Whether what a case said when a packet was sent speaks of it; where it cannot be read, it may."""
    if not sent.told:
        return False
    try:
        text = book.originals.file(sent.told).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return True
    return any(str(one) in text for one in erasure.ids)


def _named(names: Iterable[str]) -> str:
    named = list(names)
    more = len(named) - _NAMED
    if more > 0:
        named[_NAMED:] = [ngettext("and {n} more", "and {n} more", more).format(n=more)]
    return with_semicolons(named)
