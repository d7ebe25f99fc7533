"""The one way into a checkout: `python3 dev.py` and run, test, check, faults, bench, words, screenshots or package.

Standard library alone, on Linux, macOS and Windows. The first command makes a private environment in `.venv` from
the pinned lock; later ones only compare fingerprints, so that starting costs nothing worth noticing. Whatever was
interrupted is made again: the stamp that calls a part finished is written after it.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import platform
import shlex
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OLDEST, NEWEST = (3, 11), (3, 14)
ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "packaging" / "requirements.lock"
SYSTEM_PACKAGES = ROOT / "packaging" / "system-packages" / "debian.txt"
PROJECT = ROOT / "pyproject.toml"

VENV = ROOT / ".venv"
OURS = VENV / "made-by-dev.py"
STAMP = VENV / "finished.json"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
OFFLINE, TABLE = "--offline", "--write-table"
HUNG_AFTER = 900
"""Seconds after which a test counts as hung."""

PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")


class CannotGoOn(Exception):
    """Tell in plain words why, and what to do."""


def run(arguments: list[str]) -> int:
    """Open the window on a copy of the sample case, made in DIR or in a new folder."""
    if len(arguments) > 1 or (arguments and arguments[0].startswith("-")):
        raise CannotGoOn("Run takes one folder or nothing: python3 dev.py run [DIR]")
    case = Path(arguments[0]).resolve() if arguments else Path(tempfile.mkdtemp(prefix="caregiver-")) / "Sample case"
    is_there = (case / "case.db").exists()
    if has_screen():
        say(f"The case is in {case}")
        return call(PYTHON, "-m", "caregiver_app", case, *([] if is_there else ["--sample"]))
    if not is_there:
        made = call(script("caregiver"), "sample", case)
        if made:
            return made
    packet = case.with_name(f"{case.name} packet.pdf")
    say("There is no screen here, so the records packet of the sample case is made instead of opening the window.")
    written = call(script("caregiver"), "packet", case, "-o", packet)  # says where it is
    return 0 if written == 3 else written  # 3: written, and it names the papers that could not be included


def test(arguments: list[str]) -> int:
    """Run every test, or what the arguments choose (they go to pytest); with --offline where no network is (Linux)."""
    pytest = (PYTHON, "-m", "pytest", "-o", f"faulthandler_timeout={HUNG_AFTER}")
    if OFFLINE not in arguments:
        return call(*pytest, *arguments)
    if not shutil.which("unshare"):
        raise CannotGoOn("To be without a network, “unshare” is needed. On Linux it is in the package util-linux.")
    chosen = [argument for argument in arguments if argument != OFFLINE]
    return call("unshare", "--user", "--map-root-user", "--net", *pytest, *chosen)


def check(arguments: list[str]) -> int:
    """Check style, types and layers: ruff, mypy strict, the import contract."""
    if arguments:
        raise CannotGoOn("Check takes no arguments.")
    outcomes = [
        passes("ruff check", script("ruff"), "check", "--output-format", "concise"),
        passes("ruff format", script("ruff"), "format", "--check", "--output-format", "concise"),
        passes("mypy", script("mypy")),
        passes("import contract", script("lint-imports")),
    ]
    return 0 if all(outcomes) else 1


def faults(arguments: list[str]) -> int:
    """Let disks fill, calls fail and programs be killed, and make the long proofs; with --quick a part of it."""
    more = [word for word in arguments if word != "--quick"]
    if TABLE in more[:-1]:  # as one word: pytest takes a file that is there already for one with tests
        at = more.index(TABLE)
        more[at : at + 2] = [f"{TABLE}={Path(more[at + 1]).absolute()}"]
    way = ["--faults=quick"] if "--quick" in arguments else ["--faults=full", "--thorough"]
    one_by_one = ("--dist=load", "--maxschedchunk=1")  # they take minutes each: none waits behind another
    return call(PYTHON, "-m", "pytest", *way, *one_by_one, *more)


def bench(arguments: list[str]) -> int:
    """Measure speed and memory against a floor in the same run: [--json] [--write-table FILE] [NAME...]."""
    return call(PYTHON, ROOT / "tests" / "bench" / "run.py", *arguments)


def words(arguments: list[str]) -> int:
    """Keep the texts of every language in step with the program; with --new CODE begin another one."""
    return call(PYTHON, ROOT / "packaging" / "words.py", *arguments)


def screenshots(arguments: list[str]) -> int:
    """Take a picture of every page in both languages and all themes: [FOLDER] [PAGE...]."""
    return call(PYTHON, ROOT / "packaging" / "screenshots.py", *arguments)


def package(arguments: list[str]) -> int:
    """Make what a family installs on a system like this one, in `dist/`; with --accept take what is new in it."""
    return call(PYTHON, ROOT / "packaging" / "package.py", *arguments)


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "check": check,
    "faults": faults,
    "bench": bench,
    "words": words,
    "screenshots": screenshots,
    "package": package,
}


def main(words: list[str]) -> int:
    """Run one command and return its exit code."""
    if not words or words[0] in ("-h", "--help", "help"):
        print(usage())
        return 0 if words else 2
    command = COMMANDS.get(words[0])
    if command is None:
        print(f"There is no command “{words[0]}”.\n\n{usage()}", file=sys.stderr)
        return 2
    try:
        prepare()
        return command(words[1:])
    except CannotGoOn as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def usage() -> str:
    """Return what can be asked for."""
    lines = [f"  {name:<11} {command.__doc__}" for name, command in COMMANDS.items()]
    return "\n".join(["python3 dev.py COMMAND [ARGUMENTS]", "", *lines])


def say(sentence: str) -> None:
    """Tell something now, before what a child process prints."""
    print(sentence, flush=True)


def call(*command: str | Path) -> int:
    """Run a program of the private environment in the checkout and return its exit code."""
    return subprocess.call([str(part) for part in command], cwd=ROOT, env=environment())


def passes(name: str, *command: str | Path) -> bool:
    """Run one check in the checkout, show what it found, and return whether it is content."""
    ended = subprocess.run(
        [str(part) for part in command], cwd=ROOT, env=environment(), capture_output=True, encoding="utf-8"
    )
    if ended.returncode:
        say((ended.stdout + ended.stderr).rstrip())
    say(f"{'not ok' if ended.returncode else 'ok':<6}  {name}")
    return not ended.returncode


def environment() -> dict[str, str]:
    """Return the variables for programs of the private environment: no other Python's packages, UTF-8 everywhere.

    What Python has compiled is kept, also where it is told not to: each child process would compile it all again.
    """
    left_out = ("PYTHONHOME", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return kept | {"PYTHONUTF8": "1", "VIRTUAL_ENV": str(VENV)}


def script(name: str) -> Path:
    """Return the path of a command of the private environment."""
    return SCRIPTS / (f"{name}.exe" if os.name == "nt" else name)


def has_screen() -> bool:
    """Return whether a window can open here: the variables say so, and Qt can start."""
    if sys.platform == "linux" and not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")):
        return False
    probe = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"
    return not subprocess.run([PYTHON, "-c", probe], env=environment(), capture_output=True).returncode


# The private environment


def prepare() -> None:
    """Make the private environment, or the part of it that is not as the checkout wants it."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        raise CannotGoOn(
            "Python {}.{} to {}.{} is needed, and this is {}.{}. Start dev.py with another one, for example: "
            "python3.12 dev.py".format(*OLDEST, *NEWEST, *sys.version_info[:2])
        )
    wanted = fingerprints()
    if finished() == wanted:
        return
    with one_at_a_time():
        done = finished()
        system = done.get("system") == wanted["system"] or install_system_packages()
        if done.get("packages") != wanted["packages"]:
            make_environment()
            stamp(packages=wanted["packages"])
        if finished().get("project") != wanted["project"]:
            install_project()
        stamp(**wanted | ({} if system else {"system": "some are missing"}))


def fingerprints() -> dict[str, str]:
    """Return what the environment depends on, part by part. A folder that was moved needs another one."""
    here = (sys.version, sys.base_prefix, platform.machine(), str(ROOT))
    return {
        "system": fingerprint(SYSTEM_PACKAGES, sys.platform),
        "packages": fingerprint(LOCK, *here),
        "project": fingerprint(PROJECT, *here),
    }


def fingerprint(file: Path, *more: str) -> str:
    """Return a short name for a file's contents and some words."""
    return hashlib.sha256(b"\0".join([file.read_bytes(), *(word.encode() for word in more)])).hexdigest()


def finished() -> dict[str, str]:
    """Return the fingerprints of the parts that were finished."""
    try:
        read = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) and PYTHON.exists() else {}


def stamp(**parts: str) -> None:
    """Note which parts are finished."""
    STAMP.write_text(json.dumps(parts), encoding="utf-8")


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let a second command that starts meanwhile wait until the first one is through."""
    with (ROOT / ".venv.lock").open("ab") as held:
        if sys.platform == "win32":
            import msvcrt

            held.seek(0)
            while True:
                try:
                    msvcrt.locking(held.fileno(), msvcrt.LK_LOCK, 1)
                    break
                except OSError:  # it gives up after ten seconds
                    continue
        else:
            import fcntl

            fcntl.flock(held, fcntl.LOCK_EX)
        yield


def make_environment() -> None:
    """Make `.venv` from the lock, from nothing."""
    if Path(sys.prefix) == VENV:
        raise CannotGoOn("Start dev.py with the computer's own Python: the one in .venv is about to be made anew.")
    if VENV.exists():
        if not OURS.exists():
            raise CannotGoOn(f"{VENV} was not made by dev.py. Move it away, then try again.")
        STAMP.unlink(missing_ok=True)
        shutil.rmtree(VENV, ignore_errors=True)
    say("Setting up a private environment in .venv. This happens once and takes a minute or two.")
    VENV.mkdir(exist_ok=True)
    OURS.write_text("dev.py makes and replaces this folder.\n", encoding="utf-8")
    if subprocess.call([sys.executable, "-m", "venv", VENV], env=environment()):
        raise CannotGoOn("Python could not make the environment; what it said is above.")
    pip(
        "The packages in packaging/requirements.lock could not be installed. Check the network and try again. They are "
        "ready-made for Windows, for macOS 14 and later, and for Linux with glibc 2.34 (on ARM 2.39) and later.",
        *("--require-hashes", "--only-binary", ":all:", "--no-deps", "-r", LOCK),
    )


def install_project() -> None:
    """Install the checkout itself, as it is and stays: edits count at once."""
    pip("The project itself could not be installed.", "--no-deps", "--no-build-isolation", "--editable", ROOT)


def pip(trouble: str, *arguments: str | Path) -> None:
    """Let pip install something quietly into the private environment."""
    quiet = ("-qq", "--no-input", "--disable-pip-version-check", "--no-warn-script-location")
    if call(PYTHON, "-m", "pip", "install", *quiet, *arguments):
        raise CannotGoOn(trouble)


# What Debian and Ubuntu must bring


def install_system_packages() -> bool:
    """Install what Qt and Python need from Debian or Ubuntu, or print how; return whether nothing is missing."""
    if not (sys.platform == "linux" and shutil.which("dpkg-query") and shutil.which("apt-get")):
        return True
    missing = missing_packages()
    if missing and os.geteuid() == 0:
        say(f"Installing what is missing on this computer: {' '.join(missing)}")
        apt_get("update")  # an old list may not be renewed in every part; installing tells whether it was enough
        apt_get("install", "--yes", "--no-install-recommends", *missing)
        missing = missing_packages()
    if missing:
        say("This computer lacks packages that the program needs. This command installs them:")
        say(f"  sudo apt-get install --no-install-recommends {shlex.join(missing)}")
    if not can_make_environments():
        raise CannotGoOn("Python cannot make a private environment without the last of them.")
    return not missing


def missing_packages() -> list[str]:
    """Return the packages that are neither installed nor provided by one that is."""
    asked = ["dpkg-query", "--show", "--showformat", "${db:Status-Status}\t${Package}\t${Provides}\n"]
    listed = subprocess.run(asked, capture_output=True, encoding="utf-8", check=False).stdout
    present = set()
    for line in listed.splitlines():
        state, package, provides = line.split("\t")
        if state == "installed":
            present |= {package, *(provided.split()[0] for provided in provides.split(",") if provided.strip())}
    needed = [line.split("#")[0].strip() for line in SYSTEM_PACKAGES.read_text(encoding="utf-8").splitlines()]
    missing = [package for package in needed if package and package not in present]
    if not can_make_environments():
        missing.append("python{}.{}-venv".format(*sys.version_info))
    return missing


def can_make_environments() -> bool:
    """Return whether Python can put pip into an environment; Debian keeps that part in a package of its own."""
    importlib.invalidate_caches()
    return importlib.util.find_spec("ensurepip") is not None


def apt_get(*words: str) -> None:
    """Run apt-get without questions, waiting for another one that may be at work; show what it says if it stops."""
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    asked = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120", *words]
    ended = subprocess.run(asked, env=quiet, capture_output=True, encoding="utf-8")
    if ended.returncode:
        say(ended.stderr.rstrip())


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
