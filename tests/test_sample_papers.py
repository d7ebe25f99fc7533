"""The sample case holds together: its rows are valid, its proofs exist, and the papers say what the rows say."""

import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import NamedTuple
from uuid import UUID, uuid4

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from caregiver_app import bundled
from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.person import Contact, Person
from caregiver_app.domain.timeline.facts.status import status_now
from caregiver_app.domain.timeline.kinds import kind_called
from caregiver_app.domain.timeline.lines import lines_of_therapy
from caregiver_app.domain.timeline.records import Entry, Relapse
from caregiver_app.domain.vocabulary import term, vocabulary

PACKAGING = Path(__file__).parents[1] / "packaging"
PAPERS = bundled.resource("sample_case", "papers")
PASSWORD = "Lin1968"
LOCKED = "minglan-estimate-2026-11.pdf"


class Sample(NamedTuple):
    """The sample case, read and validated."""

    person: Person
    contacts: list[Contact]
    documents: dict[int, Document]
    entries: list[Entry]
    rows: list[dict]


@pytest.fixture(scope="module")
def sample() -> Sample:
    data = tomllib.loads(bundled.resource("sample_case", "case.toml").read_text(encoding="utf-8"))
    ids = {row["number"]: uuid4() for row in data["document"]}
    documents = {row["number"]: document_from(row, ids) for row in data["document"]}
    return Sample(
        Person.model_validate(data["person"]),
        [Contact.model_validate(row) for row in data["contact"]],
        documents,
        [entry_from(row, ids) for row in data["entry"]],
        data["entry"],
    )


def document_from(row: dict, ids: dict[int, UUID]) -> Document:
    fields = {key: value for key, value in row.items() if key not in {"file", "translation_of"}}
    if "translation_of" in row:
        fields["translation_of"] = ids[row["translation_of"]]
    return Document.model_validate({**fields, "id": ids[row["number"]], "file_name": row.get("file", "")})


def entry_from(row: dict, ids: dict[int, UUID]) -> Entry:
    kind = kind_called(row["kind"])
    assert kind is not None, row["kind"]
    fields = {key: value for key, value in row.items() if key not in {"kind", "proof"}}
    if "proof" in row:
        fields["proof"] = ids[row["proof"]]
    return kind.record.model_validate(fields)


def text_pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(str(path), password=PASSWORD) as pdf:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf]


@pytest.fixture(scope="module")
def texts() -> dict[str, list[str]]:
    return {path.name: text_pages(path) for path in sorted(PAPERS.glob("*.pdf"))}


def ways_to_print(day: PartialDate) -> set[str]:
    when = date.fromisoformat(day.fhir)
    return {
        f"{when.day} {when:%B %Y}", f"{when.day} {when:%b %Y}", f"{when:%d %b %Y}", f"{when:%d/%m/%Y}",
        f"{when:%Y年%m月%d日}",
    }  # fmt: skip


def pages_of(path: Path) -> int:
    if path.suffix == ".pdf":
        with pikepdf.open(path, password=PASSWORD if path.name == LOCKED else "") as pdf:
            return len(pdf.pages)
    with Image.open(path) as image:
        return getattr(image, "n_frames", 1)


# Which of several samples or boxes is meant, and what a paper prints, is told word for word; the list only helps.
IN_OWN_WORDS = {("marker", "specimen"), ("marker", "result"), ("medicine", "name")}


class TestTheRows:
    def test_every_file_belongs_to_one_document_and_is_there(self, sample):
        listed = sorted(document.file_name for document in sample.documents.values() if document.holding == "file")
        assert listed == sorted(path.name for path in PAPERS.iterdir())
        assert all(not document.file_name for document in sample.documents.values() if document.holding != "file")

    def test_documents_are_numbered_without_gaps(self, sample):
        assert list(sample.documents) == list(range(1, len(sample.documents) + 1))

    def test_kinds_and_languages_of_documents_are_words_the_pick_lists_know(self, sample):
        kinds = {entry.id for entry in vocabulary("document_kinds")}
        names = {entry.name for entry in vocabulary("languages")}
        for document in sample.documents.values():
            assert document.kind in kinds, document.title
            assert not document.language or document.language in names, document.title

    def test_picked_words_are_in_their_vocabularies(self, sample):
        for row, entry in zip(sample.rows, sample.entries, strict=True):
            for field in kind_called(row["kind"]).fields:
                typed = getattr(entry, field.name)
                if not field.terms or not typed or (row["kind"], field.name) in IN_OWN_WORDS:
                    continue
                words = [part.strip() for part in typed.split(",")] if field.asks == "list" else [typed]
                if field.name == "risk_index":
                    words = [typed.rpartition(" ")[0]]  # the name of the index, before its value
                for word in words:
                    assert term(field.terms, word), (row["kind"], field.name, word)

    def test_proofs_point_to_papers_and_pages_that_exist(self, sample):
        for row in sample.rows:
            if "proof" in row:
                document = sample.documents[row["proof"]]
                assert document.holding == "file", row
                assert 1 <= row["proof_page"] <= pages_of(PAPERS / document.file_name), row

    def test_what_is_from_a_report_names_the_report(self, sample):
        for row, entry in zip(sample.rows, sample.entries, strict=True):
            assert entry.how_known != "report" or entry.proof or entry.source, row

    def test_pages_counted_are_pages_there(self, sample):
        for document in sample.documents.values():
            if document.pages is not None:
                assert document.pages == pages_of(PAPERS / document.file_name), document.title

    def test_nothing_lies_in_the_future_or_before_the_birth(self, sample):
        for entry in sample.entries:
            latest = entry.date.span().latest
            assert latest is None or latest <= date(2026, 11, 21), entry
            assert entry.date.span().earliest is None or entry.date.span().earliest >= date(2019, 1, 1), entry

    def test_some_dates_are_uncertain_and_some_facts_from_memory(self, sample):
        assert sum(not entry.date.is_exact for entry in sample.entries) >= 4
        assert {entry.how_known for entry in sample.entries} == {"report", "memory", "check"}

    def test_it_tells_of_two_lines_two_relapses_and_a_relapse_now(self, sample):
        lines = lines_of_therapy(sample.entries)
        assert [(line.number, line.best_response.category, len(line.relapses)) for line in lines] == [
            (1, "CR", 1),
            (2, "CR", 1),
        ]
        status = status_now(sample.entries, date(2026, 11, 21))
        assert isinstance(status.entry, Relapse)
        assert status.since == "2026-09-24"


class TestThePapers:
    def test_show_every_kind_of_file_a_family_brings(self):
        assert {path.suffix for path in PAPERS.iterdir()} == {".pdf", ".jpg", ".tif", ".png"}
        assert sum(path.stat().st_size for path in PAPERS.iterdir()) < 2_500_000

    def test_carry_name_and_birth_date_and_say_they_are_invented(self, sample, texts):
        for name, pages in texts.items():
            for page in pages:
                assert sample.person.name in page, name
                assert "Invented sample paper" in page, name
            whole = " ".join(pages)
            assert any(day in whole for day in ways_to_print(sample.person.born)), name

    def test_carry_the_date_the_inventory_gives(self, sample, texts):
        for document in sample.documents.values():
            if document.file_name in texts:
                whole = " ".join(texts[document.file_name])
                assert any(day in whole for day in ways_to_print(document.date)), document.title

    def test_say_which_page_of_how_many(self, texts):
        for name, pages in texts.items():
            for number, page in enumerate(pages, 1):
                marks = (f"age {number} of {len(pages)}", f"第{number}页，共{len(pages)}页")
                assert any(mark in page for mark in marks), (name, number)

    def test_print_the_dates_and_values_the_entries_took_from_them(self, sample, texts):
        checked = 0
        for row, entry in zip(sample.rows, sample.entries, strict=True):
            if entry.how_known != "report" or "proof" not in row:
                continue
            pages = texts.get(sample.documents[row["proof"]].file_name)
            if pages is None:
                continue
            page = pages[row["proof_page"] - 1]
            for day in (entry.date, getattr(entry, "end", None)):
                if day is not None and day.is_exact:
                    assert any(way in page for way in ways_to_print(day)), (row, day)
            for field in ("value", "dose", "finding", "reference_range", "result", "unit"):
                printed = " ".join(getattr(entry, field, "").split())
                assert printed in page, (row, field)
            checked += 1
        assert checked >= 50

    def test_pictures_print_the_lab_values_the_entries_took_from_them(self, sample, monkeypatch):
        monkeypatch.syspath_prepend(str(PACKAGING))
        from sample_papers import facts

        german = {"Haemoglobin": "Hämoglobin", "Creatinine": "Kreatinin", "LDH": "LDH"}
        hamburg = {(name, value.split()[0], unit, printed) for name, value, unit, printed in facts.HAMBURG_LABS}
        portal = {(name, value, unit, printed) for name, value, unit, printed, _flag in facts.PORTAL_LABS}
        for row in sample.rows:
            if row["kind"] == "lab" and row["proof"] == 8:
                assert (german[row["test"]], row["value"], row["unit"], row["reference_range"]) in hamburg
            if row["kind"] == "lab" and row["proof"] == 17:
                assert (row["test"], row["value"], row["unit"], row["reference_range"]) in portal

    def test_one_is_locked_and_opens_with_its_password(self, texts):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(PAPERS / LOCKED)
        assert "Estimate of costs" in texts[LOCKED][0]

    def test_one_is_stored_turned(self):
        with pikepdf.open(PAPERS / "r-chop-record-2023-10.pdf") as pdf:
            assert pdf.pages[0].obj["/Rotate"] == 90
            assert pdf.pages[0].mediabox[3] > pdf.pages[0].mediabox[2]

    def test_the_photo_lies_on_its_side_and_says_so(self):
        with Image.open(PAPERS / "hamburg-letter-2026-08.jpg") as photo:
            assert photo.getexif()[0x0112] == 6
            assert photo.width > photo.height

    def test_the_fax_has_two_pages_of_pure_black_and_white(self):
        with Image.open(PAPERS / "fax-pet-ct-2023-05.tif") as fax:
            assert (fax.n_frames, fax.mode, fax.info["compression"]) == (2, "1", "group4")


@pytest.fixture(scope="module")
def drawn_again(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("papers")
    script = PACKAGING / "make_sample_papers.py"
    subprocess.run([sys.executable, "-B", str(script), str(folder)], check=True, capture_output=True)
    return folder


@pytest.mark.thorough
class TestTheScript:
    def test_draws_exactly_the_papers_that_ship(self, drawn_again):
        assert sorted(path.name for path in drawn_again.iterdir()) == sorted(path.name for path in PAPERS.iterdir())

    def test_draws_the_same_words_on_the_same_pages(self, drawn_again, texts):
        assert {path.name: text_pages(path) for path in drawn_again.glob("*.pdf")} == texts

    @pytest.mark.parametrize("name", [path.name for path in sorted(PAPERS.iterdir()) if path.suffix != ".pdf"])
    def test_draws_the_same_pictures(self, drawn_again, name):
        # Seen from afar: another release of a codec may round a pixel differently.
        with Image.open(PAPERS / name) as shipped, Image.open(drawn_again / name) as again:
            assert shipped.size == again.size
            small = [image.convert("L").resize((40, 40)) for image in (shipped, again)]
        assert ImageStat.Stat(ImageChops.difference(*small)).mean[0] < 1
