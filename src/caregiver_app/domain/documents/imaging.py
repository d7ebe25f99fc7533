"""Imaging files and the studies they make up: what is written in them, never what they show."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from caregiver_app import bundled
from caregiver_app.domain.dates import PartialDate, sort_key
from caregiver_app.i18n import _, ngettext, with_commas

_WRITTEN_DATE: Final = re.compile(r"(\d{4})[.-]?(\d\d)?[.-]?(\d\d)?", re.ASCII)
_MOST_NAMED: Final = 5  # other names in a note; more would hide the first ones
_MOST_PARTS: Final = 4


@dataclass(frozen=True)
class ImageFile:
    """What one imaging file (DICOM) says of itself, as written there; dates are eight digits or whatever stands there.

    `images` is how many pictures are in it: 0 for a report or an index, more than 1 for a film. `number` is its place
    in its series, 0 where it says none; `enclosed` names the document it carries instead of a picture.
    """

    study_uid: str = ""
    series_uid: str = ""
    modality: str = ""
    body_part: str = ""
    study_date: str = ""
    study_description: str = ""
    series_description: str = ""
    place: str = ""
    patient_name: str = ""
    patient_born: str = ""
    accession: str = ""
    images: int = 0
    number: int = 0
    enclosed: str = ""


Files = Sequence[tuple[str, ImageFile]]
"""Imaging files, each with its path inside the disc or folder."""


@dataclass(frozen=True)
class Study:
    """One examination: the files of one study, and what most of them say.

    `modality` holds the codes of its files, "PT/CT". `patient_born` is a date as this program writes dates, or what
    stands there where it is none. `notes` are sentences on what other files say of the same thing.
    """

    uid: str
    date: PartialDate | None
    modality: str
    body_part: str
    description: str
    place: str
    patient_name: str
    patient_born: str
    accession: str
    series: int
    images: int
    files: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What a family calls it: "PET-CT chest, 24 September 2026"."""
        what = _what(self)
        return _("{scan}, {date}").format(scan=what, date=self.date.in_words()) if self.date else what


def studies(files: Files) -> tuple[Study, ...]:
    """Return the studies imaging files make up, the oldest first.

    Files that name no study belong together where date and patient are the same; one that tells neither is a study
    of its own. What holds no picture and names no study is an index and left out.
    """
    found: dict[tuple[str, ...], list[tuple[str, ImageFile]]] = {}
    for path, file in files:
        if file.study_uid:
            key: tuple[str, ...] = (file.study_uid,)
        elif not file.images and not file.enclosed:
            continue
        elif file.study_date or file.patient_name:
            key = ("", file.study_date, file.patient_name, file.patient_born)
        else:
            key = ("", "", path)
        found.setdefault(key, []).append((path, file))
    return tuple(sorted(map(_study, found.values()), key=lambda study: (sort_key(study.date), study.files)))


def previews_of(files: Files) -> tuple[str, ...]:
    """Return which file to show of each series: the middle one with a picture in it, by its number in the series."""
    series: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for path, file in files:
        if file.images:
            series.setdefault((file.study_uid, file.series_uid), []).append((file.number, path))
    middles = (sorted(pictures)[len(pictures) // 2] for pictures in series.values())
    return tuple(path for _number, path in middles)


def written_date(text: str) -> PartialDate | None:
    """Read a date as imaging files write it, 20260924; None for what is no date."""
    found = _WRITTEN_DATE.fullmatch(text.strip())
    try:
        return PartialDate("-".join(part for part in found.groups() if part)) if found else None
    except ValueError:
        return None


def missing_from(named: Iterable[str], present: Iterable[str]) -> tuple[str, ...]:
    """Return which of the files an index names are not among those that are there.

    Discs write one name in several ways: in capitals, with a version (";1") or a full stop at its end.
    """
    there = {_plain_path(path) for path in present}
    return tuple(path for path in dict.fromkeys(named) if _plain_path(path) not in there)


def _plain_path(path: str) -> str:
    parts = (part.casefold().removesuffix(";1").rstrip(".") for part in path.split("/") if part)
    return "/".join(parts)


def _study(found: Files) -> Study:
    files = [file for _path, file in found]
    notes: list[str] = []

    def agreed(pick: Callable[[ImageFile], str], note: Callable[[str], str] | None = None) -> str:
        said = Counter(text for text in map(pick, files) if text).most_common()
        if len(said) > 1 and note is not None:
            notes.append(note(with_commas(f"“{text}”" for text, _times in said[1 : 1 + _MOST_NAMED])))
        return said[0][0] if said else ""

    date = agreed(lambda file: str(written_date(file.study_date) or ""), _another_date)
    return Study(
        uid=files[0].study_uid,
        date=PartialDate(date) if date else None,
        modality="/".join(sorted({file.modality for file in files if file.modality}, key=_rank)),
        body_part=", ".join(list(dict.fromkeys(file.body_part for file in files if file.body_part))[:_MOST_PARTS]),
        description=agreed(lambda file: file.study_description),
        place=agreed(lambda file: file.place),
        patient_name=agreed(lambda file: file.patient_name, _another_name),
        patient_born=agreed(lambda file: written_date(file.patient_born) or file.patient_born, _another_birth_date),
        accession=agreed(lambda file: file.accession, _another_accession),
        series=len({file.series_uid for file in files}),
        images=sum(file.images for file in files),
        files=tuple(sorted(path for path, _file in found)),
        notes=tuple(notes),
    )


def _another_date(others: str) -> str:
    return _("Some of its files give another date: {others}.").format(others=others)


def _another_name(others: str) -> str:
    return _("Some of its files carry another patient name: {others}.").format(others=others)


def _another_birth_date(others: str) -> str:
    return _("Some of its files give another birth date: {others}.").format(others=others)


def _another_accession(others: str) -> str:
    return _("Some of its files carry another accession number: {others}.").format(others=others)


def _what(study: Study) -> str:
    """Name the examination: as the hospital describes it, with the kind of scan in front where that does not say it."""
    kind = kind_of_scan(study.modality)
    said = " ".join(re.sub(r"[\^_]+", " ", study.description).split())
    if said:
        return said if kind == "" or _says_kind(said, study.modality) else f"{kind} {said}"
    part = study.body_part.casefold()
    return f"{kind} {part}".strip() if kind else _("Scan {part}").format(part=part).strip()


def series_in_words(series: int | None, images: int | None) -> str:
    """Say how many series and pictures there are, "3 series, 412 pictures"; nothing of what is not known."""
    parts = []
    if series is not None:
        parts.append(ngettext("{n} series", "{n} series", series).format(n=f"{series:,}"))
    if images is not None:
        parts.append(ngettext("{n} picture", "{n} pictures", images).format(n=f"{images:,}"))
    return with_commas(parts)


def kind_of_scan(modality: str) -> str:
    """Return the kind of scan in plain words, "PET-CT" for "PT/CT"; nothing for codes nobody knows."""
    codes = modality.split("/")
    data = _data()
    for pair in data["together"]:
        if set(pair["codes"]) <= set(codes):
            return str(pair["word"])
    known = [row for row in data["code"] if row["id"] in codes]
    shown = [row for row in known if row.get("picture", True)] or known
    return " + ".join(dict.fromkeys(str(row["word"]) for row in shown))


def _says_kind(text: str, modality: str) -> bool:
    codes = modality.split("/")
    for row in _data()["code"]:
        if row["id"] in codes and (row.get("vague") or any(_stands_in(word, text) for word in _words(row))):
            return True
    return False


def _words(row: dict[str, Any]) -> tuple[str, ...]:
    return (row["word"], row["id"], *row.get("also", ()))


def _stands_in(word: str, text: str) -> bool:
    """Whether a word begins one of the text; a code of two letters must be all of it."""
    end = r"\b" if len(word) < 3 else ""
    return re.search(rf"\b{re.escape(word)}{end}", text, re.IGNORECASE) is not None


def _rank(code: str) -> tuple[int, str]:
    """Order codes as the table does, and unknown ones behind."""
    ids = [row["id"] for row in _data()["code"]]
    return (ids.index(code) if code in ids else len(ids), code)


@cache
def _data() -> dict[str, list[dict[str, Any]]]:
    return bundled.toml("imaging", "modality_codes.toml")
