"""How a stream begins is read from its file, and never believed where something else might stand there."""

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from caregiver_app.packet.stream_heads import StreamHeads
from packet.papers import Desk, changed, paper, picture
from packet.test_placing import everything, with_exif


def with_picture(data: bytes, **more: object) -> bytes:
    """Return a paper with a picture on its page, kept as the JPEG it is."""

    def add(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Resources.XObject = Dictionary(
            Photo=pdf.make_stream(
                data, Type=Name.XObject, Subtype=Name.Image, Width=60, Height=40, BitsPerComponent=8,
                ColorSpace=Name.DeviceRGB, Filter=Name.DCTDecode, **more,
            )
        )  # fmt: skip

    return changed(paper(), add)


def head_of_picture(path: Path) -> bytes:
    with pikepdf.open(path) as pdf, StreamHeads(pdf, path) as heads:
        return heads.of(pdf.pages[0].obj.Resources.XObject.Photo)


def test_the_head_is_what_the_stream_begins_with(tmp_path: Path) -> None:
    path, data = tmp_path / "paper.pdf", picture(size=(600, 400), quality=95)
    path.write_bytes(with_picture(data))
    head = head_of_picture(path)
    assert 500 < len(head) < len(data) + 9_000
    assert head[: len(data)] == data[: len(head)]


@pytest.mark.parametrize("word", ["(stream", "%stream"])
def test_a_stream_with_words_before_it_is_read_the_slow_way(tmp_path: Path, word: str) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(with_picture(picture(), Remark=pikepdf.String(word)))
    assert head_of_picture(path) == b""


def test_nothing_is_said_of_an_encrypted_file(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    lock = pikepdf.Encryption(owner="", user="")
    path.write_bytes(changed(with_picture(picture()), lambda _pdf: None, encryption=lock))
    assert head_of_picture(path) == b""


def test_nothing_is_said_of_a_stream_that_is_not_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(paper())
    with pikepdf.open(path) as pdf, StreamHeads(pdf, path) as heads:
        assert heads.of(pdf.make_stream(picture())) == b""


@pytest.mark.parametrize("locked", [False, True])
def test_camera_notes_are_found_even_where_words_before_them_look_like_a_picture_without(
    desk: Desk, locked: bool
) -> None:
    canary = "CANARY-5512"
    plain = b"stream\n" + picture()
    data = with_picture(with_exif(canary), Remark=pikepdf.String(plain.decode("latin-1")))
    saving = {"encryption": pikepdf.Encryption(owner="", user="")} if locked else {}
    desk.add(changed(data, lambda _pdf: None, **saving))
    _report, target = desk.build()
    assert canary not in everything(target)
