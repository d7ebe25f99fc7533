"""Says calmly what happened to a case file, what each way back would bring and what not, and offers them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from caregiver_app.errors import CaregiverError
from caregiver_app.i18n import _
from caregiver_app.progress import Progress
from caregiver_app.ui.flowing import flowing
from caregiver_app.ui.jobs import Job, Jobs
from caregiver_app.ui.protection.gate_page import GatePage
from caregiver_app.ui.spoken_roles import speak_as_reading
from caregiver_app.ui.text import button, card, heading, hint, label
from caregiver_app.ui.theme import SPACE_2, SPACE_3

if TYPE_CHECKING:
    from caregiver_app.casebook.rebuilding_words import Offer
    from caregiver_app.store.keys import Keys
    from caregiver_app.store.remains import Remains


_WIDE: Final = 760


@dataclass(frozen=True)
class Ways:
    """What the buttons of the page do."""

    everything: Callable[[], object]
    backup: Callable[[], object]
    elsewhere: Callable[[], object]
    another: Callable[[], object]
    leave: Callable[[], object]


class RebuildPage(GatePage):
    """Look at what is left off the UI thread, then offer the ways back. `said` stands above what is told of it.

    `again` opens the case as it is, where that still can be done.
    """

    def __init__(
        self,
        jobs: Jobs,
        folder: Path,
        keys: "Keys | None",
        ways: Ways,
        said: str = "",
        *,
        again: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(_("This case needs your decision"), _WIDE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        speak_as_reading(self, self.accessibleName())
        self._jobs, self.folder, self._keys, self._ways = jobs, folder, keys, ways
        self.said = label(said, "strong")
        self.said.setVisible(bool(said))
        self.happened = label("")
        self.happened.hide()
        self.offers = QVBoxLayout()
        self.offers.setSpacing(SPACE_3)
        self.everything_button = button(_("Make it anew from all that is left"), ways.everything, "main")
        self.backup_button = button(_("Take the newest good copy alone"), ways.backup, "large")
        self.elsewhere_button = button(_("Use a backup from another place…"), ways.elsewhere, "large")
        self.again_button = button(_("Open it as it is"), again, "large")
        self.another_button = button(_("Go to another case"), ways.another, "large")
        self.leave_button = button(_("Close the program"), ways.leave, "large")
        self.again_button.setVisible(again is not None)
        self.again_button.setEnabled(False)  # while it is looked at, the case is held
        self._lay_out()
        self._look()

    @property
    def unlocked(self) -> Path | None:
        """The folder of the case, where its passphrase was given."""
        return self.folder if self._keys is not None else None

    def start(self) -> None:
        """Begin with reading: the arrow keys scroll, and no key presses a button by chance."""
        self.setFocus()

    def _look(self) -> None:
        self.show_busy(_("Looking at what is left of the case …"))
        job: Job = self._jobs.start(
            partial(_looked, self.folder, self._keys),
            done=self._on_looked,
            failed=self._on_failed,
            ended=self._on_ended,
            for_case=False,
        )
        self.destroyed.connect(job.cancel)

    @Slot(object)
    def _on_looked(self, remains: "Remains") -> None:
        from caregiver_app.casebook.rebuilding_words import from_backup, from_everything, what_happened

        self.happened.setText(what_happened(remains))
        self.happened.show()
        everything, alone = from_everything(remains), from_backup(remains)
        self._offer(_("All that is left"), everything, (self.everything_button,))
        self._offer(_("The newest good copy alone"), alone, (self.backup_button, self.elsewhere_button))
        self.everything_button.setEnabled(everything.is_open)
        self.backup_button.setEnabled(alone.is_open)

    @Slot(object)
    def _on_failed(self, problem: CaregiverError) -> None:
        self.say(str(problem))
        self.offers.addWidget(flowing((self.elsewhere_button,), SPACE_2))

    @Slot()
    def _on_ended(self) -> None:
        self.show_busy("")
        self.again_button.setEnabled(True)

    def _offer(self, words: str, offer: "Offer", buttons: Sequence[QPushButton]) -> None:
        column = self._card(self.offers, words)
        for title, lines in ((_("Comes back"), offer.brings), (_("Does not come back"), offer.lacks)):
            if lines:
                column.addWidget(label(title, "field"))
                column.addWidget(label("\n".join(f"• {line}" for line in lines)))
        column.addWidget(flowing(buttons, SPACE_2))

    def _card(self, where: QVBoxLayout, words: str) -> QVBoxLayout:
        made = card()
        column = QVBoxLayout(made)
        column.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_3)
        column.setSpacing(SPACE_2)
        column.addWidget(heading(words))
        where.addWidget(made)
        return column

    def _lay_out(self) -> None:
        for part in (
            label(self.folder.name or str(self.folder), "section", narrow=True),
            self.said,
            self.happened,
            label(_("Nothing was changed, and nothing will be until you choose. There is no hurry.")),
            hint(_("What you choose can be undone: the file that is there now is kept in the folder “set aside”.")),
            self.trouble_row,
            self.under_way,
        ):
            self.column.addWidget(part)
        self.column.addLayout(self.offers)
        below = QWidget()
        inside = QVBoxLayout(below)
        inside.setContentsMargins(0, 0, 0, 0)
        column = self._card(inside, _("Leave everything as it is"))
        column.addWidget(label(_("Nothing is touched. When you open this case another time, you are asked again.")))
        column.addWidget(flowing((self.again_button, self.another_button, self.leave_button), SPACE_2))
        self.column.addWidget(below)


def _looked(folder: Path, keys: "Keys | None", progress: Progress) -> "Remains":
    from caregiver_app.casebook.rebuilding import look_at_remains

    return look_at_remains(folder, keys, progress)
