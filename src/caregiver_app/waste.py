"""How often Python looks for values that nobody holds any more: seldom, and not at all once the program ends."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_AFTER: Final = (50_000, 20, 20)


def look_seldom() -> None:
    """Look after many thousand new values, from before anything is loaded.

    A long history makes hundreds of thousands of values that stay. To look through them after every few hundred new
    ones, as is usual, costs a tenth of a second each time, in the middle of a key press.
    """
    gc.set_threshold(*_AFTER)


@contextmanager
def none_to_look_for() -> Iterator[None]:
    """Load what stays to the end, all of it in one block, without looking through it, now or later.

    To be used once for each thing that is loaded: what nobody holds by then is not found any more either.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def look_no_more() -> None:
    """Let all that is left go with the process, which is about to end.

    Python would look through everything that was loaded first, for a third of a second with a case in the window.
    """
    gc.freeze()
