"""`caregiver pages`: what is done with the pages of a document. The file itself stays as it is."""

import argparse
import re
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import room, tell, tell_json, tell_laid_out
from caregiver_app.cli.terminal_text import Column, table
from caregiver_app.cli.usage import WrongUsage, case_argument, json_option
from caregiver_app.i18n import N_, _, with_commas

if TYPE_CHECKING:
    from caregiver_app.domain.documents.document import Document
    from caregiver_app.domain.documents.page_work import Pages
    from caregiver_app.domain.documents.sheets import Box, Sheet

NAME = "pages"
SUMMARY = N_("List the pages of a document, turn, crop, straighten or reorder them, leave some out, black out parts.")

_RANGE: Final = re.compile(r"([0-9]{1,6})(?:-([0-9]{1,6}))?", re.ASCII)
_MOST: Final = 100_000


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.add_argument("document", metavar="D-NUMBER", help=_("the document, such as D-012"))
    of_pages = _("on these pages (2, 2-5 or all)")
    for option, metavar, words in (
        ("--turn", "PAGES:DEGREES", _("turn clockwise by 90, 180 or 270 degrees, {pages}")),
        ("--straighten", "PAGES:DEGREES", _("turn clockwise by a few degrees, {pages}")),
        ("--crop", "PAGES:LEFT,TOP,RIGHT,BOTTOM", _("keep this part, in per cent of the page, {pages}")),
        ("--black", "PAGES:LEFT,TOP,RIGHT,BOTTOM", _("black out one more part, in per cent of the page, {pages}")),
    ):
        read = {"--turn": _turn, "--straighten": _angle, "--crop": _crop, "--black": _black}[option]
        parser.add_argument(
            option, metavar=metavar, action="append", default=[], type=read, help=words.format(pages=of_pages)
        )
    parser.add_argument("--not-black", metavar="PAGES", type=_pages, help=_("take every black part off these pages"))
    parser.add_argument("--whole", metavar="PAGES", type=_pages, help=_("take the cropping off these pages"))
    parser.add_argument("--leave-out", metavar="PAGES", type=_pages, help=_("leave these pages out"))
    parser.add_argument("--order", metavar="PAGES", type=_pages, help=_("put the pages into this order: 3,1,2"))
    parser.add_argument("--as-in-file", action="store_true", help=_("take back all that was done with its pages"))
    json_option(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Change the pages as one step, where something was asked for, and list them as they are then."""
    from caregiver_app.casebook.documents.numbered import document_numbered
    from caregiver_app.casebook.documents.pages import change_pages, no_such_page, pages_in_file, require_pages
    from caregiver_app.domain.documents.page_work import NoSuchPage, pages_of

    with open_case(arguments) as book:
        document = document_numbered(book.snapshot(), arguments.document)
        require_pages(document)
        before = pages_of(document)
        try:
            pages = _worked_on(pages_in_file(document) if arguments.as_in_file else before, arguments)
        except NoSuchPage as missing:
            raise no_such_page(document, missing) from None
        if pages != before:
            document = change_pages(book, document, pages)
    if arguments.json:
        tell_json(_as_json(document))
    else:
        _tell(document)
    return 0


def _worked_on(pages: "Pages", arguments: Namespace) -> "Pages":
    """Return the pages after all that was asked for. Numbers are those of the pages as they were before."""
    from caregiver_app.domain.documents import page_work as work

    every = range(1, len(pages) + 1)
    for which, quarters in arguments.turn:
        pages = work.turned(pages, which or every, quarters)
    for which, degrees in arguments.straighten:
        pages = work.straightened(pages, which or every, degrees)
    for which, box in arguments.crop:
        pages = work.cropped(pages, which or every, box)
    if arguments.whole is not None:
        pages = work.cropped(pages, arguments.whole or every, None)
    if arguments.not_black is not None:
        pages = work.blacked_out(pages, arguments.not_black or every, ())
    for which, box in arguments.black:
        for page in which or every:
            work.turned(pages, [page], 0)  # names a page that is not there
            pages = work.blacked_out(pages, [page], (*pages[page - 1].black, box))
    left_out = set(every if arguments.leave_out == () else arguments.leave_out or ())
    order = [page for page in (arguments.order or every) if page not in left_out]
    if len(set(order)) < len(order):
        raise WrongUsage(_("--order names a page twice. Each page can stand in a document once."))
    work.left_out(pages, left_out)
    return work.in_order(pages, order)


def _tell(document: "Document") -> None:
    from caregiver_app.domain.documents.document import label
    from caregiver_app.domain.documents.page_work import pages_of

    tell(f"{label(document.number)}  {document.title}")
    columns = (
        Column(_("Page"), 5, figures=True),
        Column(_("In its file"), 11, figures=True),
        Column(_("What is done")),
    )
    rows = [((str(number),), (str(sheet.page),), (_done(sheet),)) for number, sheet in enumerate(pages_of(document), 1)]
    tell_laid_out(table(columns, rows, room()))


def _done(sheet: "Sheet") -> str:
    """Say what is done with a page."""
    done = []
    if sheet.turn:
        done.append(_("turned by {degrees}°").format(degrees=90 * sheet.turn))
    if sheet.straighten:
        done.append(_("straightened by {degrees}°").format(degrees=sheet.straighten))
    if sheet.crop:
        done.append(_("cropped to {part} %").format(part=_per_cent(sheet.crop)))
    done += [_("blacked out at {part} %").format(part=_per_cent(part)) for part in sheet.black]
    return with_commas(done) or _("as it is")


def _per_cent(box: "Box") -> str:
    return ",".join(f"{100 * side:g}" for side in box)


def _as_json(document: "Document") -> dict[str, Any]:
    from caregiver_app.cli.documents_json import sheet_json
    from caregiver_app.domain.documents.document import label
    from caregiver_app.domain.documents.page_work import pages_of

    return {"number": label(document.number), "pages": [sheet_json(sheet) for sheet in pages_of(document)]}


def _pages(text: str) -> tuple[int, ...]:
    """Read a list of pages: 2, 2-5 or 1,4-6; nothing stands for all of them."""
    if text.strip().casefold() == "all":
        return ()
    found: list[int] = []
    for part in text.split(","):
        read = _RANGE.fullmatch(part.strip())
        first, last = (int(read[1]), int(read[2] or read[1])) if read else (0, 0)
        if not first or abs(last - first) > _MOST:
            raise argparse.ArgumentTypeError(
                _("“{text}” are no pages we can read. Write 2, 2-5 or 1,4-6, or all.").format(text=text)
            )
        found += range(first, last + 1) if last >= first else range(first, last - 1, -1)
    return tuple(found)


def _with_pages(text: str, read: Callable[[str], Any], how: str) -> tuple[tuple[int, ...], Any]:
    pages, colon, rest = text.rpartition(":")
    try:
        return _pages(pages if colon else "all"), read(rest)
    except ValueError:
        raise argparse.ArgumentTypeError(how.format(text=text)) from None


def _turn(text: str) -> tuple[tuple[int, ...], int]:
    def quarters(rest: str) -> int:
        return {"90": 1, "180": 2, "270": 3, "-90": 3}[rest.strip()]

    try:
        return _with_pages(text, quarters, "")
    except KeyError:
        raise argparse.ArgumentTypeError(
            _("“{text}” is no turn we know. Write 90, 180 or 270, such as 2:90.").format(text=text)
        ) from None


def _angle(text: str) -> tuple[tuple[int, ...], float]:
    from caregiver_app.domain.documents.page_work import MOST_STRAIGHTENED

    how = _("“{text}” is no angle we can read. Write degrees, such as 1:-1.5.")
    which, angle = _with_pages(text, float, how)
    if not abs(angle) <= MOST_STRAIGHTENED:
        raise argparse.ArgumentTypeError(_("A page is straightened by at most 45 degrees. To turn it, use --turn."))
    return which, angle


def _crop(text: str) -> tuple[tuple[int, ...], "Box"]:
    from caregiver_app.domain.documents.page_work import LEAST_SIDE

    return _part(text, LEAST_SIDE)


def _black(text: str) -> tuple[tuple[int, ...], "Box"]:
    return _part(text, 0.0)


def _part(text: str, least: float) -> tuple[tuple[int, ...], "Box"]:
    from caregiver_app.domain.documents.page_work import box_on_page

    def sides(rest: str) -> "Box":
        left, top, right, bottom = (float(side) / 100 for side in rest.split(","))
        if not (0 <= left <= right <= 1 and 0 <= top <= bottom <= 1):
            raise ValueError(rest)
        return box_on_page((left, top, right, bottom), least)

    how = _("“{text}” is no part of a page. Write its left, top, right and bottom in per cent, such as 3:5,5,95,40.")
    return _with_pages(text, sides, how)


def chosen_pages(text: str) -> Sequence[int]:
    """Read pages for another command that takes them."""
    return _pages(text)
