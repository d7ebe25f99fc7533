"""The files of what is made of many: a disc, an imaging study."""

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.history import readable
from caregiver_app.domain.documents.document import SETS, Document, fingerprints_of
from caregiver_app.domain.documents.manifest import ListedFile, Manifest
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.store.originals import Originals


def manifest_of(document: Document, originals: Originals) -> Manifest | None:
    """Return the list of a set's files; None for a single file, and for a list that cannot be read."""
    return originals.manifest(document.fingerprint) if document.format in SETS else None


def kept_files_of(document: Document, originals: Originals) -> tuple[ListedFile, ...]:
    """Return the files of a set that are in the case; none for a single file and for what was left where it is."""
    manifest = manifest_of(document, originals)
    return tuple(file for file in manifest.files if file.fingerprint) if manifest is not None and manifest.kept else ()


def fingerprints_in_use(case: CaseSnapshot, originals: Originals) -> frozenset[str]:
    """Return every file of a case: those of its documents, discs and studies, and those kept with packets sent."""
    own = {fingerprint for document in case.documents for fingerprint in fingerprints_of(document)}
    listed = {file.fingerprint for document in case.documents for file in kept_files_of(document, originals)}
    return frozenset(own | listed | {sent.told for sent in case.sent_packets if sent.told})


def fingerprints_known(book: Casebook) -> frozenset[str]:
    """Return every file of a case, and of the papers that were removed or undone and can be brought back."""
    gone = [one for one in map(readable, book.trash(Document)) if isinstance(one, Document)]
    own = {fingerprint for one in gone for fingerprint in fingerprints_of(one)}
    listed = {file.fingerprint for one in gone for file in kept_files_of(one, book.originals)}
    return fingerprints_in_use(book.snapshot(), book.originals) | own | listed
