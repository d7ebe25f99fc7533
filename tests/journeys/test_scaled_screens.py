"""On every scaling of a screen, at every text size: no word is cut off and no page scrolls sideways."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

STORY = Path(__file__).parent / "stories" / "every_page_scaled.py"


@pytest.mark.thorough
@pytest.mark.parametrize("factor", ["1", "1.25", "1.5", "2", "3"])
def test_no_word_is_cut_off_on_a_scaled_screen(tmp_path: Path, factor: str) -> None:
    told = subprocess.run(
        [sys.executable, STORY, tmp_path],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": factor, "LANGUAGE": "en"},
        capture_output=True, encoding="utf-8", timeout=400, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    seen = json.loads(told.stdout)
    assert seen["scale"] == float(factor)
    assert seen["found"] == {}
