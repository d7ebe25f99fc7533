"""Importing a history from a file: looked over first, written by one press, taken back by another."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.timeline import add_entry
from caregiver_app.domain.timeline.records import Note
from caregiver_app.progress import Progress
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.timeline.editor import add_dialog
from caregiver_app.ui.timeline.importing import Importing
from caregiver_app.ui.timeline.page import TimelinePage
from caregiver_app.ui.timeline.several import SeveralDialog

TEN_YEARS = Path(__file__).parents[1] / "files" / "ten_years.csv"
ROWS = (
    "lab,May 2023,LDH,310,report",
    "lab,3/4/2023,LDH,290,report",
    'note,2023,"<b>bold</b> & <img src=""/etc/hostname"">",,memory',
    "<b>labs</b>,2023,CRP,3,",
    "lab,May 2023,LDH,310,report",
    "lab,2024,LDH,280,D-077",
)


@pytest.fixture
def importing(window: MainWindow) -> Importing:
    window.go("timeline")
    made = window.page("timeline")
    assert isinstance(made, TimelinePage)
    return made.importing


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """Three good rows, two that are not clear, one that repeats another."""
    return table(tmp_path, *ROWS)


def table(folder: Path, *rows: str, name: str = "our <b>list</b>.csv") -> Path:
    file = folder / name.replace("/", "")
    file.write_text("\n".join(("kind,date,name,value,source", *rows)), encoding="utf-8")
    return file


def found(window: MainWindow) -> SeveralDialog | None:
    return next((dialog for dialog in window.findChildren(SeveralDialog) if dialog.isVisible()), None)


def review(qtbot: QtBot, window: MainWindow, importing: Importing, file: Path) -> SeveralDialog:
    importing.choose_file = lambda: file
    window.actions_table["import"].trigger()
    qtbot.waitUntil(lambda: found(window) is not None)
    made = found(window)
    assert made is not None
    return made


def at(dialog: SeveralDialog, column: str) -> list[str]:
    place = dialog.model.columns.index(column)
    return [dialog.model.index(row, place).data() for row in range(len(dialog.model.places))]


def ticks(dialog: SeveralDialog) -> list[bool]:
    return [place.is_in for place in dialog.model.places]


def test_everything_is_shown_before_anything_is_written(
    qtbot: QtBot, window: MainWindow, importing: Importing, book: Casebook
) -> None:
    before = book.snapshot()
    dialog = review(qtbot, window, importing, TEN_YEARS)
    assert book.snapshot() == before
    assert dialog.windowTitle() == "Import a history"
    assert dialog.lead.text().startswith("197 entries to add")
    assert (at(dialog, "date")[0], at(dialog, "kind")[0]) == ("autumn 2014", "Note")
    assert dialog.save_button.text() == "Add 197 entries"
    dialog.reject()
    assert not dialog.isVisible()


def test_one_press_imports_all_as_one_step_and_undo_takes_it_back(
    qtbot: QtBot, window: MainWindow, importing: Importing, book: Casebook
) -> None:
    before = book.snapshot()
    window.go("overview")
    review(qtbot, window, importing, TEN_YEARS).save_button.click()
    assert window.shown_page == "timeline"
    assert len(book.snapshot().entries) == len(before.entries) + 197
    assert window.notices.words == "197 entries came in from “ten_years.csv”."
    assert book.undo_label == "Import 197 entries from ten_years.csv"
    window.notices.action.click()
    assert book.snapshot() == before


@pytest.mark.thorough
def test_what_each_row_says_of_its_source_is_kept_whole(
    qtbot: QtBot, window: MainWindow, importing: Importing, book: Casebook
) -> None:
    review(qtbot, window, importing, TEN_YEARS).save_button.click()
    assert {entry.how_known for entry in book.snapshot().entries} == {"report", "memory", "check"}


def test_rows_that_are_not_clear_are_put_right_in_the_window(
    qtbot: QtBot, window: MainWindow, importing: Importing, book: Casebook, mixed: Path
) -> None:
    dialog = review(qtbot, window, importing, mixed)
    assert ticks(dialog) == [True, True, True, False, False, True]
    assert at(dialog, "said")[4] == "Same as row 1"
    assert at(dialog, "said")[5].startswith("D-077 is not in this case")
    dialog.save()
    assert dialog.notices.words == "1 row needs something from you first."
    assert dialog.strip.said.text().startswith("“3/4/2023” could be 3 April 2023 or 4 March 2023")
    dialog.strip.readings[0].click()
    dialog.save()
    assert len(book.snapshot().entries) == 6 + 4
    assert window.notices.kind == "care"
    assert window.notices.words.endswith("2 rows stayed out.")


def test_what_stands_in_the_file_is_shown_as_it_is(
    qtbot: QtBot, window: MainWindow, importing: Importing, book: Casebook, mixed: Path
) -> None:
    dialog = review(qtbot, window, importing, mixed)
    assert at(dialog, "what")[2] == '<b>bold</b> & <img src="/etc/hostname">'
    dialog.leave_troubled_out()
    dialog.save()
    assert book.undo_label == "Import 3 entries from our <b>list<b>.csv"


def test_a_table_with_a_familys_own_columns_comes_in_too(
    qtbot: QtBot, window: MainWindow, importing: Importing, book: Casebook, tmp_path: Path
) -> None:
    file = tmp_path / "ours.csv"
    file.write_text("日期;治疗;结果\n2024年5月12日;R-ICE;部分缓解\n", encoding="utf-8")
    review(qtbot, window, importing, file).save_button.click()
    assert "R-ICE" in [getattr(entry, "regimen", "") for entry in book.snapshot().entries]


def test_a_letter_saved_as_text_is_read_like_a_paste(
    qtbot: QtBot, window: MainWindow, importing: Importing, tmp_path: Path
) -> None:
    (tmp_path / "mail.txt").write_text("Dear doctor,\n12 May 2024 LDH 310 U/L\n", encoding="utf-8")
    dialog = review(qtbot, window, importing, tmp_path / "mail.txt")
    assert at(dialog, "kind") == ["", "Lab result"]
    dialog.reject()


@pytest.mark.parametrize("way", ["escape", "button"])
def test_leaving_writes_nothing(
    qtbot: QtBot, window: MainWindow, importing: Importing, book: Casebook, mixed: Path, way: str
) -> None:
    before = book.snapshot()
    dialog = review(qtbot, window, importing, mixed)
    if way == "escape":
        dialog.reject()
    else:
        dialog.cancel_button.click()
    assert found(window) is None
    assert book.snapshot() == before


def test_the_same_table_again_is_told_in_a_sentence(qtbot: QtBot, window: MainWindow, importing: Importing) -> None:
    review(qtbot, window, importing, TEN_YEARS).save_button.click()
    importing.read(TEN_YEARS)
    qtbot.waitUntil(lambda: "nothing new" in window.notices.words)
    assert "its 197 rows are in the case already" in window.notices.words
    assert found(window) is None


def test_rows_already_there_are_shown_as_such(
    qtbot: QtBot, window: MainWindow, importing: Importing, tmp_path: Path
) -> None:
    review(qtbot, window, importing, table(tmp_path, ROWS[0])).save_button.click()
    dialog = review(qtbot, window, importing, table(tmp_path, ROWS[0], ROWS[5]))
    assert at(dialog, "said")[0] == "In your case already"
    assert ticks(dialog) == [False, True]
    dialog.reject()


def test_changes_to_a_table_under_review_survive_a_kill(
    qtbot: QtBot, window: MainWindow, desk: Desk, importing: Importing, mixed: Path
) -> None:
    dialog = review(qtbot, window, importing, mixed)
    place = dialog.model.columns.index("value")
    dialog.model.setData(dialog.model.index(0, place), "311")
    qtbot.waitUntil(lambda: desk.drafts.names() != ())
    dialog.put_by()
    again = review(qtbot, window, importing, mixed)
    assert at(again, "value")[0] == "311"
    again.notices.action.click()
    assert at(again, "value")[0] == "310"
    again.leave_without_saving()


def test_what_is_no_text_is_told_and_nothing_opens(
    qtbot: QtBot, window: MainWindow, importing: Importing, tmp_path: Path
) -> None:
    (tmp_path / "x.csv").write_bytes(b"%PDF-1.7")
    importing.read(tmp_path / "x.csv")
    qtbot.waitUntil(lambda: window.notices.kind == "stop")
    assert "This is a PDF file, not a text file." in window.notices.words
    assert found(window) is None
    importing.read(tmp_path)
    qtbot.waitUntil(lambda: "is no table or text" in window.notices.words)


def test_an_empty_file_brings_nothing(qtbot: QtBot, window: MainWindow, importing: Importing, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(b"\n\n")
    importing.read(tmp_path / "x.csv")
    qtbot.waitUntil(lambda: "There is no row in “x.csv”" in window.notices.words)


def test_reading_can_be_stopped(qtbot: QtBot, window: MainWindow, desk: Desk, importing: Importing) -> None:
    desk.jobs.start(_until_stopped, done=print, failed=print)
    importing.read(TEN_YEARS)
    assert window.status.job_strip.isVisible()
    window.status.job_strip.stop_button.click()
    qtbot.waitUntil(lambda: not desk.jobs.open)
    assert found(window) is None
    assert window.notices.words == ""


def _until_stopped(progress: Progress) -> None:
    while True:
        progress(0, 0, "")


def test_a_case_changed_meanwhile_is_compared_anew(
    qtbot: QtBot, window: MainWindow, book: Casebook, importing: Importing, tmp_path: Path
) -> None:
    importing.read(table(tmp_path, "note,,Talk about travel,,memory", "note,,Another,,memory"))
    add_entry(book, Note(title="Talk about travel", how_known="memory"))
    qtbot.waitUntil(lambda: found(window) is not None)
    dialog = found(window)
    assert dialog is not None
    assert ticks(dialog) == [False, True]
    dialog.reject()


def test_while_a_form_is_open_the_table_waits_to_be_looked_at(
    qtbot: QtBot, window: MainWindow, desk: Desk, importing: Importing, mixed: Path
) -> None:
    form = add_dialog(desk, "scan")
    form.open()
    importing.read(mixed)
    qtbot.waitUntil(lambda: "is read" in window.notices.words)
    assert found(window) is None
    form.reject()
    window.notices.action.click()
    qtbot.waitUntil(lambda: found(window) is not None)
    dialog = found(window)
    assert dialog is not None
    dialog.reject()


def test_a_case_closed_meanwhile_is_left_alone(
    qtbot: QtBot, window: MainWindow, desk: Desk, importing: Importing, mixed: Path
) -> None:
    importing.read(mixed)
    window.door.close()
    qtbot.waitUntil(lambda: not desk.jobs.open)
    assert found(window) is None


def test_an_import_that_cannot_be_written_says_so_and_stays_open(
    qtbot: QtBot, window: MainWindow, importing: Importing, book: Casebook, tmp_path: Path
) -> None:
    before = book.snapshot()
    dialog = review(qtbot, window, importing, table(tmp_path, ROWS[0]))
    book._store.read_only = True
    dialog.save_button.click()
    assert dialog.isVisible()
    assert dialog.notices.kind == "stop"
    assert book.snapshot() == before
    book._store.read_only = False
    dialog.reject()


def test_an_empty_table_is_saved_and_never_over_a_file(
    window: MainWindow, importing: Importing, tmp_path: Path
) -> None:
    target = tmp_path / "start.csv"
    importing.choose_target = lambda _name: target
    window.actions_table["template"].trigger()
    assert target.read_bytes().startswith(b"\xef\xbb\xbfkind,date")
    assert "“start.csv” is ready" in window.notices.words
    target.write_text("mine")
    window.actions_table["template"].trigger()
    assert window.notices.kind == "stop"
    assert target.read_text() == "mine"


def test_without_a_case_there_is_nothing_to_import_into_or_check(empty_window: MainWindow) -> None:
    assert not any(empty_window.actions_table[name].isEnabled() for name in ("import", "template", "check"))
