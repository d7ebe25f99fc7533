"""Shanghai Minglan Hospital's review in Chinese, its English translation, and a cost estimate behind a password."""

from pathlib import Path
from typing import Final

import pikepdf
from reportlab.lib.colors import Color, HexColor

from sample_papers.facts import INVENTED
from sample_papers.paper import GREY, NOTO, SONG, TIMES, Paper

RED: Final = HexColor("#a3161a")
NAVY: Final = HexColor("#14305c")
PASSWORD: Final = "Lin1968"
_REVIEW: Final = (
    (
        "送检材料",
        "左腋窝淋巴结粗针穿刺（2026年10月02日）全切片数字扫描图像12张：HE 1张，免疫组化11张。未接收实体切片或组织。",
    ),
    (
        "临床病史",
        "2023年5月诊断弥漫大B细胞淋巴瘤，R-CHOP方案6周期后完全缓解；2024年6月复发，R-ICE方案3周期后，2024年"
        "10月15日行自体造血干细胞移植；2026年9月PET-CT示多发淋巴结代谢增高。",
    ),
    (
        "镜下所见",
        "淋巴结结构破坏，弥漫性大B细胞浸润，核仁明显，核分裂象易见，可见单个细胞坏死。未见低级别淋巴瘤成分。",
    ),
)
_TRANSLATED: Final = (
    ("Sent by", "Craigmuir University Hospital (Edinburgh, United Kingdom)"),
    (
        "Material",
        "Left axillary lymph node, core needle biopsy (2 October 2026): twelve whole-slide scans, one H&amp;E and "
        "eleven immunostains. No glass slides or tissue were received.",
    ),
    (
        "History",
        "Diffuse large B-cell lymphoma in May 2023; complete remission after six cycles of R-CHOP. Relapse in June "
        "2024; three cycles of R-ICE; autologous stem cell transplant on 15 October 2024. PET-CT of September "
        "2026: several lymph nodes with raised uptake.",
    ),
    (
        "Microscopy",
        "Architecture of the node destroyed by a diffuse infiltrate of large B cells with distinct nucleoli; "
        "mitoses are easily found; single-cell necrosis. No low-grade component.",
    ),
    (
        "Immunostains (reviewed)",
        "CD19 strongly positive, about 95 %; CD20 weakly positive in part, about 30 %; CD22 positive, about 80 %; "
        "CD10 negative; BCL6 positive, about 50 %; MUM1 positive, about 80 %; BCL2 positive, about 95 %; MYC "
        "positive, about 45 %; Ki-67 about 90 %; EBER negative.",
    ),
    (
        "Opinion",
        "<b>(Left axillary lymph node) Diffuse large B-cell lymphoma, NOS, non-GCB type, double expressor "
        "(MYC/BCL2), in keeping with relapse. CD19 expression is kept; CD20 expression is weaker than in the "
        "report of June 2024.</b> In agreement with the diagnosis of the sending hospital. This opinion rests on "
        "the digital images received only.",
    ),
    (
        "Signed",
        "Reporting physician: Zhongli Heng. Reviewing physician: Puyang Di. [round red seal: Shanghai "
        "Minglan Hospital, Department of Pathology, for reviews only]",
    ),
)


def pathology_review(target: Path) -> None:
    """Draw the review of the slide scans, in Chinese."""
    foot = f"虚构示例文件，人物、医生与医院均非真实。 {INVENTED}"
    paper = Paper(target, SONG, title="病理会诊意见书", author="上海明澜医院", foot="")
    paper.text(105, 20, "上海明澜医院", size=22, align="centre", spacing=3)
    paper.text(105, 27, "SHANGHAI MINGLAN HOSPITAL", font="Times-Roman", size=10, align="centre", spacing=1.2)
    paper.text(105, 38, "病理会诊意见书（远程数字切片）", size=15, align="centre", spacing=1)
    paper.rule(18, 42, 192, weight=1.3, colour=RED)
    paper.rule(18, 43, 192, weight=0.4, colour=RED)
    left = (("会诊号", "MLYC-2026-1183"), ("姓名", "林伟（LIN, Wei）"), ("性别", "男"), ("原病理号", "26-H-08872-A"))
    right = (
        ("收到日期", "2026年11月05日"),
        ("出生日期", "1968年03月09日"),
        ("年龄", "58岁"),
        ("报告日期", "2026年11月11日"),
    )
    paper.pairs(20, 50, left, gap=24, step=6.2, size=10.5)
    paper.pairs(112, 50, right, gap=24, step=6.2, size=10.5)
    paper.text(20, 74.8, "送检单位", size=10.5)
    paper.text(44, 74.8, "Craigmuir University Hospital（英国爱丁堡）", size=10.5)
    paper.rule(18, 78, 192, weight=0.4)
    down = 86.0
    for title, words in _REVIEW:
        paper.text(20, down, title, size=11, colour=RED)
        down = paper.block(20, down + 1.8, 170, words, size=10.5, leading=16.5) + 6.5
    paper.text(20, down, "免疫组化（复阅）", size=11, colour=RED)
    columns = (("标记", 30, "left"), ("结果", 55, "left"), ("标记", 30, "left"), ("结果", 55, "left"))
    stains = (
        ("CD19", "强阳性，约95%", "BCL2", "阳性，约95%"),
        ("CD20", "部分弱阳性，约30%", "MYC", "阳性，约45%"),
        ("CD22", "阳性，约80%", "Ki-67", "约90%"),
        ("CD10", "阴性", "MUM1", "阳性，约80%"),
        ("BCL6", "阳性，约50%", "EBER", "阴性"),
    )
    down = paper.table(20, down + 2.5, columns, stains, size=10, step=6.4, grid=Color(0.75, 0.75, 0.75)) + 9
    paper.box(18, down - 5, 174, 33, weight=0.9, line=RED)
    paper.text(22, down + 1.5, "会诊意见", size=11.5, colour=RED)
    words = (
        "（左腋窝淋巴结）弥漫大B细胞淋巴瘤，非特指型，non-GCB型，双表达（MYC／BCL2），符合复发。CD19表达保留；CD20表达"
        "较2024年6月送检报告减弱。与原单位诊断一致。本意见仅就所收到的数字图像作出。"
    )
    paper.block(22, down + 3.5, 166, words, size=11, leading=17.5)
    down += 40
    paper.text(22, down, "报告医师：钟离衡", size=10.5)
    paper.signature(62, down - 1, 151, width=26)
    paper.text(112, down, "审核医师：濮阳笛", size=10.5)
    paper.signature(152, down - 1, 163, width=26)
    paper.text(112, down + 9, "2026年11月11日", size=10.5)
    paper.seal(163, down + 4, "上海明澜医院病理科", "会诊专用章")
    paper.text(105, 280, "第1页，共1页", size=9, align="centre", colour=GREY)
    paper.text(105, 291, foot, size=6, align="centre", colour=GREY)
    paper.save()


def translation(target: Path) -> None:
    """Draw the certified English translation of the review."""
    paper = Paper(
        target, TIMES, title="Translation of pathology review MLYC-2026-1183", author="Heddlewick Translations"
    )
    paper.text(22, 20, "Heddlewick Medical Translations", font="Times-Bold", size=15)
    paper.text(22, 25.5, "Chinese - English   ·   0131 496 0188   ·   office@heddlewick.example", size=9.5, colour=GREY)
    paper.rule(22, 29, 188, weight=0.5)
    paper.text(22, 38, "TRANSLATION FROM CHINESE", font="Times-Bold", size=11)
    paper.text(188, 38, "13 November 2026", size=11, align="right")
    paper.text(105, 50, "SHANGHAI MINGLAN HOSPITAL", font="Times-Bold", size=14, align="centre")
    paper.text(105, 57, "Pathology review (remote, digital slides)", font="Times-Italic", size=12, align="centre")
    left = (("Review no.", "MLYC-2026-1183"), ("Name", "LIN, Wei"), ("Sex", "male"), ("Original no.", "26-H-08872-A"))
    right = (
        ("Received", "5 Nov 2026"),
        ("Date of birth", "09 Mar 1968"),
        ("Age", "58"),
        ("Date of report", "11 Nov 2026"),
    )
    for x, rows in ((22, left), (112, right)):
        for index, (label, value) in enumerate(rows):
            paper.text(x, 67 + index * 5.6, label, font="Times-Bold", size=10.5)
            paper.text(x + 28, 67 + index * 5.6, value, size=10.5)
    paper.text(67, 72.6, "林伟", font="NotoSansSC", size=10)
    down = 95.0
    for title, words in _TRANSLATED:
        paper.text(22, down, title, font="Times-Bold", size=10.8)
        down = paper.block(66, down - 3.7, 122, words, size=10.8, leading=14.2) + 5.6
    paper.rule(22, down, 188, weight=0.4)
    words = (
        "I, Maren Heddlewick, translator for Chinese and English, state that this is a true and complete translation "
        "of the one-page document shown to me as a PDF file. Words in square brackets are mine."
    )
    down = paper.block(22, down + 3, 166, words, size=10, leading=13) + 5
    paper.signature(28, down + 8, 173)
    paper.text(22, down + 18, "Maren Heddlewick, Edinburgh, 13 November 2026", size=10)
    paper.stamp(152, down + 10, ("M. HEDDLEWICK", "TRANSLATOR", "ZH - EN"), colour=HexColor("#274690"), turn=7)
    paper.text(188, 287, "Page 1 of 1", size=8.5, align="right")
    paper.save()


def locked_estimate(target: Path) -> None:
    """Draw the cost estimate and lock it, as the hospital's office sends it."""
    plain = target.with_suffix(".plain")
    paper = Paper(plain, NOTO, title="Estimate of costs", author="Shanghai Minglan Hospital")
    paper.box(0, 0, 210, 5, fill=NAVY, line=None)
    paper.text(20, 20, "Shanghai Minglan Hospital", font="NotoSans-Bold", size=17, colour=NAVY)
    paper.text(20, 26, "International Patient Office   ·   ipo@minglan.example", size=9, colour=GREY)
    paper.text(190, 20, "Estimate of costs", font="NotoSans-Bold", size=12, colour=NAVY, align="right")
    paper.text(190, 26, "18 November 2026   ·   Page 1 of 1", size=9, colour=GREY, align="right")
    paper.rule(20, 31, 190, weight=0.6, colour=NAVY)
    rows = (
        ("Patient", "LIN, Wei"),
        ("Born", "09 Mar 1968"),
        ("Number", "IPO-26-0417"),
        ("Holds until", "31 January 2027"),
    )
    down = paper.pairs(20, 41, rows, gap=30, step=6, size=10) + 6
    columns = (("Item", 112, "left"), ("Yuan (CNY)", 58, "right"))
    items = (
        ("Tests before cell collection, outpatient", "38,000"),
        ("Cell collection", "26,000"),
        ("CAR-T product", "999,000"),
        ("Hospital stay, 28 days, lymphodepletion included", "168,000"),
        ("Reserve for intensive care, returned if not used", "120,000"),
        ("Interpreter, 30 days", "24,000"),
        ("Total", "1,375,000"),
    )
    head = HexColor("#e6ebf3")
    down = paper.table(20, down, columns, items, size=10, step=8, head=head, grid=HexColor("#b9c4d6")) + 8
    words = (
        "A deposit of 40 % is asked for on admission. Drugs against severe side effects are charged as used. This "
        "estimate is not an offer of treatment; the haematologists decide after their own examination."
    )
    down = paper.block(20, down, 170, words, size=10, leading=15)
    paper.signature(26, down + 18, 181)
    paper.text(20, down + 29, "Shen Yihe, International Patient Office", size=10)
    paper.save()
    with pikepdf.open(plain) as pdf:
        lock = pikepdf.Encryption(user=PASSWORD, owner=PASSWORD, R=4, aes=False, metadata=False)
        pdf.save(target, encryption=lock, static_id=True)
    plain.unlink()
