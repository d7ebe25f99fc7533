"""Look at every part of a case and name what is not as it was written."""

from dataclasses import dataclass

from caregiver_app.domain.documents import Document, label
from caregiver_app.i18n import _
from caregiver_app.progress import Progress, silent
from caregiver_app.store.database import Store
from caregiver_app.store.originals import fingerprint_of


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be: a sentence, and the document or file it is about."""

    what: str
    where: str


def findings(store: Store, progress: Progress = silent) -> tuple[Finding, ...]:
    """Read every byte of the case and return what is wrong; nothing is changed."""
    found = []
    if store.seal_broken:
        found.append(Finding(_("The case file was changed or damaged since this program closed it last."), "case.db"))
    found += [
        Finding(_("The case file is damaged: {detail}.").format(detail=line), "case.db") for line in store.faults()
    ]
    documents = sorted(store.read(Document), key=lambda document: document.number)
    for done, document in enumerate(documents):
        progress(done, len(documents), label(document.number))
        found += _about_file(store, document)
    removed = [gone.record for gone in store.steps.removed() if isinstance(gone.record, Document)]
    known = {document.fingerprint for document in (*documents, *removed)}
    found += [
        Finding(_("This file in the folder of originals belongs to no document."), name)
        for name in store.originals.fingerprints()
        if name not in known
    ]
    progress(len(documents), len(documents), "")
    return tuple(found)


def _about_file(store: Store, document: Document) -> list[Finding]:
    if document.holding != "file":
        return []
    where = f"{label(document.number)} {document.title}"
    path = store.originals.path(document.fingerprint)
    if not path.exists():
        return [Finding(_("The file of this document is missing from the case folder."), where)]
    try:
        same = fingerprint_of(path) == document.fingerprint
    except OSError:
        return [Finding(_("The file of this document cannot be read from the disk."), where)]
    return [] if same else [Finding(_("The file of this document is not the one that was added."), where)]
