"""Verbs for asking for papers and for lending things: each is one step."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document, label
from caregiver_app.domain.documents.loans import is_lent, loan_in_words
from caregiver_app.domain.documents.records_guide import kind_name
from caregiver_app.domain.documents.request import ANSWERS, Request, Requests
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _, ngettext, with_commas
from caregiver_app.store.transaction import Transaction

_COUNTER: Final = "document"


class AskingUnclear(CaregiverError):
    """What was to be written about asking or lending does not fit the paper it is about."""


def ask_for(book: Casebook, wanted: Document | str, request: Request, title: str = "") -> Document:
    """Log that somebody was asked for a paper, and return the paper as it is now.

    `wanted` is a document, or a kind: then it is the one that is listed as wanted of that kind, or a new one, numbered
    here. A `title` says that another one is meant, which is called so. Raises AskingUnclear where several are wanted of
    the kind, and for a document that is here as a file.
    """
    (listed,) = [None] if isinstance(wanted, str) and title else _listed(book, [wanted])
    name = listed.title if listed is not None else title or kind_name(str(wanted))
    with book.step(_("Ask for: {paper}").format(paper=name)) as tx:
        return _ask(tx, listed or str(wanted), request, title)


def ask_for_several(book: Casebook, wanted: Sequence[Document | str], request: Request) -> tuple[Document, ...]:
    """Log that somebody was asked for several papers at once, as one letter does; else as `ask_for`."""
    listed = _listed(book, wanted)
    n = len(wanted)
    with book.step(ngettext("Ask for {n} paper", "Ask for {n} papers", n).format(n=n)) as tx:
        return tuple(_ask(tx, found or str(meant), request, "") for found, meant in zip(listed, wanted, strict=True))


def answer(book: Casebook, document: Document, given: str, whom: str = "") -> Document:
    """Write what somebody answered: a key of `ANSWERS`. It goes to the last asking, or to the last one of `whom`.

    Raises AskingUnclear where nobody was asked.
    """
    _check_answer(given)
    with book.step(_("Change what was asked")) as tx:
        paper = tx.now(document)
        asked = paper.requests.values
        places = [place for place, request in enumerate(asked) if not whom or _folded(request.whom) == _folded(whom)]
        if not places:
            nobody = _("Nobody has been asked for {paper} yet.").format(paper=_called(paper))
            other = _("{whom} has not been asked for {paper} yet.").format(whom=whom, paper=_called(paper))
            raise AskingUnclear(
                other if whom else nobody,
                safe=_("Nothing was changed."),
                now=_("Write down first whom you asked; “caregiver ask” does it."),
            )
        answered = replace(asked[places[-1]], answer=given)
        return _with_log(tx, paper, [*asked[: places[-1]], answered, *asked[places[-1] + 1 :]])


def change_request(book: Casebook, document: Document, place: int, request: Request) -> Document:
    """Write one asking anew; `place` counts from 0, the oldest first, in the log of the document that is given.

    Raises AskingUnclear where that asking is not in the log any more.
    """
    _check_answer(request.answer)
    with book.step(_("Change what was asked")) as tx:
        paper = tx.now(document)
        log = list(paper.requests.values)
        log[_place_now(paper, document, place)] = request
        return _with_log(tx, paper, log)


def remove_request(book: Casebook, document: Document, place: int) -> Document:
    """Take one asking off the log; undo brings it back. Else as `change_request`."""
    with book.step(_("Remove what was asked")) as tx:
        paper = tx.now(document)
        log = list(paper.requests.values)
        del log[_place_now(paper, document, place)]
        return _with_log(tx, paper, log)


def lend(book: Casebook, document: Document, to: str, on: PartialDate | None) -> Document:
    """Write to whom a thing is lent; an earlier loan moves to its note.

    Raises AskingUnclear for a paper that is not here at all, and for a thing that is not back yet.
    """
    if document.holding == "wanted":
        raise AskingUnclear(
            _("{paper} is not here, so it cannot be lent.").format(paper=_called(document)),
            safe=_("Nothing was changed."),
            now=_("Once it is here, lend it then."),
        )
    if is_lent(document):
        raise AskingUnclear(
            _("{paper} is not back yet. {loan}").format(paper=_called(document), loan=loan_in_words(document)),
            safe=_("Nothing was changed."),
            now=_("If it came back, write that down first, then lend it again."),
        )
    with book.step(_("Lend: {paper}").format(paper=document.title)) as tx:
        thing = tx.now(document)
        note = "\n".join(part for part in (thing.note, loan_in_words(thing)) if part)
        thing = thing.amended(lent_to=to, lent_on=on, returned_on=None, note=note)
        tx.put(thing)
    return thing


def give_back(book: Casebook, document: Document, on: PartialDate | None) -> Document:
    """Write that a thing came back, and when. Raises AskingUnclear for one that is not lent.

    Where nobody knows the day, the loan is closed all the same: it moves to the note.
    """
    if not is_lent(document):
        raise AskingUnclear(
            _("{paper} is not lent to anybody.").format(paper=_called(document)),
            safe=_("Nothing was changed."),
            now=_("Look at “caregiver list DIR documents” for its number."),
        )
    with book.step(_("Back again: {paper}").format(paper=document.title)) as tx:
        thing = tx.now(document)
        if on is not None:
            thing = thing.amended(returned_on=on)
        else:
            back = _("{loan} It is back.").format(loan=loan_in_words(thing))
            note = "\n".join(part for part in (thing.note, back) if part)
            thing = thing.amended(lent_to="", lent_on=None, note=note)
        tx.put(thing)
    return thing


def _listed(book: Casebook, wanted: Sequence[Document | str]) -> list[Document | None]:
    """Return the documents that are meant, None for a kind of which none is listed as wanted yet."""
    listed = [_wanted(book, meant) if isinstance(meant, str) else meant for meant in wanted]
    for found in listed:
        if found is not None and found.holding == "file":
            raise AskingUnclear(
                _("{paper} is in the case as a file.").format(paper=_called(found)),
                safe=_("Nothing was changed."),
                now=_("To ask for another one of its kind, say the kind instead of the number."),
            )
    return listed


def _wanted(book: Casebook, kind: str) -> Document | None:
    """Return the one document that is listed as wanted of a kind, or None where there is none."""
    listed = [one for one in book.snapshot().documents if one.holding == "wanted" and one.kind == kind]
    # A translation that is still to come is asked for by its number.
    listed = [one for one in listed if one.translation_of is None]
    if len(listed) > 1:
        raise AskingUnclear(
            _("More than one paper is wanted of this kind: {papers}.").format(
                papers=with_commas(_called(one) for one in listed)
            ),
            safe=_("Nothing was changed."),
            now=_("Say its number instead of the kind."),
        )
    return listed[0] if listed else None


def _ask(tx: Transaction, wanted: Document | str, request: Request, title: str) -> Document:
    if isinstance(wanted, str):
        paper = Document(
            number=tx.next_number(_COUNTER), title=title or kind_name(wanted), kind=wanted, holding="wanted"
        )
    else:
        paper = tx.now(wanted)
    held_by = request.whom if paper.holding == "wanted" and request.whom else paper.held_by
    return _with_log(tx, paper.amended(held_by=held_by), (*paper.requests.values, request))


def _place_now(paper: Document, document: Document, place: int) -> int:
    """Return where an asking stands in the log as it is now: it may have grown since the caller read it."""
    meant, log = document.requests.values[place], paper.requests.values
    if log[place : place + 1] == (meant,):
        return place
    if meant in log:
        return log.index(meant)
    raise AskingUnclear(
        _("What was asked for {paper} has been changed meanwhile.").format(paper=_called(paper)),
        safe=_("Nothing was changed."),
        now=_("Look at it as it is now, then change it again."),
    )


def _with_log(tx: Transaction, paper: Document, log: Sequence[Request]) -> Document:
    changed = paper.amended(requests=Requests.of(log))
    tx.put(changed)
    return changed


def _check_answer(given: str) -> None:
    if given not in ANSWERS:
        raise ValueError(f"not an answer: {given!r}")


def _called(document: Document) -> str:
    return f"{label(document.number)} {document.title}"


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
