"""Damaged files of every format are kept byte for byte and looked at; none stops the program or leaves its folder.

Some two hundred in each run, more than twenty thousand in `dev.py faults`.
"""

import hashlib
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from caregiver_app.casebook.documents.keeping import keep_files
from caregiver_app.casebook.documents.kept import KeptFile
from caregiver_app.domain.documents.document import SETS, TROUBLES
from caregiver_app.store.originals import Originals
from seeds import SEEDS, Seed

IN_ALL, IN_PASSING = 24_000, 200
AT_ONCE = 200


def mutants(body: bytes, chance: random.Random, count: int) -> Iterator[bytes]:
    """Damage a file as disks, discs, mail programs and people do, and as somebody would who means harm."""
    for _one in range(count):
        broken = bytearray(body)
        for _time in range(chance.choice((1, 1, 1, 2, 4, 16))):
            chance.choice(DAMAGES)(broken, chance)
        yield bytes(broken)


def flip(body: bytearray, chance: random.Random) -> None:
    if body:
        body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)


def overwrite(body: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(body) + 1)
    body[at : at + 16] = chance.choice((b"\x00" * 16, b"\xff" * 16, chance.randbytes(16), b"\xff\xff\xff\x7f" * 4))


def cut_off(body: bytearray, chance: random.Random) -> None:
    del body[chance.randrange(len(body) + 1) :]


def cut_out(body: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(body) + 1)
    del body[at : at + chance.choice((1, 4, 512, 2048))]


def repeat(body: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(body) + 1)
    body[at:at] = body[at : at + chance.choice((1, 8, 512, 4096))] * chance.choice((1, 3))


def swap_figures(body: bytearray, chance: random.Random) -> None:
    """Change a length, a count or a place a file tells of itself."""
    places = [at for at, byte in enumerate(body[:4096]) if 48 <= byte <= 57]
    if places:
        body[chance.choice(places)] = chance.choice(b"0123456789")


DAMAGES = (flip, overwrite, cut_off, cut_out, repeat, swap_figures)


def everything(files: tuple[KeptFile, ...]) -> Iterator[KeptFile]:
    for file in files:
        yield from file.with_all_inside()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Try all seeds together a little, or on the long way each alone and long."""
    if "seeds" in metafunc.fixturenames:
        thorough = metafunc.config.getoption("--thorough")
        groups = [(seed,) for seed in SEEDS] if thorough else [SEEDS]
        names = [seed.name for seed in SEEDS] if thorough else ["every format"]
        metafunc.parametrize("seeds", groups, ids=names)


@pytest.mark.may_log("pikepdf", "pydicom")
def test_no_damage_to_a_file_stops_the_program_or_loses_a_byte(
    seeds: tuple[Seed, ...], tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, thorough: bool
) -> None:
    assert len(SEEDS) >= 40
    wanted = -(-(IN_ALL if thorough else IN_PASSING) // len(SEEDS))
    originals = Originals(tmp_path / "case" / "originals")
    originals.folder.mkdir(parents=True)
    outcomes: Counter[str] = Counter()
    tried = 0
    broken = ((seed, mutant) for seed in seeds for mutant in mutants_of(seed, tmp_path_factory, wanted))
    while batch := list(islice(broken, AT_ONCE)):
        folder = tmp_path / "brought"
        folder.mkdir()
        brought: dict[str, str] = {}
        for number, (seed, mutant) in enumerate(batch):
            path = folder / f"{number}{seed.ending}"
            path.write_bytes(mutant)
            brought[path.name] = hashlib.sha256(mutant).hexdigest()
        outcome = keep_files(originals, sorted(folder.iterdir()))
        shutil.rmtree(folder)
        assert outcome.refused == ()
        kept = {one for file in everything(outcome.files) for one in fingerprints(file, originals)}
        assert set(brought.values()) <= kept
        for file in everything(outcome.files):
            trouble = file.inspection.trouble
            assert trouble == "" or trouble in TROUBLES, trouble
            outcomes[trouble or "well"] += 1
        tried += len(brought)
    assert tried == wanted * len(seeds)
    assert [path.name for path in tmp_path.iterdir()] == ["case"]
    assert [path.name for path in originals.folder.iterdir() if len(path.name) != 2] == []
    names = list(originals.fingerprints())
    assert [hashlib.sha256(originals.file(name).read_bytes()).hexdigest() for name in names] == names
    print(f"{tried} mutants:", dict(outcomes))


def mutants_of(seed: Seed, folders: pytest.TempPathFactory, count: int) -> Iterator[bytes]:
    """Damage one seed, the same way in every run."""
    return mutants(seed.make(folders.mktemp("seed")), random.Random(f"{seed.name} 20261128"), count)


def fingerprints(file: KeptFile, originals: Originals) -> Iterator[str]:
    """The files a kept file is made of: itself, or those of a study."""
    manifest = originals.manifest(file.fingerprint) if file.inspection.format in SETS else None
    if manifest is None:
        yield file.fingerprint
    else:
        yield from (one.fingerprint for one in manifest.files)
