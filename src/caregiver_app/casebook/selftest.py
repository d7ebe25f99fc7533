"""Prove that an installed program is whole: make an invented case with everything that is done to one, step by step.

What a package lacks shows when it is first needed, which may be years after it was installed. Here it shows at once:
each kind of paper, reading scans, every script, the packet, the passphrase, backup and restore, the window.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Final

from caregiver_app import bundled
from caregiver_app.casebook.backing_up import back_up
from caregiver_app.casebook.calendar import save_calendar
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.finding import find
from caregiver_app.casebook.documents.keeping import READING_LIMITS, keep_files
from caregiver_app.casebook.documents.listing import list_files
from caregiver_app.casebook.documents.reading import Waiting, read_waiting
from caregiver_app.casebook.documents.series_pictures import series_pictures
from caregiver_app.casebook.integrity import check_case
from caregiver_app.casebook.packet_order import make, order_packet
from caregiver_app.casebook.protecting import protect, unprotect
from caregiver_app.casebook.protection import prepare, unlock
from caregiver_app.casebook.restoring import restore_new
from caregiver_app.child import Child
from caregiver_app.domain.appointments.records import Appointment
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import SET_APART
from caregiver_app.domain.documents.reading import PageText
from caregiver_app.domain.packet.choices import PacketChoices
from caregiver_app.domain.person import Person
from caregiver_app.domain.timeline.records import Therapy
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import N_
from caregiver_app.intake.inspection import inspect_file
from caregiver_app.store.keys import Keys

KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "letter.txt": ("text", "alder"), "letter.html": ("html", "birch"), "letter.rtf": ("rtf", "cedar"),
    "letter.docx": ("docx", "damson"), "letter.odt": ("odt", "elder"), "mail.eml": ("eml", "fir"),
    "mail.mbox": ("mbox", "gorse"), "summary.xml": ("ccda", "hawthorn"), "papers.zip": ("zip", "juniper"),
    "photo.heic": ("heic", ""), "photo.avif": ("avif", ""), "photo.webp": ("webp", ""), "scan.gif": ("gif", ""),
    "scan.bmp": ("bmp", ""), "pathology-2024-06.pdf": ("pdf", "Craigmuir"), "portal-2026-11-17.png": ("png", ""),
    "fax-pet-ct-2023-05.tif": ("tiff", ""), "hamburg-letter-2026-08.jpg": ("jpeg", ""),
}  # fmt: skip
"""The papers, each with its format and a word on it; those with no word are pictures."""

IMAGING: Final = "scan.dcm"
SCAN: Final = "portal-2026-11-17.png"
_WORD_OF_THE_SCAN: Final = "neutrophils"
_DAY: Final = date(2026, 11, 2)
_PASSPHRASE: Final = "seven grey herons walk slowly home"
# Thai is broken by a dictionary, Arabic joined and turned, the last line stacked: each by a library of its own.
_SCRIPTS: Final = (
    "ผู้ป่วยได้รับการรักษาด้วยยาเคมีบำบัดครบหกรอบและมีอาการดีขึ้นอย่างต่อเนื่องตลอดระยะเวลาการรักษา",
    "تلقى المريض ست دورات من العلاج", "患者完成六个疗程", "रोगी को छह चक्र मिले",
)  # fmt: skip
_WINDOW_SECONDS: Final = 120


class NotWhole(Exception):
    """A step came to its end with another outcome than it should; the text says which."""


@dataclass(frozen=True)
class Outcome:
    """What became of a step: its words, and what went wrong; nothing where all is well."""

    words: str
    trouble: str = ""


def selftest(folder: Path, *, window: bool = True) -> Iterator[Outcome]:
    """Take one step after the other in an empty folder; the first that goes wrong is the last."""
    trial = _Trial(folder)
    for words, act in trial.steps(window):
        try:
            act()
        except CaregiverError as problem:
            trouble = problem.happened
        except Exception as problem:  # whatever a package may lack
            trouble = f"{type(problem).__name__}: {problem}"
        else:
            trouble = ""
        yield Outcome(words, trouble)
        if trouble:
            return


@dataclass
class _Trial:
    """The case that is tried, and what the steps hand on."""

    folder: Path
    keys: Keys | None = None
    scans: dict[str, str] = field(default_factory=dict)

    @property
    def case(self) -> Path:
        return self.folder / "case"

    @property
    def again(self) -> Path:
        return self.folder / "restored"

    @property
    def backup(self) -> Path:
        return self.folder / "case.caregiver"

    def steps(self, window: bool) -> Iterator[tuple[str, Callable[[], object]]]:
        yield N_("Starting a case"), self.begin
        yield N_("Adding a paper of each kind"), self.add
        yield N_("Drawing a picture of a scan from a disc"), self.draw
        yield N_("Reading the words on a scanned page"), self.read
        yield N_("Finding papers by their words"), self.find
        yield N_("Saving a calendar"), self.save_calendar
        yield N_("Making a packet and reading it back"), self.packet
        yield N_("Protecting the case with a passphrase"), self.protect
        yield N_("Writing a backup"), self.back_up
        yield N_("Restoring the backup and comparing"), self.restore
        if window:
            yield N_("Opening the window and closing it"), partial(open_window, self.again, self.folder / "home")

    def begin(self) -> None:
        with Casebook.create(self.case, Person(name="Selftest")) as book, book.step("Begin") as tx:
            for script in _SCRIPTS:
                tx.put(Therapy(regimen="R-CHOP", date=PartialDate.of_day(_DAY), note=script))
            tx.put(Appointment(title="Clinic", date=PartialDate.of_day(_DAY), at="10:20", zone="Europe/London"))

    def add(self) -> None:
        papers = [bundled.resource("selftest", "papers", IMAGING), *map(_paper, KINDS)]
        with Casebook.open(self.case) as book:
            brought = keep_files(book.originals, papers)
            listed = list_files(book, brought)
        if brought.refused:
            name, problem = brought.refused[0]
            raise NotWhole(f"{name}: {problem.happened}")
        by_name = {document.file_name: document for document in listed}
        for name, (form, _word) in KINDS.items():
            found = by_name.get(name)
            if found is None or found.format != form or found.trouble in ("damaged", "unsupported", "crashed"):
                said = f"{found.format}, {found.trouble} {found.trouble_detail}" if found is not None else "not listed"
                raise NotWhole(f"{name}: {said}")
        self.scans = {document.file_name: document.fingerprint for document in listed}

    def draw(self) -> None:
        with Casebook.open(self.case) as book:
            studies = [document for document in book.snapshot().documents if document.study_uid]
            pictures = [one for study in studies for one in series_pictures(study, book.originals)]
        if not pictures or not all(picture.png for picture in pictures):
            raise NotWhole(", ".join(picture.trouble for picture in pictures) or "no study")

    def read(self) -> None:
        kept: list[PageText] = []
        with Casebook.open(self.case) as book:

            def keep(fingerprint: str, page: PageText) -> None:
                book.readings.put(fingerprint, [page])
                kept.append(page)

            read_waiting(book.originals, [Waiting(self.scans[SCAN], 1, "png")], keep=keep)
        if not kept or _WORD_OF_THE_SCAN not in kept[0].text.casefold():
            raise NotWhole(f"{len(kept)} pages, {kept[0].source if kept else 'none'}")

    def find(self) -> None:
        words = [word for _form, word in KINDS.values() if word]
        with Casebook.open(self.case) as book:
            lost = [word for word in (*words, _WORD_OF_THE_SCAN) if not find(book, word).hits]
        if lost:
            raise NotWhole(", ".join(lost))

    def save_calendar(self) -> None:
        with Casebook.open(self.case) as book:
            save_calendar(book.snapshot(), book.originals, self.folder / "case.ics", _DAY)
        if b"Europe/London" not in (self.folder / "case.ics").read_bytes():
            raise NotWhole("no time zone")

    def packet(self) -> None:
        target = self.folder / "packet.pdf"
        with Casebook.open(self.case) as book:
            report = make(order_packet(book, PacketChoices(language="en-zh"), _DAY), book.originals, target).report
        left_out = [one.title for one in report.documents if not one.included and one.reason not in SET_APART]
        with Child(READING_LIMITS) as child:
            seen = child.call(inspect_file, target)
        words = "".join(page.text for page in seen.texts)
        if left_out or seen.trouble or seen.pages != report.pages or "R-CHOP" not in words or "患者" not in words:
            raise NotWhole(f"{seen.pages}/{report.pages}, {seen.trouble}, {', '.join(left_out)}")

    def protect(self) -> None:
        protection = prepare(_PASSPHRASE)
        protect(self.case, protection)
        self.keys = unlock(self.case, _PASSPHRASE)
        with Casebook.open(self.case, self.keys) as book:
            book.require_readable()

    def back_up(self) -> None:
        with Casebook.open(self.case, self.keys) as book:
            made = back_up(book.whole, self.backup, datetime.now())
        if made.unsound:
            raise NotWhole(f"{made.unsound}")

    def restore(self) -> None:
        assert self.keys is not None
        restore_new(self.backup, self.again)
        unprotect(self.again, self.keys)
        with Casebook.open(self.case, self.keys) as here, Casebook.open(self.again) as there:
            same = {one.id: one for one in here.records()} == {one.id: one for one in there.records()}
        harm = [finding.what for finding in check_case(self.again) if finding.is_harm]
        if not same or harm:
            raise NotWhole(", ".join(harm) or "other records")


def open_window(case: Path, home: Path) -> None:
    """Open a case in the window, in a process of its own, and have it closed as soon as it shows. Raises NotWhole."""
    variables = dict(os.environ)
    if sys.platform == "linux" and not any(variables.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")):
        variables["QT_QPA_PLATFORM"] = "offscreen"
    ended = subprocess.run(
        [*bundled.program(bundled.WINDOW), "--data-dir", str(home), "--exit-after", "shown", str(case)],
        env=variables, capture_output=True, encoding="utf-8", errors="replace", timeout=_WINDOW_SECONDS, check=False,
    )  # fmt: skip
    if ended.returncode or ended.stdout.strip() != "shown":
        raise NotWhole(f"{ended.returncode} {ended.stdout.strip()} {ended.stderr.strip()[-1000:]}")


def _paper(name: str) -> Path:
    own = bundled.resource("selftest", "papers", name)
    return own if own.exists() else bundled.resource("sample_case", "papers", name)
