"""A family pours everything they have into a case and gets one packet in which nothing is missing in silence."""

import json
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

CALL = "import sys; from caregiver_app.cli import main; sys.exit(main(sys.argv[1:]))"


def caregiver(*words: object) -> subprocess.CompletedProcess[str]:
    """Run the command line as a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", CALL, *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


@pytest.mark.thorough
@pytest.mark.parametrize("folders", [("pdf", "pdf-damaged", "images")], ids=["everything real"])
def test_every_real_file_is_in_the_packet_with_all_its_pages_or_named(
    folders: tuple[str, ...], real_files: Path | None, tmp_path: Path
) -> None:
    if real_files is None:
        print("The real files are not beside this checkout: nothing was tried on them.")
        return
    assert caregiver("new", tmp_path / "case", "--name", "Ana Novak").returncode == 0
    added = caregiver("add", tmp_path / "case", *(real_files / folder for folder in folders))
    assert added.returncode == 0, added.stderr
    listed = json.loads(caregiver("list", tmp_path / "case", "documents", "--json").stdout)["documents"]
    files = [path for folder in folders for path in (real_files / folder).rglob("*") if path.is_file()]
    assert len([document for document in listed if document["part_of"] is None]) == len(files)
    made = caregiver("packet", tmp_path / "case", "-o", tmp_path / "packet.pdf", "--as-of", "2026-11-21", "--json")
    assert made.returncode == 3, made.stderr
    told = json.loads(made.stdout)
    with pikepdf.open(tmp_path / "packet.pdf") as packet:
        assert len(packet.pages) == told["pages"]
    by_number = {document["number"]: document for document in told["documents"]}
    assert len(by_number) == len(listed)
    for document in listed:
        outcome = by_number[document["number"]]
        if not outcome["included"]:
            assert outcome["reason"], outcome
        elif not outcome["reason"]:
            assert outcome["pages"] == document["pages"] > 0, (document, outcome)
