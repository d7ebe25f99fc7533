"""Verbs for the guide: the family's own words for a line of it, or that it is not shown. Each is one step."""

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.guide.lines import Line, line_called
from caregiver_app.domain.guide.wording import Wording
from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _
from caregiver_app.store.transaction import Transaction


def reword(book: Casebook, line: Line, text: str) -> None:
    """Keep the family's own words for a line; an empty text brings the guide's back. Raises CaregiverError."""
    _require_free(line)
    with book.step(_("Reword a line of the guide")) as tx:
        own = _kept(tx, line.id)
        tx.put(own.amended(text=text.strip(), guide_text=line.text if text.strip() else ""))


def hide_line(book: Casebook, line: Line, hidden: bool = True) -> None:
    """Take a line of the guide out of sight, or show it again. Raises CaregiverError for one that always stands."""
    _require_free(line)
    with book.step(_("Hide a line of the guide") if hidden else _("Show a line of the guide again")) as tx:
        tx.put(_kept(tx, line.id).amended(hidden=hidden))


def accept_newer(book: Casebook, line_id: str) -> None:
    """Say that what the guide says by now was seen; the family's own words stay."""
    line = line_called(line_id)
    with book.step(_("Keep your own words")) as tx:
        own = _kept(tx, line_id)
        tx.put(own.amended(guide_text=line.text if line is not None else own.guide_text))


def _kept(tx: Transaction, line_id: str) -> Wording:
    return next((one for one in tx.find(Wording) if one.guide == line_id), None) or Wording(guide=line_id)


def _require_free(line: Line) -> None:
    if line.fixed:
        raise CaregiverError(
            _("This sentence always stands as it is."),
            safe=_("Nothing was changed."),
            now=_("Write your own note beside it."),
        )
