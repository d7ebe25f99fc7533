"""The imaging studies in the inventory: each with what was scanned and where, under the disc it came on."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from caregiver_app.domain.dates import sort_key
from caregiver_app.domain.documents.document import SET_APART, SETS, TROUBLES, Document, label
from caregiver_app.domain.documents.imaging import kind_of_scan
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _, with_commas
from caregiver_app.packet.flow import Block, Stack
from caregiver_app.packet.furniture import cell, figure, head, heading
from caregiver_app.packet.ours import ours, together, told
from caregiver_app.packet.style import TABLE_QUIET
from caregiver_app.packet.table import Look, Row, Table
from caregiver_app.packet.text import Span, para, quiet, slanted, strong

_LOOK: Final = Look(padding=2, gap=8)
_SMALL: Final = 8
_FEW: Final = 3  # numbers in a row from which on only the first and the last are named


def is_imaging(document: Document) -> bool:
    """Whether a document is a study or a disc, here or left where it is: these are listed by themselves."""
    return document.format in SETS and document.holding in ("file", "elsewhere")


def imaging_studies(case: CaseSnapshot, sets: Sequence[Document]) -> list[Block]:
    """Set studies and discs, those of one disc or ZIP under it; nothing where there are none."""
    if not sets:
        return []
    ids = {document.id for document in sets}
    groups: dict[UUID | None, list[Document]] = {one.id: [] for one in sets if one.format == "disc"}
    for study in sorted((one for one in sets if one.format == "study"), key=lambda one: sort_key(one.date)):
        whole = case.document(study.part_of)
        groups.setdefault(whole.id if whole is not None else None, []).append(study)
    rows: list[Row] = []
    for whole_id in sorted(groups, key=lambda one: (one is None, _number(case.document(one)))):
        rows += _group(case.document(whole_id), groups[whole_id], case, is_own=whole_id in ids, first=not rows)
    titles = head(
        _("No."), _("Date"), _("Scan, part of the body and place"), _("Accession no."), _("Series"), _("Pictures"),
        figures=(4, 5),
    )  # fmt: skip
    return [
        heading(_("Imaging studies"), before=18),
        para(ours(_(SET_APART["images"])), style=TABLE_QUIET, before=1, keep=True),
        Table((34, 54, 0, 74, 34, 44), rows, head=titles, look=_LOOK, before=4, whole=len(rows) <= _SMALL),
    ]


def numbers_of(documents: Sequence[Document]) -> str:
    """Name documents by their numbers, a run of them by its ends: "D-004, D-007 to D-019"."""
    runs: list[list[int]] = []
    for number in sorted(document.number for document in documents):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    named: list[str] = []
    for run in runs:
        if len(run) < _FEW:
            named += map(label, run)
        else:
            named.append(_("{first} to {last}").format(first=label(run[0]), last=label(run[-1])))
    return with_commas(named)


def _number(document: Document | None) -> int:
    return document.number if document is not None else 0


def _group(
    whole: Document | None, studies: Sequence[Document], case: CaseSnapshot, *, is_own: bool, first: bool
) -> list[Row]:
    """Set a disc, or what else studies came in, and its studies beneath it."""
    above = 1.0 if first else 3.0
    if whole is None:
        titled: list[str | Span] = [strong(ours(_("Brought as files of their own")))]
    else:
        titled = [strong(f"{label(whole.number)}  {whole.title}")]
    here = whole if is_own and whole is not None else studies[0]
    titled += [" · ", _where(here)]
    place = f"listed-{whole.number}" if whole is not None and is_own else ""
    more = _more_of(whole, case) if whole is not None and is_own else []
    rows = [Row((cell(*titled),), place=place, span=True, keep=bool(studies or more), above=above)]
    if more:
        rows.append(Row((Stack(more),), span=True))
    return [*rows, *(_study_row(study, is_apart=_where(study) != _where(here)) for study in studies)]


def _where(disc: Document) -> str:
    if disc.holding == "file":
        return ours(_("kept in the case as files"))
    return ours(_("left at {place}"), place=disc.held_by) if disc.held_by else ours(_("left where it is"))


def _more_of(disc: Document, case: CaseSnapshot) -> list[Block]:
    """Say what else came from a disc, what is odd about it and what cannot be read."""
    papers = [one for one in case.documents if one.part_of == disc.id and not is_imaging(one)]
    found: list[Block] = []
    if papers:
        found.append(para(ours(_("Papers from it: {documents}"), documents=numbers_of(papers)), style=TABLE_QUIET))
    return [*found, *_odd(disc)]


def _study_row(study: Document, *, is_apart: bool) -> Row:
    about = [told(kind_of_scan(study.modality), "modalities"), study.body_part, study.origin]
    if is_apart:  # not where the others of its group are
        about.append(_where(study))
    title: list[Block] = [cell(study.title)]
    if any(about):
        title.append(cell(quiet(together(" · ", (text for text in about if text)))))
    return Row((
        cell(label(study.number)),
        cell(study.date.in_table() if study.date else "–"),
        Stack([*title, *_odd(study)]),
        cell(study.accession or "–"),
        figure(f"{study.series:,}" if study.series is not None else "–"),
        figure(f"{study.images:,}" if study.images is not None else "–"),
    ), place=f"listed-{study.number}")  # fmt: skip


def _odd(document: Document) -> list[Block]:
    """Set the note of a study or disc, and which of its files cannot be read."""
    found: list[Block] = [para(document.note, style=TABLE_QUIET)] if document.note else []
    if document.trouble in TROUBLES:
        detail: list[str | Span] = [" ", quiet(document.trouble_detail)] if document.trouble_detail else []
        found.append(cell(slanted(ours(_(TROUBLES[document.trouble]))), *detail))
    return found
