"""Suggest what a paper is from its text. Each suggestion has its words; only the user fills anything in."""

from collections.abc import Sequence

from caregiver_app.domain.documents.reading import PageText
from caregiver_app.domain.documents.suggesting.days import Days
from caregiver_app.domain.documents.suggesting.fields import Fields
from caregiver_app.domain.documents.suggesting.kinds import HEADING, suggest_kinds
from caregiver_app.domain.documents.suggesting.languages import suggest_languages
from caregiver_app.domain.documents.suggesting.names import looks_like_name, suggest_names
from caregiver_app.domain.documents.suggesting.paper import read_paper
from caregiver_app.domain.documents.suggesting.places import Places
from caregiver_app.domain.documents.suggesting.suggestion import Suggestions
from caregiver_app.domain.documents.suggesting.titles import suggest_titles


def suggest(pages: Sequence[PageText], *, person_name: str = "", file_name: str = "") -> Suggestions:
    """Return what the pages of one paper suggest about it.

    Only the first pages are read, see `paper`. `person_name` is the name the case knows, to find it in whatever order
    it is written; `file_name` helps where the text says nothing. Never raises, whatever the text is.
    """
    paper = read_paper(pages)
    places = Places(paper)
    kinds = suggest_kinds(paper, places.letterhead, file_name)
    languages = suggest_languages(paper)
    fields = Fields(paper)
    days = Days(paper, fields, languages[0].value if languages else "", looks_like_name)
    headings = frozenset(
        heading.line for heading in kinds.headings if heading.line.number < 15 and heading.strength >= HEADING
    )
    return Suggestions(
        kind=kinds.suggestions,
        date=days.suggest(kinds.likeliest, headings, file_name),
        origin=places.suggest(),
        language=languages,
        title=suggest_titles(paper, kinds, places.letterhead),
        name_on_it=suggest_names(paper, fields, days.births, person_name, places.letterhead),
        born_on_it=days.suggest_births(),
    )
