"""`dev.py` on a computer that only notes what it is asked to do: nothing is fetched and nothing installed."""

import importlib.util
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

CHECKOUT = Path(__file__).parents[1]
DEBIAN = "libegl1  # drawing\n# a remark\nlibglib2.0-0  # events\n"


class Computer:
    """Stand in for the module `subprocess`: note every program, and do what dev.py must see done."""

    def __init__(self, checkout: Path) -> None:
        self.checkout = checkout
        self.asked: list[str] = []
        self.codes: dict[str, int] = {}
        self.interrupt_at = ""
        self.packages: list[tuple[str, str]] = [("bash", ""), ("libglib2.0-0t64", "libglib2.0-0 (= 2.84)")]
        self.apt_has_it = True

    def call(self, command: list[object], **_more: object) -> int:
        """Run a program as far as anybody can see."""
        words = " ".join(str(word) for word in command)
        self.asked.append(words)
        if self.interrupt_at and self.interrupt_at in words:
            raise KeyboardInterrupt
        if " -m venv " in words:
            for folder in ("bin", "Scripts"):
                (self.checkout / ".venv" / folder).mkdir(exist_ok=True)
                for name in ("python", "python.exe"):
                    (self.checkout / ".venv" / folder / name).touch()
        if "apt-get" in words and " install " in words and self.apt_has_it:
            self.packages += [(name, "") for name in words.split("--no-install-recommends ")[1].split()]
        return next((code for part, code in self.codes.items() if part in words), 0)

    def run(self, command: list[object], **_more: object) -> subprocess.CompletedProcess[str]:
        """Run a program whose output is wanted."""
        code = self.call(command)
        listed = "".join(f"installed\t{name}\t{provides}\n" for name, provides in self.packages)
        said = listed if command[0] == "dpkg-query" else "what it found\n" if code else ""
        return subprocess.CompletedProcess([], code, said, "why not" if code else "")

    def did(self, part: str) -> bool:
        """Tell whether a program with these words was run since the last question."""
        found = any(part in words for words in self.asked)
        self.asked.clear()
        return found


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout in a folder with spaces in its name."""
    folder = tmp_path / "a check out"
    (folder / "packaging" / "system-packages").mkdir(parents=True)
    shutil.copy(CHECKOUT / "dev.py", folder)
    (folder / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    (folder / "packaging" / "requirements.lock").write_text("pillow==13\n", encoding="utf-8")
    (folder / "packaging" / "system-packages" / "debian.txt").write_text(DEBIAN, encoding="utf-8")
    return folder


@pytest.fixture
def computer(checkout: Path) -> Computer:
    return Computer(checkout)


@pytest.fixture
def start(computer: Computer, monkeypatch: pytest.MonkeyPatch) -> Callable[[], ModuleType]:
    """Load dev.py as a new process would, on a computer that is neither Debian nor Ubuntu."""

    def started() -> ModuleType:
        spec = importlib.util.spec_from_file_location("dev_under_test", computer.checkout / "dev.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        monkeypatch.setattr(module, "subprocess", computer)
        return module

    monkeypatch.setattr(shutil, "which", lambda _name: None)
    return started


@pytest.fixture
def dev(start: Callable[[], ModuleType]) -> ModuleType:
    return start()


@pytest.fixture
def debian(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The same on a Debian where we are root."""
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(dev.sys, "platform", "linux")
    monkeypatch.setattr(dev.os, "geteuid", lambda: 0, raising=False)
    return dev


def test_the_first_command_makes_the_environment_and_the_next_does_not(dev: ModuleType, computer: Computer) -> None:
    assert dev.main(["test"]) == 0
    assert [" ".join(words.split()[-2:]) for words in computer.asked if "--editable" in words]
    assert computer.did("--require-hashes")
    assert dev.main(["test"]) == 0
    assert len(computer.asked) == 1
    assert computer.did("-m pytest")


@pytest.mark.parametrize("moment", [" -m venv ", "--require-hashes", "--editable"])
def test_an_interrupted_setup_heals_at_the_next_start(
    start: Callable[[], ModuleType], computer: Computer, moment: str
) -> None:
    computer.interrupt_at = moment
    assert start().main(["test"]) == 130
    assert not computer.did("-m pytest")
    computer.interrupt_at = ""
    assert start().main(["test"]) == 0
    assert any(moment in words for words in computer.asked)
    assert computer.did("-m pytest")


def test_a_setup_without_network_says_so_and_is_tried_again(
    dev: ModuleType, computer: Computer, capsys: pytest.CaptureFixture[str]
) -> None:
    computer.codes["--require-hashes"] = 1
    assert dev.main(["test"]) == 1
    assert "Check the network and try again" in capsys.readouterr().err
    computer.codes.clear()
    assert dev.main(["test"]) == 0


def test_a_changed_lock_makes_a_new_environment(dev: ModuleType, computer: Computer, checkout: Path) -> None:
    dev.main(["test"])
    left_over = checkout / ".venv" / "left over"
    left_over.touch()
    (checkout / "packaging" / "requirements.lock").write_text("pillow==14\n", encoding="utf-8")
    dev.main(["test"])
    assert computer.did("--require-hashes")
    assert not left_over.exists()


def test_a_changed_project_file_installs_only_the_project_again(
    dev: ModuleType, computer: Computer, checkout: Path
) -> None:
    dev.main(["test"])
    computer.asked.clear()
    (checkout / "pyproject.toml").write_text("[project]\nname='x'\n", encoding="utf-8")
    dev.main(["test"])
    assert len(computer.asked) == 2
    assert computer.did("--editable")


def test_a_moved_checkout_gets_an_environment_of_its_own(
    start: Callable[[], ModuleType], computer: Computer, checkout: Path
) -> None:
    start().main(["test"])
    computer.checkout = checkout.rename(checkout.with_name("moved"))
    computer.asked.clear()
    start().main(["test"])
    assert computer.did("--require-hashes")


def test_an_environment_somebody_else_made_is_left_alone(
    dev: ModuleType, checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    theirs = checkout / ".venv" / "theirs"
    theirs.parent.mkdir()
    theirs.touch()
    assert dev.main(["test"]) == 1
    assert theirs.exists()
    assert "was not made by dev.py" in capsys.readouterr().err


def test_root_on_debian_gets_only_what_is_missing(debian: ModuleType, computer: Computer) -> None:
    assert debian.main(["test"]) == 0
    installs = [words for words in computer.asked if " install --yes" in words]
    assert [words.split("recommends ")[1] for words in installs] == ["libegl1"]
    assert debian.main(["test"]) == 0
    assert not any("dpkg-query" in words for words in computer.asked[len(computer.asked) - 1 :])


def test_others_on_debian_are_told_the_exact_command(
    debian: ModuleType,
    computer: Computer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(debian.os, "geteuid", lambda: 1000, raising=False)
    for _start in ("first", "second"):
        assert debian.main(["test"]) == 0
        assert "sudo apt-get install --no-install-recommends libegl1\n" in capsys.readouterr().out
    assert not computer.did("apt-get")


def test_a_python_without_venv_gets_debians_package_for_it(
    debian: ModuleType, computer: Computer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    package = "python{}.{}-venv".format(*debian.sys.version_info)
    monkeypatch.setattr(debian, "can_make_environments", lambda: (package, "") in computer.packages)
    computer.apt_has_it = False
    assert debian.main(["test"]) == 1
    told = capsys.readouterr()
    assert f"libegl1 {package}\n" in told.out
    assert "cannot make a private environment" in told.err
    computer.apt_has_it = True
    assert debian.main(["test"]) == 0


def test_arguments_and_outcome_of_the_tests_pass_through(dev: ModuleType, computer: Computer) -> None:
    computer.codes["-m pytest"] = 5
    assert dev.main(["test", "-k", "undo", "tests/ui"]) == 5
    assert computer.did(f"-m pytest -o faulthandler_timeout={dev.HUNG_AFTER} -k undo tests/ui")


def test_the_tests_can_be_run_where_no_network_is(
    dev: ModuleType, computer: Computer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    assert dev.main(["test", "--offline", "tests/ui"]) == 0
    assert computer.did("unshare --user --map-root-user --net ")
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert dev.main(["test", "--offline", "tests/ui"]) == 1
    assert "util-linux" in capsys.readouterr().err


def test_faults_make_all_or_with_quick_some_of_each_kind(dev: ModuleType, computer: Computer, tmp_path: Path) -> None:
    written = tmp_path / "faults.md"  # whether it is there already or not, it is no file with tests
    assert dev.main(["faults", "--write-table", str(written), "-k", "kill"]) == 0
    assert computer.did(
        f"-m pytest --faults=full --thorough --dist=load --maxschedchunk=1 --write-table={written} -k kill"
    )
    assert dev.main(["faults", "--quick", "tests/faults"]) == 0
    assert computer.did("-m pytest --faults=quick --dist=load --maxschedchunk=1 tests/faults")


def test_every_check_runs_even_after_one_that_is_not_content(
    dev: ModuleType, computer: Computer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(["check"]) == 0
    computer.codes["mypy"] = 1
    assert dev.main(["check"]) == 1
    told = capsys.readouterr().out.splitlines()[-6:]
    assert told == [
        "ok      ruff check",
        "ok      ruff format",
        "what it found",
        "why not",
        "not ok  mypy",
        "ok      import contract",
    ]


def test_without_a_screen_the_sample_packet_is_made_beside_the_case(
    dev: ModuleType,
    computer: Computer,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dev, "has_screen", lambda: False)
    computer.codes[" packet "] = 3  # one paper of the sample cannot be opened, and the packet says so
    case = tmp_path / "tried here"
    assert dev.main(["run", str(case)]) == 0
    packet = tmp_path / "tried here packet.pdf"
    assert any(words.endswith(f" sample {case}") for words in computer.asked)
    assert computer.did(f" packet {case} -o {packet}")
    assert "There is no screen here" in capsys.readouterr().out


def test_with_a_screen_the_window_opens_on_a_fresh_sample_or_the_case_that_is_there(
    dev: ModuleType, computer: Computer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "has_screen", lambda: True)
    assert dev.main(["run"]) == 0
    assert computer.asked[-1].endswith("Sample case --sample")  # so that the way round is offered
    (tmp_path / "case.db").touch()
    computer.asked.clear()
    assert dev.main(["run", str(tmp_path)]) == 0
    assert [words.split(" -m ")[1] for words in computer.asked] == [f"caregiver_app {tmp_path}"]


def test_a_screen_that_qt_cannot_use_is_none(
    dev: ModuleType, computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":99")
    assert dev.has_screen()
    computer.codes["QGuiApplication"] = -6
    assert not dev.has_screen()


def test_a_wrong_word_is_answered_with_what_there_is(dev: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["rnu"]) == 2
    told = capsys.readouterr().err
    assert "There is no command “rnu”." in told
    assert all(f"  {name} " in told for name in ("run", "test", "check", "faults", "bench"))
    assert dev.main([]) == 2
    assert dev.main(["--help"]) == 0


def test_a_python_that_is_too_old_is_told_which_to_use(
    dev: ModuleType, computer: Computer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev.sys, "version_info", (3, 9, 2))
    assert dev.main(["test"]) == 1
    assert "Python 3.11 to 3.14 is needed, and this is 3.9." in capsys.readouterr().err
    assert computer.asked == []
