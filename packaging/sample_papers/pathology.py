"""The pathology reports of Craigmuir University Hospital: one old layout, one that came with a new system."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from reportlab.lib.colors import HexColor

from sample_papers.facts import BORN, CRAIGMUIR_NO, NAME
from sample_papers.paper import GREY, HELVETICA, TIMES, Paper

BURGUNDY: Final = HexColor("#5c1a33")
PALE: Final = HexColor("#f1eaed")


def _old_head(paper: Paper, number: str, page: str) -> float:
    paper.text(105, 17, "CRAIGMUIR UNIVERSITY HOSPITAL", font="Times-Bold", size=15, align="centre", spacing=0.8)
    paper.text(105, 23, "Department of Cellular Pathology", font="Times-Italic", size=11.5, align="centre")
    paper.text(
        105, 28, "Laboratory Block, Craigmuir Road, Edinburgh   Telephone 0131 496 0142", size=8.5, align="centre"
    )
    paper.rule(18, 31, 192, weight=1.2)
    paper.rule(18, 31.9, 192, weight=0.4)
    paper.text(18, 39, "HISTOPATHOLOGY REPORT", font="Times-Bold", size=12)
    paper.text(192, 39, f"Lab no. {number}", font="Times-Bold", size=11, align="right")
    paper.box(18, 42.5, 174, 22.5, weight=0.6)
    paper.pairs(
        21,
        48.5,
        (("Patient", NAME), ("Date of birth", BORN), ("Hospital no.", CRAIGMUIR_NO)),
        gap=27,
        step=6,
        size=10,
    )
    paper.text(192, 286, f"{NAME}   {CRAIGMUIR_NO}   {page}", size=8, align="right")
    return 72


def _sections(paper: Paper, down: float, sections: Sequence[tuple[str, str]], *, size: float = 10.5) -> float:
    for title, words in sections:
        paper.text(18, down, title, font="Times-Bold", size=size)
        down = paper.block(18, down + 1.4, 174, words, size=size, leading=size * 1.28, justify=True) + 5.6
    return down


def first_diagnosis(target: Path) -> None:
    """Draw the report of May 2023 with its FISH supplement."""
    paper = Paper(target, TIMES, title="Histopathology report 23-H-04417", author="Craigmuir University Hospital")
    _first_report(paper)
    paper.turn_page()
    _first_supplement(paper)
    paper.save()


def _first_report(paper: Paper) -> None:
    down = _old_head(paper, "23-H-04417", "Page 1 of 2")
    rows = (("Collected", "10 May 2023"), ("Received", "10 May 2023"), ("Reported", "16 May 2023"))
    paper.pairs(112, 48.5, rows, gap=27, step=6, size=10)
    down = _sections(
        paper,
        down,
        (
            ("SPECIMEN", "Lymph node, right neck (level IV), excision biopsy."),
            (
                "CLINICAL DETAILS",
                "Swelling of the right neck for six weeks, drenching night sweats, weight loss of 7 kg. ?Lymphoma.",
            ),
            (
                "MACROSCOPIC DESCRIPTION",
                "A lymph node measuring 31 x 22 x 17 mm with a smooth capsule. The cut surface is uniform, fleshy and "
                "pale tan. Imprints made. Fresh tissue sent for flow cytometry. Remainder embedded, blocks A1-A4.",
            ),
            (
                "MICROSCOPIC DESCRIPTION",
                "The nodal architecture is effaced by diffuse sheets of large lymphoid cells with vesicular nuclei, "
                "one or more nucleoli and moderate amounts of cytoplasm. Mitoses are frequent and there is patchy "
                "apoptosis without a starry-sky pattern. No follicular component is seen. There is focal necrosis.",
            ),
        ),
    )
    paper.text(18, down, "IMMUNOHISTOCHEMISTRY", font="Times-Bold", size=10.5)
    columns = (("Antibody", 30, "left"), ("Result", 54, "left"), ("Antibody", 30, "left"), ("Result", 54, "left"))
    stains = (
        ("CD20", "positive, strong, >95 %", "CD3", "negative (T cells in background)"),
        ("CD19", "positive, strong", "CD5", "negative"),
        ("CD79a", "positive", "Cyclin D1", "negative"),
        ("CD10", "negative", "CD30", "negative"),
        ("BCL6", "positive, 60 %", "MYC", "positive in 30 %"),
        ("MUM1", "positive, 70 %", "Ki-67", "80 %"),
        ("BCL2", "positive, 90 %", "EBER-ISH", "negative"),
    )
    down = paper.table(20, down + 2, columns, stains, size=10, step=5.2) + 8
    paper.box(18, down - 1.5, 174, 19, weight=0.9)
    paper.text(21, down + 4, "DIAGNOSIS", font="Times-Bold", size=11)
    paper.block(
        21,
        down + 5.4,
        168,
        "<b>Lymph node, right neck: diffuse large B-cell lymphoma, NOS.</b> Non-germinal centre type by the Hans "
        "algorithm. FISH for MYC, BCL2 and BCL6 has been requested and will follow as a supplement.",
        size=10.5,
    )
    paper.signature(22, 254, 31)
    paper.text(18, 264, "Dr Senna Overwijk, Consultant Histopathologist", size=10)
    paper.text(18, 269, "Authorised 16 May 2023 15:12", font="Times-Italic", size=9)


def _first_supplement(paper: Paper) -> None:
    down = _old_head(paper, "23-H-04417", "Page 2 of 2")
    later = (("Collected", "10 May 2023"), ("Supplement", "26 May 2023"))
    paper.pairs(112, 48.5, later, gap=27, step=6, size=10)
    down = _sections(
        paper,
        down,
        (
            (
                "SUPPLEMENTARY REPORT: FLUORESCENCE IN SITU HYBRIDISATION",
                "Interphase FISH was carried out on sections of block A2 with break-apart probes. One hundred nuclei "
                "were scored for each probe by two observers.",
            ),
        ),
    )
    columns = (("Probe", 40, "left"), ("Locus", 34, "left"), ("Nuclei with split signal", 44, "left"), ("", 50, "left"))
    fish = (
        ("MYC break-apart", "8q24", "1 %", "not rearranged"),
        ("BCL2 break-apart", "18q21", "2 %", "not rearranged"),
        ("BCL6 break-apart", "3q27", "0 %", "not rearranged"),
    )
    down = paper.table(20, down, columns, fish, size=10, step=6) + 9
    down = _sections(
        paper,
        down,
        (
            ("INTERPRETATION", "No evidence of rearrangement of MYC, BCL2 or BCL6. The diagnosis is not changed."),
            (
                "FLOW CYTOMETRY (fresh tissue, 10 May 2023)",
                "A population of large cells, 64 % of events: CD19 positive, CD20 positive, CD22 positive, CD10 "
                "negative, kappa restricted. T cells without aberrant loss of antigens.",
            ),
        ),
    )
    paper.signature(22, down + 9, 31)
    paper.text(18, down + 19, "Dr Senna Overwijk, Consultant Histopathologist", size=10)
    paper.text(18, down + 24, "Supplement authorised 26 May 2023 09:40", font="Times-Italic", size=9)
    paper.stamp(
        150, down + 14, ("COPY ISSUED TO PATIENT", "RECORDS OFFICE  06 NOV 2026"), colour=HexColor("#274690"), turn=8
    )


def _new_head(paper: Paper, number: str, rows: Sequence[tuple[str, str]], page: str) -> float:
    paper.box(0, 0, 210, 21, fill=BURGUNDY, line=None)
    white = HexColor("#ffffff")
    paper.text(15, 10, "Craigmuir University Hospital", font="Helvetica-Bold", size=14, colour=white)
    paper.text(15, 16, "Cellular Pathology and Molecular Diagnostics", size=9.5, colour=white)
    paper.text(195, 10, "PATHOLOGY REPORT", font="Helvetica-Bold", size=11, colour=white, align="right")
    paper.text(195, 16, number, size=9.5, colour=white, align="right")
    paper.box(15, 26, 180, 19, fill=PALE, line=None)
    patient = (("Name", NAME), ("Born", BORN), ("Hospital no.", CRAIGMUIR_NO))
    paper.pairs(18, 31.5, patient, gap=24, size=9)
    paper.pairs(112, 31.5, rows, gap=24, size=9)
    paper.rule(15, 283, 195, weight=0.4, colour=GREY)
    paper.text(15, 287, f"{number}   {NAME}   born {BORN}", size=7.5, colour=GREY)
    paper.text(195, 287, page, size=7.5, colour=GREY, align="right")
    return 53


def _new_sections(paper: Paper, down: float, sections: Sequence[tuple[str, str]]) -> float:
    for title, words in sections:
        paper.text(15, down, title, font="Helvetica-Bold", size=9, colour=BURGUNDY)
        down = max(paper.block(55, down - 3.2, 140, words, size=9.3, leading=12.6), down) + 5.5
    return down


def _stains(paper: Paper, down: float, stains: Sequence[tuple[str, str]]) -> float:
    down += 2.5
    paper.text(15, down, "Stains", font="Helvetica-Bold", size=9, colour=BURGUNDY)
    columns = (("Antibody", 34, "left"), ("Result", 106, "left"))
    return paper.table(55, down - 4, columns, stains, size=9, step=5.3, grid=HexColor("#cdbcc3")) + 8


def first_relapse(target: Path) -> None:
    """Draw the report of June 2024."""
    paper = Paper(target, HELVETICA, title="Pathology report 24-H-05931", author="Craigmuir University Hospital")
    rows = (("Collected", "20 Jun 2024"), ("Received", "20 Jun 2024"), ("Reported", "26 Jun 2024"))
    down = _new_head(paper, "24-H-05931", rows, "Page 1 of 1")
    down = _new_sections(
        paper,
        down,
        (
            ("Specimen", "Para-aortic lymph node, core needle biopsy under CT guidance. Four cores, longest 18 mm."),
            (
                "Clinical details",
                "Diffuse large B-cell lymphoma, R-CHOP x6 completed on 10 October 2023, complete metabolic response. "
                "New FDG-avid para-aortic nodes on PET-CT of 13 June 2024.",
            ),
            ("Earlier material", "23-H-04417 (May 2023), reviewed alongside."),
            (
                "Microscopy",
                "The cores hold a diffuse infiltrate of large, blastic B cells with brisk mitotic activity, alike to "
                "those of the earlier biopsy. There is no low-grade component. About one third of the material is "
                "necrotic.",
            ),
        ),
    )
    stains = (
        ("CD20", "positive, strong, >95 % of cells"),
        ("CD19", "positive, strong, >95 % of cells"),
        ("CD10", "negative"),
        ("BCL6", "positive, 50 %"),
        ("MUM1", "positive, 80 %"),
        ("BCL2", "positive, 90 %"),
        ("MYC", "positive in 35 %"),
        ("Ki-67", "85 %"),
        ("EBER-ISH", "negative"),
    )
    down = _stains(paper, down, stains)
    paper.box(15, down, 180, 16, line=BURGUNDY, weight=1)
    paper.text(19, down + 6, "Conclusion", font="Helvetica-Bold", size=10, colour=BURGUNDY)
    paper.block(
        55,
        down + 2.2,
        136,
        "<b>Relapse of diffuse large B-cell lymphoma, non-germinal centre type.</b><br/>CD19 and CD20 are both kept. "
        "FISH (MYC, BCL2, BCL6): not rearranged.",
        size=10,
        leading=14,
    )
    paper.signature(18, down + 36, 31)
    paper.text(15, down + 45, "Dr Senna Overwijk, Consultant Histopathologist", size=9.3)
    paper.text(15, down + 50, "Electronically authorised 26 Jun 2024 17:03", size=8, colour=GREY)
    paper.save()


def second_relapse(target: Path) -> None:
    """Draw the report of October 2026 with its FISH page."""
    paper = Paper(target, HELVETICA, title="Pathology report 26-H-08872", author="Craigmuir University Hospital")
    _second_report(paper)
    paper.turn_page()
    _second_supplement(paper)
    paper.save()


def _second_report(paper: Paper) -> None:
    rows = (("Collected", "02 Oct 2026"), ("Received", "02 Oct 2026"), ("Reported", "07 Oct 2026"))
    down = _new_head(paper, "26-H-08872", rows, "Page 1 of 2")
    down = _new_sections(
        paper,
        down,
        (
            ("Specimen", "Left axillary lymph node, core needle biopsy under ultrasound. Five cores, longest 21 mm."),
            (
                "Clinical details",
                "DLBCL 2023. R-CHOP x6; relapse June 2024; R-ICE x3 and autologous transplant on 15 October 2024. "
                "New FDG-avid nodes on PET-CT of 24 September 2026. ?Second relapse. CD19 status, please.",
            ),
            ("Earlier material", "23-H-04417 and 24-H-05931, reviewed alongside."),
            (
                "Microscopy",
                "Lymph node tissue replaced by sheets of large B cells with prominent nucleoli, many mitoses and "
                "single-cell necrosis. No low-grade lymphoma, no granulomas.",
            ),
        ),
    )
    stains = (
        ("CD19", "positive, strong, >95 % of cells"),
        ("CD20", "weak and partial, about 30 % of cells"),
        ("CD22", "positive, moderate, 80 % of cells"),
        ("CD79a", "positive"),
        ("CD10 / BCL6 / MUM1", "negative / positive, 50 % / positive, 80 %"),
        ("BCL2", "positive, 95 %"),
        ("MYC", "positive in 45 %"),
        ("Ki-67", "90 %"),
        ("p53", "wild-type pattern"),
        ("CD3 / CD5 / Cyclin D1", "negative / negative / negative"),
        ("EBER-ISH", "negative"),
    )
    down = _stains(paper, down, stains)
    paper.box(15, down, 180, 21, line=BURGUNDY, weight=1)
    paper.text(19, down + 6, "Conclusion", font="Helvetica-Bold", size=10, colour=BURGUNDY)
    paper.block(
        55,
        down + 2.2,
        136,
        "<b>Second relapse of diffuse large B-cell lymphoma, non-germinal centre type, double expressor (MYC and "
        "BCL2).</b><br/>CD19 is kept; CD20 is reduced compared with June 2024. FISH to follow.",
        size=10,
        leading=14,
    )
    paper.signature(18, down + 40, 31)
    paper.text(15, down + 49, "Dr Senna Overwijk, Consultant Histopathologist", size=9.3)
    paper.text(15, down + 54, "Electronically authorised 07 Oct 2026 11:48", size=8, colour=GREY)


def _second_supplement(paper: Paper) -> None:
    later = (("Collected", "02 Oct 2026"), ("Supplement", "14 Oct 2026"))
    down = _new_head(paper, "26-H-08872", later, "Page 2 of 2")
    paper.text(15, down, "Supplementary report: FISH", font="Helvetica-Bold", size=12, colour=BURGUNDY)
    columns = (("Probe", 46, "left"), ("Locus", 30, "left"), ("Split signals", 34, "left"), ("Result", 70, "left"))
    fish = (
        ("MYC break-apart", "8q24", "2 %", "not rearranged"),
        ("BCL2 break-apart", "18q21", "1 %", "not rearranged"),
        ("BCL6 break-apart", "3q27", "3 %", "not rearranged"),
    )
    down = paper.table(15, down + 4, columns, fish, size=9.3, step=6, head=PALE, grid=HexColor("#cdbcc3")) + 9
    down = _new_sections(
        paper,
        down,
        (
            ("Comment", "One hundred nuclei scored for each probe. No double- or triple-hit lymphoma."),
            (
                "Material kept",
                "Block 26-H-08872-A and one H&amp;E slide; ten unstained sections cut on 14 Oct 2026 are held for "
                "outside review. Whole-slide scans can be made available on written request.",
            ),
        ),
    )
    paper.signature(18, down + 8, 31)
    paper.text(15, down + 17, "Dr Senna Overwijk, Consultant Histopathologist", size=9.3)
    paper.text(15, down + 22, "Electronically authorised 14 Oct 2026 16:20", size=8, colour=GREY)
