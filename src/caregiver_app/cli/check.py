"""`caregiver check`: read every byte of a case and name what is not as it should be."""

from argparse import ArgumentParser, Namespace

from caregiver_app.cli.output import progress_shown, tell, tell_json
from caregiver_app.cli.usage import case_argument, json_option
from caregiver_app.i18n import N_, _, ngettext

NAME = "check"
SUMMARY = N_("Check that a case is whole. Nothing is changed.")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    json_option(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Check the case; return 1 when something is not as it should be."""
    from caregiver_app.casebook.integrity import check_case

    with progress_shown() as progress:
        findings = check_case(arguments.case, progress)
    harm = [finding for finding in findings if finding.kind != "stray"]
    strays = len(findings) - len(harm)
    n = len(harm)
    if arguments.json:
        listed = [{"what": finding.what, "where": finding.where} for finding in findings]
        tell_json({"sound": not harm, "findings": listed})
    elif not harm:
        tell(_("The case is sound: every record and every file is as it was kept."))
    else:
        tell(ngettext("{n} thing is not as it should be:", "{n} things are not as they should be:", n).format(n=n))
        tell(*(f"  {finding.where}: {finding.what}" for finding in harm))
        tell(_("Nothing was changed. Keep this folder as it is, and look for a copy of the case from before."))
    if strays and not arguments.json:
        left = ngettext(
            "{n} file in the folder “originals” belongs to no document: a copy whose adding was stopped. "
            "It does no harm.",
            "{n} files in the folder “originals” belong to no document: copies whose adding was stopped. "
            "They do no harm.",
            strays,
        )
        tell(left.format(n=strays))
    return 1 if harm else 0
