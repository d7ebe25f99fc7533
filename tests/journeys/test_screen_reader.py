"""What a screen reader finds in the real program, and what can be done through it without seeing anything (Linux).

The program runs on a screen of its own, and everything here is asked and done through AT-SPI, as Orca does it.
"""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from screen_reader import Node, ScreenReader, reading, window_of

PAGES: Final = (
    "Overview", "Timeline", "Documents", "CAR-T steps", "Questions", "Appointments", "Worksheet", "Packet", "Guide",
)  # fmt: skip
VIEWS: Final = {
    "Timeline": ("Lines of therapy", "Lab trends", "To look at again"),
    "Documents": ("Its pages", "Inbox", "Wanted"),
    "CAR-T steps": ("What your team told you", "Daily log"),
    "Appointments": ("Month",),
    "Worksheet": ("Treatments", "Programmes", "Opinions", "Four sentences"),
    "Packet": ("Pages", "Made", "Choices"),
}
FROM_THE_MENUS: Final = (
    "Start a new case…", "Settings…", "Personal details…", "Contacts…", "Removed things…", "What was done…", "Keys",
    "About", "Protect with a passphrase…",
)  # fmt: skip
FROM_PAGES: Final = {
    "Overview": ("Add a treatment", "Add how it answered", "It came back or grew"),
    "Timeline": ("Change", "Earlier versions"),
    "Documents": ("Change…", "Work on its pages…"),
    "CAR-T steps": ("Add a task…", "Link a paper…"),
    "Questions": ("Add a question of your own", "Write down an answer…"),
    "Appointments": ("Add an appointment", "Change…", "Add a next step…"),
}
WAYS_OUT: Final = ("Cancel", "Close")
TAKES_A_HAND: Final = frozenset({
    "push button", "check box", "toggle button", "radio button", "combo box", "text", "password text", "spin button",
    "list", "list item", "table", "table cell", "tree", "tree item", "page tab", "page tab list", "slider", "image",
    "menu item", "check menu item", "radio menu item",
})  # fmt: skip
SAYS_NOTHING: Final = frozenset({"filler", "panel", "unknown", "invalid", "layered pane", "scroll pane", "viewport"})
"""What is only a ground for other things: a reader passes over it, so nothing there may take the keys."""
FORM_FIELDS: Final = frozenset({"text", "password text", "spin button"})
MARKUP: Final = re.compile(r"</?[a-z]+[ >/]|&(?:amp|lt|gt|quot|#x27);|style=|\u200b")
CALL: Final = "import sys; from caregiver_app.cli import main; sys.exit(main(sys.argv[1:]))"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("read aloud")


@pytest.fixture
def reader(home: Path, tmp_path: Path) -> Iterator[ScreenReader]:
    """The program with a new copy of the sample case, and somebody who listens."""
    with reading(home, "--sample", tmp_path / "case") as made:
        made.find("Overview", "push button")
        yield made


def shut_out(nodes: list[Node]) -> list[str]:
    """Return what would be told wrongly, or not at all."""
    found = [f"no name: {one.role} in {window_of(one, nodes)}" for one in nodes if _is_nameless(one)]
    found += [f"takes keys as a mere ground: {one}" for one in nodes if _is_reached(one) and one.role in SAYS_NOTHING]
    found += [f"markup: {words!r}" for one in nodes for words in (one.name, one.description) if MARKUP.search(words)]
    cells = [one for one in nodes if one.role == "table cell"]
    found += [f"no heading: {one}" for one in cells if not any(one.heads)]
    fields = Counter((window_of(one, nodes), one.name) for one in nodes if one.role in FORM_FIELDS and _is_reached(one))
    return found + [f"named alike: {name} in {window}" for (window, name), count in fields.items() if count > 1]


def _is_nameless(node: Node) -> bool:
    if node.role == "combo box":  # on Linux its name is what is chosen; what is asked stands beside it
        return not any((*node.labels, node.description.strip()))
    return node.role in TAKES_A_HAND and (_is_reached(node) or bool(node.can)) and not node.name.strip()


def _is_reached(node: Node) -> bool:
    return "focusable" in node.states and "enabled" in node.states


def go(reader: ScreenReader, page: str) -> None:
    """Press the link of a page, whatever number stands beside it."""

    def link(nodes: list[Node]) -> Node | None:
        links = (one for one in nodes if one.role == "push button" and "Ctrl+" in one.description)
        return next((one for one in links if one.name.partition(":")[0] == page), None)

    reader.press(reader.wait(link, f"The link to {page}"))
    reader.wait(lambda nodes: "This page is shown now." in link(nodes).description, f"The page {page}")


def leave(reader: ScreenReader, main: str) -> None:
    """Close what is open over the window of the case."""

    def way_out(nodes: list[Node]) -> Node | None:
        return next((one for one in nodes if one.name in WAYS_OUT and window_of(one, nodes) != main), None)

    reader.press(reader.wait(way_out, "A way out"))
    reader.wait(lambda nodes: {window_of(one, nodes) for one in nodes} == {main}, "The window alone")


def opened(reader: ScreenReader, button: Node) -> list[Node]:
    """Press what opens a dialog, and return what is shown once it is there."""
    reader.press(button)

    def shown(nodes: list[Node]) -> list[Node]:
        return nodes if any(one.role == "dialog" and one.above is None for one in nodes) else []

    return reader.wait(shown, f"A dialog behind {button}")


@pytest.mark.thorough
def test_every_page_and_the_main_dialogs_are_told_with_names_roles_and_no_markup(reader: ScreenReader) -> None:
    main = reader.nodes()[0].name
    found: dict[str, list[str]] = {"as it opens": shut_out(reader.nodes())}
    counted = 0
    for page in PAGES:
        go(reader, page)
        for name in FROM_PAGES.get(page, ()):
            found[f"{page}: {name}"] = shut_out(opened(reader, reader.find(name, "push button")))
            leave(reader, main)
        for view in ("", *VIEWS.get(page, ())):
            if view:
                reader.press(reader.find(view, "page tab"))
            nodes = reader.nodes()
            counted += len(nodes)
            found[f"{page} {view}".strip()] = shut_out(nodes)
    for name in FROM_THE_MENUS:
        found[name] = shut_out(opened(reader, reader.find(name, "menu item")))
        leave(reader, main)
    assert {where: troubles for where, troubles in found.items() if troubles} == {}
    assert counted > 3000


@pytest.mark.thorough
def test_what_is_pressed_written_and_ticked_through_it_is_in_the_case(reader: ScreenReader, tmp_path: Path) -> None:
    day = (date.today() + timedelta(days=9)).isoformat()
    opened(reader, reader.find("Add a treatment", "push button"))
    reader.write(reader.find("Treatment (regimen)", "text"), "Pola-R-CHP heard aloud")
    reader.said(0.2)
    reader.press(reader.find("Save", "push button"))
    assert any(words.startswith("Saved ") for words, _how in reader.said())
    go(reader, "Appointments")
    opened(reader, reader.find("Add an appointment", "push button"))
    reader.write(reader.find("What for", "text"), "Blind date with the clinic")
    reader.write(reader.find("Date", "text"), day)
    reader.press(reader.find("Save", "push button"))
    go(reader, "Documents")
    tick = reader.find("Put it in the packet", "check box")
    assert "checked" in tick.states
    reader.toggle(tick)
    reader.wait(lambda _nodes: "checked" not in reader.find("Put it in the packet").states, "The tick taken away")
    go(reader, "Questions")
    reader.press(reader.find("Star", "push button"))
    reader.find("Take the star off", "push button")
    reader.press(reader.find("Quit", "menu item"))
    assert reader.program.wait(30) == 0
    case = tmp_path / "case"
    assert "Pola-R-CHP heard aloud" in json.dumps(told(case, "list", "timeline"))
    assert told(case, "list", "documents")["documents"][0]["in_packet"] is False
    assert any("Blind date with the clinic" in one["title"] for one in told(case, "appointments")["appointments"])
    assert len(told(case, "history")["steps"]) >= 4


def told(case: Path, command: str, *words: str) -> Any:
    """Return what the command line tells of a case."""
    done = subprocess.run(
        [sys.executable, "-c", CALL, command, str(case), *words, "--json"],
        capture_output=True, encoding="utf-8", env=dict(os.environ), check=True, timeout=120,
    )  # fmt: skip
    return json.loads(done.stdout)
