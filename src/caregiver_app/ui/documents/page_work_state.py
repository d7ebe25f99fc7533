"""Page work that is under way: the pages as they stand, which are left out, where a document begins. Nothing is kept.

Rows are counted from 0 and stand for pages in the order in which they are shown, those left out among them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from caregiver_app.domain.documents import page_work as domain
from caregiver_app.domain.documents.document import Document, fingerprints_of
from caregiver_app.domain.documents.page_work import Pages
from caregiver_app.domain.documents.sheets import Sheet, Sheets
from caregiver_app.i18n import N_, _, ngettext, with_commas

_TURNS = ("", N_("turned right"), N_("turned upside down"), N_("turned left"))


@dataclass(frozen=True)
class WorkPage:
    """One page in work. `begins` says that another document begins with it."""

    sheet: Sheet
    is_left_out: bool = False
    begins: bool = False


Work = tuple[WorkPage, ...]
Numbers = Sequence[int]
Change = Callable[[Pages, Numbers], Pages]
"""Changes pages; those named are counted from 1, as everywhere in `domain.documents.page_work`."""


def begun(document: Document) -> Work:
    """Return the pages of a document as they stand in the case, those left out of it in their places."""
    return tuple(WorkPage(sheet, is_out) for sheet, is_out in domain.with_left_out(document))


def kept(work: Work) -> Pages:
    """Return the pages that stay."""
    return tuple(page.sheet for page in work if not page.is_left_out)


def firsts(work: Work) -> tuple[int, ...]:
    """Return with which of the pages that stay another document begins, counted from 1.

    Where the page that was marked is left out, such as an empty one between two letters, it is the next that stays.
    """
    found, begins, number = [], False, 0
    for page in work:
        begins = begins or page.begins
        if not page.is_left_out:
            number += 1
            if begins and number > 1:
                found.append(number)
            begins = False
    return tuple(found)


def changed(work: Work, rows: Iterable[int], change: Change) -> Work:
    """Change the pages of these rows. Raises what the change raises."""
    sheets = change(tuple(page.sheet for page in work), [row + 1 for row in rows])
    return tuple(replace(page, sheet=sheet) for page, sheet in zip(work, sheets, strict=True))


def as_they_are(work: Work, rows: Iterable[int]) -> Work:
    """Take back all that is done with the pages of these rows."""
    wanted = frozenset(rows)
    return tuple(
        replace(page, sheet=Sheet(page.sheet.fingerprint, page.sheet.page)) if row in wanted else page
        for row, page in enumerate(work)
    )


def left_out(work: Work, rows: Iterable[int], is_out: bool) -> Work:
    """Leave pages out, or take them in again."""
    wanted = frozenset(rows)
    return tuple(replace(page, is_left_out=is_out) if row in wanted else page for row, page in enumerate(work))


def begins_at(work: Work, rows: Iterable[int], begins: bool) -> Work:
    """Say that another document begins with each of these pages, or with none of them."""
    wanted = frozenset(rows)
    return tuple(replace(page, begins=begins) if row in wanted else page for row, page in enumerate(work))


def moved(count: int, rows: Iterable[int], before: int) -> tuple[int, ...]:
    """Return the order of so many rows once these stand before another, or behind the last for `before=count`."""
    taken = sorted(set(rows))
    rest = [row for row in range(count) if row not in set(taken)]
    place = sum(1 for row in rest if row < before)
    return (*rest[:place], *taken, *rest[place:])


def stepped(count: int, rows: Iterable[int], step: int) -> tuple[int, ...]:
    """Return the order of so many rows once these went one place earlier (-1) or later (1), as far as there is room."""
    order = list(range(count))
    taken = set(rows)
    for row in sorted(taken, reverse=step > 0):
        other = row + step
        if 0 <= other < count and order[other] not in taken:
            order[row], order[other] = order[other], order[row]
    return tuple(order)


def notes(page: WorkPage) -> tuple[str, ...]:
    """Say in few words each what is done with a page."""
    sheet, said = page.sheet, []
    if sheet.turn % 4:
        said.append(_(_TURNS[sheet.turn % 4]))
    if sheet.straighten:
        said.append(_("straightened by {degrees}°").format(degrees=f"{sheet.straighten:g}"))
    if sheet.crop:
        said.append(_("cropped"))
    if sheet.black:
        words = ngettext("{n} part blacked out", "{n} parts blacked out", len(sheet.black))
        said.append(words.format(n=len(sheet.black)))
    if page.begins:
        said.append(_("a new document begins"))
    if page.is_left_out:
        said.append(_("left out"))
    return tuple(said)


def told(work: Work, row: int) -> str:
    """Name a page for whoever cannot see it: "Page 3 of 12, turned right, left out"."""
    return with_commas((_("Page {n} of {all}").format(n=row + 1, all=len(work)), *notes(work[row])))


def to_text(work: Work) -> dict[str, str]:
    """Write page work down, for a draft."""
    return {
        "pages": str(Sheets.of(page.sheet for page in work)),
        "left_out": ",".join(str(row) for row, page in enumerate(work) if page.is_left_out),
        "begins": ",".join(str(row) for row, page in enumerate(work) if page.begins),
    }


def from_text(typed: Mapping[str, str], document: Document) -> Work:
    """Read page work that was written down; empty where it is none, or of other files than the document's."""
    try:
        sheets = Sheets(typed.get("pages", "")).values
        out, begins = ({int(row) for row in typed.get(name, "").split(",") if row} for name in ("left_out", "begins"))
    except ValueError:
        return ()
    files = fingerprints_of(document)
    if not all(sheet.fingerprint in files and sheet.page > 0 and 0 <= sheet.turn < 4 for sheet in sheets):
        return ()
    return tuple(WorkPage(sheet, row in out, row in begins) for row, sheet in enumerate(sheets))
