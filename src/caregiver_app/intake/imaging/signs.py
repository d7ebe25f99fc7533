"""Tell whether a file is an imaging file (DICOM) by its first bytes, with its preamble or without one."""

from typing import Final

PREAMBLE: Final = 132
"""How many bytes stand before the first element where a file has the preamble the standard asks for."""

# What a file without preamble begins with: the file meta information, or the first elements of the data set.
_FIRST: Final = frozenset(
    {(0x0002, e) for e in (0x0000, 0x0001, 0x0002, 0x0003, 0x0010)}
    | {(0x0008, e) for e in (0x0000, 0x0001, 0x0005, 0x0006, 0x0008, 0x0012, 0x0013, 0x0014, 0x0016, 0x0018, 0x0020)}
)
_VRS: Final = frozenset(
    b"AE AS AT CS DA DS DT FD FL IS LO LT OB OD OF OL OV OW PN SH SL SQ SS ST SV TM UC UI UL UN UR US UT UV".split()
)
_LONG: Final = frozenset(b"OB OD OF OL OV OW SQ SV UC UN UR UT UV".split())
_MOST: Final = 1 << 16  # what stands at the beginning of a file is short
_ENOUGH: Final = 3  # elements in order; fewer could be chance


def seems_dicom(head: bytes) -> bool:
    """Whether the first bytes of a file are those of an imaging file: 200 tell with a preamble, 500 without one.

    Without the preamble its first elements must follow each other as the standard says, in any of its byte orders.
    """
    if head[128:PREAMBLE] == b"DICM":
        return True
    return any(
        _follow(head, explicit=explicit, little=little) for explicit in (True, False) for little in (True, False)
    )


def is_explicit(element: bytes) -> bool:
    """Whether an element, of which these are the first bytes, names its kind of value."""
    return element[4:6] in _VRS


def _follow(head: bytes, *, explicit: bool, little: bool) -> bool:
    """Whether elements stand at the start of `head`, each with a higher tag than the one before."""
    order = "little" if little else "big"
    at, before, found = 0, (0, 0), 0
    while found < _ENOUGH and at + 8 <= len(head):
        tag = (int.from_bytes(head[at : at + 2], order), int.from_bytes(head[at + 2 : at + 4], order))  # type: ignore[arg-type]
        if tag <= before or (not found and tag not in _FIRST) or tag[0] > 0x0028:
            return False
        if explicit and head[at + 4 : at + 6] not in _VRS:
            return False
        long = explicit and head[at + 4 : at + 6] in _LONG
        start, stop = (at + 8, at + 12) if long else (at + 6, at + 8) if explicit else (at + 4, at + 8)
        length = int.from_bytes(head[start:stop], order)  # type: ignore[arg-type]
        if length > _MOST:
            return False
        at, before, found = stop + length, tag, found + 1
    return found == _ENOUGH or (found > 1 and at == len(head))
