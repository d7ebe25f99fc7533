"""Verbs for the list of papers: each is one step."""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final
from uuid import UUID

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.kept import Brought, KeptFile
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import SETS, Document, label
from caregiver_app.domain.documents.imaging import Study
from caregiver_app.domain.documents.reading import PageText
from caregiver_app.domain.timeline.kinds import KINDS
from caregiver_app.i18n import _, ngettext
from caregiver_app.store.in_parts import InParts
from caregiver_app.store.transaction import Transaction

LETTERS_AT_ONCE: Final = 15_000
"""Letters on the pages whose words are kept in one go: with their index they take a while."""

PAPERS_AT_ONCE: Final = 25
"""Papers that are put on the list in one go."""

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
    keep_texts(book, brought.everything())  # before anybody is told of the documents
    as_given = Document(number=1, title=title or "?", kind=kind or "other", date=date)
    with book.step(_step_of(brought)) as tx:
        return list_them(tx, brought.files, as_given)


def list_in_parts(book: Casebook, brought: Brought, listed: Callable[[tuple[Document, ...]], object]) -> InParts:
    """Put kept files on the inventory as `list_files`, as one step too, some papers at a time.

    `listed` is called with the documents as soon as they are in the case. What was read on them is kept before, by
    `texts_in_parts`.
    """
    return book.in_parts(_listed_in_parts(book, brought, listed))


def _listed_in_parts(
    book: Casebook, brought: Brought, listed: Callable[[tuple[Document, ...]], object]
) -> Generator[None, None, None]:
    as_given, documents = Document(number=1, title="?", kind="other"), list[Document]()
    with book.step(_step_of(brought)) as tx:
        coming = _numbered_all(tx, brought.files, as_given)
        while some := tuple(islice(coming, PAPERS_AT_ONCE)):
            tx.add(some)
            tx.keep_up()
            documents += some
            yield
    listed(tuple(documents))


def _step_of(brought: Brought) -> str:
    n = len(brought.everything())
    return ngettext("Add {n} document", "Add {n} documents", n).format(n=n)


def keep_texts(book: Casebook, files: Iterable[KeptFile]) -> None:
    """Keep what was read in files on the way, so that it is found again; what is known of a page stays."""
    book.readings.put_many({file.fingerprint: texts for file in files if (texts := _new_texts(book, file))})


def texts_in_parts(book: Casebook, brought: Brought) -> Iterator[None]:
    """Keep what was read in all that was brought, as `keep_texts`, some pages at a time; then listing it is quick."""
    waiting: dict[str, list[PageText]] = {}
    letters = 0
    for file in brought.everything():
        for page in _new_texts(book, file):
            waiting.setdefault(file.fingerprint, []).append(page)
            letters += len(page.text)
            if letters >= LETTERS_AT_ONCE:
                book.readings.put_many(waiting)
                waiting, letters = {}, 0
                yield
    book.readings.put_many(waiting)
    yield


def _new_texts(book: Casebook, file: KeptFile) -> tuple[PageText, ...]:
    if not file.inspection.texts:
        return ()
    known = book.readings.known_pages(file.fingerprint)
    return tuple(text for text in file.inspection.texts if text.page not in known)


def list_them(
    tx: Transaction, files: Iterable[KeptFile], as_given: Document, part_of: UUID | None = None
) -> tuple[Document, ...]:
    """List files under new numbers, what was inside each behind it."""
    listed = tuple(_numbered_all(tx, tuple(files), as_given, part_of))
    tx.add(listed)
    return listed


def _numbered_all(
    tx: Transaction, tops: tuple[KeptFile, ...], as_given: Document, part_of: UUID | None = None
) -> Iterator[Document]:
    """Go through the documents that files become, under new numbers, one after the other."""
    numbers = iter(tx.next_numbers(_COUNTER, len(Brought(tops).everything())))
    return (document for file in tops for document in _numbered(numbers, file, as_given, part_of))


def _numbered(numbers: Iterator[int], file: KeptFile, as_given: Document, part_of: UUID | None) -> Iterator[Document]:
    named = as_given.title if as_given.title != "?" else title_from(file.name)
    document = Document(
        number=next(numbers),
        title=named,
        kind=as_given.kind,
        date=as_given.date,
        in_inbox=as_given.kind == "other",
        part_of=part_of,
        path_inside=file.path_inside,
        in_packet=file.for_packet,
    )
    yield with_file(document, file)
    inside = as_given.amended(title="?") if file.inside else as_given
    for member in file.inside:
        yield from _numbered(numbers, member, inside, document.id)


def add_its_file(book: Casebook, document: Document, file: KeptFile) -> Document:
    """Let a kept file be that of a document that was wanted or held elsewhere, as one step; it keeps its number."""
    keep_texts(book, file.with_all_inside())
    with book.step(_("Add the file of {document}").format(document=label(document.number))) as tx:
        here = with_file(tx.now(document), file)
        tx.put(here)
        list_them(tx, file.inside, Document(number=1, title="?"), here.id)
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
