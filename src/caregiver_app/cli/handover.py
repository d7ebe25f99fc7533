"""`caregiver handover`: a whole case as one file, for a sibling's computer."""

from argparse import ArgumentParser, Namespace

from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import bar_shown, tell, tell_json
from caregiver_app.cli.usage import case_argument, json_option, path
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import N_, _

NAME = "handover"
SUMMARY = N_("Write the whole case into one file, to go on with it on another computer.")

_INCOMPLETE = 3


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.add_argument("file", metavar="FILE", type=path, help=_("the file to write; its name ends in .caregiver"))
    parser.add_argument("--replace", action="store_true", help=_("write over an older file of this name"))
    json_option(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Write the file; return 3 when a paper in it is not whole."""
    from datetime import datetime

    from caregiver_app.casebook.handover import hand_over, not_whole, with_ending

    file = with_ending(arguments.file)
    if file.exists() and not arguments.replace:
        raise CaregiverError(
            _("“{name}” is there already.").format(name=file.name),
            safe=_("It was not touched."),
            now=_("Choose another name, or add --replace to write over it."),
        )
    with open_case(arguments) as book, bar_shown() as progress:
        written = hand_over(book.whole, file, datetime.now(), progress)
        lacking = not_whole(written, book.snapshot().documents)
    manifest = written.manifest
    if arguments.json:
        told = {"file": str(file), "bytes": file.stat().st_size, "papers": manifest.papers}
        tell_json({**told, "protected": manifest.protected, "not_whole": list(lacking)})
        return _INCOMPLETE if lacking else 0
    tell(_("The whole case is in “{file}”.").format(file=file))
    if manifest.protected:
        tell(_("It opens with the passphrase of the case and with nothing else."))
    else:
        tell(_("The case has no passphrase: whoever has this file can read everything in it."))
    tell(_("On the other computer: caregiver restore FILE FOLDER. To bring it back here: caregiver takeback FILE DIR."))
    if lacking:
        tell(_("These papers are not whole in it, because their files in the case folder are not:"))
        tell(*(f"  {one}" for one in lacking))
    return _INCOMPLETE if lacking else 0
