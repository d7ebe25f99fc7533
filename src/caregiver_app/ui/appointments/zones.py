"""The time zones of this computer, a few that are often needed first, and what a time there is here."""

from datetime import date, datetime, time, tzinfo
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.vocabulary import Term
from caregiver_app.i18n import N_, _, in_each_language

_OFTEN: Final = {
    "Asia/Shanghai": N_("China"),
    "Asia/Hong_Kong": N_("Hong Kong"),
    "Asia/Taipei": N_("Taiwan"),
    "Asia/Tokyo": N_("Japan"),
    "Asia/Seoul": N_("Korea"),
    "Asia/Singapore": N_("Singapore"),
    "Asia/Kolkata": N_("India"),
    "Asia/Jerusalem": N_("Israel"),
    "Europe/Moscow": N_("Moscow"),
    "Europe/Istanbul": N_("Turkey"),
    "Europe/Kyiv": N_("Ukraine"),
    "Europe/Athens": N_("Greece"),
    "Europe/Berlin": N_("Germany"),
    "Europe/Paris": N_("France"),
    "Europe/Rome": N_("Italy"),
    "Europe/Madrid": N_("Spain"),
    "Europe/London": N_("United Kingdom"),
    "America/New_York": N_("New York"),
    "America/Chicago": N_("Chicago"),
    "America/Denver": N_("Denver"),
    "America/Los_Angeles": N_("California"),
    "America/Sao_Paulo": N_("Brazil"),
    "Australia/Sydney": N_("Australia, east"),
}
"""Zones that stand first, with the word most people know them by."""


class UnknownZone(ValueError):
    """Say in one sentence that this computer knows no such time zone."""


@in_each_language
def zone_terms() -> tuple[Term, ...]:
    """Return the zones as words to choose from: those often needed, then every zone of a place by the alphabet."""
    known = _known()
    often = tuple(_term(zone, _(words)) for zone, words in _OFTEN.items() if zone in known)
    others = sorted(zone for zone in known if "/" in zone and not zone.startswith("Etc/") and zone not in _OFTEN)
    return (*often, *(_term(zone, "") for zone in others))


def read_zone(typed: str) -> str:
    """Return the zone a person typed by its name, city or country; nothing for nothing. Raises UnknownZone."""
    wanted = " ".join(typed.split())
    if not wanted:
        return ""
    found = next((term.id for term in zone_terms() if term.answers_to(wanted)), None)
    found = found or next((zone for zone in sorted(_known()) if zone.casefold() == wanted.casefold()), None)
    if found is None:
        words = _("“{zone}” is not a time zone this computer knows. Try a country or Asia/Shanghai, or leave it empty.")
        raise UnknownZone(words.format(zone=typed))
    return found


def here_in_words(appointment: Appointment, here: tzinfo | None = None) -> str:
    """Say which time an appointment's time in another zone is here; nothing where it is the same, or not known.

    `here` is this computer's zone where none is given.
    """
    when = appointment.date
    if not (appointment.zone and appointment.at and when is not None and when.is_exact):
        return ""
    try:
        there = datetime.combine(date.fromisoformat(when), time.fromisoformat(appointment.at), zone_of(appointment))
        local = there.astimezone(here)
    except (KeyError, ValueError, OSError, OverflowError):  # no such zone here; a day at the end of time
        return ""
    if local.replace(tzinfo=None) == there.replace(tzinfo=None):
        return ""
    if local.date() == there.date():
        return _("That is {time} on this computer's clock.").format(time=f"{local:%H:%M}")
    day = PartialDate.of_day(local.date()).in_words()
    return _("That is {time} on {date} by this computer's clock.").format(time=f"{local:%H:%M}", date=day)


def zone_of(appointment: Appointment) -> ZoneInfo:
    """Return the zone of an appointment. Raises KeyError, ValueError or OSError where it is not known here."""
    return ZoneInfo(appointment.zone)


@cache
def _known() -> frozenset[str]:
    return frozenset(available_timezones())


def _term(zone: str, words: str) -> Term:
    city = zone.rpartition("/")[2].replace("_", " ")
    synonyms = tuple(dict.fromkeys(word for word in (words, city, zone.replace("_", " ")) if word))
    return Term(zone, zone, words, "", synonyms, "", "")
