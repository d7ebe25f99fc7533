"""Make the setup program of a bundle, with Inno Setup."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

from caregiver_app import __version__

_SCRIPT: Final = Path(__file__).with_name("caregiver-organizer.iss")


def package(bundle: Path, made: Path, dist: Path) -> Path:
    """Make the setup program of a bundle and return it."""
    usual = Path(os.environ.get("PROGRAMFILES(X86)", r"C:\Program Files (x86)")) / "Inno Setup 6" / "ISCC.exe"
    compiler = shutil.which("iscc") or str(usual)
    said = {"Version": __version__, "Bundle": bundle, "Made": made, "Dist": dist}
    subprocess.run([compiler, "/Qp", *(f"/D{name}={value}" for name, value in said.items()), _SCRIPT], check=True)
    return dist / f"caregiver-organizer-{__version__}-setup.exe"
