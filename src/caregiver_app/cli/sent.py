"""`caregiver sent`: the packets that were handed over: listed, corrected, compared with now, made again."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any, Final

from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import progress_shown, tell, tell_json
from caregiver_app.cli.packet_told import as_json, size_in_words, tell_report
from caregiver_app.cli.passwords import password_from
from caregiver_app.cli.usage import WrongUsage, case_argument, goes_with, json_option, one_of, path, when, words
from caregiver_app.i18n import N_, _, ngettext, with_semicolons

if TYPE_CHECKING:
    from caregiver_app.casebook.casebook import Casebook
    from caregiver_app.domain.packet.records import SentPacket
    from caregiver_app.domain.packet.since import Changes

NAME = "sent"
SUMMARY = N_("List the packets that were sent, with their files; see what is new since one, or make it again.")

_INCOMPLETE: Final = 3
_CORRECTIONS: Final = {"to": "to_whom", "on": "on", "how": "how", "note": "note"}


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.add_argument(
        "packet", metavar="P-NUMBER", nargs="?", help=_("one packet, such as P-003; “last” is the newest")
    )
    parser.add_argument("--changes", action="store_true", help=_("what is new in the case since it was sent"))
    parser.add_argument(
        "--again", metavar="OUT.pdf", type=path, help=_("make it again, and say whether it is the same")
    )
    parser.add_argument(
        "--password-file", metavar="FILE", type=path, help=_("with --again: a file whose first line is its password")
    )
    parser.add_argument("--to", metavar="WHOM", type=words, help=_("correct to whom it was sent"))
    parser.add_argument("--on", metavar="DATE", type=when, help=_("correct when"))
    parser.add_argument("--how", metavar="HOW", type=_how, help=_("correct how: email, portal, link, paper or stick"))
    parser.add_argument("--note", metavar="TEXT", type=words, help=_("correct the note"))
    parser.add_argument(
        "--remove", action="store_true", help=_("take it out of the list; “caregiver undo” brings it back")
    )
    json_option(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """List packets, or do what was asked with one."""
    from caregiver_app.casebook.packet_sent import remove_sent, sent_numbered

    _refuse_nonsense(arguments)
    with open_case(arguments) as book:
        if not arguments.packet:
            _list(book.snapshot().sent_packets, arguments)
            return 0
        sent = sent_numbered(book.snapshot(), arguments.packet)
        if arguments.remove:
            remove_sent(book, sent)
            _tell_removed(sent, arguments)
            return 0
        if arguments.again is not None:
            return _again(book, sent, arguments)
        if arguments.changes:
            _changes(book, sent, arguments)
            return 0
        _list((_corrected(book, sent, arguments),), arguments, in_full=True)
    return 0


def _refuse_nonsense(arguments: Namespace) -> None:
    goes_with(arguments, "--password-file", "--again")
    asked = [
        name for name in ("changes", "again", "remove", *_CORRECTIONS) if getattr(arguments, name) not in (None, False)
    ]
    if asked and not arguments.packet:
        raise WrongUsage(_("--{option} needs the number of a packet, such as P-003.").format(option=asked[0]))
    acts = [name for name in asked if name not in _CORRECTIONS]
    if len(acts) > 1 or (acts and len(asked) > 1):
        raise WrongUsage(
            _("--{one} and --{other} do not go together. Use one of them.").format(one=asked[0], other=asked[1])
        )


def _corrected(book: "Casebook", sent: "SentPacket", arguments: Namespace) -> "SentPacket":
    from caregiver_app.casebook.packet_sent import change_sent

    given = {field: getattr(arguments, name) for name, field in _CORRECTIONS.items()}
    given = {field: value for field, value in given.items() if value is not None}
    return change_sent(book, sent.amended(**given)) if given else sent


def _again(book: "Casebook", sent: "SentPacket", arguments: Namespace) -> int:
    from caregiver_app.casebook.packet_again import make_again, order_again
    from caregiver_app.casebook.packet_phrase import checked_password

    password = checked_password(password_from(arguments.password_file)) if arguments.password_file is not None else ""
    order = order_again(book, sent)
    with progress_shown() as progress:
        made, same = make_again(sent, order, book.originals, arguments.again, progress, password)
    if arguments.json:
        tell_json(as_json(made.report, arguments.again) | {"same": same})
        return 0 if same else _INCOMPLETE
    tell_report(made.report, arguments.again)
    was_locked = any(file.content for file in sent.files.values)
    tell(_sameness(same=same, is_locked=bool(password), was_locked=was_locked))
    return 0 if same else _INCOMPLETE


def _sameness(*, same: bool, is_locked: bool, was_locked: bool) -> str:
    """Say truthfully how a packet that was made again differs from the one that was sent."""
    if not same:
        words = _(
            "It is not the same byte for byte: this version of the program, or a paper, is another one than then. "
            "What the case said then is in it."
        )
    elif is_locked or was_locked:
        words = _("What is inside is the same as in the one that was sent, byte for byte.")
    else:
        words = _("It is the same as the one that was sent, byte for byte.")
    if was_locked and not is_locked:
        told = _(
            "The one that was sent opens only with a password; this one opens without. --password-file puts one on."
        )
        return f"{words} {told}"
    return f"{words} {_('It opens only with the password.')}" if is_locked else words


def _tell_removed(sent: "SentPacket", arguments: Namespace) -> None:
    from caregiver_app.domain.packet.records import packet_label

    if arguments.json:
        tell_json({"removed": packet_label(sent.number)})
    else:
        tell(_("Taken out of the list: {packet}.").format(packet=_line(sent)))


def _changes(book: "Casebook", sent: "SentPacket", arguments: Namespace) -> None:
    from caregiver_app.casebook.packet_sent import since_sent

    changes = since_sent(sent, book.snapshot(), book.originals).changes
    if arguments.json:
        tell_json(_changes_as_json(sent, changes))
        return
    lines = [line for group in _change_lines(changes, book) for line in group]
    tell(*(lines or [_("Nothing has changed since then.")]))


def _change_lines(changes: "Changes", book: "Casebook") -> "list[list[str]]":
    from caregiver_app.domain.changes import described, differences, names_of

    called = names_of({record.id: record for record in book.snapshot().records()}, lambda _id: None)
    groups = []
    for part in (changes.entries, changes.documents, changes.contacts):
        groups.append([_("New: {what}").format(what=described(one)) for one in part.new])
        for before, after in part.altered:
            told = with_semicolons(one.in_words() for one in differences(before, after, called))
            groups.append([_("Changed: {what}: {how}").format(what=described(after), how=told)])
        groups.append([_("Taken out: {what}").format(what=described(one)) for one in part.gone])
    if changes.person:
        groups.append([one.in_words() for one in differences(*changes.person, called)])
    return groups


def _changes_as_json(sent: "SentPacket", changes: "Changes") -> dict[str, Any]:
    from caregiver_app.domain.documents.document import label
    from caregiver_app.domain.packet.records import packet_label

    told: dict[str, Any] = {"since": packet_label(sent.number), "person": changes.person is not None}
    for name, part in (("entries", changes.entries), ("contacts", changes.contacts)):
        told[name] = {
            "new": [str(one.id) for one in part.new],
            "changed": [str(after.id) for _before, after in part.altered],
            "taken_out": [str(one.id) for one in part.gone],
        }
    papers = changes.documents
    told["documents"] = {
        "new": [label(one.number) for one in papers.new],
        "changed": [label(after.number) for _before, after in papers.altered],
        "taken_out": [label(one.number) for one in papers.gone],
    }
    return told


def _list(packets: "tuple[SentPacket, ...]", arguments: Namespace, *, in_full: bool = False) -> None:
    if arguments.json:
        tell_json({"sent": [_as_json(sent) for sent in packets]})
        return
    if not packets:
        tell(_("No packet has been recorded as sent yet. “caregiver packet … --sent-to WHOM” records one."))
    for sent in packets:
        tell(_line(sent))
        if in_full:
            tell(*_in_full(sent))


def _line(sent: "SentPacket") -> str:
    from caregiver_app.domain.packet.records import HOWS, packet_label

    when_sent = sent.on.in_words() if sent.on else _("day not known")
    pages = ngettext("{n} page", "{n} pages", sent.pages).format(n=sent.pages)
    how = _(HOWS[sent.how]) if sent.how in HOWS and sent.how else sent.how
    return "  ".join(
        part for part in (packet_label(sent.number), when_sent, sent.to_whom, how, pages, sent.note) if part
    )


def _in_full(sent: "SentPacket") -> list[str]:
    from caregiver_app.domain.packet.words import choices_in_words

    lines = [f"  {file.name}  {size_in_words(file.size)}  {file.fingerprint}" for file in sent.files.values]
    return [*lines, "  " + _("Choices: {choices}").format(choices=choices_in_words(sent.choices))]


def _as_json(sent: "SentPacket") -> dict[str, Any]:
    from caregiver_app.domain.documents.document import label
    from caregiver_app.domain.packet.records import packet_label

    return {
        "number": packet_label(sent.number),
        "to": sent.to_whom,
        "on": sent.on,
        "how": sent.how,
        "note": sent.note,
        "made_on": sent.made_on,
        "pages": sent.pages,
        "files": [
            {
                "name": file.name,
                "pages": file.pages,
                "bytes": file.size,
                "fingerprint": file.fingerprint,
                "content": file.content or file.fingerprint,
            }
            for file in sent.files.values
        ],
        "documents": [
            {"number": label(one.number), "included": one.included, "first_page": one.first_page or None}
            for one in sent.documents.values
        ],
        "id": str(sent.id),
    }


def _how(text: str) -> str:
    from caregiver_app.domain.packet.records import HOWS

    return one_of(*(how for how in HOWS if how))(text)
