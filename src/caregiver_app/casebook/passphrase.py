"""How easily a passphrase is guessed, told in plain words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _
from caregiver_app.store.keys import as_typed_anywhere

_LONGEST: Final = 72  # the judge looks no further
_MOST: Final = 1024
# Powers of ten of guesses. A stranger with the computer makes some ten a second on each, and may have hundreds.
_MINUTES, _DAYS, _YEARS = 6.0, 9.0, 11.5


class NotAPassphrase(CaregiverError):
    """These words cannot be a passphrase."""


@dataclass(frozen=True)
class Judged:
    """How well a passphrase holds: `kind` is "weak", "fair" or "strong", `words` says why in one or two sentences."""

    kind: str
    words: str


def judged(passphrase: str, own_words: Sequence[str] = ()) -> Judged:
    """Judge a passphrase. `own_words` are those that stand to reason: names, days of birth, places."""
    from zxcvbn import zxcvbn

    typed = as_typed_anywhere(passphrase)
    if not typed:
        return Judged("weak", _("Nothing is typed yet."))
    found = zxcvbn(typed[:_LONGEST], user_inputs=[word for word in own_words if word])
    power = float(found["guesses_log10"])
    if power < _MINUTES:
        return Judged(
            "weak", _("A stranger who has this computer would find it within minutes or hours. Take another.")
        )
    if power < _DAYS:
        return Judged(
            "weak",
            _("A patient stranger would find it within days. Add two or three words that do not belong together."),
        )
    if power < _YEARS:
        return Judged("fair", _("It holds against most people. One more word makes it hold against everybody."))
    return Judged("strong", _("It holds. Write it down where only you will look."))


def checked_passphrase(passphrase: str) -> str:
    """Return a passphrase without what is round it. Raises NotAPassphrase for one that is empty or very long."""
    typed = as_typed_anywhere(passphrase)
    if not typed or len(typed) > _MOST or any(sign in typed for sign in "\n\r\x00"):
        raise NotAPassphrase(
            _("This cannot be a passphrase: it is empty, very long, or has more than one line."),
            safe=_("Nothing was changed."),
            now=_("Type some words you can remember, on one line."),
        )
    return typed
