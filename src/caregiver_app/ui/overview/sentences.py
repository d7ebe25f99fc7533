"""What the overview says of the history and the papers, as plain lines; nothing is judged or counted twice."""

from dataclasses import dataclass
from datetime import date

from caregiver_app.domain.documents.document import TROUBLES
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline import wording
from caregiver_app.domain.timeline.facts.status import status_now
from caregiver_app.domain.timeline.lines import Line, lines_of_therapy, unplaced_procedures
from caregiver_app.domain.timeline.records import Diagnosis
from caregiver_app.i18n import _, ngettext


@dataclass(frozen=True)
class Said:
    """One line of a card and the quieter line beneath it."""

    words: str
    beneath: str = ""
    number: str = ""


def who(case: CaseSnapshot) -> tuple[Said, ...]:
    """Return who the case is about and what the diagnosis is."""
    person = case.person
    born = _("born {date}").format(date=person.born.in_words()) if person.born else ""
    said = [Said(person.name, " · ".join(part for part in (born, person.languages) if part))]
    diagnoses = case.entries_of(Diagnosis)
    said += [Said(wording.headline(entry), _known(wording.dates(entry), entry.how_known)) for entry in diagnoses]
    return tuple(said)


def standing(case: CaseSnapshot, today: date) -> Said | None:
    """Return the newest recorded state of the disease, when, and how it is known."""
    status = status_now(case.entries, today, case.proof_words)
    return Said(status.text, status.evidence) if status.entry is not None else None


def treatments(case: CaseSnapshot, today: date) -> tuple[Said, ...]:
    """Return one line for each line of therapy and each procedure outside them."""
    said = [_line(line) for line in lines_of_therapy(case.entries, today)]
    for procedure in unplaced_procedures(case.entries, today):
        said.append(Said(wording.headline(procedure), wording.dates(procedure)))
    return tuple(said)


def papers(case: CaseSnapshot) -> tuple[str, ...]:
    """Return how many papers are here, held elsewhere, wanted, and in need of a look."""
    counts = {
        holding: sum(document.holding == holding for document in case.documents)
        for holding in ("file", "elsewhere", "wanted")
    }
    troubled = sum(document.trouble in TROUBLES for document in case.documents)
    lines = []
    if counts["file"]:
        lines.append(ngettext("{n} paper is here", "{n} papers are here", counts["file"]).format(n=counts["file"]))
    if counts["elsewhere"]:
        n = counts["elsewhere"]
        lines.append(ngettext("{n} is held elsewhere", "{n} are held elsewhere", n).format(n=n))
    if counts["wanted"]:
        n = counts["wanted"]
        lines.append(ngettext("{n} is still wanted", "{n} are still wanted", n).format(n=n))
    if troubled:
        lines.append(ngettext("{n} needs a look", "{n} need a look", troubled).format(n=troubled))
    return tuple(lines)


def wanted(case: CaseSnapshot, today: date) -> Said | None:
    """Return how many of the papers the chosen centre wants are here; None while nobody began with papers."""
    from caregiver_app.domain.documents.asking import due_today
    from caregiver_app.domain.documents.gaps import gaps

    if not (case.documents or case.person.recipient):
        return None
    found = gaps(case, "", today)
    beneath = [_("For “{list}”").format(list=found.receiver.name)]
    due = len({asked.document.id for asked in due_today(case, today)})
    if due:
        words = ngettext("{n} to ask for again", "{n} to ask for again", due)
        beneath.append(words.format(n=due))
    return Said(found.counts.in_words(), " · ".join(beneath))


def to_check(case: CaseSnapshot) -> str:
    """Return how many facts are still to be checked, or nothing."""
    n = sum(entry.how_known == "check" for entry in case.entries)
    words = ngettext("{n} entry is marked to be checked.", "{n} entries are marked to be checked.", n)
    return words.format(n=n) if n else ""


def _line(line: Line) -> Said:
    regimens = " → ".join(wording.regimen(part) for part in line.parts)
    done = [procedure.procedure for procedure in line.procedures]
    best = line.best_response
    then = [_("{event} {date}").format(event=entry.event, date=_date(entry.date)) for entry in line.relapses]
    told = [
        " + ".join([*([regimens] if regimens else []), *done]),
        wording.category(best) if best else "",
        *(text.strip() for text in then),
    ]
    return Said(
        " · ".join(part for part in told if part),
        wording.date_range(line.start, line.end),
        str(line.number) if line.number is not None else "",
    )


def _date(when: object) -> str:
    words = getattr(when, "in_words", None)
    return str(words()) if words is not None else ""


def _known(dates: str, how_known: str) -> str:
    return f"{dates} · {_(wording.HOW_KNOWN[how_known])}"
