"""The page that says what lies in a ZIP beside the packet: one file of HTML that any browser opens, also offline.

It asks for nothing from outside and holds no script. What was typed is never markup, and stands in an element of its
own direction, so that a name in Arabic does not turn the line around it. Pure: the same words make the same bytes.
"""

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from caregiver_app.exchange.relative_links import relative_link
from caregiver_app.i18n import _

_NOT_SHOWN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_STYLE: Final = """
body { max-width: 62rem; margin: 2rem auto; padding: 0 1rem; background: #fff; color: #111;
  font: 1rem/1.5 system-ui, "Segoe UI", "Noto Sans", "Noto Sans SC", sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .5rem; } h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; }
table { width: 100%; border-collapse: collapse; } th, td { padding: .35rem .6rem .35rem 0; text-align: start;
  vertical-align: top; border-bottom: 1px solid #999; overflow-wrap: break-word; } th { border-bottom-width: 2px; }
td:first-child { white-space: nowrap; } td:nth-child(2) { overflow-wrap: anywhere; }
a { color: #0b3d91; } blockquote { margin: .5rem 0; padding: .5rem 1rem;
  border-inline-start: 4px solid #555; white-space: pre-line; } code { font-size: .95em; } p.s { margin: .1rem 0 0; }
@media print { body { margin: 0; max-width: none; font-size: 10.5pt; } a { color: inherit; }
  tr, blockquote { break-inside: avoid; } thead { display: table-header-group; } }
"""


@dataclass(frozen=True)
class Listed:
    """One document of the index. `links` are places in the ZIP, each with its name; to a single one the title leads.

    `about` is what else the table says of it: of a paper the language and pages, of a scan how many pictures.
    `remarks` are sentences: where it is, or why it is not here.
    """

    number: str
    title: str
    kind: str = ""
    date: str = ""
    origin: str = ""
    about: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class ZipIndex:
    """What the page says. `left_out` are the numbers of documents that were not chosen; nothing else is told of them.

    `packets`, `tables` and `sums` are places in the ZIP, `tables` each with a sentence on what it is.
    """

    name: str
    born: str
    as_of: str
    question: str = ""
    prepared_by: str = ""
    prepared_for: str = ""
    packets: tuple[str, ...] = ()
    documents: tuple[Listed, ...] = ()
    imaging: tuple[Listed, ...] = ()
    missing: tuple[Listed, ...] = ()
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    tables: tuple[tuple[str, str], ...] = ()
    sums: str = ""
    language: str = field(default="en")


def index_page(index: ZipIndex) -> str:
    """Return the page as HTML."""
    title = _("Records of {name}").format(name=index.name)
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{html.escape(index.language)}">',
        '<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_typed(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>",
        *_head(index),
        *_packets(index.packets),
        *_table(_("Documents"), index.documents, _("Language, pages")),
        *_table(_("Scans: the pictures themselves"), index.imaging, _("What is there")),
        *_not_here(index),
        *_for_programs(index.tables),
        *_checking(index.sums),
        "</body>\n</html>",
    ]
    return "\n".join(parts) + "\n"


def _head(index: ZipIndex) -> Iterable[str]:
    yield f"<h1>{_around(_('Records of {name}'), name=index.name)}</h1>"
    lines = (
        (_("Born: {born}"), "born", index.born),
        (_("Prepared by: {whom}"), "whom", index.prepared_by),
        (_("Prepared for: {whom}"), "whom", index.prepared_for),
        (_("As of: {day}"), "day", index.as_of),
    )
    said = [_around(words, **{name: text}) for words, name, text in lines if text]
    yield f"<p>{'<br>'.join(said)}</p>"
    if index.question:
        yield f'<h2>{_typed(_("The question"))}</h2>\n<blockquote dir="auto">{_typed(index.question)}</blockquote>'


def _packets(packets: Sequence[str]) -> Iterable[str]:
    if packets:
        yield f"<h2>{_typed(_('The packet'))}</h2>"
        yield f"<p>{_typed(_('Start here: the history on paper, with the documents behind it.'))}</p>"
        yield _list(_link(place, place) for place in packets)


def _table(title: str, rows: Sequence[Listed], about: str) -> Iterable[str]:
    if not rows:
        return
    heads = (_("No."), _("Title"), _("Date"), _("From"), about)
    yield f"<h2>{_typed(title)}</h2>\n<table>\n<thead><tr>"
    yield "".join(f'<th scope="col">{_typed(head)}</th>' for head in heads) + "</tr></thead>\n<tbody>"
    yield from map(_row, rows)
    yield "</tbody>\n</table>"


def _row(row: Listed) -> str:
    is_one = len(row.links) == 1
    beneath = [*map(_typed, (row.kind, *row.remarks)), *(() if is_one else (_link(*link) for link in row.links))]
    title = _link(row.links[0][0], row.title) if is_one else _bdi(row.title)
    title += "".join(f'<p class="s">{text}</p>' for text in beneath if text)
    about = "<br>".join(map(_bdi, filter(None, row.about)))
    cells = (_typed(row.number), title, _typed(row.date), _bdi(row.origin), about)
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _not_here(index: ZipIndex) -> Iterable[str]:
    if not (index.missing or index.left_out or index.notes):
        return
    yield f"<h2>{_typed(_('What is not here, and why'))}</h2>"
    rows = [f"{_typed(row.number)} {_bdi(row.title)}: {_typed(' '.join(row.remarks))}" for row in index.missing]
    if index.left_out:
        rows.append(_typed(_("Left out by choice: {numbers}").format(numbers=", ".join(index.left_out))))
    yield _list([*rows, *map(_bdi, index.notes)])


def _for_programs(tables: Sequence[tuple[str, str]]) -> Iterable[str]:
    if tables:
        yield f"<h2>{_typed(_('For other programs'))}</h2>"
        yield _list(f"{_link(place, place)}: {_typed(words)}" for place, words in tables)


def _checking(sums: str) -> Iterable[str]:
    if not sums:
        return
    yield f"<h2>{_typed(_('How to check that nothing was changed'))}</h2>"
    words = _("{file} holds the fingerprint (SHA-256) of every other file. Unpack the ZIP and open a terminal there:")
    yield f"<p>{_typed(words).replace('{file}', _link(sums, sums))}</p>"
    yield _list((
        f"Linux: <code>sha256sum -c {_typed(sums)}</code>",
        f"macOS: <code>shasum -a 256 -c {_typed(sums)}</code>",
        _typed(_("Windows, one file at a time: {command}")).replace(
            "{command}", f"<code>certutil -hashfile {_typed(_('FILE'))} SHA256</code>"
        ),
    ))  # fmt: skip


def _list(rows: Iterable[str]) -> str:
    return "<ul>\n" + "\n".join(f"<li>{row}</li>" for row in rows) + "\n</ul>"


def _link(place: str, words: str) -> str:
    return f'<a href="{relative_link(place)}">{_bdi(words)}</a>'


def _around(words: str, **typed: str) -> str:
    """Put what was typed into a sentence of ours, in an element of its own direction."""
    said = _typed(words)
    for name, text in typed.items():
        said = said.replace(f"{{{name}}}", _bdi(text))
    return said


def _bdi(text: str) -> str:
    return f"<bdi>{_typed(text)}</bdi>" if text else ""


def _typed(text: str) -> str:
    """Return a text that is no markup. What may not stand in HTML or turns the reading direction becomes a mark."""
    return html.escape(_NOT_SHOWN.sub("\ufffd", text))
