"""The transplant unit's three-page summary of the autologous transplant, with its chart of counts."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from reportlab.lib.colors import HexColor

from sample_papers.facts import BORN, CRAIGMUIR_NO, NAME
from sample_papers.paper import GREY, HELVETICA, Paper

GREEN: Final = HexColor("#2d5d4b")
MINT: Final = HexColor("#e8f0ec")
LINE: Final = HexColor("#a9bfb5")
# Neutrophils (10^9/L) and platelets (10^9/L) from the day of admission (-7) to the day of discharge (+20).
NEUTROPHILS: Final = (
    3.4, 3.3, 3.0, 2.8, 2.6, 2.2, 1.7, 1.2, 0.9, 0.5, 0.2, 0.1, 0.0, 0.0, 0.0, 0.0, 0.1, 0.2, 0.6, 0.9, 1.4, 1.9, 2.6,
    3.1, 2.9, 2.6, 2.5, 2.4,
)  # fmt: skip
PLATELETS: Final = (
    146, 140, 131, 118, 104, 88, 71, 58, 44, 31, 22, 15, 24, 14, 11, 21, 12, 14, 17, 19, 24, 29, 33, 38, 43, 49, 54, 61,
)  # fmt: skip


def _head(paper: Paper, page: int) -> None:
    paper.box(0, 0, 9, 297, fill=GREEN, line=None)
    paper.text(20, 18, "Blood and Marrow Transplant Unit", font="Helvetica-Bold", size=14, colour=GREEN)
    paper.text(20, 23.5, "Craigmuir University Hospital, Ward 21  |  0131 496 0121", size=9, colour=GREY)
    paper.text(192, 18, "TRANSPLANT SUMMARY", font="Helvetica-Bold", size=10, colour=GREEN, align="right")
    paper.text(192, 23.5, f"page {page} of 3", size=9, colour=GREY, align="right")
    paper.rule(20, 27, 192, weight=0.8, colour=GREEN)
    paper.text(20, 32.5, f"{NAME}     born {BORN}     {CRAIGMUIR_NO}", font="Helvetica-Bold", size=9.5)


def _title(paper: Paper, down: float, words: str) -> float:
    paper.box(20, down - 4.6, 172, 6.4, fill=MINT, line=None)
    paper.text(22, down, words, font="Helvetica-Bold", size=10, colour=GREEN)
    return down + 7


def summary(target: Path) -> None:
    """Draw the three pages."""
    paper = Paper(target, HELVETICA, title="Transplant summary", author="Craigmuir University Hospital")
    _history_page(paper)
    paper.turn_page()
    _transplant_page(paper)
    paper.turn_page()
    _discharge_page(paper)
    paper.save()


def _history_page(paper: Paper) -> None:
    _head(paper, 1)
    down = _title(paper, 42, "1  Summary")
    rows = (
        ("Disease", "Diffuse large B-cell lymphoma, first relapse (June 2024)"),
        ("Transplant", "Autologous, peripheral blood stem cells, BEAM conditioning"),
        ("Day 0", "15 October 2024"),
        ("In hospital", "8 October 2024 to 4 November 2024"),
        ("Status before", "Partial response (PET-CT 10 September 2024, Deauville 4)"),
        ("Fitness before", "ECOG 1, LVEF 61 % (12 September 2024), creatinine 79 µmol/L"),
    )
    down = paper.pairs(22, down, rows, gap=32, step=5.6, size=9.5) + 4
    down = _title(paper, down, "2  Earlier treatment")
    columns = (("Date", 34, "left"), ("What", 86, "left"), ("Result", 52, "left"))
    history = (
        ("10 May 2023", "Biopsy right neck: DLBCL, non-GCB", "stage III B"),
        ("22 May 2023", "Bone marrow aspirate and trephine", "not involved"),
        ("20 Jun - 10 Oct 2023", "R-CHOP, six cycles, every 21 days", "14 Nov 2023 CMR, Deauville 2"),
        ("13 Jun 2024", "PET-CT: new para-aortic nodes", "biopsy 20 Jun 2024: relapse"),
        ("9 Jul 2024", "R-ICE cycle 1", ""),
        ("30 Jul 2024", "R-ICE cycle 2", "platelets 41 (day 14)"),
        ("20 Aug - 22 Aug 2024", "R-ICE cycle 3, then filgrastim", ""),
        ("10 Sep 2024", "PET-CT", "partial response, Deauville 4"),
    )
    down = paper.table(20, down - 3, columns, history, size=8.8, step=6, grid=LINE) + 9
    down = _title(paper, down, "3  R-ICE as given")
    wide = (("Drug", 40, "left"), ("Per m² or aim", 44, "left"), ("Days", 28, "left"), ("Each cycle", 60, "left"))
    drugs = (
        ("Rituximab", "375 mg/m²", "1", "700 mg"),
        ("Ifosfamide", "5000 mg/m² over 24 h", "2", "9200 mg, with mesna"),
        ("Carboplatin", "AUC 5", "2", "620 mg"),
        ("Etoposide", "100 mg/m²", "1 - 3", "185 mg a day"),
    )
    down = paper.table(20, down - 3, wide, drugs, size=8.8, step=6, grid=LINE) + 9
    down = _title(paper, down, "4  Stem cell collection")
    words = (
        "Peripheral blood stem cells were collected on 2 September 2024 and 3 September 2024 after R-ICE cycle 3 "
        "and filgrastim 10 µg/kg, through a line in the right groin. In all 5.2 x 10^6 CD34+ cells/kg were stored in "
        "four bags. Plerixafor was not needed. Tingling of the lips on the first day, eased by calcium."
    )
    paper.block(22, down - 3, 168, words, size=9.5, leading=13.2)


def _transplant_page(paper: Paper) -> None:
    _head(paper, 2)
    down = _title(paper, 42, "5  Conditioning (BEAM)")
    columns = (("Drug", 40, "left"), ("Dose", 48, "left"), ("Days", 34, "left"), ("Dates", 50, "left"))
    drugs = (
        ("Carmustine", "300 mg/m²", "-6", "9 Oct 2024"),
        ("Etoposide", "200 mg/m² a day", "-5 to -2", "10 - 13 Oct 2024"),
        ("Cytarabine", "200 mg/m² twice a day", "-5 to -2", "10 - 13 Oct 2024"),
        ("Melphalan", "140 mg/m²", "-1", "14 Oct 2024"),
        ("Stem cells", "5.2 x 10^6 CD34+/kg", "0", "15 Oct 2024, 11:20"),
    )
    down = paper.table(20, down - 3, columns, drugs, size=8.8, step=6, grid=LINE) + 9
    down = _title(paper, down, "6  Counts")
    down = _chart(paper, 34, down + 4, 144, 62) + 16
    down = _title(paper, down, "7  Course")
    rows = (
        ("Neutrophils > 0.5", "day +11 (26 October 2024)"),
        ("Platelets > 20", "day +13 (28 October 2024), no platelets given since day +8"),
        ("Transfusions", "red cells 2 units, platelets 3 pools, all irradiated"),
        ("Sore mouth", "grade 2, day +5 to day +12, morphine by pump for five days"),
        ("Fever", "day +7 to day +10, 38.7 °C; cultures without growth; meropenem for seven days"),
        ("Diarrhoea", "grade 2, C. difficile not detected"),
        ("Lungs, liver", "no trouble"),
    )
    down = paper.pairs(22, down, rows, gap=38, step=5.8, size=9.5) + 4
    words = (
        "Because of the rash in September 2023, piperacillin/tazobactam was avoided. Entecavir was given without a "
        "break; HBV DNA was not detected on 7 October 2024."
    )
    paper.block(22, down - 3, 168, words, size=9.5, leading=13.2)


def _chart(paper: Paper, x: float, down: float, wide: float, tall: float) -> float:
    """Draw both counts from day -7 to day +20."""
    days = range(-7, 21)
    bottom = down + tall

    def across(day: int) -> float:
        return x + wide * (day + 7) / 27

    for level in range(5):
        height = bottom - tall * level / 4
        paper.rule(x, height, x + wide, weight=0.3, colour=LINE)
        paper.text(x - 2, height + 1, str(level), size=7.5, colour=GREEN, align="right")
        paper.text(x + wide + 2, height + 1, str(40 * level), size=7.5, colour=GREY)
    for day in days:
        if day % 5 == 0 or day == -7:
            paper.stroke(across(day), bottom, across(day), bottom + 1.4, weight=0.5, colour=GREY)
            paper.text(across(day), bottom + 5, f"{day:+}" if day else "0", size=7.5, colour=GREY, align="centre")
    paper.stroke(across(0), down, across(0), bottom, weight=0.6, colour=GREY, dashes=True)
    paper.text(across(0) + 1.5, down + 3, "cells given", size=7.5, colour=GREY)
    _curve(
        paper, [(across(day), bottom - tall * value / 160) for day, value in zip(days, PLATELETS, strict=True)], False
    )
    _curve(
        paper, [(across(day), bottom - tall * value / 4) for day, value in zip(days, NEUTROPHILS, strict=True)], True
    )
    paper.text(x, down - 2.5, "Neutrophils 10^9/L (solid)", size=7.5, colour=GREEN)
    paper.text(x + wide, down - 2.5, "Platelets 10^9/L (dashed)", size=7.5, colour=GREY, align="right")
    paper.text(x + wide / 2, bottom + 9.5, "day", size=7.5, colour=GREY, align="centre")
    return bottom


def _curve(paper: Paper, points: Sequence[tuple[float, float]], solid: bool) -> None:
    colour = GREEN if solid else GREY
    for (x1, down1), (x2, down2) in pairwise(points):
        paper.stroke(x1, down1, x2, down2, weight=1.3 if solid else 0.9, colour=colour, dashes=not solid)
    if solid:
        for x, down in points:
            paper.disc(x, down, 0.6, fill=colour)


def _discharge_page(paper: Paper) -> None:
    _head(paper, 3)
    down = _title(paper, 42, "8  Going home, 4 November 2024 (day +20)")
    words = (
        "Mr Lin went home in good spirits, eating small meals, walking the stairs, weight 66.9 kg. Neutrophils 2.4, "
        "platelets 61, haemoglobin 96 g/L, creatinine 80 µmol/L. The line was taken out on 1 November 2024."
    )
    down = paper.block(22, down - 3, 168, words, size=9.5, leading=13.2) + 9
    down = _title(paper, down, "9  Medicines")
    columns = (("Medicine", 44, "left"), ("Dose", 60, "left"), ("Until", 68, "left"))
    rows = (
        ("Entecavir", "0.5 mg once a day", "to go on; the liver clinic decides"),
        ("Aciclovir", "400 mg twice a day", "12 months (October 2025)"),
        ("Co-trimoxazole", "480 mg once a day", "6 months (April 2025)"),
        ("Omeprazole", "20 mg once a day", "to be reviewed"),
        ("Amlodipine", "paused", "family doctor to begin again if needed"),
    )
    down = paper.table(20, down - 3, columns, rows, size=8.8, step=6, grid=LINE) + 9
    down = _title(paper, down, "10  Plan")
    plan = (
        "PET-CT about 60 days after transplant (booked for 17 December 2024, Inverlaw PET-CT Centre).",
        "Blood count weekly until day +60, then monthly. Irradiated blood products from now on.",
        "Vaccines again from April 2025 (six months), live vaccines not before October 2026.",
        "No radiotherapy planned. No maintenance treatment planned.",
        "Late effects clinic once a year: heart, lungs, thyroid, second cancers.",
    )
    for number, line in enumerate(plan, 1):
        paper.text(22, down, f"{number}.", size=9.5)
        down = paper.block(29, down - 3.4, 161, line, size=9.5, leading=13.2) + 4.6
    down = _title(paper, down + 4, "11  Contact")
    paper.text(22, down, "Ward 21, day and night: 0131 496 0121.  Transplant nurse: 0131 496 0125.", size=9.5)
    paper.signature(26, down + 17, 127, width=38)
    paper.text(22, down + 29, "Dr Tadhg Ballinskee, Consultant in Transplantation", size=9.5)
    paper.text(22, down + 34, "4 November 2024", size=9.5)
    paper.stamp(154, down + 20, ("BMT UNIT  WARD 21", "CRAIGMUIR"), colour=GREEN, turn=-5, size=9)
    paper.text(
        22,
        down + 44,
        "Copies: Dr M. Quillfeldt (Haematology); Dr I. Carrowmore (family doctor); patient",
        size=8.5,
        colour=GREY,
    )
