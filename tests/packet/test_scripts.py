"""Every script is set as it is written, and whoever copies a page gets what was typed, to the character.

Two readers are asked: pdfium, which is in most browsers, and poppler, where it is installed. What is typed and what
comes back are compared with white space counted as one space, because readers of PDFs see gaps, not spaces. Lines with
letters that run to the left are put in order by each reader in its own way; there each word of such letters must come
back, and all characters of the line.
"""

import hashlib
import random
import re
import shutil
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline import records
from caregiver_app.packet import faces, style
from caregiver_app.packet.direction import mirrored, runs_left
from caregiver_app.packet.flow import Pen
from caregiver_app.packet.scripts import clusters, words_within
from caregiver_app.packet.shaping import shape
from caregiver_app.packet.signs import signs_no_face_has
from caregiver_app.packet.text import PAGE, Text, link, para, strong
from family import PERSON
from packet.papers import texts_by_poppler
from runs import tries

SAID = {
    "English": "The fever came back on Sunday (38.5 °C), 2 days after cycle 3.",
    "German": "Größere Lymphknoten am Hals; die Ärztin prüft das heute.",
    "French": "Où a-t-elle été traitée ? À l’hôpital, dès février — sans fièvre.",
    "Spanish": "¿Cuándo empezó el tratamiento? Él mejoró mucho en otoño.",
    "Polish": "Leczenie rozpoczęto w październiku, gorączka ustąpiła, chłoniak żyje w nas.",
    "Turkish": "İlaç değişti, ağrı azaldı; ışın tedavisi şubatta bitti.",
    "Vietnamese": "Bệnh nhân được chẩn đoán ung thư hạch vào tháng ba.",
    "Vietnamese, decomposed": unicodedata.normalize("NFD", "Bệnh nhân được chẩn đoán ung thư hạch."),
    "Russian": "Лечение начали в марте, ёлка ещё стояла; объём опухоли меньше.",
    "Ukrainian": "Лікування почали в березні, їй стало краще; ґанок, є питання.",
    "Greek": "Ο ασθενής πήρε εξιτήριο· η θεραπεία συνεχίζεται, ΐ και ΰ.",
    "Simplified Chinese": "患者于三月开始治疗，血小板 112 ×10⁹/L，复查骨髓 正常。",
    "Traditional Chinese": "病人於三月開始治療，體溫正常，「沒有發燒」。",
    "Japanese": "治療は三月に始まりました。リンパ腫の検査で、ガンが見つかった。",
    "Hindi": "रोगी का उपचार मार्च २०२४ में शुरू हुआ। कृपया पूर्ण प्रतिक्रिया की रिपोर्ट भेजें।",
    "Marathi": "रुग्णाला ज्वर आला, पण दुसऱ्या दिवशी तो उतरला. तऱ्हा र्‍ह",
    "Nepali": "बिरामीको उपचार चैत्रमा सुरु भयो, ज्वरो आएको छैन।",
    "Bengali": "রোগীর চিকিৎসা মার্চ মাসে শুরু হয়েছে; ক্ষুদ্র লসিকা গ্রন্থি।",
    "Tamil": "நோயாளியின் சிகிச்சை மார்ச் மாதத்தில் தொடங்கியது. கொடுக்கப்பட்டது",
    "Telugu": "చికిత్స మార్చిలో ప్రారంభమైంది, జ్వరం తగ్గింది.",
    "Gujarati": "દર્દીની સારવાર માર્ચમાં શરૂ થઈ.",
    "Punjabi": "ਮਰੀਜ਼ ਦਾ ਇਲਾਜ ਮਾਰਚ ਵਿੱਚ ਸ਼ੁਰੂ ਹੋਇਆ।",
    "Thai": "ผู้ป่วยเริ่มการรักษาเมื่อเดือนมีนาคม น้ำหนักลดลง ที่นี่ปั่นป่วน",
    "Lao": "ຄົນເຈັບເລີ່ມປິ່ນປົວໃນເດືອນມີນາ.",
    "Khmer": "អ្នកជំងឺបានចាប់ផ្តើមការព្យាបាល។",
    "Armenian": "Բուժումը սկսվեց մարտին։",
    "Georgian": "მკურნალობა მარტში დაიწყო.",
    "Amharic": "ሕክምናው በመጋቢት ተጀመረ።",
}
LEFTWARD = {
    "Arabic": "بدأ العلاج في شهر مارس 2024 (R-CHOP)، وكانت النتيجة جيدة. لا حمّى، شكراً!",
    "Persian": "درمان در ماه مارس ۲۰۲۴ آغاز شد؛ می‌خواهیم بدانیم آیا CAR-T گزینهٔ بعدی است؟",
    "Urdu": "علاج مارچ ۲۰۲۴ میں شروع ہوا، ڈاکٹر نے کہا سب ٹھیک ہے۔",
    "Hebrew": "הטיפול התחיל במרץ 2024 (R-CHOP 21), והתוצאה טובה; שָׁלוֹם לכולם.",
    "Arabic in English": "Dr Levi saw أحمد on 3/4/2024 and wrote «נראה טוב» (ok).",
}
Reader = Callable[[Path], list[str]]


def drawn(blocks: Sequence[Text], target: Path, width: float = 3000, height: float = 60) -> Path:
    """Draw each block on a page of its own."""
    style.register_fonts()
    canvas = Canvas(str(target), pageCompression=0, invariant=1, initialFontName=style.TEXT)
    pen = Pen(canvas, lambda _place: 17)
    for block in blocks:
        canvas.setPageSize((width + 40, height))
        block.paint(pen, 20, height - 10, width)
        canvas.showPage()
    canvas.save()
    return target


def by_pdfium(target: Path) -> list[str]:
    with closing(pypdfium2.PdfDocument(target)) as document:
        return [page.get_textpage().get_text_range() for page in document]


READERS = {"pdfium": by_pdfium, "poppler": texts_by_poppler}
HERE = [name for name in READERS if name != "poppler" or shutil.which("pdftotext")]


@pytest.fixture(params=HERE)
def reader(request: pytest.FixtureRequest) -> Reader:
    return READERS[request.param]


@pytest.mark.thorough
def test_both_readers_are_here_to_be_asked() -> None:
    assert list(READERS) == HERE, "install poppler-utils: its pdftotext is the second reader"


def spaced(text: str) -> str:
    return " ".join(text.split())


def letters(text: str) -> Counter[str]:
    """Count characters, brackets that face either way as one and letters of one meaning as one."""
    plain = unicodedata.normalize("NFKC", text)
    return Counter(min(letter, mirrored(letter)) for letter in plain if not letter.isspace())


def test_a_sentence_in_each_language_comes_back_as_it_was_typed(reader: Reader, tmp_path: Path) -> None:
    found = reader(drawn([para(text) for text in SAID.values()], tmp_path / "said.pdf"))
    assert dict(zip(SAID, map(spaced, found), strict=True)) == SAID


def test_letters_that_run_to_the_left_come_back_in_the_order_they_were_typed(reader: Reader, tmp_path: Path) -> None:
    found = reader(drawn([para(text) for text in LEFTWARD.values()], tmp_path / "said.pdf"))
    for typed, read in zip(LEFTWARD.values(), found, strict=True):
        assert letters(read) == letters(typed)
        read = unicodedata.normalize("NFC", spaced(read))
        for word in re.findall("[\u0591-\u05f4\u0620-\u065f\u066e-\u06d3\u200c]+", typed):
            assert unicodedata.normalize("NFC", word) in read


def test_every_sign_of_these_languages_has_a_face_in_every_weight() -> None:
    everything = "".join((*SAID.values(), *LEFTWARD.values()))
    assert style.unprintable(everything) == frozenset()
    for font in (style.TEXT, style.STRONG, style.SLANTED):
        assert style.text_width(everything, font) > 0


UNKNOWN = {"Korean": "치료는 3월에 시작되었습니다.", "emoji": "😀👩\u200d🚀", "Cherokee": "ᏣᎳᎩ", "private": "\ue000"}


def nothing_drawn_for(text: str, font: str) -> list[str]:
    """Return the stretches of a text that would be drawn with the shape a face has for what it lacks, its glyph 0."""
    found = []
    for face, run in style.runs(text, font):
        if faces.is_shaped(face):
            clusters = shape(run, faces.harfbuzz(faces.family(face)))
            found += [one.text for one in clusters if any(glyph == 0 for glyph, _right, _up in one.glyphs)]
        else:
            known = pdfmetrics.getFont(face).face.charToGlyph
            found += [letter for letter in run if not known.get(ord(letter))]
    return found


@pytest.mark.parametrize("font", [style.TEXT, style.STRONG, style.SLANTED])
def test_no_sign_of_thirty_languages_is_drawn_as_the_box_of_a_missing_one(font: str) -> None:
    style.register_fonts()
    assert len(SAID) + len(LEFTWARD) >= 30
    everything = SAID | LEFTWARD | UNKNOWN
    assert {name: lost for name, text in everything.items() if (lost := nothing_drawn_for(text, font))} == {}


def test_what_no_face_has_is_named_before_a_packet_is_made() -> None:
    for text in UNKNOWN.values():
        case = CaseSnapshot(PERSON, entries=(records.Note(title=text),))
        signs = {sign for sign in text if unicodedata.category(sign) in ("Lo", "So", "Co", "Lu")}
        assert set(signs_no_face_has(case, date(2026, 11, 20))) == signs


@pytest.mark.parametrize(
    "typed",
    [
        "Cafe\u0301 and co\u00adoperate, a zero\u200bwidth space",
        "می\u200cخواهیم", "क्\u200dष र्\u200dह", "x\ufe0f and 葛\U000e0100城", "\u200bfirst", "a\u034f\u0301",
        "か\u3099 and カ\u3099", "q\u0308\u0323\u0331 stacked", "ﬁnding",
    ],
)  # fmt: skip
def test_signs_without_ink_and_composed_accents_are_kept_though_nobody_sees_them(
    typed: str, reader: Reader, tmp_path: Path
) -> None:
    (found,) = reader(drawn([para(typed)], tmp_path / "signs.pdf"))
    wanted = unicodedata.normalize("NFKC", typed) if "\ufb01" in typed else typed
    assert spaced(found) in (wanted, typed)


@pytest.mark.parametrize("sign", ["😀", "Ꮳ", "\ue000", "👩\u200d🚀"])
def test_what_no_face_has_is_drawn_by_its_number_and_copied_as_itself(
    sign: str, reader: Reader, tmp_path: Path
) -> None:
    named = "".join(style.shown(letter) for letter in sign if letter != "\u200d")
    target = drawn([para(f"Well {sign} then"), para(f"Well {named} then")], tmp_path / "signs.pdf", 300)
    assert list(map(spaced, reader(target))) == [f"Well {sign} then", f"Well {named} then"]
    first, second = pictures(target)
    assert sum(first.histogram()[:128]) == pytest.approx(sum(second.histogram()[:128]), rel=0.03)
    assert style.unprintable(sign) == frozenset(sign) - {"\u200d"}


def pictures(target: Path, scale: float = 2) -> list[Image.Image]:
    with closing(pypdfium2.PdfDocument(target)) as document:
        return [page.render(scale=scale).to_pil().convert("L") for page in document]


def test_characters_that_are_no_text_are_written_by_their_number(reader: Reader, tmp_path: Path) -> None:
    (found,) = reader(drawn([para("a\x07b \ud800 \uffff")], tmp_path / "signs.pdf"))
    assert spaced(found) == "a[U+0007]b [U+D800] [U+FFFF]"


def test_signs_are_named_to_whoever_typed_them() -> None:
    assert style.name_of("😀") == "😀 (U+1F600 GRINNING FACE)"
    assert style.name_of("\u200d") == "(U+200D ZERO WIDTH JOINER)"
    assert style.name_of("\x07") == "(U+0007)"


def test_arabic_letters_join_and_run_to_the_left() -> None:
    font = faces.harfbuzz("NotoSansArabic")
    joined = shape("بيت", font)
    assert [cluster.text for cluster in joined] == ["ت", "ي", "ب"]
    alone = {cluster.glyphs[0][0] for letter in "بيت" for cluster in shape(letter, font)}
    assert not {cluster.glyphs[0][0] for cluster in joined} & alone
    (left, right) = shape("لا", font)
    assert (left.text + right.text, len(left.glyphs) + len(right.glyphs)) == ("ال", 1)


def test_indic_vowels_stand_before_their_letter_and_consonants_grow_together() -> None:
    font = faces.harfbuzz("NotoSansDevanagari")
    (syllable,) = shape("कि", font)
    (letter,) = shape("क", font)
    assert [glyph for glyph, _right, _up in syllable.glyphs].index(letter.glyphs[0][0]) == 1
    (conjunct,) = shape("क्ष", font)
    assert (conjunct.text, len(conjunct.glyphs)) == ("क्ष", 1)


def test_thai_marks_are_placed_above_one_another() -> None:
    marks = [glyph for cluster in shape("ปี่", faces.harfbuzz("NotoSansThai")) for glyph in cluster.glyphs]
    heights = [up for _glyph, _right, up in marks]
    assert len(marks) == 3
    assert len({(right, up) for _glyph, right, up in marks}) == 3 or len(set(heights)) > 1


def test_lines_of_thai_break_between_words_and_no_letter_is_parted_from_its_marks() -> None:
    assert words_within("ผู้ป่วยได้รับการรักษา") == ["ผู้", "ป่วย", "ได้", "รับ", "การ", "รักษา"]
    assert list(clusters("ที่นี่ क्षि e\u0301")) == ["ที่", "นี่", " ", "क्षि", " ", "e\u0301"]


@pytest.mark.parametrize("typed", [SAID["Thai"], SAID["Hindi"], SAID["Khmer"] * 3, SAID["Japanese"], LEFTWARD["Urdu"]])
@pytest.mark.parametrize("width", [30, 90])
def test_a_narrow_column_keeps_every_character_and_none_begins_a_line_with_a_mark(
    typed: str, width: float, tmp_path: Path
) -> None:
    target = drawn([para(typed)], tmp_path / "narrow.pdf", width, 900)
    (found,) = by_pdfium(target)
    assert letters(found) == letters(typed)
    assert not any(unicodedata.category(line.lstrip()[0])[0] == "M" for line in found.splitlines() if line.strip())
    if not runs_left(typed):
        assert "".join(found.split()) == "".join(typed.split())


def first_at(target: Path, page: int, words: str) -> tuple[float, float]:
    """Return where words begin and end, in points from the left of the text."""
    with closing(pypdfium2.PdfDocument(target)) as document:
        layer = document[page].get_textpage()
        boxes = [
            layer.get_charbox(index) for index in range(layer.count_chars())
            if layer.get_text_range(index, 1) and layer.get_text_range(index, 1) in words
        ]  # fmt: skip
        return min(box[0] for box in boxes) - 20, max(box[2] for box in boxes) - 20


def test_a_typed_line_stands_at_the_side_its_first_letter_runs_from(tmp_path: Path) -> None:
    typed = ("הטיפול הצליח abc", "abc הטיפול הצליח", "ב", "12: מ")
    target = drawn([para(text) for text in typed], tmp_path / "sides.pdf", 300)
    (left, right) = first_at(target, 0, "ה")
    assert (left > 150, right > 295) == (True, True)
    assert first_at(target, 0, "a")[0] < left
    assert first_at(target, 1, "a")[0] < 2
    assert first_at(target, 2, "ב")[1] > 295
    assert first_at(target, 3, "מ")[1] < first_at(target, 3, "1")[0]
    labelled = drawn([para(strong("Diagnosis: "), "לימפומה")], tmp_path / "label.pdf", 300)
    assert first_at(labelled, 0, "D")[0] < 2


def test_a_link_in_a_line_that_runs_to_the_left_lies_on_its_words(tmp_path: Path) -> None:
    target = drawn([para("ראו ", link(f"עמוד {PAGE}", "here"), " בחבילה", place="here")], tmp_path / "link.pdf", 300)
    assert "17" in by_pdfium(target)[0]
    with pikepdf.open(target) as pdf:
        spots = [[float(side) - 20 for side in note["/Rect"]] for note in pdf.pages[0].get("/Annots", [])]
    left, right = first_at(target, 0, "ע17")
    assert min(spot[0] for spot in spots) <= left < right <= max(spot[2] for spot in spots)
    assert max(spot[2] for spot in spots) < 285


def test_one_line_of_several_scripts_is_shaped_too(tmp_path: Path) -> None:
    style.register_fonts()
    canvas = Canvas(str(tmp_path / "line.pdf"), pagesize=(500, 60), invariant=1)
    width = style.draw_text(canvas, 480, 30, "Wei أحمد हिन्दी · D-001", align="right")
    assert width == pytest.approx(style.text_width("Wei أحمد हिन्दी · D-001"))
    canvas.save()
    assert spaced(by_pdfium(tmp_path / "line.pdf")[0]) == "Wei أحمد हिन्दी · D-001"
    whole = "हिन्दी भाषा में बहुत लंबा नाम"
    short = style.fitted(whole, style.TEXT, 10, 60)
    assert style.text_width(short, style.TEXT, 10) <= 60
    assert short.endswith("…")
    assert whole.startswith(short[:-1])


def test_a_page_of_all_scripts_is_a_sound_file_and_the_same_each_time(tmp_path: Path) -> None:
    everything = [para(text) for text in (*SAID.values(), *LEFTWARD.values(), "😀 \ud800")]
    first, second = drawn(everything, tmp_path / "first.pdf"), drawn(everything, tmp_path / "second.pdf")
    assert first.read_bytes() == second.read_bytes()
    with pikepdf.open(first) as pdf:
        assert pdf.check_pdf_syntax() == []


@pytest.mark.thorough
def test_other_runs_of_the_program_draw_the_same_bytes(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from packet.test_scripts import *;"
        "drawn([para(text) for text in (*SAID.values(), *LEFTWARD.values())], Path(sys.argv[1]))"
    )
    seen = set()
    for seed in ("1", "2"):
        target = tmp_path / f"{seed}.pdf"
        subprocess.run(
            [sys.executable, "-c", code, str(target)], check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
        )  # fmt: skip
        seen.add(hashlib.sha256(target.read_bytes()).hexdigest())
    assert len(seen) == 1


_DRAWN_FROM = (
    ((0x20, 0x7E), (0xA1, 0xAC), (0xAE, 0x17F), (0x300, 0x333), (0x1EA0, 0x1EF9)),
    ((0x370, 0x52F),),
    ((0x900, 0x97F),), ((0x980, 0x9FF),), ((0xA00, 0xA7F),), ((0xB80, 0xBFF),), ((0xC00, 0xC7F),),
    ((0xE00, 0xE5B),), ((0x1780, 0x17F9),), ((0x530, 0x58F), (0x10A0, 0x10FF)),
    ((0x4E00, 0x4FFF), (0x3041, 0x30FF), (0x20000, 0x20040)),
    ((0x1F300, 0x1F650), (0x2600, 0x27BF), (0x61, 0x7A)),
    ((0x2100, 0x2BFF),), ((0x20, 0x5FF), (0x900, 0x1CFF), (0x2C00, 0xABFF), (0x10000, 0x107FF), (0x11000, 0x1E7FF)),
)  # fmt: skip
_BLANK = "\u2800"  # a sign without any dot; pdfium passes over what is drawn without ink
_LEFTWARD_LETTERS = (((0x5D0, 0x5EA), (0x620, 0x64A), (0x671, 0x6D3)), ((0x30, 0x39), (0x61, 0x7A), (0x20, 0x2F)))


def characters(ranges: Sequence[tuple[int, int]], *, leftward: bool = False) -> list[str]:
    every = [chr(number) for first, last in ranges for number in range(first, last + 1)]
    return [
        letter for letter in every
        if letter != _BLANK
        and unicodedata.category(letter) not in ("Cc", "Cs", "Cn", "Zs", "Zl", "Zp")
        and (leftward or unicodedata.bidirectional(letter) not in ("R", "AL", "RLE", "RLO", "RLI", "AN"))
    ]  # fmt: skip


@pytest.mark.at_random
def test_generated_texts_come_back_to_the_character(reader: Reader, tmp_path: Path, thorough: bool) -> None:
    chance = random.Random(7)
    sets = [characters(ranges) for ranges in _DRAWN_FROM]
    firsts = [[letter for letter in choice if unicodedata.category(letter)[0] in "LN"] for choice in sets]
    made = []
    for number in range((10_000 if reader is by_pdfium else 2_000) if thorough else 300):
        choice = number % len(sets)
        words = [
            chance.choice(firsts[choice]) + "".join(chance.choices(sets[choice], k=chance.randint(0, 9)))
            for _word in range(chance.randint(1, 3))
        ]
        made.append(" ".join(words))
    found = reader(drawn([para(text) for text in made], tmp_path / "made.pdf"))
    for typed, read in zip(made, found, strict=True):
        assert "".join(read.split()) == "".join(typed.split())


@pytest.mark.at_random
def test_generated_lines_that_run_either_way_lose_no_character(reader: Reader, tmp_path: Path) -> None:
    chance = random.Random(8)
    letters_of, others = (characters(ranges, leftward=True) for ranges in _LEFTWARD_LETTERS)
    made = ["".join(chance.choices([*letters_of, *others, *" " * 20], k=30)) for _text in range(tries(2_000, 200))]
    found = reader(drawn([para(text) for text in made], tmp_path / "made.pdf"))
    for typed, read in zip(made, found, strict=True):
        assert letters(read) == letters(typed)
