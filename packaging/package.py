"""Make what a family installs: `python3 dev.py package [--accept]`. The outcome is in `dist/`.

On every system a folder with the two programs and all they need; on Linux a Debian package of it, on Windows a setup
program, on macOS a disk image. `--accept` takes what is new in the folder into its list.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import contents
import licences

ROOT: Final = Path(__file__).parents[1]
BUILD: Final = ROOT / "build"
DIST: Final = ROOT / "dist"
NAME: Final = "caregiver-organizer"


def main(arguments: list[str]) -> int:
    """Make the bundle, look it over, and make the package of this system."""
    accept = arguments == ["--accept"]
    if arguments and not accept:
        print("Package takes nothing, or --accept.", file=sys.stderr)
        return 2
    began = time.monotonic()
    made = BUILD / "made"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    licences.write(made / "licences")
    try:
        bundle = _bundle(made)
        contents.check(bundle, accept)
        package = _package(bundle, made)
    except (contents.Unlike, NotMade) as reason:
        print(reason, file=sys.stderr)
        return 1
    print(f"{package}: {package.stat().st_size / 1e6:.0f} MB, made in {time.monotonic() - began:.0f} seconds")
    return 0


class NotMade(Exception):
    """Something stopped the build; the text says what."""


def _bundle(made: Path) -> Path:
    """Let PyInstaller put the folder together, and return it."""
    if sys.platform in ("win32", "darwin"):
        import icons

        icons.for_system(made)
    said = BUILD / "pyinstaller.log"
    options = ("--noconfirm", "--clean", "--log-level", "INFO", "--distpath", BUILD, "--workpath", BUILD / "work")
    with said.open("w", encoding="utf-8") as log:
        ended = subprocess.run(
            [sys.executable, "-m", "PyInstaller", *options, ROOT / "packaging" / "caregiver.spec"],
            env=os.environ | {"CAREGIVER_MADE": str(made)},
            stdout=log,
            stderr=log,
            check=False,
        )
    if ended.returncode:
        raise NotMade(f"{said.read_text(encoding='utf-8')[-4000:]}\nPyInstaller stopped; all it said is in {said}.")
    bundle = BUILD / NAME
    if sys.platform == "linux":
        from linux.lighter import make_lighter

        make_lighter(bundle)
    return bundle


def _package(bundle: Path, made: Path) -> Path:
    DIST.mkdir(exist_ok=True)
    if sys.platform == "linux":
        from linux.debian import package
    elif sys.platform == "darwin":
        from macos.disk_image import package
    else:
        from windows.setup import package
    return package(bundle, made, DIST)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
