"""Write one step into the history while it goes on, or in one go once it is done."""

from collections.abc import Collection, Sequence
from uuid import UUID

from caregiver_app.store.steps import Change, Steps, one_for_each_record


class Recording:
    """The history of one step that is being made; a step that changes nothing leaves none."""

    def __init__(self, steps: Steps, label: str, at: str) -> None:
        self._steps, self._label, self._at = steps, label, at
        self._number: int | None = None
        self._dropped = False
        self._taken = 0
        self._position = 0
        self._recorded: set[UUID] = set()

    def go_on(self, changes: Sequence[Change], led: Collection[UUID] = ()) -> None:
        """Record what of `changes`, all of the step so far, is not recorded yet.

        What is recorded before the end cannot be joined with what comes later, so a record in it may not be changed
        again: ValueError. Of the records in `led` every change is kept by itself, one behind the other.
        """
        new = one_for_each_record(changes[self._taken :], led)
        self._taken = len(changes)
        if not new:
            return
        touched = {change.record.id for change in new}
        if touched & self._recorded:
            raise ValueError("a record that is in the history of this step already was changed once more")
        if self._number is None:
            self._number, self._dropped = self._steps.begin(self._label, self._at)
        self._steps.add(self._number, self._position, new)
        self._position += len(new)
        self._recorded |= touched

    def end(
        self, changes: Sequence[Change], led: Collection[UUID] = (), met: tuple[int, str, str] | None = None
    ) -> None:
        """Record the rest. `met` is the last step of another copy, where what was done there is taken over."""
        self.go_on(changes, led)
        if self._number is not None:
            self._steps.end(self._number, met, dropped=self._dropped)

    def is_there(self) -> bool:
        """Whether the history in the case file has the step."""
        return self._number is not None and self._steps.state(self._number) is not None
