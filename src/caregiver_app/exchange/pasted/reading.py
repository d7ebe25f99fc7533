"""Propose what one line says: its kind and its fields, as a row to look over.

Words of the field decide; what no word decides becomes a note when it has a date, and stays unplaced otherwise.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from caregiver_app.domain.vocabulary import term
from caregiver_app.exchange.pasted.columns import kind_named
from caregiver_app.exchange.pasted.dates import Dated, find_dates
from caregiver_app.exchange.pasted.labs import read_lab
from caregiver_app.exchange.pasted.row import PastedRow, field_at
from caregiver_app.exchange.pasted.text import TOO_LONG, plain
from caregiver_app.exchange.pasted.words import Found, find_words
from caregiver_app.i18n import _

_KINDS: Final[Mapping[str, str]] = {
    "regimens": "therapy", "procedures": "procedure", "relapse_events": "relapse", "responses": "response",
    "modalities": "scan", "specimens": "biopsy", "markers": "marker", "infections": "infection", "fitness": "fitness",
    "diseases": "diagnosis",
}  # fmt: skip
# "Biopsy: …" and "Scan: …" say what was done; "Treatment: …" only what follows.
_NAMED_BY_PREFIX: Final = frozenset({"biopsy", "scan", "procedure", "relapse", "response", "stay"})
_TITLE_LENGTH: Final = 80
_PREFIX: Final = re.compile(r"\s*([^\W\d_][^:：]{1,30})[:：]\s*(?=\S)")
_ALLERGY: Final = re.compile(
    r"\b(?:allerg(?:y|ic|ies|ie|isch))\b(?:\s*(?:to|gegen|:|–|-))?\s*|过敏[:：]?\s*", re.IGNORECASE
)
_BIOPSY: Final = re.compile(
    r"\b(?:[\w-]+ (?:node |marrow )?)?(?:biopsy|biopsie|histology|trephine)\b|活检", re.IGNORECASE
)
_STAY: Final = re.compile(
    r"\b(?:admitted(?: to hospital)?|admission|hospitali[sz]ed|hospital stay|inpatient stay|in hospital|"
    r"stationär(?:er Aufenthalt)?)\b|住院", re.IGNORECASE,
)  # fmt: skip
_MEDICINE: Final = re.compile(
    r"(?P<name>[^\W\d_][\w .+/-]{1,50}?)\s+(?P<dose>\d+(?:[.,]\d+)?)\s?(?P<unit>mg|g|mcg|µg|μg|IU|IE|ml|mL)\b,?\s*"
    r"(?P<often>.*\b(?:daily|twice|once|times a|a day|per day|weekly|monthly|every|bid|tid|qd|bd|od|täglich|"
    r"morgens|abends)\b.*|.*[每日].*|\d-\d-\d.*)",
    re.IGNORECASE,
)  # fmt: skip
_OUTCOME: Final = re.compile(
    r"\b(?:not detected|undetectable|detected|non-reactive|reactive|negative|positive|unmutated|mutated|rearranged|"
    r"amplified|deleted|wild[- ]?type|present|absent|neg|pos|positiv|negativ)\b|阴性|阳性", re.IGNORECASE,
)  # fmt: skip
_AMOUNT: Final = re.compile(
    r"(?P<value>[<>≤≥]?\s?\d+(?:[.,]\d+)?(?:\s?[-–]\s?\d+(?:[.,]\d+)?)?)\s?(?P<unit>%|[A-Za-zµ]+(?:/[A-Za-zµ0-9.²]+)*)?"
)
_DEAUVILLE: Final = re.compile(
    r"\bdeauville(?:\s+(?:score|DS))?\s*[:=]?\s*([1-5X](?:\s?[-–/]\s?[1-5])?)\b|\bDS\s?([1-5])\b", re.I
)
_STAGE: Final = re.compile(
    r"\b(?:stage|stadium)\s*:?\s*((?:IV|I{1,3}|[0-4])\s?[ABESX]{0,3})(?!\w)|([IVⅠ-Ⅳ]{1,3}[ABab]?)\s?期", re.I
)
_CYCLES: Final = (
    re.compile(
        r"(?<!\w)(?P<given>\d{1,2})\s?(?:of|/)\s?(?P<planned>\d{1,2})\s?(?:planned\s)?(?:cycles|courses|Zyklen)\b", re.I
    ),
    re.compile(r"(?:cycles?|C)\s?1\s?(?:-|–|to|bis)\s?C?(?P<given>\d{1,2})\b", re.I),
    re.compile(r"(?:(?<=\s)|(?<=^)|(?<=[A-Z]))[x×*]\s?(?P<given>\d{1,2})\b(?:\s?(?:cycles|courses))?", re.I),
    re.compile(
        r"(?<!\w)(?P<given>\d{1,2})\s?(?:[x×](?=\s|$)|(?:cycles|courses|rounds|Zyklen|Kurse)\b|个?(?:周期|疗程))",
        re.I,
    ),
)  # fmt: skip
_CYCLE: Final = re.compile(
    r"(?:\b(?:cycle|course|round|zyklus|kurs)\s?(?:no\.?\s?|#\s?)?|\bC|#|第\s?)(?P<number>\d{1,2})"
    r"(?:\s?[,/]?\s?(?:D|day|Tag)\s?\d{1,2})?(?![\w-])(?:\s?(?:周期|疗程|次))?", re.I,
)  # fmt: skip
_NUMBER_ALONE: Final = re.compile(r"\s*(?P<number>\d{1,2})\s*(?:[,;].*)?")
_LINE: Final = re.compile(
    r"\b(?:line\s?(?P<a>\d)|(?P<b>\d)(?:st|nd|rd|th|\.)?[\s-](?:line|linie)|(?P<c>\d)L|"
    r"(?P<w>first|second|third|fourth|fifth)[\s-]line)\b(?:\s(?:therapy|treatment))?"
    r"|(?P<z>[一二三四五])线(?:治疗)?", re.I,
)  # fmt: skip
_AFTER: Final = re.compile(r"\b(?:after|following|post|nach)\b[^,.;:]*$|[后]\s*$", re.IGNORECASE)
_DAY_ALONE: Final = re.compile(
    r"\b\d{1,2}\.?\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b(?!\s?\d)", re.I
)
_FIGURES: Final = {"first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5",
                   "一": "1", "二": "2", "三": "3", "四": "4", "五": "5"}  # fmt: skip


@dataclass
class _Piece:
    """What a line says beside its dates; `rest` shrinks as parts of it find their field."""

    rest: str
    words: Sequence[Found]
    fields: dict[str, str]
    doubts: list[str]
    cycle: str = ""

    def first(self, vocabulary: str) -> Found | None:
        return next((word for word in self.words if word.vocabulary == vocabulary), None)

    def take(self, match: re.Match[str] | None) -> str:
        """Take what was matched out of the rest and return it."""
        if match is None:
            return ""
        self.rest = f"{self.rest[: match.start()]} {self.rest[match.end() :]}"
        return match[0].strip()

    def take_text(self, text: str) -> str:
        """Take a word out of the rest as it stands there and return it."""
        self.rest = self.rest.replace(text, " ", 1)
        return text.strip()

    def left(self) -> str:
        """Return what is left, without the marks that stood between."""
        words = re.sub(r"\(\s*\)|\[\s*\]", " ", self.rest)
        words = re.sub(r"\s*([,;:.·–—])(?:\s*[,;:·–—])+", r"\1", " ".join(words.split()))
        words = re.sub(r"\s*\bof(?=\s*(?:[,;.]|$))", "", words).replace(" ,", ",")
        return re.sub(r"^[\s,;:.)\]·|–—→-]+|[\s,;:([·|–—→-]+$", "", words).strip()


def read_line(text: str, line: int = 0, whole: str = "", kind: str = "") -> PastedRow:
    """Return the row a line proposes. `kind` settles its kind; `whole` is its text where that is more than the line."""
    shown = whole or text
    if len(text) > TOO_LONG:
        return PastedRow("", {"what": text.strip()}, line, shown, doubts=(_("It is too long to be read into."),))
    dated = find_dates(text)
    row = _dated(_read(dated.rest, kind, dated), dated, line, shown)
    more = dated.more or tuple(found[0] for found in _DAY_ALONE.finditer(dated.rest))
    if more and dated.start:
        row = replace(row, doubts=(*row.doubts, _("Another date stands in it: {date}.").format(date=more[0])))
    return row


def kind_of_words(text: str) -> str:
    """Return the kind that the name of something says, or nothing: "R-CHOP" is a therapy, "PET-CT" a scan."""
    if read_lab(f"{text} 1") is not None:
        return "lab"
    words = find_words(text)
    return _KINDS[_main(words, text).vocabulary] if words else ""


def note_row(text: str, line: int = 0, whole: str = "") -> PastedRow:
    """Return a note that holds a text."""
    fields = {"title": text} if len(text) <= _TITLE_LENGTH else {
        "title": text[: _TITLE_LENGTH - 1].rstrip() + "…", "note": text,
    }  # fmt: skip
    return PastedRow("note", fields, line, whole or text)


def _dated(row: PastedRow, dated: Dated, line: int, whole: str) -> PastedRow:
    fields = dict(row.fields)
    if dated.start:
        fields["date"] = dated.start
    if dated.end:
        if field_at(row.kind, "end"):
            fields["end"] = dated.end
        else:
            said = _("until {date}").format(date=dated.end)
            fields["note"] = "\n".join(part for part in (fields.get("note", ""), said) if part)
    return replace(row, fields=fields, line=line, text=whole)


def _read(text: str, kind: str, dated: Dated) -> PastedRow:
    prefix = _PREFIX.match(text)
    said = kind_named(prefix[1]) if prefix and not kind else ""
    if prefix and said and said not in _NAMED_BY_PREFIX:
        text = text[prefix.end() :]
    wanted = kind or said
    special = _read_special(text, wanted)
    if special is not None:
        return special
    words = find_words(text)
    piece = _Piece(text, words, {}, [])
    found = wanted or _decide(words, piece)
    reader = _READERS.get(found)
    if reader is not None:
        reader(piece)
        title = field_at(found, "what")
        if piece.fields.get(title):
            return PastedRow(found, _filled(piece), cycle=piece.cycle, doubts=tuple(piece.doubts))
    if wanted and text.strip():
        return _called(wanted, text, prefix if said and not kind else None)
    if dated.start or dated.end:
        return _note(text.strip())
    return PastedRow("", {"what": text.strip()} if text.strip() else {})


def _called(kind: str, text: str, prefix: re.Match[str] | None) -> PastedRow:
    """Return the row of a kind that was said, when no word of the field names what it is about."""
    if kind == "note":
        return note_row(text.strip())
    if prefix is not None and kind in _NAMED_BY_PREFIX:
        finding = field_at(kind, "result") or "note"
        return PastedRow(kind, {field_at(kind, "what"): prefix[1].strip(), finding: text[prefix.end() :].strip()})
    return PastedRow(kind, {field_at(kind, "what"): text.strip()})


def _note(text: str) -> PastedRow:
    row = note_row(text)
    return (
        replace(row, doubts=(_("We do not know what this is; it would come in as a note."),)) if text else PastedRow()
    )


def _read_special(text: str, wanted: str) -> PastedRow | None:
    """Read what its form shows rather than its words: a lab result, an allergy, a medicine."""
    lab = read_lab(text) if wanted in ("", "lab") else None
    # A line that begins with a treatment or a scan is none, however many figures it holds.
    if lab is not None and (lab.is_known or not find_words(lab.fields["test"])):
        doubts = () if lab.is_known else (
            _("“{name}” is not a test we know; it is taken for a lab result.").format(name=lab.fields["test"]),
        )  # fmt: skip
        return PastedRow("lab", {**lab.fields, **({"note": lab.rest} if lab.rest else {})}, doubts=doubts)
    allergy = _ALLERGY.match(text)
    if wanted == "allergy" or (allergy and not wanted):
        rest = text[allergy.end() :] if allergy else text
        substance, _mark, reaction = re.sub(r"\s+[-–]\s+|[:(（]", "|", rest, count=1).partition("|")
        fields = {"substance": substance.strip(" ,"), "reaction": reaction.strip(" )）")}
        return (
            PastedRow("allergy", {name: words for name, words in fields.items() if words})
            if fields["substance"]
            else None
        )
    medicine = _MEDICINE.fullmatch(text.strip()) if wanted in ("", "medicine") else None
    if medicine and all(_is_beside(word) for word in find_words(text)):
        fields = {"name": medicine["name"], "dose": medicine["dose"], "unit": medicine["unit"]}
        return PastedRow("medicine", {**fields, "schedule": medicine["often"].strip()})
    return None


def _is_beside(word: Found) -> bool:
    """Whether a word is no treatment of the disease: a medicine that is taken beside it."""
    if word.vocabulary != "regimens":
        return word.vocabulary != "procedures"
    drugs = [term("drugs", drug) for drug in word.term.listed("drugs")]
    return bool(drugs) and all(drug is not None and drug.listed("classes") == ("supportive",) for drug in drugs)


def _decide(words: Sequence[Found], piece: _Piece) -> str:
    """Return the kind of a line by its words and say what else it might be."""
    text = plain(piece.rest)
    named = {word.vocabulary for word in words}
    biopsy, stay = _BIOPSY.search(text), _STAY.search(text)
    if not words:
        return "biopsy" if biopsy else "stay" if stay else ""
    main = _main(words, text)
    if stay and stay.start() < main.start:
        return "stay"
    if biopsy and main.vocabulary in ("modalities", "specimens", "markers", "diseases"):
        return "biopsy"
    if main.vocabulary == "modalities" and "responses" in named:
        piece.doubts.append(_("It names a scan and a response; it is taken for the response, judged by the scan."))
        return "response"
    if main.vocabulary == "modalities" and "relapse_events" in named:
        piece.doubts.append(_("It tells of a relapse or progression too. Add that as an entry of its own."))
    return _KINDS[main.vocabulary]


def _main(words: Sequence[Found], text: str) -> Found:
    """Return the word a line is about: its first one, unless that only describes or dates what follows."""
    first = next((word for word in words if not _AFTER.search(text[max(0, word.start - 30) : word.start])), words[0])
    if first.vocabulary == "markers":
        return next((word for word in words if word.vocabulary in ("procedures", "regimens", "diseases")), first)
    return first


def _filled(piece: _Piece) -> dict[str, str]:
    return {name: text for name, text in piece.fields.items() if text}


def _therapy(piece: _Piece) -> None:
    word = piece.first("regimens")
    if word is None:
        return
    piece.fields["regimen"] = piece.take_text(word.text)
    for shape in _CYCLES:
        found = shape.search(piece.rest)
        if found:
            piece.fields["cycles"] = found["given"]
            piece.fields["cycles_planned"] = found.groupdict().get("planned") or ""
            piece.take(found)
            break
    else:
        number = _CYCLE.search(piece.rest) or _NUMBER_ALONE.fullmatch(piece.rest)
        piece.cycle = number["number"] if number else ""
    _take_line(piece)
    response = piece.first("responses")
    if response is not None and response.term.id != "pd":
        piece.fields["best_response"] = piece.take_text(response.text)
    piece.fields["note"] = piece.left()


def _take_line(piece: _Piece) -> None:
    line = _LINE.search(piece.rest)
    if line:
        said = next(text for text in line.groups() if text)
        piece.fields["line"] = _FIGURES.get(said.lower(), said)
        piece.take(line)


def _response(piece: _Piece) -> None:
    word = piece.first("responses")
    if word is None:
        return
    piece.fields["category"] = piece.take_text(word.text)
    scan = piece.first("modalities")
    piece.fields["judged_by"] = piece.take_text(scan.text) if scan else ""
    score = _DEAUVILLE.search(piece.rest)
    if score:
        piece.fields["deauville"] = next(text for text in score.groups() if text)
        piece.take(score)
    piece.fields["note"] = piece.left()


def _relapse(piece: _Piece) -> None:
    word = piece.first("relapse_events")
    if word is not None:
        piece.fields["event"] = piece.take_text(word.text)
        piece.fields["note"] = piece.left()


def _scan(piece: _Piece) -> None:
    word = piece.first("modalities")
    if word is not None:
        piece.fields["modality"] = piece.take_text(word.text)
        piece.fields["finding"] = piece.left()


def _biopsy(piece: _Piece) -> None:
    named, said = piece.first("specimens"), _BIOPSY.search(piece.rest)
    if named is not None and not (said and said.start() <= named.start):
        piece.fields["specimen"] = piece.take_text(named.text)
    else:
        piece.fields["specimen"] = piece.take(said)
    piece.fields["finding"] = piece.left()


def _procedure(piece: _Piece) -> None:
    word = piece.first("procedures")
    if word is not None:
        piece.fields["procedure"] = piece.take_text(word.text)
        _take_line(piece)
        piece.fields["detail"] = piece.left()


def _measured(vocabulary: str, field: str, result: str) -> Callable[[_Piece], None]:
    """Return the reader of a kind that has a name, a result in words and a number with its unit."""

    def read(piece: _Piece) -> None:
        word = piece.first(vocabulary)
        if word is None:
            return
        piece.fields[field] = piece.take_text(word.text)
        if result != "":
            piece.fields[result] = piece.take(_OUTCOME.search(piece.rest))
        amount = _AMOUNT.search(piece.rest)
        if amount:
            piece.fields["value"], piece.fields["unit"] = amount["value"].strip(), amount["unit"] or ""
            piece.take(amount)
        piece.fields["note"] = piece.left()

    return read


def _diagnosis(piece: _Piece) -> None:
    word = piece.first("diseases")
    if word is None:
        return
    piece.fields["disease"] = piece.take_text(word.text)
    stage = _STAGE.search(piece.rest)
    if stage:
        piece.fields["stage"] = next(text for text in stage.groups() if text).strip()
        piece.take(stage)
    piece.fields["note"] = re.sub(r"^(?:diagnos(?:is|ed)(?: with| of)?|确诊)\s*", "", piece.left(), flags=re.IGNORECASE)


def _stay(piece: _Piece) -> None:
    said = piece.take(_STAY.search(piece.rest))
    reason = re.sub(r"^(?:with|for|because of|wegen)\s+", "", piece.left(), flags=re.IGNORECASE)
    piece.fields["reason"] = reason or said


_READERS: Final[Mapping[str, Callable[[_Piece], None]]] = {
    "therapy": _therapy, "response": _response, "relapse": _relapse, "scan": _scan, "biopsy": _biopsy,
    "procedure": _procedure, "diagnosis": _diagnosis, "stay": _stay,
    "marker": _measured("markers", "marker", "result"),
    "infection": _measured("infections", "test", "result"),
    "fitness": _measured("fitness", "measure", ""),
}  # fmt: skip
