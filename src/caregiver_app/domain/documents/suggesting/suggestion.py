"""A suggestion: a value for one field of a document, with the words on the paper it came from."""

from dataclasses import dataclass
from typing import Final

FILE_NAME: Final = 0
"""The page of a suggestion whose words are the file's name."""


@dataclass(frozen=True)
class Suggestion:
    """One value, the words it came from and their page, counted from 1.

    `words` stand on that page letter for letter, apart from spaces and line ends. `other` holds what the same words may
    mean as well: the second reading of a date such as 03/04/2026. Neither reading is the better one.
    """

    value: str
    words: str
    page: int
    other: tuple[str, ...] = ()


@dataclass(frozen=True)
class Suggestions:
    """What a paper suggests for each field, at most three each, the likeliest first; nothing where it tells nothing.

    The values of `kind` are ids of the vocabulary of document kinds, those of `date` canonical texts of a
    `PartialDate`, those of `language` names of the vocabulary of languages. `name_on_it` and `born_on_it` are as
    written on the paper.
    """

    kind: tuple[Suggestion, ...] = ()
    date: tuple[Suggestion, ...] = ()
    origin: tuple[Suggestion, ...] = ()
    language: tuple[Suggestion, ...] = ()
    title: tuple[Suggestion, ...] = ()
    name_on_it: tuple[Suggestion, ...] = ()
    born_on_it: tuple[Suggestion, ...] = ()
