"""Turn the bytes of a text file into text, whatever program saved it.

A spreadsheet saves "CSV" in the encoding of its country and does not say which. What can be known for sure
is tried first; a guess is told to the family, because a wrong one shows as wrong letters in a name.
"""

from dataclasses import dataclass
from typing import Final

from caregiver_app.encodings import chinese_encoding, marked_encoding
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import N_, _

# What a file begins with when it is no text at all, and what it is in the family's words.
_OTHER_FILES: Final = (
    (b"%PDF", N_("a PDF file")),
    (b"PK\x03\x04", N_("a spreadsheet or ZIP file")),
    (b"\xd0\xcf\x11\xe0", N_("an older spreadsheet or office file")),
    (b"\x89PNG", N_("a picture")),
    (b"\xff\xd8\xff", N_("a picture")),
    (b"SQLite format 3", N_("a database")),
    (b"{\\rtf", N_("a word processor file")),
)
_CHINESE: Final = {
    "gb18030": N_("The file does not say how its letters are written; it was read as Chinese (GB 18030)."),
    "big5": N_("The file does not say how its letters are written; it was read as Chinese (Big5)."),
}


class NotText(CaregiverError):
    """The file is not a text file."""


@dataclass(frozen=True)
class Decoded:
    """A text, and a sentence to tell when its encoding had to be guessed."""

    text: str
    note: str = ""


def decode(data: bytes) -> Decoded:
    """Read bytes as text: UTF-8, UTF-16 with its mark, Chinese (GB 18030 or Big5), or Western (Windows-1252).

    Raises NotText when they are the content of something else.
    """
    for start, word in _OTHER_FILES:
        if data.startswith(start):
            raise _not_text(_("This is {what}, not a text file.").format(what=_(word)))
    if encoding := marked_encoding(data):
        try:
            return Decoded(data.decode(encoding))
        except UnicodeDecodeError:
            raise _not_text(_("The text in this file is cut off or damaged.")) from None
    if b"\0" in data.partition(b"\n")[0]:  # in a later line it belongs to its row
        raise _not_text(_("This is not a text file."))
    return _unmarked(data)


def _unmarked(data: bytes) -> Decoded:
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    if encoding := chinese_encoding(data):
        return Decoded(data.decode(encoding, errors="replace"), _(_CHINESE[encoding]))
    return Decoded(
        data.decode("cp1252", errors="replace"),
        _(
            "The file does not say how its letters are written; it was read as Western European (Windows-1252)."
            " Look at letters like ä and é in the list."
        ),
    )


def _not_text(happened: str) -> NotText:
    return NotText(
        happened,
        safe=_("Nothing was imported and the case is as it was."),
        now=_("Save the table as CSV (UTF-8) in your spreadsheet program, then import that file."),
    )
