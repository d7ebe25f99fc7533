"""The lines of therapy as a haematologist reads them, each with how it was counted and the times it holds."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from caregiver_app.domain.timeline import wording
from caregiver_app.domain.timeline.line_words import best_response, ended_because, role_in_words, rule_words
from caregiver_app.domain.timeline.lines import name_of
from caregiver_app.domain.timeline.records import Therapy
from caregiver_app.domain.timeline.rules import counting_rules, source_name
from caregiver_app.i18n import _, in_sentences, labelled
from caregiver_app.ui.text import button, card, hint, label, one_line
from caregiver_app.ui.theme import SPACE_1, SPACE_2, SPACE_3
from caregiver_app.ui.timeline.facts_scroll import FactsScroll

if TYPE_CHECKING:
    from caregiver_app.domain.timeline.facts.derived import Facts
    from caregiver_app.domain.timeline.facts.interval_rules import Interval
    from caregiver_app.domain.timeline.lines import Line, Step


class LinesView(FactsScroll):
    """Show the status, the lines one under another, the other times, and the classes of drugs given so far."""

    def spoken_name(self) -> str:
        """Call it as its tab does."""
        return _("Lines of therapy")

    def fill(self, facts: "Facts") -> None:
        """Show what follows from the entries."""
        if not facts.lines and facts.status.entry is None:
            self.add(
                label(
                    _("Nothing is recorded yet. Add the diagnosis and the treatments; they are put in order here."),
                    "quiet",
                )
            )
            return
        self.add(label(facts.status.text, "strong"))
        if facts.status.evidence:
            self.add(hint(facts.status.evidence))
        for line in facts.lines:
            self.add(self._line(line, [one for one in facts.intervals if one.line == line.number and line.number]))
        self._list(_("Written down, not counted as a line"), (_not_counted(line) for line in facts.aside))
        self._list(_("Other times"), (one.text for one in facts.intervals if one.line is None))
        self._list(_("Classes of drugs given"), (one.text for one in facts.exposures))
        self.add(
            hint(
                _(
                    "The program only counts and measures what was recorded. Your team’s own count comes first: type "
                    "its line number into the treatment. Nothing here says which treatment is possible."
                )
            )
        )

    def _line(self, line: "Line", intervals: "list[Interval]") -> QFrame:
        """Return the card of one line."""
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_2)
        column.setSpacing(SPACE_1)
        column.addLayout(self._head(line))
        sides = QHBoxLayout()
        sides.setSpacing(SPACE_3)
        sides.addLayout(_stacked(label(words) for words in _said(line)), 2)
        sides.addLayout(_stacked(hint(one.text) for one in intervals), 3)
        column.addLayout(sides)
        column.addWidget(hint("\n".join(_counted(line))))
        frame.setAccessibleName(one_line(_title(line)))
        return frame

    def _head(self, line: "Line") -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addWidget(label(_title(line), "section"), 1)
        steps = line.steps
        if steps:
            show = button(_("Show"), partial(self.show_record, steps[0].id), "link")
            show.setAccessibleName(one_line(_("Show {what}").format(what=_title(line))))
            row.addWidget(show, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _list(self, title: str, texts: Iterable[str]) -> None:
        told = list(texts)
        if not told:
            return
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, SPACE_2, 0, 0)
        column.setSpacing(SPACE_1)
        column.addWidget(label(title, "section"))
        for words in told:
            column.addWidget(label(words))
        self.add(block)


def _stacked(texts: Iterable[QWidget]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(SPACE_1)
    for text in texts:
        column.addWidget(text)
    column.addStretch(1)
    return column


def _title(line: "Line") -> str:
    number = str(line.number) if line.number is not None else _("No number") if line.counts else _("Not counted")
    return _("{number} · {regimen} · {dates}").format(
        number=number, regimen=line.regimen, dates=wording.date_range(line.start, line.end)
    )


def _not_counted(line: "Line") -> str:
    """Return what was given and makes no line, with the plain words of the rule that says so."""
    rules = counting_rules()
    why = in_sentences(_(rules[one].words) for one in line.rules if one in rules)
    words = _("{what} · {dates}. {why}")
    return words.format(what=line.regimen, dates=wording.date_range(line.start, line.end), why=why)


def _said(line: "Line") -> list[str]:
    """Return what the line was made of, how it answered, and when the disease came back."""
    said = [_step(line, step) for step in line.steps] if len(line.steps) > 1 else []
    best, why = best_response(line), ended_because(line)
    if best.category is None:
        said.append(_("Best response: not recorded"))
    elif best.date is None:
        said.append(_("Best response: {what}, as told, without a date").format(what=best.category))
    else:
        said.append(_("Best response: {what}, {date}").format(what=best.category, date=best.date.in_words()))
    said += [labelled(relapse.event, wording.dates(relapse)) for relapse in line.relapses]
    return [*said, _("Why it ended: {why}").format(why=why)] if why else said


def _step(line: "Line", step: "Step") -> str:
    name = wording.regimen(step) if isinstance(step, Therapy) else name_of(step)
    role = role_in_words(line.roles.get(step.id, ""))
    words = _("{what} ({role})").format(what=name, role=role) if role else name
    return f"{words} · {wording.dates(step)}"


def _counted(line: "Line") -> list[str]:
    if line.given:
        return [_("The number is as you typed it.")]
    rules = counting_rules()
    words = _("How it is counted: {rule} ({source})")
    return [words.format(rule=rule_words(line, one), source=source_name(rules[one].source)) for one in line.rules]
