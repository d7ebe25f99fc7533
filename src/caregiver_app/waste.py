"""How often Python looks for values that nobody holds any more: seldom, and not at all once the program ends."""

import gc
from typing import Final

_AFTER: Final = (50_000, 20, 20)


def look_seldom() -> None:
    """Look after many thousand new values, from before anything is loaded.

    A long history makes hundreds of thousands of values that stay. To look through them after every few hundred new
    ones, as is usual, costs a tenth of a second each time, in the middle of a key press.
    """
    gc.set_threshold(*_AFTER)


def look_no_more() -> None:
    """Let all that is left go with the process, which is about to end.

    Python would look through everything that was loaded first, for a third of a second with a case in the window.
    """
    gc.freeze()
