"""Open a case in which every text is a canary, let everything in the program go wrong once, and close it.

A mistake is made once at the beginning of every function that is reached beneath the window, and of every handler of
it, on the window's thread and on those beside it; its message is a canary too. What is left outside the case folder is
looked through by the test.
"""

import gc
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, Final

from busy_family import BusyFamily
from reportlab.pdfgen.canvas import Canvas

import caregiver_app
from caregiver_app.app import Asked, start
from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.listing import list_files
from caregiver_app.casebook.person import add_contact
from caregiver_app.casebook.questions import add_question
from caregiver_app.casebook.timeline import add_entries
from caregiver_app.child import Child
from caregiver_app.domain.person import Contact, Person
from caregiver_app.domain.questions.records import Question
from caregiver_app.domain.timeline.kinds import KINDS
from caregiver_app.domain.timeline.records import Entry

SOURCE: Final = str(Path(caregiver_app.__file__).parent)
BENEATH: Final = ("casebook", "store", "packet", "exchange", "rendering", "domain", "intake")
HANDLERS: Final = (
    "_on_",
    "_save",
    "save",
    "make",
    "_make",
    "add",
    "remove",
    "change",
    "show_",
    "_show",
    "refresh",
    "start",
)
"""How the names of the window's own verbs and handlers begin. What Qt calls by itself is left alone."""
ASKED_BY_QT: Final = ("__init__", "event", "data", "flags", "index", "paint", "parent", "sort")
"""Where Qt asks or a part is being made; the other names Qt calls have capital letters within."""
CARRYING: Final = "Jobs._on_told"
"""Hands every outcome of long work to its handler. What is lost there is under way for ever, and nobody goes on."""
OPTIMISED: Final = 0x1
"""A flag of the code of what is a function, and no module and no class."""


def canary(kind: str) -> str:
    """Return the canary of a kind of text; no two are alike."""
    return f"Kanári{kind}vögel金丝雀"


class Breaking:
    """Raise once in each function of ours that is entered; of many, only in one of `out_of`."""

    def __init__(self, out_of: int) -> None:
        self._out_of = out_of
        self._passed: set[CodeType] = set()
        self.broken = 0

    def arm(self) -> None:
        """Wait for the next function. The interpreter forgets who waits as soon as somebody raised."""
        sys.setprofile(self)

    def __call__(self, frame: FrameType, event: str, _value: object) -> None:
        """Raise where a function begins that did not fail yet."""
        code = frame.f_code
        if event != "call" or code in self._passed or _is_within_qt(frame):
            return
        self._passed.add(code)
        if not _is_to_break(code) or zlib.crc32(code.co_qualname.encode()) % self._out_of:
            return
        self.broken += 1
        raise RuntimeError(f"{canary('message')} {frame.f_locals!r}")


def _is_within_qt(frame: FrameType) -> bool:
    """Whether Qt waits for an answer it needs to draw or to lay out, or a part of the window is only half made.

    No gesture of anybody begins there, and Qt does not outlive a mistake in such a place.
    """
    above: FrameType | None = frame.f_back
    while above is not None:
        code = above.f_code
        if code.co_filename.startswith(SOURCE) and (
            code.co_name in ASKED_BY_QT or code.co_name != code.co_name.lower()
        ):
            return True
        above = above.f_back
    return False


def _is_to_break(code: CodeType) -> bool:
    """Whether it is a function beneath the window, or one of the window's own that does what somebody asked for."""
    if not code.co_filename.startswith(SOURCE) or not code.co_flags & OPTIMISED or code.co_name.startswith("__"):
        return False
    if code.co_qualname == CARRYING:
        return False
    layer = Path(code.co_filename).relative_to(SOURCE).parts[0]
    is_handler = code.co_name.startswith(HANDLERS) and code.co_name == code.co_name.lower()  # `changeEvent` is Qt's
    return layer in BENEATH or (layer == "ui" and is_handler)


def entry_of(kind: Any) -> Entry:
    """Return an entry with a canary in every field that takes any text."""
    fields: dict[str, Any] = {}
    for name, info in kind.record.model_fields.items():
        if info.annotation is str:
            tried = {**fields, name: canary("note")}
            try:
                kind.record.model_validate(tried)
            except ValueError as problem:
                if any(wrong["loc"] == (name,) for wrong in problem.errors()):
                    continue
            fields = tried
    return kind.record.model_validate(fields)


def case_of_canaries(folder: Path, papers: Path) -> Path:
    """Make a case with canaries for name, notes, titles, names of files and what is in them."""
    case = folder / canary("path")
    papers.mkdir()
    letter = papers / f"{canary('file')}.pdf"
    canvas = Canvas(str(letter), invariant=1)
    canvas.setTitle(canary("title"))
    canvas.drawString(72, 700, "Kanaribodyvogel")
    canvas.showPage()
    canvas.save()
    note = papers / f"{canary('file')}.txt"
    note.write_text(canary("body"), encoding="utf-8")
    with Casebook.create(case, Person(name=canary("name"))) as book:
        add_entries(book, [entry_of(kind) for kind in KINDS], "Add a history")
        list_files(book, keep_files(book.originals, [letter, note]), title=canary("title"))
        add_contact(book, Contact(name=canary("name"), note=canary("note")))
        add_question(book, Question(text=canary("note")))
    return case


def fail(words: str) -> None:
    """Fail in a child process."""
    raise RuntimeError(words)


def in_a_child(_progress: object) -> None:
    """Let a child fail with a canary in its message, and pass that on as the casebook would."""
    with Child() as child:
        child.call(fail, canary("message"))


def go_wrong(folder: Path, home: Path, out_of: int, most: int) -> None:
    """Open the case, use everything with everything going wrong, and tell how much went wrong."""
    case = case_of_canaries(folder, folder / "brought")
    program = start(Asked(None, False, home, ""))
    breaking = Breaking(out_of)
    report = sys.excepthook

    def heard(*mistake: Any) -> None:
        sys.setprofile(None)
        report(*mistake)
        breaking.arm()

    sys.excepthook = heard
    submit = ThreadPoolExecutor.submit

    def submitted(self: ThreadPoolExecutor, work: Any, *values: Any, **more: Any) -> Any:
        def armed() -> Any:
            if program.window.desk is not None:
                breaking.arm()
            return work(*values, **more)

        return submit(self, armed)

    ThreadPoolExecutor.submit = submitted  # type: ignore[method-assign, assignment]
    family = BusyFamily(program, folder / canary("path apart"), canary("typed"), case=case)
    # A part of the window that is half made goes between two gestures: Qt does not outlive that in the midst of one.
    gc.disable()
    for number, (what, gesture) in enumerate(islice(family.visit(), most)):
        if number:  # a case that does not open would be the end of it
            breaking.arm()
        family.do(what, gesture)
        gc.collect()
    sys.excepthook = report
    sys.setprofile(None)
    program.jobs.start(in_a_child, done=print, failed=print)
    family.settle()
    family.close_dialogs()
    program.window.close()
    print(f"{breaking.broken} mistakes, {len(family.told)} told")
    print(*sorted(family.titles), sep="\n")
    print(*family.told, sep="\n", file=sys.stderr)


if __name__ == "__main__":
    go_wrong(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
