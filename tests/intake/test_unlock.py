"""A locked PDF opens with its password, however that was typed, and its copy is the same without the lock."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from caregiver_app.intake.look import Unlocked
from caregiver_app.intake.pdf import look_at_pdf
from caregiver_app.intake.unlock import unlock_pdf

Lock = Callable[..., Path]
LOCKS = ((2, False), (3, False), (4, False), (4, True), (6, True))


@pytest.fixture
def lock(tmp_path: Path) -> Lock:
    """Lock a letter of two pages with a password."""

    def locked(user: str, owner: str = "", revision: int = 6, aes: bool = True) -> Path:
        canvas = Canvas(str(tmp_path / "letter.pdf"), invariant=1)
        for number in (1, 2):
            canvas.drawString(100, 700, f"Marrow report {number}")
            canvas.showPage()
        canvas.save()
        with pikepdf.open(tmp_path / "letter.pdf") as pdf:
            how = pikepdf.Encryption(user=user, owner=owner or user, R=revision, aes=aes, metadata=aes)
            pdf.save(tmp_path / "locked.pdf", encryption=how, static_id=True)
        return tmp_path / "locked.pdf"

    return locked


@pytest.mark.parametrize(("revision", "aes"), LOCKS)
@pytest.mark.parametrize("password", ["Lin1968", "chief", "Grüße"])
def test_either_password_opens_every_kind_of_lock(lock: Lock, revision: int, aes: bool, password: str) -> None:
    user = "Lin1968" if password == "chief" else password
    path = lock(user, "chief", revision, aes)
    copy = path.with_name("copy.pdf")
    before = path.read_bytes()
    assert unlock_pdf(path, password, copy) == Unlocked()
    seen = look_at_pdf(copy, None)
    assert (seen.pages, seen.trouble) == (2, "")
    assert [page.text for page in seen.texts] == ["Marrow report 1", "Marrow report 2"]
    assert path.read_bytes() == before
    with pikepdf.open(copy) as pdf:
        assert not pdf.is_encrypted


@pytest.mark.parametrize(
    ("kept", "typed"),
    [("门诊2026", "门诊2026"), ("19680309", "１９６８０３０９"), ("Lin1968", " Lin1968\n"), ("Zoe\u0308", "Zo\u00eb")],
)
def test_a_password_opens_however_a_keyboard_writes_it(lock: Lock, kept: str, typed: str) -> None:
    path = lock(kept)
    assert unlock_pdf(path, typed, path.with_name("copy.pdf")) == Unlocked()


def test_a_password_in_the_bytes_of_an_older_chinese_program_opens(lock: Lock) -> None:
    path = lock("门诊".encode("gb18030").decode("latin-1"), revision=3, aes=False)
    assert unlock_pdf(path, "门诊", path.with_name("copy.pdf")) == Unlocked()


@pytest.mark.parametrize("wrong", ["lin1968", "", "Lin 1968", "\ud800", "x" * 5000, "\x00"])
def test_another_password_opens_nothing_and_writes_nothing(lock: Lock, wrong: str) -> None:
    path = lock("Lin1968", "chief", 4)
    assert unlock_pdf(path, wrong, path.with_name("copy.pdf")) == Unlocked("wrong_password")
    assert not path.with_name("copy.pdf").exists()


def test_a_file_that_opens_without_a_password_or_not_at_all_is_told_apart(lock: Lock, tmp_path: Path) -> None:
    lock("x")
    assert unlock_pdf(tmp_path / "letter.pdf", "x", tmp_path / "copy.pdf") == Unlocked("not_locked")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing")
    told = unlock_pdf(tmp_path / "broken.pdf", "x", tmp_path / "copy.pdf")
    assert told.trouble == "damaged"
    assert str(tmp_path) not in told.detail


def test_the_same_file_gives_the_same_copy(lock: Lock) -> None:
    path = lock("Lin1968", "chief")
    copies = [path.with_name(name) for name in ("one.pdf", "two.pdf")]
    for copy, password in zip(copies, ("Lin1968", "chief"), strict=True):
        unlock_pdf(path, password, copy)
    assert copies[0].read_bytes() == copies[1].read_bytes()


def test_what_was_mended_on_the_way_is_told(lock: Lock) -> None:
    path = lock("Lin1968")
    start, number = path.read_bytes().rsplit(b"startxref\n", 1)
    path.write_bytes(start + b"startxref\n1" + number)
    told = unlock_pdf(path, "Lin1968", path.with_name("copy.pdf"))
    assert told.trouble == ""
    assert told.detail
    assert str(path) not in told.detail


def test_a_full_disk_is_told_and_ends_nothing(lock: Lock) -> None:
    with pytest.raises(OSError, match="No space left"):
        unlock_pdf(lock("Lin1968"), "Lin1968", Path("/dev/full"))
