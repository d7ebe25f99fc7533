"""Papers are found by any word on them, and the index follows every change by itself."""

import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.reading import LAYER, WAITING, PageText
from caregiver_app.domain.documents.sheets import Sheet, Sheets
from caregiver_app.errors import DiskFull
from caregiver_app.store import schema, search_index, search_words
from caregiver_app.store.database import Store
from caregiver_app.store.keys import Keys
from caregiver_app.store.search import SearchHit
from caregiver_app.store.search_snippets import LONGEST
from cases import new_case
from family import PERSON
from runs import at_most

VERSION_2 = Path(__file__).parents[1] / "databases" / "v2.db"


def print_of(number: int) -> str:
    return f"{number:064x}"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    new_case(tmp_path / "case")
    with Store.open(tmp_path / "case") as opened:
        yield opened


def keep(store: Store, *documents: Document) -> None:
    with store.writing("Keep", "2026-01-01T10:00:00") as tx:
        for document in documents:
            tx.put(document)


def paper(number: int, title: str = "Paper", **more: object) -> Document:
    return Document(number=number, title=title, fingerprint=print_of(number), **more)


def keep_with_text(store: Store, number: int, *pages: str, title: str = "Paper", **more: object) -> Document:
    document = paper(number, title, **more)
    store.readings.put(document.fingerprint, [PageText(page, text, LAYER) for page, text in enumerate(pages, 1)])
    keep(store, document)
    return document


def found(store: Store, typed: str, limit: int = 50) -> list[tuple[int, int]]:
    """Return number and page of each find."""
    numbers = {document.id: document.number for document in store.read(Document)}
    return [(numbers[hit.document], hit.page) for hit in store.search.find(typed, limit).hits]


def only_hit(store: Store, typed: str) -> SearchHit:
    (hit,) = store.search.find(typed).hits
    return hit


def marked(hit: SearchHit) -> list[str]:
    return [hit.snippet[start:end] for start, end in hit.marks]


@pytest.mark.parametrize("typed", ["lymphoma", "LYMPH", "l", "large lymphoma", "lymphoma large", "b-cell", "B cell l"])
def test_a_word_or_its_beginning_is_found_in_any_case_and_order(store: Store, typed: str) -> None:
    keep_with_text(store, 1, "nothing here", "Diffuse large B-cell lymphoma, stage III")
    keep_with_text(store, 2, "ordinary words", title="Other paper")
    assert found(store, typed) == [(1, 2)]


@pytest.mark.parametrize(
    ("typed", "title"),
    [("Strasbourg", "Hôpital de STRASBOURG"), ("hopital", "Hôpital"), ("hôpital", "HOPITAL"), ("dordevic", "Đorđević")],
)
def test_accents_never_matter(store: Store, typed: str, title: str) -> None:
    keep(store, paper(1, title))
    assert found(store, typed) == [(1, 0)]


@pytest.mark.parametrize(
    "fields",
    [
        {"note": "ask about magnesium"}, {"file_name": "scan_magnesium.pdf"}, {"origin": "Magnesium Hospital"},
        {"held_by": "Dr Magnesium"}, {"accession": "MAGNESIUM-7"}, {"path_inside": "mail/magnesium/a.pdf"},
    ],
)  # fmt: skip
def test_whatever_is_written_about_a_document_finds_it_and_is_shown(store: Store, fields: dict[str, str]) -> None:
    keep(store, paper(1, **fields), paper(2))
    hit = only_hit(store, "magn")
    assert (hit.page, [mark.lower() for mark in marked(hit)]) == (0, ["magn"])


def test_the_kind_of_a_paper_finds_it_by_each_of_its_names(store: Store) -> None:
    keep(store, paper(1, kind="discharge-summary"), paper(2, covers="discharge-summary", kind="other"), paper(3))
    assert found(store, "discharge") == [(2, 0), (1, 0)]
    assert found(store, "出院") == [(2, 0), (1, 0)]


def test_the_date_of_a_paper_finds_it(store: Store) -> None:
    keep(store, paper(1, date="2023-05-14"), paper(2, date="2024"))
    assert found(store, "14 May 2023") == found(store, "2023-05-14") == [(1, 0)]


def test_words_in_quotation_marks_stand_side_by_side(store: Store) -> None:
    keep_with_text(store, 1, "stem cell transplant")
    keep_with_text(store, 2, "cell count and stem")
    assert found(store, '"stem cell"') == found(store, "“stem cell”") == found(store, '"stem ce') == [(1, 1)]
    assert found(store, '"stem ce"') == []
    assert found(store, "stem cell") == [(1, 1), (2, 1)]


def test_words_may_be_spread_over_title_and_pages(store: Store) -> None:
    keep_with_text(store, 1, "about kymriah", "then fever", title="Letter from Vienna")
    keep_with_text(store, 2, "about kymriah", title="Letter from Graz")
    assert found(store, "vienna kymriah") == [(1, 1)]
    assert found(store, "kymriah fever") == [(1, 2)]  # the rarer word shows the page
    assert found(store, "vienna kymriah fever nothing") == []


def test_letters_inside_a_word_are_found_after_beginnings(store: Store) -> None:
    keep_with_text(store, 1, "phoma is a fungus")
    keep_with_text(store, 2, "a lymphoma")
    keep(store, paper(3, "Neurolymphomatosis"))
    assert found(store, "phoma") == [(1, 1), (3, 0), (2, 1)]
    assert marked(store.search.find("phoma").hits[2]) == ["phoma"]


@pytest.mark.parametrize("typed", ["化疗", "疗", "第3次化疗", "次化", "の治療", "요법", "化疗 反应"])
def test_characters_without_spaces_are_found_anywhere_and_of_any_number(store: Store, typed: str) -> None:
    keep_with_text(store, 1, "患者于第3次化疗后出现反应。", "免疫の治療", "면역요법으로")
    keep_with_text(store, 2, "化学和疗养")
    assert [number for number, _page in found(store, typed)] == ([2, 1] if typed == "疗" else [1])


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("ＣＤ１９ 陽性", "cd19"), ("CD19", "ＣＤ１９"), ("ﾘﾝﾊﾟ腫", "リンパ"), ("con\ufb01rmed", "confirmed"),
        ("lym\u00adphoma", "lymphoma"), ("lympho-\nma was seen", "lymphoma"), ("lympho\u00ad\n  ma", "lymphoma"),
        ("large lympho-\nma was seen", '"large lymphoma was"'), ("a B-\ncell thing", "b-cell"), ("x²", "x2"),
        (unicodedata.normalize("NFD", "Hôpital"), "hopital"),
    ],
)  # fmt: skip
def test_how_a_file_writes_a_word_does_not_matter(store: Store, text: str, typed: str) -> None:
    keep_with_text(store, 1, f"before {text} after")
    assert found(store, typed) == [(1, 1)]
    assert marked(only_hit(store, typed))


@pytest.mark.parametrize("typed", ["D-012", "d12", "D12", "d-12", "D 012", "12", "Ｄ－０１２"])
def test_a_number_finds_its_document_first(store: Store, typed: str) -> None:
    keep(store, paper(12, "Zebra"), paper(120, "12 of May"), paper(121, "D-012 is older"))
    assert found(store, typed)[0] == (12, 0)


def test_titles_come_before_notes_and_notes_before_pages_and_the_newest_first(store: Store) -> None:
    keep_with_text(store, 1, "fever")
    keep(store, paper(2, note="fever"), paper(3, "Feverish days"), paper(4, "Fever"), paper(5, "Fever again"))
    keep_with_text(store, 6, "fever")
    assert found(store, "fever") == [(5, 0), (4, 0), (3, 0), (2, 0), (6, 1), (1, 1)]


def test_several_words_come_nearest_first(store: Store) -> None:
    keep_with_text(store, 1, "fever and chills")
    keep_with_text(store, 2, "fever " + "word " * 40 + "chills")
    keep_with_text(store, 3, "fever", "chills")
    keep_with_text(store, 4, "fever with some chills")
    assert found(store, "fever chills") == [(1, 1), (4, 1), (2, 1), (3, 1)]


def test_no_more_is_told_than_was_asked_for_and_that_there_is_more(store: Store) -> None:
    for number in range(1, 8):
        keep_with_text(store, number, "fever")
    assert found(store, "fev", 5) == [(7, 1), (6, 1), (5, 1), (4, 1), (3, 1)]
    assert store.search.find("fev", 5).more
    assert not store.search.find("fev", 7).more
    assert store.search.find("fev", 0).hits == ()


def test_a_snippet_is_text_of_one_line_with_what_was_asked_for_marked(store: Store) -> None:
    text = "word\n" * 100 + "<b>The</b>\n\tfever\x00  rose &amp; fell " + "word " * 100
    keep_with_text(store, 1, text)
    hit = only_hit(store, "fever rose")
    assert marked(hit) == ["fever", "rose"]
    assert "<b>The</b> fever rose &amp; fell word" in hit.snippet
    assert hit.snippet.startswith("… word")
    assert hit.snippet.endswith("word …")
    assert len(hit.snippet) <= LONGEST + 4
    assert "\n" not in hit.snippet


def test_several_documents_of_one_file_are_each_found(store: Store) -> None:
    one = keep_with_text(store, 1, "fever")
    keep(store, Document(number=2, title="The same again", fingerprint=one.fingerprint))
    assert found(store, "fever") == [(2, 1), (1, 1)]


def test_a_document_of_chosen_pages_is_found_only_by_these_under_its_own_page_numbers(store: Store) -> None:
    one = keep_with_text(store, 1, "alpha", "beta", "gamma")
    other = keep_with_text(store, 2, "delta")
    sheets = Sheets.of((Sheet(other.fingerprint, 1), Sheet(one.fingerprint, 3)))
    joined = Document(number=3, title="Joined", fingerprint=one.fingerprint, sheets=sheets)
    keep(store, joined)
    assert found(store, "gamma") == [(3, 2), (1, 3)]
    assert found(store, "delta") == [(3, 1), (2, 1)]
    assert found(store, "beta") == [(1, 2)]
    keep(store, joined.amended(sheets=Sheets.of((Sheet(one.fingerprint, 2),))))
    assert found(store, "gamma") == [(1, 3)]
    assert found(store, "beta") == [(3, 1), (1, 2)]
    keep(store, joined.amended(sheets=""))
    assert found(store, "gamma") == [(3, 3), (1, 3)]


def test_pages_read_after_a_document_was_listed_find_it(store: Store) -> None:
    document = paper(1)
    joined = Document(number=2, title="Joined", sheets=Sheets.of((Sheet(document.fingerprint, 2),)))
    store.readings.put(document.fingerprint, [PageText(page, "", WAITING) for page in (1, 2)])
    keep(store, document, joined)
    assert found(store, "fever") == []
    store.readings.put(document.fingerprint, (PageText(2, "fever", LAYER),))
    assert found(store, "fever") == [(2, 1), (1, 2)]
    store.readings.put(document.fingerprint, (PageText(2, "chills", LAYER),))
    assert found(store, "fever") == []
    store.readings.forget(document.fingerprint)
    assert found(store, "chills") == []


def test_the_index_follows_a_change_its_undo_and_its_redo(store: Store) -> None:
    assert store._raw.execute("PRAGMA trusted_schema").fetchone() == (0,)
    document = keep_with_text(store, 1, "fever", title="Alpha")
    keep(store, document.amended(title="Beta", number=7))
    assert (found(store, "alpha"), found(store, "beta"), found(store, "d7")) == ([], [(7, 0)], [(7, 0)])
    changed, _label = store.steps.to_undo() or (0, "")
    store.replay(changed, backwards=True)
    assert (found(store, "alpha"), found(store, "beta"), found(store, "fever")) == ([(1, 0)], [], [(1, 1)])
    store.replay(changed, backwards=False)
    with store.writing("Remove", "2026-01-01T10:00:00") as tx:
        tx.remove(tx.find(Document)[0])
    assert found(store, "beta") == found(store, "fever") == []
    removed, _label = store.steps.to_undo() or (0, "")
    store.replay(removed, backwards=True)
    assert (found(store, "beta"), found(store, "fever")) == ([(7, 0)], [(7, 1)])


def test_a_step_that_fails_leaves_the_index_as_it_was(store: Store) -> None:
    document = paper(1, "Alpha")
    keep(store, document)
    with pytest.raises(KeyError), store.writing("Change", "2026-01-01T10:00:00") as tx:
        tx.put(document.amended(title="Beta"))
        raise KeyError("in the middle")
    assert (found(store, "alpha"), found(store, "beta")) == ([(1, 0)], [])


def test_what_another_program_wrote_is_found_after_opening(store: Store, tmp_path: Path) -> None:
    keep(store, paper(1, "Alpha", date="2024"), paper(2, "Gamma"))
    store._raw.execute("UPDATE document SET title = 'Beta' WHERE number = 1")
    store._raw.execute("DELETE FROM document WHERE number = 2")
    read = "INSERT INTO page_text (fingerprint, page, source, look, text) VALUES (?, 1, 'layer', '', 'Fever')"
    store._raw.execute(read, (print_of(1),))
    store.close()
    with Store.open(tmp_path / "case") as again:
        assert (found(again, "alpha"), found(again, "beta")) == ([], [(1, 0)])
        assert (found(again, "gamma"), found(again, "fever")) == ([], [(1, 1)])


def test_the_papers_of_a_case_of_an_earlier_version_are_found(tmp_path: Path) -> None:
    shutil.copy(VERSION_2, tmp_path / "case.db")
    (tmp_path / "originals").mkdir()
    with Store.open(tmp_path) as opened:
        titles = {document.title for document in opened.read(Document)}
        assert len(titles) > 1
        for title in titles:
            assert opened.search.find(title).hits


def test_a_full_disk_while_indexing_undoes_the_step_and_says_so(store: Store) -> None:
    before = [paper(number, f"Paper {number}") for number in range(1, 40)]
    keep(store, *before)
    many = " ".join(f"word{number}" for number in range(3_000))
    room = store._raw.execute("PRAGMA page_count").fetchone()[0] + 12
    store._raw.execute(f"PRAGMA max_page_count = {room}")
    with pytest.raises(DiskFull):
        keep(store, before[0].amended(note=many))
    assert found(store, "word7") == []
    assert set(store.read(Document)) == set(before)
    assert store.faults() == ()
    keep(store, before[0].amended(title="Small"))
    assert found(store, "small") == [(1, 0)]


@pytest.mark.parametrize("rot", ["x'ffffffffffffffffffff'", "substr(block, 1, length(block) / 2)"])
def test_an_index_that_is_damaged_is_made_anew_and_keeps_nobody_from_saving_or_finding(store: Store, rot: str) -> None:
    document = keep_with_text(store, 1, "fever", title="Alpha")
    for work in (lambda: keep(store, document.amended(title="Beta fever")), lambda: found(store, "fever")):
        for table in ("page_index", "document_index"):
            store._raw.execute(f"UPDATE {table}_data SET block = {rot} WHERE id > 1")
        assert store.faults() != ()
        work()
    search_index_made_anew(store)
    assert (found(store, "beta"), found(store, "fever")) == ([(1, 0)], [(1, 0)])
    assert store.faults() == ()


def search_index_made_anew(store: Store) -> None:
    with store._committing():
        search_index.make_anew(store._raw)


def test_the_index_is_sound_after_many_changes(store: Store) -> None:
    for turn in range(30):
        keep_with_text(store, turn % 7 + 1, f"word{turn} again", f"page {turn}", title=f"Title {turn}")
        with store.writing("Remove", "2026-01-01T10:00:00") as tx:
            for document in tx.find(Document):
                if document.number != turn % 5:
                    tx.remove(document)
    assert store.faults() == ()
    pages = store._raw.execute("SELECT COUNT(*) FROM page_index").fetchone()[0]
    assert pages == store._raw.execute("SELECT COUNT(*) FROM page_text WHERE text <> ''").fetchone()[0]


@pytest.mark.thorough
def test_places_in_a_folded_text_are_places_in_the_text() -> None:
    for plane in range(17):
        every = [chr(code) for code in range(plane << 16, (plane + 1) << 16) if not 0xD800 <= code < 0xE000]
        assert len(search_words.folded("".join(every))) == len(every)
    assert len(search_words.folded("İΟΔΟΣ")) == 5


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("full") / "case"
    Store.create(folder, PERSON)
    with Store.open(folder) as opened:
        for number, text in enumerate(
            ("fever AND chills", "NEAR(a b) OR NOT c", 'the "big* cat" d-5 化疗后', "x:y ^z {q}"), 1
        ):
            keep_with_text(opened, number, text, title=text[::-1])
        yield opened


ODD = (
    '"', '""', "a OR", "NEAR(", "title:x", "-a +b *", "\ud800", "\x00a\x00", "'; DROP TABLE document; --", "\ue000",
    "a " * 500, "字" * 3000, "\u19b0 fever", "D-99999999999999999999", "٣", "²", " ", "a" * 100_000, "« 5 »", "x*",
)  # fmt: skip


def is_answered(store: Store, typed: str) -> None:
    for hit in store.search.find(typed).hits:
        assert all(0 <= start < end <= len(hit.snippet) for start, end in hit.marks)


@pytest.mark.parametrize("typed", ODD, ids=range(len(ODD)))
def test_what_could_be_taken_for_a_command_is_text(full: Store, typed: str) -> None:
    is_answered(full, typed)


@given(st.text(max_size=80))
@at_most(200)
def test_whatever_is_typed_is_text_and_gets_an_answer(full: Store, typed: str) -> None:
    is_answered(full, typed)


@given(st.lists(st.text(st.characters(categories=("L", "N")), min_size=1, max_size=12), min_size=1, max_size=6))
@at_most(60)
def test_every_word_of_a_title_finds_it_whatever_its_script(full: Store, words: list[str]) -> None:
    finds_itself(full, words)


@pytest.mark.parametrize("word", ["İstanbul", "ß", "ΟΔΟΣ", "가각", "ไทย", "ŉ", "ﬃ", "हिन्दी", "עברית", "١٢"])
def test_a_word_of_any_script_finds_its_paper(full: Store, word: str) -> None:
    finds_itself(full, [word])


def finds_itself(store: Store, words: list[str]) -> None:
    if any("\u1980" <= letter <= "\u19df" or letter in "\u1cf2\u1cf3" for word in words for letter in word):
        return  # the index knows not all letters of New Tai Lue
    with store.writing("Keep", "2026-01-01T10:00:00") as tx:
        for earlier in tx.find(Document):
            if earlier.number == 900:
                tx.remove(earlier)
        tx.put(paper(900, " ".join(words)))
    for typed in (*words, " ".join(reversed(words))):
        assert (900, 0) in found(store, typed)


def test_a_full_disk_keeps_nobody_from_opening_a_case_that_is_behind(store: Store, tmp_path: Path) -> None:
    keep(store, paper(1, "Alpha"))
    store._raw.execute("UPDATE document SET title = 'Beta', note = ? WHERE number = 1", ("word " * 200_000,))
    store.close()
    connect = schema.connect

    def on_a_full_disk(path: Path, mode: str, keys: Keys | None = None) -> object:
        raw = connect(path, mode, keys)
        raw.execute(f"PRAGMA max_page_count = {raw.execute('PRAGMA page_count').fetchone()[0]}")
        return raw

    schema.connect = on_a_full_disk
    try:
        with Store.open(tmp_path / "case") as opened:
            assert search_index.is_behind(opened._raw)
            assert [document.title for document in opened.read(Document)] == ["Beta"]
    finally:
        schema.connect = connect
    with Store.open(tmp_path / "case") as opened:
        assert found(opened, "beta") == [(1, 0)]
