"""Look at a text file: its words, in whatever encoding its program wrote them."""

from pathlib import Path
from typing import Final

from caregiver_app.encodings import encoding_of, is_guess
from caregiver_app.intake.look import Inside, Inspection
from caregiver_app.intake.words import MOST_LETTERS, pages_of
from caregiver_app.sealed import Readable

_MOST_BYTES: Final = 4 * MOST_LETTERS


def look_at_text(path: Readable, _room: Path | None) -> Inspection:
    """Return the words of a text file; the detail names an encoding that had to be guessed."""
    with path.open("rb") as file:
        data = file.read(_MOST_BYTES + 1)
    text, detail = decoded(data)
    clipped = len(data) > _MOST_BYTES or len(text) > MOST_LETTERS
    return in_words("text", text[:MOST_LETTERS], [detail] if detail else [], clipped=clipped)


def decoded(data: bytes) -> tuple[str, str]:
    """Return a text, and what to tell where its encoding was guessed or some of it could not be read."""
    encoding = encoding_of(data)
    name = encoding or "cp1252"
    text = data.decode(name, "replace")
    if is_guess(name):
        return text, f"read as {name}"
    return text, f"not all of it is {name}" if "\ufffd" in text and b"\xef\xbf\xbd" not in data else ""


def in_words(
    form: str, text: str, details: list[str], *, inside: tuple[Inside, ...] = (), clipped: bool = False
) -> Inspection:
    """Return what is known of a file that is printed as its words; `clipped` says that it has more of them.

    A plain text has no layout to lose, so that is no trouble. Without words and without anything inside it is empty.
    What could not be taken out counts as trouble.
    """
    texts = pages_of(text)
    if clipped:
        details = [*details, f"only its first {MOST_LETTERS:,} letters were read"]
    if lost := [file.name for file in inside if file.file is None]:
        details = [*details, "not taken out: " + named(lost)]
    usual = "" if form == "text" else "words_only"
    trouble = "not_all_inside" if clipped or lost else usual if texts or inside else "empty"
    return Inspection(form, len(texts), trouble, "; ".join(details), texts, inside)


def named(names: list[str]) -> str:
    """List at most twenty names, and say how many more there are."""
    shown = ", ".join(name if len(name) <= 80 else name[:79] + "…" for name in names[:_MOST_NAMED])
    return shown + (f" and {len(names) - _MOST_NAMED:,} more" if len(names) > _MOST_NAMED else "")


_MOST_NAMED: Final = 20
