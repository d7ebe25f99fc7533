"""The icons: one for everything that has one, all in one style, in the colours of the theme."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QIcon, QImage, QPainter
from pytestqt.qtbot import QtBot

from caregiver_app import bundled
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.timeline.kinds import KINDS
from caregiver_app.domain.vocabulary import vocabulary
from caregiver_app.ui.icons import icon, paint_icon, paper_icon, program_icon
from caregiver_app.ui.main_window import MainWindow
from caregiver_app.ui.pages import PAGES
from caregiver_app.ui.theme import THEMES, Theme

ICONS = bundled.resource("icons")
DRAWN = sorted(path for folder in ("pages", "kinds", "papers") for path in (ICONS / folder).glob("*.svg"))


def painted(name: str, colour: str) -> QImage:
    image = QImage(48, 48, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    painter = QPainter(image)
    paint_icon(painter, name, QRectF(0, 0, 48, 48), colour)
    painter.end()
    return image


def test_every_page_entry_and_paper_has_one() -> None:
    wanted = {f"pages/{page.key}" for page in PAGES} | {f"kinds/{kind.id}" for kind in KINDS}
    wanted |= {paper_icon(Document(number=1, title="A", kind=term.id)) for term in vocabulary("document_kinds")}
    wanted |= {
        paper_icon(Document(number=1, title="A", kind=kind, holding="elsewhere")) for kind in ("ct-mri-images", "")
    }
    assert [name for name in sorted(wanted) if not (ICONS / f"{name}.svg").is_file()] == []


@pytest.mark.parametrize("path", DRAWN, ids=lambda path: path.stem)
def test_they_are_drawn_in_one_style(path: Path) -> None:
    drawn = path.read_text(encoding="utf-8")
    head = re.match(r"<svg [^>]*>", drawn)
    assert head is not None
    for said in ('viewBox="0 0 24 24"', 'stroke-width="1.75"', 'stroke="#000000"', 'stroke-linecap="round"'):
        assert said in head[0]
    assert set(re.findall(r"#[0-9A-Fa-f]{3,8}", drawn)) == {"#000000"}
    assert not re.search(r"<(script|image|use|text|style|filter)\b|href", drawn)


@pytest.mark.parametrize("path", DRAWN, ids=lambda path: path.stem)
def test_each_paints_something_in_the_colour_asked_for_and_keeps_to_its_square(qapp: object, path: Path) -> None:
    image = painted(f"{path.parent.name}/{path.stem}", "#0A6466")
    inked = [(x, y) for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() > 128]
    assert len(inked) > 60
    assert all(1 <= x <= 46 and 1 <= y <= 46 for x, y in inked)
    full = [image.pixelColor(*at) for at in inked if image.pixelColor(*at).alpha() == 255]
    assert full
    # A step of rounding aside, where the painter mixes edges.
    assert all(
        abs(one.red() - 0x0A) <= 2 and abs(one.green() - 0x64) <= 2 and abs(one.blue() - 0x66) <= 2 for one in full
    )


def test_no_two_look_alike_without_their_words(qapp: object) -> None:
    pages = [painted(f"pages/{page.key}", "#000000") for page in PAGES]
    kinds = [painted(f"kinds/{kind.id}", "#000000") for kind in KINDS]
    for group in (pages, kinds):
        assert all(one != other for at, one in enumerate(group) for other in group[at + 1 :])


@pytest.mark.parametrize("name", THEMES)
def test_they_follow_the_theme(theme: Theme, name: str) -> None:
    theme.use("contrast" if name.startswith("contrast") else name, 100)
    tokens = THEMES[theme._chosen().name]
    image = icon("pages/packet").pixmap(20, QIcon.Mode.Normal).toImage()
    inks = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
            if image.pixelColor(x, y).alpha() == 255}  # fmt: skip
    theme.use("light", 100)
    assert QColor(tokens.text).name() in inks


def test_the_links_of_the_sidebar_have_words_beside_their_icons(window: MainWindow, qtbot: QtBot) -> None:
    for link in window.sidebar._links.values():
        assert not link.icon().isNull()
        assert link.text().strip()


def test_the_program_has_one_of_its_own_in_every_size(qapp: object) -> None:
    assert {size.width() for size in program_icon().availableSizes()} >= {16, 32, 48, 256}
