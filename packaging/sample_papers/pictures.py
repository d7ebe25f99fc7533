"""The papers that are pictures: a fax, a photo of a letter, a portal's screenshot, and the projection of a scan."""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from sample_papers.facts import BORN, CRAIGMUIR_NO, HAMBURG_LABS, INVENTED, NAME, PORTAL_LABS
from sample_papers.paper import FONTS

Colour = int | tuple[int, int, int]
FAX: Final = (1728, 2290)
PHOTO: Final = (2016, 1512)


def _font(weight: str, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / f"NotoSans-{weight}.ttf"), size, layout_engine=ImageFont.Layout.BASIC)


class Sheet:
    """A picture of a page that is written from the top down."""

    def __init__(self, image: Image.Image, ink: Colour, scale: float) -> None:
        self.image = image
        self.pen = ImageDraw.Draw(image)
        self.ink = ink
        self.scale = scale

    def text(
        self, x: float, y: float, words: str, size: float, weight: str = "Regular", *, ink: Colour | None = None,
        anchor: str = "ls",
    ) -> None:  # fmt: skip
        """Write one line with its baseline at y."""
        font = _font(weight, size * self.scale)
        self.pen.text(
            (x * self.scale, y * self.scale), words, fill=self.ink if ink is None else ink, font=font, anchor=anchor
        )

    def block(
        self, x: float, y: float, wide: float, words: str, size: float, leading: float, weight: str = "Regular"
    ) -> float:
        """Write a paragraph and return the next free line."""
        font = _font(weight, size * self.scale)
        line = ""
        for word in words.split():
            longer = f"{line} {word}".strip()
            if font.getlength(longer) > wide * self.scale:
                self.text(x, y, line, size, weight)
                y, longer = y + leading, word
            line = longer
        self.text(x, y, line, size, weight)
        return y + leading

    def rule(self, x1: float, y: float, x2: float, weight: float = 2) -> None:
        """Draw a level line."""
        s = self.scale
        self.pen.line((x1 * s, y * s, x2 * s, y * s), fill=self.ink, width=max(1, round(weight * s)))

    def squiggle(self, x: float, y: float, seed: int, wide: float, ink: Colour, weight: float) -> None:
        """Sign with a hand made of the seed."""
        hand = random.Random(seed)
        points = [
            (x + wide * i / 12 + hand.uniform(-14, 10), y + (-1) ** i * hand.uniform(10, 62) * (1.15 - i / 13))
            for i in range(13)
        ]
        smooth: list[tuple[float, float]] = []
        for a, b, c, d in zip(points, points[1:], points[2:], points[3:], strict=False):
            for step in range(12):
                t = step / 12
                smooth.append(
                    (
                        _between(a[0], b[0], c[0], d[0], t) * self.scale,
                        _between(a[1], b[1], c[1], d[1], t) * self.scale,
                    )
                )
        self.pen.line(smooth, fill=ink, width=round(weight * self.scale), joint="curve")


def _between(a: float, b: float, c: float, d: float, t: float) -> float:
    """Return a point of the Catmull-Rom curve through b and c."""
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)


def faxed_pet(target: Path) -> None:
    """Draw the two faxed pages of the first PET-CT report, black on white without greys."""
    pages = [_fax_page(number, lines) for number, lines in enumerate(_FAX_PAGES, 1)]
    pages[0].save(
        target,
        save_all=True,
        append_images=pages[1:],
        compression="group4",
        dpi=(204, 196),
        software="",
        description="",
    )


_FAX_PAGES: Final = (
    (
        ("b", "PET-CT REPORT"),
        ("k", "Patient: LIN, Wei          Born: 09 Mar 1968          Hospital no.: CUH 482913"),
        ("k", "Examined: 19 May 2023          Reported: 22 May 2023"),
        ("r", ""),
        ("b", "Question"),
        ("t", "New diffuse large B-cell lymphoma, right neck node. Night sweats, weight loss. Staging."),
        ("b", "Technique"),
        ("t", "FDG 221 MBq, uptake 61 min, glucose 5.2 mmol/L. Skull base to mid-thigh, low-dose CT without contrast."),
        ("b", "Findings"),
        ("t", "Neck: enlarged FDG-avid nodes on the right, levels II to V, the largest 29 mm, SUVmax 17.2. Left side "
              "without avid nodes. Tonsils even."),
        ("t", "Chest: avid nodes in the upper mediastinum, right paratracheal 22 mm, SUVmax 12.8. No hilar nodes. "
              "Lungs clear. No effusion."),
        ("t", "Abdomen and pelvis: avid para-aortic nodes, the largest 33 mm, SUVmax 15.1. Iliac and inguinal nodes "
              "not avid. Spleen 10.8 cm, uptake below liver. Liver, adrenals and kidneys without focal uptake. Simple "
              "cyst of the left kidney."),
        ("t", "Bone: no focal uptake. Marrow uptake even and below liver."),
    ),
    (
        ("k", "Patient: LIN, Wei          Born: 09 Mar 1968          Examined: 19 May 2023"),
        ("r", ""),
        ("b", "Reference"),
        ("t", "Mediastinal blood pool SUVmax 2.1. Liver SUVmax 3.2."),
        ("b", "Conclusion"),
        ("t", "FDG-avid nodes in the right neck, the mediastinum and the para-aortic region: lymphoma above and below "
              "the diaphragm. No sign of disease in spleen, marrow or other organs. Stage III (Lugano)."),
        ("t", "Best site if another biopsy is needed: right neck, level IV."),
        ("s", ""),
        ("t", "Dr Callum Rookhope, Nuclear Medicine Physician"),
    ),
)  # fmt: skip


def _fax_page(number: int, lines: Sequence[tuple[str, str]]) -> Image.Image:
    sheet = Sheet(Image.new("L", FAX, 255), 0, 1)
    sheet.text(150, 190, "inverlaw", 66, "SemiBold")
    sheet.text(150, 234, "PET-CT Centre, Inverlaw Science Park, Unit 4, tel. 0131 496 0166", 27)
    sheet.rule(150, 262, 1580, 4)
    y = 340.0
    for kind, words in lines:
        if kind == "b":
            y += 18
            sheet.text(150, y, words, 38 if words.isupper() else 34, "SemiBold")
            y += 56
        elif kind == "k":
            sheet.text(150, y, words, 32)
            y += 58
        elif kind == "t":
            y = sheet.block(150, y, 1430, words, 34, 54) + 14
        elif kind == "r":
            sheet.rule(150, y - 24, 1580, 3)
            y += 36
        else:
            sheet.squiggle(170, y + 70, 139, 330, 0, 5)
            y += 160
    sheet.text(864, 2205, INVENTED, 20, anchor="ms")
    sheet.text(1580, 2160, f"Page {number} of 2", 26, anchor="rs")
    if number == 2:
        y += 20
        sheet.pen.rectangle((960, y - 40, 1560, y + 140), outline=0, width=5)
        sheet.text(1260, y + 20, "RECEIVED  HAEMATOLOGY", 36, "SemiBold", anchor="ms")
        sheet.text(1260, y + 90, "22 MAY 2023   16:44", 36, "SemiBold", anchor="ms")
    page = sheet.image.rotate((0.5, -0.7)[number - 1], Image.Resampling.BICUBIC, fillcolor=255)
    head = Sheet(page, 0, 1)
    stamp = f"22-MAY-2023 16:42   FROM: INVERLAW PET-CT   TO: CRAIGMUIR HAEMATOLOGY   P.{number}/2"
    head.text(60, 44, stamp, 30, "SemiBold")
    return _faxed(page, number)


def _faxed(page: Image.Image, seed: int) -> Image.Image:
    """Roughen edges, sprinkle dust and drop to one bit, the way a fax machine does."""
    hand = random.Random(seed)
    rough = page.filter(ImageFilter.GaussianBlur(1.1))
    pen = ImageDraw.Draw(rough)
    for _index in range(420):
        x, y = hand.randrange(FAX[0]), hand.randrange(FAX[1])
        reach = hand.choice((1, 1, 1, 2, 2, 3))
        pen.ellipse((x, y, x + reach, y + reach), fill=0)
    streak = hand.randrange(300, 1500)
    for y in range(0, FAX[1], 3):
        if hand.random() < 0.35:
            pen.point((streak, y), fill=0)
    return rough.point([0] * 150 + [255] * 106).convert("1", dither=Image.Dither.NONE)


def photographed_letter(target: Path) -> None:
    """Draw the emergency department's letter lying on a table, photographed at an angle with the phone held upright."""
    letter = _hamburg_letter()
    table = _wooden_table(PHOTO[1], PHOTO[0])
    corners = ((118, 160), (1342, 96), (1448, 1868), (40, 1900))
    shadow = Image.new("L", table.size, 0)
    ImageDraw.Draw(shadow).polygon([(x + 16, y + 22) for x, y in corners], fill=150)
    table.paste((28, 18, 12), mask=shadow.filter(ImageFilter.GaussianBlur(18)))
    flat = letter.transform(
        table.size, Image.Transform.PERSPECTIVE, _perspective(corners, letter.size), Image.Resampling.BICUBIC
    )
    mask = Image.new("L", letter.size, 255).transform(
        table.size, Image.Transform.PERSPECTIVE, _perspective(corners, letter.size), Image.Resampling.BICUBIC
    )
    table.paste(flat, mask=mask)
    photo = _lit(table)
    # A phone held upright stores the picture lying on its side and says so in its EXIF data.
    stored = photo.transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Invented"
    exif[0x0132] = "2026:08:24 09:12:40"
    stored.save(target, quality=74, exif=exif, dpi=(72, 72), optimize=True, progressive=False)


def _hamburg_letter() -> Image.Image:
    """Set the German letter on a page of 150 dots to the inch."""
    sheet = Sheet(Image.new("RGB", (1240, 1754), (251, 250, 246)), (26, 27, 31), 1)
    blue = (24, 72, 120)
    sheet.pen.ellipse((104, 84, 170, 150), outline=blue, width=7)
    sheet.pen.polygon(((118, 128), (137, 100), (156, 128)), fill=blue)
    sheet.text(192, 118, "Klinikum Alsterwiek", 42, "SemiBold", ink=blue)
    sheet.text(192, 148, "Zentrale Notaufnahme  ·  Hamburg", 24)
    sheet.text(1140, 148, "Seite 1 von 1", 20, anchor="rs")
    sheet.rule(104, 176, 1140, 3)
    sheet.text(104, 232, "ENTLASSBRIEF", 30, "SemiBold")
    sheet.text(1140, 232, "Hamburg, 23.08.2026", 24, anchor="rs")
    sheet.text(104, 284, "Patient:  LIN, Wei, geb. 09.03.1968, Edinburgh (Großbritannien)", 25, "SemiBold")
    sheet.text(104, 320, "Aufnahme 22.08.2026, 21:40 Uhr    Entlassung 23.08.2026, 11:15 Uhr", 25)
    y = 380.0
    for title, words in (
        ("Diagnosen", "Flankenschmerz links, Fieber unklarer Ursache. Diffuses großzelliges B-Zell-Lymphom (ED "
         "05/2023), autologe Stammzelltransplantation 10/2024. Arterielle Hypertonie. Z. n. Hepatitis B."),
        ("Allergie", "Piperacillin/Tazobactam (Hautausschlag)"),
        ("Anamnese", "Besuch beim Bruder in Hamburg. Seit vier Tagen Schmerzen in der linken Flanke, gestern 38,2 °C, "
         "seit einigen Wochen Nachtschweiß."),
        ("Befunde", "Temperatur 37,9 °C, RR 134/82 mmHg, Puls 88/min. Urin unauffällig. Röntgen-Thorax: kein "
         "Infiltrat. Sonographie Abdomen: Nieren nicht gestaut, Zyste links. Paraaortal links echoarme Raumforderung, "
         "ca. 3 cm, am ehesten Lymphknoten. Milz 11 cm."),
    ):  # fmt: skip
        sheet.text(104, y, title, 25, "SemiBold", ink=blue)
        y = sheet.block(280, y, 860, words, 25, 36) + 14
    sheet.text(104, y, "Labor", 25, "SemiBold", ink=blue)
    for name, value, unit, printed in HAMBURG_LABS:
        weight = "SemiBold" if value.endswith(("+", "-")) else "Regular"
        for x, words, anchor in ((280, name, "ls"), (680, value, "rs"), (710, unit, "ls"), (900, printed, "ls")):
            sheet.text(x, y, words, 25, weight, anchor=anchor)
        y += 36
    y += 20
    for title, words in (
        ("Verlauf", "Unter Paracetamol rasch fieberfrei. Blutkulturen abgenommen, bisher kein Wachstum. Kein "
         "Antibiotikum."),
        ("Empfehlung", "Zeitnahe Vorstellung in der betreuenden Hämatologie, Kontrolle von LDH und Blutbild, PET-CT. "
         "Wiedervorstellung jederzeit bei Fieber oder Schmerzen."),
    ):  # fmt: skip
        sheet.text(104, y, title, 25, "SemiBold", ink=blue)
        y = sheet.block(280, y, 860, words, 25, 36) + 14
    sheet.squiggle(130, y + 50, 191, 250, (36, 48, 128), 4)
    sheet.text(104, y + 112, "Dr. med. Henrike Ostermoor, Oberärztin", 25)
    sheet.text(620, 1722, f"Erfundenes Beispiel. {INVENTED}", 17, ink=(110, 110, 115), anchor="ms")
    _press_stamp(sheet.image, (870, int(y) + 60), ("KLINIKUM ALSTERWIEK", "Zentrale Notaufnahme", "23. AUG. 2026"))
    for fold in (585, 1170):
        crease = Image.new("L", (1240, 26), 0)
        ImageDraw.Draw(crease).line((0, 13, 1240, 13), fill=70, width=6)
        sheet.image.paste((196, 190, 180), (0, fold), crease.filter(ImageFilter.GaussianBlur(4)))
    return sheet.image


def _press_stamp(image: Image.Image, middle: tuple[int, int], lines: Sequence[str]) -> None:
    stamp = Image.new("L", (420, 180), 0)
    pen = ImageDraw.Draw(stamp)
    pen.rounded_rectangle((8, 8, 412, 172), 14, outline=205, width=5)
    for index, line in enumerate(lines):
        pen.text((210, 56 + index * 42), line, fill=205, font=_font("SemiBold", 27), anchor="ms")
    turned = stamp.rotate(8, Image.Resampling.BICUBIC, expand=True)
    image.paste((52, 52, 150), (middle[0] - turned.width // 2, middle[1] - turned.height // 2), turned)


def _perspective(corners: Sequence[tuple[float, float]], size: tuple[int, int]) -> list[float]:
    """Return the eight numbers that map the photo's corners back to the page's."""
    wide, tall = size
    page = ((0, 0), (wide, 0), (wide, tall), (0, tall))
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(corners, page, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for column in range(8):
        best = max(range(column, 8), key=lambda row: abs(rows[row][column]))
        rows[column], rows[best] = rows[best], rows[column]
        lead = rows[column][column]
        rows[column] = [value / lead for value in rows[column]]
        for row in range(8):
            if row != column:
                factor = rows[row][column]
                rows[row] = [value - factor * base for value, base in zip(rows[row], rows[column], strict=True)]
    return [row[8] for row in rows]


def _wooden_table(wide: int, tall: int) -> Image.Image:
    """Paint planks with a grain."""
    hand = random.Random(5)
    image = Image.new("RGB", (wide, tall), (121, 84, 56))
    pen = ImageDraw.Draw(image)
    for plank in range(0, wide, 252):
        tone = hand.randint(-9, 9)
        pen.rectangle((plank, 0, plank + 252, tall), fill=(121 + tone, 84 + tone, 56 + tone))
        for _line in range(60):
            x = plank + hand.randrange(252)
            shade = tone + hand.randint(-16, 12)
            bend = hand.uniform(-14, 14)
            pen.line(
                ((x, 0), (x + bend, tall)), fill=(121 + shade, 84 + shade, 56 + shade), width=hand.choice((1, 2, 3))
            )
        pen.line(((plank, 0), (plank, tall)), fill=(62, 40, 26), width=4)
    return image.filter(ImageFilter.GaussianBlur(1.4))


def _lit(image: Image.Image) -> Image.Image:
    """Let light fall from the upper left, and the phone's own soft shadow over the lower right."""
    light = Image.linear_gradient("L").resize(image.size).rotate(28, Image.Resampling.BICUBIC, fillcolor=128)
    shade = light.point([round(255 - 62 * value / 255) for value in range(256)]).filter(ImageFilter.GaussianBlur(60))
    hand = Image.new("L", image.size, 255)
    ImageDraw.Draw(hand).ellipse(
        (image.width * 0.62, image.height * 0.66, image.width * 1.4, image.height * 1.2), fill=176
    )
    shade = ImageChops.multiply(shade, hand.filter(ImageFilter.GaussianBlur(90)))
    lit = ImageChops.multiply(
        image, Image.merge("RGB", (shade, shade, shade.point([min(255, round(v * 0.985)) for v in range(256)])))
    )
    return lit.filter(ImageFilter.GaussianBlur(0.6))


def portal_screenshot(target: Path) -> None:
    """Draw the hospital portal as a phone shows it."""
    sheet = Sheet(Image.new("RGB", (828, 1560), (242, 244, 247)), (28, 32, 38), 1)
    quiet, teal, amber = (98, 106, 117), (12, 92, 120), (150, 84, 8)
    sheet.pen.rectangle((0, 0, 828, 176), fill=teal)
    sheet.text(36, 44, "18:27", 26, "SemiBold", ink=(255, 255, 255))
    sheet.pen.rounded_rectangle((728, 24, 784, 48), 7, outline=(255, 255, 255), width=3)
    sheet.pen.rectangle((733, 29, 768, 43), fill=(255, 255, 255))
    sheet.text(36, 128, "‹", 56, ink=(255, 255, 255))
    sheet.text(84, 124, "MyCraigmuir", 36, "SemiBold", ink=(255, 255, 255))
    sheet.text(792, 124, "Test results", 28, ink=(214, 232, 240), anchor="rs")
    sheet.text(36, 240, NAME, 36, "SemiBold")
    sheet.text(36, 282, f"born {BORN}   ·   {CRAIGMUIR_NO}", 25, ink=quiet)
    sheet.text(36, 350, "17 Nov 2026, 09:05", 30, "SemiBold")
    sheet.text(36, 388, "Haematology clinic   ·   Reported 17 Nov 2026, 12:40", 24, ink=quiet)
    y = 420.0
    for name, value, unit, printed, flag in PORTAL_LABS:
        sheet.pen.rounded_rectangle((28, y, 800, y + 118), 16, fill=(255, 255, 255), outline=(222, 226, 231), width=2)
        sheet.text(56, y + 52, name, 31, "SemiBold")
        sheet.text(56, y + 92, f"Range {printed} {unit}", 23, ink=quiet)
        sheet.text(640, y + 70, value, 40, "SemiBold", ink=amber if flag else (28, 32, 38), anchor="rs")
        sheet.text(652, y + 70, unit, 23, ink=quiet)
        if flag:
            sheet.pen.rounded_rectangle((742, y + 36, 782, y + 80), 8, fill=(252, 236, 214))
            sheet.text(762, y + 69, flag, 29, "SemiBold", ink=amber, anchor="ms")
        y += 132
    sheet.text(36, y + 46, "Your team will talk about these results with you.", 25, ink=quiet)
    sheet.pen.line((0, 1450, 828, 1450), fill=(206, 211, 218), width=2)
    for x, words in ((138, "Home"), (414, "Results"), (690, "Messages")):
        sheet.text(x, 1500, words, 26, "SemiBold" if words == "Results" else "Regular", anchor="ms",
                   ink=teal if words == "Results" else quiet)  # fmt: skip
    sheet.text(414, 1544, INVENTED, 17, ink=quiet, anchor="ms")
    sheet.image.quantize(64, dither=Image.Dither.NONE).save(target, optimize=True)


def projection() -> Image.Image:
    """Paint the maximum intensity projection of an FDG scan: dark where there is uptake."""
    wide, tall = 260, 585
    body = Image.new("L", (wide, tall), 0)
    pen = ImageDraw.Draw(body)
    pen.ellipse((98, 8, 162, 96), fill=46)
    pen.rectangle((112, 80, 148, 120), fill=42)
    pen.rounded_rectangle((56, 112, 204, 400), 48, fill=40)
    pen.polygon(((66, 118), (30, 190), (16, 330), (38, 334), (62, 200)), fill=36)
    pen.polygon(((194, 118), (230, 190), (244, 330), (222, 334), (198, 200)), fill=36)
    pen.rounded_rectangle((62, 370, 126, 580), 28, fill=38)
    pen.rounded_rectangle((134, 370, 198, 580), 28, fill=38)
    pen.rounded_rectangle((70, 140, 118, 226), 20, fill=24)
    pen.rounded_rectangle((142, 140, 190, 226), 20, fill=24)
    body = body.filter(ImageFilter.GaussianBlur(6))
    for box, dose, soft in (
        ((102, 10, 158, 62), 226, 5), ((70, 228, 140, 280), 82, 7), ((152, 236, 184, 272), 66, 6),
        ((118, 168, 152, 214), 74, 7), ((84, 286, 102, 320), 150, 4), ((160, 286, 178, 320), 150, 4),
        ((112, 384, 150, 416), 240, 4), ((123, 120, 137, 370), 60, 4),
        ((192, 148, 212, 172), 255, 3), ((200, 168, 212, 182), 230, 2), ((164, 112, 175, 123), 215, 2),
        ((134, 286, 152, 326), 250, 4), ((142, 352, 153, 364), 205, 2),
    ):  # fmt: skip
        spot = Image.new("L", (wide, tall), 0)
        ImageDraw.Draw(spot).ellipse(box, fill=dose)
        body = ImageChops.lighter(body, spot.filter(ImageFilter.GaussianBlur(soft)))
    hand = random.Random(9)
    grain = Image.frombytes(
        "L", (wide // 2, tall // 2), bytes(hand.randrange(14) for _ in range(wide // 2 * (tall // 2)))
    )
    body = ImageChops.add(body, grain.resize((wide, tall), Image.Resampling.BICUBIC))
    return ImageChops.invert(body)
