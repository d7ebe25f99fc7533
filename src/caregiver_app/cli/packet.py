"""`caregiver packet`: the records packet as one PDF or several, and what could not be included."""

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import progress_shown, tell, tell_json
from caregiver_app.cli.packet_told import as_json, fell_short, tell_report
from caregiver_app.cli.passwords import password_from
from caregiver_app.cli.usage import (
    WrongUsage,
    amount,
    case_argument,
    day,
    goes_with,
    json_option,
    one_of,
    paper,
    path,
    when,
    words,
)
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import N_, _, with_commas

if TYPE_CHECKING:
    from caregiver_app.casebook.casebook import Casebook
    from caregiver_app.casebook.packet_sent import MadePacket
    from caregiver_app.domain.documents.document import Document
    from caregiver_app.domain.packet.choices import PacketChoices
    from caregiver_app.domain.packet.records import SentPacket

NAME = "packet"
SUMMARY = N_("Make the records packet as one PDF or several.")

_INCOMPLETE = 3
_SECTIONS = ("summary", "timeline", "details", "proofs", "documents", "questions", "attached")
_LANGUAGES = ("en", "en-zh", "zh")
"""`domain.packet.choices.SECTIONS` and `LANGUAGES`, which would load the whole house for a word of help."""


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.add_argument("-o", "--output", metavar="OUT.pdf", required=True, type=path, help=_("the PDF to write"))
    _describe_choices(parser)
    _describe_files(parser)
    _describe_sending(parser)
    json_option(parser)
    parser.set_defaults(run=run)


def _describe_choices(parser: ArgumentParser) -> None:
    kept = parser.add_argument_group(_("what goes in; without these, what was chosen in the window"))
    kept.add_argument("--set", metavar="NAME", type=words, help=_("the choices kept under this name"))
    kept.add_argument(
        "--recipient", metavar="ID", help=_("as this receiver likes it; “caregiver recipients” lists them")
    )
    kept.add_argument(
        "--sections",
        metavar="SECTION",
        nargs="+",
        help=_("only these sections: {sections}").format(sections=with_commas(_SECTIONS)),
    )
    kept.add_argument("--documents", metavar="D-NUMBER", nargs="+", help=_("only these documents, in this order"))
    kept.add_argument("--no-title-pages", action="store_true", help=_("no title page before each document"))
    kept.add_argument("--paper", type=paper, metavar="a4|letter", help=_("the paper size (a4)"))
    kept.add_argument(
        "--language",
        type=one_of(*_LANGUAGES),
        metavar="|".join(_LANGUAGES),
        help=_("English, English with Chinese beside it, or Chinese"),
    )
    kept.add_argument("--hide-names", action="store_true", help=_("initials and year of birth in place of the name"))
    kept.add_argument("--as-of", type=day, metavar="DATE", help=_("the day printed on the packet (today)"))
    kept.add_argument(
        "--since",
        metavar="P-NUMBER",
        help=_("an addendum: what is new since that packet was sent; “last” is the newest"),
    )


def _describe_files(parser: ArgumentParser) -> None:
    files = parser.add_argument_group(_("the files"))
    files.add_argument("--max-mb", type=amount, metavar="N", help=_("several files of at most N megabytes each"))
    files.add_argument("--smaller-scans", action="store_true", help=_("make scans smaller; the originals stay"))
    files.add_argument("--zip", action="store_true", help=_("also a ZIP with the packet and the original files"))
    files.add_argument("--imaging", action="store_true", help=_("put the pictures of scans into the ZIP too"))
    locked = files.add_mutually_exclusive_group()
    locked.add_argument(
        "--password-file",
        metavar="FILE",
        type=path,
        help=_("a file whose first line is a password of 12 characters or more for the packet"),
    )
    locked.add_argument("--new-password", action="store_true", help=_("put a new password on it, and print it"))


def _describe_sending(parser: ArgumentParser) -> None:
    sending = parser.add_argument_group(_("where it goes"))
    sending.add_argument("--sent-to", metavar="WHOM", type=words, help=_("record in the case to whom it is sent"))
    sending.add_argument("--sent-on", metavar="DATE", type=when, help=_("when it is sent (today)"))
    sending.add_argument("--sent-how", metavar="HOW", type=_how, help=_("email, portal, link, paper or stick"))
    sending.add_argument("--sent-note", metavar="TEXT", type=words, help=_("what else there is to note"))


def run(arguments: Namespace) -> int:
    """Make the packet; return 3 when something that belongs on paper could not be included."""
    from caregiver_app.casebook.packet_order import make, order_packet
    from caregiver_app.casebook.packet_sent import record_sent, sent_numbered
    from caregiver_app.domain.dates import PartialDate

    for option in ("--sent-on", "--sent-how", "--sent-note"):
        goes_with(arguments, option, "--sent-to")
    goes_with(arguments, "--imaging", "--zip")
    password = _password(arguments)
    with open_case(arguments) as book:
        if arguments.sent_to:
            book.require_writable()
        follows = sent_numbered(book.snapshot(), arguments.since) if arguments.since else None
        order = order_packet(book, _choices(book, arguments), arguments.as_of or date.today(), follows)
        with progress_shown() as progress:
            made = make(order, book.originals, arguments.output, progress, password)
        sent = None
        if arguments.sent_to:
            on = arguments.sent_on or PartialDate.of_day(date.today())
            sent = record_sent(book, made, arguments.sent_to, on, arguments.sent_how or "", arguments.sent_note or "")
    _say(arguments, made, sent, password)
    return _INCOMPLETE if any(fell_short(document) for document in made.report.documents) else 0


def _say(arguments: Namespace, made: "MadePacket", sent: "SentPacket | None", password: str) -> None:
    from caregiver_app.domain.packet.records import packet_label

    phrase = password if arguments.new_password else ""
    if arguments.json:
        told: dict[str, Any] = as_json(made.report, arguments.output)
        told |= {"sent": packet_label(sent.number) if sent is not None else None}
        tell_json(told | {"password": phrase or None})
        return
    tell_report(made.report, arguments.output)
    if phrase:
        tell(_("The password is: {password}").format(password=phrase))
        tell(_("Write it down: nobody can open the packet without it, not even we. Send it another way than the file."))
    if sent is not None:
        tell(
            _("It is recorded as {number}, sent to {whom}.").format(number=packet_label(sent.number), whom=sent.to_whom)
        )


def _choices(book: "Casebook", arguments: Namespace) -> "PacketChoices":
    """Return the kept choices with what was given here in their place."""
    from caregiver_app.casebook.packet_choices import choices_for, set_called

    case = book.snapshot()
    choices = set_called(case, arguments.set or "").choices.choices
    if arguments.recipient:
        choices = choices_for(case, arguments.recipient, choices)
    given: dict[str, Any] = {
        "sections": _sections(arguments.sections),
        "paper": arguments.paper,
        "language": arguments.language,
        "hide_names": arguments.hide_names or None,
        "dividers": False if arguments.no_title_pages else None,
        "most_mb": arguments.max_mb,
        "smaller_scans": arguments.smaller_scans or None,
        "as_zip": arguments.zip or None,
        "imaging": arguments.imaging or None,
    }
    choices = replace(choices, **{name: value for name, value in given.items() if value is not None})
    return _only(choices, book, arguments.documents) if arguments.documents else choices


def _only(choices: "PacketChoices", book: "Casebook", documents: list[str]) -> "PacketChoices":
    """Return the choices with these documents alone, in this order. Raises CaregiverError for one that is not there."""
    from caregiver_app.casebook.documents.numbered import document_numbered

    case = book.snapshot()
    named = [document_numbered(case, text) for text in documents]
    for document in named:
        if document.holding != "file":
            raise _no_pages(document)
    numbers = tuple(dict.fromkeys(document.number for document in named))
    others = tuple(one.number for one in case.documents if one.holding == "file" and one.number not in numbers)
    return replace(choices, order=numbers, put_in=numbers, left_out=others)


def _no_pages(document: "Document") -> CaregiverError:
    """Return the refusal of something that is not a file, in the user's words."""
    from caregiver_app.domain.documents.document import label

    return CaregiverError(
        _("{number} is not a file, so it has no pages for the packet.").format(number=label(document.number)),
        safe=_("Nothing was made."),
        now=_("Leave it out here. The list of documents in the packet names it all the same."),
    )


def _sections(named: list[str] | None) -> tuple[str, ...] | None:
    if named is None:
        return None
    wanted = {section.strip().casefold() for text in named for section in text.split(",") if section.strip()}
    unknown = sorted(wanted.difference(_SECTIONS, {"cover"}))
    if unknown:
        raise WrongUsage(
            _("“{section}” is not a section of the packet. The sections are {sections}.").format(
                section=unknown[0], sections=with_commas(_SECTIONS)
            )
        )
    return tuple(section for section in _SECTIONS if section in wanted)


def _how(text: str) -> str:
    from caregiver_app.domain.packet.records import HOWS

    return one_of(*(how for how in HOWS if how))(text)


def _password(arguments: Namespace) -> str:
    from caregiver_app.casebook.packet_phrase import checked_password, new_phrase

    if arguments.new_password:
        return new_phrase()
    return checked_password(password_from(arguments.password_file)) if arguments.password_file is not None else ""
