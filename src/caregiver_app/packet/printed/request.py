"""The letter that asks for papers, from the papers a list still wants."""

from pathlib import Path
from typing import Final
from uuid import UUID

from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.gaps import GapRow, gaps
from caregiver_app.domain.documents.records_guide import guide_for
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _
from caregiver_app.packet.letter import draw_letter
from caregiver_app.packet.letter_options import LetterOptions
from caregiver_app.packet.printed.options import SheetOptions

_WRITTEN_AT_HOME: Final = ("clinical-question", "case-summary")
_KEPT_AT_HOME: Final = "logistics"


def draw(case: CaseSnapshot, options: SheetOptions, target: Path) -> int:
    """Write the letter and return how many pages it has. Raises CaregiverError.

    Where nothing was chosen it asks for all that the chosen list needs and nobody was asked for yet.
    """
    documents = tuple(_document(case, one) for one in options.documents)
    kinds = options.kinds
    if not documents and not kinds:
        documents, kinds = _not_asked(case, options)
    letter = LetterOptions(documents, kinds, options.to, options.as_of, options.paper)
    return draw_letter(case.person, letter, target)


def _not_asked(case: CaseSnapshot, options: SheetOptions) -> tuple[tuple[Document, ...], tuple[str, ...]]:
    """Return the papers listed as wanted, and the kinds of which none is listed, that nobody was asked for."""
    documents: dict[UUID, Document] = {}
    kinds: list[str] = []
    for row in gaps(case, "", options.as_of).rows:
        if row.status != "not_asked" or not row.counts or _is_at_home(row):
            continue
        if row.wanted:
            documents |= {one.id: one for one in row.wanted}
        else:
            kinds.append(row.kind)
    if not documents and not kinds:
        raise CaregiverError(
            _("There is no paper left to ask for: each one on the list is here, or was asked for."),
            safe=_("Nothing was changed."),
            now=_("To ask for one again, choose it in the list of wanted papers."),
        )
    return tuple(documents.values()), tuple(kinds)


def _is_at_home(row: GapRow) -> bool:
    """Whether a paper is not for a records office to send: the family writes it, or has it itself."""
    guide = guide_for(row.kind)
    return row.kind in _WRITTEN_AT_HOME or (guide is not None and guide.priority == _KEPT_AT_HOME)


def _document(case: CaseSnapshot, document_id: UUID) -> Document:
    found = case.document(document_id)
    if found is None:
        raise CaregiverError(
            _("A paper that was chosen is not in the case any more."),
            safe=_("Nothing was printed, and an earlier letter was kept."),
            now=_("Choose the papers again."),
        )
    return found
