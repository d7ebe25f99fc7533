"""Read a time of day the way people type it: "14:30", "2:30 pm", "14.30", "9", "下午2点半". Pure."""

import re
import unicodedata
from typing import Final

from caregiver_app.i18n import _

_UNKNOWN: Final = frozenset({"", "?", "-", "–", "unknown", "not known", "n/a"})
_NOON: Final = frozenset({"noon", "midday", "12 noon", "中午", "正午"})
_HALF: Final = r"(?P<half>am|pm|a\.m\.?|p\.m\.?|a|p)"
_READINGS: Final = (
    # 14:30, 14.30, 14h30, 2:30 pm, 14:30 Uhr, 9, 9 am, 9 o'clock
    re.compile(
        rf"(?P<hour>\d{{1,2}})(?:\s?(?:[:.,h]|uhr)\s?(?P<minute>\d\d))?(?::00)?\s?{_HALF}?"
        r"(?:\s?(?:uhr|o['’]?clock|h|hrs?|hours))?",
        re.ASCII,
    ),
    # 1430, 0930, 930
    re.compile(rf"(?P<hour>\d{{1,2}})(?P<minute>\d\d)\s?{_HALF}?(?:\s?(?:h|hrs?|hours))?", re.ASCII),
    # 下午2点半, 上午9时30分, 14点
    re.compile(
        r"(?P<han>上午|早上|凌晨|下午|晚上|中午)?\s?(?P<hour>\d{1,2})\s?[点點时時:]\s?"
        r"(?:(?P<minute>\d\d)\s?分?|(?P<half_hour>半))?",
        re.ASCII,
    ),
)
_AFTERNOON: Final = frozenset({"下午", "晚上"})
_HOURS: Final = 24
_MINUTES: Final = 60
_NOON_HOUR: Final = 12
_LAST_NIGHT_HOUR: Final = 6


class TimeUnclear(ValueError):
    """Say in one sentence why a text is not a time of day."""


def read_time(text: str) -> str:
    """Return the time of day a person typed as "14:30"; nothing for "unknown" and nothing at all.

    An hour without am or pm is taken as on a clock of 24 hours. Raises TimeUnclear.
    """
    found = _read(text)
    return f"{found[0]:02}:{found[1]:02}" if found else ""


def in_the_night(text: str) -> str:
    """Return the afternoon's time somebody may have meant who typed "2:30"; nothing where no doubt is left.

    What cannot be read leaves none either.
    """
    try:
        found = _read(text)
    except TimeUnclear:
        return ""
    if not found or found[2] or not 1 <= found[0] <= _LAST_NIGHT_HOUR:
        return ""
    return f"{found[0] + _NOON_HOUR:02}:{found[1]:02}"


def _read(text: str) -> tuple[int, int, bool] | None:
    """Return hour and minute, and whether it was said which half of the day is meant; None for "unknown"."""
    plain = " ".join(unicodedata.normalize("NFKC", text).split()).strip(" ;").casefold()
    plain = re.sub(r"^(?:at|um|ca\.?|about) ", "", plain)
    if plain in _UNKNOWN:
        return None
    if plain in _NOON:
        return _NOON_HOUR, 0, True
    found = next((match for match in (reading.fullmatch(plain) for reading in _READINGS) if match), None)
    time = _time(found.groupdict()) if found is not None else None
    if time is None:
        raise TimeUnclear(_("“{text}” is not a time we can read. Try 14:30 or 2:30 pm.").format(text=text))
    return time


def _time(parts: dict[str, str | None]) -> tuple[int, int, bool] | None:
    """Return a time from its parts, or None where there is no such time."""
    hour, minute = int(parts["hour"] or 0), 30 if parts.get("half_hour") else int(parts.get("minute") or 0)
    half, han = (parts.get("half") or "")[:1], parts.get("han") or ""
    if half == "p" or han in _AFTERNOON or (han == "中午" and hour < _NOON_HOUR - 1):
        if not hour:
            return None
        hour += _NOON_HOUR if hour < _NOON_HOUR else 0
    elif half == "a":
        if not 1 <= hour <= _NOON_HOUR:
            return None
        hour %= _NOON_HOUR
    is_told = bool(half or han) or (parts["hour"] or "").startswith("0")
    return (hour, minute, is_told) if hour < _HOURS and minute < _MINUTES else None
