"""Somebody with the package alone, a keyboard and two papers: from nothing to a packet. Runs beside the screen.

`first_packet.py HOME PAPER... -- COMMAND...` starts the program by the command and types; HOME is the home folder of
whoever it runs as, seen from here. Each step waits for what must come of it, a window or a file, before the next.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

NAME = "Mei Chen"
PATIENCE = 180.0
LOOK_EVERY = 0.1
TRY_AGAIN_AFTER = 10.0
"""Before somebody presses once more: what was pressed may have been heard and take its time."""
PACKET = "packet.pdf"


def xdotool(*words: str) -> str:
    """Ask xdotool for something, and return what it says; nothing where it finds nothing."""
    done = subprocess.run(["xdotool", *words], capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False)
    return done.stdout


def press(*keys: str) -> None:
    xdotool("key", "--delay", "60", *keys)


def write(words: str) -> None:
    xdotool("type", "--delay", "20", words)


def windows(*how: str) -> int:
    """Count the windows that are seen, by name or class."""
    return len(xdotool("search", "--onlyvisible", *how).split())


def until(what: str, happened: Callable[[], object], act: Callable[[], object] = lambda: None) -> None:
    """Act, look until something has happened, now and then act again, and end where it does not happen."""
    pause, began, acted = Event(), time.monotonic(), -TRY_AGAIN_AFTER
    while not happened():
        waited = time.monotonic() - began
        if waited > PATIENCE:
            seen = xdotool("search", "--onlyvisible", "--name", "", "getwindowname", "%@").split("\n")
            raise SystemExit(f"This did not come: {what}\nWindows: {sorted(filter(None, seen))}")
        if waited - acted >= TRY_AGAIN_AFTER:
            act()
            acted = waited
        pause.wait(LOOK_EVERY)
    print(what, flush=True)


def has_keyboard(title: str) -> bool:
    """Tell whether what is typed now goes into the window of this title."""
    return title in xdotool("getactivewindow", "getwindowname")


def opened(title: str) -> None:
    until(f"“{title}” is open", lambda: has_keyboard(title))


def closed(title: str) -> None:
    until(f"“{title}” is closed", lambda: not windows("--name", title))


def add(paper: str, case: Path) -> None:
    """Write the name of a paper where files are chosen, and wait until it is kept and listed.

    One at a time: of several names that are typed between quotes, Qt's own choice of files may give back one.
    """
    kept, listed = len(list(case.glob("originals/*/*"))), len(list(case.glob("about/*.json")))
    opened("Choose the files to add")
    write(paper)
    press("Return")
    closed("Choose the files to add")
    until("the paper is kept", lambda: len(list(case.glob("originals/*/*"))) > kept)
    until("the paper is listed", lambda: len(list(case.glob("about/*.json"))) > listed)
    until("adding it has ended", lambda: not (case / "adding.jsonl").exists())


def first_packet(home: Path, papers: list[str]) -> None:
    """Start a case, write down a treatment, add the papers, make the packet."""
    case = home / ".local" / "share" / "Caregiver Organizer" / "cases" / NAME
    opened("Caregiver Organizer")
    until("the welcome answers", lambda: has_keyboard("Start a new case"), lambda: press("Return"))
    write(NAME)
    press("Return")
    closed("Start a new case")
    opened(NAME)
    before = windows("--class", "caregiver")
    press("ctrl+n")
    until("the menu of entries is open", lambda: windows("--class", "caregiver") > before)
    press("Down", "Return")
    opened("A treatment")
    write("R-CHOP")
    press("Tab")
    write("May 2023")
    press("Return")
    closed("A treatment")
    for paper in papers:
        press("ctrl+shift+n")
        add(paper, case)
    press("ctrl+8")
    until("the packet can be made", lambda: has_keyboard("Save the packet"), lambda: press("Return"))
    press("ctrl+a")
    write(f"/home/{home.name}/{PACKET}")
    press("Return")
    until("the packet is there", (home / PACKET).is_file)
    press("ctrl+q")


def begin(words: list[str], story: Callable[[Path, list[str]], None]) -> int:
    """Start the program, use it, and return how it ended."""
    told, command = words[: words.index("--")], words[words.index("--") + 1 :]
    # Windows that come before there is who looks after them would not get the keyboard.
    with TemporaryDirectory() as room:
        ready = Path(room) / "ready"
        quiet = subprocess.DEVNULL
        keeper = subprocess.Popen(["openbox", "--startup", f"touch {ready}"], stderr=quiet, stdout=quiet)
        until("somebody looks after windows", ready.exists)
    program = subprocess.Popen([word.replace("DISPLAY=:@", f"DISPLAY={os.environ['DISPLAY']}") for word in command])
    try:
        story(Path(told[0]), told[1:])
        return program.wait(PATIENCE)
    finally:
        print("the program runs" if program.poll() is None else f"the program ended with {program.returncode}")
        keeper.terminate()


if __name__ == "__main__":
    raise SystemExit(begin(sys.argv[1:], first_packet))
