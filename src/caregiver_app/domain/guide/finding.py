"""Find what the guide says about a word: half typed, misspelt, abbreviated or in Chinese. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from rapidfuzz import fuzz, process

from caregiver_app.domain.guide.articles import Article, articles, comparison, handbook, limits, notes
from caregiver_app.domain.guide.glossary import glossary
from caregiver_app.domain.guide.lines import Line
from caregiver_app.domain.guide.wording import Wording
from caregiver_app.domain.journey.stages import Stage, stages
from caregiver_app.domain.questions.library import library, question_topics
from caregiver_app.i18n import N_, _, in_each_language, in_sentences

KINDS: Final = {
    "term": N_("Word"),
    "article": N_("Article"),
    "stage": N_("CAR-T step"),
    "question": N_("Question"),
    "comparison": N_("Treatments side by side"),
    "note": N_("Note"),
    "handbook": N_("Using this program"),
}
"""What can be found, in the order in which what fits equally well is shown."""

# The best ways to fit first. A whole name comes before its beginning, a name before the text beneath it.
_WHOLE_TERM, _WHOLE, _BEGINNING, _IN_NAME, _PHRASE, _IN_TEXT = range(6)
# Below this likeness (0 to 100) too many short words look alike.
_LEAST_ALIKE: Final = 80
_FEWEST_LETTERS_ALIKE: Final = 4
_MOST_ALIKE: Final = 3
# Words of a question that say nothing of what it is about.
_PASSED_OVER: Final = frozenset([
    "a", "an", "and", "any", "are", "at", "be", "by", "can", "do", "does", "for", "from", "how", "i", "if", "in", "is",
    "it", "my", "of", "on", "or", "our", "the", "to", "we", "what", "when", "where", "which", "who", "why", "will",
    "with", "you", "your",
])  # fmt: skip


@dataclass(frozen=True)
class Found:
    """One thing the guide says. `kind` is a key of `KINDS`, `id` that of what to open: a word, an article, a stage.

    `where` says where in it the text stands; `line` is the line that was found, None where it is a title alone.
    """

    kind: str
    id: str
    title: str
    text: str
    where: str
    line: Line | None = None


@dataclass(frozen=True)
class _Entry:
    """What can be found, in the letters that are compared. `flow` is its text as words with a space before each.

    `around` are the words it stands under. They help to find it, but are not enough to be found by.
    """

    found: Found
    names: tuple[str, ...]
    name_words: frozenset[str]
    words: frozenset[str]
    around: frozenset[str]
    flow: str
    letters: str


def find_in_guide(text: str, most: int = 50, wordings: Mapping[str, Wording] | None = None) -> tuple[Found, ...]:
    """Return what fits best, the best first; nothing where no word was typed.

    Every word that was typed has to stand there. Where they stand nowhere together, what holds most of them is found.
    Where the family worded a line for itself (`wordings` by line), its words are found first, and shown.
    """
    own = {line_id: one.text for line_id, one in (wordings or {}).items() if one.text}
    typed = _words(text)
    theirs = [
        entry.found
        for entry in (_entries() if own and typed else ())
        if entry.found.line is not None
        and (words := own.get(entry.found.line.id)) is not None
        and all(_among(_words(words), word) or (not word.isascii() and word in _letters(words)) for word in typed)
    ]
    found = (*theirs, *(one for one in _found_in_guide(text, most) if one not in theirs))
    return tuple(
        replace(one, text=own[one.line.id]) if one.line is not None and one.line.id in own else one
        for one in found[:most]
    )


def _found_in_guide(text: str, most: int) -> tuple[Found, ...]:
    typed = tuple(dict.fromkeys(_words(text)))
    wanted = tuple(word for word in typed if word not in _PASSED_OVER) or typed
    entries = _entries()
    held = [(word, _held_by(word)) for word in wanted]
    counts = {
        place: sum(place in places or _among(entries[place].around, word) for word, places in held)
        for place in frozenset[int]().union(*(places for _word, places in held))
    }
    fullest = max(counts.values(), default=0)
    fits = [(_fit(entries[place], text, wanted), place) for place, count in counts.items() if count == fullest]
    return tuple(entries[place].found for _rank, place in sorted(fits)[:most])


def _held_by(word: str) -> frozenset[int]:
    """Return the places of all that holds a word or one that begins with it; else, one that is spelt alike."""
    entries = _entries()
    if not word.isascii():
        return frozenset(place for place, entry in enumerate(entries) if word in entry.letters)
    known = _places_by_word()
    here = [place for one, places in known.items() if _begins(one, word) for place in places]
    if here or len(word) < _FEWEST_LETTERS_ALIKE:
        return frozenset(here)
    alike = process.extract(word, list(known), scorer=fuzz.ratio, score_cutoff=_LEAST_ALIKE, limit=_MOST_ALIKE)
    return frozenset(place for one, _likeness, _at in alike for place in known[one])


def _fit(entry: _Entry, text: str, wanted: tuple[str, ...]) -> tuple[int, int, int]:
    """Return how an entry holds what is wanted, its kind's place, and how much else its name holds."""
    letters = _letters(text)
    length = min((len(name) for name in entry.names if letters in name), default=0)
    if letters in entry.names:
        way = _WHOLE_TERM if entry.found.kind == "term" else _WHOLE
    elif any(name.startswith(letters) for name in entry.names):
        way = _BEGINNING
    elif length or all(_among(entry.name_words, word) for word in wanted):
        way = _IN_NAME
    elif f" {' '.join(wanted)}" in entry.flow or (not letters.isascii() and letters in entry.letters):
        way = _PHRASE
    else:
        way = _IN_TEXT
    return way, tuple(KINDS).index(entry.found.kind), length


def _among(words: Iterable[str], wanted: str) -> bool:
    return any(_begins(word, wanted) for word in words)


def _begins(word: str, wanted: str) -> bool:
    return word == wanted or (len(wanted) > 1 and word.startswith(wanted))


@in_each_language
def _entries() -> tuple[_Entry, ...]:
    """Return all that can be found, in the order of the guide."""
    return tuple(_entry(found, names) for found, names in _everything())


@in_each_language
def _places_by_word() -> dict[str, list[int]]:
    known: dict[str, list[int]] = {}
    for place, entry in enumerate(_entries()):
        for word in entry.words:
            known.setdefault(word, []).append(place)
    return known


def _entry(found: Found, names: Iterable[str]) -> _Entry:
    named = tuple(name for name in names if name)
    name_words = frozenset(word for name in named for word in _words(name))
    in_text = tuple(_words(found.text))
    return _Entry(
        found=found,
        names=tuple(_letters(name) for name in named),
        name_words=name_words,
        words=name_words.union(in_text),
        around=frozenset(_words(f"{found.title} {found.where}")),
        flow="".join(f" {word}" for word in in_text),
        letters=" ".join(_letters(part) for part in (*named, found.text)),
    )


def _everything() -> Iterator[tuple[Found, tuple[str, ...]]]:
    """Yield all that can be found, each with the names it goes by."""
    for term in glossary():
        found = Found("term", term.id, _(term.term), term.line.words(), _("In the glossary"), term.line)
        yield found, (term.term, found.title, *term.also, term.chinese)
    yield from _in_articles("article", articles())
    for stage in stages():
        yield from _in_stage(stage)
    topics = {topic.id: topic.name for topic in question_topics()}
    for question in library():
        yield (
            Found("question", question.id, question.line.words(), _(question.why), _(topics[question.topic]),
                  question.line),
            (question.id, question.line.words()),
        )  # fmt: skip
    yield from _in_comparison()
    for note in notes().values():
        yield Found("note", note.id, _("Good to know"), note.words(), "", note), ()
    for limit in limits():
        yield Found("note", limit.id, _("What this program cannot do"), limit.words(), "", limit), ()
    yield from _in_articles("handbook", handbook())


def _in_articles(kind: str, found: Iterable[Article]) -> Iterator[tuple[Found, tuple[str, ...]]]:
    for article in found:
        title = _(article.title)
        yield Found(kind, article.id, title, _(article.summary), ""), (title,)
        for section in article.sections:
            for line in section.lines:
                yield Found(kind, article.id, title, line.words(), _(section.heading), line), ()


def _in_stage(stage: Stage) -> Iterator[tuple[Found, tuple[str, ...]]]:
    title = stage.called()
    purpose = in_sentences(line.words() for line in stage.purpose)
    names = (_(stage.name), title, _(stage.plain), stage.chinese, stage.id)
    yield Found("stage", stage.id, title, purpose, _("What it is for"), next(iter(stage.purpose), None)), names
    parts = (
        (_("How long it takes"), stage.timing),
        (_("What to prepare"), stage.prepare),
        (_("What to do"), stage.tasks),
        (_("Papers it produces"), tuple(paper.line for paper in stage.papers)),
        (_("When to call your team"), stage.report),
        (_("What was published"), stage.hints),
    )
    for where, lines in parts:
        for line in lines:
            yield Found("stage", stage.id, title, line.words(), where, line), ()


def _in_comparison() -> Iterator[tuple[Found, tuple[str, ...]]]:
    whole = comparison()
    for treatment in whole.treatments:
        name = _(treatment.name)
        yield Found("comparison", treatment.id, name, _(treatment.plain), _("Treatments side by side")), (name,)
        for aspect, question in whole.aspects:
            line = treatment.cells[aspect]
            yield Found("comparison", treatment.id, name, line.words(), _(question), line), ()
    for note in whole.notes:
        yield Found("comparison", note.id, _("Treatments side by side"), note.words(), "", note), ()


def _words(text: str) -> Iterator[str]:
    """Yield the words of a text as they are compared: of "CAR-T", "car", "t" and "cart"."""
    for whole in _plain(text).split():
        parts = re.findall(r"[^\W_]+", whole)
        yield from parts
        if len(parts) > 1:
            yield "".join(parts)


def _letters(text: str) -> str:
    return "".join(letter for letter in _plain(text) if letter.isalnum())


def _plain(text: str) -> str:
    """Return a text in small letters and without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
