"""The right side after: the packet is made, its files, what is in it, what is not and why, and whom it went to."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caregiver_app.domain.documents.document import SENT_BEFORE
from caregiver_app.domain.packet.records import SentFile, SentPacket, packet_label
from caregiver_app.i18n import _, in_sentences, ngettext
from caregiver_app.ui.documents.size_words import size_in_words
from caregiver_app.ui.flowing import FlowingRow, flowing
from caregiver_app.ui.marks import Mark
from caregiver_app.ui.notices import announce
from caregiver_app.ui.packet.parts import PartRow, PartsTable
from caregiver_app.ui.packet.sent_words import pages
from caregiver_app.ui.packet.wording import APART, BY_CHOICE, fell_short, mark_of, numbered, page_range, why
from caregiver_app.ui.painting import two_line_height
from caregiver_app.ui.row_list import Row, RowList
from caregiver_app.ui.text import button, heading, hint, label, rename
from caregiver_app.ui.theme import SPACE_1, SPACE_2

if TYPE_CHECKING:
    from caregiver_app.packet.report import PacketDocument, PacketReport
    from caregiver_app.ui.packet.making import Made

_MOST_FILES: Final = 4
"""So many files are in sight at once."""


class ResultView(QWidget):
    """Report one packet. The signals ask for one of its files, its folder, paper, or to write down whom it went to."""

    open_asked = Signal(object)
    folder_asked = Signal()
    print_asked = Signal(object)
    record_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._folder = Path()
        self._files: tuple[SentFile, ...] = ()
        self._mark = Mark("good")
        self.title = heading("")
        self.place = label("")
        self.place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.files = RowList(_("Files of the packet"), fits=False)
        self.files.opened.connect(lambda name: self.open_asked.emit(self._folder / name))
        self.summary = label("")
        self.notes = hint("")
        self.table = PartsTable(_("What is in the packet and what is not"))
        self.open_button = button(_("Open"), lambda: self.open_asked.emit(self.chosen_file), "large")
        self.folder_button = button(_("Show in folder"), self.folder_asked.emit, "large")
        self.print_button = button(_("Print…"), lambda: self.print_asked.emit(self.printable), "large")
        self._can_record = True
        self.record_button = button(_("Record as sent…"), self.record_asked.emit, "large")
        self.recorded = label("", "good")
        self.details_button = button("", self._turn_details, "link")
        self.details = label("", "hint", narrow=True)
        # Copied by its button: in a label, long words carry places where they may break, which would be copied too.
        self.copy_button = button("", self._copy)
        self._lay_out()
        self._show_details(False)

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files of the packet, in order."""
        return tuple(self._folder / one.name for one in self._files)

    @property
    def printable(self) -> tuple[Path, ...]:
        """Those of them that can be printed."""
        return tuple(path for path in self.paths if path.suffix.lower() == ".pdf")

    @property
    def chosen_file(self) -> Path:
        """The file that is chosen, else the first."""
        return self._folder / (self.files.current_key or (self._files[0].name if self._files else ""))

    def show_made(self, made: "Made") -> None:
        """Show what was made."""
        report = made.packet.report
        self._folder = made.target.parent
        self._files = report.files or (SentFile(made.target.name, _size(made.target), pages=report.pages),)
        words = ngettext("The packet is made: {n} page", "The packet is made: {n} pages", report.pages)
        self.title.setText(words.format(n=report.pages))
        short = [document for document in report.documents if fell_short(document.reason)]
        self._mark.set_shape("care" if short or (made.again is not None and not made.same) else "good")
        self._show_files()
        told = (*([_again(made)] if made.again is not None else []), _summary(report) if report.documents else "")
        self.summary.setText(in_sentences(part for part in told if part))
        self.summary.setVisible(bool(self.summary.text()))
        self.table.show_rows(report_rows(report))
        self.table.setVisible(bool(report.documents))
        locked = (_("It opens only with the password you chose. Send the password another way than the file."),)
        self.notes.setText("\n".join((*(locked if made.password else ()), *report.notes)))
        self.notes.setVisible(bool(self.notes.text()))
        self.details.setText("\n".join(_details(one) for one in self._files if one.fingerprint))
        self.details_button.setVisible(bool(self.details.text()))
        self._show_details(False)
        self.print_button.setVisible(bool(self.printable))
        self._can_record = made.again is None
        self.show_recorded(None)

    def show_recorded(self, sent: SentPacket | None) -> None:
        """Say under which number the packet is written down as sent, or offer to do so."""
        words = _("Recorded as {number}.").format(number=packet_label(sent.number)) if sent is not None else ""
        self.recorded.setText(words)
        self.recorded.setVisible(bool(words))
        self.record_button.setVisible(sent is None and self._can_record)

    def _show_files(self) -> None:
        several = len(self._files) > 1
        self.files.setVisible(several)
        self.files.show_rows([Row(one.name, one.name, _size_and_pages(one)) for one in self._files] if several else [])
        if several:
            self.files.setFixedHeight(two_line_height() * min(len(self._files), _MOST_FILES) + 2 * SPACE_1)
            self.files.choose(self._files[0].name)
            n = len(self._files)
            words = ngettext("{n} file in {folder}", "{n} files in {folder}", n).format(n=n, folder=self._folder)
        else:
            one = self._files[0]
            words = _("Saved as “{name}” in {folder} ({size})").format(
                name=one.name, folder=self._folder, size=size_in_words(one.size)
            )
        self.place.setText(words)

    def _turn_details(self) -> None:
        self._show_details(self.details.isHidden())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.text())
        announce(self, _("Copied"))
        rename(self.copy_button, _("Copied"))

    def _show_details(self, shown: bool) -> None:
        self.details.setVisible(shown)
        self.copy_button.setVisible(shown)
        rename(self.copy_button, _("Copy the details"))
        rename(self.details_button, _("Hide the details") if shown else _("Details"))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        head = QHBoxLayout()
        head.setSpacing(SPACE_2)
        head.addWidget(self._mark)
        head.addWidget(self.title, 1)
        column.addLayout(head)
        column.addWidget(self.place)
        column.addWidget(self.files)
        row = FlowingRow(spacing=SPACE_2)
        for part in (self.open_button, self.folder_button, self.print_button, self.record_button):
            row.addWidget(part)
        column.addLayout(row)
        column.addWidget(self.recorded)
        column.addWidget(self.summary)
        column.addWidget(self.table, 1)
        column.addWidget(self.notes)
        column.addWidget(flowing((self.details_button, self.copy_button), SPACE_2))
        column.addWidget(self.details)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _size_and_pages(one: SentFile) -> str:
    size = size_in_words(one.size)
    return f"{pages(one.pages)} · {size}" if one.pages else size


def _details(one: SentFile) -> str:
    """Write the fingerprint of a file, and of what is inside where a password is on it."""
    told = _("{name}\nFingerprint (SHA-256): {fingerprint}").format(name=one.name, fingerprint=one.fingerprint)
    if one.content:
        inside = _("Of the same file without its password: {fingerprint}").format(fingerprint=one.content)
        return f"{told}\n{inside}"
    return told


def _again(made: "Made") -> str:
    """Say truthfully whether a packet that was made again is the one that was sent."""
    assert made.again is not None
    number = packet_label(made.again.number)
    if not made.again.files.values or not made.packet.report.files:
        words = _(
            "This is {number} again, from what your case said then. Nobody can tell whether every byte is the same."
        )
    elif not made.same:
        words = _(
            "This is {number} again, from what your case said then. It is not the same byte for byte: another version "
            "of this program draws some things otherwise, or a paper is not here any more as it was."
        )
    elif made.password:
        words = _("This is {number} again. What is inside is the same, byte for byte; the password is another one.")
    else:
        words = _("This is {number} again, the same byte for byte.")
    return words.format(number=number)


def _summary(report: "PacketReport") -> str:
    same = [document for document in report.documents if document.reason == SENT_BEFORE]
    included = sum(document.included for document in report.documents)
    count = len(report.documents) - len(same)
    words = ngettext("{k} of {n} document is in it.", "{k} of {n} documents are in it.", count)
    sentences = [words.format(k=included, n=count)] if count else []
    if same:
        words = ngettext(
            "{n} is as it was in the packet before and not in it again.",
            "{n} are as they were in the packet before and not in it again.",
            len(same),
        )
        sentences.append(words.format(n=len(same)))
    short = sum(fell_short(document.reason) for document in report.documents)
    if short:
        words = ngettext(
            "{n} is not in it whole; the packet says so on its own pages.",
            "{n} are not in it whole; the packet says so on its own pages.",
            short,
        )
        sentences.append(words.format(n=short))
    return in_sentences(sentences)


def report_rows(report: "PacketReport") -> tuple[PartRow, ...]:
    """Return the lines of a report: what is not in it whole, what is, what is only listed, what was left out."""
    documents = report.documents
    short = [document for document in documents if fell_short(document.reason)]
    whole = sorted((document for document in documents if not document.reason), key=lambda one: one.first_page)
    before = [document for document in documents if document.reason == SENT_BEFORE]
    apart = [document for document in documents if document.reason in APART and document not in before]
    left = [document for document in documents if document.reason == BY_CHOICE]
    groups = (
        (_("Not whole"), short),
        (_("In the packet"), whole),
        (_("Listed and not attached"), apart),
        (_("In the packet before, and the same"), before),
        (_("Left out by choice"), left),
    )
    rows: list[PartRow] = []
    for words, members in groups:
        if members:
            rows.append(PartRow(len(rows), words))
        rows += [_row(len(rows) + offset, member) for offset, member in enumerate(members)]
    return tuple(rows)


def _row(place: int, document: "PacketDocument") -> PartRow:
    reason = "" if document.reason in (BY_CHOICE, SENT_BEFORE) else why(document.reason, included=document.included)
    return PartRow(
        place,
        numbered(document.number, document.title),
        page_range(document.first_page, max(document.last_page - document.first_page, 0) + 1),
        1,
        reason,
        mark_of(document.reason),
        document.first_page,
    )
