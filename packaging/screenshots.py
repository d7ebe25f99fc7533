"""Take a picture of every page: `python3 dev.py screenshots [FOLDER] [--size WxH] [--text PERCENT] [PAGE...]`.

With `--readme` those of the README are taken anew, into `docs/pictures`.

The invented family's case is opened in each language and each of the themes, and every page of it is drawn into a file
FOLDER/LANGUAGE/THEME/PAGE.png. No screen is needed.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog

from caregiver_app.app import Asked, Program, start
from caregiver_app.i18n import LANGUAGES, use_language
from caregiver_app.ui.pages import PAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

ROOT: Final = Path(__file__).parents[1]
THEMES: Final = ("light", "dark", "contrast")
README: Final = {
    "overview": ("en", "light", "overview"),
    "timeline": ("en", "light", "timeline"),
    "documents": ("en", "light", "documents"),
    "questions": ("en", "dark", "questions"),
    "packet-page": ("en", "light", "packet"),
    "chinese": ("zh_CN", "light", "journey"),
}
_QUIET, _MOST = 0.4, 20.0
_FEW_COLOURS = 128
_DIALOGS: Final = ("settings", "shortcuts", "about", "new", "person", "add", "history", "removed", "contacts")


def settle(program: Program, seconds: float = _QUIET) -> None:
    """Let the window finish what it has begun."""
    end = quiet = time.monotonic()
    end += _MOST
    while time.monotonic() < end and time.monotonic() - quiet < seconds:
        QApplication.processEvents()
        if program.jobs.open:
            quiet = time.monotonic()
        time.sleep(0.01)


def save(widget: QWidget, file: Path) -> None:
    """Draw a widget into a file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    widget.grab().save(str(file))
    print(file, flush=True)


def take_all(program: Program, folder: Path, wanted: Callable[[str], bool]) -> None:
    """Draw the welcome, every page and some dialogs as they are now."""
    window = program.window
    for page in PAGES:
        if wanted(page.key):
            window.go(page.key)
            window.notices.clear()
            settle(program)
            save(window, folder / f"{page.key}.png")
    window.go("overview")
    for name in _DIALOGS:
        if wanted(name):
            window.actions_table[name].trigger()
            settle(program)
            for dialog in QApplication.topLevelWidgets():
                if isinstance(dialog, QDialog) and dialog.isVisible():
                    save(dialog, folder / f"dialog-{name}.png")
                    dialog.done(0)
            settle(program, 0.1)


def for_readme() -> int:
    """Take the few pictures of the README, in few colours, as they are looked at over the network."""
    from PIL import Image

    with tempfile.TemporaryDirectory() as taken:
        wanted = {page for _language, _theme, page in README.values()}
        if main([taken, *wanted]):
            return 1
        for name, (language, theme, page) in README.items():
            with Image.open(Path(taken) / language / theme / f"{page}.png") as picture:
                few = picture.convert("RGB").quantize(_FEW_COLOURS, dither=Image.Dither.NONE)
                few.save(ROOT / "docs" / "pictures" / f"{name}.png", optimize=True)
    return 0


def main(arguments: list[str]) -> int:
    """Take the pictures that were asked for."""
    parser = argparse.ArgumentParser(prog="dev.py screenshots")
    parser.add_argument("folder", nargs="?", type=Path, default=Path("build/screenshots"))
    parser.add_argument("pages", nargs="*")
    parser.add_argument("--size", default="1280x800")
    parser.add_argument("--text", type=int, default=100)
    parser.add_argument("--language", choices=(*LANGUAGES, "all"), default="all")
    parser.add_argument("--theme", choices=(*THEMES, "all"), default="all")
    parser.add_argument("--readme", action="store_true")
    read = parser.parse_args(arguments)
    if read.readme:
        return for_readme()
    wide, high = (int(number) for number in read.size.split("x"))

    def wanted(name: str) -> bool:
        return not read.pages or name in read.pages

    with tempfile.TemporaryDirectory() as home:
        os.environ["LANGUAGE"] = "en"
        program = start(Asked(Path(home) / "Sample case", sample=True, data_dir=Path(home), exit_after=""))
        settle(program)
        if wanted("welcome"):
            program.door.close()
        for language in LANGUAGES if read.language == "all" else (read.language,):
            use_language("en" if language != "en" else "zh_CN")  # so that it is taken up anew
            program.speak(language)
            settle(program)
            program.window.resize(wide, high)
            for theme in THEMES if read.theme == "all" else (read.theme,):
                program.theme.use(theme, read.text)
                folder = read.folder / language / theme
                if wanted("welcome"):
                    program.door.close()
                    settle(program)
                    save(program.window, folder / "welcome.png")
                    program.door.open(Path(home) / "Sample case")
                    settle(program)
                take_all(program, folder, wanted)
        program.window.close()
        settle(program, 0.1)
        program.jobs.stop()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
