"""One press hands only what is looked at to another program, never what could run something."""

import ast
import io
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

import caregiver_app
from caregiver_app.ui.made_files import open_file
from discs import picture, write

UI = Path(caregiver_app.__file__).parent
RUNS = (
    "exe", "bat", "cmd", "com", "ps1", "hta", "msi", "lnk", "scr", "js", "vbs", "wsf", "desktop", "jar", "html", "svg",
    "docm", "xlsm", "reg", "url", "command", "app", "sh", "py", "iso", "zip", "",
)  # fmt: skip
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What was handed to another program."""
    handed: list[Path] = []

    def spy(url: QUrl) -> bool:
        handed.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", spy)
    return handed


def photo(form: str) -> bytes:
    body = io.BytesIO()
    Image.new("RGB", (4, 4)).save(body, form)
    return body.getvalue()


@pytest.mark.parametrize("ending", RUNS)
@pytest.mark.parametrize("body", [PDF, b"MZ\x90\x00" + bytes(60), b"echo harm", b"<html><script>harm()</script>"])
def test_what_could_run_is_shown_in_its_folder(opened: list[Path], tmp_path: Path, ending: str, body: bytes) -> None:
    for name in ("letter", "letter.pdf", "autorun", "rcs\u202efdp"):
        file = tmp_path / (f"{name}.{ending}" if ending else name.removesuffix(".pdf"))
        file.write_bytes(body)
        assert open_file(file)
    assert set(opened) == {tmp_path}


@pytest.mark.parametrize("name", ["autorun.inf", "letter.pdf.exe", "letter.pdf ", "letter.pdf.", ".pdf", "pdf"])
def test_a_name_that_only_looks_harmless_is_shown_in_its_folder(opened: list[Path], tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(PDF)
    open_file(tmp_path / name)
    assert opened == [tmp_path]


@pytest.mark.parametrize("ending", ["pdf", "jpg", "jpeg", "png", "tif", "tiff", "heic", "txt", "dcm"])
@pytest.mark.parametrize(
    "body",
    [b"MZ\x90\x00" + bytes(60), b"#!/bin/sh\nharm", b"\x7fELF" + bytes(60), b"<html><script>harm()</script>", b""],
)
def test_content_that_is_not_what_the_name_says_is_shown_in_its_folder(
    opened: list[Path], tmp_path: Path, ending: str, body: bytes
) -> None:
    (tmp_path / f"letter.{ending}").write_bytes(body)
    open_file(tmp_path / f"letter.{ending}")
    open_file(tmp_path / f"gone.{ending}")
    assert set(opened) == {tmp_path}


def test_what_is_looked_at_is_opened(opened: list[Path], tmp_path: Path) -> None:
    bodies = {
        "a.pdf": PDF, "b.JPG": photo("JPEG"), "c.jpeg": photo("JPEG"), "d.png": photo("PNG"), "e.tif": photo("TIFF"),
        "f.txt": b"Dear Anna",
    }  # fmt: skip
    files = [tmp_path / name for name in bodies]
    for file in files:
        file.write_bytes(bodies[file.name])
    files.append(write(tmp_path / "g.dcm", picture()))
    for file in files:
        assert open_file(file)
    assert open_file(tmp_path)
    assert opened == [*files, tmp_path]


def test_nothing_else_hands_files_to_other_programs() -> None:
    asking = [
        path.name
        for path in sorted(UI.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("openUrl", "startDetached", "startfile", "Popen")
    ]
    assert asking == ["made_files.py"]
