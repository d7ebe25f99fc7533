"""Make the disk image of the application that PyInstaller put together."""

import shutil
import subprocess
from pathlib import Path

from caregiver_app import __version__


def package(bundle: Path, made: Path, dist: Path) -> Path:
    """Make a disk image with the application and a link to where applications belong, and return it."""
    inside = made / "image"
    inside.mkdir()
    shutil.copytree(bundle.with_name("Caregiver Organizer.app"), inside / "Caregiver Organizer.app", symlinks=True)
    (inside / "Applications").symlink_to("/Applications")
    image = dist / f"caregiver-organizer-{__version__}.dmg"
    named = ("-volname", "Caregiver Organizer", "-fs", "HFS+", "-format", "UDZO", "-ov")
    subprocess.run(["hdiutil", "create", *named, "-srcfolder", inside, image], check=True)
    return image
