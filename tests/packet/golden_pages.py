"""The pages that were looked at and found good, as pictures: `python tests/packet/golden_pages.py` makes them anew.

Look at every one of them before they are kept.
"""

import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
from PIL import Image

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.casebook.packet import words_for_packet
from caregiver_app.casebook.sample import make_sample
from caregiver_app.packet.build import build_packet
from caregiver_app.packet.options import PacketOptions
from caregiver_app.packet.report import PacketReport

FOLDER = Path(__file__).parents[1] / "files" / "golden_pages"
SCALE = 0.75
AS_OF = date(2026, 11, 29)
VARIANTS = [(paper, language) for paper in ("a4", "letter") for language in ("en", "en-zh")]
# By what a page begins with: the cover, the one-sheet summary, the timeline, and one page of each kind behind them.
KINDS = {
    "cover": "Records packet", "summary": "Case summary", "timeline": "Treatment timeline", "details": "Details",
    "trends": "Lab trends", "proofs": "Where each fact", "documents": "Documents", "questions": "Questions for you",
    "divider": "D-013", "attached": "",
}  # fmt: skip


def packet(book: Casebook, folder: Path, paper: str, language: str) -> tuple[PacketReport, Path]:
    """Build the packet of the sample case."""
    target = folder / f"{paper}-{language}.pdf"
    options = PacketOptions(as_of=AS_OF, paper=paper, language=language)
    words = words_for_packet(book)
    return build_packet(book.snapshot(), book.originals.file, options, target, words=words), target


def pages(target: Path, *, grey: bool) -> Iterator[tuple[str, Image.Image]]:
    """Yield the chosen pages with the name of their kind."""
    document = pypdfium2.PdfDocument(target)
    try:
        texts = [page.get_textpage().get_text_bounded() for page in document]
        places = {kind: next(at for at, text in enumerate(texts) if text.startswith(head))
                  for kind, head in KINDS.items() if head}  # fmt: skip
        places["summary-2"] = places["summary"] + 1
        places["attached"] = places["divider"] + 1
        for kind, at in sorted(places.items()):
            yield kind, document[at].render(scale=SCALE, grayscale=grey).to_pil().convert("L" if grey else "RGB")
    finally:
        document.close()


def name_of(kind: str, paper: str, language: str, *, grey: bool) -> str:
    return f"{paper}-{language}-{kind}{'-grey' if grey else ''}.png"


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as room:
        make_sample(Path(room) / "case")
        with Casebook.open(Path(room) / "case") as book:
            for paper, language in VARIANTS:
                _report, target = packet(book, Path(room), paper, language)
                for grey in (False, True):
                    for kind, image in pages(target, grey=grey):
                        quantized = image if grey else image.quantize(64)
                        quantized.save(FOLDER / name_of(kind, paper, language, grey=grey), optimize=True)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    main()
