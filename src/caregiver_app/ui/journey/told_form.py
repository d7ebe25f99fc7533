"""The form of what the own team told: each topic with the question that brings it, and what is published beneath."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from caregiver_app.casebook import journey
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.journey.board import instructions_of
from caregiver_app.domain.journey.records import Instruction, Round
from caregiver_app.domain.journey.stages import Topic
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _, as_sentence, in_sentences
from caregiver_app.ui.date_field import DateControl
from caregiver_app.ui.desk import Desk
from caregiver_app.ui.fields import LongControl, TextControl
from caregiver_app.ui.form_dialog import FormDialog, case_form
from caregiver_app.ui.forms import Form
from caregiver_app.ui.journey.words import by_where, people

_LINES: Final = 3
_UNTIL: Final = " until"


def told_dialog(desk: Desk, chosen: Round, asked: Sequence[Topic], today: date) -> FormDialog:
    """Return the form for these topics. Who said so and when is kept with every answer that is new or changed.

    Of a single topic it can be put right by itself.
    """
    case = desk.book.snapshot()
    kept = instructions_of(case, chosen.id)
    form = Form()
    for topic in asked:
        _add(form, topic, kept.get(topic.id), case)
    alone = kept.get(asked[0].id) if len(asked) == 1 else None
    who = TextControl(people(case, _said_before(case)))
    hint = "" if len(asked) == 1 else _("It is kept with every answer you write or change here.")
    form.add("from_whom", _("Who said so"), who, hint)
    form.add("told_on", _("When they said it"), DateControl())
    day = PartialDate.of_day(today)
    first = {"from_whom": alone.from_whom, "told_on": alone.told_on} if alone else {"from_whom": "", "told_on": day}
    form.set_values({**_values(asked, kept), **first})

    def save(values: dict[str, Any]) -> None:
        told = {}
        by_whom = {name: values[name] for name in ("from_whom", "told_on")}
        for topic in asked:
            before = kept.get(topic.id)
            text, until = values[topic.id], values.get(f"{topic.id}{_UNTIL}")
            same = (text, until) == ((before.text, before.until) if before else ("", None))
            if not same or (alone is not None and by_whom != first):
                told[topic.id] = {"text": text, "until": until, **by_whom}
        if told:
            journey.write_instructions(desk.book, chosen, told)

    words = _("What your team told you") if len(asked) != 1 else _(asked[0].label)
    name = f"journey-told-{chosen.id}" + (f"-{asked[0].id}" if len(asked) == 1 else "")
    return case_form(desk, words, form, save, name)


def published(case: CaseSnapshot, topic: Topic) -> list[str]:
    """Return what is published on a topic, a paragraph for each place and date."""
    return [
        _("Published, {where}: {words}").format(where=where, words=in_sentences(map(as_sentence, texts)))
        for where, texts in by_where(case, topic.hints)
    ]


def _add(form: Form, topic: Topic, kept: Instruction | None, case: CaseSnapshot) -> None:
    hint = "\n".join((_(topic.ask), *published(case, topic)))
    if topic.kind == "date":
        form.add(f"{topic.id}{_UNTIL}", _(topic.label), DateControl(), hint)
        words = _("{topic}: in their words").format(topic=_(topic.label))
        form.add(topic.id, words, TextControl(), _("Where they gave no date, or said more than a date."))
    else:
        form.add(topic.id, _(topic.label), LongControl(_LINES) if topic.kind == "long" else TextControl(), hint)


def _values(asked: Sequence[Topic], kept: dict[str, Instruction]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for topic in asked:
        told = kept.get(topic.id)
        found[topic.id] = told.text if told else ""
        found[f"{topic.id}{_UNTIL}"] = told.until if told else None
    return found


def _said_before(case: CaseSnapshot) -> list[str]:
    told = sorted(case.instructions, key=lambda one: one.told_on.sort_key if one.told_on else (0, 0), reverse=True)
    return [one.from_whom for one in told]
