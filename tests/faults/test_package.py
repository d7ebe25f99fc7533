"""The Debian package is whole: in a Debian with nothing else in it, with no network, it does all that it should."""

import fcntl
import gzip
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bare_root import USER, BareRoot

CHECKOUT = Path(__file__).parents[2]
BUILDING = ("gcc", "strip", "dpkg-deb", "dpkg-shlibdeps", "appstreamcli", "desktop-file-validate")
INSTALLING = ("debootstrap", "unshare", "Xvfb")
PAPERS = ("pathology-2024-06.pdf", "echo-2026-10.pdf")
MOST_MEGABYTES = 350


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of this checkout, built once for all processes of the run."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    with (shared / "package.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        told = shared / "package.json"
        if not told.exists():
            build = [sys.executable, CHECKOUT / "packaging" / "package.py"]
            done = subprocess.run(build, capture_output=True, encoding="utf-8", check=False)
            assert done.returncode == 0, done.stdout + done.stderr
            (made,) = (CHECKOUT / "dist").glob("*.deb")
            told.write_text(json.dumps(str(made)))
        return Path(json.loads(told.read_text()))


@pytest.fixture(scope="session")
def root(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BareRoot]:
    """A bare Debian with the package in it."""
    folder = tmp_path_factory.mktemp("bare") / "root"
    try:
        made = BareRoot.made_in(folder)
        made.install(package)
        yield made
        made.run("dpkg", "--purge", "caregiver-organizer")
        assert not (folder / "usr" / "lib" / "caregiver-organizer").exists()
        assert (folder / "home" / USER).is_dir()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.fault(*BUILDING, *INSTALLING)
def test_in_a_bare_debian_everything_works_for_a_user_who_is_nobody_special(root: BareRoot) -> None:
    done = root.as_family("caregiver", "selftest")
    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stdout + done.stderr
    assert [line[:8].strip() for line in lines[:-1]] == ["ok"] * 11, done.stdout
    _menus_and_manuals_are_there(root.folder)


@pytest.mark.fault(*BUILDING, *INSTALLING, "openbox", "xdotool", "pdftotext")
def test_from_nothing_to_a_packet_of_ones_own_papers_by_keys_alone_and_by_the_pointer(root: BareRoot) -> None:
    for story in ("first_packet", "pointed_packet"):
        _make_a_first_packet(root, story)


def _make_a_first_packet(root: BareRoot, story: str) -> None:
    home = root.folder / "home" / USER
    _leave_nothing(home)
    for name in PAPERS:
        shutil.copy(CHECKOUT / "resources" / "sample_case" / "papers" / name, home)
        (home / name).chmod(0o644)
    papers = [f"/home/{USER}/{name}" for name in PAPERS]
    typist = (sys.executable, CHECKOUT / "tests" / "faults" / "stories" / f"{story}.py", home, *papers, "--")
    done = root.as_family("caregiver-app", before=typist)
    assert done.returncode == 0, done.stdout + done.stderr
    read = subprocess.run(["pdftotext", home / "packet.pdf", "-"], check=True, capture_output=True, encoding="utf-8")
    words = " ".join(read.stdout.split())
    for said in ("Mei Chen", "R-CHOP", "May 2023", "D-001", "D-002", "Craigmuir", "ejection fraction"):
        assert said.casefold() in words.casefold(), said


def _leave_nothing(home: Path) -> None:
    """Empty a home, as that of somebody new is."""
    for path in home.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _menus_and_manuals_are_there(folder: Path) -> None:
    share = folder / "usr" / "share"
    told = (share / "applications" / "caregiver-organizer.desktop").read_text(encoding="utf-8")
    assert {"Name[zh_CN]=照护整理册", "Exec=caregiver-app %f", "MimeType=application/x-caregiver-case;"} <= set(
        told.split("\n")
    )
    for kind, name in (("apps", "caregiver-organizer"), ("mimetypes", "application-x-caregiver-case")):
        assert (share / "icons" / "hicolor" / "scalable" / kind / f"{name}.svg").is_file()
        assert (share / "icons" / "hicolor" / "256x256" / kind / f"{name}.png").is_file()
    manual = gzip.decompress((share / "man" / "man1" / "caregiver.1.gz").read_bytes()).decode()
    assert ".SS takeback" in manual
    assert r"\fB\-\-no\-window\fP" in manual
    inside = folder / "usr" / "lib" / "caregiver-organizer"
    size = sum(path.stat().st_size for path in inside.rglob("*") if path.is_file() and not path.is_symlink())
    assert size / 1e6 <= MOST_MEGABYTES
