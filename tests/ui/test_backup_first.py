"""Before much is removed at once a backup of the records is made; where it cannot be, somebody has to say go on."""

import pytest
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.backing_up import LARGE
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.listing import add_thing
from caregiver_app.casebook.timeline import add_entries
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.timeline.records import Note
from caregiver_app.store.backup import listed
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.timeline.page import TimelinePage


@pytest.fixture
def many(book: Casebook) -> None:
    add_entries(book, [Note(title=f"note {number}") for number in range(LARGE)], "Add notes")
    for number in range(LARGE):
        add_thing(book, Document(number=number + 1, title=f"slides {number}", holding="elsewhere", held_by="Pathology"))


def remove(window: MainWindow, page: str, most: int) -> None:
    """Choose so many rows of a page's table and remove them."""
    window.go(page)
    shown = window.page(page)
    table = shown.table if isinstance(shown, TimelinePage) else shown.all.table
    table.select_ids([one.id for one in table.records_model.records[:most]])
    (shown.entries if isinstance(shown, TimelinePage) else shown).remove()


def count(book: Casebook, page: str) -> int:
    return len(book.snapshot().entries if page == "timeline" else book.snapshot().documents)


@pytest.mark.parametrize("page", ["timeline", "documents"])
def test_many_are_removed_after_a_backup_and_few_at_once(
    qtbot: QtBot, window: MainWindow, book: Casebook, many: None, page: str
) -> None:
    before = count(book, page)
    remove(window, page, 2)
    assert count(book, page) == before - 2
    assert listed(book.folder) == ()
    book.undo()
    number = book.whole.change
    remove(window, page, LARGE)
    qtbot.waitUntil(lambda: count(book, page) == before - LARGE)
    assert [one.change for one in listed(book.folder)] == [number]
    assert window.notices.action.text() == "Undo"


def test_where_no_backup_can_be_made_nothing_is_removed_until_somebody_says_go_on(
    qtbot: QtBot, window: MainWindow, book: Casebook, many: None
) -> None:
    (book.folder / "backups").write_text("in the way")
    before = count(book, "timeline")
    remove(window, "timeline", LARGE)
    qtbot.waitUntil(lambda: window.notices.kind == "stop")
    assert count(book, "timeline") == before
    window.notices.action.click()
    assert count(book, "timeline") == before - LARGE
