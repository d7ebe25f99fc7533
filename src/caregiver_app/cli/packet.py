"""`caregiver packet`: the records packet as one PDF, and what could not be included."""

from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caregiver_app.cli.output import progress_shown, tell, tell_json
from caregiver_app.cli.usage import case_argument, day, json_option, paper, path
from caregiver_app.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from caregiver_app.packet.report import PacketDocument, PacketReport

NAME = "packet"
SUMMARY = N_("Make the records packet as one PDF.")

_INCOMPLETE = 3
_BY_CHOICE = "by_choice"


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.add_argument("-o", "--output", metavar="OUT.pdf", required=True, type=path, help=_("the PDF to write"))
    parser.add_argument("--paper", type=paper, default="a4", metavar="a4|letter", help=_("the paper size (a4)"))
    parser.add_argument("--as-of", type=day, metavar="DATE", help=_("the day printed on the packet (today)"))
    json_option(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Make the packet; return 3 when something that belongs on paper could not be included."""
    from caregiver_app.casebook.casebook import Casebook
    from caregiver_app.casebook.packet import make_packet, words_for_packet
    from caregiver_app.packet.options import PacketOptions

    options = PacketOptions(as_of=arguments.as_of or date.today(), paper=arguments.paper)
    with Casebook.open(arguments.case) as book, progress_shown() as progress:
        words = words_for_packet(book)
        report = make_packet(book.snapshot(), book.originals, arguments.output, options, progress, words)
    if arguments.json:
        tell_json(_as_json(report))
    else:
        _tell(report, arguments.output)
    return _INCOMPLETE if any(_fell_short(document) for document in report.documents) else 0


def _fell_short(document: "PacketDocument") -> bool:
    from caregiver_app.domain.documents.document import SET_APART

    return bool(document.reason) and document.reason != _BY_CHOICE and document.reason not in SET_APART


def _reason(document: "PacketDocument") -> str:
    from caregiver_app.domain.documents.document import SET_APART, TROUBLES

    if document.reason == _BY_CHOICE:
        return _("It was left out by choice.")
    return _((TROUBLES | SET_APART).get(document.reason, document.reason))


def _tell(report: "PacketReport", target: Path) -> None:
    from caregiver_app.domain.documents.document import SET_APART

    pages = ngettext("{n} page", "{n} pages", report.pages).format(n=report.pages)
    included = sum(document.included for document in report.documents)
    count = ngettext("{k} of {n} document", "{k} of {n} documents", len(report.documents))
    tell(
        _("The packet is in “{file}”: {pages}, {documents}.").format(
            file=target, pages=pages, documents=count.format(k=included, n=len(report.documents))
        )
    )
    short = [document for document in report.documents if _fell_short(document)]
    if short:
        tell(_("Not everything could be included:"))
        tell(*(_line(document) for document in short))
    apart = [document for document in report.documents if document.reason in SET_APART]
    if apart:
        tell(_("Listed and not attached:"))
        tell(*(_line(document) for document in apart))
    tell(*report.notes)


def _line(document: "PacketDocument") -> str:
    from caregiver_app.domain.documents.document import label

    return f"  {label(document.number)}  {document.title}: {_reason(document)}"


def _as_json(report: "PacketReport") -> dict[str, Any]:
    from caregiver_app.domain.documents.document import label

    return {
        "pages": report.pages,
        "documents": [
            {
                "number": label(document.number),
                "title": document.title,
                "kind": document.kind,
                "included": document.included,
                "pages": document.pages,
                "first_page": document.first_page or None,
                "reason": _reason(document) if document.reason else "",
                "trouble": document.reason,
            }
            for document in report.documents
        ],
        "notes": list(report.notes),
    }
