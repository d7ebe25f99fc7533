"""Whose list of wanted papers the packet is for, and what choosing one did."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_app.domain.documents.recipients import receivers
from caregiver_app.domain.packet.choices import LANGUAGES, SECTION_WORDS, SECTIONS, PacketChoices
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.i18n import _, ngettext, with_commas, with_semicolons
from caregiver_app.ui.fields import ComboBox
from caregiver_app.ui.text import hint, label, literal, one_line, set_tooltip
from caregiver_app.ui.theme import SPACE_1, SPACE_2


class RecipientChoice(QWidget):
    """Offer the lists there are. `chosen` carries the id of one, "" for none."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.box = ComboBox()
        self.box.setAccessibleName(_("Whose list of wanted papers"))
        self.box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(12)
        self.box.activated.connect(lambda row: self.chosen.emit(self.box.itemData(row)))
        told = _("Choosing one sets the sections, papers and sizes it asks for. You can change each of them.")
        self.box.setAccessibleDescription(literal(told))
        name = label(_("Whose list of wanted papers"), "field")
        name.setBuddy(self.box)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 0, SPACE_2, 0)
        column.setSpacing(SPACE_1)
        column.addWidget(name)
        column.addWidget(self.box)
        column.addWidget(hint(told))

    def show_choice(self, case: CaseSnapshot, choices: PacketChoices) -> None:
        """Show which list was chosen."""
        wanted = [("", _("No list in particular")), *((one.id, one_line(one.name)) for one in receivers(case))]
        if wanted != [(self.box.itemData(row), self.box.itemText(row)) for row in range(self.box.count())]:
            self.box.clear()
            for key, words in wanted:
                self.box.addItem(words, key)
        self.box.setCurrentIndex(max(self.box.findData(choices.recipient), 0))
        set_tooltip(self.box, self.box.currentText())


def what_it_did(name: str, before: PacketChoices, after: PacketChoices) -> str:
    """Say in one sentence what choosing a list changed."""
    told = []
    if after.sections != before.sections:
        named = with_commas(_(SECTION_WORDS[one]) for one in after.sections)
        words = _("every section is in") if after.sections == SECTIONS else _("these sections: {sections}")
        told.append(words.format(sections=named))
    if after.language != before.language:
        told.append(_(LANGUAGES[after.language]))
    if after.order != before.order:
        told.append(_("papers in the order of the list") if after.order else _("papers in their usual order"))
    if after.left_out != before.left_out:
        n = len(after.left_out)
        words = ngettext("{n} paper it does not want is left out", "{n} papers it does not want are left out", n)
        told.append(words.format(n=n) if n else _("no paper is left out for it"))
    if after.most_mb != before.most_mb:
        told.append(
            _("files of at most {n} MB").format(n=after.most_mb)
            if after.most_mb
            else _("no limit for the size of a file")
        )
    if after.as_zip != before.as_zip:
        told.append(_("with a ZIP of the original files") if after.as_zip else _("without a ZIP"))
    if after.imaging != before.imaging:
        told.append(_("with the imaging discs") if after.imaging else _("without the imaging discs"))
    if not told:
        return _("“{name}” changes nothing in your choices.").format(name=name)
    return _("Arranged for “{name}”: {changes}.").format(name=name, changes=with_semicolons(told))
