"""A Debian with nothing in it but what every Debian has, in a folder: where a package shows what it really needs.

It is made from the mirror that this computer's own apt uses. What runs in it has a root, processes, mounts and, where
wanted, a network of its own; all of it ends with the command.
"""

import platform
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

IN_A_ROOM = Path(__file__).parent / "faults" / "stories" / "in_a_room.sh"
USER = "family"
_APT = Path("/etc/apt")


def mirror() -> str:
    """Return where this computer's apt fetches Debian from."""
    told = [*_APT.glob("sources.list.d/*.sources"), _APT / "sources.list", *_APT.glob("sources.list.d/*.list")]
    lines = "\n".join(file.read_text(encoding="utf-8") for file in told if file.exists())
    places = re.findall(r"^(?:URIs:|deb(?:\s+\[[^\]]*\])?)\s+(\S+)", lines, re.MULTILINE)
    return next(place for place in places if place.rstrip("/").endswith("/debian"))


@dataclass(frozen=True)
class BareRoot:
    """The folder with the system in it."""

    folder: Path

    @classmethod
    def made_in(cls, folder: Path) -> "BareRoot":
        """Make the smallest Debian of this computer's release, with a user who is nobody special."""
        release = platform.freedesktop_os_release()["VERSION_CODENAME"]
        _run("debootstrap", "--variant=minbase", release, folder, mirror())
        root = cls(folder)
        shutil.copy("/etc/resolv.conf", folder / "etc" / "resolv.conf")
        for file in (_APT / "apt.conf.d").glob("99*"):
            shutil.copy(file, folder / "etc" / "apt" / "apt.conf.d")
        root.run("useradd", "--create-home", USER)
        root.run("apt-get", "-qq", "update")
        return root

    def install(self, *packages: Path | str) -> None:
        """Install packages of the mirror by name and others by file, with what they ask for and no more."""
        names = []
        for package in packages:
            if isinstance(package, Path):
                shutil.copy(package, self.folder / "tmp")
            names.append(f"/tmp/{package.name}" if isinstance(package, Path) else package)
        quiet = ("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "--yes", "--no-install-recommends")
        self.run(*quiet, "install", *names)

    def run(self, *words: str | Path) -> str:
        """Run a command of the system as its administrator, and return what it said."""
        return _run(*_room(self.folder), "chroot", self.folder, *words)

    def as_family(self, *words: str, before: Sequence[str | Path] = ()) -> subprocess.CompletedProcess[str]:
        """Run a command as the user with the empty home, on a screen of its own, where no network is.

        `before` is a program outside the system that runs it and may look at its screen.
        """
        home = f"HOME=/home/{USER}"
        inside = ("chroot", f"--userspec={USER}", self.folder, "env", "-i", home, "PATH=/usr/bin:/bin", "LANG=C.UTF-8")
        command = (*_room(self.folder, "--net", screen=True), *before, *inside, "DISPLAY=:@", *words)
        return subprocess.run(
            [str(word) for word in command], capture_output=True, encoding="utf-8", timeout=600, check=False
        )


def _room(root: Path, *more: str, screen: bool = False) -> tuple[str | Path, ...]:
    apart = ("unshare", "--mount", "--pid", "--fork", "--kill-child", *more)
    return (*apart, "sh", IN_A_ROOM, "screen" if screen else "no-screen", root)


def _run(*words: str | Path) -> str:
    done = subprocess.run([str(word) for word in words], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout
