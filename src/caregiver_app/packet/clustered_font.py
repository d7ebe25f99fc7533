"""A font for ReportLab that shapes the words it draws and keeps, for each cluster, the characters that were typed.

Every cluster becomes one glyph of the font within the PDF, put together from those of the face, and the font says which
characters it stands for. So letters are joined and reordered on paper, and whoever searches, copies or reads the page
aloud meets the text as typed, in every reader: none has to guess it from where shapes stand.
"""

from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, Final
from weakref import WeakKeyDictionary

import uharfbuzz
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString, PDFZCompress
from reportlab.pdfbase.ttfonts import SUBSETN

from caregiver_app.packet.glyph_file import glyph_file
from caregiver_app.packet.shaping import Cluster, shape

_SYMBOLIC: Final = 4
_PART: Final = 16_000
_AT_ONCE: Final = 100  # a map of characters may not have longer parts
_MAP_HEAD: Final = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_MAP_END: Final = """endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


class _Use:
    """What one PDF draws in this font: its name there, and where each cluster is found: in which part, by its number.

    A file of glyphs holds no more than 65,535 of them, so the font has parts.
    """

    def __init__(self) -> None:
        self.name = ""
        self.places: dict[Cluster, tuple[int, int]] = {}

    def place(self, cluster: Cluster) -> tuple[int, int]:
        """Return the part and the number of a cluster, which has them from now on."""
        found = self.places.get(cluster)
        if found is None:
            part, number = divmod(len(self.places), _PART)
            found = self.places[cluster] = (part, number + 1)
        return found

    def parts(self) -> list[list[Cluster]]:
        """Return the clusters of each part in the order of their numbers."""
        clusters = list(self.places)
        return [clusters[first : first + _PART] for first in range(0, len(clusters), _PART)]


class _Name:
    """What ReportLab asks of a face: a name. One that it knows already would bring back the font it knows by it."""

    def __init__(self, name: str) -> None:
        self.name = name


class ClusteredFont:
    """Draw words in one face as shaped clusters. ReportLab asks it what it asks of its own TrueType fonts."""

    _multiByte = 1  # noqa: N815  (the name ReportLab looks for)
    _dynamicFont = 1  # noqa: N815
    shapable = False

    def __init__(self, name: str, face: Any, harfbuzz: uharfbuzz.Font) -> None:
        self.fontName = name
        self.face = _Name(name)
        self._outlines = face
        self._used: WeakKeyDictionary[Any, _Use] = WeakKeyDictionary()
        # A word is measured some times before it is drawn.
        self._shape = lru_cache(maxsize=4096)(lambda text: shape(text, harfbuzz))
        self._units = harfbuzz.face.upem

    def clusters(self, text: str) -> tuple[Cluster, ...]:
        """Shape words of one script and direction; return their clusters from left to right."""
        return self._shape(text)

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:
        """Measure words in points."""
        return sum(cluster.advance for cluster in self._shape(text)) * size / float(self._units)

    def splitString(self, text: str, doc: Any, encoding: str = "utf8") -> list[tuple[int, bytes]]:
        """Return the numbers of the clusters of some words, as they are written into the page, by part of the font."""
        use = self._used.setdefault(doc, _Use())
        places = [use.place(cluster) for cluster in self._shape(text)]
        return [
            (part, b"".join(number.to_bytes(2, "big") for _part, number in together))
            for part, together in groupby(places, itemgetter(0))
        ]

    def getSubsetInternalName(self, subset: int, doc: Any) -> str:
        """Return the name of a part of the font on the pages of one PDF."""
        use = self._used[doc]
        if not use.name:
            use.name = f"F{len(doc.fontMapping) + 1}"
            doc.fontMapping[self.fontName] = "/" + use.name
            doc.delayedFonts.append(self)
        return f"/{use.name}+{subset}"

    def addObjects(self, doc: Any) -> None:
        """Write the font into a PDF that is complete."""
        use = self._used.pop(doc)
        for number, clusters in enumerate(use.parts()):
            name = f"{use.name}+{number}"
            font = self._part(doc, f"{bytes(SUBSETN(number)).decode()}+{self.fontName}", clusters)
            doc.idToObject["BasicFonts"].dict[name] = doc.Reference(font, name)

    def _part(self, doc: Any, name: str, clusters: list[Cluster]) -> PDFDictionary:
        descendant = PDFDictionary({
            "Type": PDFName("Font"),
            "Subtype": PDFName("CIDFontType2"),
            "BaseFont": PDFName(name),
            "CIDSystemInfo": PDFDictionary({
                "Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0,
            }),
            "FontDescriptor": doc.Reference(self._descriptor(doc, name, clusters), "descriptor:" + name),
            "DW": 0,
            "W": PDFArray([1, PDFArray([round(cluster.advance * 1000 / self._units) for cluster in clusters])]),
            "CIDToGIDMap": PDFName("Identity"),
        })  # fmt: skip
        return PDFDictionary({
            "Type": PDFName("Font"),
            "Subtype": PDFName("Type0"),
            "BaseFont": PDFName(name),
            "Encoding": PDFName("Identity-H"),
            "DescendantFonts": PDFArray([doc.Reference(descendant, "descendant:" + name)]),
            "ToUnicode": doc.Reference(_stream(doc, _characters(clusters).encode()), "characters:" + name),
        })  # fmt: skip

    def _descriptor(self, doc: Any, name: str, clusters: list[Cluster]) -> PDFDictionary:
        data = glyph_file(self._outlines, [cluster.glyphs for cluster in clusters], [one.advance for one in clusters])
        stream = _stream(doc, data)
        stream.dictionary["Length1"] = len(data)
        return PDFDictionary({
            "Type": PDFName("FontDescriptor"),
            "FontName": PDFName(name),
            "Flags": _SYMBOLIC,
            "FontBBox": PDFArray(self._outlines.bbox),
            "ItalicAngle": self._outlines.italicAngle,
            "Ascent": self._outlines.ascent,
            "Descent": self._outlines.descent,
            "CapHeight": self._outlines.capHeight,
            "StemV": self._outlines.stemV,
            "FontFile2": doc.Reference(stream, "file:" + name),
        })  # fmt: skip


def _stream(doc: Any, data: bytes) -> PDFStream:
    stream = PDFStream()
    stream.content = data
    if doc.compression:
        stream.filters = [PDFZCompress]
    return stream


def _characters(clusters: list[Cluster]) -> str:
    """Write which characters each cluster stands for."""
    rows = [
        f"<{number:04X}> <{cluster.text.encode('utf-16-be', 'surrogatepass').hex().upper()}>\n"
        for number, cluster in enumerate(clusters, 1)
    ]
    parts = [rows[first : first + _AT_ONCE] for first in range(0, len(rows), _AT_ONCE)]
    return _MAP_HEAD + "".join(f"{len(part)} beginbfchar\n{''.join(part)}endbfchar\n" for part in parts) + _MAP_END
