"""`caregiver guide`: what the guide says about a word, with its source and date. It needs no case."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any, Final

from caregiver_app.cli.output import room, tell, tell_json, tell_laid_out
from caregiver_app.cli.terminal_text import shown, wrapped
from caregiver_app.cli.usage import amount, json_option, words
from caregiver_app.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caregiver_app.domain.guide.finding import Found

NAME = "guide"
SUMMARY = N_("Look something up in the guide: words of the field, articles, CAR-T steps, questions.")

_MOST: Final = 10
_ALL: Final = 100_000


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "search",
        metavar="SEARCH",
        nargs="+",
        type=words,
        help=_("a word in English or Chinese, half of it, or short for it; all that are typed are found together"),
    )
    parser.add_argument("--most", metavar="N", type=amount, default=_MOST, help=_("at most so many places (10)"))
    json_option(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Print what was found."""
    from caregiver_app.domain.guide.finding import find_in_guide

    asked = " ".join(arguments.search)
    every = find_in_guide(asked, _ALL)
    found, more = every[: arguments.most], max(len(every) - arguments.most, 0)
    if arguments.json:
        tell_json({"search": asked, "found": [_in_json(one) for one in found], "more": more})
    else:
        _tell(asked, found, more)
    return 0


def _tell(asked: str, found: "Sequence[Found]", more: int) -> None:
    from caregiver_app.domain.guide.articles import notes
    from caregiver_app.domain.guide.finding import KINDS

    if not found:
        tell(_("Nothing was found for “{words}”.").format(words=asked))
        return
    lines: list[str] = []
    for one in found:
        places = " · ".join(part for part in (_(KINDS[one.kind]), one.where, one.id) if part)
        title = " · ".join(part for part in (one.title, _chinese(one)) if part)
        for text, indent in ((title, ""), (places, "  "), (one.text, "  "), (_from_where(one), "  ")):
            lines += [f"{indent}{line}" for line in wrapped(shown(text), room() - len(indent)) if line]
        lines.append("")
    tell_laid_out(lines)
    if more:
        told = ngettext("{n} more was found; --most shows more.", "{n} more were found; --most shows more.", more)
        tell(told.format(n=more))
    tell(notes()["team-first"].words())


def _chinese(found: "Found") -> str:
    from caregiver_app.domain.guide.glossary import glossary_term
    from caregiver_app.domain.journey.stages import stage_called

    if found.kind == "term":
        term = glossary_term(found.id)
        return term.chinese if term is not None else ""
    stage = stage_called(found.id) if found.kind == "stage" else None
    return stage.chinese if stage is not None else ""


def _from_where(found: "Found") -> str:
    """Say where a line is from, and where and since when it holds."""
    if found.line is None:
        return ""
    return _("From: {source}. {where}.").format(source=found.line.from_whom(), where=found.line.where_and_when())


def _in_json(found: "Found") -> dict[str, Any]:
    from caregiver_app.domain.guide.lines import sources

    line = found.line
    tags = line.source if line is not None else ()
    return {
        "kind": found.kind,
        "id": found.id,
        "title": found.title,
        "chinese": _chinese(found),
        "text": found.text,
        "where": found.where,
        "line": line.id if line is not None else None,
        "sources": [sources()[tag].in_words() for tag in tags if tag in sources()],
        "place": line.place if line is not None else "",
        "as_of": line.as_of if line is not None else "",
        "to_be_checked": line.verify if line is not None else False,
    }
