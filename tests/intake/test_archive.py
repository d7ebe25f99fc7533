"""A ZIP gives out its files and nothing else, whatever it says of itself."""

import stat
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from caregiver_app.errors import CaregiverError
from caregiver_app.intake import archive, room
from caregiver_app.intake.archive import look_at_zip
from caregiver_app.intake.room import MOST_FILES, Room
from caregiver_app.progress import Cancelled
from caregiver_app.sniff import sniff
from intake.makers import bomb, contents, looked, looked_in_child, only_in_room, packed_zip, unpacked_size, zip_of
from runs import tries


def test_a_zip_gives_out_its_files_with_their_folders_and_names(tmp_path: Path) -> None:
    seen = looked(tmp_path, zip_of(("2024/blood test.pdf", b"%PDF-1"), ("scan.jpg", b"\xff\xd8\xff")), look_at_zip)
    assert contents(seen) == {"2024/blood test.pdf": b"%PDF-1", "scan.jpg": b"\xff\xd8\xff"}
    assert (seen.format, seen.pages, seen.trouble, seen.detail) == ("zip", None, "", "2 files")
    assert only_in_room(tmp_path, seen)


def test_without_a_room_a_zip_is_only_looked_at(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(zip_of(("a.pdf", b"%PDF-1")))
    seen = look_at_zip(tmp_path / "file", None)
    assert (seen.inside, seen.detail) == ((), "1 files")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


SLIPS = (
    "../canary",
    "../../canary",
    "/canary",
    "C:\\canary",
    "..\\canary",
    "a/../../canary",
    "\\\\host\\canary",
    "~/x",
)


def test_a_name_that_leads_out_of_the_zip_leads_nowhere(tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    canary.write_text("untouched", encoding="utf-8")
    (tmp_path / "inner").mkdir()
    body = zip_of(*((name, b"slipped") for name in SLIPS))
    seen = looked(tmp_path / "inner", body, look_at_zip)
    assert body.count(b"../../canary") > 2
    assert any((tmp_path / "inner" / "room" / name).resolve() == canary for name in SLIPS)  # and really lead out
    assert [file.name for file in seen.inside] == list(SLIPS)
    assert contents(seen)["../canary"] == b"slipped"
    assert canary.read_text(encoding="utf-8") == "untouched"
    assert only_in_room(tmp_path / "inner", seen)


def test_links_in_a_zip_are_named_and_not_followed(tmp_path: Path) -> None:
    link, device = zipfile.ZipInfo("link.pdf"), zipfile.ZipInfo("device")
    link.create_system = device.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    device.external_attr = (stat.S_IFIFO | 0o666) << 16
    seen = looked(tmp_path, zip_of((link, b"/etc/passwd"), (device, b""), ("a", b"x")), look_at_zip)
    assert [(file.name, file.trouble) for file in seen.inside] == [
        ("link.pdf", "unsupported"), ("device", "unsupported"), ("a", ""),
    ]  # fmt: skip
    assert (seen.trouble, "link.pdf" in seen.detail) == ("not_all_inside", True)
    assert only_in_room(tmp_path, seen)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_names_that_are_alike_are_all_given_out(tmp_path: Path) -> None:
    names = (
        "a.pdf",
        "A.PDF",
        "a.pdf",
        "Mu\u0308ller",
        "M\u00fcller",
        "\u202efdp.exe",
        "🩸.pdf",
        "x" * 255,
        "y" * 4000,
        "con",
        " ",
    )
    body = zip_of(*((name, str(at).encode()) for at, name in enumerate(names)))
    seen = looked(tmp_path, body, look_at_zip)
    assert [file.name for file in seen.inside] == list(names)
    assert [file.file.read_bytes() for file in seen.inside if file.file] == [
        str(at).encode() for at in range(len(names))
    ]
    assert only_in_room(tmp_path, seen)


def with_raw_names(*names: bytes) -> bytes:
    """Return a ZIP whose names are these bytes, as programs write that know nothing of UTF-8."""
    body = zip_of(*((f"{at:02}".rjust(len(name), "@"), b"x") for at, name in enumerate(names)))
    for at, name in enumerate(names):
        body = body.replace(f"{at:02}".rjust(len(name), "@").encode(), name)
    return body


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("utf-8", ("Entlassbrief März.pdf", "血常规.pdf")),
        ("gb18030", ("检查报告/血常规.pdf", "王小明.jpg")),
        ("big5", ("檢驗報告/血液檢查.pdf", "出院病歷摘要.jpg")),
        ("cp437", ("Entlassbrief März.pdf", "Größe.txt")),
    ],
)
def test_names_are_read_in_the_letters_they_were_written_in(
    tmp_path: Path, encoding: str, names: tuple[str, ...]
) -> None:
    seen = looked(tmp_path, with_raw_names(*(name.encode(encoding) for name in names)), look_at_zip)
    assert [file.name for file in seen.inside] == list(names)
    assert seen.trouble == ""


def test_what_no_name_holds_is_a_mark_in_it(tmp_path: Path) -> None:
    seen = looked(tmp_path, with_raw_names(b"a\x00b\nc.pdf"), look_at_zip)
    assert [file.name for file in seen.inside] == ["a\ufffdb\ufffdc.pdf"]


def test_a_locked_file_is_named_and_the_others_are_given_out(tmp_path: Path) -> None:
    body = bytearray(zip_of(("open.txt", b"words"), ("locked.pdf", b"secret")))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        body[body.rindex(signature) + flags] |= 1
    seen = looked(tmp_path, bytes(body), look_at_zip)
    assert [(file.name, file.trouble) for file in seen.inside] == [("open.txt", ""), ("locked.pdf", "locked")]
    assert seen.trouble == "not_all_inside"
    assert seen.detail == "2 files; not taken out: locked.pdf (locked)"


def test_a_zip_that_is_locked_altogether_says_so(tmp_path: Path) -> None:
    body = bytearray(zip_of(("locked.pdf", b"secret")))
    body[6] |= 1
    body[body.index(b"PK\x01\x02") + 8] |= 1
    assert looked(tmp_path, bytes(body), look_at_zip).trouble == "locked"


def test_a_packing_nobody_here_knows_is_named(tmp_path: Path) -> None:
    body = bytearray(zip_of(("a.pdf", b"%PDF")))
    body[8] = body[body.index(b"PK\x01\x02") + 10] = 9  # Deflate64
    seen = looked(tmp_path, bytes(body), look_at_zip)
    assert [(file.name, file.trouble) for file in seen.inside] == [("a.pdf", "unsupported")]


def test_system_files_are_passed_over_and_counted(tmp_path: Path) -> None:
    noise = ("__MACOSX/._a.pdf", ".DS_Store", "x/.DS_Store", "Thumbs.db", "x/desktop.ini")
    body = zip_of(("a.pdf", b"%PDF"), ("x/", b""), *((name, b"?") for name in noise), ("__MACOSX/letter.pdf", b"real"))
    seen = looked(tmp_path, body, look_at_zip)
    assert set(contents(seen)) == {"a.pdf", "__MACOSX/letter.pdf"}
    assert seen.detail == "2 files; 5 files of the system passed over"


def test_a_zip_in_a_zip_is_given_out_as_a_file(tmp_path: Path) -> None:
    inner = zip_of(("a.pdf", b"%PDF"))
    seen = looked(tmp_path, zip_of(("inner.zip", inner), packing=zipfile.ZIP_STORED), look_at_zip)
    assert contents(seen) == {"inner.zip": inner}
    assert sniff(seen.inside[0].file or Path()) == "zip"


@pytest.mark.thorough
@pytest.mark.at_random
def test_a_zip_bomb_is_kept_and_named(tmp_path: Path) -> None:
    megabytes = tries(1200, least=300)
    packed = bomb(megabytes)
    assert unpacked_size(packed) > megabytes * 900_000
    body = packed_zip(b"bomb", packed, megabytes << 20)
    assert len(body) < 2 << 20
    seen, grew, took = looked_in_child(tmp_path, body, look_at_zip)
    assert [(file.name, file.trouble) for file in seen.inside] == [("bomb", "too_large")]
    assert only_in_room(tmp_path, seen)
    assert grew < 100
    assert took < 10


@pytest.mark.thorough
def test_a_bomb_in_a_packing_without_bounds_is_not_opened(tmp_path: Path) -> None:
    body = zip_of(("bomb", bytes(64 << 20)), packing=zipfile.ZIP_BZIP2)
    assert len(body) < 1000
    seen, grew, _took = looked_in_child(tmp_path, body, look_at_zip)
    assert [(file.name, file.trouble) for file in seen.inside] == [("bomb", "unsupported")]
    assert grew < 50


def test_files_that_share_their_bytes_are_named_and_given_out_once(tmp_path: Path) -> None:
    count, zeros = 2000, bytes(9 << 20)
    body = packed_zip(b"a", bomb(9), len(zeros), zlib.crc32(zeros), count)
    assert count * len(zeros) > 16 << 30  # what it would have come to
    assert len(body) < 200_000
    seen = looked(tmp_path, body, look_at_zip)
    assert [file.trouble for file in seen.inside] == ["", *["damaged"] * (count - 1)]
    assert "and 1,979 more" in seen.detail


@pytest.mark.parametrize("claimed", [5, 50])
def test_a_file_that_lies_about_its_size_is_damaged(tmp_path: Path, claimed: int) -> None:
    content = b"twenty letters here."
    body = bytearray(zip_of(("a.txt", content)))
    at = body.index(b"PK\x01\x02") + 24
    assert body[at] == len(content)
    body[at] = claimed
    seen = looked(tmp_path, bytes(body), look_at_zip)
    assert [(file.name, file.file, file.trouble) for file in seen.inside] == [("a.txt", None, "damaged")]
    assert only_in_room(tmp_path, seen)


def test_one_damaged_file_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    body = bytearray(zip_of(("a.txt", b"first"), ("b.txt", b"second" * 100), ("c.txt", b"third")))
    body[body.index(b"b.txt") + 8] ^= 0xFF
    seen = looked(tmp_path, bytes(body), look_at_zip)
    assert [(file.name, file.trouble) for file in seen.inside] == [("a.txt", ""), ("b.txt", "damaged"), ("c.txt", "")]


def with_empty_files(count: int) -> bytes:
    local, entries = bytearray(), bytearray()
    for at in range(count):
        name = f"{at:05}".encode()
        entries += (
            struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 0, 0, 33, 0, 0, 0, 5, 0, 0, 0, 0, 0, len(local)) + name
        )
        local += struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 0, 0, 33, 0, 0, 0, 5, 0) + name
    return bytes(local + entries) + struct.pack(
        "<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(entries), len(local), 0
    )


def test_more_files_than_a_family_has_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (archive, room):
        monkeypatch.setattr(module, "MOST_FILES", 2_000)
    seen = looked(tmp_path, with_empty_files(2_005), look_at_zip)
    assert len(seen.inside) == 2_000
    assert (seen.trouble, seen.detail) == ("not_all_inside", "2,005 files; 5 more than can be taken out")


@pytest.mark.thorough
def test_as_many_files_as_a_family_may_have_come_out(tmp_path: Path) -> None:
    seen = looked(tmp_path, with_empty_files(MOST_FILES), look_at_zip)
    assert (len(seen.inside), seen.trouble) == (MOST_FILES, "")


def test_a_monstrous_directory_is_not_read_into_memory(tmp_path: Path) -> None:
    directory = bytes(40 << 20)
    body = b"PK\x03\x04" + directory + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 9, 9, len(directory), 4, 0)
    seen, grew, _took = looked_in_child(tmp_path, body, look_at_zip)
    assert seen.trouble == "damaged"
    assert grew < 50
    assert sniff(tmp_path / "file") == "zip"


def test_what_is_written_is_counted_and_not_what_a_file_says(tmp_path: Path) -> None:
    room = Room(tmp_path, most_bytes=1000)
    for size in (600, 600, 400, 1):
        room.put(f"{size}", iter([bytes(size // 2), bytes(size - size // 2)]))
    assert [(file.name, file.trouble) for file in room.inside] == [
        ("600", ""), ("600", "too_large"), ("400", ""), ("1", "too_large"),
    ]  # fmt: skip
    assert sorted((path.name, path.stat().st_size) for path in tmp_path.iterdir()) == [("0001", 600), ("0002", 400)]


def test_a_disk_that_cannot_be_written_is_told_as_such_and_not_as_a_damaged_file(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(zip_of(("a.txt", b"words")))
    with pytest.raises(CaregiverError, match="is not there"):
        look_at_zip(path, tmp_path / "a folder that is gone")


def test_a_zip_cut_short_is_damaged_and_an_empty_one_is_empty(tmp_path: Path) -> None:
    assert looked(tmp_path, zip_of(("a.txt", b"words" * 500))[:-30], look_at_zip).trouble == "damaged"
    assert looked(tmp_path, zip_of(), look_at_zip).trouble == "empty"
    assert looked(tmp_path, zip_of((".DS_Store", b"x")), look_at_zip).trouble == "empty"


def test_taking_a_zip_apart_can_be_stopped(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(zip_of(*((f"{at}", b"x") for at in range(10))))
    told: list[tuple[int, int, str]] = []

    def stop_at_the_third(done: int, total: int, what: str) -> None:
        told.append((done, total, what))
        if done == 2:
            raise Cancelled

    (tmp_path / "room").mkdir()
    with pytest.raises(Cancelled):
        look_at_zip(path, tmp_path / "room", stop_at_the_third)
    assert [done for done, _total, _what in told] == [0, 1, 2]
