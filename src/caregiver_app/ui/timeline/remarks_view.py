"""What may be worth another look: gentle notes where entries disagree or something is open, never in the way."""

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFrame, QVBoxLayout

from caregiver_app.domain.timeline import wording
from caregiver_app.i18n import _, ngettext, with_commas
from caregiver_app.ui.flowing import FlowingRow
from caregiver_app.ui.text import button, card, hint, label, one_line
from caregiver_app.ui.theme import SPACE_1, SPACE_2, SPACE_3
from caregiver_app.ui.timeline.facts_scroll import FactsScroll

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from caregiver_app.domain.timeline.facts.derived import Facts

# Longer lists of entries would bury the sentence; the rest is found through the first.
_MOST_LINKS: Final = 4
_LONGEST_LINK: Final = 48


class RemarksView(FactsScroll):
    """Show each note with links to the entries it speaks of."""

    def spoken_name(self) -> str:
        """Call it as its tab does."""
        return _("To look at again")

    def fill(self, facts: "Facts") -> None:
        """Show the notes, or that there are none."""
        entries = self.desk.book.snapshot().entries
        unsure = [entry.id for entry in entries if entry.how_known == "check"]
        if not facts.remarks and not unsure:
            self.add(label(_("Nothing here needs another look."), "quiet"))
            return
        self.add(hint(_("These are only notes. Leave any of them as it is, if it is right.")))
        for remark in facts.remarks:
            self.add(self._card(remark.text, remark.records))
        if unsure:
            words = ngettext("{n} entry is marked to be checked.", "{n} entries are marked to be checked.", len(unsure))
            self.add(self._card(words.format(n=len(unsure)), unsure))

    def _card(self, text: str, records: "Sequence[UUID]") -> QFrame:
        frame = card()
        column = QVBoxLayout(frame)
        column.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_2)
        column.setSpacing(SPACE_1)
        column.addWidget(label(text))
        found = {entry.id: entry for entry in self.desk.book.snapshot().entries}
        shown = [found[record] for record in records if record in found][:_MOST_LINKS]
        if shown:
            row = FlowingRow(spacing=SPACE_3)
            for entry in shown:
                what = with_commas((wording.headline(entry), wording.dates(entry)))
                short = what if len(what) <= _LONGEST_LINK else f"{what[: _LONGEST_LINK - 1].rstrip()}…"
                link = button(short, partial(self.show_record, entry.id), "link")
                link.setAccessibleName(one_line(_("Show {what}").format(what=what)))
                row.addWidget(link)
            column.addLayout(row)
        return frame
