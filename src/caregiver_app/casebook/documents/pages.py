"""Verbs for the pages of documents: each is one step, and no original is touched by any."""

from collections.abc import Sequence
from typing import Final

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.documents import page_work
from caregiver_app.domain.documents.document import Document, label
from caregiver_app.domain.documents.page_work import NoSuchPage, Pages, pages_of, split_before, with_pages
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _, ngettext

_COUNTER: Final = "document"


def change_pages(book: Casebook, document: Document, pages: Pages) -> Document:
    """Give a document these pages. Raises CaregiverError when none would be left, or none can be told."""
    require_pages(document)
    if not pages:
        raise CaregiverError(
            _("No page of {document} would be left.").format(document=label(document.number)),
            safe=_("Nothing was changed."),
            now=_("To leave out all of it, take it out of the packet."),
        )
    with book.step(_("Change the pages of {document}").format(document=label(document.number))) as tx:
        changed = with_pages(tx.now(document), pages)
        tx.put(changed)
    return changed


def as_in_file(book: Casebook, document: Document) -> Document:
    """Give a document all pages of its file again, as they are there. Raises CaregiverError for one without a file."""
    return change_pages(book, document, pages_in_file(document))


def pages_in_file(document: Document) -> Pages:
    """Return all pages of a document's file as they are there. Raises CaregiverError for one without a file."""
    if not document.fingerprint:
        raise CaregiverError(
            _("{document} is put together from other files, so there are no pages to go back to.").format(
                document=label(document.number)
            ),
            safe=_("Nothing was changed."),
            now=_("Undo takes back what was done with its pages, step by step."),
        )
    return page_work.pages_in_file(document)


def join(book: Casebook, documents: Sequence[Document], title: str = "") -> Document:
    """Make one document of the pages of several, in this order. They stay listed; their pages are in the new one.

    It takes its title, kind, date, sender and language from the first that has them, and holds what each of them
    holds. Where one of them waits in the inbox, it waits there in their place. Raises CaregiverError.
    """
    for document in documents:
        require_pages(document)
    if len(documents) < 2:
        raise CaregiverError(
            _("It takes two documents to join."), safe=_("Nothing was changed."), now=_("Choose two or more.")
        )
    with book.step(_("Join {n} documents").format(n=len(documents))) as tx:
        documents = [tx.now(document) for document in documents]
        pages = tuple(sheet for document in documents for sheet in pages_of(document))
        joined = _made_of(documents, pages, tx.next_number(_COUNTER))
        joined = joined.amended(title=title) if title else joined
        tx.put(joined)
        for document in documents:
            tx.put(document.amended(in_packet=False, in_inbox=False))
    return joined


def split(book: Casebook, document: Document, firsts: Sequence[int]) -> tuple[Document, ...]:
    """Make several documents of one, each beginning with one of these pages. The stack itself stays listed.

    The parts wait in the inbox until somebody says what each of them is; the stack does not. Raises CaregiverError.
    """
    require_pages(document)
    try:
        stacks = split_before(pages_of(document), firsts)
    except NoSuchPage as missing:
        raise no_such_page(document, missing) from None
    if len(stacks) < 2:
        raise CaregiverError(
            _("There is nothing to split: every page would stay together."),
            safe=_("Nothing was changed."),
            now=_("Name the pages on which another document begins."),
        )
    made = []
    with book.step(
        ngettext("Split into {n} document", "Split into {n} documents", len(stacks)).format(n=len(stacks))
    ) as tx:
        stack = tx.now(document)
        for place, pages in enumerate(stacks, 1):
            title = _("{title}, part {n}").format(title=stack.title, n=place)
            made.append(_made_of([stack], pages, tx.next_number(_COUNTER)).amended(title=title, in_inbox=True))
            tx.put(made[-1])
        tx.put(stack.amended(in_packet=False, in_inbox=False))
    return tuple(made)


def require_pages(document: Document) -> None:
    """Raise CaregiverError when no page of a document can be told, so that nothing can be done with them."""
    if pages_of(document):
        return
    if document.holding != "file":
        raise CaregiverError(
            _("{document} is not here as a file, so nothing can be done with its pages.").format(
                document=label(document.number)
            ),
            safe=_("Nothing was changed."),
            now=_("Add its file first."),
        )
    raise CaregiverError(
        _("The pages of {document} cannot be read, so nothing can be done with them.").format(
            document=label(document.number)
        ),
        safe=_("Nothing was changed."),
        now=_("The file itself stays as it is. Save it as a PDF or take a picture of it, and add that."),
    )


def no_such_page(document: Document, missing: NoSuchPage) -> CaregiverError:
    """Say that a document does not have a page."""
    words = ngettext(
        "{document} has {n} page, so there is no page {page}.",
        "{document} has {n} pages, so there is no page {page}.",
        missing.of,
    )
    return CaregiverError(
        words.format(document=label(document.number), n=missing.of, page=missing.page),
        safe=_("Nothing was changed."),
        now=_("Count the pages as they are now, from 1."),
    )


def _made_of(documents: Sequence[Document], pages: Pages, number: int) -> Document:
    """Return a new document of these pages that says what the first of the documents to know it says."""

    def first(field: str) -> str:
        return next((held for held in (getattr(one, field) for one in documents) if held), "")

    kinds = list(dict.fromkeys(kind for one in documents for kind in one.kinds if kind != "other"))
    made = Document(
        number=number,
        title=documents[0].title,
        kind=kinds[0] if kinds else "other",
        covers=",".join(kinds[1:]),
        date=next((one.date for one in documents if one.date is not None), None),
        origin=first("origin"),
        language=first("language"),
        name_on_it=first("name_on_it"),
        born_on_it=first("born_on_it"),
        in_inbox=any(one.in_inbox for one in documents),
        format="pages",
    )
    return with_pages(made, pages)
