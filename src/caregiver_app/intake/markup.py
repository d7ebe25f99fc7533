"""Look at HTML and XML: their words in reading order, and files packed into them. Nothing beside them is ever read.

Of a portal's clinical document (C-CDA) the titles and the narrative come in order, then what only its coded entries
say. No script runs, no style sheet is applied, no picture is fetched.
"""

import re
from html import unescape
from pathlib import Path
from typing import Final

from lxml import etree

from caregiver_app.encodings import encoding_of, marked_encoding
from caregiver_app.intake.embedded import Embedded, data_address
from caregiver_app.intake.look import Inspection
from caregiver_app.intake.plain_text import decoded, in_words
from caregiver_app.intake.room import Room
from caregiver_app.intake.words import MOST_LETTERS, PAGE_BREAK, Words
from caregiver_app.intake.xml_events import XmlRefused, read_xml
from caregiver_app.sealed import Readable

_CHUNK: Final = 1 << 20
_MOST_BYTES: Final = 64 << 20
_MOST_SPOILT: Final = 8 << 20
_HL7: Final = "urn:hl7-org:v3"
_FHIR: Final = "http://hl7.org/fhir"
_XHTML: Final = "http://www.w3.org/1999/xhtml"

_INLINE: Final = {
    "content", "sub", "sup", "linkHtml", "footnoteRef", "renderMultiMedia", "a", "abbr", "b", "big", "cite",
    "code", "em", "font", "i", "mark", "s", "small", "span", "strong", "tt", "u",
}  # fmt: skip
_JOINED: Final = {
    "prefix", "given", "family", "suffix", "streetAddressLine", "city", "state", "postalCode", "county",
    "country", "delimiter",
}  # fmt: skip
_PARAGRAPHS: Final = {"title", "text", "section", "paragraph", "p", "list", "table"}
_TIMES: Final = {"effectiveTime", "birthTime", "low", "high"}
_PACKED: Final = {"binary-data", "binData", "binaryData"}  # pictures of an office file saved as one XML file
_DAY: Final = re.compile(r"(\d{4})(\d\d)(\d\d)")

_META: Final = re.compile(rb"""<meta[^<>]{0,200}?charset\s*=\s*["']?([A-Za-z0-9._-]{2,40})""", re.IGNORECASE)
_UNSEEN: Final = {"script", "style", "template", "object", "applet", "iframe"}
_HTML_LINES: Final = {
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "legend", "li",
    "main", "nav", "ol", "optgroup", "option", "pre", "section", "select", "summary", "tbody", "tfoot", "thead",
    "ul",
}  # fmt: skip
_HTML_PARAGRAPHS: Final = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "title"}

_TAG: Final = re.compile(r"<[^<>]*>")
_BASE64: Final = re.compile(r"[A-Za-z0-9+/=]{60,}")


def look_at_xml(path: Readable, room: Path | None) -> Inspection:
    """Return the words of an XML file and what is packed into it, or its bare letters where it is not well-formed."""
    return _look_at_xml("xml", path, room)


def look_at_ccda(path: Readable, room: Path | None) -> Inspection:
    """Return the words of a clinical document from a portal, and the file it may be an envelope for."""
    return _look_at_xml("ccda", path, room)


def look_at_html(path: Readable, room: Path | None) -> Inspection:
    """Return the words of a saved web page, and the pictures that lie inside it."""
    with path.open("rb") as file:
        data = file.read(_MOST_BYTES + 1)
    made = Room(room) if room else None
    text, detail = words_of_html(data, made)
    clipped = len(data) > _MOST_BYTES or len(text) > MOST_LETTERS
    inside = tuple(made.inside) if made else ()
    return in_words("html", text, [detail] if detail else [], inside=inside, clipped=clipped)


def words_of_html(data: bytes, room: Room | None = None) -> tuple[str, str]:
    """Return the words of HTML, and what to tell. Pictures inside it are put into `room`."""
    page, detail = _html_text(data)
    target = _HtmlWords(room)
    parser = etree.HTMLParser(target=target, encoding="utf-8", no_network=True, huge_tree=False)
    body = page.encode()
    try:
        for at in range(0, len(body), _CHUNK):
            parser.feed(body[at : at + _CHUNK])
        parser.close()
    except (etree.LxmlError, ValueError) as problem:
        return without_tags(page), f"not all of it is HTML: {type(problem).__name__}"
    return target.words.text(), detail


def without_tags(text: str) -> str:
    """Return what is left of a text when every tag, and whatever is packed into it as letters, is taken away."""
    return _BASE64.sub(" ", unescape(_TAG.sub(" ", text)))


def _html_text(data: bytes) -> tuple[str, str]:
    declared = None if marked_encoding(data) else _META.search(data[:4096])
    if declared and encoding_of(data) != "utf-8":  # many a page says one thing and is another
        try:
            return data.decode(declared[1].decode("ascii"), "replace"), ""
        except (LookupError, ValueError):
            pass
    return decoded(data)


def _look_at_xml(form: str, path: Readable, folder: Path | None) -> Inspection:
    room = Room(folder) if folder else None
    handler = _XmlWords(room)
    trouble = ""
    try:
        with path.open("rb") as file:
            read_xml(iter(lambda: file.read(_CHUNK), b""), handler)
    except XmlRefused as refused:
        trouble = str(refused)
    handler.finish(whole=not trouble)
    inside = tuple(room.inside) if room else ()
    if not trouble:
        return in_words(form, handler.all_words(), handler.details, inside=inside, clipped=handler.words.clipped)
    with path.open("rb") as file:
        letters = without_tags(decoded(file.read(_MOST_SPOILT))[0])
    seen = in_words(form, letters[:MOST_LETTERS], [trouble], inside=inside)
    return Inspection(form, None, "damaged", seen.detail, seen.texts, inside)


class _XmlWords:
    """Collect the words of XML: what is read by people in `words`, what only coded entries say apart from it."""

    def __init__(self, room: Room | None) -> None:
        self.words = Words(flowing=True)
        self.details: list[str] = []
        self._coded = Words(flowing=True)
        self._entries = 0
        self._room = room
        self._embedded: Embedded | None = None
        self._files = 0
        self._media_type = ""

    def start(self, space: str, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        if space == _HL7 and name == "entry":
            self._entries += 1
        words = self._now()
        if name == "tr":
            words.begin_row()
        elif name in ("td", "th"):
            words.begin_cell()
        elif name not in _INLINE and name not in _JOINED:
            words.end_line()
        if name in _PACKED:
            self._embedded = Embedded("")
        elif space == _HL7:
            self._take_hl7(words, name, attributes)
        elif space == _FHIR:
            self._take_fhir(words, name, attributes)

    def end(self, space: str, name: str) -> None:
        """Take the end of an element."""
        if self._embedded is not None:
            self._put_embedded(whole=True)
        words = self._now()
        if name == "tr":
            words.end_row()
        elif name in _JOINED:
            words.add(" ")
        elif name in _PARAGRAPHS and space in (_HL7, _XHTML):
            words.end_paragraph()
        elif name not in _INLINE and name not in ("td", "th"):
            words.end_line()
        if space == _HL7 and name == "entry":
            self._entries -= 1

    def text(self, text: str) -> None:
        """Take a piece of text, or of a file written as letters."""
        if self._embedded is not None:
            self._embedded.add(text)
        else:
            self._now().add(text)

    def finish(self, *, whole: bool) -> None:
        """Put what is left; a file cut off in its middle is named."""
        if self._embedded is not None:
            self._put_embedded(whole=whole)
        if self._files:
            self.details.append(f"{self._files} {'file' if self._files == 1 else 'files'} packed into it")

    def all_words(self) -> str:
        """Return the words for people, then what the entries say beyond them, each once."""
        text = self.words.text()
        said = set(text.split("\n"))
        more = [line for line in dict.fromkeys(self._coded.text().split("\n")) if line and line not in said]
        return text + PAGE_BREAK + "\n".join(more) if more else text

    def _now(self) -> Words:
        return self._coded if self._entries else self.words

    def _take_hl7(self, words: Words, name: str, attributes: dict[str, str]) -> None:
        if attributes.get("representation", "").upper() == "B64":
            self._embedded = Embedded(attributes.get("mediaType", ""))
        elif name in _TIMES and not self._entries and "value" in attributes:
            day = _DAY.sub(r"\1-\2-\3 ", attributes["value"], count=1)
            words.add(f"{name} {day}")
            words.end_line()
        elif name == "reference" and not attributes.get("value", "#").startswith("#"):
            words.add(attributes["value"])  # the name of a file beside it

    def _take_fhir(self, words: Words, name: str, attributes: dict[str, str]) -> None:
        value = attributes.get("value", "")
        if name == "contentType":
            self._media_type = value
        if name == "data" and self._media_type:
            self._embedded = Embedded(self._media_type)
            self._embedded.add(value)
        elif value:
            words.add(value)

    def _put_embedded(self, *, whole: bool) -> None:
        embedded, self._embedded = self._embedded, None
        self._files += 1
        if embedded is not None and self._room is not None:
            embedded.put(self._room, self._files, whole=whole)


class _HtmlWords:
    """Collect the words of HTML as its parser calls them out."""

    def __init__(self, room: Room | None) -> None:
        self.words = Words(flowing=True)
        self._room = room
        self._unseen = 0
        self._pictures = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        if tag in _UNSEEN:
            self._unseen += 1
        if tag == "tr":
            self.words.begin_row()
        elif tag in ("td", "th"):
            self.words.begin_cell()
        elif tag in _HTML_LINES or tag in _HTML_PARAGRAPHS:
            self.words.end_line()
        if tag == "img":
            self._take_picture(attributes)

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        if tag in _UNSEEN:
            self._unseen = max(self._unseen - 1, 0)
        if tag == "tr":
            self.words.end_row()
        elif tag in _HTML_PARAGRAPHS:
            self.words.end_paragraph()
        elif tag in _HTML_LINES:
            self.words.end_line()

    def data(self, text: str) -> None:
        """Take a piece of text."""
        if not self._unseen:
            self.words.add(text)

    def close(self) -> None:
        """Do nothing more."""

    def _take_picture(self, attributes: dict[str, str]) -> None:
        self.words.add(f" {attributes.get('alt', '')} ")
        embedded = data_address(attributes.get("src", ""))
        if embedded is not None and not embedded.is_icon():
            self._pictures += 1
            if self._room is not None:
                embedded.put(self._room, self._pictures, whole=True)
