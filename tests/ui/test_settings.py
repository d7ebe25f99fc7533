"""The few preferences and their file."""

import json
from pathlib import Path

import pytest

from caregiver_app.errors import CaregiverError
from caregiver_app.settings import Preferences, Settings


def test_settings_are_there_at_the_next_start(tmp_path: Path) -> None:
    Preferences(tmp_path / "home" / "settings.json").change(theme="dark", text_percent=150)
    assert Preferences(tmp_path / "home" / "settings.json").now == Settings(theme="dark", text_percent=150)


def test_what_a_newer_program_wrote_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"theme": "dark", "recent": ["/a", 3], "voice": "calm", "paper": 4}), encoding="utf-8")
    preferences = Preferences(file)
    assert preferences.now.recent == ("/a",)
    assert preferences.now.paper == "a4"
    preferences.change(paper="letter")
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert kept["voice"] == "calm"
    assert kept["paper"] == "letter"


def test_a_file_that_cannot_be_read_is_set_aside_never_erased(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(b"\xff{ not settings")
    assert Preferences(file).now == Settings()
    (aside,) = tmp_path.iterdir()
    assert aside.name.startswith("settings set aside ")
    assert aside.read_bytes() == b"\xff{ not settings"


def test_the_case_opened_last_comes_first_and_once(tmp_path: Path) -> None:
    settings = Settings()
    for name in ("a", "b", "a", "c", "d", "e", "f", "g"):
        settings = settings.opened(Path("/cases") / name)
    assert settings.open_at_start == "/cases/g"
    assert [Path(folder).name for folder in settings.recent] == ["g", "f", "e", "d", "c", "a"]


def test_nothing_is_written_when_nothing_changes(tmp_path: Path) -> None:
    Preferences(tmp_path / "settings.json").take(Settings())
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_told_plainly_and_the_choice_holds(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    preferences = Preferences(tmp_path / "file" / "home" / "settings.json")
    with pytest.raises(CaregiverError):
        preferences.change(theme="dark")
    assert preferences.now.theme == "dark"
