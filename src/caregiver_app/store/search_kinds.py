"""The words by which kinds of paper are found: their names, their other names and the Chinese ones."""

from functools import cache
from typing import Final

from caregiver_app.domain.vocabulary import vocabulary
from caregiver_app.store.search_query import Term
from caregiver_app.store.search_words import tokens

_VOCABULARY: Final = "document_kinds"
_BETWEEN: Final = " \ue000 "


def kind_token(kind: str) -> str:
    """Return the one token a kind of paper is indexed under, so that new names for it need no new index."""
    return "".join(tokens(kind))


def kinds_answering(term: Term) -> tuple[str, ...]:
    """Return the tokens of the kinds that a term names."""
    return tuple(token for token, words in _known() if term.is_in(words))


@cache
def _known() -> tuple[tuple[str, str], ...]:
    return tuple(
        (
            kind_token(term.id),
            "".join(f" {' '.join(tokens(name))} {_BETWEEN}" for name in (term.name, term.chinese, *term.synonyms)),
        )
        for term in vocabulary(_VOCABULARY)
    )
