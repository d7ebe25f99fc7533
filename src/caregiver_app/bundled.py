"""Read the files that ship with the program, from a checkout, a wheel or a bundle alike."""

from pathlib import Path
from typing import Any

_HOMES = (Path(__file__).parent / "resources", Path(__file__).parents[2] / "resources")


def resource(*parts: str) -> Path:
    """Find one file or folder under `resources/`."""
    home = next(home for home in _HOMES if home.is_dir())
    return home.joinpath(*parts)


def toml(*parts: str) -> dict[str, Any]:
    """Read one TOML data file under `resources/`."""
    import tomllib  # not before the first paint

    return tomllib.loads(resource(*parts).read_text(encoding="utf-8"))
