"""Whether a paper is there in the language of its reader: an original and its translation are a pair. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from caregiver_app.domain.documents.document import Document, label
from caregiver_app.domain.documents.wanted import Want
from caregiver_app.domain.vocabulary import term
from caregiver_app.i18n import N_, _

STATES: Final = {
    "same_language": N_("{paper} is in {language} already."),
    "here": N_("{paper} is translated in {translation}, {by}."),
    "asked": N_("A translation of {paper} is asked for: {translation}."),
    "listed": N_("A translation of {paper} is still to be asked for: {translation}."),
    "other_language": N_("{paper} is translated in {translation}, which is in {written} and not in {language}."),
    "missing": N_("{paper} has no translation here."),
    "unknown": N_("The language of {paper} is not written down, and it has no translation here."),
}
_BETWEEN: Final = re.compile(r"[,;/&+、，；／]|\band\b")


@dataclass(frozen=True)
class Translated:
    """One original a list wants translated: `state` is a key of `STATES`, `translation` the other half of the pair."""

    original: Document
    state: str
    translation: Document | None
    language: str

    def in_words(self) -> str:
        """Write it as one sentence."""
        other = self.translation
        return _(STATES[self.state]).format(
            paper=label(self.original.number),
            translation=label(other.number) if other else "",
            language=self.language,
            written=other.language if other else "",
            by=_by(other) if other else "",
        )


def pairs(documents: Iterable[Document]) -> Mapping[UUID, tuple[Document, ...]]:
    """Return the translations of each original, by its id."""
    found: dict[UUID, tuple[Document, ...]] = {}
    for document in documents:
        if document.translation_of is not None:
            found[document.translation_of] = (*found.get(document.translation_of, ()), document)
    return found


def translated(
    want: Want, originals: Sequence[Document], translations: Mapping[UUID, tuple[Document, ...]], language: str
) -> tuple[Translated, ...]:
    """Say of each original whether it is there in `language`; nothing where the list wants no translation."""
    if not want.translation:
        return ()
    return tuple(
        _state(want, original, translations.get(original.id, ()), language)
        for original in originals
        if original.translation_of is None
    )


def _state(want: Want, original: Document, others: Sequence[Document], language: str) -> Translated:
    here = [other for other in others if other.holding != "wanted"]
    # Where a certified one is wanted, a certified one is told of first.
    here.sort(key=lambda other: want.translation == "certified" and other.certified != "yes")
    fitting = [other for other in here if not language or not other.language or is_in(other.language, language)]
    if language and is_in(original.language, language):
        return Translated(original, "same_language", None, language)
    if fitting:
        return Translated(original, "here", fitting[0], language)
    wanted = [other for other in others if other.holding == "wanted"]
    if wanted:
        return Translated(original, "asked" if wanted[0].requests else "listed", wanted[0], language)
    if here:
        return Translated(original, "other_language", here[0], language)
    known = bool(original.language) or not language
    return Translated(original, "missing" if known else "unknown", None, language)


def is_in(written: str, language: str) -> bool:
    """Whether a paper's language, as somebody wrote it ("Chinese, English"), holds a language."""
    return _language(language) in {_language(part) for part in _BETWEEN.split(written) if part.strip()}


def _language(word: str) -> str:
    found = term("languages", word)
    return found.id if found else " ".join(word.split()).casefold()


def _by(document: Document) -> str:
    certified = {
        "yes": _("certified"),
        "no": _("not certified"),
        "": _("certified or not is not written down"),
    }[document.certified]
    if not document.translator:
        return certified
    return _("by {translator}, {certified}").format(translator=document.translator, certified=certified)


def possible_originals(documents: Sequence[Document], document: Document) -> tuple[Document, ...]:
    """Return the papers this one may be a translation of: not itself, and none that is translated from it."""
    by_id = {other.id: other for other in documents}

    def comes_from(other: Document, ancestor: UUID) -> bool:
        seen: set[UUID] = set()
        step: Document | None = other
        while step is not None and step.id not in seen:
            if step.id == ancestor:
                return True
            seen.add(step.id)
            step = by_id.get(step.translation_of) if step.translation_of is not None else None
        return False

    return tuple(other for other in documents if not comes_from(other, document.id))
