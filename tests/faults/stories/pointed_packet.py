"""The same as `first_packet.py` by the pointer: whatever can be clicked is clicked, and only words are typed.

Buttons are found as eyes find them, by the colour of what is most important on a page, and pages beneath the one that
is marked at the side.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from first_packet import NAME, PACKET, add, begin, closed, has_keyboard, opened, press, until, windows, write, xdotool
from PIL import ImageGrab

from caregiver_app.ui.theme import LIGHT

LEAST_WIDE = 60
"""A button of the most important kind is wider than a tick or the stripe of a page that is marked."""
LEAST_HIGH = 3
ROUNDED = 10
BETWEEN_LINKS = 2
PAGES = ("Overview", "Timeline", "Documents", "CAR-T steps", "Questions", "Appointments", "Worksheet", "Packet")

Box = tuple[int, int, int, int]


def boxes(colour: str) -> list[Box]:
    """Return the boxes of one colour that are on the screen now, above any words in them, the largest first."""
    screen = ImageGrab.grab(xdisplay=os.environ["DISPLAY"]).convert("RGB")
    wanted, pixels = bytes.fromhex(colour.removeprefix("#")), screen.tobytes()
    open_boxes: dict[tuple[int, int], Box] = {}
    found: list[Box] = []
    for y in range(screen.height):
        runs = set(_runs(pixels[y * screen.width * 3 : (y + 1) * screen.width * 3], wanted))
        found += [box for run, box in open_boxes.items() if run not in runs]
        going_on = {run: open_boxes.get(run, (run[0], y, run[1], 0)) for run in runs}
        open_boxes = {run: (left, top, wide, high + 1) for run, (left, top, wide, high) in going_on.items()}
    found += open_boxes.values()
    return sorted((box for box in found if box[3] >= LEAST_HIGH), key=lambda box: box[2] * box[3], reverse=True)


def _runs(row: bytes, wanted: bytes) -> Iterator[tuple[int, int]]:
    """Return where a colour begins in a row of dots, and how many follow, where they are many."""
    if wanted in row:
        across = [row[at : at + 3] == wanted for at in range(0, len(row), 3)]
        for is_wanted, places in groupby(range(len(across)), across.__getitem__):
            run = list(places)
            if is_wanted and len(run) >= LEAST_WIDE:
                yield run[0], len(run)


def click(at: Sequence[int]) -> None:
    """Click, and go away, for what the pointer stands on has another colour."""
    xdotool("mousemove", str(at[0]), str(at[1]), "click", "1", "mousemove", "1", "1")


def click_main() -> bool:
    """Click the most important button that is seen, and say whether there was one."""
    found = boxes(LIGHT.accent)
    if found:
        left, top, wide, high = found[0]
        click((left + wide // 2, top + high // 2))
    return bool(found)


def marked() -> Box:
    """Return the whole mark of the page that is shown, at the side: the leftmost of its colour, none without height."""
    left, top, wide, _high = min(boxes(LIGHT.select), default=(0, 0, ROUNDED, 0))
    screen = ImageGrab.grab(xdisplay=os.environ["DISPLAY"]).convert("RGB")
    wanted, at = tuple(bytes.fromhex(LIGHT.select.removeprefix("#"))), left + wide - ROUNDED
    rows = [y for y in range(max(top - ROUNDED, 0), top + 10 * ROUNDED) if screen.getpixel((at, y)) == wanted]
    return (left, rows[0], wide, len(rows)) if rows else (left, top, wide, 0)


def go_to(page: str, overview: Box) -> None:
    """Click a page at the side, counted from the overview, and wait until it is marked and has its own button."""
    before = boxes(LIGHT.accent)
    left, top, wide, high = overview
    wanted = top + PAGES.index(page) * (high + BETWEEN_LINKS)
    click((left + wide // 2, wanted + high // 2))
    until(f"{page} is marked", lambda: abs(marked()[1] - wanted) < high // 2)
    until(f"{page} is shown", lambda: boxes(LIGHT.accent) not in ([], before))


def pointed_packet(home: Path, papers: list[str]) -> None:
    """Start a case, write down a treatment, add the papers, make the packet."""
    opened("Caregiver Organizer")
    until("the welcome is seen", lambda: boxes(LIGHT.accent))
    click_main()
    opened("Start a new case")
    write(NAME)
    click_main()
    closed("Start a new case")
    opened(NAME)
    until("the overview is marked", lambda: marked()[3])
    overview = marked()
    go_to("Timeline", overview)
    before = windows("--class", "caregiver")
    click_main()
    until("the menu of entries is open", lambda: windows("--class", "caregiver") > before)
    press("Down", "Down", "Return")
    opened("A treatment")
    write("R-CHOP")
    press("Tab")
    write("May 2023")
    click_main()
    closed("A treatment")
    go_to("Documents", overview)
    for paper in papers:
        until("files can be chosen", lambda: has_keyboard("Choose the files to add"), click_main)
        add(paper, home / ".local" / "share" / "Caregiver Organizer" / "cases" / NAME)
    go_to("Packet", overview)
    until("the packet can be made", lambda: has_keyboard("Save the packet"), click_main)
    press("ctrl+a")
    write(f"/home/{home.name}/{PACKET}")
    press("Return")
    until("the packet is there", (home / PACKET).is_file)
    press("ctrl+q")


if __name__ == "__main__":
    raise SystemExit(begin(sys.argv[1:], pointed_packet))
