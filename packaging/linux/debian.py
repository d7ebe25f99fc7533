"""Make the Debian package: the bundle in its place, and all that a desktop wants to know of it."""

import gzip
import hashlib
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import icons

from caregiver_app import __version__
from linux import depends, manual

HERE: Final = Path(__file__).parent
NAME: Final = "caregiver-organizer"
APP_ID: Final = "org.caregiver_organizer.caregiver-organizer"
MIME: Final = "application-x-caregiver-case"
_WHO: Final = "The Caregiver Organizer project <maintainers@caregiver-organizer.example>"
_ABOUT: Final = """\
treatment history, papers and one packet for a second opinion
 Somebody you love has a blood cancer, and a doctor far away will look at the
 case. This program keeps the whole story on your own computer and turns it
 into one records packet: a cover, a summary, the lines of therapy with their
 proof, a timeline on one page, and every paper in order with a page number.
 .
 It works without the internet, in English and Simplified Chinese, in a window
 and on the command line. It gives no medical advice."""


def package(bundle: Path, made: Path, dist: Path) -> Path:
    """Make the package of a bundle and return it."""
    root = made / "deb"
    when = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", datetime.now(UTC).timestamp())), UTC)
    home = root / "usr" / "lib" / NAME
    shutil.copytree(bundle, home, symlinks=True, copy_function=os.link)
    for file in home.rglob("*"):
        if not file.is_symlink():
            file.chmod(0o755 if file.is_dir() or file.parent == home else 0o644)
    (root / "usr" / "bin").mkdir()
    for name in ("caregiver", "caregiver-app"):
        (root / "usr" / "bin" / name).symlink_to(f"../lib/{NAME}/{name}")
    _desktop(root / "usr" / "share", when)
    _documents(root / "usr" / "share", when)
    _control(root, depends.fields(root, home))
    for folder, _folders, _names in os.walk(root):
        if not Path(folder).is_relative_to(home):
            Path(folder).chmod(0o755)
    target = dist / f"{NAME}_{__version__}_{_asked('dpkg', '--print-architecture')}.deb"
    target.unlink(missing_ok=True)
    packed = ("--root-owner-group", "-Zxz", "-z0", "--build")  # higher, it takes minutes for a tenth less
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(int(when.timestamp()))}
    subprocess.run(["dpkg-deb", *packed, root, target], check=True, stdout=subprocess.DEVNULL, env=environment)
    return target


def _desktop(share: Path, when: datetime) -> None:
    """Put in place what menus and file managers read, once their own checkers are content with it."""
    entry = _put(share / "applications" / f"{NAME}.desktop", (HERE / f"{NAME}.desktop").read_text(encoding="utf-8"))
    told = (HERE / f"{APP_ID}.metainfo.xml").read_text(encoding="utf-8")
    told = told.replace("@VERSION@", __version__).replace("@DAY@", f"{when:%Y-%m-%d}")
    metainfo = _put(share / "metainfo" / f"{APP_ID}.metainfo.xml", told)
    _put(share / "mime" / "packages" / f"{NAME}.xml", (HERE / f"{NAME}.xml").read_text(encoding="utf-8"))
    subprocess.run(["desktop-file-validate", entry], check=True)
    subprocess.run(["appstreamcli", "validate", "--no-net", metainfo], check=True, stdout=sys.stderr)
    for name, kind, called in ((icons.PROGRAM, "apps", NAME), (icons.DOCUMENT, "mimetypes", MIME)):
        for side in icons.SIZES:
            icons.draw(name, side, share / "icons" / "hicolor" / f"{side}x{side}" / kind / f"{called}.png")
        scalable = share / "icons" / "hicolor" / "scalable" / kind / f"{called}.svg"
        _put(scalable, (icons.HOME / f"{name}.svg").read_text(encoding="utf-8"))


def _documents(share: Path, when: datetime) -> None:
    """Put in place what people read."""
    for name, text in (("caregiver", manual.command(when.date())), ("caregiver-app", manual.window(when.date()))):
        _put_packed(share / "man" / "man1" / f"{name}.1.gz", text)
    documents = share / "doc" / NAME
    _put(documents / "copyright", (HERE / "copyright").read_text(encoding="utf-8"))
    changes = f"{NAME} ({__version__}) unstable; urgency=medium\n\n  * See NEWS.gz for what changed.\n\n"
    _put_packed(documents / "changelog.gz", f"{changes} -- {_WHO}  {when:%a, %d %b %Y %H:%M:%S} +0000\n")
    _put_packed(documents / "NEWS.gz", (HERE.parents[1] / "CHANGELOG.md").read_text(encoding="utf-8"))
    _put(share / "lintian" / "overrides" / NAME, (HERE / "lintian-overrides").read_text(encoding="utf-8"))


def _control(root: Path, fields: dict[str, str]) -> None:
    files = [path for path in sorted(root.rglob("*")) if path.is_file() and not path.is_symlink()]
    size = sum(-(-path.stat().st_size // 1024) for path in files)
    told = {
        "Package": NAME,
        "Version": __version__,
        "Architecture": _asked("dpkg", "--print-architecture"),
        "Maintainer": _WHO,
        "Installed-Size": str(size),
        **fields,
        "Section": "misc",
        "Priority": "optional",
        "Description": _ABOUT,
    }
    _put(root / "DEBIAN" / "control", "".join(f"{name}: {value}\n" for name, value in told.items()))
    sums = (f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(root)}\n" for path in files)
    _put(root / "DEBIAN" / "md5sums", "".join(sums))


def _put(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    file.chmod(0o644)
    return file


def _put_packed(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    file.chmod(0o644)


def _asked(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout.strip()
