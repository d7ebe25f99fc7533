"""What the first page tells with is read beside the window, before the case is opened."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from caregiver_app.casebook.sample import make_sample

OPENING = """
import sys
import threading

from caregiver_app import bundled
from caregiver_app.__main__ import main

reading = bundled.toml


def told(*parts):
    print("beside" if threading.current_thread() is not threading.main_thread() else "waited for", *parts)
    return reading(*parts)


bundled.toml = told
main()
"""
"""Open a case as the program does, and tell of each file with content by whom it is read."""


@pytest.mark.thorough
def test_while_a_case_opens_the_window_waits_for_no_file_with_content(tmp_path: Path) -> None:
    make_sample(tmp_path / "case")
    done = subprocess.run(
        [sys.executable, "-c", OPENING, tmp_path / "case", "--exit-after", "shown"],
        env=os.environ | {"CAREGIVER_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        check=True,
    )
    read = done.stdout.splitlines()
    assert "beside vocabularies drugs.toml" in read
    assert [line for line in read if line.startswith("waited for")] == []


def test_a_window_that_rests_has_not_loaded_what_draws_pages_or_reads_scans() -> None:
    drawing = ("reportlab", "pikepdf", "pypdfium2", "PIL", "uharfbuzz", "numpy", "lxml", "pydicom")
    loading = "from caregiver_app.ui.pages import load; from caregiver_app.progress import silent; load(silent); "
    told = f"import sys; print([name for name in {drawing!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", loading + told], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_window_reads_no_source_of_what_it_loads(tmp_path: Path) -> None:
    """Qt's binding would read the source of every module, and keep its lines: a third of the window's memory."""
    given = ["--sample", str(tmp_path / "case"), "--data-dir", str(tmp_path / "home"), "--exit-after", "shown"]
    loading = f"import sys; from caregiver_app.__main__ import main; sys.argv[1:] = {given!r}; main(); "
    told = "import linecache; print('sqlalchemy' in sys.modules, "
    told += "[name for name in linecache.cache if 'caregiver' in name])"
    done = subprocess.run([sys.executable, "-c", loading + told], capture_output=True, text=True, check=True)
    assert done.stdout == "shown\nTrue []\n"
