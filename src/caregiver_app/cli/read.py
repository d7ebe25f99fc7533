"""`caregiver read`: the words on scans and photos, so that they are found and can be searched in the packet."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace

from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import bar_shown, tell, tell_json, warn
from caregiver_app.cli.usage import case_argument, json_option
from caregiver_app.i18n import N_, _, ngettext
from caregiver_app.progress import Cancelled

NAME = "read"
SUMMARY = N_("Read the words on scans and photos that wait to be read.")

_STOPPED = 130


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.add_argument("--most", metavar="N", type=_how_many, help=_("at most so many pages (all)"))
    json_option(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Read what waits, each page kept at once; return 130 when stopped. Raises CaregiverError without the extra."""
    from caregiver_app.casebook.documents.reading import can_read, not_installed, pages_waiting, read_waiting

    stopped = False
    with open_case(arguments) as book:
        waiting = pages_waiting(book)[: arguments.most]
        if waiting and not can_read():
            raise not_installed()
        if waiting:
            book.require_writable()
        before = book.readings.counts()
        try:
            with bar_shown() as progress:
                read_waiting(
                    book.originals,
                    waiting,
                    keep=lambda fingerprint, page: book.readings.put(fingerprint, [page]),
                    progress=progress,
                )
        except (KeyboardInterrupt, Cancelled):
            stopped = True
        after = book.readings.counts()
    read, without = after.read - before.read, after.without_words - before.without_words
    if arguments.json:
        tell_json({"read": read, "without_words": without, "waiting": after.waiting})
    else:
        _tell(read, without, after.waiting)
    if stopped:
        warn(_("Stopped. What was read is kept; the same command goes on from there."))
    return _STOPPED if stopped else 0


def _how_many(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(_("“{text}” is not a number of pages. Write 1 or more.").format(text=text))
    return int(text)


def _tell(read: int, without: int, left: int) -> None:
    if not (read or without or left):
        tell(_("No page waits to be read."))
        return
    tell(ngettext("{n} page was read.", "{n} pages were read.", read).format(n=read))
    if without:
        sentence = ngettext("On {n} page no words were found.", "On {n} pages no words were found.", without)
        tell(sentence.format(n=without))
    if left:
        tell(ngettext("{n} page waits to be read.", "{n} pages wait to be read.", left).format(n=left))
