"""The way to the wanted list from elsewhere, and the word, when a case is opened, of what is to be asked again."""

from datetime import date
from functools import partial
from typing import Final

from caregiver_app.i18n import ngettext
from caregiver_app.ui.desk import Desk

_LONGEST_TITLE: Final = 60


def show_wanted(desk: Desk) -> None:
    """Show the wanted list of the Documents page."""
    from caregiver_app.ui.documents.page import WANTED, DocumentsPage

    desk.go("documents", None)
    for page in desk.window.findChildren(DocumentsPage):
        if page.desk is desk:
            page.show_view(WANTED)


def tell_of_due(desk: Desk, today: date) -> None:
    """Say what is overdue or to be asked again today, with a button that leads there; nothing where nothing is."""
    from caregiver_app.domain.documents.asking import due_today

    due = due_today(desk.book.snapshot(), today)
    if not due:
        return
    n, first = len({asked.document.id for asked in due}), due[0].document.title
    name = first if len(first) <= _LONGEST_TITLE else f"{first[:_LONGEST_TITLE].rstrip()}…"
    words = ngettext("It is time to ask again for “{paper}”.", "It is time to ask again for {n} papers.", n)
    action = ngettext("Look at it", "Look at them", n)
    desk.notices.tell(words.format(n=n, paper=name), action=action, act=partial(show_wanted, desk))
