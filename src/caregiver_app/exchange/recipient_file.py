"""Read what a centre wants to see from a file a family wrote: TOML in the form of `resources/recipients`.

Runs in a child process. What is not understood is named and refused, so that no wish of a centre is lost in silence.
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from caregiver_app.domain.date_words import DateUnclear, read_date
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.recipients import bundled_receivers, merged
from caregiver_app.domain.documents.records_guide import sources_in
from caregiver_app.domain.documents.wanted import Recipient, Want, Wants
from caregiver_app.domain.vocabulary import term
from caregiver_app.errors import CaregiverError
from caregiver_app.fsops import told_as_read
from caregiver_app.i18n import _

# The longest bundled list is a hundredth of this; what is larger is another file, taken by mistake.
_MOST_BYTES: Final = 1 << 20
_MOST_DAYS: Final = 36_525
_KEYS: Final = {"name", "based_on", "source", "as_of", "note", "plain", "language", "want"}
_PASSED_OVER: Final = {"id", "place", "from"}  # what only the bundled lists need
_WANT_KEYS: Final = {"kind", "need", "fresh_days", "fresh_months", "words", "translation", "verify"}


class ListUnreadable(CaregiverError):
    """The file is no list of wanted papers, or holds something that is not understood."""


def read_recipient(file: Path) -> Recipient:
    """Return the centre a file describes. Raises ListUnreadable, which names what is not understood."""
    with told_as_read(file), file.open("rb") as opened:
        body = opened.read(_MOST_BYTES + 1)
    return recipient_in(body, file.name)


def recipient_in(body: bytes, name: str) -> Recipient:
    """Return the centre the bytes of a file describe; `name` is what the file is called. Raises ListUnreadable."""
    if len(body) > _MOST_BYTES:
        raise cannot_be_read(name)
    try:
        data = tomllib.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise cannot_be_read(name) from None
    try:
        return _recipient(data)
    except ValidationError as problem:
        where = ".".join(str(part) for part in problem.errors()[0]["loc"]) or "want"
        raise _not_understood(where) from None


def cannot_be_read(name: str) -> ListUnreadable:
    """Return the failure for a file that is no such list at all."""
    return ListUnreadable(
        _("“{name}” is not a list of wanted papers we can read.").format(name=name),
        safe=_("Nothing was changed."),
        now=_("Take a file of the program's folder “recipients” as the pattern, and change its words."),
    )


def _recipient(data: Mapping[str, Any]) -> Recipient:
    _refuse_unknown(data, _KEYS | _PASSED_OVER)
    name, based_on = _text(data, "name"), _text(data, "based_on")
    if not name:
        raise _not_understood("name")
    base = next((one for one in bundled_receivers() if one.id == based_on), None)
    if based_on and base is None:
        raise _not_understood("based_on")
    before = base.wants if base else ()
    rows = data.get("want", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _not_understood("want")
    by_kind = {want.kind: want for want in before}
    wants = [_want(row, by_kind) for row in rows]
    note = "\n".join(part for part in (_text(data, "plain"), _text(data, "note")) if part)
    return Recipient(
        name=name,
        based_on=based_on,
        source=_source(data),
        as_of=_day(data.get("as_of")),
        note=note or (base.note if base else ""),
        language=_text(data, "language") or (base.language if base else ""),
        wants=Wants.of(merged(before, wants)),
    )


def _want(row: Mapping[str, Any], base: Mapping[str, Want]) -> Want:
    _refuse_unknown(row, _WANT_KEYS | {"source"})
    kind = _text(row, "kind")
    if not kind:
        raise _not_understood("kind")
    found = term("document_kinds", kind)
    kind = found.id if found else kind
    before = base.get(kind, Want(kind))
    told: dict[str, Any] = {
        "kind": kind,
        "need": _text(row, "need") or before.need,
        "fresh_days": _number(row, "fresh_days", before.fresh_days),
        "fresh_months": _number(row, "fresh_months", before.fresh_months),
        "words": _text(row, "words") or before.words,
        "translation": _text(row, "translation") or before.translation,
        "verify": _yes(row, "verify", before.verify),
    }
    if "fresh_days" in row or "fresh_months" in row:
        # A figure in the family's file is the centre's own, and one figure takes the place of another.
        told["verify"] = _yes(row, "verify", False)
        told["fresh_days"] = _number(row, "fresh_days", 0)
        told["fresh_months"] = _number(row, "fresh_months", 0)
    (want,) = Wants.of([Want(**told)]).values
    return want


def _refuse_unknown(data: Mapping[str, Any], known: set[str]) -> None:
    unknown = sorted(set(data) - known)
    if unknown:
        raise _not_understood(unknown[0])


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key, "")
    if not isinstance(value, str):
        raise _not_understood(key)
    return value.strip()


def _number(row: Mapping[str, Any], key: str, otherwise: int) -> int:
    value = row.get(key, otherwise)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST_DAYS:
        raise _not_understood(key)
    return value


def _yes(row: Mapping[str, Any], key: str, otherwise: bool) -> bool:
    value = row.get(key, otherwise)
    if not isinstance(value, bool):
        raise _not_understood(key)
    return value


def _day(value: Any) -> PartialDate | None:
    if value is None:
        return None
    if isinstance(value, date):
        return PartialDate(value.isoformat()[: len("2026-11-28")])
    if not isinstance(value, str):
        raise _not_understood("as_of")
    try:
        return read_date(value)
    except DateUnclear:
        raise _not_understood("as_of") from None


def _source(data: Mapping[str, Any]) -> str:
    """Return who said so: in words, or as the bundled lists name their sources."""
    given = data.get("source", "")
    if isinstance(given, str):
        return given.strip()
    try:
        return "; ".join(source.in_words() for source in sources_in(data))
    except (KeyError, TypeError, AttributeError):
        raise _not_understood("source") from None


def _not_understood(key: str) -> ListUnreadable:
    return ListUnreadable(
        _("What stands in the list under “{key}” is not understood.").format(key=key),
        safe=_("Nothing was changed."),
        now=_("Compare it with a file of the program's folder “recipients”, which says what each word means."),
    )
