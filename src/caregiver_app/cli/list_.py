"""`caregiver list`: the timeline or the papers, for reading or as JSON."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import room, tell, tell_json, tell_laid_out
from caregiver_app.cli.terminal_text import Column, table
from caregiver_app.cli.usage import case_argument, json_option, which_list
from caregiver_app.i18n import N_, _

if TYPE_CHECKING:
    from caregiver_app.domain.documents.document import Document
    from caregiver_app.domain.snapshot import CaseSnapshot
    from caregiver_app.domain.timeline.records import Entry

NAME = "list"
SUMMARY = N_("List the timeline or the documents of a case.")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.add_argument("what", metavar="timeline|documents", type=which_list, help=_("which list"))
    json_option(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Print the list."""
    from caregiver_app.cli.documents_json import documents_json

    with open_case(arguments) as book:
        case, originals = book.snapshot(), book.originals
    if arguments.json:
        tell_json(_timeline_json(case) if arguments.what == "timeline" else documents_json(case, originals))
    elif arguments.what == "timeline":
        _tell_timeline(case)
    else:
        _tell_documents(case)
    return 0


def _tell_timeline(case: "CaseSnapshot") -> None:
    from caregiver_app.domain.timeline import wording
    from caregiver_app.domain.timeline.kinds import kind_of

    if not case.entries:
        tell(_("The timeline is empty."))
        return
    columns = (Column(_("Date"), 20), Column(_("Kind"), 16), Column(_("What")), Column(_("How known"), 13))
    rows = [
        (
            tuple(wording.dates(entry).replace(" – ", " –\n").split("\n")),
            (_(kind_of(entry).word),),
            (wording.headline(entry),),
            (_(wording.HOW_KNOWN[entry.how_known]),),
        )
        for entry in case.entries
    ]
    tell_laid_out(table(columns, rows, room()))


def _tell_documents(case: "CaseSnapshot") -> None:
    from caregiver_app.domain.documents.document import label
    from caregiver_app.domain.documents.page_work import page_count
    from caregiver_app.domain.documents.records_guide import kind_name

    if not case.documents:
        tell(_("There are no documents in the case."))
        return
    columns = (
        Column(_("Number"), 7),
        Column(_("Date"), 16),
        Column(_("Kind"), 18),
        Column(_("Title")),
        Column(_("From"), 20),
        Column(_("Pages"), 5, figures=True),
    )
    rows = [
        (
            (label(document.number),),
            (document.date.in_words() if document.date else "",),
            (kind_name(document.kind),),
            (document.title, *_remarks(document)),
            (document.origin,),
            ("" if page_count(document) is None else str(page_count(document)),),
        )
        for document in case.documents
    ]
    tell_laid_out(table(columns, rows, room()))


def _remarks(document: "Document") -> list[str]:
    """Say what one must know about a document beside its title."""
    from caregiver_app.domain.documents.document import TROUBLES

    if document.holding == "wanted":
        return [_("Wanted, not here yet.")]
    if document.holding == "elsewhere":
        return [_("Held by {whom}.").format(whom=document.held_by) if document.held_by else _("Held elsewhere.")]
    return [_(TROUBLES[document.trouble])] if document.trouble else []


def _timeline_json(case: "CaseSnapshot") -> dict[str, Any]:
    numbers = {document.id: document for document in case.documents}
    return {"person": case.person.name, "entries": [_entry_json(entry, numbers) for entry in case.entries]}


def _entry_json(entry: "Entry", documents: dict[Any, "Document"]) -> dict[str, Any]:
    from caregiver_app.domain.documents.document import label
    from caregiver_app.domain.timeline import wording
    from caregiver_app.domain.timeline.kinds import kind_of

    values = entry.model_dump(mode="json")
    proof = documents.get(entry.proof)
    return {
        "id": values.pop("id"),
        "kind": kind_of(entry).id,
        "headline": wording.headline(entry),
        "date_words": wording.dates(entry),
        **values,
        "proof_number": label(proof.number) if proof else None,
    }
