"""`caregiver gaps`: which papers of a centre's list are here, asked for, not asked, or do not apply."""

from argparse import ArgumentParser, Namespace
from datetime import date
from typing import TYPE_CHECKING, Any

from caregiver_app.cli.opening import open_case
from caregiver_app.cli.output import room, tell, tell_json, tell_laid_out
from caregiver_app.cli.terminal_text import Column, shown, table, wrapped
from caregiver_app.cli.usage import case_argument, day, json_option, words
from caregiver_app.i18n import N_, _, ngettext, with_commas

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from caregiver_app.domain.documents.asking import Asked
    from caregiver_app.domain.documents.document import Document
    from caregiver_app.domain.documents.gaps import GapList, GapRow

NAME = "gaps"
SUMMARY = N_("Show which papers a centre wants that are here, asked for or still missing.")


def describe(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    case_argument(parser)
    parser.add_argument(
        "--recipient",
        metavar="ID",
        type=words,
        help=_("whose list, by id or name; “caregiver recipients” shows them (the chosen one)"),
    )
    parser.add_argument("--as-of", type=day, metavar="DATE", help=_("the day to count to (today)"))
    json_option(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Print what is here and what is not."""
    from caregiver_app.domain.documents.asking import due_today
    from caregiver_app.domain.documents.gaps import gaps

    today = arguments.as_of or date.today()
    with open_case(arguments) as book:
        case = book.snapshot()
    found = gaps(case, arguments.recipient or "", today)
    due = due_today(case, today)
    if arguments.json:
        tell_json(_in_json(case.person.name, found, due))
    else:
        _tell(case.person.name, found, due)
    return 0


def _in_json(name: str, found: "GapList", due: "Iterable[Asked]") -> dict[str, Any]:
    receiver, counts = found.receiver, found.counts
    return {
        "person": name,
        "as_of": found.today.isoformat(),
        "recipient": {
            "id": receiver.id,
            "name": receiver.name,
            "source": receiver.source,
            "as_of": receiver.as_of,
            "own": receiver.own,
            "note": receiver.note,
        },
        "counts": {
            "total": counts.total,
            "have": counts.here,
            "asked": counts.asked,
            "not_asked": counts.not_asked,
            "not_needed": counts.not_needed,
            "only_if_it_applies": counts.only_if,
            "text": counts.in_words(),
        },
        "rows": [_row_in_json(row) for row in found.rows],
        "not_on_the_list": _numbers(found.others),
        "due": [_asked_in_json(asked) for asked in due],
    }


def _row_in_json(row: "GapRow") -> dict[str, Any]:
    want, fresh = row.want, row.freshness
    return {
        "kind": row.kind,
        "name": row.name,
        "status": row.status,
        "need": want.need,
        "words": want.words,
        "documents": _numbers(row.documents),
        "in_packet": row.in_packet,
        "wanted": _numbers(row.wanted),
        "elsewhere": _numbers(row.elsewhere),
        "translations": _numbers(row.halves),
        "newest": fresh.newest,
        "fresh_days": want.fresh_days or None,
        "fresh_months": want.fresh_months or None,
        "to_be_checked": want.verify,
        "fresh": fresh.fresh or None,
        "fresh_words": fresh.words,
        "asked": [_asked_in_json(asked) for asked in row.asked],
        "whom_to_ask": row.whom_to_ask,
        "translation": _translation_in_json(row) if want.translation else None,
        "why": row.why,
    }


def _asked_in_json(asked: "Asked") -> dict[str, Any]:
    from caregiver_app.cli.documents_json import asked_json
    from caregiver_app.domain.documents.document import label

    return {
        "document": label(asked.document.number),
        **asked_json(asked.request),
        "waiting": asked.waiting,
        "overdue": asked.overdue,
        "remind": asked.remind,
    }


def _translation_in_json(row: "GapRow") -> dict[str, Any]:
    from caregiver_app.domain.documents.document import label

    return {
        "wanted": row.want.translation,
        "papers": [
            {
                "document": label(one.original.number),
                "state": one.state,
                "translation": label(one.translation.number) if one.translation else None,
                "translator": one.translation.translator if one.translation else "",
                "certified": one.translation.certified if one.translation else "",
                "text": one.in_words(),
            }
            for one in row.translations
        ],
    }


def _numbers(documents: "Iterable[Document]") -> list[str]:
    from caregiver_app.domain.documents.document import label

    return [label(document.number) for document in documents]


def _tell(name: str, found: "GapList", due: "Sequence[Asked]") -> None:
    from caregiver_app.domain.dates import PartialDate
    from caregiver_app.domain.documents.recipients import YOUR_CENTRE_FIRST

    today = PartialDate.of_day(found.today).in_words()
    tell(_("{name}: papers for “{list}”, as of {date}").format(name=name, list=found.receiver.name, date=today))
    tell(found.counts.in_words(), "")
    _tell_rows([row for row in found.rows if row.counts])
    _tell_names(_("Only where they apply, and nothing is here yet:"), (row for row in found.rows if _is_open(row)))
    _tell_spared([row for row in found.rows if row.status == "not_needed"])
    if found.others:
        numbers = with_commas(_numbers(found.others))
        n = len(found.others)
        sentence = ngettext(
            "{n} more paper is not on this list: {papers}.", "{n} more papers are not on this list: {papers}.", n
        )
        tell("", sentence.format(n=n, papers=numbers))
    _tell_hanging(_("To ask again, or overdue"), [asked.with_number() for asked in due])
    _tell_hanging(_("What this list says"), [*found.receiver.note.splitlines(), _source(found), _(YOUR_CENTRE_FIRST)])


def _tell_rows(rows: "Sequence[GapRow]") -> None:
    from caregiver_app.domain.documents.gaps import STATUSES

    if not rows:
        tell(_("This list names no papers yet."))
        return
    columns = (Column(_("State"), 13), Column(_("Paper"), 30), Column(_("What is known")))
    cells = [
        ((_(STATUSES[row.status]),), (row.name, *([row.want.words] if row.want.words else [])), _known(row))
        for row in rows
    ]
    tell_laid_out(table(columns, cells, room()))


def _known(row: "GapRow") -> tuple[str, ...]:
    """Say all that is known of one kind, each as a paragraph; never nothing."""
    from caregiver_app.domain.documents.document import TROUBLES, label
    from caregiver_app.domain.documents.loans import loan_in_words

    told = []
    if row.documents:
        told.append(
            _("{papers}. {fresh}").format(papers=with_commas(_numbers(row.documents)), fresh=row.freshness.words)
        )
    if row.in_packet:
        told.append(_("The packet writes it from what you entered."))
    for document in row.documents:
        troubled = _(TROUBLES[document.trouble]) if document.trouble in TROUBLES else ""
        for sentence in (troubled, loan_in_words(document)):
            if sentence:
                told.append(_("{paper}: {sentence}").format(paper=label(document.number), sentence=sentence))
    for document in row.elsewhere:
        held = _("held by {whom}").format(whom=document.held_by) if document.held_by else _("held elsewhere")
        told.append(_("{paper}: {sentence}").format(paper=label(document.number), sentence=held))
    if row.halves and not row.want.translation:
        told.append(_("Translated in {papers}.").format(papers=with_commas(_numbers(row.halves))))
    told += [one.in_words() for one in row.translations if one.state != "same_language"]
    told += [asked.with_number() for asked in row.asked]
    asked = {one.document.id for one in row.asked}
    unasked = [document for document in row.wanted if document.id not in asked]
    if unasked:
        told.append(_("Listed as wanted, nobody asked yet: {papers}.").format(papers=with_commas(_numbers(unasked))))
    if row.status == "have" and row.marked:
        why = _("You wrote that it does not apply: {why}.").format(why=row.why)
        told.append(why if row.why else _("You wrote that it does not apply."))
    if row.status == "not_asked" and row.whom_to_ask:
        told.append(_("Whom to ask: {whom}.").format(whom=row.whom_to_ask))
    return tuple(told) or ("",)


def _is_open(row: "GapRow") -> bool:
    return row.status == "not_asked" and not row.counts


def _tell_names(title: str, rows: "Iterable[GapRow]") -> None:
    names = [row.name for row in rows]
    if names:
        tell_laid_out(["", *wrapped(shown(f"{title} {'; '.join(names)}."), room())])


def _tell_spared(rows: "Sequence[GapRow]") -> None:
    told = [_("{paper}: {sentence}").format(paper=row.name, sentence=row.why) if row.why else row.name for row in rows]
    told = [
        f"{words} ({', '.join(_numbers(row.documents))})" if row.documents else words
        for words, row in zip(told, rows, strict=True)
    ]
    _tell_hanging(_("Does not apply, or is not wanted"), told)


def _source(found: "GapList") -> str:
    receiver = found.receiver
    as_of = receiver.as_of.in_words() if receiver.as_of else ""
    if receiver.source and as_of:
        return _("From: {source}. As of {date}.").format(source=receiver.source, date=as_of)
    return _("From: {source}.").format(source=receiver.source) if receiver.source else ""


def _tell_hanging(title: str, told: "Sequence[str]") -> None:
    """Print a title and what is told under it, each begun with a dash and hanging under itself."""
    told = [sentence for sentence in told if sentence]
    if not told:
        return
    lines = ["", title]
    for sentence in told:
        first, *more = wrapped(shown(sentence), room() - 2)
        lines += [f"– {first}", *(f"  {line}" for line in more)]
    tell_laid_out(lines)
