"""Say in one sentence where the disease stands: what was recorded last, when, and how it is known."""

from typing import Final

from caregiver_app.domain.timeline import records, wording
from caregiver_app.domain.vocabulary import term
from caregiver_app.i18n import N_, _
from caregiver_app.packet.proof import NO_BREAK

# An event of any other name is written as the family typed it, its date behind it.
_SENTENCES: Final = {"relapse": N_("Relapsed {date}"), "progression": N_("Progressed {date}")}


def status_sentence(entry: records.Diagnosis | records.Response | records.Relapse) -> tuple[str, str, str]:
    """Write the newest recorded state in three parts: what it is and when, what was recorded about it, how known."""
    when = entry.date.in_words().replace(" ", NO_BREAK) if entry.date else ""
    known = _(wording.HOW_KNOWN[entry.how_known])
    match entry:
        case records.Diagnosis():
            told = _dated(_("Diagnosed {date}"), _("Diagnosed"), when, exact=_is_exact(entry))
            return told, "", _("; no response or relapse recorded; {known}").format(known=known)
        case records.Response():
            about = (entry.judged_by, entry.criteria)
            told = f"{wording.category(entry)}, {when}" if when else wording.category(entry)
        case records.Relapse():
            about = (entry.proven_by, entry.site)
            found = term("relapse_events", entry.event)
            sentence = _SENTENCES.get(found.id) if found else None
            told = _dated(_(sentence) if sentence else "", entry.event, when, exact=_is_exact(entry))
    return told, "; ".join(text for text in about if text), f", {known}"


def _is_exact(entry: records.Entry) -> bool:
    return entry.date is not None and entry.date.is_exact


def _dated(sentence: str, event: str, when: str, *, exact: bool) -> str:
    """Use the sentence where there is one and the day is known, else name and date side by side."""
    if sentence and when and exact:
        return sentence.format(date=when)
    return f"{event}, {when}" if when else event
