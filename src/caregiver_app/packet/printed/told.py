"""What the family's own team told it, set large: the numbers to call, when to call, what to do first."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from caregiver_app.domain.guide.articles import notes
from caregiver_app.domain.guide.wording import worded
from caregiver_app.domain.journey.board import instructions_of
from caregiver_app.domain.journey.records import Instruction
from caregiver_app.domain.journey.stages import topic_called, topics
from caregiver_app.domain.journey.words import topic_name
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _, with_commas
from caregiver_app.packet.flow import Block, Box, Columns, Space, Stack
from caregiver_app.packet.printed.furniture import LARGE, LARGE_STRONG, Rules, in_a_row, unbroken
from caregiver_app.packet.style import BODY, SMALL, TextStyle
from caregiver_app.packet.text import para

CALL: Final = ("call-day", "call-night", "fever-call", "emergency-hospital")
"""What is looked for first when something is wrong."""

_LINES: Final = 3
_SHORT_LINE: Final = 26.0


class Told:
    """What the own team told of one round, by topic."""

    def __init__(self, case: CaseSnapshot, round_id: UUID) -> None:
        self.by_topic: Mapping[str, Instruction] = instructions_of(case, round_id)
        names = {self.who(topic) for topic in self.by_topic}
        self._one_voice = next(iter(names)) if len(names) == 1 and len(self.by_topic) > 1 else ""

    def says(self, topic: str) -> str:
        """Write what the team said to a topic, or nothing."""
        told = self.by_topic.get(topic)
        if told is None:
            return ""
        known = topic_called(topic)
        text = unbroken(told.text) if known is not None and known.kind == "phone" else told.text
        return in_a_row(told.until.in_words() if told.until else "", text)

    def who(self, topic: str) -> str:
        """Write who said it and when."""
        told = self.by_topic.get(topic)
        if told is None:
            return ""
        return with_commas(part for part in (told.from_whom, told.told_on.in_words() if told.told_on else "") if part)

    def field(self, topic: str, look: TextStyle | None = None, *, rules: int = 0) -> Block:
        """Set one topic: its words, and what was said in large type; lines to write on where nothing was."""
        said = self.says(topic)
        label = para(topic_name(topic), style=SMALL, keep=True)
        if not said:
            return Stack([label, Rules(rules or (_LINES if _is_long(topic) else 1), room=_SHORT_LINE)])
        who = "" if self._one_voice else self.who(topic)
        below = [para(who, style=SMALL)] if who else []
        return Stack([label, para(said, style=look or (LARGE if _is_long(topic) else LARGE_STRONG)), *below])

    def one_voice(self) -> list[Block]:
        """Say who said all of it and when, where it was one person on one day; else it stands with each topic."""
        if not self._one_voice:
            return []
        return [para(_("As told by {whom}").format(whom=self._one_voice), style=SMALL, before=6)]

    def pairs(self, names: Sequence[str], *, across: int = 2, before: float = 6) -> list[Block]:
        """Set topics so many in a row; those that are told at length take the whole row."""
        blocks: list[Block] = []
        short = [name for name in names if not _is_long(name)]
        for first in range(0, len(short), across):
            row: list[Block] = [self.field(name) for name in short[first : first + across]]
            row += [Space(0)] * (across - len(row))
            blocks.append(Columns(row, (1,) * across, before=before))
        blocks += [Stack([self.field(name)], before=before) for name in names if _is_long(name)]
        return blocks


def call_box(told: Told, *, before: float = 12) -> Block:
    """Set whom to call and when, in a frame: the team's own words, or lines to write them on."""
    return Box(Stack([symptom_note(), *told.pairs(CALL), *told.one_voice()]), before=before)


def symptom_note(look: TextStyle = LARGE_STRONG) -> Block:
    """Set the fixed sentence on symptoms."""
    return para(notes()["symptom"].words(), style=look)


def team_first() -> Block:
    """Say that what the own team tells comes first."""
    return para(notes()["team-first"].words(), style=BODY, keep=True)


def all_topics(told: Told) -> tuple[str, ...]:
    """Return every topic of the guide in its order, then those that the guide has no more."""
    known = [topic.id for topic in topics()]
    return (*known, *(topic for topic in told.by_topic if topic not in known))


def published(case: CaseSnapshot, topic_id: str) -> list[tuple[str, list[str]]]:
    """Return the published hints of a topic by where and of when they are, the family's own wording over them."""
    topic = topic_called(topic_id)
    found: dict[str, list[str]] = {}
    for hint in topic.hints if topic is not None else ():
        words = worded(hint, case.wordings_by_line)
        if not words.hidden:
            found.setdefault(hint.where_and_when(), []).append(words.text)
    return list(found.items())


def _is_long(topic_id: str) -> bool:
    topic = topic_called(topic_id)
    return topic is None or topic.kind == "long"
