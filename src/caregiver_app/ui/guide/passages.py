"""What stands on each page of the guide, as plain passages: the guide's lines with the family's words laid over."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from caregiver_app.domain.guide.articles import Article, Comparison, Section, Treatment, comparison, limits, notes
from caregiver_app.domain.guide.glossary import GlossaryTerm, glossary, glossary_term
from caregiver_app.domain.guide.lines import Line, sources, when_in_words
from caregiver_app.domain.guide.wording import Worded, Wording, worded
from caregiver_app.domain.journey.stages import stages
from caregiver_app.i18n import _, with_commas

Wordings = Mapping[str, Wording]

KINDS: Final = ("title", "summary", "small", "heading", "text", "bullet", "word", "row", "source")
"""How a passage is set."""

# It stands at the foot of every packet, and says nothing to whoever reads here.
NOT_HERE: Final = frozenset({"packet-footer"})
"""Notes that are not among what is good to know."""


@dataclass(frozen=True)
class Passage:
    """One paragraph. `worded` is the line of the guide it is, None for a heading and the like.

    `lead` stands before it in bold, `beside` quietly after the lead, `after` quietly behind its text; `newer` is what
    the guide says by now. `numbers` are those of its sources in the list at the end.
    """

    kind: str
    text: str
    worded: Worded | None = None
    lead: str = ""
    beside: str = ""
    after: str = ""
    newer: str = ""
    numbers: tuple[int, ...] = ()

    @property
    def line(self) -> Line | None:
        """The line of the guide it is."""
        return self.worded.line if self.worded is not None else None

    @property
    def is_hidden(self) -> bool:
        """Whether the family took it out of sight."""
        return self.worded is not None and self.worded.hidden


@dataclass(frozen=True)
class Text:
    """One page of the guide. `tags` are its sources in the order of their numbers, `questions` ids of the library."""

    title: str
    passages: tuple[Passage, ...]
    tags: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()

    @property
    def hidden(self) -> int:
        """How many of its lines the family took out of sight."""
        return sum(one.is_hidden for one in self.passages)

    def shown(self, *, with_hidden: bool) -> tuple[Passage, ...]:
        """Return what is to be read; a heading goes with the last line beneath it."""
        kept = [one for one in self.passages if with_hidden or not one.is_hidden]
        following = (*(one.kind for one in kept[1:]), "heading")
        return tuple(
            one
            for one, then in zip(kept, following, strict=True)
            if one.kind != "heading" or then not in ("heading", "title")
        )


class _Numbers:
    """Number the sources as they come."""

    def __init__(self) -> None:
        self.tags: dict[str, int] = {}

    def of(self, line: Line) -> tuple[int, ...]:
        return tuple(self.tags.setdefault(tag, len(self.tags) + 1) for tag in line.source)


def article_text(article: Article, wordings: Wordings) -> Text:
    """Return an article, with the words of the glossary that belong to it."""
    numbers = _Numbers()
    title = _(article.title)
    found = [Passage("title", title), Passage("summary", _(article.summary)), _as_of(article.as_of)]
    for section in article.sections:
        found += _section(section, article.as_of, wordings, numbers)
    words = [term for term_id in article.terms if (term := glossary_term(term_id)) is not None]
    if words:
        found.append(Passage("heading", _("Words used here")))
        found += [_word(term, wordings, term.line.as_of, numbers) for term in words]
    return Text(title, tuple(found), tuple(numbers.tags), article.questions)


def handbook_text(part: Article, wordings: Wordings) -> Text:
    """Return a part of the handbook. All of it is from the program itself, so no line says so by a number."""
    text = article_text(part, wordings)
    return replace(text, passages=tuple(replace(one, numbers=()) for one in text.passages))


def comparison_text(wordings: Wordings, only: str = "") -> Text:
    """Return the treatments beside one another; `only` is the id of one question or of one treatment, else all."""
    whole, numbers = comparison(), _Numbers()
    as_of = _usual([*whole.notes, *(line for one in whole.treatments for line in one.cells.values())])
    title = _("Treatments side by side")
    found = [Passage("title", title), _as_of(as_of)]
    found += [_of_line("text", line, wordings, as_of, numbers) for line in whole.notes]
    one = next((treatment for treatment in whole.treatments if treatment.id == only), None)
    if one is not None:
        found += [Passage("heading", _(one.name)), Passage("summary", _(one.plain))]
        found += [_cell(one, aspect, _(name), wordings, as_of, numbers) for aspect, name in whole.aspects]
    else:
        found += _by_question(whole, only, wordings, as_of, numbers)
    return Text(title, tuple(found), tuple(numbers.tags))


def glossary_text(wordings: Wordings, wanted: str = "") -> Text:
    """Return the words of the field; with `wanted`, those it stands in."""
    numbers, terms = _Numbers(), glossary()
    as_of = _usual(term.line for term in terms)
    title = _("Glossary")
    found = [_word(term, wordings, as_of, numbers, also=True) for term in terms]
    kept = [one for one in found if stands_in(one, wanted)]
    return Text(title, (Passage("title", title), _as_of(as_of), *kept), tuple(numbers.tags))


def stands_in(word: Passage, wanted: str) -> bool:
    """Whether every word that was typed stands somewhere in a passage."""
    held = " ".join((word.lead, word.beside, word.after, word.text)).casefold()
    return all(part in held for part in wanted.casefold().split())


def limits_text(wordings: Wordings) -> Text:
    """Return what this program cannot do, and what is good to know beside it."""
    numbers = _Numbers()
    beside = [line for line in notes().values() if line.id not in NOT_HERE]
    as_of = _usual([*limits(), *beside])
    title = _("What this program cannot do")
    found = [Passage("title", title), _as_of(as_of)]
    found += [_of_line("bullet", line, wordings, as_of, numbers) for line in limits()]
    found.append(Passage("heading", _("Good to know")))
    found += [_of_line("text", line, wordings, as_of, numbers) for line in beside]
    return Text(title, tuple(found), tuple(numbers.tags))


def steps_text() -> Text:
    """Return the names of the twelve steps; all else of them is on a page of its own."""
    title = _("The twelve CAR-T steps")
    words = _("What each step is for, what to do and what to ask is on a page of its own, beside your own dates.")
    found = [Passage("word", _(one.plain), lead=one.called()) for one in stages()]
    return Text(title, (Passage("title", title), Passage("summary", words), *found))


def sources_text() -> Text:
    """Return every source of the guide."""
    title = _("Sources")
    words = _("Every line of the guide names where it is from. These are all of them, with their dates.")
    return Text(title, (Passage("title", title), Passage("summary", words), *source_passages(tuple(sources()))))


def source_passages(tags: tuple[str, ...], *, numbered: bool = False) -> tuple[Passage, ...]:
    """Return sources, each in a paragraph; `numbered` as they are referred to in a text."""
    known = [(number, sources()[tag]) for number, tag in enumerate(tags, 1) if tag in sources()]
    return tuple(
        Passage("source", source.in_words(), lead=f"{number}." if numbered else "", after=_read(source.read))
        for number, source in known
    )


def line_text(kind_name: str, title: str, where: str, line: Line, wordings: Wordings) -> Text:
    """Return one line that stands on another page of the program, with where it is from."""
    numbers = _Numbers()
    passage = _of_line("text", line, wordings, "", numbers)
    if passage.is_hidden:
        passage = replace(passage, worded=None)
    above = " · ".join(part for part in (kind_name, where) if part)
    return Text(title, (Passage("title", title), Passage("small", above), passage), tuple(numbers.tags))


def _section(section: Section, as_of: str, wordings: Wordings, numbers: _Numbers) -> list[Passage]:
    found = [Passage("heading", _(section.heading))]
    for line in section.lines:
        kind = "bullet" if line.id in section.bullets else "text"
        found.append(_of_line(kind, line, wordings, as_of, numbers))
    return found


def _by_question(whole: Comparison, only: str, wordings: Wordings, as_of: str, numbers: _Numbers) -> list[Passage]:
    found = []
    for aspect, name in whole.aspects:
        if only in ("", aspect):
            found.append(Passage("heading", _(name)))
            found += [_cell(one, aspect, _(one.name), wordings, as_of, numbers) for one in whole.treatments]
    return found


def _cell(treatment: Treatment, aspect: str, lead: str, wordings: Wordings, as_of: str, numbers: _Numbers) -> Passage:
    return replace(_of_line("row", treatment.cells[aspect], wordings, as_of, numbers), lead=lead)


def _word(term: GlossaryTerm, wordings: Wordings, as_of: str, numbers: _Numbers, *, also: bool = False) -> Passage:
    passage = _of_line("word", term.line, wordings, as_of, numbers)
    chinese = term.chinese
    if chinese and term.unchecked:
        chinese = _("{chinese} (to be checked by a native reader)").format(chinese=chinese)
    others = _("also: {words}").format(words=with_commas(term.also)) if also and term.also else ""
    after = " · ".join(part for part in (others, passage.after) if part)
    name = _(term.term)
    # In Chinese, its English name stands beside it: the same words would say nothing twice.
    beside = chinese if name == term.term else term.term
    return replace(passage, lead=name, beside=beside, after=after)


def _of_line(kind: str, line: Line, wordings: Wordings, as_of: str, numbers: _Numbers) -> Passage:
    """Return a line as the family sees it; where and when it holds is said where that is not as everywhere."""
    words = worded(line, wordings)
    remarks = [
        line.where_and_when() if line.place != "any" or line.as_of != as_of else "",
        _("to be checked") if line.verify else "",
        _("your words") if words.reworded else "",
        _("hidden") if words.hidden else "",
    ]
    after = " · ".join(one for one in remarks if one)
    # Their own words are from nowhere but themselves.
    known = () if words.reworded else numbers.of(line)
    return Passage(kind, words.text, words, after=after, newer=words.newer, numbers=known)


def _as_of(as_of: str) -> Passage:
    return Passage("small", _("As of {date}").format(date=when_in_words(as_of)))


def _usual(lines: Iterable[Line]) -> str:
    """Return the date most lines of a page have."""
    ((as_of, _times),) = Counter(line.as_of for line in lines).most_common(1)
    return as_of


def _read(read: str) -> str:
    return _("what was read of it: {part}").format(part=_(read)) if read else ""
