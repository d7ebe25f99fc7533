"""A part of the handbook beside the window it helps with: one reads here and works on there."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtWidgets import QAbstractSlider, QApplication, QHBoxLayout, QVBoxLayout, QWidget

from caregiver_app.domain.guide.articles import handbook
from caregiver_app.i18n import _
from caregiver_app.ui.fields import ComboBox
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.flowing import flowing
from caregiver_app.ui.form_scroll import FormScroll
from caregiver_app.ui.guide.passages import handbook_text
from caregiver_app.ui.guide.prose import Prose
from caregiver_app.ui.reading_order import Dialog
from caregiver_app.ui.text import button, literal, one_line, tooltip
from caregiver_app.ui.theme import SPACE_2, SPACE_3, scaled

if TYPE_CHECKING:
    from caregiver_app.ui.main_window import MainWindow

_WIDE: Final = 430
_HIGH: Final = 640
_BESIDE: Final = 8
_ACTIONS: Final = {
    1: QAbstractSlider.SliderAction.SliderPageStepAdd,
    -1: QAbstractSlider.SliderAction.SliderPageStepSub,
}


class HelpWindow(Dialog):
    """Show one part of the handbook, and all others to choose from. It goes with the window it helps with.

    A window that waits for an answer holds back all others but its own: so this one belongs to that.
    """

    def __init__(self, part: str, place: QWidget, window: "MainWindow") -> None:
        super().__init__(place)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self._window, self._place = window, place
        self.choice = ComboBox()
        self.prose = Prose("", has_menu=False)
        self.guide_button = button(_("All of the guide"), self._open_guide)
        self.keys_button = button(_("Keys"), self._open_keys)
        self.close_button = button(_("Close"), self.close)
        self._lay_out()
        for one in handbook():
            self.choice.addItem(_(one.title), one.id)
        self.choice.currentIndexChanged.connect(self._read)
        self.prose.paged.connect(lambda pages: self.body.verticalScrollBar().triggerAction(_ACTIONS[pages]))
        self.prose.moved.connect(self._keep_in_view)
        self.show_part(part)

    @property
    def part(self) -> str:
        """The id of what is shown."""
        return str(self.choice.currentData())

    def show_part(self, part: str) -> None:
        """Show another part from its beginning."""
        self.choice.setCurrentIndex(max(self.choice.findData(part), 0))
        self._read()

    def show_beside(self) -> None:
        """Come up at the right of the window it helps with, as far as the screen has room, and take the keys."""
        fit_to_screen(self, scaled(_WIDE), scaled(_HIGH))
        screen, beside = self._place.screen().availableGeometry(), self._place.frameGeometry()
        left = min(beside.right() + _BESIDE, screen.right() - self.width())
        top = min(max(beside.top(), screen.top()), max(screen.bottom() - self.height(), screen.top()))
        self.move(max(left, screen.left()), top)
        self.prose.setFocus()
        self.show()

    def event(self, event: QEvent) -> bool:
        """Offer the guide only where one can go to it: with a case open, and no window that waits for an answer."""
        if event.type() in (QEvent.Type.WindowActivate, QEvent.Type.Show):
            self._offer_guide()
        return super().event(event)

    def _offer_guide(self) -> None:
        why = ""
        if self._window.desk is None:
            why = _("The guide can be read once a case is open.")
        elif QApplication.activeModalWidget() is not None:
            why = _("The guide can be read once the window you are in is closed.")
        self.guide_button.setEnabled(not why)
        self.guide_button.setToolTip(tooltip(why))
        self.guide_button.setAccessibleDescription(literal(why))

    def _read(self) -> None:
        part = next(one for one in handbook() if one.id == self.part)
        text = handbook_text(part, {})
        self.setWindowTitle(one_line(_("Help: {part}").format(part=text.title)))
        self.prose.setAccessibleName(one_line(text.title))
        self.prose.show_passages([one for one in text.passages if one.kind != "small"])
        self.body.verticalScrollBar().setValue(0)

    def _open_guide(self) -> None:
        from caregiver_app.ui.guide.page import GuidePage

        self._window.go("guide")
        page = self._window.page("guide")
        if isinstance(page, GuidePage):
            page.show_part("handbook", self.part)
        self._window.activateWindow()

    def _open_keys(self) -> None:
        from caregiver_app.ui.help import shortcuts_dialog

        shortcuts_dialog(self._window.actions_table.shortcuts(), self).open()

    def _keep_in_view(self, part: QRect) -> None:
        place = QRect(self.prose.viewport().mapTo(self.inside, part.topLeft()), part.size())
        self.body.ensureVisible(place.left(), place.bottom(), 0, SPACE_2)
        self.body.ensureVisible(place.left(), place.top(), 0, SPACE_2)

    def _lay_out(self) -> None:
        self.choice.setAccessibleName(_("Which part of the handbook"))
        self.choice.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(12)
        self.inside = QWidget()
        text = QVBoxLayout(self.inside)
        text.setContentsMargins(0, 0, 0, 0)
        text.addWidget(self.prose)
        text.addStretch(1)
        self.body = FormScroll(self.inside)
        foot = QHBoxLayout()
        foot.addWidget(flowing((self.guide_button, self.keys_button), SPACE_2), 1)
        foot.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignBottom)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_3)
        whole.setSpacing(SPACE_2)
        whole.addWidget(self.choice)
        whole.addWidget(self.body, 1)
        whole.addLayout(foot)
        for one in (self.guide_button, self.keys_button, self.close_button):
            one.setAutoDefault(False)
