"""Write page work into the case, as one step, and say what was done."""

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.pages import change_pages, split
from caregiver_app.domain.documents.document import Document, label
from caregiver_app.domain.documents.page_work import with_pages
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _, in_sentences, ngettext
from caregiver_app.ui.documents.page_work_state import Work, firsts, kept


def save_work(book: Casebook, document: Document, work: Work) -> str:
    """Give a document its pages, or make several documents of them; return what was done. Raises CaregiverError."""
    now = book.snapshot().document(document.id)
    if now is None:
        raise CaregiverError(
            _("{document} was removed from the case meanwhile.").format(document=label(document.number)),
            safe=_("What you did with its pages is kept beside the case."),
            now=_("Bring it back from what was removed, then open its pages again."),
        )
    pages, begins = kept(work), firsts(work)
    if begins and pages:
        # Split from the pages as they are now: what is blacked out stays so in the stack too.
        made = split(book, with_pages(now, pages), begins)
        words = _(
            "{document} is now {n} documents: {first} to {last}. The stack stays in the list, and the packet takes "
            "its pages from these."
        )
        return words.format(
            document=_called(now), n=len(made), first=label(made[0].number), last=label(made[-1].number)
        )
    change_pages(book, now, pages)
    said = [_("Changed the pages of {document}.").format(document=_called(now))]
    out = len(work) - len(pages)
    if out:
        said.append(ngettext("{n} page is left out.", "{n} pages are left out.", out).format(n=out))
    return in_sentences(said)


def _called(document: Document) -> str:
    return f"{label(document.number)} {document.title}"
