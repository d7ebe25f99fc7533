"""`caregiver picture`: the timeline picture as SVG, PNG or PDF."""

from argparse import ArgumentParser, Namespace
from datetime import date

from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import tell
from caregiver_app.cli.usage import case_argument, day, paper, path
from caregiver_app.i18n import N_, _

NAME = "picture"
SUMMARY = N_("Save the timeline as a picture: SVG, PNG or PDF.")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.add_argument(
        "-o", "--output", metavar="FILE", required=True, type=path, help=_("the picture to write: .svg, .png or .pdf")
    )
    parser.add_argument("--paper", type=paper, default="a4", metavar="a4|letter", help=_("the paper it fits (a4)"))
    parser.add_argument("--as-of", type=day, metavar="DATE", help=_("the day the picture is as of (today)"))
    parser.add_argument("--no-name", action="store_true", help=_("leave the name out"))
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Write the picture."""
    from caregiver_app.casebook.picture import save_picture
    from caregiver_app.packet.picture_file import PictureOptions

    options = PictureOptions(arguments.as_of or date.today(), arguments.paper, named=not arguments.no_name)
    with open_case(arguments) as book:
        save_picture(book.snapshot(), book.originals, arguments.output, options)
    tell(_("The picture is in “{file}”.").format(file=arguments.output))
    return 0
