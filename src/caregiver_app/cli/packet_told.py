"""What the command line says of a packet: its files, what is in it, what is not and why."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from caregiver_app.cli.output import tell
from caregiver_app.i18n import _, ngettext

if TYPE_CHECKING:
    from caregiver_app.domain.packet.records import SentFile
    from caregiver_app.packet.report import PacketDocument, PacketReport

_BY_CHOICE: Final = "by_choice"


def fell_short(document: "PacketDocument") -> bool:
    """Whether something of a document is missing that was to be in the packet."""
    from caregiver_app.domain.documents.document import SET_APART

    return bool(document.reason) and document.reason != _BY_CHOICE and document.reason not in SET_APART


def tell_report(report: "PacketReport", target: Path) -> None:
    """Say where the packet is and what became of each document."""
    from caregiver_app.domain.documents.document import SET_APART

    pages = ngettext("{n} page", "{n} pages", report.pages).format(n=report.pages)
    included = sum(document.included for document in report.documents)
    count = ngettext("{k} of {n} document", "{k} of {n} documents", len(report.documents))
    documents = count.format(k=included, n=len(report.documents))
    if len(report.files) == 1:
        tell(
            _("The packet is in “{file}”: {pages}, {documents}.").format(file=target, pages=pages, documents=documents)
        )
    else:
        folder = target.parent
        tell(
            _("The packet is in “{folder}”: {pages}, {documents}.").format(
                folder=folder, pages=pages, documents=documents
            )
        )
        tell(*(f"  {_file_line(file)}" for file in report.files))
    short = [document for document in report.documents if fell_short(document)]
    if short:
        tell(_("Not everything could be included:"))
        tell(*(_line(document) for document in short))
    apart = [document for document in report.documents if document.reason in SET_APART]
    if apart:
        tell(_("Listed and not attached:"))
        tell(*(_line(document) for document in apart))
    tell(*report.notes)


def as_json(report: "PacketReport", target: Path) -> dict[str, Any]:
    """Return a report as it is printed for other programs."""
    from caregiver_app.domain.documents.document import label

    return {
        "pages": report.pages,
        "files": [
            {
                "name": file.name,
                "path": str(target.with_name(file.name)),
                "pages": file.pages,
                "bytes": file.size,
                "fingerprint": file.fingerprint,
                "content": file.content or file.fingerprint,
            }
            for file in report.files
        ],
        "documents": [
            {
                "number": label(document.number),
                "title": document.title,
                "kind": document.kind,
                "included": document.included,
                "pages": document.pages,
                "first_page": document.first_page or None,
                "reason": reason_of(document) if document.reason else "",
                "trouble": document.reason,
            }
            for document in report.documents
        ],
        "notes": list(report.notes),
    }


def reason_of(document: "PacketDocument") -> str:
    """Say in a sentence why a document is not in the packet whole."""
    from caregiver_app.domain.documents.document import SET_APART, TROUBLES

    if document.reason == _BY_CHOICE:
        return _("It was left out by choice.")
    return _((TROUBLES | SET_APART).get(document.reason, document.reason))


def size_in_words(size: int) -> str:
    """Write a size as files are listed: "3.4 MB"."""
    if size < 1_000_000:
        return _("{n} KB").format(n=max(round(size / 1000), 1))
    return _("{n} MB").format(n=f"{size / 1_000_000:,.1f}")


def _file_line(file: "SentFile") -> str:
    size = size_in_words(file.size)
    if not file.pages:
        return f"{file.name}  {size}"
    return f"{file.name}  {ngettext('{n} page', '{n} pages', file.pages).format(n=file.pages)}, {size}"


def _line(document: "PacketDocument") -> str:
    from caregiver_app.domain.documents.document import label

    return f"  {label(document.number)}  {document.title}: {reason_of(document)}"
