"""Parts of a packet by themselves, to be printed: the case summary, or the pages of one paper."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from caregiver_app.casebook.packet_order import PacketOrder, make, order_packet
from caregiver_app.domain.packet.choices import PacketChoices
from caregiver_app.i18n import language

if TYPE_CHECKING:
    from collections.abc import Callable

    from caregiver_app.casebook.casebook import Casebook
    from caregiver_app.domain.documents.document import Document
    from caregiver_app.store.originals import Originals

_BEHIND_THE_COVER: Final = 2


def summary_alone(book: "Casebook", paper: str, as_of: date) -> "Callable[[Path], range | None]":
    """Return what writes the case summary, and answers on which pages of the file it stands.

    Made in the thread that opened the case; what is returned may run in any thread. It raises CaregiverError.
    """
    numbers = tuple(one.number for one in book.snapshot().documents)
    choices = PacketChoices(sections=("summary",), left_out=numbers, paper=paper, language=_spoken())
    return partial(_behind_the_cover, order_packet(book, choices, as_of), book.originals)


def paper_alone(book: "Casebook", document: "Document", paper: str, as_of: date) -> "Callable[[Path], range | None]":
    """Return what writes the pages of one paper as they go into the packet, else as `summary_alone`."""
    others = tuple(one.number for one in book.snapshot().documents if one.id != document.id)
    choices = PacketChoices(
        sections=("attached",), dividers=False, put_in=(document.number,), left_out=others, paper=paper,
        language=_spoken(),
    )  # fmt: skip
    return partial(_of_one_paper, order_packet(book, choices, as_of), book.originals, document.number)


def _behind_the_cover(order: PacketOrder, originals: "Originals", target: Path) -> range:
    made = make(order, originals, target)
    return range(_BEHIND_THE_COVER, made.report.pages + 1)


def _of_one_paper(order: PacketOrder, originals: "Originals", number: int, target: Path) -> range:
    made = make(order, originals, target)
    row = next(one for one in made.report.documents if one.number == number)
    return range(row.first_page, row.last_page + 1)


def _spoken() -> str:
    return "zh" if language().startswith("zh") else "en"
