"""Every key and what it does, place by place: for the list of keys in the window and for the handbook on paper."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from caregiver_app.i18n import N_, with_commas


@dataclass(frozen=True)
class KeyPlace:
    """A place of the window, and what keys do there: words, and one or more keys as Qt writes them."""

    words: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]


FROM_THE_MENUS: Final = KeyPlace(
    N_("From the menus"),
    (
        (N_("&Open a case…"), ("Ctrl+O",)),
        (N_("Lock no&w"), ("Ctrl+Shift+K",)),
        (N_("P&rint this page…"), ("Ctrl+P",)),
        (N_("Se&ttings…"), ("Ctrl+,",)),
        (N_("&Close the case"), ("Ctrl+W",)),
        (N_("&Quit"), ("Ctrl+Q",)),
        (N_("&Undo"), ("Ctrl+Z",)),
        (N_("&Redo"), ("Ctrl+Shift+Z",)),
        (N_("&Save what is not saved yet"), ("Ctrl+S",)),
        (N_("&Find anything…"), ("Ctrl+K",)),
        (N_("&Add to the timeline…"), ("Ctrl+N",)),
        (N_("Add pa&pers…"), ("Ctrl+Shift+N",)),
        (N_("&Personal details…"), ("Ctrl+Shift+P",)),
        (N_("&Contacts…"), ("Ctrl+Shift+C",)),
        (N_("&Removed things…"), ("Ctrl+Shift+R",)),
        (N_("&What was done…"), ("Ctrl+Shift+H",)),
        (N_("Overview"), ("Ctrl+1",)),
        (N_("Timeline"), ("Ctrl+2",)),
        (N_("Documents"), ("Ctrl+3",)),
        (N_("CAR-T steps"), ("Ctrl+4",)),
        (N_("Questions"), ("Ctrl+5",)),
        (N_("Appointments"), ("Ctrl+6",)),
        (N_("Worksheet"), ("Ctrl+7",)),
        (N_("Packet"), ("Ctrl+8",)),
        (N_("Guide"), ("Ctrl+9",)),
        (N_("L&arger text"), ("Ctrl++",)),
        (N_("&Smaller text"), ("Ctrl+-",)),
        (N_("&Usual text size"), ("Ctrl+0",)),
        (N_("&Help with this page"), ("F1",)),
        (N_("&Keys"), ("Ctrl+/",)),
    ),
)
"""The window itself takes them from its menus, with what undo would undo; paper has them from here."""

ANYWHERE: Final = KeyPlace(
    N_("Anywhere"),
    (
        (N_("Go on to the next part of a page, or to the one before"), ("Tab", "Shift+Tab")),
        (N_("Leave a window; what you typed is asked about first"), ("Esc",)),
        (N_("Read on where a window shows more than it has room for"), ("PgDown", "PgUp")),
    ),
)
LISTS: Final = KeyPlace(
    N_("In a list"),
    (
        (N_("Find in the list"), ("Ctrl+F",)),
        (N_("From what you look for, go to the list"), ("Return",)),
        (N_("Open what is chosen"), ("Return",)),
        (N_("Remove what is chosen"), ("Del", "Backspace")),
        (N_("Choose several, where that can be done"), ("Shift+Up", "Shift+Down")),
        (N_("Choose all of them"), ("Ctrl+A",)),
        (N_("Set or take away a tick"), ("Space",)),
    ),
)
DOCUMENTS: Final = KeyPlace(
    N_("Among the documents"),
    (
        (N_("Put what is chosen in the packet, or leave it out"), ("Space",)),
        (N_("Look at the chosen document in a large window"), ("Ctrl+L",)),
        (N_("Turn from what is known of it to its pages, and back"), ("Ctrl+Shift+L",)),
        (N_("In the inbox, file the paper with what stands there"), ("Return",)),
        (N_("Before joining documents, move one earlier or later"), ("Alt+Up", "Alt+Down")),
    ),
)
PREVIEW: Final = KeyPlace(
    N_("While you look at the pages of a document"),
    (
        (N_("Read on"), ("PgDown", "Space", "Return")),
        (N_("Go back"), ("PgUp",)),
        (N_("Go to the first or the last page"), ("Home", "End")),
        (N_("Move over the page"), ("Left", "Right", "Up", "Down")),
        (N_("Make the pages larger"), ("+", "Ctrl++")),
        (N_("Make the pages smaller"), ("-", "Ctrl+-")),
        (N_("Make a page as wide as the window"), ("Ctrl+0",)),
        (N_("Turn the pages right or left, for looking only"), ("R", "Shift+R")),
        (N_("Find words in the document"), ("Ctrl+F",)),
        (N_("Go to the next place found, or to the one before"), ("F3", "Shift+F3")),
        (N_("The same, while you type what to find"), ("Return", "Shift+Return")),
        (N_("Put the search away, or let go of chosen words"), ("Esc",)),
        (N_("Choose words"), ("Shift+Left", "Shift+Right", "Shift+Up", "Shift+Down")),
        (N_("Choose up to where the line begins or ends"), ("Shift+Home", "Shift+End")),
        (N_("Choose all words of the page"), ("Ctrl+A",)),
        (N_("Copy the chosen words"), ("Ctrl+C",)),
    ),
)
PAGE_WORK: Final = KeyPlace(
    N_("While you work on pages"),
    (
        (N_("Turn the chosen pages right or left"), ("R", "Shift+R")),
        (N_("Move the chosen pages earlier or later"), ("Alt+Up", "Alt+Down")),
        (N_("Leave the chosen pages out, or take them in again"), ("Del", "Backspace")),
        (N_("Take away a blacked-out part in its list"), ("Del", "Backspace")),
        (N_("Go to the next page, or to the one before"), ("PgDown", "PgUp")),
        (N_("Move over a page that is seen large"), ("Left", "Right", "Up", "Down")),
        (N_("Make the page larger or smaller"), ("Ctrl++", "Ctrl+-")),
        (N_("See the whole page"), ("Ctrl+0",)),
        (N_("Undo what you did with the pages"), ("Ctrl+Z",)),
        (N_("Do it again"), ("Ctrl+Shift+Z", "Ctrl+Y")),
        (N_("Change a number a little"), ("Up", "Down")),
        (N_("Change a number by more"), ("PgUp", "PgDown")),
        (N_("Let go of what you are dragging"), ("Esc",)),
    ),
)
TIMELINE: Final = KeyPlace(
    N_("On the timeline"),
    (
        (N_("In the picture, go from entry to entry, and from lane to lane"), ("Left", "Right", "Up", "Down")),
        (N_("Go to the first or the last entry"), ("Home", "End")),
        (N_("Go to the next relapse, or to the one before"), ("R", "Shift+R")),
        (N_("Open the chosen entry"), ("Return",)),
        (N_("Show a card about the chosen entry, or put it away"), ("Space", "I")),
        (N_("Put the card away"), ("Esc",)),
        (N_("Move the picture a little"), ("Shift+Left", "Shift+Right", "Shift+Up", "Shift+Down")),
        (N_("Move the picture far"), ("PgUp", "PgDown")),
        (N_("Zoom in and out of the picture"), ("+", "-")),
        (N_("See all of time in the picture"), ("F", "0")),
        (N_("In a lab trend, go from value to value"), ("Left", "Right")),
        (N_("Go to the first or the last value"), ("Home", "End")),
        (N_("Go from chart to chart"), ("Up", "Down")),
        (N_("Show a lab test earlier or later among the trends"), ("Alt+Up", "Alt+Down")),
        (N_("Paste several entries into the timeline"), ("Ctrl+V",)),
    ),
)
APPOINTMENTS: Final = KeyPlace(
    N_("In the month of appointments"),
    (
        (N_("Go from day to day, and on into other months"), ("Left", "Right", "Up", "Down")),
        (N_("Go to the month before, or to the month after"), ("PgUp", "PgDown")),
        (N_("Go to the first or the last day of the month"), ("Home", "End")),
        (N_("Open what is on the day; on an empty day, add an appointment"), ("Return",)),
    ),
)
QUESTIONS: Final = KeyPlace(
    N_("Among the questions"),
    (
        (N_("Put a star on what is chosen, or take it off"), ("S",)),
        (N_("Put what is chosen on the next sheet, or take it off"), ("Space",)),
        (N_("Write down an answer to the chosen question"), ("Return",)),
        (N_("Ask the chosen question earlier or later on its sheet"), ("Alt+Up", "Alt+Down")),
    ),
)
FINDING: Final = KeyPlace(
    N_("While you find anything"),
    (
        (N_("Go from one thing that was found to the next"), ("Up", "Down")),
        (N_("Go further in what was found"), ("PgUp", "PgDown")),
        (N_("Go to what is chosen, or do it"), ("Return",)),
    ),
)
PACKET: Final = KeyPlace(
    N_("Among the documents of the packet"),
    (
        (N_("Put the chosen documents earlier or later in the packet"), ("Alt+Up", "Alt+Down")),
        (N_("Put them first or last"), ("Alt+Home", "Alt+End")),
        (N_("Let go of what you are dragging"), ("Esc",)),
    ),
)
FORMS: Final = KeyPlace(
    N_("In a form"),
    (
        (N_("Save what you typed"), ("Return", "Ctrl+Return")),
        (N_("See which words are offered"), ("Down",)),
        (N_("Take one of two ways to read a date, once you are at it"), ("Return",)),
    ),
)
GRIDS: Final = KeyPlace(
    N_("In a table that you type in"),
    (
        (N_("Change what stands in a cell"), ("F2", "Return")),
        (N_("Go on to the next cell, or to the one before"), ("Tab", "Shift+Tab")),
        (N_("Go on to the cell beneath"), ("Return",)),
        (N_("See how a date can be read"), ("Down",)),
        (N_("Set or take away a tick"), ("Space",)),
        (N_("Empty the chosen cells"), ("Del", "Backspace")),
        (N_("Copy cells, or paste them"), ("Ctrl+C", "Ctrl+V")),
        (N_("Go to the buttons"), ("Ctrl+Tab",)),
        (N_("Save all of it"), ("Ctrl+Return",)),
    ),
)
KEY_PLACES: Final = (
    ANYWHERE, FINDING, LISTS, DOCUMENTS, PREVIEW, PAGE_WORK, TIMELINE, APPOINTMENTS, QUESTIONS, PACKET, FORMS, GRIDS,
)  # fmt: skip

_ARROWS: Final = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}
_WORDS: Final = {"PgUp": "Page Up", "PgDown": "Page Down", "Return": "Enter"}


def key_words(keys: tuple[str, ...], native: Callable[[str], str] = str) -> str:
    """Say some keys as they are written on keyboards; `native` writes one as this system does."""
    shown = [_shown(key, native(key)) for key in keys]
    parts = groupby(shown, lambda key: key[:-1] if key[-1] in _ARROWS.values() else key)
    return with_commas(_together(list(alike)) for _head, alike in parts)


def _shown(key: str, native: str) -> str:
    last = key.rpartition("+")[2]
    drawn = _ARROWS.get(last) or _WORDS.get(last, "")
    return native.removesuffix(last) + drawn if drawn and native.endswith(last) else native


def _together(alike: list[str]) -> str:
    """Say what is held down with several arrows once."""
    return " ".join([alike[0], *(key[-1] for key in alike[1:])])
