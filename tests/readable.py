"""Words nobody types by chance, and where under a folder they can be read."""

import base64
import unicodedata
from pathlib import Path

WORDS = ("Zanzibarine", "Grüngesicht", "白血病的金丝雀")
"""Words that stand nowhere by chance."""


def readable_in(folder: Path, words: tuple[str, ...] = WORDS) -> list[str]:
    """Every place under a folder where one of the words can be read, in any of the usual encodings or in a name."""
    forms = {
        form
        for word in words
        for letters in (word, unicodedata.normalize("NFD", word))
        for encoding in ("utf-8", "utf-16-le", "utf-16-be")
        for plain in [letters.encode(encoding)]
        for form in (plain, *(base64.b64encode(b"x" * lead + plain)[4:-4] for lead in range(3)))
    }
    assert min(map(len, forms)) > 3, "a word too short says nothing"
    found = []
    for path in folder.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        if any(form in data or form in str(path.name).encode() for form in forms):
            found.append(str(path.relative_to(folder)))
    return sorted(found)
