"""Looking at a document: its pages come from a child process, and whatever a page does to it the look goes on."""

import hashlib
import io
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from caregiver_app.casebook.documents.preview import Leaves, PageViewer
from caregiver_app.child import Limits
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.sheets import Sheet, Sheets
from caregiver_app.progress import Cancelled, Progress
from endless_page import endless

Keep = Callable[[bytes], Document]


@pytest.fixture
def keep(tmp_path: Path) -> Keep:
    def kept(body: bytes) -> Document:
        fingerprint = hashlib.sha256(body).hexdigest()
        (tmp_path / fingerprint).write_bytes(body)
        return Document(number=1, title="A paper", fingerprint=fingerprint)

    return kept


@pytest.fixture
def viewer(tmp_path: Path) -> Iterator[PageViewer]:
    with PageViewer(lambda fingerprint: tmp_path / fingerprint) as made:
        yield made


def report(pages: int = 2) -> bytes:
    body = io.BytesIO()
    canvas = Canvas(body, pagesize=(400, 600), invariant=1)
    for page in range(1, pages + 1):
        canvas.drawString(50, 500, f"Report, page {page}")
        canvas.showPage()
    canvas.save()
    return body.getvalue()


def photo(size: tuple[int, int] = (300, 200)) -> bytes:
    body = io.BytesIO()
    Image.new("L", size, "white").save(body, "PNG")
    return body.getvalue()


def test_all_pages_of_a_file_are_shown_in_order(viewer: PageViewer, keep: Keep) -> None:
    opened = viewer.open(keep(report(3)))
    assert [leaf.sheet.page for leaf in opened.leaves] == [1, 2, 3]
    assert opened.trouble == ""
    came = viewer.render(opened.leaves[1], 200)
    assert (came.width, came.height, came.trouble) == (200, 300, "")
    assert [word.text for word in viewer.words(opened.leaves[2])] == ["Report,", "page", "3"]


def test_chosen_pages_of_several_files_are_one_document(viewer: PageViewer, keep: Keep) -> None:
    letter, picture = keep(report(2)), keep(photo())
    sheets = (
        Sheet(picture.fingerprint),
        Sheet(letter.fingerprint, 2, turn=1),
        Sheet(letter.fingerprint, 9),
        Sheet("f" * 64),
    )
    leaves = viewer.open(letter.amended(sheets=Sheets.of(sheets))).leaves
    assert [leaf.trouble for leaf in leaves] == ["", "", "page_unreadable", "missing"]
    sizes = [(came.width, came.height) for came in (viewer.render(leaf, 120) for leaf in leaves)]
    assert sizes == [(120, 80), (120, 80), (0, 0), (0, 0)]
    assert viewer.words(leaves[3]) == ()


def test_what_is_no_file_or_cannot_be_opened_says_so(viewer: PageViewer, keep: Keep) -> None:
    assert viewer.open(Document(number=1, title="Slides", holding="elsewhere")) == Leaves(trouble="missing")
    assert viewer.open(Document(number=1, title="Gone", fingerprint="a" * 64)).trouble == "missing"
    assert viewer.open(keep(b"Dear Dr Chen")).trouble == "unsupported"


@pytest.mark.thorough
def test_a_page_that_takes_for_ever_is_stopped_and_the_next_one_is_shown(tmp_path: Path, keep: Keep) -> None:
    with PageViewer(lambda name: tmp_path / name, Limits(seconds=1.0)) as viewer:
        leaves = viewer.open(keep(endless())).leaves
        assert viewer.render(leaves[0], 300).trouble == "too_slow"
        assert viewer.render(leaves[1], 300).trouble == ""


@pytest.mark.thorough
def test_a_picture_that_takes_all_memory_ends_only_the_child(tmp_path: Path, keep: Keep) -> None:
    with PageViewer(lambda name: tmp_path / name, Limits(memory=300_000_000, seconds=20)) as viewer:
        bomb = viewer.open(keep(photo((16_000, 10_000)))).leaves
        assert viewer.render(bomb[0], 300).trouble == "crashed"
        assert viewer.render(viewer.open(keep(report())).leaves[0], 300).trouble == ""


@pytest.mark.thorough
def test_who_waits_no_longer_gets_away_soon_and_a_quick_page_is_finished(tmp_path: Path, keep: Keep) -> None:
    def stop(*_told: object) -> None:
        raise Cancelled

    stopping: Progress = stop
    with PageViewer(lambda name: tmp_path / name) as viewer:
        leaves = viewer.open(keep(endless())).leaves
        began = time.monotonic()
        with pytest.raises(Cancelled):
            viewer.render(leaves[0], 300, progress=stopping)
        assert time.monotonic() - began < 10
        viewer.words(leaves[1])
        assert viewer.render(leaves[1], 300, progress=stopping).trouble == ""


def test_closing_gives_up_what_is_being_read(tmp_path: Path, keep: Keep) -> None:
    viewer = PageViewer(lambda name: tmp_path / name)
    leaves = viewer.open(keep(endless())).leaves
    ended: list[str] = []
    reading = threading.Event()

    def look() -> None:
        def heed(*_told: object) -> None:
            reading.set()

        try:
            viewer.render(leaves[0], 300, progress=heed)
        except Cancelled:
            ended.append("given up")

    looking = threading.Thread(target=look)
    looking.start()
    assert reading.wait(10)
    viewer.close()
    looking.join(10)
    assert ended == ["given up"]
    with pytest.raises(Cancelled):
        viewer.words(leaves[1])


def test_whoever_looks_never_loads_the_reader() -> None:
    program = (
        "import sys, caregiver_app.casebook.documents.preview\n"
        "print(sorted({'pypdfium2', 'PIL', 'pillow_heif', 'PySide6'} & set(sys.modules)))"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert ended.stdout.strip() == "[]"
