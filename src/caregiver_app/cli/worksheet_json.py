"""The worksheet as other programs read it: words, dates and ids. There is no number in it that weighs anything."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from caregiver_app.cli import which_one
from caregiver_app.i18n import _

if TYPE_CHECKING:
    from caregiver_app.domain.snapshot import CaseSnapshot
    from caregiver_app.domain.worksheet.frame import TableRow
    from caregiver_app.domain.worksheet.known import Fact
    from caregiver_app.domain.worksheet.records import Opinion, Option, Programme, Said


def worksheet_json(case: "CaseSnapshot", today: date) -> dict[str, Any]:
    """Return all of the worksheet; what is printed is read from it, too."""
    from caregiver_app.domain.worksheet.frame import criteria, points, worksheet_notes
    from caregiver_app.domain.worksheet.known import facts_known
    from caregiver_app.domain.worksheet.records import Worksheet

    sheet = case.worksheet or Worksheet()
    return {
        "person": case.person.name,
        "question": case.person.question,
        "goal": {"id": sheet.goal, "name": _chosen("goal", sheet.goal), "words": sheet.goal_words},
        "wishes": sheet.wishes,
        "tempo": sheet.tempo,
        "exploring": _chosen("reason", sheet.exploring),
        "question_kind": _chosen("question_kind", sheet.question_kind),
        "car_t_here": {"name": _chosen("role", sheet.role), "who": sheet.role_who, "on": sheet.role_on},
        "team_review": {"first": sheet.mdt, "why": sheet.mdt_why},
        "steps": _steps(case),
        "facts": [_fact(fact) for fact in facts_known(case, "foundation", today)],
        "programmes_read": [_fact(fact) for fact in facts_known(case, "programme-reads", today)],
        "options": [_option(option, criteria()) for option in case.options],
        "programmes": [_programme(case, programme, points()) for programme in case.programmes],
        "opinions": [_opinion(opinion) for opinion in case.opinions],
        "practical": _practical(case),
        "sentences": _sentences(case),
        "note": worksheet_notes()["worksheet-no-score"].words(),
    }


def _chosen(name: str, value: str) -> str:
    """Write a choice of one of the guide's lists in words; own words stay as they are."""
    from caregiver_app.domain.worksheet.words import chosen

    return chosen(name)(value)


def _steps(case: "CaseSnapshot") -> list[dict[str, Any]]:
    from caregiver_app.domain.worksheet.frame import worksheet_steps
    from caregiver_app.domain.worksheet.said import is_thought_through, step_note

    return [
        {
            "id": step.id,
            "name": _(step.name),
            "asks": _(step.question),
            "for": step.line.words(),
            "thought_through": is_thought_through(case, step.id),
            "note": step_note(case, step.id).text,
            "questions": list(step.questions),
        }
        for step in worksheet_steps()
    ]


def _fact(fact: "Fact") -> dict[str, Any]:
    return {
        "id": fact.head.id,
        "name": _(fact.head.name),
        "known": [{"text": one.words, "from": one.beneath} for one in fact.known],
        "missing": "" if fact.known else _(fact.head.missing),
    }


def _rows(column: "Option | Programme", rows: "Sequence[TableRow]") -> list[dict[str, Any]]:
    from caregiver_app.domain.worksheet.said import said_about

    return [{"id": row.id, "name": _(row.name), **_said(said_about(column.said, row.id))} for row in rows]


def _said(said: "Said") -> dict[str, Any]:
    return {"text": said.text, "who": said.who, "on": said.on}


def _option(option: "Option", rows: "Sequence[TableRow]") -> dict[str, Any]:
    kind = _chosen("option_kind", option.kind)
    return {
        "id": str(option.id),
        "name": option.name,
        "kind": kind,
        "said": _rows(option, rows),
        "note": option.note,
    }


def _programme(case: "CaseSnapshot", programme: "Programme", rows: "Sequence[TableRow]") -> dict[str, Any]:
    from caregiver_app.domain.worksheet.said import answers_about

    answers = [
        {"row": row.id, "question": one.question, "text": one.answer.text, "who": one.answer.who, "on": one.answer.on}
        for row in rows
        for one in answers_about(case, programme.id, row)
    ]
    return {
        "id": str(programme.id),
        "name": programme.name,
        "place": programme.place,
        "languages": programme.languages,
        "route": _chosen("route", programme.route),
        "contact": programme.contact,
        "said": _rows(programme, rows),
        "answers": answers,
        "costs": [
            {"what": one.what, "amount": one.amount, "leaves_out": one.leaves_out, "who": one.who, "on": one.on}
            for one in programme.costs.values
        ],
        "note": programme.note,
    }


def _opinion(opinion: "Opinion") -> dict[str, Any]:
    from caregiver_app.domain.worksheet.records import OPINIONS

    return {
        "id": str(opinion.id),
        "kind": opinion.kind,
        "name": _(OPINIONS[opinion.kind]),
        "whom": opinion.whom,
        "members": opinion.members,
        "reason": _chosen("reason", opinion.reason),
        "about": _chosen("question_kind", opinion.about),
        "asked": opinion.question,
        "sent_on": opinion.sent_on,
        "sent": opinion.sent,
        "answered_on": opinion.answered_on,
        "answer": opinion.answer,
        "differs": opinion.differs,
        "next_step": opinion.next_step,
    }


def _practical(case: "CaseSnapshot") -> list[dict[str, Any]]:
    from caregiver_app.domain.worksheet.practical import practical_groups

    return [
        {
            "id": group.id,
            "name": _(group.name),
            "waits_for_opinion": group.waits,
            "tasks": [
                {
                    "id": which_one.task_id(task),
                    "text": task.text,
                    "who": task.who,
                    "due": task.due,
                    "done": task.is_done,
                }
                for task in group.tasks
            ],
        }
        for group in practical_groups(case)
    ]


def _sentences(case: "CaseSnapshot") -> list[dict[str, Any]]:
    from caregiver_app.domain.worksheet.frame import sentence_frames
    from caregiver_app.domain.worksheet.said import sentence_said

    return [
        {"id": one.id, "name": _(one.name), "what_belongs": one.line.words(), **_said(sentence_said(case, one.id))}
        for one in sentence_frames()
    ]
