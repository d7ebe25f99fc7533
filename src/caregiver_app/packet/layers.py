"""Layers of the originals: what is switched off there is taken out, and what is switched on stays as it is seen.

What nobody sees on the page must not travel in the packet, where anybody could switch it on.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, Stream

_DEEPEST: Final = 16
_BROKEN: Final = (pikepdf.PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RuntimeError)
# What puts ink on a page. The rest of what is switched off still counts: it moves and sets what comes after it.
_PAINTS_PATHS: Final = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"})
_PAINTS: Final = frozenset({"Do", "sh", "Tj", "TJ", "'", '"', "INLINE IMAGE"})
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
        usual = properties.get("/D", Dictionary()) if isinstance(properties, Dictionary) else Dictionary()
        on = {group.objgen for group in usual.get("/ON", Array())}
        self._off = {group.objgen for group in usual.get("/OFF", Array())}
        if usual.get("/BaseState", Name.ON) == Name.OFF and isinstance(properties, Dictionary):
            self._off |= {group.objgen for group in properties.get("/OCGs", Array())} - on

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
        marks = page.obj.get("/Annots")
        if isinstance(marks, Array):
            page.obj.Annots = Array([mark for mark in marks if not self._is_hidden(mark)])
        resources: Any = page.obj.get("/Resources")
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
            if not isinstance(thing, Stream) or thing.objgen in self._seen:
                continue
            self._seen.add(thing.objgen)
            if self._switches.is_off(thing.get("/OC")):
                self._empty(thing)
                continue
            if "/OC" in thing:
                del thing["/OC"]
            own: Any = thing.get("/Resources")
            if _is_layered(own):
                thing.write(self._without(thing, own))
            self._things(own, depth + 1)
        self._naming.append(resources)

    def _empty(self, thing: Stream) -> None:
        """Turn a form or a picture into a form that draws nothing."""
        for key in set(thing.keys()) - {"/Length"}:
            del thing[key]
        thing.write(b"")
        thing.Type, thing.Subtype, thing.BBox = Name.XObject, Name.Form, Array([0, 0, 1, 1])

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
            elif operator not in _PAINTS:
                kept.append(instruction)
        return pikepdf.unparse_content_stream(kept)


def _is_layered(resources: Any) -> bool:
    return isinstance(resources, Dictionary) and isinstance(resources.get("/Properties"), Dictionary)


def _named(properties: Dictionary, name: Any) -> Any:
    return properties.get(str(name)) if isinstance(name, Name) else None


def _members(resources: Dictionary, *groups: str) -> Iterator[Any]:
    for name in groups:
        group = resources.get(name)
        if isinstance(group, Dictionary):
            for key in list(group.keys()):
                with suppress(*_BROKEN):
                    yield group[key]
