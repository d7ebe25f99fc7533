"""Ctrl+C in the middle of a write: the write is whole, and the case can be used on as if it had come a moment later."""

import random
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.documents.reading import OCR, PageText
from caregiver_app.store.keys import Keys
from runs import tries
from whole_case import whole_case

KEYS = Keys.new()
POINTS = tries(300, least=20)


def interrupted(act: Callable[[], object], at: int) -> int:
    """Press Ctrl+C at the n-th line that is come to, and return how many there were."""
    lines = 0

    def trace(_frame: FrameType, event: str, _what: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        if lines == at and event == "line":
            signal.raise_signal(signal.SIGINT)
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        act()
    finally:
        sys.settrace(before)
    return lines


@pytest.fixture(autouse=True)
def keyboard() -> Iterator[None]:
    """Let Ctrl+C interrupt, also where the tests run in the background and the system has it passed over."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    assert signal.signal(signal.SIGINT, before) is signal.default_int_handler


def _keep_a_page(book: Casebook) -> None:
    book.readings.put(book.snapshot().documents[0].fingerprint, [PageText(1, "read just now", OCR)])


def _change_a_title(book: Casebook, title: str = "changed") -> None:
    with book.step("change") as tx:
        tx.put(tx.now(book.snapshot().documents[0]).amended(title=title))


@pytest.mark.at_random
@pytest.mark.parametrize("keys", [None, KEYS], ids=["plain", "protected"])
@pytest.mark.parametrize("act", [_keep_a_page, _change_a_title], ids=["keep", "change"])
def test_a_write_is_whole_and_the_case_goes_on(
    tmp_path: Path, act: Callable[[Casebook], None], keys: Keys | None
) -> None:
    folder, chance, fired = whole_case(tmp_path / "case", keys), random.Random(31), 0
    with Casebook.open(folder, keys) as book:
        title = book.snapshot().documents[0].title
        for _time in range(2):  # the first also puts together what every other finds ready
            lines = interrupted(lambda: act(book), 0)
            _change_a_title(book, title)
    for _point in range(POINTS):
        with Casebook.open(folder, keys) as book:
            assert book.snapshot().documents[0].title == title
            try:
                interrupted(lambda book=book: act(book), chance.randrange(1, lines))
            except KeyboardInterrupt:
                fired += 1
            book.readings.counts()
            _change_a_title(book, title)
            assert book.findings() == ()
    assert fired >= POINTS * 0.9
