"""Layers of the originals: what is switched off there is taken out, and what is switched on stays as it is seen.

What nobody sees on the page must not travel in the packet, where anybody could switch it on.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, Stream

from caregiver_app.packet.picture_streams import empty

_DEEPEST: Final = 16
_BROKEN: Final = (pikepdf.PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RuntimeError)
# What puts ink on a page. The rest of what is switched off still counts: it moves and sets what comes after it.
_PAINTS_PATHS: Final = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"})
_PAINTS: Final = frozenset({"Do", "sh", "Tj", "TJ", "INLINE IMAGE"})
_NEXT_LINES: Final = frozenset({"'", '"'})
_OPENS: Final = frozenset({"BMC", "BDC"})


def has_layers(pdf: pikepdf.Pdf) -> bool:
    """Whether a file has anything that can be switched on and off."""
    return "/OCProperties" in pdf.Root


def take_out_what_is_off(pdf: pikepdf.Pdf) -> frozenset[int]:
    """Take out what is switched off when the file opens; return the pages, from 0, on which that did not work."""
    flattening = _Flattening(pdf, _Switches(pdf))
    failed = set()
    for index, page in enumerate(pdf.pages):
        try:
            flattening.page(page)
        except _BROKEN:
            failed.add(index)
    flattening.forget_names()
    del pdf.Root.OCProperties
    return frozenset(failed)


class _Switches:
    """Tell whether something is switched off, by the layers a file has and the state it opens with."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        properties = pdf.Root.get("/OCProperties")
        usual: Any = properties.get("/D") if isinstance(properties, Dictionary) else None
        self._off = {group.objgen for group in _groups(usual, "/OFF")}
        if isinstance(usual, Dictionary) and usual.get("/BaseState") == Name.OFF:
            self._off |= {group.objgen for group in _groups(properties, "/OCGs")}
            self._off -= {group.objgen for group in _groups(usual, "/ON")}
        for event in _groups(usual, "/AS"):
            if event.get("/Event") == Name.View:
                self._as_on_screen(event)

    def _as_on_screen(self, event: Dictionary) -> None:
        """Switch layers as a reader's program does by itself, before anybody looks."""
        for group in _groups(event, "/OCGs"):
            state: Any = group
            for key in ("/Usage", "/View"):
                state = state.get(key) if isinstance(state, Dictionary) else None
            state = state.get("/ViewState") if isinstance(state, Dictionary) else None
            if state == Name.OFF:
                self._off.add(group.objgen)
            elif state == Name.ON:
                self._off.discard(group.objgen)

    def is_off(self, thing: Any) -> bool:
        """Whether what belongs to this layer, or to this choice of layers, is not seen."""
        if not isinstance(thing, Dictionary):
            return False
        if thing.get("/Type") != Name.OCMD:
            return thing.objgen in self._off
        rule = thing.get("/VE")
        if isinstance(rule, Array):
            return not self._holds(rule, 0)
        groups = thing.get("/OCGs")
        members = list(groups) if isinstance(groups, Array) else [] if groups is None else [groups]
        seen = [member.objgen not in self._off for member in members if isinstance(member, Dictionary)]
        policy = str(thing.get("/P", "/AnyOn"))
        if not seen:
            return False
        return not {"/AllOn": all(seen), "/AnyOff": not all(seen), "/AllOff": not any(seen)}.get(policy, any(seen))

    def _holds(self, rule: Any, depth: int) -> bool:
        if isinstance(rule, Dictionary):
            return rule.objgen not in self._off
        if depth > _DEEPEST or not isinstance(rule, Array) or not len(rule):
            return True
        parts = [self._holds(part, depth + 1) for part in list(rule)[1:]]
        operator = str(rule[0])
        return not all(parts) if operator == "/Not" else any(parts) if operator == "/Or" else all(parts)


class _Flattening:
    """Write the content of pages without what is switched off."""

    def __init__(self, pdf: pikepdf.Pdf, switches: _Switches) -> None:
        self._pdf = pdf
        self._switches = switches
        self._seen: set[tuple[int, int]] = set()
        self._naming: list[Dictionary] = []

    def forget_names(self) -> None:
        """Take the layers out of all resources that named them, once every page that shares them is done."""
        for resources in self._naming:
            if "/Properties" in resources:
                del resources["/Properties"]

    def page(self, page: pikepdf.Page) -> None:
        """Flatten a page, the forms on it and the marks over it."""
        resources: Any = page.obj.get("/Resources")
        marks = page.obj.get("/Annots")
        if isinstance(marks, Array):
            page.obj.Annots = Array([mark for mark in marks if not self._is_hidden(mark)])
            for look in _looks(page.obj.Annots):
                self._thing(look, resources, 0)
        if _is_layered(resources) and page.obj.get("/Contents") is not None:
            page.contents_coalesce()
            page.obj.Contents = self._pdf.make_stream(self._without(page, resources))
        self._things(resources, 0)

    def _is_hidden(self, mark: Any) -> bool:
        return isinstance(mark, Dictionary) and self._switches.is_off(mark.get("/OC"))

    def _things(self, resources: Any, depth: int) -> None:
        """Flatten what a page's resources name, and what these name."""
        if not isinstance(resources, Dictionary) or depth > _DEEPEST:
            return
        for thing in _members(resources, "/XObject", "/Pattern"):
            self._thing(thing, resources, depth)
        for font in _members(resources, "/Font"):
            if isinstance(font, Dictionary) and "/CharProcs" in font:
                for sign in _members(font, "/CharProcs"):
                    self._thing(sign, font.get("/Resources", resources), depth)
        for state in _members(resources, "/ExtGState"):
            mask = state.get("/SMask") if isinstance(state, Dictionary) else None
            if isinstance(mask, Dictionary):
                self._thing(mask.get("/G"), resources, depth)
        self._naming.append(resources)

    def _thing(self, thing: Any, lent: Any, depth: int) -> None:
        """Flatten a form, a picture or a pattern; one without resources of its own draws with those lent to it."""
        if not isinstance(thing, Stream) or thing.objgen in self._seen:
            return
        self._seen.add(thing.objgen)
        if self._switches.is_off(thing.get("/OC")):
            empty(thing)
            return
        if "/OC" in thing:
            del thing["/OC"]
        if thing.get("/Subtype") == Name.Image:
            return
        own: Any = thing.get("/Resources", lent)
        if _is_layered(own):
            thing.write(self._without(thing, own))
        if "/Resources" in thing:
            self._things(own, depth + 1)

    def _without(self, content: Any, resources: Dictionary) -> bytes:
        """Return a content stream without what is switched off in it, and without the names of layers."""
        named: Any = resources.get("/Properties")
        kept: list[Any] = []
        open_marks: list[bool] = []
        for instruction in pikepdf.parse_content_stream(content):
            operator = str(instruction.operator)
            if operator in _OPENS:
                operands = list(instruction.operands)
                is_layer = operator == "BDC" and operands[0] == Name.OC
                off = is_layer and self._switches.is_off(_named(named, operands[1]))
                open_marks.append(off or (bool(open_marks) and open_marks[-1]))
                kept.append(([Name.OC], Operator("BMC")) if is_layer else instruction)
            elif operator == "EMC":
                kept.append(instruction)
                if open_marks:
                    open_marks.pop()
            elif not (open_marks and open_marks[-1]):
                kept.append(instruction)
            elif operator in _PAINTS_PATHS:
                kept.append(([], Operator("n")))
            elif operator in _NEXT_LINES:
                kept += _next_line(instruction)
            elif operator not in _PAINTS:
                kept.append(instruction)
        return pikepdf.unparse_content_stream(kept)


def _next_line(instruction: Any) -> list[Any]:
    """Return what an operator that writes on the next line does beside the writing."""
    spaces = zip(list(instruction.operands)[:-1], ("Tw", "Tc"), strict=False)
    return [*(([number], Operator(name)) for number, name in spaces), ([], Operator("T*"))]


def _groups(holder: Any, key: str) -> list[Dictionary]:
    """Return the dictionaries listed under a key; nothing where there is no list."""
    held: Any = holder.get(key) if isinstance(holder, Dictionary) else None
    return [one for one in held if isinstance(one, Dictionary)] if isinstance(held, Array) else []


def _looks(marks: Array) -> Iterator[Any]:
    """Go through the pictures of the marks on a page, in each of their states."""
    for mark in marks:
        look: Any = mark.get("/AP") if isinstance(mark, Dictionary) else None
        if isinstance(look, Dictionary):
            for held in _values(look):
                yield from _values(held) if isinstance(held, Dictionary) else (held,)


def _is_layered(resources: Any) -> bool:
    return isinstance(resources, Dictionary) and isinstance(resources.get("/Properties"), Dictionary)


def _named(properties: Dictionary, name: Any) -> Any:
    return properties.get(str(name)) if isinstance(name, Name) else None


def _members(resources: Dictionary, *groups: str) -> Iterator[Any]:
    for name in groups:
        group = resources.get(name)
        if isinstance(group, Dictionary):
            yield from _values(group)


def _values(group: Dictionary) -> Iterator[Any]:
    for key in list(group.keys()):
        with suppress(*_BROKEN):
            yield group[key]
