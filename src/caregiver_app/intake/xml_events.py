"""Read XML as a stream of events, so that no file of it can ask for more than its own size.

There is no DTD with declarations, no entity, no file or address beside it and no style sheet: what needs one of these
is refused. Elements may lie a thousand deep, which no paper needs.
"""

import codecs
import html
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final, Protocol
from xml.parsers import expat

from caregiver_app.encodings import encoding_of, marked_encoding

_MOST_DEEP: Final = 1000
_MOST_BYTES: Final = 256 << 20
_LONGEST_TAG: Final = 16 << 20  # a tag that never ends would be read again from its start with each piece
_DECLARED: Final = re.compile(rb"""^<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_OWN: Final = ("utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "utf-16")
_OTHERS: Final = re.compile(r"(gb|big5|cp|windows-|iso-?8859|euc|shift|koi8|mac|latin)[\w-]*", re.IGNORECASE)


class XmlRefused(Exception):
    """It is not well-formed, or asks for what no paper needs."""


class Handler(Protocol):
    """Take the events of one file. `space` is the namespace of an element, "" without one."""

    def start(self, space: str, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""

    def end(self, space: str, name: str) -> None:
        """Take its end."""

    def text(self, text: str) -> None:
        """Take a piece of text."""


def read_xml(chunks: Iterable[bytes], handler: Handler) -> None:
    """Send the events of an XML file to a handler. Raises XmlRefused; what came before it stays with the handler."""
    pieces = iter(chunks)
    first = next(pieces, b"")
    try:
        encoding = _other_encoding(first)
        whole = chain((first,), pieces)
        _feed(_recoded(whole, encoding) if encoding else whole, _parser(handler, "utf-8" if encoding else None))
    except (expat.ExpatError, ValueError, LookupError) as problem:
        raise XmlRefused(str(problem)) from problem


def _recoded(pieces: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for piece in pieces:
        yield decoder.decode(piece).encode()
    yield decoder.decode(b"", True).encode()


def _feed(pieces: Iterator[bytes], parser: expat.XMLParserType) -> None:
    fed = 0
    for piece in pieces:
        fed += len(piece)
        if fed > _MOST_BYTES:
            raise XmlRefused("too long")
        parser.Parse(piece, False)
        if fed - max(parser.CurrentByteIndex, 0) > _LONGEST_TAG:
            raise XmlRefused("a tag without end")
    parser.Parse(b"", True)


def _parser(handler: Handler, encoding: str | None) -> expat.XMLParserType:
    parser = expat.ParserCreate(encoding, namespace_separator=" ")
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _MOST_DEEP:
            raise XmlRefused("nested too deeply")
        space, _gap, name = tag.rpartition(" ")
        handler.start(space, name, attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        space, _gap, name = tag.rpartition(" ")
        handler.end(space, name)

    def doctype(_name: str, _system: str | None, _public: str | None, has_declarations: int) -> None:
        if has_declarations:
            raise XmlRefused("it declares entities of its own")

    def skipped(name: str, is_parameter: int) -> None:
        if not is_parameter:  # named in a DTD that is not read, such as &nbsp;
            handler.text(html.unescape(f"&{name};"))

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = doctype
    parser.SkippedEntityHandler = skipped
    return parser


def _other_encoding(first: bytes) -> str:
    """Return the encoding to decode from, where the parser does not know it; only those of plain letters are known."""
    if marked_encoding(first):
        return ""
    declared = _DECLARED.match(first)
    if declared is None:
        return ""
    name = declared[1].decode("ascii").lower()
    if name in _OWN:
        # Many a file says UTF-8 and is not.
        found = encoding_of(first) if name.startswith("utf") and name != "utf-16" else ""
        return found if found not in ("", "utf-8") else ""
    if not _OTHERS.fullmatch(name):
        raise XmlRefused("an encoding nobody uses")
    return codecs.lookup(name).name
