"""Whose work the program is made of, and under which licences: a list, and the texts of what is chosen in it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caregiver_app import bundled
from caregiver_app.i18n import _, with_commas
from caregiver_app.ui.fitting import fit_to_screen
from caregiver_app.ui.history.reading import ReadingField
from caregiver_app.ui.row_list import Row, RowList
from caregiver_app.ui.showing_dialog import ShowingDialog
from caregiver_app.ui.text import label
from caregiver_app.ui.theme import SPACE_2, scaled

_HOME: Final = "licences"


@dataclass(frozen=True)
class Part:
    """One work of others: its name, its licence, what holds it, where it is from, and its texts by name."""

    name: str
    licence: str
    inside: str
    url: str
    crates: tuple[str, ...]
    texts: tuple[str, ...]

    def words(self) -> str:
        """Return everything there is to read of it."""
        said = "\n".join(filter(None, (self.name, self.licence, self.url, "", *self.crates)))
        texts = (bundled.resource(_HOME, "texts", name).read_text(encoding="utf-8") for name in self.texts)
        return "\n\n".join((said, *texts))


def parts() -> tuple[Part, ...]:
    """Return every work of others: the packages, then what is compiled into them."""
    return (*_packages(), *_inside())


def _packages() -> Iterator[Part]:
    told: list[dict[str, Any]] = json.loads(bundled.resource(_HOME, "packages.json").read_text(encoding="utf-8"))
    for row in sorted(told, key=lambda row: str(row["name"]).casefold()):
        name = f"{row['name']} {row['version']}"
        yield Part(name, row["licence"], "", row["url"], tuple(row["crates"]), tuple(row["texts"]))


def _inside() -> Iterator[Part]:
    for row in bundled.toml(_HOME, "inside.toml")["part"]:
        yield Part(row["name"], row["licence"], row["inside"], row["url"], (), tuple(row["texts"]))


class LicencesDialog(ShowingDialog):
    """Show every work of others, and the texts of the one that is chosen."""

    def __init__(self, parent: QWidget) -> None:
        self._parts = parts()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACE_2, 0)
        column.setSpacing(SPACE_2)
        self.list = RowList(_("Works of others in this program"), fits=False)
        self.list.show_rows(
            [
                Row(str(place), part.name, with_commas(filter(None, (part.licence, part.inside))))
                for place, part in enumerate(self._parts)
            ]
        )
        self.texts = ReadingField(_("Licence"))
        self.list.currentRowChanged.connect(self._show)
        column.addWidget(self.list, 1)
        column.addWidget(self.texts, 1)
        above = label(
            _(
                "The program itself is under the Apache License 2.0. It is made with the works below. Qt is under the "
                "LGPL 3: its libraries are files of their own beside the program, and you may put other builds of "
                "the same version in their place."
            )
        )
        super().__init__(_("Licences"), inside, parent, above=above)
        self.list.setCurrentRow(0)
        self._show(0)
        fit_to_screen(self, scaled(720), scaled(680))

    def _show(self, place: int) -> None:
        self.texts.show_text(self._parts[place].words() if place >= 0 else "")
