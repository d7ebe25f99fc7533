"""`caregiver recipients`: the lists of wanted papers; add a centre's own, choose one, take one out."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import room, tell, tell_json, tell_laid_out
from caregiver_app.cli.terminal_text import Column, table
from caregiver_app.cli.usage import case_argument, json_option, path, words
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import N_, _, pgettext

if TYPE_CHECKING:
    from caregiver_app.casebook.casebook import Casebook
    from caregiver_app.domain.documents.recipients import Receiver

NAME = "recipients"
SUMMARY = N_("Show who may receive the papers and what each wants; add a centre's own list, or choose one.")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--add", metavar="FILE.toml", type=path, help=_("add the list in a file, as one step"))
    one.add_argument("--choose", metavar="ID", type=words, help=_("look at this list from now on"))
    one.add_argument("--remove", metavar="ID", type=words, help=_("take out a list you added"))
    json_option(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Do the one thing asked for, then print the lists."""
    from caregiver_app.domain.documents.recipients import chosen_receiver, receivers

    with open_case(arguments) as book:
        done = _done(book, arguments)
        case = book.snapshot()
    listed, chosen = receivers(case), chosen_receiver(case)
    if arguments.json:
        tell_json({"chosen": chosen.id, "recipients": [_in_json(receiver) for receiver in listed]})
    else:
        if done:
            tell(done)
        _tell(listed, chosen)
    return 0


def _done(book: "Casebook", arguments: Namespace) -> str:
    from caregiver_app.casebook.documents import wanted
    from caregiver_app.domain.documents.recipients import receiver_called

    case = book.snapshot()
    if arguments.add is not None:
        recipient = wanted.recipient_from(arguments.add)
        wanted.add_recipient(book, recipient)
        return _("“{name}” was added.").format(name=recipient.name)
    if arguments.choose:
        receiver = receiver_called(case, arguments.choose)
        wanted.choose_recipient(book, receiver.id)
        return _("The list of “{name}” is looked at from now on.").format(name=receiver.name)
    if arguments.remove:
        receiver = receiver_called(case, arguments.remove)
        own = next((one for one in case.recipients if str(one.id) == receiver.id), None)
        if own is None:
            raise CaregiverError(
                _("“{name}” comes with the program and cannot be taken out.").format(name=receiver.name),
                safe=_("Nothing was changed."),
                now=_("Choose another list instead, with --choose."),
            )
        wanted.remove_recipient(book, own)
        return _("“{name}” was taken out. “caregiver undo” brings it back.").format(name=receiver.name)
    return ""


def _in_json(receiver: "Receiver") -> dict[str, Any]:
    return {
        "id": receiver.id,
        "name": receiver.name,
        "plain": receiver.plain,
        "source": receiver.source,
        "as_of": receiver.as_of,
        "language": receiver.language,
        "own": receiver.own,
        "note": receiver.note,
        "wants": [
            {
                "kind": want.kind,
                "need": want.need,
                "fresh_days": want.fresh_days or None,
                "fresh_months": want.fresh_months or None,
                "to_be_checked": want.verify,
                "translation": want.translation,
                "words": want.words,
            }
            for want in receiver.wants
        ],
    }


def _tell(listed: "tuple[Receiver, ...]", chosen: "Receiver") -> None:
    from caregiver_app.domain.documents.recipients import YOUR_CENTRE_FIRST

    columns = (
        Column(_("Id"), 20),
        Column(pgettext("of a thing", "Name"), 24),
        Column(_("Who this is")),
        Column(_("As of"), 16),
    )
    rows = []
    for receiver in listed:
        # An own list is called by its name: nobody types the id of a record.
        ids = ("",) if receiver.own else (receiver.id,)
        told = [receiver.plain or _("A list you added."), *([_("Looked at now.")] if receiver.id == chosen.id else [])]
        rows.append((ids, (receiver.name,), tuple(told), (receiver.as_of.in_words() if receiver.as_of else "",)))
    tell_laid_out(table(columns, rows, room()))
    tell("", _(YOUR_CENTRE_FIRST))
