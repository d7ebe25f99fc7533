"""`caregiver takeback`: bring a case back that was handed over, record by record, as one step."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any, Final

from caregiver_app.cli.opening import line_from, open_case
from caregiver_app.cli.output import bar_shown, tell, tell_json
from caregiver_app.cli.passwords import asked_password
from caregiver_app.cli.usage import WrongUsage, case_argument, descriptor, json_option, path
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from caregiver_app.casebook.casebook import Casebook
    from caregiver_app.casebook.handover import TakenBack, TheirCopy
    from caregiver_app.domain.handover.meeting import Answer, Asked, Meeting
    from caregiver_app.store.keys import Keys

NAME = "takeback"
SUMMARY = N_("Bring a case back from another computer: what only one side changed is taken, the rest is asked.")

_INCOMPLETE: Final = 3
_LEAST_OF_AN_ID: Final = 6


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("file", metavar="FILE", type=path, help=_("the file that was written on the other computer"))
    case_argument(parser)
    parser.add_argument(
        "--ours", metavar="ID", nargs="+", default=[], help=_("of what both changed, keep these as they are here")
    )
    parser.add_argument(
        "--theirs", metavar="ID", nargs="+", default=[], help=_("of what both changed, take these as they are there")
    )
    every = parser.add_mutually_exclusive_group()
    every.add_argument(
        "--all-ours", action="store_true", help=_("keep everything else that both changed as it is here")
    )
    every.add_argument("--all-theirs", action="store_true", help=_("take all else that both changed as it is there"))
    parser.add_argument(
        "--erased-too", action="store_true", help=_("also take in what was erased for good here and is in it still")
    )
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would come in"))
    parser.add_argument(
        "--file-passphrase-fd",
        metavar="N",
        type=descriptor,
        help=_("read the passphrase of the file from this file descriptor, where it is another one"),
    )
    json_option(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Bring the case back; return 1 when something is still to be decided, 3 when the file of a paper is missing."""
    from caregiver_app.casebook.handover import fetch, let_go, look_at_copy, meeting_of

    with open_case(arguments) as book:
        if not arguments.dry_run:
            book.require_writable()
        manifest = look_at_copy(book, arguments.file)
        keys = _keys(arguments, book) if manifest.protected else None
        ours = {record.id: record for record in book.records()}
        erased: frozenset[UUID] = frozenset() if arguments.erased_too else book.erased()
        with bar_shown() as progress:
            copy = fetch(book.originals, ours, arguments.file, keys, progress, erased=erased)
        taken: TakenBack | None = None
        try:
            meeting = meeting_of(book, copy)
            answers = _answers(arguments, meeting)
            waiting = meeting.still_asked(answers)
            told = _told(arguments, book, copy, meeting, answers)
            if not (arguments.dry_run or waiting):
                taken = _take(book, copy, meeting, answers)
        finally:
            if taken is None or not taken.changed:
                let_go(book.originals, copy)
    _say(arguments, told, taken)
    if waiting and not arguments.dry_run:
        raise _undecided(waiting)
    return _INCOMPLETE if taken is not None and taken.lacking else 0


def _keys(arguments: Namespace, book: "Casebook") -> "Keys":
    """Return what opens a protected file: the keys of the case, or those its own passphrase opens."""
    from caregiver_app.casebook.handover import opens_like, unlock_file

    if book.keys is not None and opens_like(book, arguments.file):
        return book.keys
    if arguments.file_passphrase_fd is not None:
        return unlock_file(arguments.file, line_from(arguments.file_passphrase_fd))
    words = asked_password(
        _("Passphrase of “{name}”: ").format(name=arguments.file.name),
        _("Nobody can be asked for the passphrase of the file here. Use --file-passphrase-fd."),
    )
    return unlock_file(arguments.file, words)


def _answers(arguments: Namespace, meeting: "Meeting") -> "dict[UUID, Answer]":
    """Return what the options decide, also of what only an answer raises."""
    answers: dict[UUID, Answer] = {}
    used: set[str] = set()
    while waiting := meeting.still_asked(answers):
        decided: dict[UUID, Answer] = {}
        for one in waiting:
            named_ours, named_theirs = _names(arguments.ours, one), _names(arguments.theirs, one)
            used |= {*named_ours, *named_theirs}
            if named_ours and named_theirs:
                raise WrongUsage(_("“{id}” stands behind --ours and behind --theirs.").format(id=named_ours[0]))
            if named_ours or (arguments.all_ours and not named_theirs):
                decided[one.id] = "ours"
            elif named_theirs or arguments.all_theirs:
                decided[one.id] = "theirs"
        if not decided:
            break
        answers |= decided
    unknown = [name for name in (*arguments.ours, *arguments.theirs) if name not in used]
    if unknown:
        raise CaregiverError(
            _("Nothing that both changed goes by “{id}”.").format(id=unknown[0]),
            safe=_("Nothing was changed."),
            now=_("Use --dry-run to see what both changed, with the ids."),
        )
    return answers


def _names(given: "Sequence[str]", asked: "Asked") -> list[str]:
    """Return which of the ids that were given mean what is asked about."""
    ids = {record.id.hex for record in (asked.ours, asked.theirs) if record is not None}
    return [
        text
        for text in given
        if len(plain := text.lower().replace("-", "")) >= _LEAST_OF_AN_ID and any(one.startswith(plain) for one in ids)
    ]


def _take(book: "Casebook", copy: "TheirCopy", meeting: "Meeting", answers: "Mapping[UUID, Answer]") -> "TakenBack":
    from caregiver_app.casebook.handover import take_back

    return take_back(book, copy, meeting, answers)


def _told(
    arguments: Namespace,
    book: "Casebook",
    copy: "TheirCopy",
    meeting: "Meeting",
    answers: "Mapping[UUID, Answer]",
) -> Any:
    """Return what came back: for other programs as JSON, else in lines."""
    from caregiver_app.casebook.handover import names_of_both
    from caregiver_app.domain.changes import described, differences
    from caregiver_app.domain.handover.words import in_one_line, left_out, summary, two_sides, why

    names = names_of_both(book, copy)
    asked = (*meeting.changed_twice, *(meeting.said_twice(answers) if _is_decided(meeting, answers) else ()))
    if arguments.json:
        return {
            "new": [{"id": str(one.id), "what": described(one)} for one in meeting.new],
            "changed": [
                {
                    "id": str(after.id),
                    "what": described(after),
                    "changes": [one.in_words() for one in differences(before, after, names)],
                }
                for before, after in meeting.changed
            ],
            "removed": [{"id": str(one.id), "what": described(one)} for one in meeting.removed],
            "stays": meeting.kept,
            "erased_here": [str(one.id) for one in copy.left_out],
            "asked": [
                {
                    "id": str(one.id),
                    "what": in_one_line(one),
                    "why": one.why,
                    "answer": answers.get(one.id),
                    "sides": [
                        {"field": two.field, "name": two.name, "ours": two.before, "theirs": two.after}
                        for two in two_sides(one, names)
                    ],
                }
                for one in asked
            ],
        }
    lines = [*summary(meeting)]
    if copy.left_out:
        lines += [left_out(len(copy.left_out)), _("Add --erased-too to take it in after all.")]
    for one in asked:
        lines += ["", f"{str(one.id)[:8]}  {in_one_line(one)}", f"  {why(one)}"]
        for two in two_sides(one, names):
            lines.append(f"  {two.name}")
            lines.append(_("    here: {words}").format(words=two.before or _("(empty)")))
            lines.append(_("    there: {words}").format(words=two.after or _("(empty)")))
    return lines


def _is_decided(meeting: "Meeting", answers: "Mapping[UUID, Answer]") -> bool:
    return all(one.id in answers for one in meeting.changed_twice)


def _say(arguments: Namespace, told: Any, taken: "TakenBack | None") -> None:
    done = taken is not None and taken.changed
    remarks, lacking = (taken.remarks, taken.lacking) if taken is not None else ((), ())
    if arguments.json:
        tell_json({**told, "done": done, "remarks": list(remarks), "not_whole": list(lacking)})
        return
    tell(*told)
    if remarks:
        tell("", *remarks)
    if done:
        tell(_("Brought back as one step. “caregiver undo” takes it back."))
    if lacking:
        tell(_("The files of these papers are not whole in the other copy, so they are missing here:"))
        tell(*(f"  {one}" for one in lacking))


def _undecided(waiting: "Sequence[Asked]") -> CaregiverError:
    n = len(waiting)
    return CaregiverError(
        ngettext(
            "{n} thing was changed on both sides, and nobody has said which version stays.",
            "{n} things were changed on both sides, and nobody has said which versions stay.",
            n,
        ).format(n=n),
        safe=_("Nothing was changed."),
        now=_("Say it with --ours ID or --theirs ID, or for all of them with --all-ours or --all-theirs."),
    )
