"""About names every work of others the program is made of, with its licence."""

import re
import sys
import tomllib
from pathlib import Path

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from caregiver_app.ui.help import about_dialog
from caregiver_app.ui.licences import LicencesDialog, parts
from caregiver_app.ui.main_window import MainWindow

CHECKOUT = Path(__file__).parents[2]
sys.path.insert(0, str(CHECKOUT / "packaging"))
from licences import needed  # noqa: E402

LOCK = (CHECKOUT / "packaging" / "requirements.lock").read_text(encoding="utf-8")


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_locked_package_the_program_needs_is_named_with_its_version_and_its_licence() -> None:
    told = {plain(part.name.split()[0]): part for part in parts() if not part.inside}
    assert sorted(told) == needed()
    for name, part in told.items():
        assert f"{name}=={part.name.split()[1]} " in LOCK, part.name
        assert part.licence not in ("", "UNKNOWN"), name


def test_the_needed_packages_are_more_than_those_named_in_the_project() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {plain(re.split(r"[<>=!;\s]", line)[0]) for line in project["dependencies"]}
    assert asked < set(needed())
    assert not {"pytest", "ruff", "pyinstaller"} & set(needed())


def test_what_is_compiled_inside_names_a_package_or_a_part_that_is_there() -> None:
    packages = {plain(name) for name in needed()}
    ours = {"the program itself", "caregiver", "caregiver-app", "pyside6", "caregiver-app/resources/fonts"}
    for part in parts():
        for inside in part.inside.split(", ") if part.inside else ():
            assert plain(inside).removesuffix("/models") in packages | ours, part.name


def test_every_text_that_is_named_is_there_and_none_lies_about() -> None:
    named = {name for part in parts() for name in part.texts}
    assert named == {file.name for file in (CHECKOUT / "resources" / "licences" / "texts").iterdir()}


def test_the_licences_of_qt_can_be_read_from_about(window: MainWindow, qtbot: QtBot) -> None:
    about = about_dialog(window)
    about.open()
    next(button for button in about.findChildren(QPushButton) if button.text() == "Licences").click()
    shown = window.findChild(LicencesDialog)
    assert shown is not None
    place = next(place for place, part in enumerate(parts()) if part.name.startswith("Qt 6"))
    shown.list.setCurrentRow(place)
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in shown.texts.toPlainText()
    shown.close()
    about.close()
