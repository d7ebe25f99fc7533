"""Inverlaw PET-CT Centre: a modern layout, the later report with a projection picture in it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from reportlab.lib.colors import HexColor

from sample_papers import pictures
from sample_papers.facts import BORN, CRAIGMUIR_NO, NAME
from sample_papers.paper import GREY, NOTO, Paper

ORANGE: Final = HexColor("#b4541a")
WARM: Final = HexColor("#f7efe8")
LINE: Final = HexColor("#d9c3b3")


def _head(paper: Paper, page: str, rows: Sequence[tuple[str, str]]) -> None:
    for index, radius in enumerate((6.5, 4.6, 2.7)):
        paper.disc(24, 20, radius, line=ORANGE, fill=ORANGE if index == 2 else None)
    paper.text(35, 19, "inverlaw", font="NotoSans-Bold", size=20, colour=ORANGE)
    paper.text(35, 24.6, "PET-CT Centre", size=10, colour=GREY)
    paper.text(193, 17, "Inverlaw Science Park, Unit 4", size=8, colour=GREY, align="right")
    paper.text(193, 21, "Reports and images: 0131 496 0166", size=8, colour=GREY, align="right")
    paper.text(193, 25, "records@inverlaw.example", size=8, colour=GREY, align="right")
    paper.box(17, 33, 176, 21, fill=WARM, line=None, radius=2)
    paper.pairs(21, 39.5, (("Patient", NAME), ("Born", BORN), ("Hospital no.", CRAIGMUIR_NO)), gap=26, step=5.4, size=9)
    paper.pairs(112, 39.5, rows, gap=26, step=5.4, size=9)
    paper.rule(17, 281, 193, weight=0.5, colour=ORANGE)
    paper.text(17, 286, f"{NAME}  {BORN}", size=7.5, colour=GREY)
    paper.text(193, 286, page, size=7.5, colour=GREY, align="right")


def _sections(
    paper: Paper, down: float, sections: Sequence[tuple[str, str]], *, width: float = 176, size: float = 9.6
) -> float:
    for title, words in sections:
        paper.text(17, down, title, font="NotoSans-Bold", size=10.5, colour=ORANGE)
        down = paper.block(17, down + 1.6, width, words, size=size, leading=size * 1.46) + 7
    return down


def end_of_treatment(target: Path) -> None:
    """Draw the report of November 2023."""
    paper = Paper(target, NOTO, title="PET-CT report", author="Inverlaw PET-CT Centre")
    _head(
        paper,
        "Page 1 of 1",
        (("Examined", "14 Nov 2023"), ("Reported", "15 Nov 2023"), ("Asked by", "Dr M. Quillfeldt")),
    )
    paper.text(17, 66, "FDG PET-CT, skull base to mid-thigh", font="NotoSans-Bold", size=14)
    down = _sections(
        paper,
        75,
        (
            ("Question", "Diffuse large B-cell lymphoma, stage III B. End of treatment after R-CHOP x6."),
            (
                "Technique",
                "3.1 MBq/kg FDG (218 MBq), 62 minutes uptake, glucose 5.4 mmol/L. Low-dose CT without contrast. "
                "Compared with PET-CT of 19 May 2023 and of 17 August 2023.",
            ),
            (
                "Findings",
                "Right neck, mediastinum and para-aortic region: the FDG-avid nodes of May are no longer avid. Small "
                "residual nodes, the largest para-aortic, 11 x 8 mm, SUVmax 1.6, below the mediastinal blood pool "
                "(2.0). Liver SUVmax 3.1.<br/>Spleen of normal size and uptake. Marrow evenly raised, as after growth "
                "factor. No new lesion. Lungs clear. Simple cyst of the left kidney, 14 mm.",
            ),
        ),
    )
    paper.box(17, down - 3, 176, 18, line=ORANGE, weight=1.1, radius=2)
    paper.text(21, down + 4, "Conclusion", font="NotoSans-Bold", size=10.5, colour=ORANGE)
    paper.block(
        21,
        down + 5.6,
        168,
        "<b>Complete metabolic response. Deauville score 2 (Lugano 2014).</b> No sign of active lymphoma.",
        size=10.5,
        leading=15,
    )
    _scale(paper, 17, down + 25, 2)
    paper.signature(21, down + 54, 139)
    paper.text(17, down + 66, "Dr Callum Rookhope, Nuclear Medicine Physician", size=9.5)
    paper.text(17, down + 71, "Signed electronically 15 Nov 2023 12:31", size=8, colour=GREY)
    paper.save()


def _scale(paper: Paper, x: float, down: float, score: int) -> None:
    """Draw the five-point scale with the score filled."""
    paper.text(x, down + 5.4, "Deauville", font="NotoSans-Bold", size=9)
    for value in range(1, 6):
        chosen = value == score
        paper.box(x + 14 + value * 9, down, 8, 8, fill=ORANGE if chosen else None, line=LINE, radius=1)
        ink = HexColor("#ffffff") if chosen else GREY
        font = "NotoSans-Bold" if chosen else ""
        paper.text(x + 18 + value * 9, down + 5.5, str(value), font=font, size=10, colour=ink, align="centre")


def second_relapse(target: Path) -> None:
    """Draw the report of September 2026 with its picture and table of lesions."""
    paper = Paper(target, NOTO, title="PET-CT report", author="Inverlaw PET-CT Centre")
    rows = (("Examined", "24 Sep 2026"), ("Reported", "25 Sep 2026"), ("Asked by", "Dr M. Quillfeldt"))
    _relapse_findings(paper, rows)
    paper.turn_page()
    _relapse_conclusion(paper, rows)
    paper.save()


def _relapse_findings(paper: Paper, rows: Sequence[tuple[str, str]]) -> None:
    _head(paper, "Page 1 of 2", rows)
    paper.text(17, 66, "FDG PET-CT, skull base to mid-thigh", font="NotoSans-Bold", size=14)
    _sections(
        paper,
        75,
        (
            (
                "Question",
                "Diffuse large B-cell lymphoma. Autologous transplant 15 October 2024, complete metabolic response in "
                "December 2024. Night sweats, LDH 318 U/L. New lymphoma?",
            ),
            (
                "Technique",
                "3.0 MBq/kg FDG (206 MBq), 60 minutes uptake, glucose 5.7 mmol/L. Low-dose CT without contrast. "
                "Compared with PET-CT of 17 December 2024.",
            ),
            (
                "Findings",
                "<b>Neck and chest:</b> new FDG-avid nodes in the left armpit, the largest 34 x 26 mm, SUVmax 21.3. "
                "New left supraclavicular node, 15 mm, SUVmax 11.4. Mediastinum without avid nodes. Lungs clear.<br/>"
                "<b>Abdomen and pelvis:</b> new para-aortic conglomerate below the left renal vein, 28 x 41 mm, SUVmax "
                "16.7. Left common iliac node, 17 mm, SUVmax 9.8. Spleen 11.2 cm, uptake below liver. Liver SUVmax "
                "3.3. Simple cyst of the left kidney, as before.<br/>"
                "<b>Bone:</b> no focal uptake. Marrow even.",
            ),
        ),
        width=118,
    )
    paper.picture(pictures.projection(), 141, 72, 52, 117)
    paper.text(141, 193, "Maximum intensity projection, front view", size=7.5, colour=GREY)


def _relapse_conclusion(paper: Paper, rows: Sequence[tuple[str, str]]) -> None:
    _head(paper, "Page 2 of 2", rows)
    columns = (("Site", 58, "left"), ("Size", 34, "right"), ("SUVmax", 28, "right"), ("17 Dec 2024", 56, "left"))
    lesions = (
        ("Left armpit", "34 x 26 mm", "21.3", "not seen"),
        ("Left supraclavicular", "15 mm", "11.4", "not seen"),
        ("Para-aortic, left", "28 x 41 mm", "16.7", "9 mm, SUVmax 1.4"),
        ("Left common iliac", "17 mm", "9.8", "not seen"),
        ("Mediastinal blood pool", "", "2.1", "1.9"),
        ("Liver", "", "3.3", "3.0"),
    )
    paper.text(17, 66, "Measurements", font="NotoSans-Bold", size=10.5, colour=ORANGE)
    down = paper.table(17, 69, columns, lesions, size=9.4, step=6.8, head=WARM, grid=LINE) + 10
    paper.box(17, down - 3, 176, 28, line=ORANGE, weight=1.1, radius=2)
    paper.text(21, down + 4, "Conclusion", font="NotoSans-Bold", size=10.5, colour=ORANGE)
    words = (
        "<b>New FDG-avid nodes above and below the diaphragm, Deauville score 5: relapse of lymphoma until proven "
        "otherwise.</b> No extranodal disease seen. The node in the left armpit can be reached for biopsy."
    )
    paper.block(21, down + 5.6, 168, words, size=10.5, leading=15)
    _scale(paper, 17, down + 33, 5)
    paper.signature(21, down + 62, 139)
    paper.text(17, down + 74, "Dr Callum Rookhope, Nuclear Medicine Physician", size=9.5)
    paper.text(17, down + 79, "Signed electronically 25 Sep 2026 09:54", size=8, colour=GREY)
