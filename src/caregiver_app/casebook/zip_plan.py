"""Which files go into a ZIP beside the packet, under which names, and why the others do not. Nothing is written here.

A file is more than its pages: an e-mail holds its attachments, a stack the pages of other papers, a disc other scans.
So a file goes only where all that it shows was chosen; what was blacked out or left out would be there again in it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from posixpath import commonpath
from typing import Final
from uuid import UUID

from caregiver_app.casebook.documents.names import names_for, paths_for
from caregiver_app.casebook.documents.sets import manifest_of
from caregiver_app.domain.documents.document import SET_APART, SETS, Document, label
from caregiver_app.domain.documents.manifest import ListedFile
from caregiver_app.domain.documents.page_work import file_of_pages, pages_in_file, pages_of
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import N_, _
from caregiver_app.store.originals import Originals

ORIGINALS: Final = "originals"
IMAGING: Final = "imaging"
_LONGEST_FOLDER: Final = 60
_LONGEST_INSIDE: Final = 120
_OPENED: Final = ("zip", "mbox")
_WHY: Final = {
    "shows_more": N_("The file shows more than was chosen of it: pages or parts were left out. So it is not here."),
    "holds_more": N_("It holds papers that were left out, so the file itself is not here."),
    "no_longer": N_("It is made of pages of files that are no longer listed, so they are not here."),
    "no_imaging": N_("The pictures of scans were not put in."),
    "other_scans": N_("It holds scans that were left out, so the whole disc is not here."),
    "not_kept": N_("Its files were only listed and never copied into the case."),
    "no_list": N_("The list of its files is missing from the case folder, or was changed."),
}


@dataclass(frozen=True)
class ZipChoice:
    """What goes in: these documents, by their ids, with or without the pictures of scans, on this day."""

    documents: tuple[UUID, ...]
    imaging: bool
    as_of: date


@dataclass(frozen=True)
class Piece:
    """One file: by which fingerprint it is kept, its size in bytes, and its place in the ZIP.

    `inside` is its path on its disc, empty for a paper.
    """

    document: Document
    fingerprint: str
    size: int
    place: str
    inside: str = ""


@dataclass(frozen=True)
class ZipPlan:
    """The files in their order. `places` are those of each document, of a disc or study its folder.

    `inside` are the places of the files of each disc and study; those of a study may lie on its disc.

    `why` says in a sentence for a document why not all of its files go. `left_out` are the numbers of files that were
    left out by choice, without those whose pages others show.
    """

    pieces: tuple[Piece, ...]
    places: Mapping[UUID, tuple[str, ...]] = field(default_factory=dict)
    inside: Mapping[UUID, tuple[str, ...]] = field(default_factory=dict)
    why: Mapping[UUID, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()


def zip_plan(case: CaseSnapshot, originals: Originals, choice: ZipChoice) -> ZipPlan:
    """Say which files go in. It reads the lists of discs and no other file."""
    return _Planning(case, originals, choice).planned()


@dataclass
class _Planning:
    """Work it out, papers first."""

    case: CaseSnapshot
    originals: Originals
    choice: ZipChoice
    pieces: list[Piece] = field(default_factory=list)
    places: dict[UUID, tuple[str, ...]] = field(default_factory=dict)
    inside: dict[UUID, tuple[str, ...]] = field(default_factory=dict)
    why: dict[UUID, str] = field(default_factory=dict)

    def planned(self) -> ZipPlan:
        """Return the whole plan."""
        files = [one for one in self.chosen if one.holding == "file"]
        self._plan_papers([one for one in files if one.format not in SETS])
        self._plan_sets([one for one in files if one.format in SETS])
        left = (one for one in self.case.documents if one.holding == "file" and not self.goes(one))
        return ZipPlan(tuple(self.pieces), self.places, self.inside, self.why, tuple(label(one.number) for one in left))

    @cached_property
    def chosen(self) -> tuple[Document, ...]:
        """The documents that were chosen, by number."""
        return tuple(document for document in self.case.documents if document.id in self.chosen_ids)

    @cached_property
    def chosen_ids(self) -> frozenset[UUID]:
        """Their ids."""
        return frozenset(self.choice.documents)

    @cached_property
    def shown(self) -> frozenset[tuple[str, int]]:
        """The pages of files that the chosen documents show whole."""
        sheets = [sheet for document in self.chosen for sheet in pages_of(document)]
        hidden = {(sheet.fingerprint, sheet.page) for sheet in sheets if sheet.black}
        return frozenset((sheet.fingerprint, sheet.page) for sheet in sheets) - hidden

    @cached_property
    def parts(self) -> Mapping[UUID, tuple[Document, ...]]:
        """What came in each document: the attachments of an e-mail, the scans of a disc."""
        found: dict[UUID, tuple[Document, ...]] = {}
        for document in self.case.documents:
            if document.part_of is not None:
                found[document.part_of] = (*found.get(document.part_of, ()), document)
        return found

    @cached_property
    def holders(self) -> Mapping[str, Document]:
        """The document each file belongs to; where several have the same file, one that was chosen."""
        found: dict[str, Document] = {}
        chosen_last = sorted(self.case.documents, key=lambda one: (one.id in self.chosen_ids, -one.number))
        for document in chosen_last:
            for fingerprint in (file_of_pages(document), document.fingerprint):
                if fingerprint and document.fingerprint:
                    found[fingerprint] = document
        return found

    def goes(self, document: Document) -> bool:
        """Whether a document was chosen, or all its pages are shown by those that were."""
        if document.id in self.chosen_ids:
            return True
        pages = pages_of(document)
        return bool(pages) and all((sheet.fingerprint, sheet.page) in self.shown for sheet in pages)

    def _plan_papers(self, papers: Iterable[Document]) -> None:
        """Plan each file once, under the first document that needs it; others lead there."""
        wanted: dict[str, Document] = {}
        of: dict[UUID, list[str]] = {}
        for paper in papers:
            of[paper.id] = []
            for holder in self._holders_of(paper):
                if reason := self._why_not(holder):
                    self.why[paper.id] = reason
                    continue
                its = {name: getattr(holder, name) for name in ("fingerprint", "size", "file_name", "format")}
                wanted.setdefault(holder.fingerprint, paper.amended(**its))
                of[paper.id].append(holder.fingerprint)
        names = dict(zip(wanted, names_for(tuple(wanted.values())), strict=True))
        for fingerprint, paper in wanted.items():
            self.pieces.append(Piece(paper, fingerprint, paper.size, f"{ORIGINALS}/{names[fingerprint]}"))
        for paper_id, found in of.items():
            self.places[paper_id] = tuple(f"{ORIGINALS}/{names[one]}" for one in dict.fromkeys(found))

    def _holders_of(self, paper: Document) -> Iterator[Document]:
        """Go through the documents whose files a paper is made of, itself first; say why where one is gone."""
        if paper.fingerprint:
            yield paper
        for one in dict.fromkeys(sheet.fingerprint for sheet in paper.sheets.values):
            if paper.fingerprint and one in (paper.fingerprint, file_of_pages(paper)):
                continue
            holder = self.holders.get(one)
            if holder is None:
                self.why[paper.id] = _(_WHY["no_longer"])
            else:
                yield holder

    def _why_not(self, holder: Document) -> str:
        """Return why the file of a document does not go; nothing where it does."""
        if holder.format in _OPENED and not holder.trouble:
            return _(SET_APART["opened"])
        if not all(map(self.goes, self._within(holder.id))):
            return _(_WHY["holds_more"])
        if holder.id in self.chosen_ids and not holder.sheets:
            return ""
        whole = pages_in_file(holder)
        if whole and all((sheet.fingerprint, sheet.page) in self.shown for sheet in whole):
            return ""
        return _(_WHY["shows_more"])

    def _within(self, document_id: UUID) -> Iterator[Document]:
        """Go through everything that came in a document, at any depth."""
        for part in self.parts.get(document_id, ()):
            yield part
            yield from self._within(part.id)

    def _plan_sets(self, sets: Iterable[Document]) -> None:
        """Plan the discs before their studies: a study of a disc that goes lies on it, and leads there."""
        going: list[Document] = []
        on_disc: list[Document] = []
        for one in sorted(sets, key=lambda document: (document.format != "disc", document.number)):
            if reason := self._why_not_set(one):
                self.why[one.id] = reason
            elif one.part_of in {disc.id for disc in going}:
                on_disc.append(one)
            else:
                going.append(one)
        for one, name in zip(going, names_for(going, _LONGEST_FOLDER), strict=True):
            files = tuple(self._files_of_set(one))
            places = tuple(f"{IMAGING}/{name}/{path}" for path in paths_for((f.path for f in files), _LONGEST_INSIDE))
            self.places[one.id], self.inside[one.id] = (f"{IMAGING}/{name}/",), places
            self.pieces += (Piece(one, f.fingerprint, f.size, at, f.path) for f, at in zip(files, places, strict=True))
        where: dict[tuple[UUID | None, str], str]
        where = {(piece.document.id, piece.inside): piece.place for piece in self.pieces}
        for one in on_disc:
            found = (where.get((one.part_of, file.path)) for file in self._files_of_set(one))
            places = tuple(place for place in found if place is not None)
            self.inside[one.id] = places
            self.places[one.id] = (_folder_of(places),) if places else ()

    def _why_not_set(self, one: Document) -> str:
        if not self.choice.imaging:
            return _(_WHY["no_imaging"])
        manifest = manifest_of(one, self.originals)
        if manifest is None:
            return _(_WHY["no_list"])
        if not manifest.kept:
            return _(_WHY["not_kept"])
        scans = [part for part in self._within(one.id) if part.format in SETS]
        on_it = {file.study for file in manifest.files} - {"", one.study_uid}
        unlisted = on_it - {
            scan.study_uid for scan in scans
        }  # those that were taken off the list are on the disc still
        return "" if all(map(self.goes, scans)) and not unlisted else _(_WHY["other_scans"])

    def _files_of_set(self, one: Document) -> Iterator[ListedFile]:
        """Go through the files of a disc or study, without the papers on it that were left out."""
        manifest = manifest_of(one, self.originals)
        beside = (*self._within(one.id), *(self._within(one.part_of) if one.part_of is not None else ()))
        out = [part for part in beside if part.format not in SETS and not self.goes(part)]
        gone = {part.fingerprint for part in out} - {""}
        for file in manifest.files if manifest is not None else ():
            is_out = file.fingerprint in gone or any(f"{part.path_inside}/".startswith(f"{file.path}/") for part in out)
            if file.fingerprint and not is_out:
                yield file


def _folder_of(places: Sequence[str]) -> str:
    """Return the narrowest folder all these files lie in."""
    return f"{commonpath([place.rpartition('/')[0] for place in places])}/"
