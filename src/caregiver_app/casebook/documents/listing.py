"""Verbs for the list of papers: each is one step."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final
from uuid import UUID

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.kept import Brought, KeptFile
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import SETS, Document, label
from caregiver_app.domain.documents.imaging import Study
from caregiver_app.domain.timeline.kinds import KINDS
from caregiver_app.i18n import _, ngettext
from caregiver_app.store.database import Transaction

_COUNTER: Final = "document"
_LINKS: Final = ("translation_of", "part_of")


def list_files(
    book: Casebook,
    brought: Brought,
    *,
    kind: str = "",
    date: PartialDate | None = None,
    title: str = "",
) -> tuple[Document, ...]:
    """Put kept files on the inventory as one step, what was inside others after them.

    A file without a title is called by its name. What nobody has said the kind of waits in the inbox.
    """
    everything = [file for top in brought.files for file in top.with_all_inside()]
    step = ngettext("Add {n} document", "Add {n} documents", len(everything)).format(n=len(everything))
    keep_texts(book, everything)  # before anybody is told of the documents
    with book.step(step) as tx:
        listed = [
            document
            for file in brought.files
            for document in list_one(tx, file, Document(number=1, title=title or "?", kind=kind or "other", date=date))
        ]
    return tuple(listed)


def keep_texts(book: Casebook, files: Iterable[KeptFile]) -> None:
    """Keep what was read in files on the way, so that it is found again; what is known of a file stays."""
    known = book.readings.known()
    new = {file.fingerprint: file.inspection.texts for file in files if file.fingerprint not in known}
    book.readings.put_many({fingerprint: texts for fingerprint, texts in new.items() if texts})


def list_one(tx: Transaction, file: KeptFile, as_given: Document, part_of: UUID | None = None) -> Iterator[Document]:
    """List a file under a new number, and what was inside it behind it."""
    named = as_given.title if as_given.title != "?" else title_from(file.name)
    document = Document(
        number=tx.next_number(_COUNTER),
        title=named,
        kind=as_given.kind,
        date=as_given.date,
        in_inbox=as_given.kind == "other",
        part_of=part_of,
        path_inside=file.path_inside,
        in_packet=file.for_packet,
    )
    document = with_file(document, file)
    tx.put(document)
    yield document
    for member in file.inside:
        yield from list_one(tx, member, as_given.amended(title="?"), document.id)


def add_its_file(book: Casebook, document: Document, file: KeptFile) -> Document:
    """Let a kept file be that of a document that was wanted or held elsewhere, as one step; it keeps its number."""
    keep_texts(book, file.with_all_inside())
    with book.step(_("Add the file of {document}").format(document=label(document.number))) as tx:
        here = with_file(tx.now(document), file)
        tx.put(here)
        for member in file.inside:
            list(list_one(tx, member, Document(number=1, title="?"), here.id))
    return here


def with_file(document: Document, file: KeptFile) -> Document:
    """Return a document as it is once this file belongs to it. What was written about it stays."""
    here = document.amended(
        holding="file",
        file_name=file.name,
        fingerprint=file.fingerprint,
        size=file.size,
        format=file.inspection.format,
        pages=file.inspection.pages,
        trouble=file.inspection.trouble,
        trouble_detail=file.inspection.detail,
        note=_with_remarks(document.note, file),
    )
    if file.study is not None:
        here = _with_study(here, file.study)
    if here.format in SETS:
        here = here.amended(kind="image-files" if here.kind == "other" else here.kind, in_inbox=False)
    return here.amended(holding="elsewhere", held_by=file.left_at) if file.left_at else here


def _with_study(document: Document, study: Study) -> Document:
    """Return the document of an imaging study with what its files say of themselves."""
    return document.amended(
        title=document.title if document.title != title_from(document.file_name) else study.title,
        date=document.date or study.date,
        origin=document.origin or study.place,
        modality=study.modality,
        body_part=study.body_part,
        series=study.series,
        images=study.images,
        study_uid=study.uid,
        accession=document.accession or study.accession,
        name_on_it=document.name_on_it or study.patient_name,
        born_on_it=document.born_on_it or study.patient_born,
    )


def _with_remarks(note: str, file: KeptFile) -> str:
    """Return a note with what the family has to know of a file behind it."""
    remarks = " ".join(part for part in (file.note, *(file.study.notes if file.study else ())) if part)
    return "\n".join(part for part in (note, remarks) if part)


def add_thing(book: Casebook, document: Document) -> Document:
    """List something that is not a file here (a disc, slides, a paper still wanted); its number is given here."""
    with book.step(_("Add to the list of papers")) as tx:
        numbered = document.amended(number=tx.next_number(_COUNTER))
        tx.put(numbered)
    return numbered


def change_document(book: Casebook, document: Document) -> None:
    """Change what is written about a document. Its file stays as it is."""
    with book.step(_("Change document")) as tx:
        tx.put(document)


def change_documents(book: Casebook, documents: Sequence[Document], step: str) -> None:
    """Change several documents as one step of this name."""
    with book.step(step) as tx:
        for document in documents:
            tx.put(document)


def remove_documents(book: Casebook, documents: Sequence[Document]) -> None:
    """Take documents off the inventory, and the links to them off entries and translations.

    The files stay in the case folder, so that undo and the trash can always bring them back.
    """
    step = ngettext("Remove {n} document", "Remove {n} documents", len(documents)).format(n=len(documents))
    gone = {document.id for document in documents}
    with book.step(step) as tx:
        for kind in KINDS:
            for entry in tx.find(kind.record):
                if entry.proof in gone:
                    tx.put(entry.amended(proof=None, proof_page=None))
        for document in tx.find(Document):
            if document.id in gone:
                tx.remove(document)
            elif document.translation_of in gone or document.part_of in gone:
                tx.put(document.amended(**{link: None for link in _LINKS if getattr(document, link) in gone}))


def same_files(listed: Sequence[Document], document: Document) -> tuple[Document, ...]:
    """Return the documents listed before this one whose file is the same, byte for byte."""
    return tuple(
        other for other in listed if other.fingerprint == document.fingerprint != "" and other.number < document.number
    )


def title_from(file_name: str) -> str:
    """Return a first title for a file: its name without the ending."""
    stem = Path(file_name).stem.replace("_", " ").strip()
    return stem or file_name
