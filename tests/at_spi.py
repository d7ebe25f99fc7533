"""Speaks to a program as a screen reader does. The system's own Python runs it: `gi` comes with the system.

It answers one line of JSON with one line of JSON: what to do, and what came of it. Nothing of ours is imported here.
"""

import json
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

PROGRAM = "caregiver-organizer"
PATIENCE = 20_000
"""Milliseconds a program may take to answer."""
MENUS = ("menu", "menu item", "check menu item", "radio menu item", "popup menu")
MOST_CHILDREN = 2000
"""So many parts of one thing are looked at, and no more: the cells of a long table are alike."""

heard: list[list[str]] = []
nodes: dict[int, Atspi.Accessible] = {}


def program(seconds: float) -> Atspi.Accessible:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        desktop = Atspi.get_desktop(0)
        for place in range(desktop.get_child_count()):
            found = desktop.get_child_at_index(place)
            if found is not None and found.get_name() == PROGRAM:
                return found
        time.sleep(0.1)
    raise SystemExit("The program is not told to screen readers.")


def windows(found: Atspi.Accessible) -> list[dict]:
    nodes.clear()
    told: list[dict] = []
    for place in range(found.get_child_count()):
        window = found.get_child_at_index(place)
        if window is not None and is_there(window):
            tell(window, None, told)
    return told


def is_there(node: Atspi.Accessible) -> bool:
    return node.get_state_set().contains(Atspi.StateType.SHOWING)


def tell(node: Atspi.Accessible, above: int | None, told: list[dict]) -> None:
    """Tell of a node and of all beneath it that are shown; of menus also of what is not open yet."""
    role = node.get_role_name()
    states = [state.value_nick for state in node.get_state_set().get_states()]
    interfaces = node.get_interfaces()
    number = len(nodes)
    nodes[number] = node
    told.append({
        "number": number, "above": above, "role": role, "name": node.get_name() or "",
        "description": node.get_description() or "", "states": states, "text": text_of(node, interfaces),
        "can": actions_of(node, interfaces), "heads": heads_of(node, interfaces),
        "labels": labels_of(node),
    })  # fmt: skip
    for place in range(min(node.get_child_count(), MOST_CHILDREN)):
        child = node.get_child_at_index(place)
        if child is not None and (is_there(child) or child.get_role_name() in MENUS):
            tell(child, number, told)


def labels_of(node: Atspi.Accessible) -> list[str]:
    """Return the names of what labels it."""
    return [
        relation.get_target(place).get_name() or ""
        for relation in node.get_relation_set()
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY
        for place in range(relation.get_n_targets())
    ]


def text_of(node: Atspi.Accessible, interfaces: list[str]) -> str:
    if "Text" not in interfaces:
        return ""
    text = node.get_text_iface()
    return Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text))


def actions_of(node: Atspi.Accessible, interfaces: list[str]) -> list[str]:
    if "Action" not in interfaces:
        return []
    actions = node.get_action_iface()
    return [Atspi.Action.get_action_name(actions, place) for place in range(actions.get_n_actions())]


def heads_of(node: Atspi.Accessible, interfaces: list[str]) -> list[str]:
    """Return the headings a reader says with a cell."""
    if "TableCell" not in interfaces:
        return []
    return [head.get_name() or "" for head in node.get_table_cell().get_column_header_cells() if head is not None]


def act(number: int, name: str) -> str:
    place = actions_of(nodes[number], nodes[number].get_interfaces()).index(name)
    nodes[number].get_action_iface().do_action(place)
    return ""


def write(number: int, text: str) -> str:
    """Put a text in place of what a field holds."""
    editing = nodes[number].get_editable_text_iface()
    return "" if editing.set_text_contents(text) else "refused"


def focus(number: int) -> str:
    nodes[number].get_component_iface().grab_focus()
    return ""


def hear(event: Atspi.Event) -> None:
    said = event.any_data
    heard.append([str(said if isinstance(said, str) else ""), "urgent" if event.detail1 == 2 else "polite"])


def listen(seconds: float) -> list[list[str]]:
    """Return what was said aloud since, after some time to say it in."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        GLib.MainContext.default().iteration(False)
        time.sleep(0.005)
    said, heard[:] = list(heard), []
    return said


def main() -> None:
    Atspi.init()
    Atspi.set_timeout(PATIENCE, PATIENCE)
    listener = Atspi.EventListener.new(hear)
    listener.register("object:announcement")
    found = program(60)
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        wanted = json.loads(line)
        what, given = wanted[0], wanted[1:]
        try:
            outcome: object
            if what == "windows":
                outcome = windows(found)
            elif what == "listen":
                outcome = listen(*given)
            else:
                outcome = {"act": act, "write": write, "focus": focus}[what](*given)
            answer = {"came": outcome}
        except (GLib.Error, ValueError) as trouble:
            answer = {"trouble": f"{what} {given}: {trouble}"}
        print(json.dumps(answer), flush=True)


main()
