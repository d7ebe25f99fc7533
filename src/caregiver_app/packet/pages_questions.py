"""Questions for the reader of the packet: the one clinical question, the top three, the others, room to write."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from caregiver_app.domain.questions.asked import TOP, AskedQuestion, questions_of
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _
from caregiver_app.packet.flow import Block, Box, Stack
from caregiver_app.packet.furniture import heading, page_title, under_title
from caregiver_app.packet.ours import ours
from caregiver_app.packet.printed.furniture import LARGE_STRONG, Rules, numbered
from caregiver_app.packet.style import QUESTION, TextStyle
from caregiver_app.packet.text import para, strong

# Whom a reviewer can answer for; what the family asks its insurer or itself is not asked here.
_READERS: Final = frozenset({"oncologist", "car-t-centre", "coordinator"})
_TOP_LINES: Final = 4
_LINES: Final = 2
_BLANK_LINES: Final = 8


def for_the_reader(case: CaseSnapshot, as_of: date) -> tuple[tuple[AskedQuestion, ...], tuple[AskedQuestion, ...]]:
    """Return the starred questions, three at most, and the others that wait for an answer from a reviewer."""
    if not case.questions:
        return (), ()
    open_ones = [
        one
        for one in questions_of(case, as_of)
        if not one.hidden and one.status != "answered" and (one.starred or one.waits)
        and (not one.audience or _READERS.intersection(one.audience))
    ]  # fmt: skip
    top = tuple([one for one in open_ones if one.starred][:TOP])
    return top, tuple(one for one in open_ones if one not in top)


def is_anything_asked(case: CaseSnapshot, as_of: date) -> bool:
    """Whether there is a question for the reader."""
    return bool(case.person.question) or any(for_the_reader(case, as_of))


def questions_for_you(case: CaseSnapshot, as_of: date) -> Block:
    """Set the questions with room to write beneath each."""
    top, others = for_the_reader(case, as_of)
    blocks: list[Block] = [
        page_title(_("Questions for you"), place="questions"),
        under_title(
            _("In the family’s words, with room to write. What is not answered here can be said in any other way.")
        ),
    ]
    asked = case.person.question
    if asked:
        answer = [Rules(_TOP_LINES)] if top or others else [Rules(_BLANK_LINES)]
        box = Box(Stack([para(strong(ours(_("The question"))), keep=True), para(asked, style=QUESTION)]), before=10)
        blocks += [box, *answer]
    if top:
        title = _("What matters most to us")
        blocks += [heading(title), numbered(_items(top, LARGE_STRONG, _TOP_LINES), LARGE_STRONG, before=4, above=6)]
    if others:
        first = len(top) + 1
        above = [heading(_("We would also like to ask"))] if top else []
        blocks += [*above, numbered(_items(others, QUESTION, _LINES), QUESTION, first=first, before=4, above=4)]
    return Stack(blocks)


def _items(questions: Sequence[AskedQuestion], look: TextStyle, lines: int) -> list[Block]:
    return [Stack([para(one.text, style=look), Rules(lines)]) for one in questions]
