"""Shaping: letters joined, stacked and reordered as their script is written, kept with the characters that were typed.

A cluster is the least stretch of text that has a shape of its own: a letter with its marks, two letters that are
written as one, a syllable. What a cluster looks like is the work of HarfBuzz; here it keeps its characters, so
that a reader of the PDF finds, chooses and copies exactly what was typed.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import uharfbuzz

_LEFTWARD: Final = frozenset({"R", "AL"})
_MOST: Final = 8
_LEAST: Final = 40
# Marks heaped on a letter without end would reach further than a file of shapes can say.
_FARTHEST: Final = 12_000
Glyph = tuple[int, int, int]
"""A shape by its number in the face, and how far right and up of where its cluster begins, in units of the face."""


@dataclass(frozen=True)
class Cluster:
    """Characters and how they look together. Blank when a neighbour shows them."""

    text: str
    glyphs: tuple[Glyph, ...]
    advance: int


def shape(text: str, font: uharfbuzz.Font) -> tuple[Cluster, ...]:
    """Shape a stretch of one script and direction; return its clusters from left to right.

    What the face does not have is written by its number.
    """
    leftward = any(unicodedata.bidirectional(character) in _LEFTWARD for character in text)
    found: list[Cluster] = []
    for cluster in _clusters(text, font, leftward):
        parts = _numbered(cluster.text, font) if _lacks(cluster) else [cluster]
        for part in reversed(parts) if leftward else parts:
            found.extend(_shared(part, leftward))
    return tuple(found)


def shown(character: str) -> str:
    """Write a character that no face has by its number, so that it is not lost."""
    return f"[U+{ord(character):04X}]"


def _clusters(text: str, font: uharfbuzz.Font, leftward: bool) -> list[Cluster]:
    buffer = uharfbuzz.Buffer()
    buffer.add_codepoints([ord(character) for character in text])
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if leftward else "ltr"
    buffer.flags = uharfbuzz.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    uharfbuzz.shape(font, buffer)
    starts: list[int] = []
    glyphs: dict[int, list[Glyph]] = {}
    advances: dict[int, int] = {}
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        start = info.cluster
        if start not in glyphs:
            starts.append(start)
            glyphs[start], advances[start] = [], 0
        glyphs[start].append((info.codepoint, _near(advances[start] + position.x_offset), _near(position.y_offset)))
        advances[start] = min(advances[start] + max(position.x_advance, 0), _FARTHEST)
    if not starts:  # nothing but characters that leave no ink
        return [Cluster(text, (), _LEAST)]
    logical = sorted(starts)
    ends = dict(zip(logical, (*logical[1:], len(text)), strict=True))
    return [
        Cluster(text[start if start != logical[0] else 0 : ends[start]], tuple(glyphs[start]), advances[start])
        for start in starts
    ]


def _near(distance: int) -> int:
    return max(-_FARTHEST, min(_FARTHEST, distance))


def _lacks(cluster: Cluster) -> bool:
    return any(glyph == 0 for glyph, _right, _up in cluster.glyphs)


def _numbered(text: str, font: uharfbuzz.Font) -> list[Cluster]:
    """Draw characters one by one, those the face lacks by their numbers; what has no ink stays with the one before."""
    found: list[Cluster] = []
    for character in text:
        drawn = _clusters(character, font, False)
        if any(map(_lacks, drawn)):
            drawn = [_joined(character, _clusters(shown(character), font, False))]
        if found and not any(cluster.glyphs for cluster in drawn):
            found[-1] = Cluster(found[-1].text + character, found[-1].glyphs, found[-1].advance)
        else:
            found.extend(drawn)
    return found


def _joined(text: str, parts: list[Cluster]) -> Cluster:
    """Let several clusters beside each other stand for one text."""
    glyphs: list[Glyph] = []
    advance = 0
    for part in parts:
        glyphs.extend((number, advance + right, up) for number, right, up in part.glyphs)
        advance += part.advance
    return Cluster(text, tuple(glyphs), advance)


def _shared(cluster: Cluster, leftward: bool) -> Iterator[Cluster]:
    """Part a cluster so that every reader can tell its text: each part has its share of the width, one has the ink.

    Readers turn lines round that run to the left, character by character, so there none may stand for two; and some
    know no more than eight characters for one shape.
    """
    if leftward:
        texts = list(reversed(cluster.text))
    else:
        texts = [cluster.text[place : place + _MOST] for place in range(0, len(cluster.text), _MOST)]
    advance = max(cluster.advance, _LEAST * len(texts)) if len(texts) > 1 or leftward else cluster.advance
    inked, begun = (len(texts) if leftward else 1), 0
    for number, text in enumerate(texts, 1):
        ended = advance * number // len(texts)
        moved = tuple((glyph, right - begun, up) for glyph, right, up in cluster.glyphs) if number == inked else ()
        yield Cluster(text, moved, ended - begun)
        begun = ended
