"""Passwords for packets: words that can be written down and read out over the telephone."""

import secrets
from typing import Final

from caregiver_app import bundled
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _

WORDS: Final = 6
"""So many words of a list of some 5,800 are as hard to guess as a key of 75 bits."""

LEAST: Final = 12
"""A password of the family's own has so many characters or more: whoever holds the file can try without end."""

_LONGEST: Final = 127  # bytes; a PDF passes over what is beyond


class NotAPassword(CaregiverError):
    """A password cannot be used."""


def new_phrase() -> str:
    """Return a password of English words that nobody has used before: "lantern-orbit-meadow-…"."""
    words = phrase_words()
    return "-".join(secrets.choice(words) for _word in range(WORDS))


def phrase_words() -> tuple[str, ...]:
    """Return the words passwords are made of."""
    lines = bundled.resource("phrases", "words.txt").read_text(encoding="ascii").split("\n")
    return tuple(line for line in lines if line and not line.startswith("#"))


def checked_password(password: str) -> str:
    """Return a password that can be put on a packet. Raises NotAPassword for one that is weak, empty or too long."""
    if is_weak(password):
        raise NotAPassword(
            _("This cannot be used as a password: a patient stranger could find it by trying."),
            safe=_("Nothing was made."),
            now=_("Choose one of {least} characters or more that are not always the same few.").format(least=LEAST),
        )
    if "\n" in password or len(password.encode()) > _LONGEST:
        raise NotAPassword(
            _("This cannot be used as a password: it is longer than a PDF can take."),
            safe=_("Nothing was made."),
            now=_("Choose one of {least} to 100 characters, on one line.").format(least=LEAST),
        )
    return password


def is_weak(password: str) -> bool:
    """Whether a password is so short, or has so few different characters, that a stranger could find it by trying."""
    return len(password.strip()) < LEAST or len(set(password)) < LEAST // 2
