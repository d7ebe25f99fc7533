"""What is taken off the libraries of the bundle for Linux: names for those who look for faults, and what nobody calls.

The library for photos of phones (HEIC) is linked to an encoder, which is larger than itself and under the GPL; the
program reads such photos and writes none. The one for imaging pictures is linked to an OpenSSL that nobody mends any
more, for making pictures anonymous. Stand-ins of the same names answer every call that there is none.
"""

import re
import subprocess
import tempfile
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

_STRIPPED: Final = (
    "libpython*", "sqlcipher3/*", "sqlalchemy/*", "python3.*/lib-dynload/*", "pydantic_core/*", "uharfbuzz/*",
    "_pillow_heif*",
)  # fmt: skip
"""Libraries that may lose such names without harm; what was patched for its wheel may not."""

_NEVER_CALLED: Final = (
    ("pillow_heif.libs/libx265-*.so*", "pillow_heif.libs/libheif-*.so*"),
    ("python_gdcm.libs/libcrypto-*.so*", "_gdcm/libgdcmCommon.so*"),
    ("python_gdcm.libs/libssl-*.so*", "_gdcm/libgdcmCommon.so*"),
)
"""Libraries, and what is linked to them."""


def make_lighter(bundle: Path) -> None:
    """Take both off a bundle."""
    inside = bundle / "_internal"
    for file in sorted(path for path in inside.rglob("*") if ".so" in path.name and not path.is_symlink()):
        if any(fnmatch(file.relative_to(inside).as_posix(), pattern) for pattern in _STRIPPED):
            subprocess.run(["strip", "--strip-unneeded", file], check=True)
    for pattern, user in _NEVER_CALLED:
        (library,), (linked,) = inside.glob(pattern), inside.glob(user)
        _stand_in(library, linked)


def _stand_in(library: Path, user: Path) -> None:
    """Put a library in another one's place that has the functions its user asks for; each answers with nothing."""
    has = {name for name, _version in _functions(library, "--defined-only")}
    wanted = [(name, version) for name, version in _functions(user, "--undefined-only") if name in has]
    versions = sorted({version for _name, version in wanted if version})
    script = "".join(f"{one} {{ global: {'; '.join(n for n, v in wanted if v == one)}; }};\n" for one in versions)
    source = "".join(f"void *{name}(void) {{ return 0; }}\n" for name, _version in wanted)
    with tempfile.NamedTemporaryFile("w", suffix=".map") as said:
        said.write(script)
        said.flush()
        more = [f"-Wl,--version-script={said.name}"] if versions else []
        library.unlink()
        command = ["gcc", "-shared", "-fPIC", "-nostdlib", "-Os", "-s", f"-Wl,-soname,{library.name}", *more]
        subprocess.run([*command, "-o", library, "-x", "c", "-"], input=source, text=True, check=True)
    library.chmod(0o644)


def _functions(library: Path, which: str) -> list[tuple[str, str]]:
    """Return the functions a library has or asks for, each with its version."""
    told = subprocess.run(["nm", "-D", which, library], check=True, capture_output=True, text=True).stdout
    return re.findall(r" [TUWi] (\w+)(?:@+(\w+))?$", told, re.MULTILINE)
