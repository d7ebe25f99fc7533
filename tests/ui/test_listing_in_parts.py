"""Papers that came in are put on the list in parts: a stop, a refusal and a closed case in the middle lose nothing."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.documents import listing
from caregiver_app.casebook.documents.journal import Journal
from caregiver_app.ui import jobs
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents import adding
from caregiver_app.ui.documents.page import DocumentsPage
from caregiver_app.ui.main_window import MainWindow

PAPERS = 6
SOON = 20_000


class InTheMiddle:
    """Do something once, after the second part."""

    def __init__(self, act: Callable[[], object], parts: Iterator[None]) -> None:
        self._act, self._parts, self._count = act, parts, 0

    def __iter__(self) -> Iterator[None]:
        return self

    def __next__(self) -> None:
        next(self._parts)
        self._count += 1
        if self._count == 2:
            self._act()

    def close(self) -> None:
        self._parts.close()  # type: ignore[attr-defined]


@pytest.fixture
def add(
    window: MainWindow, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Callable[[], object]], DocumentsPage]:
    """Add some papers, and do something in the middle of putting them on the list."""
    folder = tmp_path / "papers"
    folder.mkdir()
    for number in range(PAPERS):
        (folder / f"letter {number}.txt").write_text(f"Letter {number}", encoding="utf-8")
    window.go("documents")
    page = window.page("documents")
    assert isinstance(page, DocumentsPage)
    monkeypatch.setattr(listing, "PAPERS_AT_ONCE", 1)
    monkeypatch.setattr(jobs, "TURN", 0.0001)

    def start(act: Callable[[], object]) -> DocumentsPage:
        def once(*values: Any) -> InTheMiddle:
            monkeypatch.setattr(adding, "list_in_parts", listing.list_in_parts)
            return InTheMiddle(act, listing.list_in_parts(*values))

        monkeypatch.setattr(adding, "list_in_parts", once)
        page.adding.add([folder])
        return page

    return start


def titles(desk: Desk) -> list[str]:
    return sorted(document.title for document in desk.book.snapshot().documents)


ALL = [f"letter {number}" for number in range(PAPERS)]


def test_a_stop_leaves_nothing_on_the_list_and_it_goes_on_from_there(
    qtbot: QtBot, window: MainWindow, desk: Desk, add: Callable[[Callable[[], object]], DocumentsPage]
) -> None:
    before = desk.book.snapshot()
    page = add(lambda: page.under_way.cancel_button.click())
    qtbot.waitUntil(lambda: not desk.jobs.open, timeout=SOON)
    assert desk.book.snapshot() == before
    assert desk.notices.words.startswith(f"Adding documents was stopped. {PAPERS} files are copied already")
    desk.notices.action.click()
    qtbot.waitUntil(lambda: not desk.jobs.open and titles(desk) == ALL, timeout=SOON)
    assert Journal(desk.book.folder).unfinished() is None


def test_what_is_typed_elsewhere_in_the_middle_is_saved_and_all_come_in(
    qtbot: QtBot, window: MainWindow, desk: Desk, add: Callable[[Callable[[], object]], DocumentsPage]
) -> None:
    def change() -> None:
        with desk.book.step("change") as tx:
            tx.put(desk.book.snapshot().person.amended(question="typed meanwhile"))

    add(change)
    qtbot.waitUntil(lambda: not desk.jobs.open and titles(desk) == ALL, timeout=SOON)
    assert desk.book.snapshot().person.question == "typed meanwhile"
    assert desk.notices.words == f"{PAPERS} documents came in."
    assert [step.label for step in desk.book.steps()][:2] == ["change", f"Add {PAPERS} documents"]


def test_a_folder_that_went_in_the_middle_is_told_and_another_try_lists_them_once(
    qtbot: QtBot,
    window: MainWindow,
    desk: Desk,
    case_folder: Path,
    add: Callable[[Callable[[], object]], DocumentsPage],
) -> None:
    elsewhere = case_folder.with_name("elsewhere")
    add(lambda: case_folder.rename(elsewhere))
    qtbot.waitUntil(lambda: not desk.jobs.open, timeout=SOON)
    assert titles(desk) == []
    assert window.status.words == "Not saved: the case folder is not there"
    os.rename(elsewhere, case_folder)
    window.status.try_button.click()
    qtbot.waitUntil(lambda: not desk.jobs.open, timeout=SOON)
    assert titles(desk) == ALL
    assert window.status.words.startswith("Saved ")
    assert Journal(case_folder).unfinished() is None


@pytest.mark.thorough
def test_a_case_that_is_closed_in_the_middle_goes_on_when_it_is_opened_again(
    qtbot: QtBot, window: MainWindow, case_folder: Path, add: Callable[[Callable[[], object]], DocumentsPage]
) -> None:
    add(window.door.close)
    qtbot.waitUntil(lambda: window.door.book is None and not window.jobs.open, timeout=SOON)
    with qtbot.waitSignal(window.case_shown, timeout=SOON):
        window.door.open(case_folder)
    desk = window.desk
    assert desk is not None
    assert titles(desk) == []
    window.go("documents")
    assert "was stopped" in desk.notices.words
    desk.notices.action.click()
    qtbot.waitUntil(lambda: not window.jobs.open and titles(desk) == ALL, timeout=SOON)
    assert desk.book.findings() == ()


def test_a_program_that_was_killed_after_all_came_in_does_not_offer_to_go_on(
    qtbot: QtBot, desk: Desk, add: Callable[[Callable[[], object]], DocumentsPage]
) -> None:
    written = desk.book.folder / "drafts" / "adding.jsonl"
    kept: list[str] = []
    page = add(lambda: kept.append(written.read_text(encoding="utf-8")))
    qtbot.waitUntil(lambda: not desk.jobs.open and titles(desk) == ALL, timeout=SOON)
    written.write_text(kept[0], encoding="utf-8")
    assert Journal(desk.book.folder).unfinished() is not None
    said = desk.notices.words
    page.adding.tell_of_unfinished()
    page.adding.go_on()
    assert desk.notices.words == said
    assert desk.jobs.open == ()
    assert not written.exists()
