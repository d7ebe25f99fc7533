"""The one way to report a failure that is not a bug.

A person reading it must learn three things: what happened, whether their records are safe, and what
to do now. Anything that is not a `CaregiverError` is a mistake of ours and goes to the last-resort hook.
"""

from functools import partial


class CaregiverError(Exception):
    """Tell an expected failure in the user's words.

    `happened` says what went wrong, `safe` whether anything was lost, `now` what to do next. Each is one
    whole, translated sentence.
    """

    def __init__(self, happened: str, *, safe: str, now: str) -> None:
        super().__init__(happened)
        self.happened = happened
        self.safe = safe
        self.now = now

    def __str__(self) -> str:
        return f"{self.happened} {self.safe} {self.now}"

    def __reduce__(self) -> tuple[object, ...]:
        """Cross a process boundary whole."""
        return partial(type(self), safe=self.safe, now=self.now), (self.happened,)


class NotSaved(CaregiverError):
    """The place where something is kept refused to take it: once the cause is gone the same can be tried again."""


class DiskFull(NotSaved):
    """Nothing more fits on the disk."""


class CaseInUse(NotSaved):
    """Another window or command holds this case."""


class CaseElsewhere(CaregiverError):
    """Another computer may hold this case; only somebody can tell."""


class CaseReadOnly(NotSaved):
    """The folder can be read and not written."""


class CaseTooNew(CaregiverError):
    """A newer program wrote this case."""


class CaseDamaged(NotSaved):
    """The case file cannot be read as it is."""


class CaseMissing(NotSaved):
    """There is no case in this folder."""


class CaseLocked(CaregiverError):
    """The case has a passphrase, and nobody gave it."""


class CaseSwapped(NotSaved):
    """Another program put something else in place of the case file while it was open."""


class DiskTrouble(NotSaved):
    """The disk could not read or write."""


class HistoryConflict(CaregiverError):
    """What is kept is not what the step to undo or redo left behind."""
