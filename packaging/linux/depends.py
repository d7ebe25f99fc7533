"""Which packages of Debian the bundle needs: what its libraries are linked to and do not bring along.

`dpkg-shlibdeps` asks each library, and the system which package has what it names, from which version on.
"""

import subprocess
import tempfile
from pathlib import Path
from typing import Final

_LOADED_WHERE_POSSIBLE: Final = "*/platformthemes/libqgtk3.so"
"""What is only loaded where its libraries are there already, such as on the GNOME desktop."""

_BY_NAME: Final = {"Recommends": ("xdg-utils",), "Suggests": ("libgtk-3-0",)}
"""What is looked for when it is wanted: the programs that open PDFs and pictures, the look of GNOME."""

_CONTROL: Final = """\
Source: caregiver-organizer
Maintainer: nobody <nobody@localhost>

Package: caregiver-organizer
Architecture: any
Description: only asked for what it needs
"""


def fields(root: Path, bundle: Path) -> dict[str, str]:
    """Return what goes into the package's fields, such as Depends; `root` is where the package is put together."""
    (root / "DEBIAN").mkdir(exist_ok=True)  # by this it knows that the libraries beneath are the package's own
    libraries = [path for path in bundle.rglob("*") if _is_library(path) and not path.match(_LOADED_WHERE_POSSIBLE)]
    own = sorted({f"-l{path.parent}" for path in libraries})
    chosen = [f"-e{path}" for path in libraries]
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "debian").mkdir()
        (Path(place) / "debian" / "control").write_text(_CONTROL, encoding="utf-8")
        told = subprocess.run(
            ["dpkg-shlibdeps", "-O", "--warnings=0", "--ignore-missing-info", f"-S{root}", *own, *chosen],
            cwd=place, check=True, stdout=subprocess.PIPE, encoding="utf-8",
        ).stdout  # fmt: skip
    needed = told.strip().removeprefix("shlibs:Depends=")
    return {"Depends": needed} | {field: ", ".join(names) for field, names in _BY_NAME.items()}


def _is_library(path: Path) -> bool:
    if not path.is_file() or path.is_symlink():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"
