"""The list of a disc's or a study's files, by which they are found again and proven whole.

It is a file itself, kept as an original: its fingerprint stands for all of them. JSON, so that it can be read without
this program; canonical, so that equal lists are equal bytes.
"""

import json
import re
from dataclasses import asdict, dataclass, fields
from functools import cache
from typing import Any, Final

from pydantic import ConfigDict, TypeAdapter, ValidationError

from caregiver_app.domain.documents.imaging import ImageFile

WHAT: Final = "Caregiver Organizer: list of files"
VERSION: Final = 1
_LARGEST: Final = 256 << 20  # letters; half a million files
_FINGERPRINT: Final = re.compile(r"[0-9a-f]{64}")
_STRICT: Final = ConfigDict(extra="forbid", strict=True)


@dataclass(frozen=True)
class ListedFile:
    """One file: its path inside with "/", its size in bytes, and the SHA-256 of its bytes in hex.

    A file that could not be read has no fingerprint and says so under `trouble`, as a key of `TROUBLES`. The others
    are what an imaging file says of itself: the identifiers of its study and series, the code of its machine, what its
    series is called, its `number` in it, and how many pictures it holds.
    """

    __pydantic_config__ = _STRICT

    path: str
    size: int
    fingerprint: str = ""
    trouble: str = ""
    study: str = ""
    series: str = ""
    modality: str = ""
    series_description: str = ""
    number: int = 0
    images: int = 0

    @property
    def image(self) -> ImageFile:
        """What an imaging file says of itself, as far as the list has it."""
        return ImageFile(
            study_uid=self.study,
            series_uid=self.series,
            modality=self.modality,
            series_description=self.series_description,
            images=self.images,
            number=self.number,
        )


def listed(path: str, size: int, fingerprint: str, trouble: str = "", image: ImageFile | None = None) -> ListedFile:
    """Return a file as lists name it, with what an imaging file says of itself."""
    said = image or ImageFile()
    return ListedFile(
        path=path,
        size=size,
        fingerprint=fingerprint,
        trouble=trouble,
        study=said.study_uid,
        series=said.series_uid,
        modality=said.modality,
        series_description=said.series_description,
        number=said.number,
        images=said.images,
    )


@dataclass(frozen=True)
class Manifest:
    """The files of a disc, or of one study. `kept` says that they are in the case, and not only listed."""

    __pydantic_config__ = _STRICT

    name: str
    kept: bool
    files: tuple[ListedFile, ...]
    what: str = WHAT
    version: int = VERSION


def written(manifest: Manifest) -> str:
    """Write a list in its one canonical form, its files in the order of their paths."""
    usual = {field.name: field.default for field in fields(ListedFile)}
    rows = [
        {name: held for name, held in asdict(file).items() if held != usual[name]}
        for file in sorted(manifest.files, key=lambda file: file.path)
    ]
    whole = {"what": manifest.what, "version": manifest.version, "name": manifest.name, "kept": manifest.kept}
    # One file a line, so that a person can read it.
    lines = ",\n".join(_json(row) for row in rows)
    return f'{_json(whole)[:-1]},"files":[\n{lines}\n]}}\n'


def read(text: str) -> Manifest:
    """Read a list. Raises ValueError for one this program did not write: none of its paths leads out of a folder."""
    if len(text) > _LARGEST:
        raise ValueError("a list of files is too long")
    try:
        manifest = _reader().validate_json(text)
    except ValidationError as problem:
        raise ValueError("not a list of files") from problem
    if (manifest.what, manifest.version) != (WHAT, VERSION):
        raise ValueError("not a list of files of this version")
    paths = [file.path for file in manifest.files]
    if len(set(paths)) < len(paths) or not all(map(_stays_inside, paths)) or not all(map(_sound, manifest.files)):
        raise ValueError("a list of files with a file that cannot be")
    if written(manifest) != text:
        raise ValueError("a list of files that was changed")
    return manifest


def _sound(file: ListedFile) -> bool:
    if min(file.size, file.number, file.images) < 0:
        return False
    return bool(_FINGERPRINT.fullmatch(file.fingerprint)) if file.fingerprint else bool(file.trouble)


def _stays_inside(path: str) -> bool:
    """Whether a path, put behind a folder's on any system, names something in that folder."""
    if "\\" in path or re.match(r"[A-Za-z]:", path) or any(ord(letter) < 32 for letter in path):
        return False
    return all(part not in ("", ".", "..") for part in path.split("/"))


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@cache
def _reader() -> TypeAdapter[Manifest]:
    return TypeAdapter(Manifest)
