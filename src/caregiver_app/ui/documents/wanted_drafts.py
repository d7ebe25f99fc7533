"""Forms of the wanted list that were half typed: what each is called, and what opens it again."""

from datetime import date

from caregiver_app.domain.documents.document import Document, label
from caregiver_app.domain.documents.gaps import gaps
from caregiver_app.i18n import _
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.wanted_asking import (
    an_id,
    answer_dialog,
    ask_again_dialog,
    ask_dialog,
    does_not_apply_dialog,
    request_dialog,
)
from caregiver_app.ui.documents.wanted_list import NEW, OwnListDialog
from caregiver_app.ui.documents.wanted_rows import kind_id
from caregiver_app.ui.waiting import Waiting

_LENGTH_OF_AN_ID = 36


def waiting_form(desk: Desk, written: str, today: date) -> Waiting | None:
    """Return the form a draft belongs to, by its name without its beginning; None when what it was about is gone."""
    what, _dash, rest = written.partition("-")
    if what in ("ask", "spared"):
        return _kind(desk, what, rest, today)
    if what == "list":
        return _list(desk, rest)
    document = desk.book.snapshot().document(an_id(rest[:_LENGTH_OF_AN_ID]))
    if document is None:
        return None
    if what == "again":
        words = _("We asked for {paper}").format(paper=label(document.number))
        return Waiting(words, lambda: ask_again_dialog(desk, document, today).open())
    return _asking(desk, what, document, rest[_LENGTH_OF_AN_ID + 1 :])


def _kind(desk: Desk, what: str, written: str, today: date) -> Waiting | None:
    rows = gaps(desk.book.snapshot(), "", today).rows
    row = next((row for row in rows if str(kind_id(row.kind)) == written), None)
    if row is None:
        return None
    if what == "ask":
        return Waiting(
            _("We asked for it: {paper}").format(paper=row.name), lambda: ask_dialog(desk, row, today).open()
        )
    words = _("Does not apply: {paper}").format(paper=row.name)
    return Waiting(words, lambda: does_not_apply_dialog(desk, row.kind).open())


def _list(desk: Desk, written: str) -> Waiting | None:
    if written == NEW:
        return Waiting(_("Our own list"), lambda: OwnListDialog(desk).open())
    own = next((one for one in desk.book.snapshot().recipients if str(one.id) == written), None)
    return Waiting(_("Change the list"), lambda: OwnListDialog(desk, own).open()) if own is not None else None


def _asking(desk: Desk, what: str, document: Document, written: str) -> Waiting | None:
    place = int(written) if written.isascii() and written.isdigit() else -1
    if not 0 <= place < len(document.requests.values):
        return None
    words = _("Asked for {paper}").format(paper=label(document.number))
    if what == "answer":
        return Waiting(words, lambda: answer_dialog(desk, document, place).open())
    return Waiting(words, lambda: request_dialog(desk, document, place).open()) if what == "request" else None
