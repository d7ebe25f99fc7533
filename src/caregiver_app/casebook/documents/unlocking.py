"""Open a locked PDF with its password, once: a copy without the lock is kept beside it, and its pages are shown.

The password is handed to the process that opens the file and is kept nowhere. The locked file stays as it came.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.copies import save_copy
from caregiver_app.casebook.documents.keeping import READING_LIMITS, keep_files
from caregiver_app.casebook.documents.kept import KeptFile
from caregiver_app.casebook.documents.listing import keep_texts, list_them
from caregiver_app.child import Child, ChildStopped
from caregiver_app.domain.documents.document import TROUBLES, Document, label, opens_with_password
from caregiver_app.domain.documents.page_work import with_all_pages
from caregiver_app.errors import CaregiverError
from caregiver_app.fsops import fingerprint_of, told_plainly
from caregiver_app.i18n import _
from caregiver_app.intake.inspection import unlock_file
from caregiver_app.intake.look import Unlocked
from caregiver_app.progress import Progress, silent
from caregiver_app.store.originals import Kept, Originals

_WRITTEN_PER_SECOND: Final = 10e6


class WrongPassword(CaregiverError):
    """The password does not open the file, or none was given."""


class NotLocked(CaregiverError):
    """There is nothing a password would open."""


@dataclass(frozen=True)
class UnlockedCopy:
    """A copy without a lock that is safe in the case folder: whose it is, and what a look at it found."""

    document: Document
    file: KeptFile


def unlock_document(book: Casebook, document: Document, password: str, progress: Progress = silent) -> Document:
    """Keep a copy of a locked PDF that opens without its password and show its pages, as one step.

    Raises WrongPassword, NotLocked, CaseReadOnly, another CaregiverError, and whatever `progress` raises; then
    nothing was changed.
    """
    book.require_writable()
    return show_unlocked(book, unlocked_copy(book.originals, document, password, progress))


def unlocked_copy(originals: Originals, document: Document, password: str, progress: Progress = silent) -> UnlockedCopy:
    """Keep a copy of a locked PDF that opens without its password, and look at it as at any file that is brought.

    Long work on values, in any thread. Raises as `unlock_document`; then no copy is left behind.
    """
    require_locked(document)
    if not password:
        raise _no_password()
    with originals.room() as room:
        locked, copy = room / "locked.pdf", room / "unlocked.pdf"
        save_copy(originals.file(document.fingerprint), document, locked, progress)
        told = _unlocked(locked, password, copy, document, progress)
        if told.trouble:
            raise _cannot(told, document)
        is_new = not originals.file(fingerprint_of(copy)).exists()
        (kept,) = keep_files(originals, [copy], progress).files
    if not kept.inspection.pages:
        originals.take_back(Kept(kept.fingerprint, kept.size, is_new))
        raise _no_pages(document)
    if told.detail and not kept.inspection.trouble:
        # The copy is mended, so it does not complain any more: what the locked file lacks, it lacks too.
        kept = replace(kept, inspection=replace(kept.inspection, trouble="pages_missing", detail=told.detail))
    return UnlockedCopy(document, kept)


def show_unlocked(book: Casebook, copy: UnlockedCopy) -> Document:
    """Show the pages of the copy as those of the document, as one step; its own file stays the locked one.

    What lies inside the file is listed behind it. Raises NotLocked where it was unlocked meanwhile, and another
    CaregiverError where it was removed.
    """
    if book.snapshot().document(copy.document.id) is None:
        raise _gone(copy.document)
    file, seen = copy.file, copy.file.inspection
    keep_texts(book, file.with_all_inside())  # before anybody is told of the pages
    with book.step(_("Unlock {document}").format(document=label(copy.document.number))) as tx:
        now = tx.now(copy.document)
        require_locked(now)
        shown = with_all_pages(now, file.fingerprint, seen.pages or 0)
        shown = shown.amended(trouble=seen.trouble, trouble_detail=seen.detail)
        tx.put(shown)
        list_them(tx, file.inside, Document(number=1, title="?"), shown.id)
    return shown


def require_locked(document: Document) -> None:
    """Raise NotLocked where a password would open nothing: said before anybody is asked for one."""
    if opens_with_password(document):
        return
    called = label(document.number)
    if document.trouble != "locked":
        raise NotLocked(
            _("{document} is not locked with a password.").format(document=called),
            safe=_("Nothing was changed."),
            now=_("Nothing needs to be unlocked."),
        )
    raise NotLocked(
        _("{document} is locked, and only PDFs can be unlocked here.").format(document=called),
        safe=_("The file itself is kept as it is."),
        now=_("Open it in the program it was made with, save it there without a password, and add that file."),
    )


def _unlocked(locked: Path, password: str, copy: Path, document: Document, progress: Progress) -> Unlocked:
    """Write the copy in a child process, which a hostile file may stop."""
    seconds = READING_LIMITS.seconds + document.size / _WRITTEN_PER_SECOND
    try:
        with told_plainly(copy), Child(READING_LIMITS) as child:
            return child.call(unlock_file, locked, password, copy, heed=lambda: progress(0, 0, ""), seconds=seconds)
    except ChildStopped as stopped:
        raise CaregiverError(
            _(TROUBLES[stopped.reason]), safe=_("Nothing was changed, and the file was not touched."), now=_ask_anew()
        ) from None


def _cannot(told: Unlocked, document: Document) -> CaregiverError:
    if told.trouble == "wrong_password":
        return WrongPassword(
            _("This password does not open {document}.").format(document=label(document.number)),
            safe=_("Nothing is lost, and you can try as often as you like."),
            now=_(
                "Check capital letters and spaces. Often it is a date of birth, in digits only, or a number on the "
                "letter that came with it."
            ),
        )
    if told.trouble == "not_locked":
        return NotLocked(
            _("{document} opens without a password.").format(document=label(document.number)),
            safe=_("Nothing was changed."),
            now=_("Add the same file again, and its pages are here."),
        )
    return _no_pages(document)


def _gone(document: Document) -> CaregiverError:
    return CaregiverError(
        _("{document} was removed meanwhile.").format(document=label(document.number)),
        safe=_("Nothing was changed."),
        now=_("Bring it back first, then give its password again."),
    )


def _no_password() -> WrongPassword:
    return WrongPassword(
        _("No password was given."), safe=_("Nothing was changed."), now=_("Type the password of the file.")
    )


def _no_pages(document: Document) -> CaregiverError:
    return CaregiverError(
        _("{document} is damaged: no page of it can be read, even with its password.").format(
            document=label(document.number)
        ),
        safe=_("Nothing was changed, and the file itself is kept as it is."),
        now=_ask_anew(),
    )


def _ask_anew() -> str:
    return _("Ask whoever sent it for a copy without a password, and add that copy.")
