"""HTML and XML give their words and what is packed into them, and reach for nothing beside them."""

import base64
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver_app.domain.documents.document import TROUBLES
from caregiver_app.intake.markup import look_at_ccda, look_at_html, look_at_xml, words_of_html
from caregiver_app.intake.plain_text import look_at_text
from caregiver_app.intake.words import MOST_LETTERS, pages_of
from caregiver_app.sniff import sniff
from intake.makers import XML, ccda_of, contents, looked, looked_in_child, only_in_room, picture, words

NARRATIVE = """
<section><title>Medications</title><text><table><thead><tr><th>Name</th><th>Dose</th></tr></thead><tbody>
<tr><td><content ID="a">Lenalidomide</content></td><td>25 mg</td></tr></tbody></table>
<list><item>every <sub>28</sub> days</item><item>by mouth</item></list></text>
<entry><act><originalText>Revlimid</originalText><name>25 mg</name></act></entry>
</section><section><title>Results</title><text><paragraph>Hb 11</paragraph></text></section>"""


def test_a_portal_document_is_read_in_order_and_its_codes_last(tmp_path: Path) -> None:
    seen = looked(tmp_path, ccda_of(NARRATIVE), look_at_ccda)
    assert (seen.format, seen.pages, seen.trouble, seen.detail) == ("ccda", 2, "words_only", "")
    assert [line for line in seen.texts[0].text.split("\n") if line] == [
        "Discharge Summary", "effectiveTime 2024-01-31", "Medications", "Name | Dose", "Lenalidomide | 25 mg",
        "every 28 days", "by mouth", "Results", "Hb 11",
    ]  # fmt: skip
    assert seen.texts[1].text == "Revlimid\n25 mg"


def packed(body: bytes, kind: str = "application/pdf") -> str:
    letters = base64.encodebytes(body).decode()
    return f'<nonXMLBody><text mediaType="{kind}" representation="B64">{letters}</text></nonXMLBody>'


def test_the_file_in_an_envelope_is_given_out(tmp_path: Path) -> None:
    pdf = b"%PDF-1.7" + bytes(range(256)) * 30_000
    seen = looked(tmp_path, ccda_of(packed(pdf) + packed(b"\xff\xd8\xff", "image/jpeg")), look_at_ccda)
    assert contents(seen) == {"attachment-1.pdf": pdf, "attachment-2.jpg": b"\xff\xd8\xff"}
    assert (seen.trouble, seen.detail) == ("words_only", "2 files packed into it")
    assert only_in_room(tmp_path, seen)


@pytest.mark.parametrize("harm", ["=" * 5, "é", "A"])
def test_an_envelope_whose_file_is_spoilt_says_so(tmp_path: Path, harm: str) -> None:
    body = ccda_of(packed(b"%PDF-1.7").replace("JVBER", "JVBER" + harm))
    seen = looked(tmp_path, body, look_at_ccda)
    assert [(file.name, file.file, file.trouble) for file in seen.inside] == [("attachment-1.pdf", None, "damaged")]
    assert seen.trouble == "not_all_inside"


def test_an_envelope_cut_short_gives_its_words_and_names_its_file(tmp_path: Path) -> None:
    body = ccda_of(packed(b"%PDF-1.7" * 9000))[:9000]
    seen = looked(tmp_path, body, look_at_ccda)
    assert seen.trouble == "damaged"
    assert "Discharge Summary" in words(seen)
    assert "JVBER" not in words(seen)
    assert [(file.name, file.trouble) for file in seen.inside] == [("attachment-1.pdf", "damaged")]


def test_every_real_portal_document_is_read(real_files: Path | None, tmp_path: Path) -> None:
    envelopes = {"CDA_with_Embedded_PDF.xml": 143_710, "Unstructured_Document_embed.xml": 173_792}
    for path in sorted((real_files / "ccda").iterdir()) if real_files else ():
        room = tmp_path / path.stem
        room.mkdir()
        look = {"ccda": look_at_ccda, "xml": look_at_xml}[sniff(path)]
        seen = look(path, room)
        fragment = path.name.startswith("Quality")  # a piece of a document, with a prefix that it does not explain
        assert seen.trouble == ("damaged" if fragment else "words_only"), path.name
        assert len(words(seen)) > 400
        if path.name in envelopes:
            (file,) = seen.inside
            assert file.file is not None
            assert sniff(file.file) == "pdf"
            assert file.file.stat().st_size == envelopes[path.name]


def test_any_xml_gives_its_words(tmp_path: Path) -> None:
    fhir = f'{XML}<Patient xmlns="http://hl7.org/fhir"><name><given value="Anna"/></name></Patient>'
    assert words(looked(tmp_path, fhir.encode(), look_at_xml)) == "Anna"
    chinese = "<?xml version='1.0' encoding='GB2312'?><a><b>王小明</b><c>血</c></a>".encode("gb2312")
    assert words(looked(tmp_path, chinese, look_at_xml)) == "王小明\n血"
    wrong = f"{XML}<a>Müller, größer</a>".encode("cp1252")
    assert words(looked(tmp_path, wrong, look_at_xml)) == "Müller, größer"
    beside = b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a>one&nbsp;two</a>'
    assert words(looked(tmp_path, beside, look_at_xml)) == "one two"


LAUGHS = "".join(f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9))
ENTITIES = f'<!DOCTYPE a [<!ENTITY a "laugh">{LAUGHS}]><a>before &j;</a>'
QUADRATIC = f'<!DOCTYPE a [<!ENTITY a "{"x" * 100_000}">]><a>before {"&a;" * 100_000}</a>'
ATTRIBUTES = f'<!DOCTYPE a [<!ENTITY a "laugh">{LAUGHS}]><a b="&j;">before</a>'


@pytest.mark.every(4)
@pytest.mark.parametrize(
    ("body", "said"),
    [
        (ENTITIES.encode(), "it declares entities of its own"),
        (ENTITIES.encode("utf-16"), "it declares entities of its own"),
        (b'<?xml version="1.0" encoding="UTF-7"?>' + ENTITIES.encode("utf-7"), "an encoding nobody uses"),
        (QUADRATIC.encode(), "it declares entities of its own"),
        (ATTRIBUTES.encode(), "it declares entities of its own"),
        (b'<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///x">%p;]><a>before</a>', "it declares entities of its own"),
        (b"<a>before " + b"<a>" * 100_000, "nested too deeply"),
        (b"<a>before " + b"<a>" * 100_000 + b"</a>" * 100_001, "nested too deeply"),
        (b'<a>before <b c="' + b"x" * 20_000_000, "a tag without end"),
        (b"<a>before <!--" + b"words " * 3_000_000, "a tag without end"),
    ],
    ids=["laughs", "utf-16", "utf-7", "quadratic", "attributes", "parameter", "deep", "closed", "tag", "comment"],
)  # fmt: skip
def test_xml_that_asks_for_too_much_is_kept_and_named(tmp_path: Path, body: bytes, said: str) -> None:
    seen, grew, took = looked_in_child(tmp_path, body, look_at_xml)
    assert (seen.trouble, seen.detail) == ("damaged", said)
    assert "before" in words(seen) or said == "an encoding nobody uses"
    assert len(words(seen)) < len(body)
    assert took < 2
    assert grew < 200


def test_what_stands_in_another_file_or_at_an_address_is_never_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the secret", encoding="utf-8")
    for address in (secret.as_uri(), str(secret), "http://127.0.0.1:9/secret"):
        bodies = (
            f'<!DOCTYPE a [<!ENTITY s SYSTEM "{address}">]><a>before &s;</a>',
            f'<!DOCTYPE a SYSTEM "{address}"><a>before &s;</a>',
            f'<?xml-stylesheet href="{address}"?><a>before</a>',
            f'<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="{address}" parse="text">before</x:include>',
            f'<p>before</p><iframe src="{address}"></iframe><object data="{address}"></object>',
        )
        for body in bodies:
            for look in (look_at_xml, look_at_ccda, look_at_html):
                seen = looked(tmp_path, body.encode(), look)
                assert "before" in words(seen)
                assert "the secret" not in words(seen)
    assert secret.read_text(encoding="utf-8") == "the secret"


PAGE = b"""<!DOCTYPE html><html><head><title>My results</title><style>p {}</style>
<script>if (a<b) alert(1)</script></head>
<body onload="x()"><h1>Blood</h1><p>taken   on
<b>3</b> March</p><table><tr><td>WBC<td>3.5<tr><td>Hb<td>11</table>
<img src="http://127.0.0.1:9/x.png" alt="a picture"><noscript>shown</noscript></body>"""


def test_a_saved_page_gives_its_words_and_runs_nothing(tmp_path: Path) -> None:
    seen = looked(tmp_path, PAGE, look_at_html)
    assert (seen.format, seen.pages, seen.trouble) == ("html", 1, "words_only")
    assert [line for line in words(seen).split("\n") if line] == [
        "My results", "Blood", "taken on 3 March", "WBC | 3.5", "Hb | 11", "a picture shown",
    ]  # fmt: skip


def test_pictures_written_into_a_page_are_given_out(tmp_path: Path) -> None:
    body = picture()
    letters = base64.b64encode(body).decode()
    icon = base64.b64encode(b"\x89PNG tiny").decode()
    page = f'<p>x</p><img src="data:image/png;base64,{letters}"><img src="data:image/png;base64,{icon}">'
    seen = looked(tmp_path, page.encode(), look_at_html)
    assert contents(seen) == {"attachment-1.png": body}


@pytest.mark.parametrize(
    ("page", "encoding"),
    [
        ("<meta charset=gb2312><p>王小明</p>", "gb2312"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=big5"><p>王小明</p>', "big5"),
        ("<meta charset=iso-8859-1><p>王小明</p>", "utf-8"),
        ("<meta charset=nonsense><p>王小明 Müller</p>", "utf-8"),
        ("<p>王小明</p>", "utf-16"),
    ],
)
def test_a_page_is_read_in_its_own_letters(page: str, encoding: str) -> None:
    assert words_of_html(page.encode(encoding))[0].startswith("王小明")


@pytest.mark.parametrize(
    "body",
    [b"<div>" * 100_000, b"<table><tr><td>x" * 50_000, b"<" * 1_000_000, b"<!--" * 300_000, b"<a " + b"x" * 9_000_000],
    ids=["deep", "tables", "brackets", "comments", "attributes"],
)
def test_a_page_made_to_exhaust_its_reader_does_not(tmp_path: Path, body: bytes) -> None:
    seen, grew, took = looked_in_child(tmp_path, b"<p>before</p>" + body + b"after", look_at_html)
    assert "before" in words(seen)
    assert took < 5
    assert grew < 200


def test_a_text_is_split_at_its_own_pages_or_at_paragraphs(tmp_path: Path) -> None:
    assert [page.text for page in pages_of("one\r\n\x0c\n two \x0c\x0c\n")] == ["one", "two"]
    paragraph = "Words of a letter. " * 50
    pages = pages_of("\n\n".join([paragraph] * 20))
    assert all(len(page.text) <= 3000 for page in pages)
    assert [page.page for page in pages] == list(range(1, len(pages) + 1))
    assert "".join(page.text for page in pages).replace(" ", "").count("letter") == 1000
    assert len(pages_of("血" * 9000)) == 3
    seen = looked(tmp_path, "Größe".encode("latin-1"), look_at_text)
    assert (seen.format, words(seen), seen.trouble, seen.detail) == ("text", "Größe", "", "read as cp1252")
    assert looked(tmp_path, b" \r\n", look_at_text).trouble == "empty"


def test_a_text_without_end_is_read_as_far_as_it_is_said(tmp_path: Path) -> None:
    seen = looked(tmp_path, b"word " * (MOST_LETTERS // 5 + 10), look_at_text)
    assert seen.trouble == "not_all_inside"
    assert seen.detail == "only its first 20,000,000 letters were read"


SEEDS = (ccda_of(NARRATIVE + packed(b"%PDF-1.7" * 20)), PAGE, ENTITIES.encode(), b"{}")


@given(
    seed=st.sampled_from(SEEDS),
    flips=st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), max_size=12),
    cut=st.integers(0, 800),
)
def test_no_damage_to_markup_makes_a_look_fail(
    seed: bytes, flips: list[tuple[int, int]], cut: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    body = bytearray(seed[: max(1, len(seed) - cut)])
    for position, value in flips:
        body[position % len(body)] = value
    folder = tmp_path_factory.mktemp("mutant")
    for look in (look_at_xml, look_at_ccda, look_at_html, look_at_text):
        for old in (folder / "room").glob("*"):
            old.unlink()
        seen = looked(folder, bytes(body), look)
        assert seen.trouble == "" or seen.trouble in TROUBLES
        assert only_in_room(folder, seen)
        "".join(page.text for page in seen.texts).encode()
