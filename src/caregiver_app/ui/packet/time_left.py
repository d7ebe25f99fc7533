"""How long work still takes, in calm words: said once it is known, never jumping about."""

from typing import Final

from caregiver_app.i18n import _, ngettext

_KNOWN_AFTER: Final = 5.0
"""Seconds of work before anything is said."""
_NEW: Final = 0.3
"""How much the newest measure counts beside those before it."""
_SLACK: Final = 1.3
"""How far beyond what was said the time must be before more is said than before."""
_MINUTE: Final = 60.0
_BOUNDS: Final = (15.0, 45.0, 90.0)
_MOST: Final = 90


class TimeLeft:
    """Follow one piece of work. Times are seconds of any clock that only goes forward."""

    def __init__(self) -> None:
        self._began: float | None = None
        self._done = self._base = self._total = 0
        self._left: float | None = None
        self._at = 0.0
        self._said: int | None = None

    def note(self, done: int, total: int, now: float) -> None:
        """Take in that so much of the total is done. Work that begins again is measured again."""
        if self._began is None or done < self._done or total != self._total:
            self._began, self._left, self._said = now, None, None
            self._base, self._total = done, total
        self._done = done
        elapsed, moved = now - self._began, done - self._base
        if moved <= 0 or elapsed < _KNOWN_AFTER:
            return
        measured = elapsed * max(total - done, 0) / moved
        before = self._remaining(now)
        self._left = measured if before is None else (1 - _NEW) * before + _NEW * measured
        self._at = now

    def words(self, now: float) -> str:
        """Say how long it still takes; nothing while nobody can tell."""
        left = self._remaining(now)
        if left is None:
            return ""
        step = _step(left)
        if self._said is None or step < self._said or left > _bound(self._said) * _SLACK:
            self._said = step
        return _in_words(self._said)

    def _remaining(self, now: float) -> float | None:
        return None if self._left is None else max(self._left - (now - self._at), 0.0)


def _step(left: float) -> int:
    """Return which of the things that can be said fits: three below two minutes, then one a minute."""
    below = sum(left >= bound for bound in _BOUNDS)
    return below if below < len(_BOUNDS) else len(_BOUNDS) + round(left / _MINUTE) - 2


def _bound(step: int) -> float:
    """Return the seconds up to which a step is right."""
    return _BOUNDS[step] if step < len(_BOUNDS) else (step - len(_BOUNDS) + 2.5) * _MINUTE


def _in_words(step: int) -> str:
    if step < len(_BOUNDS):
        return (_("a few seconds left"), _("less than a minute left"), _("about a minute left"))[step]
    minutes = step - len(_BOUNDS) + 2
    if minutes > _MOST:
        return _("more than an hour left")
    return ngettext("about {n} minute left", "about {n} minutes left", minutes).format(n=minutes)
