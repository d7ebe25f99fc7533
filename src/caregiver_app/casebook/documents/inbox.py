"""The inbox: what a paper suggests about itself, and the verbs that file it. Each verb is one step.

What somebody typed stays as it is: a suggestion fills only what is empty, and never a date that can be read two ways.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.listing import change_documents, title_from
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document, label
from caregiver_app.domain.documents.page_work import pages_of
from caregiver_app.domain.documents.reading import WAITING, PageText
from caregiver_app.domain.documents.sheets import Sheet
from caregiver_app.domain.documents.suggesting.identity import Difference, identity_differs
from caregiver_app.domain.documents.suggesting.paper import MOST_PAGES
from caregiver_app.domain.documents.suggesting.suggest import suggest
from caregiver_app.domain.documents.suggesting.suggestion import Suggestion, Suggestions
from caregiver_app.domain.person import Person
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _, ngettext
from caregiver_app.rendering.shape import Showing, shape_of, shown_words
from caregiver_app.store.readings import Readings

FIELDS: Final = ("title", "kind", "date", "origin", "language", "name_on_it", "born_on_it")
"""What is suggested of a document: fields of `Document` and of `Suggestions`."""

_UNIT: Final = (1.0, 1.0)


@dataclass(frozen=True)
class Looked:
    """What a look at the words of a document gave.

    `waiting` counts the pages that were looked at and are not read yet, `read` those with words. `differences` are
    those between the paper and the passport.
    """

    document: Document
    suggestions: Suggestions
    differences: tuple[Difference, ...] = ()
    waiting: int = 0
    read: int = 0

    @property
    def proposed(self) -> dict[str, Any]:
        """What may be filled in unasked: the first suggestion for each empty field, where it has one reading."""
        return {
            field: PartialDate(first.value) if field == "date" else first.value
            for field in FIELDS
            if (first := self.first(field)) is not None and not first.other and not is_given(self.document, field)
        }

    def first(self, field: str) -> Suggestion | None:
        """Return the likeliest suggestion for a field."""
        return next(iter(getattr(self.suggestions, field)), None)

    @property
    def why_not_clear(self) -> tuple[str, ...]:
        """Why somebody should look before it is filed, in sentences; nothing where it is clear what it is."""
        return tuple(_reasons(self))


def texts_of(document: Document, readings: Readings, most: int = MOST_PAGES) -> tuple[PageText, ...]:
    """Return the words of a document's own first pages, in its own order and numbered as they stand in it.

    Pages of which nothing is kept are passed over. Words that are cropped away or blacked out are left out; where it
    is not known where the words of such a page stand, all of them are.
    """
    sheets = pages_of(document)
    if not sheets:
        return readings.pages(document.fingerprint, words=False)[:most] if document.fingerprint else ()
    kept: dict[str, dict[int, PageText]] = {}
    found = []
    for number, sheet in enumerate(sheets[:most], 1):
        if sheet.fingerprint not in kept:
            kept[sheet.fingerprint] = {page.page: page for page in readings.pages(sheet.fingerprint, words=False)}
        page = kept[sheet.fingerprint].get(sheet.page)
        if page is not None:
            text = _seen(sheet, readings) if sheet.black or sheet.crop else page.text
            found.append(PageText(number, text, page.source, look=page.look))
    return tuple(found)


def look(document: Document, pages: Sequence[PageText], person: Person) -> Looked:
    """Return what these pages suggest. It takes values only, so that any thread can do it; some milliseconds each."""
    found = suggest(pages, person_name=person.name, file_name=document.file_name)
    name, born = (
        getattr(document, field) or next((one.value for one in getattr(found, field)), "")
        for field in ("name_on_it", "born_on_it")
    )
    waiting = sum(page.source == WAITING for page in pages)
    read = sum(bool(page.text.strip()) for page in pages)
    return Looked(document, found, identity_differs(name, born, person), waiting, read)


def suggestions_for(document: Document, case: CaseSnapshot, readings: Readings) -> Suggestions:
    """Return what a document's words suggest about it."""
    return look(document, texts_of(document, readings), case.person).suggestions


def waiting_in(case: CaseSnapshot) -> tuple[Document, ...]:
    """Return the documents nobody has looked at yet, by number."""
    return tuple(document for document in case.documents if document.in_inbox)


def is_given(document: Document, field: str) -> bool:
    """Whether somebody, or the file itself, said what stands in a field. A title that is the file's name is none."""
    if field == "title":
        return not document.file_name or document.title != title_from(document.file_name)
    return document.kind != "other" if field == "kind" else bool(getattr(document, field))


def accept(book: Casebook, document: Document, chosen: Mapping[str, Any]) -> Document:
    """File a document with what somebody chose, as one step; what is not in `chosen` stays as it is.

    A title can be changed and not taken away. Raises CaregiverError when the document is not in the case any more.
    """
    (filed,) = accept_many(book, [(document, chosen)])
    return filed


def accept_many(book: Casebook, filings: Sequence[tuple[Document, Mapping[str, Any]]]) -> tuple[Document, ...]:
    """File several documents, each with what was chosen for it, as one step. Raises CaregiverError."""
    before = [_now(book, document) for document, _chosen in filings]
    after = [
        now.amended(in_inbox=False, **{field: value for field, value in chosen.items() if value or field != "title"})
        for now, (_document, chosen) in zip(before, filings, strict=True)
    ]
    _change(book, before, after)
    return tuple(after)


def file_as_it_is(book: Casebook, documents: Sequence[Document]) -> None:
    """Take documents out of the inbox and change nothing else. Raises CaregiverError."""
    accept_many(book, [(document, {}) for document in documents])


def to_inbox(book: Casebook, documents: Sequence[Document]) -> None:
    """Put documents into the inbox, to be looked at again. Raises CaregiverError."""
    before = [_now(book, document) for document in documents]
    n = len(documents)
    words = ngettext("Put {n} document in the inbox", "Put {n} documents in the inbox", n).format(n=n)
    if n == 1:
        words = _("Put {document} in the inbox").format(document=label(documents[0].number))
    _change(book, before, [now.amended(in_inbox=True) for now in before], words)


def _change(book: Casebook, before: Iterable[Document], after: Iterable[Document], words: str = "") -> None:
    changed = [now for was, now in zip(before, after, strict=True) if was != now]
    if not changed:
        return
    if not words:
        n = len(changed)
        words = ngettext("File {n} document", "File {n} documents", n).format(n=n)
        words = _("File {document}").format(document=label(changed[0].number)) if n == 1 else words
    change_documents(book, changed, words)


def _now(book: Casebook, document: Document) -> Document:
    now = book.snapshot().document(document.id)
    if now is None:
        raise CaregiverError(
            _("{document} is not in the case any more.").format(document=label(document.number)),
            safe=_("Nothing was changed."),
            now=_("Undo brings it back, if it was taken out just now."),
        )
    return now


def _reasons(looked: Looked) -> Iterable[str]:
    document = looked.document
    date = looked.first("date")
    if looked.waiting:
        yield _("Not all of its pages have been read yet.")
    if not is_given(document, "kind") and looked.first("kind") is None:
        yield _("What kind of paper it is cannot be told from its words.")
    if not is_given(document, "date") and date is None:
        yield _("No date of its own was found on it.")
    elif not is_given(document, "date") and date is not None and date.other:
        yield two_readings(date)
    yield from (difference.words for difference in looked.differences)


def two_readings(date: Suggestion) -> str:
    """Say which days a date on a paper may mean."""
    first, second = (PartialDate(value).in_words() for value in (date.value, date.other[0]))
    return _("The date on it, “{words}”, can be {first} or {second}.").format(
        words=date.words, first=first, second=second
    )


def _seen(sheet: Sheet, readings: Readings) -> str:
    """Return the text of a page of which a part is cropped away or blacked out, without the words there."""
    page = readings.page(sheet.fingerprint, sheet.page)
    if page is None or not page.words:
        return ""
    shape = shape_of(_UNIT, Showing(sheet.page, sheet.turn, sheet.straighten, sheet.crop, sheet.black))
    kept, at = [], 0
    for word in page.words:
        start = page.text.find(word.text, at)
        if start < 0:
            return ""  # the text and its words do not go together, so nobody can tell what is covered
        between, at = page.text[at:start], start + len(word.text)
        is_seen = bool(shown_words((word,), shape, sheet.black))
        kept.append(between if "\n" in between or is_seen else "")
        kept.append(word.text if is_seen else "")
    return "".join(kept)
