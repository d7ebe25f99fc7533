"""Which papers may be the same: words and figures decide; looks are asked only where no words are."""

import random
import sys
from types import FrameType

import pytest

from caregiver_app.domain.documents.alike import (
    MOST_TOLD,
    NEARLY_SAME_WORDS,
    SAME_FILE,
    SAME_PICTURE,
    SAME_WORDS,
    Alike,
    Portrait,
    alikes,
    portrait,
)
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.reading import LAYER, NOTHING, OCR, WAITING, PageText

LETTER = (
    "Craigmuir University Hospital, Haematology. Discharge summary of 9 June 2025 for the stay from 2 June 2025. He "
    "was admitted with fever and treated with antibiotics for seven days. Neutrophils were 0.4 on admission and 3.2 on "
    "the day of discharge, platelets 88. He goes on with entecavir 0.5 mg and with allopurinol 300 mg as before. We "
    "will see him again in the clinic in two weeks. Hospital number CUH 482913, telephone 0131 496 0133."
)
CHINESE = (
    "血液科出院小结。患者因发热于2025年6月2日入院，抗生素治疗七天，体温恢复正常，中性粒细胞由0.4升至3.2，血小板88，"
    "一般情况良好，予以出院，继续口服恩替卡韦0.5毫克，两周后门诊复查血常规及肝肾功能。"
)
TESTS = (
    "haemoglobin leucocytes neutrophils lymphocytes platelets sodium potassium creatinine urea bilirubin albumin "
    "calcium phosphate magnesium ferritin alkaline transferase dehydrogenase"
)
DENSE = 0x90A3_5C0F_33CA_1E87


def paper(number: int, *texts: str, source: str = LAYER, pages: int | None = -1, fingerprint: str = "") -> Portrait:
    count = len(texts) if pages == -1 else pages
    document = Document(number=number, title="paper", pages=count, fingerprint=fingerprint, format="pdf")
    return portrait(document, [PageText(at, text, source) for at, text in enumerate(texts, 1)])


def picture(number: int, *looks: int, source: str = NOTHING) -> Portrait:
    document = Document(number=number, title="photo", pages=len(looks), format="jpeg")
    return portrait(document, [PageText(at, "", source, look=f"{look:016x}") for at, look in enumerate(looks, 1)])


def why(*papers: Portrait) -> list[tuple[int, int, str]]:
    numbers = {one.id: one.number for one in papers}
    return [(numbers[found.document], numbers[found.other], found.why) for found in alikes(papers, papers)]


def lab_sheet(day: int, seed: int) -> str:
    """One form of a laboratory: the words, units and ranges are printed, the results are of the day."""
    results = random.Random(seed)
    rows = [
        f"{name} {results.uniform(1, 400):.1f} umol/L {low}.5-{low + 40}.0" for low, name in enumerate(TESTS.split())
    ]
    return f"Cumulative report. Laboratory Medicine. Collected {day}/10/2026. " + " ".join(rows)


def misread(text: str, every: int) -> str:
    """Return a text as a machine reads a scan of it: one word in so many comes out wrong."""
    return " ".join(word if at % every else f"{word[:-1]}x" for at, word in enumerate(text.split(), 1))


def test_the_same_file_is_told_by_the_later_one_only() -> None:
    print_ = "a" * 64
    first, second = paper(4, "x", fingerprint=print_), paper(9, "x", fingerprint=print_)
    assert alikes([first, second], [first, second]) == (Alike(second.id, first.id, SAME_FILE),)
    assert alikes([first], [first, second]) == (Alike(first.id, second.id, SAME_FILE),)  # the later one is filed


def test_the_same_words_in_another_layout_are_found() -> None:
    again = LETTER.upper().replace(" ", "\n ")
    assert why(paper(1, LETTER), paper(2, again)) == [(2, 1, SAME_WORDS)]
    assert why(paper(1, CHINESE), paper(2, CHINESE.replace("，", "，\n"))) == [(2, 1, SAME_WORDS)]


def test_a_scan_of_a_letter_is_found_beside_the_letter() -> None:
    assert why(paper(1, LETTER), paper(2, misread(LETTER, 12), source=OCR)) == [(2, 1, NEARLY_SAME_WORDS)]
    assert why(paper(1, LETTER), paper(2, misread(LETTER, 2), source=OCR)) == []


def test_two_papers_on_one_form_are_not_the_same() -> None:
    assert why(*(paper(number, lab_sheet(number, number)) for number in range(1, 30))) == []


def test_few_words_say_nothing() -> None:
    assert why(paper(1, "Appointment on Monday."), paper(2, "Appointment on Monday.")) == []


def test_papers_of_another_length_are_not_the_same() -> None:
    assert why(paper(1, LETTER), paper(2, LETTER, "")) == []
    assert why(paper(1, LETTER), paper(2, LETTER, pages=None)) == [(2, 1, SAME_WORDS)]  # a letter without fixed pages


def test_what_is_still_to_be_read_is_not_compared() -> None:
    waiting = portrait(Document(number=2, title="scan", pages=1), [PageText(1, LETTER, WAITING, look=f"{DENSE:016x}")])
    assert why(paper(1, LETTER), waiting, picture(3, DENSE)) == []


def test_pictures_without_words_are_compared_by_their_marks() -> None:
    three_bits = DENSE ^ 0b1000_0001_0000_0100
    assert why(picture(1, DENSE), picture(2, three_bits)) == [(2, 1, SAME_PICTURE)]
    assert why(picture(1, DENSE), picture(2, three_bits ^ 1 << 40)) == []
    assert why(picture(1, DENSE, DENSE), picture(2, DENSE, ~DENSE & (1 << 64) - 1)) == []


def test_an_empty_page_looks_like_no_other_empty_page() -> None:
    assert why(picture(1, 0), picture(2, 0), picture(3, 0b11), picture(4, (1 << 64) - 1)) == []


def test_pages_with_words_are_never_the_same_for_their_looks() -> None:
    # Two reports of one hospital, years apart, have marks that differ in one bit.
    assert why(picture(1, DENSE, source=OCR), picture(2, DENSE, source=OCR)) == []


def test_at_most_a_few_others_are_told_and_the_surest_first() -> None:
    print_ = "b" * 64
    papers = [paper(number, LETTER, fingerprint=print_ if number in (5, 7) else "") for number in range(1, 8)]
    of_last = [found for found in why(*papers) if found[0] == 7]
    assert len(of_last) == MOST_TOLD
    assert of_last[0] == (7, 5, SAME_FILE)
    assert {found[2] for found in of_last[1:]} == {SAME_WORDS}


def test_any_text_is_taken() -> None:
    for text in ("", "\0" * 500, "\ud800 " * 50, "１２３ " * 60, "9" * 100_000, "é̈" * 400, "血" * 300):
        assert why(paper(1, text), paper(2, text))[:1] in ([], [(2, 1, SAME_WORDS)])


@pytest.mark.thorough
def test_the_work_does_not_grow_with_the_square_of_the_papers() -> None:
    def compared(count: int) -> int:
        heap = [paper(number, lab_sheet(number % 28 + 1, number)) for number in range(1, count + 1)]
        calls = 0

        def seen(frame: FrameType, event: str, _arg: object) -> None:
            nonlocal calls
            calls += event == "call" and frame.f_code.co_name == "_agree"

        before = sys.getprofile()
        sys.setprofile(seen)
        try:
            found = alikes(heap, heap)
        finally:
            sys.setprofile(before)
        assert found == ()
        return calls

    few, many = compared(250), compared(1_000)
    assert 0 < many < 8 * few  # four times as many papers, all on one form; their square would be sixteen times
