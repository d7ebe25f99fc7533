"""Look at an e-mail: its words, and what is attached to it. A mailbox file gives out its e-mails one by one."""

import re
from collections.abc import Callable, Iterator
from email import policy
from email.errors import MessageError
from email.feedparser import BytesFeedParser
from email.header import decode_header
from email.message import Message
from pathlib import Path
from typing import Any, BinaryIO, Final, TypeVar

from caregiver_app.intake.embedded import ICON_BYTES, made_up_name
from caregiver_app.intake.look import Inspection
from caregiver_app.intake.markup import words_of_html
from caregiver_app.intake.plain_text import decoded, in_words, named
from caregiver_app.intake.room import Room
from caregiver_app.progress import Progress, silent
from caregiver_app.sealed import Readable, size_of

T = TypeVar("T")

_CHUNK: Final = 1 << 20
_MOST_BYTES: Final = 150 << 20  # what no mail server takes is kept and not opened
_MOST_BARE: Final = 4 << 20
_MOST_DEEP: Final = 20
_MOST_PARTS: Final = 5000
_LONGEST_HEADER: Final = 10_000
_LONGEST_LINE: Final = 1 << 20
_SHOWN: Final = ("From", "To", "Cc", "Date", "Subject")
_WORDS: Final = ("text/plain", "text/html", "text/enriched", "message/delivery-status")
_SEALED: Final = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
_BROKEN: Final = (MessageError, LookupError, ValueError, TypeError, AttributeError, RecursionError, AssertionError)
_SPACES: Final = re.compile(r"\s+")
_FROM_LINE: Final = re.compile(rb"From \S[^\n]*\d\d:\d\d")


class _AsWritten(policy.Compat32):
    """Leave every header as it is written; the readers of the standard library stumble over many a real one."""

    def header_fetch_parse(self, _name: str, value: str) -> str:
        """Return the value as it is written."""
        return value[:_LONGEST_HEADER]

    def fold_binary(self, name: str, value: str) -> bytes:
        """Return the header as it was read."""
        return f"{name}: {value}{self.linesep}".encode("ascii", "surrogateescape")


_POLICY: Final = _AsWritten(linesep="\r\n")


def look_at_mail(path: Readable, room: Path | None) -> Inspection:
    """Return who wrote it to whom and when, its words, and what is attached to it, where there is room for that."""
    if size_of(path) > _MOST_BYTES:
        return Inspection("eml", None, "too_large", "")
    reading = _Reading(Room(room) if room else None)
    try:
        message = _parsed(path)
        reading.take(message, 0)
    except _BROKEN as problem:
        return _bare(path, reading, type(problem).__name__)
    inside = tuple(reading.room.inside) if reading.room else ()
    text = "\n\n".join(["\n".join(_head(message)), *reading.texts])
    seen = in_words("eml", text, reading.details(), inside=inside)
    trouble = "not_all_inside" if reading.sealed or reading.has_more or reading.stays_inside else seen.trouble
    return Inspection("eml", seen.pages, trouble, seen.detail, seen.texts, inside)


def look_at_mailbox(path: Readable, room: Path | None, progress: Progress = silent) -> Inspection:
    """Give out every e-mail of a mailbox file (mbox) as a file of its own."""
    made = Room(room) if room else None
    count = 0
    with path.open("rb") as file:
        for count, lines in enumerate(_messages(file), 1):
            progress(count, 0, "")
            if made is not None:
                made.put(f"{count:04}.eml", lines)
            for _line in lines:
                pass  # what the room did not take is passed over, so that the next one is found
    inside = tuple(made.inside) if made else ()
    lost = [mail.name for mail in inside if mail.file is None]
    details = [f"{count:,} e-mails", *(["not taken out: " + named(lost)] if lost else [])]
    return Inspection("mbox", None, "not_all_inside" if lost else "", "; ".join(details), inside=inside)


def _parsed(path: Readable) -> Message:
    parser: BytesFeedParser[Message] = BytesFeedParser(policy=_POLICY)
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            parser.feed(chunk)
    return parser.close()


def _bare(path: Readable, reading: "_Reading", detail: str) -> Inspection:
    """Return a broken e-mail as its bare letters, so that its words are found all the same."""
    with path.open("rb") as file:
        text = decoded(file.read(_MOST_BARE))[0]
    inside = tuple(reading.room.inside) if reading.room else ()
    seen = in_words("eml", text, [detail], inside=inside)
    return Inspection("eml", None, "damaged", seen.detail, seen.texts, inside)


class _Reading:
    """Walk through the parts of an e-mail; collect its words and put its files into the room."""

    def __init__(self, room: Room | None) -> None:
        self.room = room
        self.texts: list[str] = []
        self.sealed: list[str] = []
        self._parts = self._files = self._icons = 0
        self._cut = False

    def details(self) -> list[str]:
        """Return what to tell about it."""
        told = [f"{self._files} {'file' if self._files == 1 else 'files'} attached"] if self._files else []
        told += [f"{self._icons} {'icon' if self._icons == 1 else 'icons'} passed over"] if self._icons else []
        told += ["what is nested too deeply is kept as it is"] if self._cut else []
        told += [f"{self._parts - _MOST_PARTS:,} parts more than can be read"] if self.has_more else []
        return told + self.sealed

    @property
    def stays_inside(self) -> bool:
        """Whether something is attached that was not taken out."""
        return self.room is None and self._files > 0

    @property
    def has_more(self) -> bool:
        """Whether it has more parts than are read."""
        return self._parts > _MOST_PARTS

    def take(self, part: Message, depth: int) -> None:
        """Take one part and those in it."""
        self._parts += 1
        kind = part.get_content_type()
        if self._parts > _MOST_PARTS:
            return
        if depth > _MOST_DEEP:
            self._cut = True
            body = _as_bytes(part)
            self._put(part, "message/rfc822", None if body is None else b"MIME-Version: 1.0\r\n" + body)
            return
        if kind in _SEALED:
            self.sealed.append(f"sealed or locked: {kind}")
        if kind == "message/rfc822":
            self._take_message(part)
        elif kind == "multipart/alternative":
            self._take_alternatives(part, depth)
        elif part.is_multipart() and kind != "message/delivery-status":
            for inner in _inner(part):
                self.take(inner, depth + 1)
        elif _is_letter(part):
            self.texts.append(_text_of(part, self.room))
        else:
            self._take_file(part)

    def _take_alternatives(self, part: Message, depth: int) -> None:
        """Take the words once: plain, unless another way of them has far more. Files in any of them are taken."""
        before, found = len(self.texts), []
        for inner in _inner(part):
            self.take(inner, depth + 1)
            found.append("\n\n".join(self.texts[before:]))
            del self.texts[before:]
        worded = [text for text in found if text.strip()]
        if worded:
            longest = max(worded, key=len)
            self.texts.append(worded[0] if len(worded[0]) * 3 >= len(longest) else longest)

    def _take_message(self, part: Message) -> None:
        inner = _inner(part)
        subject = _header(inner[0], "Subject")[:100] if inner else ""
        body = _as_bytes(inner[0]) if inner else None
        if inner and _header(part, "Content-Transfer-Encoding").lower() == "base64":
            inner[0]["Content-Transfer-Encoding"] = "base64"  # against the rules, and done
            body = _payload(inner[0])
        self._put(part, "message/rfc822", body, _name_of(part) or (f"{subject}.eml" if subject else ""))

    def _take_file(self, part: Message) -> None:
        body = _payload(part)
        inline = "Content-ID" in part or part.get_content_disposition() == "inline"
        if inline and part.get_content_maintype() == "image" and len(body) <= ICON_BYTES:
            self._icons += 1
        else:
            self._put(part, part.get_content_type() if "Content-Type" in part else "", body)

    def _put(self, part: Message, kind: str, body: bytes | None, name: str = "") -> None:
        self._files += 1
        if self.room is not None:
            name = name or _name_of(part) or made_up_name(self._files, kind)
            if body is None:
                self.room.refuse(name, "damaged")
            else:
                self.room.put(name, [body])


def _inner(part: Message) -> list[Message]:
    payload: Any = part.get_payload()
    return [inner for inner in payload if isinstance(inner, Message)] if isinstance(payload, list) else []


def _is_letter(part: Message) -> bool:
    """Whether it is part of the letter itself: words, not attached and without a name of its own."""
    apart = part.get_content_disposition() == "attachment" or bool(_name_of(part))
    return not apart and part.get_content_type() in _WORDS


def _text_of(part: Message, room: Room | None) -> str:
    if part.is_multipart():  # a report of delivery: blocks of headers
        return "\n\n".join("\n".join(f"{name}: {value}" for name, value in block.items()) for block in _inner(part))
    body = _payload(part)
    charset = _safely(part.get_content_charset, None)
    try:
        text = body.decode(charset) if charset else decoded(body)[0]
    except (LookupError, ValueError):
        text = decoded(body)[0]
    html = part.get_content_type() == "text/html"
    return words_of_html(text.encode("utf-8-sig", "replace"), room)[0] if html else text


def _payload(part: Message) -> bytes:
    def read() -> bytes:
        body: Any = part.get_payload(decode=True)
        return body if isinstance(body, bytes) else b""

    return _safely(read, b"")


def _as_bytes(part: Message) -> bytes | None:
    """Return a part as it came, or None for what is nested too deeply for that."""

    def written() -> bytes | None:
        body: Any = part.as_bytes(policy=_POLICY)
        return body if isinstance(body, bytes) else None

    return _safely(written, None)


def _name_of(part: Message) -> str:
    return _in_letters(_safely(lambda: part.get_filename(), None) or "")


def _safely(reading: Callable[[], T], otherwise: T) -> T:
    try:
        return reading()
    except _BROKEN:
        return otherwise


def _head(message: Message) -> Iterator[str]:
    """Yield the lines that stand above a printed e-mail."""
    for name in _SHOWN:
        if value := _header(message, name):
            yield f"{name}: {value}"


def _header(message: Message, name: str) -> str:
    return _in_letters(str(message.get(name, "")))


def _in_letters(raw: str) -> str:
    """Return a header's value in its own letters; many programs write these into it as they are."""
    raw = _SPACES.sub(" ", raw[:_LONGEST_HEADER]).strip()
    if not raw.isascii():
        raw = decoded(raw.encode("utf-8", "surrogateescape"))[0]
    pieces: list[tuple[Any, str | None]] = _safely(lambda: decode_header(raw), [(raw, None)])
    return _SPACES.sub(" ", "".join(_piece(piece, charset) for piece, charset in pieces)).strip()


def _piece(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    if charset is None:
        return piece.decode("raw-unicode-escape", "replace")  # as the standard library packed it
    try:
        return piece.decode(charset)
    except (LookupError, ValueError):
        return decoded(piece)[0]


def _messages(file: BinaryIO) -> Iterator[Iterator[bytes]]:
    """Yield the e-mails of a mailbox, each as its lines; each must be read to its end before the next."""
    more = bool(file.readline(_LONGEST_LINE))

    def lines() -> Iterator[bytes]:
        nonlocal more
        blank = False
        while line := file.readline(_LONGEST_LINE):
            if blank and _FROM_LINE.match(line):
                more = True
                return
            blank = line in (b"\n", b"\r\n")
            yield line[1:] if line.startswith(b">From ") else line

    while more:
        more = False
        yield lines()
