"""The timeline picture as a file of its own: SVG, PNG or PDF, painted as on the packet's page."""

import io
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pypdfium2
from reportlab.pdfgen.canvas import Canvas

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.domain.timeline import wording
from caregiver_app.domain.timeline.kinds import kind_of
from caregiver_app.i18n import _, language_tag
from caregiver_app.packet import style
from caregiver_app.packet.pages_timeline import paint_timeline
from caregiver_app.packet.svg import SvgCanvas

FORMATS: Final = ("svg", "png", "pdf")
_FOOT: Final = 26.0
# 200 dots an inch: sharp on paper and on a good screen.
_PNG_SCALE: Final = 200 / 72


@dataclass(frozen=True)
class PictureOptions:
    """What the family chose for one picture: the day it is as of, the paper it fits, whether the name stands on it."""

    as_of: date
    paper: str = "a4"
    named: bool = True


def picture_file(case: CaseSnapshot, form: str, options: PictureOptions) -> bytes:
    """Return the picture of a case as the bytes of a file, the same each time; `form` is one of `FORMATS`."""
    style.register_fonts()
    if form == "svg":
        width, height = _size(options)
        canvas = SvgCanvas(width, height)
        _paint(canvas, case, options)
        return canvas.document(_title(case, options), _in_words(case, options))
    pdf = _as_pdf(case, options)
    return pdf if form == "pdf" else _as_png(pdf)


def _as_pdf(case: CaseSnapshot, options: PictureOptions) -> bytes:
    kept = io.BytesIO()
    canvas = Canvas(kept, pagesize=_size(options), invariant=1, lang=language_tag(), initialFontName=style.TEXT)
    canvas.setTitle(_title(case, options))
    _paint(canvas, case, options)
    canvas.showPage()
    canvas.save()
    return kept.getvalue()


def _as_png(pdf: bytes) -> bytes:
    document = pypdfium2.PdfDocument(pdf)
    try:
        image = document[0].render(scale=_PNG_SCALE).to_pil()
    finally:
        document.close()
    kept = io.BytesIO()
    image.save(kept, format="PNG", dpi=(200, 200))
    return kept.getvalue()


def _size(options: PictureOptions) -> tuple[float, float]:
    short, long = style.PAPERS[options.paper]
    return long, short


def _paint(canvas: Any, case: CaseSnapshot, options: PictureOptions) -> None:
    width, height = _size(options)
    look = style.PAGE_TITLE
    top = height - style.MARGIN
    room = width - 2 * style.MARGIN
    title = style.fitted(_title(case, options), look.font, look.size, room)
    style.draw_text(canvas, style.MARGIN, top - look.size, title, font=look.font, size=look.size)
    lower = style.MARGIN / 2 + _FOOT
    paint_timeline(
        canvas, case, x=style.MARGIN, y=lower, width=room, height=top - look.leading - 6 - lower, as_of=options.as_of
    )
    words = _("Organised by the family. Nothing here is interpreted.")
    style.draw_text(canvas, style.MARGIN, style.MARGIN / 2 + 6, words, size=style.STAMP.size, colour=style.QUIET)


def _title(case: CaseSnapshot, options: PictureOptions) -> str:
    as_of = PartialDate.of_day(options.as_of).in_words()
    if options.named and case.person.name:
        return _("{name}: treatment timeline, {date}").format(name=case.person.name, date=as_of)
    return _("Treatment timeline, {date}").format(date=as_of)


def _in_words(case: CaseSnapshot, options: PictureOptions) -> str:
    """Say every dated entry in words, for whoever hears the picture instead of seeing it."""
    dated = [entry for entry in case.entries if wording.has_date(entry)]
    lines = [f"{wording.dates(entry)}: {_(kind_of(entry).word)}: {wording.headline(entry)}" for entry in dated]
    return "\n".join([_title(case, options), *lines])
