"""What ships with the program, from a checkout, a wheel or a bundle alike: its files, and its programs."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

_HOMES = (Path(__file__).parent / "resources", Path(__file__).parents[2] / "resources")

COMMAND: Final = "caregiver"
WINDOW: Final = "caregiver-app"
_MODULES: Final[Mapping[str, str]] = {COMMAND: "caregiver_app.cli", WINDOW: "caregiver_app"}


def resource(*parts: str) -> Path:
    """Find one file or folder under `resources/`."""
    home = next(home for home in _HOMES if home.is_dir())
    return home.joinpath(*parts)


def toml(*parts: str) -> dict[str, Any]:
    """Read one TOML data file under `resources/`."""
    import tomllib  # not before the first paint

    return tomllib.loads(resource(*parts).read_text(encoding="utf-8"))


def is_bundle() -> bool:
    """Whether this program brings its own Python along, as an installed one does."""
    return bool(getattr(sys, "frozen", False))


def program(name: str) -> list[str]:
    """Return how `COMMAND` or `WINDOW` is started: the one beside this program in a bundle, else with this Python."""
    if is_bundle():
        return [str(Path(sys.executable).with_name(f"{name}.exe" if os.name == "nt" else name))]
    return [sys.executable, "-m", _MODULES[name]]


def keep_libraries_to_ourselves() -> None:
    """Let what a bundle starts, such as a viewer of PDFs, find the libraries of the system and not those beside us."""
    if is_bundle() and sys.platform == "linux":
        usual = os.environ.pop("LD_LIBRARY_PATH_ORIG", "")
        if usual:
            os.environ["LD_LIBRARY_PATH"] = usual
        else:
            os.environ.pop("LD_LIBRARY_PATH", None)


def serve_as_child() -> None:
    """Do the work of a child process and end, where a bundle was started as one; else do nothing.

    Python would start a child of its own with `-c` and a line of code. A bundle is no Python, so it must look itself.
    """
    keep_libraries_to_ourselves()
    if "--multiprocessing-fork" in sys.argv or "-c" in sys.argv:  # loading it costs a tenth of the start
        from multiprocessing import freeze_support

        freeze_support()
