"""An e-mail gives its words and what is attached to it, however it was written."""

import base64
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver_app.domain.documents.document import TROUBLES
from caregiver_app.intake.mail import look_at_mail, look_at_mailbox
from caregiver_app.sniff import sniff
from intake.makers import contents, looked, looked_in_child, mail_of, only_in_room, picture, words

PDF = b"%PDF-1.7\r\n" + bytes(range(256)) * 10


def raw(*headers: bytes, body: bytes = b"words") -> bytes:
    return b"\r\n".join((b"From: a@b.example", b"MIME-Version: 1.0", *headers, b"", body))


def parts(kind: bytes, *each: bytes) -> bytes:
    body = b"".join(b"--limit\r\n" + part + b"\r\n" for part in each) + b"--limit--\r\n"
    return raw(b"Content-Type: multipart/" + kind + b"; boundary=limit", body=body)


def test_an_email_begins_with_who_wrote_it_and_gives_out_its_attachment(tmp_path: Path) -> None:
    seen = looked(tmp_path, mail_of("Dear Anna,\nhere it is.\n", (("Befünd 报告.pdf", PDF),)), look_at_mail)
    assert (seen.format, seen.pages, seen.trouble, seen.detail) == ("eml", 1, "words_only", "1 file attached")
    assert words(seen) == (
        'From: Dr. Müller <mueller@clinic.example>\nTo: anna@family.example\nDate: Wed, 31 Jan 2024 10:00:00 +0100\n'
        "Subject: Befund 报告\n\nDear Anna,\nhere it is."
    )  # fmt: skip
    assert contents(seen) == {"Befünd 报告.pdf": PDF}
    assert only_in_room(tmp_path, seen)


def test_what_is_attached_and_not_taken_out_is_named(tmp_path: Path) -> None:
    (tmp_path / "mail").write_bytes(mail_of("Dear Anna,\n", (("a.pdf", PDF),)))
    seen = look_at_mail(tmp_path / "mail", None)
    assert (seen.trouble, seen.detail, seen.inside) == ("not_all_inside", "1 file attached", ())
    (tmp_path / "mail").write_bytes(mail_of("Dear Anna,\n", ()))
    assert look_at_mail(tmp_path / "mail", None).trouble == "words_only"


def test_line_ends_of_windows_change_nothing(tmp_path: Path) -> None:
    body = mail_of("Dear Anna,\n", (("a.pdf", PDF),))
    seen = looked(tmp_path, body.replace(b"\n", b"\r\n"), look_at_mail)
    assert (words(seen), contents(seen)) == (words(looked(tmp_path / "room", body, look_at_mail)), {"a.pdf": PDF})


def test_of_two_ways_of_the_same_words_the_plain_one_is_taken(tmp_path: Path) -> None:
    plain, html = b"\r\nplain words", b"Content-Type: text/html\r\n\r\n<p>rich <b>words</b>"
    assert words(looked(tmp_path, parts(b"alternative", plain, html), look_at_mail)).endswith("plain words")
    assert words(looked(tmp_path, parts(b"alternative", b"\r\n \r\n", html), look_at_mail)).endswith("rich words")
    notice = b"\r\nThis needs HTML."
    assert "rich words" in words(looked(tmp_path, parts(b"alternative", notice, html + b"<p>more" * 30), look_at_mail))
    assert words(looked(tmp_path, parts(b"mixed", plain, html), look_at_mail)).endswith("plain words\n\nrich words")


def test_a_picture_within_the_words_is_given_out_and_an_icon_counted(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"] = "a@b.example"
    message.set_content("<img src='cid:scan'><img src='cid:logo'>", subtype="html")
    message.add_related(picture(), "image", "png", cid="<scan>")
    message.add_related(b"\x89PNG\r\n\x1a\n tiny", "image", "png", cid="<logo>")
    seen = looked(tmp_path, message.as_bytes(), look_at_mail)
    assert contents(seen) == {"attachment-1.png": picture()}
    assert seen.detail == "1 file attached; 1 icon passed over"


def test_an_email_in_an_email_is_given_out_as_one(tmp_path: Path) -> None:
    inner = mail_of("the older one\n", (("a.pdf", PDF),)).replace(b"\n", b"\r\n")
    seen = looked(
        tmp_path, parts(b"mixed", b"\r\nsee below", b"Content-Type: message/rfc822\r\n\r\n" + inner), look_at_mail
    )
    (file,) = seen.inside
    assert file.name == "Befund 报告.eml"
    assert file.file is not None
    assert sniff(file.file) == "eml"
    (tmp_path / "second").mkdir()
    again = looked(tmp_path / "second", file.file.read_bytes(), look_at_mail)
    assert contents(again) == {"a.pdf": PDF}
    assert "the older one" in words(again)
    assert "Subject: Befund 报告" in words(again)


@pytest.mark.parametrize(
    ("headers", "name"),
    [
        (b"Content-Disposition: attachment; filename*=utf-8''Befund%20%E6%8A%A5%E5%91%8A.pdf", "Befund 报告.pdf"),
        (b"Content-Disposition: attachment;\r\n filename*0*=utf-8''Be%66;\r\n filename*1=und.pdf", "Befund.pdf"),
        (b'Content-Type: application/pdf; name="=?utf-8?B?5oql5ZGKLnBkZg==?="', "报告.pdf"),
        (b'Content-Type: application/pdf; name="=?gb2312?B?sai45i5wZGY=?="', "报告.pdf"),
        ('Content-Disposition: attachment; filename="检查报告.pdf"'.encode(), "检查报告.pdf"),
        ('Content-Disposition: attachment; filename="检查报告.pdf"'.encode("gb18030"), "检查报告.pdf"),
        (b'Content-Disposition: attachment; filename="../../x\\y.pdf"', "../../x\\y.pdf"),
        (b"Content-Disposition: attachment; filename*=nonsense''a%FF.pdf", "aÿ.pdf"),
        (b"Content-Disposition: attachment", "attachment-1"),
        (b"Content-Type: application/pdf", "attachment-1.pdf"),
    ],
)
def test_the_name_of_an_attachment_is_read_as_it_was_meant(tmp_path: Path, headers: bytes, name: str) -> None:
    part = headers + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(PDF)
    seen = looked(tmp_path, parts(b"mixed", part), look_at_mail)
    assert contents(seen) == {name: PDF}
    assert only_in_room(tmp_path, seen)


@pytest.mark.parametrize("charset", [b"gb2312", b"nonsense", b"utf-8", b""])
def test_words_in_a_wrong_encoding_are_read_all_the_same(tmp_path: Path, charset: bytes) -> None:
    kind = b"Content-Type: text/plain; charset=" + charset if charset else b"X: y"
    body = raw(b"Subject: " + "王小明的报告".encode("gb18030"), kind, body="白细胞计数".encode("gb18030"))
    assert words(looked(tmp_path, body, look_at_mail)) == "From: a@b.example\nSubject: 王小明的报告\n\n白细胞计数"


def test_what_is_sealed_is_given_out_and_named(tmp_path: Path) -> None:
    part = b"Content-Type: application/pkcs7-mime; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\nMIIB"
    seen = looked(tmp_path, parts(b"mixed", part), look_at_mail)
    assert set(contents(seen)) == {"smime.p7m"}
    assert (seen.trouble, seen.detail) == (
        "not_all_inside", "1 file attached; sealed or locked: application/pkcs7-mime",
    )  # fmt: skip
    tnef = raw(b"Content-Type: application/ms-tnef; name=winmail.dat", body=b"\x78\x9f\x3e\x22")
    assert contents(looked(tmp_path / "room", tnef, look_at_mail)) == {"winmail.dat": b"\x78\x9f\x3e\x22"}


def nested(kind: bytes, depth: int) -> bytes:
    body = b"From: a@b.example\r\nMIME-Version: 1.0\r\n"
    for at in range(depth):
        limit = f"limit{at}".encode()
        opening = b"; boundary=" + limit + b"\r\n\r\n--" + limit if kind == b"multipart/mixed" else b"\r\n\r\nX: y"
        body += b"Content-Type: " + kind + opening + b"\r\n"
    return body + b"Content-Type: text/plain\r\n\r\nthe innermost words\r\n"


@pytest.mark.parametrize("depth", [25, 60, 1000])
@pytest.mark.parametrize("kind", [b"multipart/mixed", b"message/rfc822"])
def test_an_email_nested_without_end_is_read_as_far_as_it_goes(tmp_path: Path, kind: bytes, depth: int) -> None:
    body = nested(kind, depth)
    assert body.count(kind) == depth
    seen = looked(tmp_path, body, look_at_mail)
    held = words(seen).encode() + b"".join(contents(seen).values())
    assert b"the innermost words" in held or seen.trouble in ("not_all_inside", "damaged")
    assert "From: a@b.example" in words(seen)
    assert only_in_room(tmp_path, seen)


def test_an_email_of_a_thousand_tricks_takes_neither_time_nor_memory(tmp_path: Path) -> None:
    header = b"To: " + b"=?utf-8?q?a?= <" * 60_000
    kind = b"Content-Type: text/plain;" + b"a=b;" * 60_000
    many = b"\r\n".join([b"X: y"] * 60_000)
    seen, grew, took = looked_in_child(tmp_path, raw(header, kind, many), look_at_mail)
    assert "words" in words(seen)
    assert took < 5
    assert grew < 200


def test_more_parts_than_any_letter_has_are_counted(tmp_path: Path) -> None:
    seen = looked(tmp_path, parts(b"mixed", *[b"\r\nx"] * 6000), look_at_mail)
    assert (seen.trouble, seen.detail) == ("not_all_inside", "1,001 parts more than can be read")


def test_a_mailbox_gives_out_its_emails(tmp_path: Path) -> None:
    line = b"From anna@x.example Wed Jan 31 10:00:00 2024\n"
    first, second = mail_of("one\n\nFrom here it goes on\n\n>From now\n"), mail_of("two\n", (("a.pdf", PDF),))
    seen = looked(tmp_path, line + first + b"\n" + line + second, look_at_mailbox)
    assert (seen.format, seen.trouble, seen.detail) == ("mbox", "", "2 e-mails")
    assert contents(seen) == {"0001.eml": first.replace(b">From", b"From") + b"\n", "0002.eml": second}
    assert only_in_room(tmp_path, seen)


SEEDS = (mail_of("x\n", (("ä.pdf", PDF),)), nested(b"multipart/mixed", 5), parts(b"alternative", b"\r\na", b"\r\nb"))


@given(
    seed=st.sampled_from(SEEDS),
    flips=st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), max_size=20),
    cut=st.integers(0, 800),
)
def test_no_damage_to_an_email_makes_a_look_fail(
    seed: bytes, flips: list[tuple[int, int]], cut: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    body = bytearray(seed[: max(1, len(seed) - cut)])
    for position, value in flips:
        body[position % len(body)] = value
    folder = tmp_path_factory.mktemp("mutant")
    for look in (look_at_mail, look_at_mailbox):
        for old in (folder / "room").glob("*"):
            old.unlink()
        seen = looked(folder, bytes(body), look)
        assert seen.trouble == "" or seen.trouble in TROUBLES
        assert only_in_room(folder, seen)
        ("".join(page.text for page in seen.texts) + "".join(file.name for file in seen.inside)).encode()
