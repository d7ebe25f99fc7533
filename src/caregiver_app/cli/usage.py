"""What may stand on the command line: argument types whose refusals are whole sentences."""

import argparse
import os
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from caregiver_app.cli.terminal_text import shown
from caregiver_app.i18n import ENGLISH, N_, _, with_commas

if TYPE_CHECKING:
    from caregiver_app.domain.dates import PartialDate


class WrongUsage(Exception):
    """The arguments contradict each other; the text says how, in one sentence."""


class Parser(argparse.ArgumentParser):
    """A parser that says what is wrong without scolding, and takes no shortened options."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"allow_abbrev": False, "add_help": False, **options})
        self._positionals.title, self._optionals.title = _("what it takes"), _("options")
        self.add_argument("-h", "--help", action="help", help=_("show this help and end"))

    def format_usage(self) -> str:
        """Return how the command is used, behind a word in the language that is spoken."""
        return self._in_own_words(super().format_usage())

    def format_help(self) -> str:
        """Return the whole help, else as `format_usage`."""
        return self._in_own_words(super().format_help())

    @staticmethod
    def _in_own_words(told: str) -> str:
        """Replace the one word argparse writes by itself, in front of everything."""
        return f"{_('usage:')}{told.removeprefix('usage:')}" if told.startswith("usage:") else told

    def error(self, message: str) -> NoReturn:
        """Say how the command is used and end with exit code 2."""
        message = _plainly(message)
        self.print_usage()
        help_line = _("“{program} --help” shows how it is used.").format(program=self.prog)
        self.exit(2, f"{shown(message)}\n{help_line}\n")

    def print_usage(self, file: Any = None) -> None:
        """Say how the command is used, beside the output and not in it."""
        super().print_usage(sys.stderr if file is None else file)


_SAID: Final = (
    (r"the following arguments are required: (.*)", N_("Something is missing: {0}.")),
    (r"argument (.*?): not allowed with argument (.*)", N_("{1} and {0} do not go together. Use one of them.")),
    (r"argument (.*?): expected .*argument.*", N_("Something is missing behind {0}.")),
    (r"argument (.*?): (.*)", "{0}: {1}"),
)
"""What argparse says, and the same in plain words."""


def _plainly(message: str) -> str:
    for pattern, sentence in _SAID:
        said = re.fullmatch(pattern, message, re.DOTALL)
        if said:
            return _(sentence).format(*said.groups())
    return message


def case_argument(parser: argparse.ArgumentParser) -> None:
    """Ask for the case folder, and offer to be told where its passphrase can be read."""
    parser.add_argument("case", metavar="DIR", type=path, help=_("the case folder"))
    passphrase_option(parser)


def passphrase_option(parser: argparse.ArgumentParser) -> None:
    """Offer to be told where the passphrase of a protected case can be read."""
    parser.add_argument(
        "--passphrase-fd",
        metavar="N",
        type=descriptor,
        help=_("read the passphrase of a protected case from this file descriptor; without it you are asked"),
    )


def json_option(parser: argparse.ArgumentParser) -> None:
    """Offer output for other programs."""
    parser.add_argument("--json", action="store_true", help=_("print JSON for other programs and nothing else"))


def path(text: str) -> Path:
    """Read a path."""
    if not text.strip():
        raise argparse.ArgumentTypeError(_("The name of the file or folder is empty."))
    try:
        os.fsencode(text)
    except UnicodeEncodeError:
        raise argparse.ArgumentTypeError(_("No file can have a name with such letters.")) from None
    return Path(text)


def words(text: str) -> str:
    """Read a name or title of at least one letter."""
    plain = " ".join(text.split())
    if not plain:
        raise argparse.ArgumentTypeError(_("It is empty. Write a name."))
    if any("\ud800" <= letter <= "\udfff" for letter in plain):
        raise argparse.ArgumentTypeError(_("It holds letters this terminal did not pass on. Use one set to UTF-8."))
    return plain


def goes_with(arguments: argparse.Namespace, option: str, *others: str) -> None:
    """Raise WrongUsage when an option was given that says nothing without one of the others."""

    def is_given(name: str) -> bool:
        return getattr(arguments, name.lstrip("-").replace("-", "_")) not in (None, False)

    if is_given(option) and not any(is_given(other) for other in others):
        raise WrongUsage(_("{option} goes with {others}.").format(option=option, others=with_commas(others)))


def descriptor(text: str) -> int:
    """Read the number of a file descriptor: a whole number from 0."""
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(_("“{text}” is not the number of a file descriptor.").format(text=text))
    return int(text)


def amount(text: str) -> int:
    """Read how many are wanted: a whole number from 1."""
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise argparse.ArgumentTypeError(_("“{text}” is not a whole number from 1.").format(text=text))
    return int(text)


def when(text: str) -> "PartialDate":
    """Read a date as people write it."""
    from caregiver_app.domain.date_words import DateUnclear, read_date

    try:
        found = read_date(text)
    except DateUnclear as unclear:
        raise argparse.ArgumentTypeError(str(unclear)) from None
    if found is None:
        raise argparse.ArgumentTypeError(_("There is no date in it. Leave the option out if the date is not known."))
    return found


def one_of(*known: str) -> Callable[[str], str]:
    """Return what reads one of these words."""

    def read(text: str) -> str:
        wanted = text.strip().casefold()
        if wanted not in known:
            raise argparse.ArgumentTypeError(
                _("“{text}” is not understood here. Write one of {known}.").format(text=text, known=with_commas(known))
            )
        return wanted

    return read


def day(text: str) -> date:
    """Read a date that must name one day."""
    found = when(text)
    if not found.is_exact:
        raise argparse.ArgumentTypeError(_("“{text}” is not one day. Write it like 14 May 2023.").format(text=text))
    return date.fromisoformat(found)


def document_kind(text: str) -> str:
    """Read a kind of document by its id."""
    from caregiver_app.domain.vocabulary import vocabulary

    known = [term.id for term in vocabulary("document_kinds")]
    wanted = text.strip().casefold()
    if wanted not in known:
        raise argparse.ArgumentTypeError(
            _("“{text}” is not a kind of document we know. The kinds are {kinds}.").format(
                text=text, kinds=with_commas(known)
            )
        )
    return wanted


def which_list(text: str) -> str:
    """Read which list is wanted."""
    wanted = text.strip().casefold()
    if wanted not in ("timeline", "documents"):
        raise argparse.ArgumentTypeError(
            _("“{text}” is not a list we know. Write timeline or documents.").format(text=text)
        )
    return wanted


def printed_in(text: str) -> str:
    """Read the language of what is printed: "en" or "zh"."""
    return "zh_CN" if one_of("en", "zh")(text) == "zh" else ENGLISH


def language_argument(parser: argparse.ArgumentParser) -> None:
    """Take the language that is printed; without it, the one that is spoken."""
    parser.add_argument(
        "--language", type=printed_in, metavar="en|zh", help=_("English or Chinese (as the program speaks)")
    )


def paper(text: str) -> str:
    """Read a paper size."""
    wanted = text.strip().casefold()
    if wanted not in ("a4", "letter"):
        raise argparse.ArgumentTypeError(_("“{text}” is not a paper we know. Write a4 or letter.").format(text=text))
    return wanted
