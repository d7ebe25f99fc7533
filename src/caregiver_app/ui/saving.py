"""What is saved, what is only kept, and what is not: known in one place, so that nothing else need be guessed.

Words in a field are kept on the disk as a draft within a second, and written into the case when the field is left: a
step for every pause in typing would fill the history with half sentences. So there are three truthful answers to
somebody who types ("Saving…", "What you type is kept", "Saved 14:02"), and a fourth that stays until it is put right.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

import shiboken6
from PySide6.QtCore import QObject, Signal

from caregiver_app.errors import (
    CaregiverError,
    CaseDamaged,
    CaseInUse,
    CaseMissing,
    CaseReadOnly,
    CaseSwapped,
    DiskFull,
    NotSaved,
)
from caregiver_app.i18n import N_, _
from caregiver_app.ui.drafts import Drafts, as_words

if TYPE_CHECKING:
    from caregiver_app.casebook.casebook import Casebook

_BECAUSE: Final = (
    (DiskFull, N_("Not saved: the disk is full")),
    (CaseReadOnly, N_("Not saved: the folder can only be read")),
    (CaseMissing, N_("Not saved: the case folder is not there")),
    (CaseSwapped, N_("Not saved: another program changed the case")),
    (CaseInUse, N_("Not saved: another program holds the case")),
    (CaseDamaged, N_("Not saved: the case file is damaged")),
)


@dataclass(frozen=True)
class _Unkept:
    """A draft that the disk did not take: what stood in the way, and its words."""

    problem: CaregiverError
    words: str


@dataclass
class _Writing:
    """Words in a field that are not in the case yet: what writes them, and whether the disk has them as a draft."""

    again: Callable[[], object]
    is_kept: bool = False

    @property
    def is_on_screen(self) -> bool:
        """Whether the field in which they stand is still there."""
        field = getattr(self.again, "__self__", None)
        return not isinstance(field, QObject) or shiboken6.isValid(field)


class Saving(QObject):
    """Know the state of what was typed and done in one open case, and try again what was refused.

    `changed` says that `state` or `words` may read otherwise. It hears by itself of every step that was written or
    refused and of every draft; fields tell it of what is typed, and `Desk.do` of the acts that were refused.
    """

    changed = Signal()

    def __init__(self, book: "Casebook", drafts: Drafts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._writing: dict[str, _Writing] = {}
        self._unkept: dict[str, _Unkept] = {}
        self._acts: list[Callable[[], object]] = []
        self._trouble: NotSaved | None = None
        self._saved_at: datetime | None = None
        self._is_kept_last = False
        self.is_given_up = False
        """Whether somebody chose to let go of what is not saved."""
        book.on_changed(lambda _kinds: self._on_written())
        book.on_refused(self._on_refused)
        drafts.watch(self._on_kept, self._on_dropped)
        self.destroyed.connect(drafts.unwatch)

    @property
    def state(self) -> str:
        """Return "not saved", "saving", "kept", "saved" or, where nothing can be changed, "read only"."""
        if self._book.read_only:
            return "read only"
        if self._trouble is not None or self._unkept or self._acts:
            return "not saved"
        if any(not one.is_kept for one in self._writing.values()):
            return "saving"
        return "kept" if self._writing and self._is_kept_last else "saved"

    @property
    def words(self) -> str:
        """Return the state as the family reads it."""
        if self.state == "not saved":
            return self._in_short()
        if self.state == "saved" and self._saved_at is not None:
            return _("Saved {time}").format(time=f"{self._saved_at:%H:%M}")
        return {
            "read only": _("Read only: nothing can be changed here"),
            "saving": _("Saving…"),
            "kept": _("What you type is kept"),
            "saved": _("Everything is saved"),
        }[self.state]

    @property
    def trouble(self) -> CaregiverError | None:
        """What stood in the way last, while something is not saved."""
        return self._trouble or next((one.problem for one in self._unkept.values()), None)

    @property
    def way_on(self) -> str:
        """Return what can be done about it, for a button."""
        return _("Open it again") if isinstance(self.trouble, CaseSwapped) else _("Try again")

    @property
    def at_risk(self) -> tuple[str, ...]:
        """Return in words what is neither in the case nor on the disk as a draft: it would go with the window."""
        typed = tuple(one.words for one in self._unkept.values())
        return typed + (_("Something you did was not saved."),) * bool(self._acts)

    def typing(self, name: str, again: Callable[[], object]) -> None:
        """Take note of words that are nowhere but on the screen yet; `again` writes them, `name` is their draft's."""
        self._writing[name] = _Writing(again)
        self.changed.emit()

    def written(self, name: str) -> None:
        """Forget words: they are in the case, or nobody wants them."""
        self._on_dropped(name)

    def refused(self, act: Callable[[], object] | None, problem: CaregiverError) -> bool:
        """Keep an act in mind, if any, that the case did not take; answer whether another try makes sense."""
        if problem is not self._trouble:
            return False  # refused for its own reasons, which no second try would change
        if act is not None and not any(_are_same(act, one) for one in self._acts):
            self._acts.append(act)
        self.changed.emit()
        return True

    def done(self, act: Callable[[], object]) -> None:
        """Forget an act that was refused before: it was done now."""
        if self._acts:
            self._acts = [one for one in self._acts if not _are_same(act, one)]
            self.changed.emit()

    def try_again(self) -> None:
        """Write what was refused, all of it. Raises what stands in the way; what is not written is still held then."""
        for name, one in list(self._writing.items()):
            if one.is_on_screen:
                one.again()
            elif one.is_kept:
                del self._writing[name]  # the field brings its draft back when it is shown again
            if name in self._writing and self.trouble is not None:
                raise self.trouble
        while self._acts:
            try:
                self._acts[0]()
            except NotSaved:
                raise
            except CaregiverError:
                del self._acts[0]  # it fits no more to what is in the case by now
                self.changed.emit()
                raise
            del self._acts[0]
        self._book.try_to_write()
        self._trouble = None
        self._unkept.clear()
        self.changed.emit()

    def give_up(self) -> None:
        """Let go of all that is not saved, as somebody asked for."""
        self._writing.clear()
        self._unkept.clear()
        self._acts.clear()
        self._trouble, self.is_given_up = None, True
        self.changed.emit()

    def _in_short(self) -> str:
        if self._trouble is None and not self._unkept:
            return _("Not saved: one thing you did")
        words = next((words for kind, words in _BECAUSE if isinstance(self.trouble, kind)), "")
        return _(words) if words else _("Not saved: the disk could not be written")

    def _on_written(self) -> None:
        self._trouble, self._is_kept_last = None, False
        self._saved_at = datetime.now()
        self.changed.emit()

    def _on_refused(self, problem: NotSaved) -> None:
        self._trouble = problem
        self.changed.emit()

    def _on_kept(self, name: str, typed: Mapping[str, str], problem: CaregiverError | None) -> None:
        if problem is None:
            self._unkept.pop(name, None)
        else:
            self._unkept[name] = _Unkept(problem, as_words(typed))
        if name in self._writing:
            self._writing[name].is_kept = problem is None
        self._is_kept_last = True
        self.changed.emit()

    def _on_dropped(self, name: str) -> None:
        self._writing.pop(name, None)
        self._unkept.pop(name, None)
        self.changed.emit()


def _are_same(one: Callable[[], object], other: Callable[[], object]) -> bool:
    """Whether two acts do the same to the same: pressed twice, it is to be done once."""
    return _made_of(one) == _made_of(other)


def _made_of(act: Callable[[], object]) -> tuple[object, ...]:
    cells = getattr(act, "__closure__", None) or ()
    code = getattr(act, "__code__", act)
    return code, *(cell.cell_contents for cell in cells)
