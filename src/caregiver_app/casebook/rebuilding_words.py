"""What is left of a lost case file, and what each way back brings, in words: on the screen and on the command line."""

from dataclasses import dataclass
from typing import Final

from caregiver_app.domain.dates import PartialDate
from caregiver_app.i18n import N_, _, ngettext
from caregiver_app.store.rebuilding import Rebuilt
from caregiver_app.store.remains import InBackup, Remains

_HAPPENED: Final = {
    "gone": N_("The case file is gone: there is no file “case.db” in this folder any more."),
    "empty": N_("The case file is empty: there is a file “case.db”, and nothing is in it."),
    "damaged": N_("The case file cannot be read: the file “case.db” is damaged, or it is no case file."),
    "partly": N_("The case still opens, but a part of the file “case.db” is damaged. Not all of it can be relied on."),
}


@dataclass(frozen=True)
class Offer:
    """One way back: whether it can be gone, what it brings back and what not, a sentence each."""

    is_open: bool
    brings: tuple[str, ...]
    lacks: tuple[str, ...]


def what_happened(remains: Remains) -> str:
    """Say what is the matter with the case file."""
    return _(_HAPPENED[remains.state])


def from_backup(remains: Remains) -> Offer:
    """Say what the newest good backup brings back by itself."""
    if remains.backup is None:
        return Offer(False, (), _without_backup(remains))
    lacks = [_("What was written or changed after that.")]
    if remains.unlisted:
        words = ngettext(
            "{n} paper that is not in the copy. It stays in the folder, and is not on the list.",
            "{n} papers that are not in the copy. They stay in the folder, and are not on the list.",
            remains.unlisted,
        )
        lacks.append(words.format(n=remains.unlisted))
    return Offer(True, (_as_it_was(remains.backup),), (*lacks, *_damaged(remains)))


def from_everything(remains: Remains) -> Offer:
    """Say what comes back from the newest good backup, the notes and the papers together."""
    brings = [_as_it_was(remains.backup)] if remains.backup is not None else []
    if n := remains.added:
        words = ngettext(
            "{n} document more, with its title, date and kind, from the note beside it.",
            "{n} documents more, with title, date and kind, from the notes beside them.",
            n,
        )
        brings.append(words.format(n=n))
    if n := remains.changed:
        words = ngettext(
            "{n} document as its note has it, newer than the copy.",
            "{n} documents as their notes have them, newer than the copy.",
            n,
        )
        brings.append(words.format(n=n))
    if n := remains.unnamed:
        words = ngettext(
            "{n} paper without a note. It waits in the inbox, under a name of ours.",
            "{n} papers without a note. They wait in the inbox, under names of ours.",
            n,
        )
        brings.append(words.format(n=n))
    if remains.backup is not None:
        lacks = (_("What was written after that day and is no document: entries, questions, appointments."),)
        return Offer(True, tuple(brings), (*lacks, *_damaged(remains)))
    lacks = (_("The timeline, questions, appointments, and the history: they are in no note."),)
    return Offer(bool(brings), tuple(brings), (*_without_backup(remains), *lacks))


def made_words(made: Rebuilt) -> tuple[str, ...]:
    """Say what was made anew, from what, and where lies what was there before: a sentence each."""
    if not made.with_papers:
        lines = [_("The case is as it was in the copy “{name}”.").format(name=made.base)]
    elif made.base:
        words = _("The case was made anew from the backup “{name}” and the notes beside the papers.")
        lines = [words.format(name=made.base)]
    else:
        lines = [_("The list of papers was made anew from the notes beside them. The history was in no backup.")]
    n = made.documents
    lines.append(ngettext("{n} document is listed.", "{n} documents are listed.", n).format(n=n))
    if made.unnamed:
        n = made.unnamed
        words = ngettext(
            "{n} paper without a note waits in the inbox, under a name of ours.",
            "{n} papers without a note wait in the inbox, under names of ours.",
            n,
        )
        lines.append(words.format(n=n))
    if made.aside is not None:
        lines.append(_("What was there before lies in “{place}”. Nothing was deleted.").format(place=made.aside))
    return tuple(lines)


def _as_it_was(backup: InBackup) -> str:
    entries = ngettext("{n} entry of the timeline", "{n} entries of the timeline", backup.entries)
    documents = ngettext("{n} document", "{n} documents", backup.documents)
    others = ngettext("{n} other record", "{n} other records", backup.others)
    if backup.others:
        words = _("The case as it was on {day}, with its history: {entries}, {documents} and {others}.")
    else:
        words = _("The case as it was on {day}, with its history: {entries} and {documents}.")
    return words.format(
        day=PartialDate.of_day(backup.day).in_words() if backup.day else _("a day its name does not tell"),
        entries=entries.format(n=backup.entries),
        documents=documents.format(n=backup.documents),
        others=others.format(n=backup.others),
    )


def _without_backup(remains: Remains) -> tuple[str, ...]:
    return (_("There is no good copy of the case file in the folder “backups”."), *_damaged(remains))


def _damaged(remains: Remains) -> tuple[str, ...]:
    if not remains.damaged:
        return ()
    words = ngettext(
        "{n} newer copy there is damaged and of no use.",
        "{n} newer copies there are damaged and of no use.",
        remains.damaged,
    )
    return (words.format(n=remains.damaged),)
