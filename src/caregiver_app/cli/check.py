"""`caregiver check`: read every byte of a case and name what is not as it should be."""

from argparse import ArgumentParser, Namespace
from functools import partial
from typing import TYPE_CHECKING

from caregiver_app.cli.opening import anyway_option, keys_for, with_backup_first
from caregiver_app.cli.output import progress_shown, tell, tell_json
from caregiver_app.cli.usage import WrongUsage, case_argument, json_option, path
from caregiver_app.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from caregiver_app.casebook.integrity import Repaired
    from caregiver_app.store.integrity import Finding

NAME = "check"
SUMMARY = N_("Check that a case is whole. Nothing is changed, unless you ask for it.")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.add_argument(
        "--accept",
        action="store_true",
        help=_("say that you have looked over what was changed outside this program, and take it as it is"),
    )
    parser.add_argument(
        "--set-aside",
        action="store_true",
        help=_("move what is damaged or belongs to nothing into the folder “set aside”; nothing is deleted"),
    )
    parser.add_argument(
        "--from",
        dest="source",
        metavar="FILE|FOLDER",
        type=path,
        help=_("with --set-aside: take good copies in from here: a copy of the case from before, or a backup"),
    )
    anyway_option(parser)
    json_option(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Check the case; return 1 when something is not as it should be."""
    from caregiver_app.casebook.integrity import check_case, repair_case

    if arguments.source is not None and not arguments.set_aside:
        raise WrongUsage(_("--from goes with --set-aside."))
    keys = keys_for(arguments)
    repaired = None
    with progress_shown() as progress:
        findings = check_case(arguments.case, progress, keys, accept=arguments.accept)
        if arguments.set_aside:
            repair = partial(repair_case, arguments.case, arguments.source, progress, keys)
            repaired = with_backup_first(repair, anyway=arguments.anyway)
            findings = repaired.findings
    harm = [finding for finding in findings if finding.is_harm]
    if arguments.json:
        listed = [{"kind": finding.kind, "what": finding.what, "where": finding.where} for finding in findings]
        told: dict[str, object] = {"sound": not harm, "findings": listed}
        if repaired is not None:
            told |= {"set_aside": repaired.moved, "replaced": len(repaired.taken.fingerprints)}
        tell_json(told)
    else:
        if repaired is not None:
            _tell_repair(repaired, arguments.source)
        _tell_findings(findings, changed=repaired is not None)
    return 1 if harm else 0


def _tell_repair(repaired: "Repaired", source: "Path | None") -> None:
    from caregiver_app.casebook.integrity import taken_words

    n = len(repaired.moved)
    if repaired.place is not None:
        moved = ngettext("{n} file was moved to “{place}”:", "{n} files were moved to “{place}”:", n)
        tell(moved.format(n=n, place=repaired.place), *(f"  {file}" for file in repaired.moved))
    else:
        tell(_("There was nothing to set aside."))
    if source is not None:
        tell(taken_words(repaired.taken, source))


def _tell_findings(findings: "Sequence[Finding]", *, changed: bool) -> None:
    harm = [finding for finding in findings if finding.is_harm]
    n = len(harm)
    if not harm:
        tell(_("The case is sound: every record and every file is as it was kept."))
    else:
        tell(ngettext("{n} thing is not as it should be:", "{n} things are not as they should be:", n).format(n=n))
        tell(*(f"  {finding.where}: {finding.what}" for finding in harm))
        if not changed:
            tell(_("Nothing was changed. Keep this folder as it is, and look for a copy of the case from before."))
        if any(finding.kind in ("outside", "differs") for finding in harm):
            tell(_("If it was you who changed it, or all is as you wrote it, say so with --accept."))
    strays = len(findings) - n
    if strays:
        left = ngettext(
            "{n} file in the folder “originals” belongs to no document: a copy whose adding was stopped. "
            "It does no harm.",
            "{n} files in the folder “originals” belong to no document: copies whose adding was stopped. "
            "They do no harm.",
            strays,
        )
        tell(left.format(n=strays))
