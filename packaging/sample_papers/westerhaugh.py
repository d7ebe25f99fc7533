"""Westerhaugh Infirmary's discharge letter, and the family practice's printed medicine list."""

from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4

from sample_papers.facts import ADDRESS, BORN, NAME, WESTERHAUGH_NO
from sample_papers.paper import COURIER, GREY, TIMES, Paper


def _letterhead(paper: Paper, page: str) -> None:
    green = HexColor("#1c4a36")
    paper.box(22, 13, 13, 13, line=green, weight=1.1)
    paper.shape(((28.5, 14.5), (33.5, 20), (31, 20), (31, 24.5), (26, 24.5), (26, 20), (23.5, 20)), green)
    paper.text(39, 19, "Westerhaugh Infirmary", font="Times-Bold", size=18, colour=green)
    paper.text(39, 24.5, "Acute Medical Unit, Ward 6  ·  Telephone 0131 496 0177", size=9.5)
    paper.rule(22, 29, 188, weight=0.8, colour=green)
    paper.text(105, 287, f"{NAME}  ·  born {BORN}  ·  {WESTERHAUGH_NO}  ·  {page}", size=8.5, align="centre")


def discharge_letter(target: Path) -> None:
    """Draw the letter after the fever of September 2023."""
    paper = Paper(target, TIMES, title="Discharge letter", author="Westerhaugh Infirmary")
    _letter(paper)
    paper.turn_page()
    _letter_end(paper)
    paper.save()


def _letter(paper: Paper) -> None:
    _letterhead(paper, "page 1 of 2")
    paper.text(188, 38, "6 September 2023", size=11, align="right")
    for index, line in enumerate(("Dr Ishbel Carrowmore", "Harbour Row Medical Practice", "Edinburgh")):
        paper.text(22, 38 + index * 5, line, size=11)
    paper.text(22, 60, f"Re:  {NAME}, born {BORN}, {ADDRESS}", font="Times-Bold", size=11)
    paper.text(
        22, 65.5, f"Our number {WESTERHAUGH_NO}.  Admitted 1 September 2023, discharged 6 September 2023.", size=11
    )
    body = (
        "Dear Dr Carrowmore,",
        "Thank you for taking back the care of this 55-year-old man, who came to us with <b>fever and low neutrophils "
        "on day 11 of cycle 4 of R-CHOP</b> (given on 22 August 2023 at Craigmuir University Hospital for stage III B "
        "diffuse large B-cell lymphoma).",
        "<b>On arrival</b> he had shivered since the morning. Temperature 38.9 °C, pulse 112, blood pressure 118/70, "
        "oxygen saturation 97 % on air. Chest clear, abdomen soft, no sore mouth, the site of the line clean. "
        "Neutrophils 0.2, platelets 96 (10^9/L), CRP 118 mg/L, creatinine 91 µmol/L. Chest X-ray clear.",
        "<b>Course.</b> Blood and urine were taken for culture and piperacillin/tazobactam was begun within the hour. "
        "After the second dose, on 2 September 2023, he developed a <b>widespread itchy rash</b> without wheeze or "
        "fall in blood pressure. The drug was stopped, chlorphenamine was given and the rash settled over two days. He "
        "went on with meropenem for a total of five days. All cultures stayed without growth. He was without fever "
        "from 3 September and received filgrastim from 2 to 5 September. On 6 September neutrophils were 2.4.",
        "<b>Please record an allergy to piperacillin/tazobactam (rash).</b>",
    )
    down = 75.0
    for words in body:
        down = paper.block(22, down, 166, words, size=12, leading=16.6, justify=True) + 4.4
    rows = (
        ("Neutrophils (10^9/L)", "0.2", "0.1", "0.6", "2.4"),
        ("Platelets (10^9/L)", "96", "81", "88", "121"),
        ("CRP (mg/L)", "118", "146", "74", "21"),
        ("Creatinine (µmol/L)", "91", "88", "86", "84"),
    )
    columns = (
        ("", 46, "left"),
        ("1 Sep", 24, "right"),
        ("2 Sep", 24, "right"),
        ("4 Sep", 24, "right"),
        ("6 Sep", 24, "right"),
    )
    paper.table(34, down + 2, columns, rows, size=10.5, step=6)


def _letter_end(paper: Paper) -> None:
    _letterhead(paper, "page 2 of 2")
    paper.text(22, 40, "Medicines on going home", font="Times-Bold", size=11.5)
    headings = (("Medicine", 50, "left"), ("Dose", 30, "left"), ("How often", 40, "left"), ("Remark", 46, "left"))
    medicines = (
        ("Entecavir", "0.5 mg", "once a day", "since June 2023, go on"),
        ("Aciclovir", "400 mg", "twice a day", "go on"),
        ("Amlodipine", "5 mg", "once a day", "go on"),
        ("Omeprazole", "20 mg", "once a day", "go on"),
        ("Allopurinol", "–", "–", "stopped"),
    )
    down = paper.table(22, 43, headings, medicines, size=10.5, step=6.2) + 8
    closing = (
        "<b>Planned.</b> Dr Quillfeldt's team at Craigmuir has been told by telephone. Cycle 5 will be given one week "
        "late, on 19 September 2023, with pegfilgrastim after this and the last cycle.",
        "<b>Told to the patient and his daughter:</b> to call the chemotherapy helpline at once with a temperature of "
        "38 °C or more.",
        "With kind regards,",
    )
    for words in closing:
        down = paper.block(22, down, 166, words, size=12, leading=16.6, justify=True) + 4.4
    paper.signature(26, down + 10, 47)
    paper.text(22, down + 21, "Dr Priya Vellodi, Consultant in Acute Medicine", size=11.3)
    paper.text(
        22, down + 26.5, "Copies: Dr M. Quillfeldt, Haematology, Craigmuir University Hospital; the patient", size=9.5
    )
    paper.stamp(150, down + 18, ("WESTERHAUGH INFIRMARY", "06 SEP 2023", "WARD 6"), colour=HexColor("#3b2a86"), turn=-9)


def medicine_list(target: Path) -> None:
    """Draw the practice's printed list of November 2026."""
    paper = Paper(target, COURIER, size=A4, title="Repeat medicines", author="Harbour Row Medical Practice")
    paper.text(20, 20, "HARBOUR ROW MEDICAL PRACTICE", font="Courier-Bold", size=14)
    paper.text(20, 26, "3 Harbour Row, Edinburgh          Tel 0131 496 0119", size=9)
    paper.text(190, 20, "16/11/2026", size=10, align="right")
    paper.text(190, 26, "Page 1 of 1", size=9, align="right")
    paper.rule(20, 30, 190, weight=0.7, dashes=True)
    paper.text(20, 38, "MEDICINES TAKEN AT PRESENT", font="Courier-Bold", size=12)
    rows = (("Patient:", NAME), ("Born:", "09/03/1968 (09 Mar 1968)"), ("Address:", ADDRESS))
    down = paper.pairs(20, 46, rows, gap=26, step=5.2, size=10) + 3
    paper.box(20, down - 2, 170, 12, weight=1.2)
    paper.text(24, down + 3, "ALLERGY   Piperacillin/tazobactam: rash (2 Sep 2023, Westerhaugh", size=9.5)
    paper.text(24, down + 7.6, "          Infirmary)", size=9.5)
    columns = (
        ("Medicine", 46, "left"),
        ("Dose", 26, "left"),
        ("How often", 42, "left"),
        ("Since", 24, "left"),
        ("For", 36, "left"),
    )
    medicines = (
        ("Entecavir", "0.5 mg", "1 x day, fasting", "05/06/2023", "hepatitis B"),
        ("Aciclovir", "400 mg", "2 x day", "28/10/2026", "shingles guard"),
        ("Amlodipine", "5 mg", "1 x day", "2019", "blood pressure"),
        ("Omeprazole", "20 mg", "1 x day, morning", "06/2023", "stomach"),
        ("Colecalciferol", "800 IU", "1 x day", "01/2025", "bones"),
        ("Paracetamol", "1 g", "if needed, max 4", "-", "pain, fever"),
    )
    down = paper.table(18, down + 16, columns, medicines, size=9, step=6.4) + 9
    for line in (
        "STOPPED",
        "  Aciclovir (first course)      stopped 15/10/2025",
        "  Allopurinol                   stopped 09/2023",
        "",
        "NOT PRESCRIBED HERE, AS TOLD BY THE PATIENT",
        "  Reishi (ling zhi) capsules    stopped about 10/2026",
        "",
        "LONG-TERM CONDITIONS",
        "  Diffuse large B-cell lymphoma (2023)",
        "  High blood pressure (2019)",
        "  Past hepatitis B, anti-HBc reactive, HBV DNA not detected",
    ):
        paper.text(20, down, line, font="" if line.startswith("  ") else "Courier-Bold", size=9.5)
        down += 5
    down += 6
    paper.rule(20, down, 190, weight=0.7, dashes=True)
    paper.text(20, down + 6, "Checked with patient and daughter 16/11/2026", size=9)
    paper.text(20, down + 11, "Dr I. Carrowmore", size=9)
    paper.signature(72, down + 15, 59)
    paper.text(20, 280, "Printed by HRMP reception 2   16/11/2026 10:42", size=7.5, colour=GREY)
    paper.save()
