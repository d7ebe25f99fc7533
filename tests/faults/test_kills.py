"""What was said to be saved is there after a kill at any moment."""

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.timeline.records import Note
from family import PERSON
from runs import tries

STORY = Path(__file__).parent / "stories" / "write_and_say_so.py"
ROUNDS = tries(12, least=3)


@pytest.mark.thorough
def test_no_saved_entry_or_paper_is_lost_to_a_kill(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    Casebook.create(folder, PERSON).close()
    chance = random.Random(20261121)
    said: list[str] = []
    for _round in range(ROUNDS):
        with subprocess.Popen([sys.executable, STORY, folder], stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            for _line in range(chance.randrange(1, 25)):
                said.append(writer.stdout.readline().strip())
            writer.kill()
            rest = writer.stdout.read().splitlines(keepends=True)
            said += [line.strip() for line in rest if line.endswith("\n")]
            assert writer.wait() == -signal.SIGKILL
    with Casebook.open(folder) as book:
        case = book.snapshot()
        kept = {entry.title for entry in case.entries if isinstance(entry, Note)} | {
            document.title for document in case.documents
        }
        assert set(filter(None, said)) <= kept
        assert len(said) > ROUNDS
        assert [finding for finding in book.findings() if "belongs to no document" not in finding.what] == []
