"""Turn the bytes of an imaging file's texts into words: every character set of the standard, and wrong ones."""

import re
from typing import Final

from pydicom.charset import convert_encodings, decode_bytes

_MOST: Final = 1000  # letters; no name or description is longer
_JOINERS: Final = "\u200c\u200d"  # unseen, and part of how some languages are written
_TEXT_BREAKS: Final = frozenset(b"\r\n\t\f\\")
_NAME_BREAKS: Final = frozenset(b"^=\r\n\t\f\\")
_ESCAPE: Final = re.compile(r"\x1b[ -/]+[0-~]")  # pydicom leaves those of one Chinese set in the words


def encodings_of(said: bytes) -> tuple[str, ...]:
    """Return Python's names for the character sets a file says it uses; nothing where it does not say."""
    names = [name.strip() for name in said.rstrip(b"\0 ").decode("latin-1").split("\\")]
    try:
        return tuple(convert_encodings(names)) if any(names) else ()
    except Exception:  # no rule says what it may raise for a name nobody knows
        return ()


def text_of(raw: bytes, encodings: tuple[str, ...]) -> str:
    """Return a text on one line, without what nobody can see. What cannot be decoded becomes �."""
    return _on_one_line(_decoded(raw, encodings, _TEXT_BREAKS))


def name_of(raw: bytes, encodings: tuple[str, ...]) -> str:
    """Return a person's name for reading: "Yamada, Tarou (山田 太郎)".

    A file writes a name in up to three scripts: letters, characters, and how those sound. The first is given, and the
    others that differ in brackets.
    """
    scripts = [_in_order(script) for script in _decoded(raw, encodings, _NAME_BREAKS).split("=")[:3]]
    first, *others = dict.fromkeys(script for script in scripts if script) or [""]
    return f"{first} ({', '.join(others)})" if others else first


def _in_order(written: str) -> str:
    """Write family^given^middle^prefix^suffix as "family, prefix given middle suffix"."""
    family, given, middle, prefix, suffix = ([_on_one_line(part) for part in written.split("^")] + [""] * 5)[:5]
    rest = " ".join(part for part in (prefix, given, middle, suffix) if part)
    if not family or not rest:
        return family or rest
    return f"{family}, {rest}" if _in_letters(family) else f"{family} {rest}"


def _in_letters(text: str) -> bool:
    """Whether a text is written in letters and not in East Asian characters, where no comma stands in a name."""
    return all(ord(letter) < 0x1100 for letter in text)


def _decoded(raw: bytes, encodings: tuple[str, ...], breaks: frozenset[int]) -> str:
    raw = raw.rstrip(b"\0 ")[: 8 * _MOST]
    if not encodings:
        # The standard says ASCII then. Nothing but UTF-8 looks like UTF-8, so what does is.
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            return raw.decode("latin-1")
    try:
        return _ESCAPE.sub("", decode_bytes(raw, encodings, set(breaks)))
    except Exception:  # an escape to a set nobody knows
        return raw.decode("latin-1")


def _on_one_line(text: str) -> str:
    seen = "".join(letter if letter.isprintable() or letter in _JOINERS else " " for letter in text)
    return " ".join(seen.split())[:_MOST]
