"""What is in the bundle, part by part, against the list that somebody has looked over: `packaging/contents/SYSTEM.txt`.

Whatever an update of a library brings along, or no longer brings, is named, and the build stops until the list says so.
"""

import re
import sys
from pathlib import Path
from typing import Final

LISTS: Final = Path(__file__).parent / "contents"
MOST_MEGABYTES: Final = 350
_PYTHON: Final = "Python"
_MADE_UP: Final = re.compile(
    r"-[0-9a-f]{8}(?=[.-])|(\.so|\.dylib)[.\d]*$|-\d[\w.]*(?=\.dist-info)|\.abi3|\.cpython-\w+(-[a-z]\w*)*"
)


class Unlike(Exception):
    """The bundle is not as its list says, or too large."""


def parts(bundle: Path) -> list[str]:
    """Return the parts of a bundle by name, without versions: folders, and each library and plugin of Qt."""
    inside = bundle / "_internal"
    found = {_part(file.relative_to(inside)) for file in inside.rglob("*") if file.is_file() and not file.is_symlink()}
    return sorted(found, key=str.casefold)


def size(folder: Path) -> int:
    """Return how many bytes the files of a folder have."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())


def check(bundle: Path, accept: bool = False) -> None:
    """Say how large the bundle is and raise Unlike for what is new, missing or too much; `accept` takes what is new."""
    megabytes = size(bundle) / 1e6
    print(f"{bundle.name}: {megabytes:.0f} MB unpacked (at most {MOST_MEGABYTES})", flush=True)
    known = LISTS / f"{sys.platform}.txt"
    found = parts(bundle)
    if accept or not known.exists():
        known.parent.mkdir(exist_ok=True)
        known.write_text("\n".join(found) + "\n", encoding="utf-8")
        print(f"{known} was written. Look it over, and keep it with the change.", flush=True)
    listed = known.read_text(encoding="utf-8").split("\n")[:-1]
    said = [f"new: {name}" for name in found if name not in listed]
    said += [f"missing: {name}" for name in listed if name not in found]
    if megabytes > MOST_MEGABYTES:
        said.append(f"{megabytes:.0f} MB are too much")
    if said:
        raise Unlike("\n".join([*said, "If this is meant: python3 dev.py package --accept"]))


def _part(path: Path) -> str:
    first = path.parts[0]
    if first.removesuffix(".pyc") in sys.stdlib_module_names or first.startswith(
        ("python3", "libpython", "_sysconfig")
    ):
        return _PYTHON
    if first == "PySide6" and path.suffix != ".pyc":
        return _MADE_UP.sub(r"\1", path.as_posix())
    return _MADE_UP.sub(r"\1", first.removesuffix(".pyc"))
