"""Layers of the originals: what is switched off there stays switched off in the packet."""

from collections.abc import Iterator
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

_STATE: Final = "/CaregiverOff"
_DEEPEST: Final = 12


def remember_states(source: pikepdf.Pdf) -> None:
    """Write into each layer of a source that is off when the file opens, that it is."""
    properties = source.Root.get("/OCProperties")
    if not isinstance(properties, Dictionary):
        return
    usual = properties.get("/D", Dictionary())
    on = {group.objgen for group in usual.get("/ON", Array())}
    off = {group.objgen for group in usual.get("/OFF", Array())}
    hidden_at_first = usual.get("/BaseState", Name.ON) == Name.OFF
    for group in properties.get("/OCGs", Array()):
        if group.objgen in off or (hidden_at_first and group.objgen not in on):
            group[_STATE] = True


class Layers:
    """Gather the layers of all placed pages for the packet's own catalogue."""

    def __init__(self) -> None:
        self._groups: dict[tuple[int, int], Any] = {}
        self._seen: set[tuple[int, int]] = set()

    def gather(self, resources: Any) -> None:
        """Find the layers that a page's resources name."""
        for thing in self._walk(resources, 0):
            if thing.get("/Type") == Name.OCG:
                self._groups[thing.objgen] = thing

    def _walk(self, thing: Any, depth: int) -> Iterator[Any]:
        if depth > _DEEPEST:
            return
        if isinstance(thing, Array):
            for member in thing:
                yield from self._walk(member, depth + 1)
        elif isinstance(thing, Dictionary | Stream):
            if thing.is_indirect:
                if thing.objgen in self._seen:
                    return
                self._seen.add(thing.objgen)
            yield thing
            for key in ("/Properties", "/XObject", "/Pattern"):
                group = thing.get(key)
                if isinstance(group, Dictionary):
                    for name in list(group.keys()):
                        yield from self._walk(group[name], depth + 1)
            for key in ("/Resources", "/OC", "/OCGs", "/VE"):
                if key in thing:
                    yield from self._walk(thing[key], depth + 1)

    def finish(self, target: pikepdf.Pdf) -> None:
        """Write the layers and their states into the packet."""
        if not self._groups:
            return
        off = Array([group for group in self._groups.values() if _STATE in group])
        for group in self._groups.values():
            if _STATE in group:
                del group[_STATE]
        usual = Dictionary(Name=pikepdf.String("Layers"), BaseState=Name.ON, OFF=off)
        target.Root.OCProperties = Dictionary(OCGs=Array(list(self._groups.values())), D=usual)
