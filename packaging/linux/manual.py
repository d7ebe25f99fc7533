"""The manual pages caregiver(1) and caregiver-app(1), written from what the programs themselves say with --help."""

import argparse
import re
from collections.abc import Iterator
from datetime import date

from caregiver_app import __version__
from caregiver_app.app import argument_parser
from caregiver_app.cli.main import command_parser

_ENDS = {
    "0": "Done.",
    "1": "It could not be done. What happened, what is safe and what to do was said; nothing was left half done.",
    "2": "The command was not understood.",
    "3": "Done, and something could not be included; it is named.",
    "130": "Stopped from the keyboard.",
    "141": "Whoever read the output went away.",
}
_HOME = "Where the program keeps its settings and new cases, in place of $XDG_DATA_HOME/Caregiver Organizer."
_WARRANTY = "It gives no medical advice. It opens no connection: nothing you type or add leaves this computer."


def command(day: date) -> str:
    """Return caregiver(1)."""
    parser = command_parser()
    lines = [*_head("caregiver", "a treatment history and its papers from the command line", day)]
    lines += [".SH SYNOPSIS", ".B caregiver", r"\fICOMMAND\fP [\fIARGUMENTS\fP]", ".br", ".B caregiver"]
    lines += [
        r"\fICOMMAND\fP",
        r"\fB\-\-help\fP",
        ".SH DESCRIPTION",
        _text(parser.description or ""),
        ".PP",
        _text(_WARRANTY),
    ]
    lines += [".SH COMMANDS"]
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, sub in action.choices.items():
                lines += [".SS " + _text(name), _text(sub.description or ""), ".PP", *_usage(sub), *_arguments(sub)]
    lines += [*_rest(), ".SH SEE ALSO", r"\fBcaregiver\-app\fP(1)"]
    return "\n".join(lines) + "\n"


def window(day: date) -> str:
    """Return caregiver-app(1)."""
    parser = argument_parser()
    lines = [*_head("caregiver-app", "a treatment history, its papers, and one packet for a second opinion", day)]
    lines += [
        ".SH SYNOPSIS",
        *_usage(parser),
        ".SH DESCRIPTION",
        _text(parser.description or ""),
        ".PP",
        _text(_WARRANTY),
    ]
    lines += [".SH OPTIONS", *_arguments(parser), *_rest(), ".SH SEE ALSO", r"\fBcaregiver\fP(1)"]
    return "\n".join(lines) + "\n"


def _head(name: str, about: str, day: date) -> Iterator[str]:
    yield f'.TH {name.upper()} 1 "{day}" "Caregiver Organizer {__version__}" "User commands"'
    yield from (".SH NAME", _text(f"{name} - {about}").replace(r" \- ", r" \- ", 1))


def _usage(parser: argparse.ArgumentParser) -> Iterator[str]:
    words = " ".join(parser.format_usage().partition(":")[2].split())
    program, _space, rest = words.partition(" [") if " [" in words else (words, "", "")
    yield ".nh"
    yield ".B " + _text(program)
    if rest:
        yield _text("[" + rest)
    yield ".hy"


def _arguments(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        if action.help == argparse.SUPPRESS or isinstance(action, argparse._SubParsersAction):
            continue
        value = (
            action.metavar
            if isinstance(action.metavar, str)
            else "|".join(map(str, action.choices or ())) or action.dest
        )
        takes = rf" \fI{_text(value)}\fP" if action.nargs != 0 else ""
        named = ", ".join(rf"\fB{_text(name)}\fP" for name in action.option_strings)
        yield ".TP"
        yield f"{named}{takes}" if named else rf"\fI{_text(value)}\fP"
        yield _text((action.help or "").replace("%%", "%"))


def _rest() -> Iterator[str]:
    yield from (
        ".SH ENVIRONMENT",
        ".TP",
        ".B CAREGIVER_HOME",
        _text(_HOME),
        ".TP",
        ".B LANGUAGE, LC_ALL, LC_MESSAGES, LANG",
    )
    yield "English, or Simplified Chinese where they ask for it; a language chosen in the window counts more."
    yield ".SH EXIT STATUS"
    for code, words in _ENDS.items():
        yield from (".TP", f".B {code}", _text(words))


def _text(words: str) -> str:
    """Write words so that no sign of theirs means anything to the formatter."""
    words = re.sub(r"[“”]", '"', words).replace("\\", r"\e").replace("-", r"\-").replace("’", "'")
    return rf"\&{words}" if words.startswith((".", "'")) else words
