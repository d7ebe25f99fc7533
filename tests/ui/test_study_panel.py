"""What the panel shows of a scan and a disc: whose it is, its series, its files; and nothing of it is for reading."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

import discs
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import list_files
from caregiver_app.casebook.documents.series_pictures import SeriesPicture
from caregiver_app.casebook.documents.sources import find_files
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.person import Person
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.documents.fact_list import WordsLink
from caregiver_app.ui.documents.page import DocumentsPage
from caregiver_app.ui.documents.rows import counted, rows_of
from caregiver_app.ui.documents.states import LISTED, NEEDS_A_LOOK, NOT_HERE, state_of
from caregiver_app.ui.documents.study_facts import passport_flags
from caregiver_app.ui.documents.study_files import FilesDialog
from caregiver_app.ui.documents.study_strip import SIDE, SeriesStrip
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.theme import Theme

MARKUP = '<b>x</b><img src="/etc/hostname">'


@pytest.fixture
def page(window: MainWindow) -> DocumentsPage:
    window.go("documents")
    shown = window.page("documents")
    assert isinstance(shown, DocumentsPage)
    return shown


@pytest.fixture
def cd(tmp_path: Path) -> Path:
    """An invented PET-CT of two series, one of them described, with a file that is not whole and an odd index."""
    folder = discs.disc(tmp_path / "CD 7", images=6, series=2, viewer=False)
    for number in (1, 3, 5):
        path = folder / "DICOM" / "SER1" / f"IM{number:05}"
        uid = f"{discs.ROOT}9.{number + 1}"
        described = {"Modality": "PT", "SeriesInstanceUID": f"{discs.ROOT}1.2", "InstanceNumber": number}
        discs.write(path, discs.picture(SOPInstanceUID=uid, SeriesDescription=MARKUP, **described))
    cut = folder / "DICOM" / "SER0" / "IM00000"
    cut.write_bytes(cut.read_bytes()[:-50])
    discs.index(folder / "DICOMDIR", ["DICOM/GONE"])
    return folder


@pytest.fixture
def choose(qtbot: QtBot, page: DocumentsPage, desk: Desk) -> Callable[[Document], None]:
    """Choose a document and wait until nothing is under way."""

    def chosen(document: Document) -> None:
        page.all.table.select_ids([document.id])
        QApplication.processEvents()
        qtbot.waitUntil(
            lambda: "Making" not in page.all.panel.study.words.text() and not desk.jobs.open, timeout=20_000
        )

    return chosen


def added(book: Casebook, *paths: Path, leave: bool = False) -> tuple[Document, ...]:
    return list_files(book, keep_files(book.originals, find_files(paths), leave_discs=leave))


def words_in(widget: QWidget) -> list[str]:
    """Return what is written in the shown parts of a widget."""
    return [label.text().replace("\u200b", "") for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


@pytest.mark.thorough
def test_a_scan_shows_its_facts_its_series_and_what_they_are_for(
    page: DocumentsPage, book: Casebook, cd: Path, choose: Callable[[Document], None]
) -> None:
    _disc, study = added(book, cd)
    choose(study)
    panel = page.all.panel
    words = words_in(panel)
    for fact in ("PET-CT (PT/CT)", "CHEST", "Hospital of the North", "24 September 2026", "2 series, 6 pictures"):
        assert fact in words
    assert "These pictures are only for finding the right scan. They are not for reading." in words
    first, second = panel.study.strip.tiles
    assert first.picture.accessibleName() == "Picture of the series “CT”, 3 pictures"
    assert second.picture.accessibleName() == f"Picture of the series “{MARKUP}”, 3 pictures"
    assert MARKUP in words  # as it is, and never as markup
    assert panel.study.unreadable.text() == "DICOM/SER0/IM00000"
    assert [part.isVisible() for part in (panel.tick, panel.copy_button, panel.file_button)] == [False] * 3
    assert panel.change_button.isVisible()


@pytest.mark.thorough
def test_a_name_and_birth_date_that_are_not_the_passports_are_told_calmly(
    page: DocumentsPage, book: Casebook, cd: Path, choose: Callable[[Document], None]
) -> None:
    _disc, study = added(book, cd)
    choose(study)
    person = book.snapshot().person
    assert page.all.panel.study.flags.text().splitlines()[:2] == [
        f"The disc says “Westerhaugh, Ingrid”, the passport “{person.name}”.",
        "The disc says born on 2 March 1961, the passport 14 May 1962.",
    ]
    assert page.all.panel.study.flags_row.isVisible()
    own = Person(name="Ingrid Westerhaugh", born="1961-03-02")
    assert passport_flags(study, own) == ()


@pytest.mark.thorough
def test_a_disc_links_to_what_came_from_it_and_names_what_is_odd(
    page: DocumentsPage, book: Casebook, cd: Path, choose: Callable[[Document], None]
) -> None:
    (cd / "REPORT.RTF").write_bytes(rb"{\rtf1 The report}")
    disc, study, report = added(book, cd)
    choose(disc)
    links = {link.accessibleName(): link for link in page.all.panel.findChildren(WordsLink) if link.isVisible()}
    assert set(links) == {f"D-002 {study.title}", f"D-003 {report.title}"}
    words = words_in(page.all.panel)
    assert "Its own index names 1 file that is not on it: DICOM/GONE." in words
    assert page.all.panel.study.strip.tiles == ()  # its studies have them
    links[f"D-002 {study.title}"].click()
    QApplication.processEvents()
    assert page.chosen == (study,)
    back = [link.accessibleName() for link in page.all.panel.findChildren(WordsLink) if link.isVisible()]
    assert back == [f"D-001 {disc.title}"]


@pytest.mark.thorough
def test_a_disc_that_was_left_says_so_and_offers_no_files(
    page: DocumentsPage, book: Casebook, cd: Path, choose: Callable[[Document], None]
) -> None:
    _disc, study = added(book, cd, leave=True)
    choose(study)
    section = page.all.panel.study
    assert "left where they are" in section.words.text()
    assert (section.save_button.isVisible(), section.files_button.isVisible()) == (False, True)
    assert section.strip.tiles == ()
    assert str(cd) in words_in(page.all.panel)


def test_a_paper_has_nothing_of_a_scan(
    page: DocumentsPage, book: Casebook, tmp_path: Path, choose: Callable[[Document], None]
) -> None:
    (tmp_path / "letter.txt").write_text("a letter")
    (paper,) = added(book, tmp_path / "letter.txt")
    choose(paper)
    assert not page.all.panel.study.isVisible()
    assert not page.all.panel.study.flags_row.isVisible()
    assert page.all.panel.tick.isVisible()


@pytest.mark.thorough
def test_whoever_goes_on_to_another_scan_gets_its_pictures_and_those_of_the_first_are_kept(
    qtbot: QtBot, page: DocumentsPage, desk: Desk, book: Casebook, cd: Path, tmp_path: Path
) -> None:
    _disc, first = added(book, cd)
    (second,) = added(
        book,
        discs.write(tmp_path / "us.dcm", discs.picture(StudyInstanceUID="1.2.3", SeriesInstanceUID="1.2.3.4")),
    )
    strip = page.all.panel.study.strip
    page.all.table.select_ids([first.id])
    page.all.table.select_ids([second.id])
    qtbot.waitUntil(lambda: len(strip.tiles) == 1 and not desk.jobs.open, timeout=20_000)
    page.all.table.select_ids([first.id])
    qtbot.waitUntil(lambda: len(strip.tiles) == 2 and not desk.jobs.open, timeout=20_000)
    page.all.table.select_ids([second.id])
    assert (len(strip.tiles), len(page.all.panel.study.words.text())) == (1, 0)  # made once


@pytest.mark.thorough
def test_stopping_everything_leaves_no_strip_that_waits_for_ever(
    qtbot: QtBot, page: DocumentsPage, desk: Desk, book: Casebook, cd: Path
) -> None:
    _disc, study = added(book, cd)
    page.all.table.select_ids([study.id])
    qtbot.waitUntil(lambda: bool(desk.jobs.open), timeout=20_000)
    desk.jobs.cancel()
    qtbot.waitUntil(lambda: not desk.jobs.open, timeout=20_000)
    assert page.all.panel.study.words.text() == "Making the pictures was stopped. Choose the scan again to have them."


@pytest.mark.thorough
def test_all_files_are_listed_with_size_and_state_and_can_be_found(
    qtbot: QtBot, page: DocumentsPage, desk: Desk, window: MainWindow, book: Casebook, cd: Path,
    choose: Callable[[Document], None],
) -> None:  # fmt: skip
    disc, _study = added(book, cd)
    choose(disc)
    page.all.panel.study.files_button.click()
    (dialog,) = window.findChildren(FilesDialog)
    qtbot.waitUntil(lambda: dialog.count.text().startswith("7 files"), timeout=20_000)
    states = {row.file.path: row.state for row in dialog.table.records_model.records}
    assert states["DICOM/SER0/IM00002"] == "Kept in the case"
    assert states["DICOM/SER0/IM00000"] == "Part may be missing"
    assert len(states) == 7
    dialog.words.setText("ser1 KEPT")
    assert dialog.table.proxy.rowCount() == 3
    assert dialog.count.text().endswith("of 7")
    dialog.words.setText("nothing like it")
    assert dialog.table.proxy.rowCount() == 0
    dialog.accept()


@pytest.mark.thorough
def test_a_list_that_was_changed_is_told_and_shows_nothing(
    qtbot: QtBot, page: DocumentsPage, desk: Desk, window: MainWindow, book: Casebook, cd: Path,
    choose: Callable[[Document], None],
) -> None:  # fmt: skip
    disc, _study = added(book, cd)
    book.originals.file(disc.fingerprint).write_text("{}")
    choose(disc)
    page.all.panel.study.files_button.click()
    (dialog,) = window.findChildren(FilesDialog)
    qtbot.waitUntil(lambda: "missing from the case folder" in dialog.count.text(), timeout=20_000)
    dialog.accept()


@pytest.mark.thorough
def test_the_files_of_a_disc_are_given_back_as_they_lay_on_it(
    qtbot: QtBot, page: DocumentsPage, desk: Desk, book: Casebook, cd: Path, tmp_path: Path,
    choose: Callable[[Document], None],
) -> None:  # fmt: skip
    disc, study = added(book, cd)
    (tmp_path / "out").mkdir()
    page.studies.choose_folder = lambda: tmp_path / "out"
    for document, shown in ((disc, "disc"), (study, "scan"), (disc, "disc")):
        choose(document)
        assert page.all.panel.study.save_button.text() == f"Save the {shown}’s files…"
        page.all.panel.study.save_button.click()
        qtbot.waitUntil(lambda: not desk.jobs.open, timeout=20_000)
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["Imaging disc “CD 7”", "Imaging disc “CD 7” (2)", "PET-CT chest, 24 September 2026"]
    for name in names:
        given = {path.relative_to(tmp_path / "out" / name): path for path in (tmp_path / "out" / name).rglob("*")}
        files = {inside: path.read_bytes() for inside, path in given.items() if path.is_file()}
        wanted = {
            path.relative_to(cd): path.read_bytes()
            for path in cd.rglob("*")
            if path.is_file() and (path.name != "DICOMDIR" or "disc" in name)
        }
        assert files == wanted
    assert desk.notices.words == f"7 files are in “{tmp_path / 'out' / names[1]}”."


@pytest.mark.thorough
def test_a_file_that_is_gone_is_told_when_the_others_are_given_back(
    qtbot: QtBot, page: DocumentsPage, desk: Desk, book: Casebook, cd: Path, tmp_path: Path,
    choose: Callable[[Document], None],
) -> None:  # fmt: skip
    disc, _study = added(book, cd)
    manifest = book.originals.manifest(disc.fingerprint)
    assert manifest is not None
    book.originals.file(manifest.files[1].fingerprint).unlink()
    page.studies.choose_folder = lambda: tmp_path
    choose(disc)
    page.all.panel.study.save_button.click()
    qtbot.waitUntil(lambda: not desk.jobs.open, timeout=20_000)
    assert "6 files are in" in desk.notices.words
    assert "1 file could not be given back." in desk.notices.words


@pytest.mark.thorough
def test_the_list_says_what_a_scan_is_and_what_it_came_in(book: Casebook, cd: Path, tmp_path: Path) -> None:
    added(book, cd)
    added(book, discs.disc(tmp_path / "left", images=1, series=1, viewer=False), leave=True)
    disc, study, left, _left_study = rows_of(book.snapshot())
    assert disc.about == "Image files · 1 document in it"
    assert study.about == "came in D-001 · 2 series, 6 pictures · Hospital of the North"
    assert study.holds(["d-001", "chest"])
    assert (study.state.key, disc.state.key, left.state.key) == (NEEDS_A_LOOK, NEEDS_A_LOOK, NOT_HERE)
    assert (left.state.words, left.state.more) == ("Left where it is", str(tmp_path / "left"))
    assert "0 for the packet" in counted((disc, study))


@pytest.mark.parametrize("in_packet", [True, False])
def test_pictures_of_a_scan_are_listed_and_never_left_out_by_choice(in_packet: bool) -> None:
    study = Document(number=1, title="CT", format="study", in_packet=in_packet)
    assert (state_of(study).key, state_of(study).in_full) == (LISTED, "Listed, pictures kept as files")
    opened = Document(number=1, title="From the portal", format="zip", in_packet=in_packet)
    assert state_of(opened).in_full == ("Listed, what was inside is here too" if in_packet else "Left out by choice")


@pytest.mark.parametrize(
    ("mode", "percent", "width"),
    [
        ("contrast", 200, 1280),
        pytest.param("dark", 100, 1280, marks=pytest.mark.thorough),
        pytest.param("light", 100, 760, marks=pytest.mark.thorough),
    ],
)
def test_no_picture_and_no_word_is_cut_off(
    qtbot: QtBot, page: DocumentsPage, book: Casebook, cd: Path, window: MainWindow, theme: Theme,
    choose: Callable[[Document], None], mode: str, percent: int, width: int,
) -> None:  # fmt: skip
    _disc, study = added(book, cd)
    theme.use(mode, percent)
    window.resize(width, 800)
    choose(study)
    strip = page.all.panel.study.strip
    qtbot.waitUntil(lambda: strip.height() >= strip.heightForWidth(strip.width()), timeout=5000)
    for tile in strip.tiles:
        assert QRect(0, 0, strip.width(), strip.height()).contains(tile.geometry())
        for label in tile.findChildren(QLabel):
            assert label.heightForWidth(label.width()) <= label.height()
    theme.use("light", 100)


@pytest.mark.thorough
def test_the_space_bar_puts_papers_into_the_packet_and_never_a_scan(
    page: DocumentsPage, book: Casebook, desk: Desk, cd: Path, choose: Callable[[Document], None]
) -> None:
    (cd / "REPORT.RTF").write_bytes(rb"{\rtf1 The report}")
    _disc, study, report = added(book, cd)
    choose(study)
    page.put_in_packet(False)
    assert desk.notices.words == "Pictures of a scan stay files. The packet lists them."
    page.all.table.select_ids([study.id, report.id])
    page.put_in_packet(False)
    after = {document.id: document.in_packet for document in book.snapshot().documents}
    assert (after[study.id], after[report.id]) == (True, False)


@pytest.mark.thorough
def test_a_scan_is_not_opened_as_if_it_had_pages(page: DocumentsPage, book: Casebook, cd: Path, qtbot: QtBot) -> None:
    _disc, study = added(book, cd)
    page.all.tabs.setCurrentIndex(1)
    page.all.table.select_ids([study.id])
    qtbot.waitUntil(lambda: page.all.preview.isVisible(), timeout=20_000)
    assert any("A scan has no pages." in words for words in words_in(page.all.preview))
    page.all.tabs.setCurrentIndex(0)


def test_a_series_with_an_endless_name_is_cut_on_the_screen_and_whole_for_whoever_asks(qtbot: QtBot) -> None:
    endless = "\u202eX" * 500
    strip = SeriesStrip()
    qtbot.addWidget(strip)
    strip.show_series([SeriesPicture("1", "IM1", endless, 3, None, "left"), SeriesPicture("2", "IM2", "", 1, None, "")])
    first, second = strip.tiles
    assert first.sizeHint().height() < 6 * SIDE
    assert first.picture.accessibleName().count("X") == 500
    assert "\u202e" not in first.picture.accessibleName()
    assert "The disc was left where it is" in first.picture.accessibleName()
    assert words_in(second)[1:] == ["Series 2", "1 picture"]
