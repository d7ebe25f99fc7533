"""Haematology at Craigmuir University Hospital: chemotherapy record, lab sheet, heart report and clinic letter."""

from pathlib import Path
from typing import Final

import pikepdf
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, A5, landscape

from sample_papers import facts
from sample_papers.facts import ADDRESS, BORN, CRAIGMUIR_NO, NAME
from sample_papers.paper import COURIER, GREY, HELVETICA, NOTO, Paper

BLUE: Final = HexColor("#17406d")
LIGHT: Final = HexColor("#e4ebf3")
LINE: Final = HexColor("#9fb2c6")


def r_chop_record(target: Path) -> None:
    """Draw the pharmacy's chart of six cycles; the page is stored turned by a quarter."""
    upright = target.with_suffix(".upright")
    paper = Paper(upright, HELVETICA, title="Chemotherapy record R-CHOP", author="Craigmuir University Hospital")
    paper.turned_quarter()
    paper.text(14, 15, "Craigmuir University Hospital", font="Helvetica-Bold", size=13)
    paper.text(14, 20.5, "Oncology Pharmacy  -  CHEMOTHERAPY RECORD", size=10)
    paper.box(196, 8, 87, 20, weight=0.8)
    paper.pairs(199, 13.5, (("Patient", NAME), ("Born", BORN), ("No.", CRAIGMUIR_NO)), gap=18, size=9.5)
    left = (("Protocol", "R-CHOP 21, six cycles planned, six given"), ("Diagnosis", "DLBCL, stage III B, IPI 2"))
    paper.pairs(14, 30, left, gap=24, size=9.5)
    right = (("Height / weight", "174 cm / 71.4 kg, BSA 1.87 m²"), ("Before cycle 1", "LVEF 63 % (2 Jun 2023), ECOG 1"))
    paper.pairs(112, 30, right, gap=32, size=9.5)
    paper.text(14, 43, "LDH at diagnosis 12/05/2023: 412 U/L H (135–225)", size=9.5)
    columns: list[tuple[str, float, str]] = [("Cycle", 12, "centre"), ("Day 1", 23, "left")]
    columns += [
        (title, 27, "right") for title in ("Rituximab", "Cyclophosph.", "Doxorubicin", "Vincristine", "Prednisone")
    ]
    columns += [(title, 16, "right") for title in ("Hb", "Neut", "Plt", "LDH", "Crea")]
    columns += [("Remark", 21, "left")]
    doses = ("700 mg", "1400 mg", "94 mg", "2.0 mg", "100 mg d1-5")
    rows = [(row[0], row[1], *doses, *row[2:7], "") for row in facts.R_CHOP]
    down = paper.table(14, 48, columns, rows, size=9, step=9.5, head=HexColor("#e9e9e9"), grid=GREY, strong=(" H",))
    for index, row in enumerate(facts.R_CHOP):
        paper.text(265, 48 + 9.5 * (index + 1) + 6.2, row[7], size=7.5, font="Helvetica-Oblique")
    paper.text(
        14, down + 6, "Units: Hb g/L, neutrophils and platelets 10^9/L, LDH U/L (135–225), creatinine µmol/L.", size=8.5
    )
    planned = (
        "Per m²: rituximab 375 mg, cyclophosphamide 750 mg, doxorubicin 50 mg, vincristine 1.4 mg (no more than 2 mg)."
    )
    paper.text(14, down + 11, planned, size=8.5)
    sums = (
        ("Doxorubicin in all", "300 mg/m² (564 mg)"),
        ("Growth factor", "pegfilgrastim 6 mg after cycles 5 and 6"),
        ("Delays", "cycle 5 by one week (fever, Westerhaugh Infirmary 1-6 Sep 2023)"),
        ("Antiviral", "entecavir 0.5 mg daily since 5 Jun 2023 (anti-HBc reactive)"),
    )
    down = paper.pairs(14, down + 21, sums, gap=38, step=5.8, size=9.5)
    paper.text(14, down + 8, "Record closed 24 Oct 2023", size=9.5)
    paper.text(14, down + 13, "Pharmacist: T. Wrenholme", size=9.5)
    paper.signature(64, down + 11, 71)
    paper.stamp(205, down, ("ONCOLOGY PHARMACY", "24 OCT 2023", "COURSE COMPLETE"), colour=HexColor("#a02020"), turn=6)
    paper.text(283, 202, "Page 1 of 1", size=8, align="right")
    paper.save()
    _turn_back(upright, target)


def _turn_back(upright: Path, target: Path) -> None:
    with pikepdf.open(upright) as pdf:
        for page in pdf.pages:
            page.obj["/Rotate"] = 90
        pdf.save(target, deterministic_id=True)
    upright.unlink()


def lab_sheet(target: Path) -> None:
    """Draw the cumulative sheet on landscape paper and the infection screen behind it."""
    paper = Paper(target, NOTO, size=landscape(A4), title="Cumulative report", author="Craigmuir University Hospital")
    paper.text(15, 16, "Laboratory Medicine", font="NotoSans-Bold", size=16, colour=BLUE)
    paper.text(
        15, 22, "Craigmuir University Hospital, Edinburgh   ·   Duty biochemist 0131 496 0151", size=8.5, colour=GREY
    )
    paper.text(282, 16, "Cumulative report", font="NotoSans-Bold", size=12, colour=BLUE, align="right")
    paper.text(282, 22, "Printed 27/10/2026 14:05   ·   Page 1 of 2", size=8.5, colour=GREY, align="right")
    paper.box(15, 26, 267, 8.5, fill=LIGHT, line=None)
    who = f"{NAME}      born {BORN}      {CRAIGMUIR_NO}      Consultant: Dr M. Quillfeldt      Ward/clinic: Haematology"
    paper.text(18, 31.6, who, font="NotoSans-Bold", size=9)
    columns: list[tuple[str, float, str]] = [("Test", 38, "left"), ("Unit", 22, "left"), ("Range", 28, "left")]
    columns += [(day, 25.57, "right") for day in facts.LAB_DATES]
    rows = [(name, unit, printed, *values) for name, unit, printed, values in facts.LAB_ROWS]
    down = paper.table(
        15, 40, columns, rows, size=9, step=8.2, head=LIGHT, zebra=HexColor("#f5f7fa"), strong=(" H", " L")
    )
    paper.text(15, down + 7, "H above, L below the printed range.  – not requested.", size=8, colour=GREY)
    remark = "Sample of 27/10/2026 taken 08:55, received 09:31.  Film: no blasts, no atypical lymphoid cells."
    paper.text(15, down + 12, remark, size=8.5)
    paper.turn_page(A4)
    _infection_screen(paper)
    paper.save()


def _infection_screen(paper: Paper) -> None:
    paper.text(15, 18, "Laboratory Medicine", font="NotoSans-Bold", size=16, colour=BLUE)
    paper.text(15, 24, "Craigmuir University Hospital, Edinburgh   ·   Virology 0131 496 0158", size=8.5, colour=GREY)
    paper.text(195, 18, "Infection screen", font="NotoSans-Bold", size=12, colour=BLUE, align="right")
    paper.text(195, 24, "Page 2 of 2", size=8.5, colour=GREY, align="right")
    paper.box(15, 28, 180, 16, fill=LIGHT, line=None)
    paper.pairs(18, 34.5, (("Patient", NAME), ("Born", BORN)), gap=20, step=5.6, size=9)
    paper.pairs(110, 34.5, (("Sample taken", "27/10/2026 08:55"), ("Reported", "29/10/2026")), gap=30, step=5.6, size=9)
    wide = (("Test", 62, "left"), ("Result", 54, "left"), ("Method", 64, "left"))
    down = paper.table(15, 51, wide, facts.VIROLOGY, size=9.5, step=7.4, head=LIGHT, grid=LINE, strong=("TIVE",))
    comment = (
        "Comment: past hepatitis B. The patient takes entecavir. Serology may be changed by immunoglobulins or "
        "transfusions given before the sample."
    )
    paper.block(15, down + 5, 180, comment, size=9)
    paper.text(15, down + 26, "Authorised by: Dr Oona Lindqvale, Consultant Virologist, 29/10/2026", size=9)
    paper.signature(20, down + 37, 83)


def echo_report(target: Path) -> None:
    """Draw the heart report, on small paper."""
    paper = Paper(target, COURIER, size=A5, title="Echocardiogram", author="Craigmuir University Hospital")
    paper.text(74, 13, "CRAIGMUIR UNIVERSITY HOSPITAL", font="Courier-Bold", size=11, align="centre")
    paper.text(74, 18, "Cardiac Investigations", size=9.5, align="centre")
    paper.rule(10, 21, 138, weight=1)
    paper.text(10, 28, "TRANSTHORACIC ECHOCARDIOGRAM", font="Courier-Bold", size=11)
    rows = (
        ("Name", NAME),
        ("Born", f"{BORN}   {CRAIGMUIR_NO}"),
        ("Examined", "29 Oct 2026"),
        ("Asked by", "Haematology (before CAR-T review)"),
        ("Quality", "good, sinus rhythm 76/min"),
    )
    down = paper.pairs(10, 35, rows, gap=24, step=4.8, size=8.8) + 3
    columns = (("Measure", 58, "left"), ("Value", 30, "right"), ("Usual", 40, "right"))
    values = (
        ("LV ejection fraction", "58 %", ">= 55"),
        ("LV end-diastolic", "48 mm", "42-58"),
        ("Septum", "10 mm", "6-10"),
        ("Left atrium volume", "29 mL/m²", "16-34"),
        ("E/e'", "8", "< 14"),
        ("TAPSE", "22 mm", ">= 17"),
        ("TR velocity", "2.3 m/s", "< 2.8"),
        ("GLS", "-18.6 %", ""),
    )
    down = paper.table(10, down, columns, values, size=8.8, step=5.2) + 6
    words = (
        "Left ventricle of normal size. LVEF 58 % (biplane). No regional wall motion abnormality. Valves without "
        "relevant disease. No pericardial effusion. LVEF in June 2023 was 63 %."
    )
    down = paper.block(10, down, 128, words, size=8.8, leading=12) + 5
    paper.text(10, down + 2, "ECG 29 Oct 2026: sinus rhythm, QTc 428 ms.", size=8.8)
    paper.signature(14, down + 14, 97, width=28)
    paper.text(10, down + 23, "E. Thorsgate, cardiac physiologist", size=8.8)
    paper.text(138, 203, "Page 1 of 1", size=7.5, align="right")
    paper.save()


def _clinic_head(paper: Paper, page: str) -> None:
    paper.box(18, 12, 4, 16, fill=BLUE, line=None)
    paper.text(26, 18, "Haematology Clinic", font="NotoSans-Bold", size=15, colour=BLUE)
    paper.text(26, 24, "Craigmuir University Hospital, Craigmuir Road, Edinburgh", size=9, colour=GREY)
    paper.text(26, 28.4, "Clinic desk 0131 496 0133   ·   haematology@craigmuir.example", size=9, colour=GREY)
    paper.rule(18, 282, 192, weight=0.3, colour=LINE)
    paper.text(18, 286.5, f"{NAME}, born {BORN}, {CRAIGMUIR_NO}", size=8, colour=GREY)
    paper.text(192, 286.5, page, size=8, colour=GREY, align="right")


def clinic_letter(target: Path) -> None:
    """Draw the clinic's letter of November 2026."""
    paper = Paper(target, NOTO, title="Clinic letter", author="Craigmuir University Hospital")
    _clinic_course(paper)
    paper.turn_page()
    _clinic_tests(paper)
    paper.save()


def _clinic_course(paper: Paper) -> None:
    _clinic_head(paper, "Page 1 of 2")
    paper.text(192, 40, "4 November 2026", size=10, align="right")
    for index, line in enumerate(("Dr Ishbel Carrowmore", "Harbour Row Medical Practice", "Edinburgh")):
        paper.text(18, 40 + index * 5, line, size=10)
    paper.box(18, 55, 174, 13.5, fill=LIGHT, line=None)
    paper.text(22, 60.5, f"{NAME}, born {BORN}, {ADDRESS}", font="NotoSans-Bold", size=10)
    paper.text(22, 65.8, "Seen in clinic on 28 October 2026 with his daughter", size=9.5)
    down = 76.0
    paper.text(18, down, "Diagnosis and course", font="NotoSans-Bold", size=10.5, colour=BLUE)
    course = (
        ("May 2023", "Diffuse large B-cell lymphoma, NOS, non-GCB, stage III B, IPI 2"),
        ("Jun–Oct 2023", "R-CHOP x6; complete metabolic response on 14 November 2023 (Deauville 2)"),
        ("Jun 2024", "First relapse, para-aortic nodes: PET-CT 13 June, biopsy 20 June 2024"),
        ("Jul–Sep 2024", "R-ICE x3; partial response on 10 September 2024 (Deauville 4)"),
        ("Oct 2024", "BEAM and autologous transplant, day 0 on 15 October 2024"),
        ("Dec 2024", "PET-CT of 17 December 2024: complete metabolic response (Deauville 2)"),
        ("Sep 2026", "Second relapse: PET-CT 24 September, biopsy 2 October 2026, CD19 positive"),
        ("Also", "High blood pressure; past hepatitis B on entecavir; allergy: piperacillin/tazobactam"),
    )
    down = paper.pairs(18, down + 7, course, gap=30, step=6.4, size=9.8) + 6
    body = (
        "Dear Dr Carrowmore,",
        "Mr Lin is tired and has had night sweats again since the summer, two or three a week. He has lost 3 kg. He "
        "walks two kilometres every day and manages his own house: <b>ECOG 1</b>. Weight 67.8 kg. There is a firm node "
        "of about 3 cm in the left armpit; spleen and liver are not felt. The blood of 27 October shows an LDH of "
        "365 U/L, haemoglobin 116 g/L and lymphocytes 0.8.",
        "His case was discussed at our <b>lymphoma meeting on 21 October 2026</b>. The meeting named two ways "
        "forward as a third line: CD19-directed CAR-T cells, or a bispecific antibody. It asked for the fitness tests "
        "below. We have referred him to the regional CAR-T board, which meets on 10 December 2026.",
        "Mr Lin and his daughter would also like a second opinion at Shanghai Minglan Hospital, where family could "
        "look after him. I support this and am glad to share every record. The pathologists there may read our slides "
        "as scans; no tissue needs to travel for that.",
    )
    for words in body:
        down = paper.block(18, down, 174, words, size=11.2, leading=16.6) + 4.2


def _clinic_tests(paper: Paper) -> None:
    _clinic_head(paper, "Page 2 of 2")
    paper.text(18, 42, "Tests", font="NotoSans-Bold", size=10.5, colour=BLUE)
    columns = (("Test", 54, "left"), ("When", 36, "left"), ("Result", 84, "left"))
    tests = (
        ("Heart ultrasound", "29 Oct 2026", "LVEF 58 %"),
        ("Lung function", "30 Oct 2026", "done, report awaited"),
        ("Infection screen", "27 Oct 2026", "anti-HBc reactive, HBV DNA not detected"),
        ("Creatinine clearance", "27 Oct 2026", "72 mL/min (calculated)"),
        ("Brain MRI", "to be booked", "–"),
    )
    down = paper.table(18, 46, columns, tests, size=9.3, step=6.6, head=LIGHT, grid=LINE) + 8
    body = (
        "<b>Until then.</b> No treatment against the lymphoma has been started. Blood count and LDH every two to "
        "three weeks. Aciclovir 400 mg twice a day was begun again on 28 October; entecavir goes on.",
        "<b>Please call us</b> the same day about fever of 38 °C or more, new breathlessness, pain or confusion.",
        "I have asked our records office to copy the pathology, PET-CT and transplant reports for the family. The "
        "PET-CT report of December 2024 was made at the Inverlaw centre and must be asked for there.",
        "With kind regards,",
    )
    for words in body:
        down = paper.block(18, down, 174, words, size=11.2, leading=16.6) + 4.2
    paper.signature(22, down + 10, 109, width=40)
    paper.text(18, down + 21, "Dr Morwenna Quillfeldt", font="NotoSans-Bold", size=10)
    paper.text(18, down + 26, "Consultant Haematologist", size=10)
    paper.text(18, down + 36, "Copies: Mr W. Lin; Ms J. Lin; Regional CAR-T Board", size=8.5, colour=GREY)
    paper.text(18, down + 41, "Dictated 28 Oct 2026, typed 4 Nov 2026, MQ/el", size=8.5, colour=GREY)
