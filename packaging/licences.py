"""Gather whose work this program is made of, under which licences: `resources/licences/packages.json` and its texts.

Every locked package the program needs when it runs is in it, as `pip-licenses` finds it, with each text its makers sent
along and the crates it names as compiled in. What they do not name stands in `inside.toml`, by hand.
`python3 packaging/licences.py` in the private environment writes them; a build writes them anew for its own system.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any, Final

from packaging.requirements import Requirement

ROOT: Final = Path(__file__).parents[1]
PLACE: Final = ROOT / "resources" / "licences"
_LOCK: Final = ROOT / "packaging" / "requirements.lock"
_NAMED_LIKE: Final = re.compile(r"(licen[cs]e|copying|notice|authors|third-?party)[^/]*(/.*)?$", re.IGNORECASE)
_NO_TEXT: Final = (".py", ".pyc", ".pyi", ".h", ".json", ".xml")


def needed() -> list[str]:
    """Return the locked packages that the program needs when it runs, the extra for reading scans too."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locked = set(re.findall(r"^([a-z0-9.-]+)==", _LOCK.read_text(encoding="utf-8"), re.MULTILINE))
    waiting = [Requirement(line) for line in (*project["dependencies"], *project["optional-dependencies"]["ocr"])]
    found: set[str] = set()
    while waiting:
        wanted = waiting.pop()
        name = _plain(wanted.name)
        if name in found or name not in locked or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
            continue
        found.add(name)
        waiting += [Requirement(line) for line in distribution(name).requires or ()]
    return sorted(found)


def write(place: Path) -> None:
    """Write the list, the texts and what is compiled inside into a folder, in place of what is there."""
    texts = place / "texts"
    texts.mkdir(parents=True, exist_ok=True)
    inside = tomllib.loads((PLACE / "inside.toml").read_text(encoding="utf-8"))
    if place != PLACE:
        shutil.copy(PLACE / "inside.toml", place)
        for name in {name for part in inside["part"] for name in part["texts"]}:
            shutil.copy(PLACE / "texts" / name, texts)
    packages = [_package(row, inside["known"], texts) for row in json.loads(_pip_licenses(needed()))]
    (place / "packages.json").write_text(json.dumps(packages, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _pip_licenses(names: list[str]) -> str:
    command = [
        sys.executable,
        "-m",
        "piplicenses",
        "--format=json",
        "--with-urls",
        "--from=mixed",
        "--packages",
        *names,
    ]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def _package(row: dict[str, str], known: dict[str, str], texts: Path) -> dict[str, Any]:
    made = distribution(row["Name"])
    return {
        "name": row["Name"],
        "version": row["Version"],
        "licence": known.get(row["Name"]) or made.metadata.get("License-Expression") or row["License"].splitlines()[0],
        "url": row["URL"].replace("UNKNOWN", ""),
        "crates": _crates(made),
        "texts": sorted({_kept(body, row["Name"], texts) for body in _texts(made)}),
    }


def _texts(made: Distribution) -> list[str]:
    """Return each text about licences that came with a package."""
    found = []
    for file in made.files or ():
        path = Path(str(file.locate()))
        if _NAMED_LIKE.search(str(file)) and path.suffix not in _NO_TEXT and path.is_file():
            found.append("\n".join(path.read_text(encoding="utf-8", errors="replace").splitlines()) + "\n")
    return found


def _kept(body: str, name: str, texts: Path) -> str:
    """Keep a text once, by a name that tells where it was found first."""
    known = {hashlib.sha256(file.read_bytes()).digest(): file.name for file in texts.iterdir()}
    fingerprint = hashlib.sha256(body.encode()).digest()
    if fingerprint not in known:
        called = f"{_plain(name)}-{fingerprint.hex()[:8]}.txt"
        (texts / called).write_bytes(body.encode())
        return called
    return known[fingerprint]


def _crates(made: Distribution) -> list[str]:
    """Return what a package says is compiled into it, each with its licence."""
    found = set()
    for file in made.files or ():
        if str(file).endswith("cyclonedx.json"):
            told = json.loads(Path(str(file.locate())).read_text(encoding="utf-8"))
            for part in told.get("components", ()):
                licences = [one.get("expression") or one.get("license", {}).get("id", "") for one in part["licenses"]]
                found.add(f"{part['name']} {part.get('version', '')} ({', '.join(filter(None, licences))})")
    return sorted(found)


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    kept_by_hand = {
        name
        for part in tomllib.loads((PLACE / "inside.toml").read_text(encoding="utf-8"))["part"]
        for name in part["texts"]
    }
    for old in (PLACE / "texts").iterdir():
        if old.name not in kept_by_hand:
            old.unlink()
    write(PLACE)
