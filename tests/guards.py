"""What no test may do, found out for every test: fixtures that `conftest.py` makes apply to all.

Each says what was done and where, so that the mend is plain.
"""

import gc
import logging
import multiprocessing
import os
import socket
import sys
import threading
import traceback
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QThread, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QInputDialog, QMessageBox, QWidget

_INTERNET = (socket.AF_INET, socket.AF_INET6)
_LAST_BREATH = 1.0  # seconds a thread or process that is ending already may take


@pytest.fixture(scope="session")
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A throwaway cache folder for the whole run: the fonts need not be listed again for every test."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def throwaway_home(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, shared_cache: Path
) -> Path:
    """Put home and every platform folder into a place of this test alone."""
    home = tmp_path_factory.mktemp("home")
    runtime = home / "run"
    runtime.mkdir(mode=0o700)
    folders = {
        "HOME": home,
        "USERPROFILE": home,
        "APPDATA": home / "roaming",
        "LOCALAPPDATA": home / "local",
        "XDG_CONFIG_HOME": home / ".config",
        "XDG_DATA_HOME": home / ".local" / "share",
        "XDG_STATE_HOME": home / ".local" / "state",
        "XDG_CACHE_HOME": shared_cache,
        "XDG_RUNTIME_DIR": runtime,
        "CAREGIVER_HOME": home / "caregiver",
    }
    for name, folder in folders.items():
        monkeypatch.setenv(name, str(folder))
    return home


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing connect, listen or look up a name. Sockets between our own processes are left alone."""

    def refuse(what: str) -> NoReturn:
        raise AssertionError(f"Nothing leaves the computer: a test tried {what}.")

    def guarded(name: str) -> Callable[..., Any]:
        original = getattr(socket.socket, name)

        def method(self: socket.socket, *arguments: Any) -> Any:
            if self.family in _INTERNET:
                refuse(f"{name} {arguments}")
            return original(self, *arguments)

        return method

    for name in ("connect", "connect_ex", "bind", "sendto"):
        monkeypatch.setattr(socket.socket, name, guarded(name))
    for name in ("getaddrinfo", "gethostbyname", "gethostbyaddr"):
        monkeypatch.setattr(socket, name, lambda *words, name=name, **_more: refuse(f"{name} {words}"))


@pytest.fixture
def expected_log() -> list[str]:
    """Words of the warnings a test is about; each must come, and no other may."""
    return []


@pytest.fixture(autouse=True)
def quiet_log(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture, expected_log: list[str]
) -> Iterator[None]:
    """Let no warning or worse come into the log but those in `expected_log`, or from a logger that `may_log`."""
    yield
    chatty = tuple(name for mark in request.node.iter_markers("may_log") for name in mark.args)
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    loud = [record for record in records if record.levelno >= logging.WARNING]
    unexpected = [
        f"{record.levelname} {record.getMessage()} ({record.pathname}:{record.lineno})"
        for record in loud
        if not record.name.startswith(chatty) and not any(words in record.getMessage() for words in expected_log)
    ]
    missing = [words for words in expected_log if not any(words in record.getMessage() for record in loud)]
    if unexpected:
        pytest.fail("Unexpected in the log:\n" + "\n".join(unexpected), pytrace=False)
    if missing:
        pytest.fail(f"Expected in the log, and it did not come: {missing}", pytrace=False)


@pytest.fixture(autouse=True)
def nothing_left_running() -> Iterator[None]:
    """Let no thread and no child process outlive its test."""
    before = set(threading.enumerate())
    yield
    # Threads that Qt or C made have no end Python knows of; they are dummies to it.
    left = [t for t in threading.enumerate() if t not in before and not isinstance(t, threading._DummyThread)]
    for thread in left:
        thread.join(_LAST_BREATH)
    alive = [f"thread {thread.name} in {_place_of(thread)}" for thread in left if thread.is_alive()]
    for process in multiprocessing.active_children():
        process.join(_LAST_BREATH)
        if process.is_alive():
            alive.append(f"process {process.name}")
            process.kill()
    if alive:
        pytest.fail("Left running: " + ", ".join(alive), pytrace=False)


@pytest.fixture(autouse=True)
def no_waiting_dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no dialog wait for a person who is not there."""
    waiting: dict[type[QDialog], tuple[str, ...]] = {
        QDialog: ("exec",),
        QMessageBox: ("exec", "about", "critical", "information", "question", "warning"),
        QInputDialog: ("getDouble", "getInt", "getItem", "getMultiLineText", "getText"),
        QFileDialog: ("getExistingDirectory", "getOpenFileName", "getOpenFileNames", "getSaveFileName"),
    }
    for kind, names in waiting.items():
        for name in names:
            monkeypatch.setattr(kind, name, _refusal(f"{kind.__name__}.{name}"))


def _refusal(what: str) -> Callable[..., NoReturn]:
    def refuse(*_arguments: Any, **_more: Any) -> NoReturn:
        raise AssertionError(
            f"{what} waits for an answer. Use notices to tell something, open() and a signal to ask something; "
            "a test gives the answer in place of the question."
        )

    return refuse


@pytest.fixture(autouse=True)
def no_windows_left(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let no window, running timer or running Qt thread outlive its test."""
    started: list[tuple[weakref.ref[QTimer | QThread], str]] = []
    for kind in (QTimer, QThread):
        monkeypatch.setattr(kind, "start", _noting_start(kind.start, started))
    before = _windows()
    yield
    left = _windows_after(before)
    problems = [f"window {_described(window)}" for window in left]
    for window in left:
        window.deleteLater()  # so that the next test is judged by its own windows
    for reference, place in started:
        thing = reference()
        if thing is not None and _stopped(thing):
            problems.append(f"{type(thing).__name__} started at {place}")
    _delete_what_is_due()
    if problems:
        pytest.fail("Left open: " + ", ".join(problems), pytrace=False)


def _noting_start(
    start: Callable[..., Any], started: list[tuple[weakref.ref[QTimer | QThread], str]]
) -> Callable[..., Any]:
    def noted(self: QTimer | QThread, *arguments: Any) -> Any:
        caller = traceback.extract_stack(limit=2)[0]
        started.append((weakref.ref(self), f"{caller.filename}:{caller.lineno}"))
        return start(self, *arguments)

    return noted


def _stopped(thing: QTimer | QThread) -> bool:
    """Stop a timer or thread, and return whether there was anything to stop."""
    if not shiboken6.isValid(thing):
        return False
    if isinstance(thing, QTimer):
        running = thing.isActive()
        thing.stop()
    else:
        running = thing.isRunning()
        thing.quit()
        thing.wait(int(_LAST_BREATH * 1000))
    return running


def _windows() -> list[QWidget]:
    """Return every window nobody holds as a child. Qt keeps tooltips to itself."""
    if QApplication.instance() is None:
        return []
    return [
        window
        for window in QApplication.topLevelWidgets()
        if window.parentWidget() is None and window.metaObject().className() != "QTipLabel"
    ]


def _windows_after(before: list[QWidget]) -> list[QWidget]:
    """Return windows that are there now and were not before, once all that is due to go is gone."""
    _delete_what_is_due()
    if any(window not in before for window in _windows()):
        gc.collect()
        _delete_what_is_due()
    return [window for window in _windows() if window not in before]


def _delete_what_is_due() -> None:
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _described(window: QWidget) -> str:
    words = (type(window).__name__, window.objectName(), window.windowTitle(), window.accessibleName())
    return " ".join(f"“{word}”" if at else word for at, word in enumerate(words) if word)


def _place_of(thread: threading.Thread) -> str:
    frame = sys._current_frames().get(thread.ident or 0)
    ours = [place for place in traceback.extract_stack(frame) if "threading" not in place.filename] if frame else []
    return f"{ours[-1].filename}:{ours[-1].lineno}" if ours else "a place unknown"


def without_a_screen() -> None:
    """Let Qt draw into memory where a test run may have no screen."""
    if sys.platform == "linux":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
