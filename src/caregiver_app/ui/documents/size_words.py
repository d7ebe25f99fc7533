"""How large a file is, in words."""

from typing import Final

from caregiver_app.i18n import _, ngettext

_STEP: Final = 1000


def size_in_words(size: int) -> str:
    """Write a size the way file managers do: 812 bytes, 41 KB, 2.4 MB, 1.3 GB."""
    if size < _STEP:
        return ngettext("{n} byte", "{n} bytes", size).format(n=size)
    units = (_("{n} KB"), _("{n} MB"), _("{n} GB"))
    amount = float(size)
    for unit in units:
        amount /= _STEP
        if round(amount) < _STEP or unit == units[-1]:
            break
    return unit.format(n=f"{amount:.1f}" if amount < 10 and unit != units[0] else f"{amount:.0f}")
