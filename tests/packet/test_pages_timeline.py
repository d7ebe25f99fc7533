"""The timeline on paper: all of it there, in ink, in grey, in any script, on both papers."""

from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.person import Person
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline.records import (
    Diagnosis,
    Entry,
    Lab,
    Note,
    Procedure,
    Relapse,
    Response,
    Stay,
    Therapy,
)
from caregiver_app.packet.pages_timeline import paint_timeline

AS_OF = date(2026, 10, 12)
A4, LETTER = (842.0, 595.0), (792.0, 612.0)


def on(text: str) -> PartialDate:
    return PartialDate(text)


def history() -> tuple[Entry, ...]:
    return (
        Diagnosis(disease="DLBCL", date=on("2023-05-14")),
        Therapy(regimen="R-CHOP", cycles="6", date=on("2023-06-02"), end=on("2023-10-20")),
        Response(category="CR", date=on("2023-11-07")),
        Relapse(event="relapse", date=on("about 2024-06")),
        Therapy(regimen="Glofitamab", date=on("2024-09"), end=on("summer 2026")),
        Procedure(procedure="Radiation", detail="neck", date=on("2024-07-02"), end=on("2024-07-20")),
        Procedure(procedure="自体干细胞移植", date=on("2025-02-02")),
        Procedure(procedure="CAR-T", detail="planned", date=on("2026-11-20")),
        Stay(reason="fever", date=on("2025-04-01"), end=on("2025-04-09")),
        Lab(test="LDH", value="420", unit="U/L", date=on("2023-05-14")),
        Lab(test="LDH", value="365", unit="U/L", date=on("2026-10-01")),
        Note(title="Moved <b>house</b>", date=on("2025-09-01")),
        Note(title="No date"),
    )


def page(entries: tuple[Entry, ...], size: tuple[float, float] = A4) -> pypdfium2.PdfDocument:
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    paint_timeline(
        canvas,
        CaseSnapshot(Person(name="Lin Wei"), entries=entries),
        x=51, y=56, width=size[0] - 102, height=size[1] - 140, as_of=AS_OF,
    )  # fmt: skip
    canvas.save()
    return pypdfium2.PdfDocument(out.getvalue())


def text_of(document: pypdfium2.PdfDocument) -> str:
    found: str = document[0].get_textpage().get_text_bounded()
    return found


def grey(document: pypdfium2.PdfDocument) -> Image.Image:
    image: Image.Image = document[0].render(scale=1, grayscale=True).to_pil().convert("L")
    return image


@pytest.mark.parametrize("size", [A4, LETTER])
def test_the_page_says_every_label_the_legend_and_what_is_left_out(size: tuple[float, float]) -> None:
    said = text_of(page(history(), size))
    for words in (
        "Treatment", "Response", "R-CHOP", "Glofitamab", "CR", "relapse", "diagnosed", "自体干细胞移植",
        "Radiation (neck)", "LDH", "2 values, U/L", "2026-10-01", "12 October 2026", "fever",
        "Moved <b>house</b>",
        "1 entry without a date is in the list.",
        "line of therapy, with its number", "the date is uncertain", "planned", "2024",
    ):  # fmt: skip
        assert words in said, words


@pytest.mark.parametrize("size", [A4, LETTER])
def test_nothing_is_drawn_outside_its_rectangle(size: tuple[float, float]) -> None:
    image = grey(page(history(), size))
    for box in (
        (0, 0, size[0], 80), (0, size[1] - 54, size[0], size[1]), (0, 0, 48, size[1]), (size[0] - 49, 0, *size),
    ):  # fmt: skip
        assert image.crop(tuple(map(int, box))).getextrema() == (255, 255), box
    assert image.getextrema()[0] < 90


def test_a_crowded_decade_still_fits_its_rectangle() -> None:
    crowd = [Therapy(regimen=f"Regimen {year}", date=on(f"{year}")) for year in range(2012, 2026)]
    answers = [
        Response(category="VGPR", date=on(f"{year}-0{month}")) for year in range(2012, 2026) for month in (1, 4, 8)
    ]
    image = grey(page((*crowd, *answers)))
    assert image.crop((0, 595 - 54, 842, 595)).getextrema() == (255, 255)


def test_a_case_without_dates_prints_lanes_and_says_so() -> None:
    said = text_of(page(()))
    assert "Nothing with a date is here yet." in said
    assert "Treatment" in said


def test_the_same_case_gives_the_same_ink() -> None:
    assert grey(page(history())).tobytes() == grey(page(history())).tobytes()
