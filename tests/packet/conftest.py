"""What the packet tests share."""

from pathlib import Path

import pytest

from packet.papers import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return an empty desk."""
    return Desk(tmp_path)
