"""The benchmarks measure what they say: pairs in turn, the middle of the ratios, papers that differ."""

import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

import pytest

from bench import papers
from bench.harness import Row, Work, compare, spread
from bench.written_table import BEGIN, END, machine, write_table


def test_sides_take_turns_and_only_the_work_is_timed() -> None:
    order: list[str] = []

    def side(name: str, seconds: float):
        def ready(room: Path) -> Work:
            assert list(room.iterdir()) == []
            (room / "left behind").touch()
            busy(0.02)
            order.append(name)
            return lambda: busy(seconds)

        return ready

    row = compare("both", side("ours", 0.02), side("floor", 0.01), goal=3.0, pairs=3, warm_up=1)
    assert order == ["ours", "floor", "floor", "ours"] * 2
    assert row.ratio is not None
    assert 1.0 < row.ratio < 3.0
    assert row.ok


def busy(seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass


def test_the_ratio_is_held_against_the_goal_and_without_a_floor_the_value() -> None:
    assert Row("a", ours=9.0, unit="s", goal=2.0, floor=5.0, ratio=1.8).ok
    assert not Row("a", ours=0.1, unit="s", goal=2.0, floor=0.01, ratio=10.0).ok
    assert Row("a", ours=599.0, unit="MB", goal=600).ok
    assert not Row("a", ours=601.0, unit="MB", goal=600).ok


def test_a_spread_is_held_against_the_goal_by_what_95_of_100_stay_under() -> None:
    row = spread("painted", [float(number) for number in range(100, 0, -1)], unit="ms", goal=95.0)
    assert row.spread == (("p50", 50.0), ("p95", 95.0), ("p99", 99.0), ("max", 100.0))
    assert row.ok
    assert not spread("painted", [1.0, 96.0], unit="ms", goal=95.0).ok
    assert spread("painted", [3.0], unit="ms", goal=3.0).spread[0] == ("p50", 3.0)


def test_photos_are_the_same_every_time_and_no_two_alike() -> None:
    once = list(islice(papers.photos((80, 60)), 20))
    assert once == list(islice(papers.photos((80, 60)), 20))
    assert len(set(once)) == 20


def test_a_name_that_is_no_benchmark_is_answered_with_those_that_are() -> None:
    run = Path(__file__).with_name("run.py")
    ended = subprocess.run([sys.executable, run, "speed"], capture_output=True, encoding="utf-8", check=False)
    assert ended.returncode == 2
    said = " ".join(ended.stderr.split())
    assert "there are window, memory, first_pages, scrolling, packet_1000, packet_5000, add_500," in said


def test_the_table_takes_the_place_of_the_one_before_and_of_nothing_else(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(f"# Before\n\n{BEGIN}\nold\n{END}\n\n# After\n", encoding="utf-8")
    write_table(readme, [Row("case shown", ours=0.9, unit="s", goal=8.0, floor=0.1, ratio=9.0)])
    written = readme.read_text(encoding="utf-8")
    assert written.startswith(f"# Before\n\n{BEGIN}\n\n| What |")
    assert "| case shown | 0.900 s | 0.100 s | 9.00 | 8.0 | **not yet** |" in written
    assert machine() in written
    assert written.endswith(f"{END}\n\n# After\n")
    assert "old" not in written


def test_a_file_without_room_for_the_table_is_not_touched(tmp_path: Path) -> None:
    file = tmp_path / "letter.md"
    file.write_text("Dear all\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="not touched"):
        write_table(file, [])
    assert file.read_text(encoding="utf-8") == "Dear all\n"
    write_table(tmp_path / "new.md", [])
    assert (tmp_path / "new.md").read_text(encoding="utf-8").startswith(BEGIN)
