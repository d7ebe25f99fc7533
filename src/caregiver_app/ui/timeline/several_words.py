"""What holds for all rows of a review, and the sentences that say how the review stands."""

import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from caregiver_app.domain.documents.document import label as document_label
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline import wording
from caregiver_app.exchange.pasted.row import PastedRow
from caregiver_app.i18n import _, in_sentences, ngettext, with_commas
from caregiver_app.ui.fields import ChoiceControl, DocumentControl, NumberControl, TextControl
from caregiver_app.ui.forms import Form
from caregiver_app.ui.timeline.grid_model import Place


def shared_form(case: CaseSnapshot, shared: Mapping[str, Any]) -> Form:
    """Return the form that asks how all rows are known, which paper shows them and where it was."""
    form = Form()
    form.add(
        "how_known",
        _("How it is known"),
        ChoiceControl([(key, _(words)) for key, words in wording.HOW_KNOWN.items()]),
        _("A row that says it itself keeps what it says."),
    )
    form.add("proof", _("The paper that shows it"), DocumentControl(case.documents, _("No paper yet")))
    form.add("proof_page", _("On page"), NumberControl(1, 9999))
    form.add("place", _("Where"), TextControl(), _("Hospital and town."))
    form.add("source", _("Where the facts come from"), TextControl(), _("For example: e-mail of the clinic, portal."))
    values = dict(shared)
    values["proof"] = a_uuid(shared.get("proof"))
    page = shared.get("proof_page")
    values["proof_page"] = int(page) if page else None
    form.set_values(values)
    return form


def shared_words(case: CaseSnapshot, shared: Mapping[str, Any]) -> str:
    """Say how the rows are known and which paper shows them."""
    document = case.document(a_uuid(shared.get("proof")))
    paper = document_label(document.number) if document is not None else _("no paper")
    return with_commas((_(wording.HOW_KNOWN[shared["how_known"]]), paper))


def filled(shared: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was said for all rows, without what was left empty."""
    return {name: value for name, value in shared.items() if value not in ("", None)}


def a_uuid(value: Any) -> UUID | None:
    """Return an id from what a form or a draft holds."""
    return UUID(str(value)) if value else None


def lead(coming: int, troubled: int, rows: int, shared: str) -> str:
    """Say how many entries would be added and what stays out."""
    if not rows:
        return _(
            "Type a row for each thing that happened, or paste a table, an e-mail or a list from a portal. "
            "Ctrl+Tab goes to the buttons."
        )
    words = ngettext("{n} entry to add ({shared}).", "{n} entries to add ({shared}).", coming)
    words = words.format(n=coming, shared=shared)
    if troubled:
        look = ngettext("{n} needs a look first.", "{n} need a look first.", troubled)
        words = f"{words} {look.format(n=troubled)}"
    out = rows - coming
    if out:
        stays = ngettext("{n} row stays out.", "{n} rows stay out.", out).format(n=out)
        words = f"{words} {stays}"
    return words


def came_in(n: int, stayed: int, file_name: str) -> str:
    """Say how many entries were added and how many rows stayed out."""
    if file_name:
        words = ngettext("{n} entry came in from “{name}”.", "{n} entries came in from “{name}”.", n)
    else:
        words = ngettext("Added {n} entry.", "Added {n} entries.", n)
    sentences = [words.format(n=n, name=file_name)]
    if stayed:
        sentences.append(ngettext("{n} row stayed out.", "{n} rows stayed out.", stayed).format(n=stayed))
    return in_sentences(sentences)


def rows_to_text(places: Iterable[Place]) -> str:
    """Write rows and their ticks as text, for a draft."""
    rows = [
        [p.row.kind, dict(p.row.fields), p.row.line, p.row.text, p.row.cycle, list(p.row.doubts), p.is_in]
        for p in places
    ]
    return json.dumps(rows, ensure_ascii=False)


def rows_from_text(text: str) -> list[tuple[PastedRow, bool]]:
    """Read rows and their ticks from a draft. Raises ValueError or TypeError when it is none."""
    return [
        (PastedRow(kind, fields, line, whole, cycle, tuple(doubts)), bool(is_in))
        for kind, fields, line, whole, cycle, doubts, is_in in json.loads(text)
    ]
