"""Finding by what was typed, letter by letter, in 1,000 and 10,000 documents of 600 words, against the bare index.

The bare query asks the index of the pages the same, for the same number of rows, and neither ranks, nor maps pages to
documents, nor cuts out anything.
"""

import hashlib
import random
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from itertools import accumulate
from pathlib import Path
from statistics import median
from typing import Final

from harness import Row, spread

from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.documents.reading import LAYER, PageText
from caregiver_app.domain.person import Person
from caregiver_app.domain.record import Record
from caregiver_app.domain.timeline.records import Note
from caregiver_app.store.database import Store
from caregiver_app.store.search_query import all_of, terms_of

FRAME: Final = 16.7
"""Milliseconds a screen of 60 pictures a second gives one of them."""

SIZES: Final = (1_000, 10_000)
WORDS: Final = 600
_LIMIT: Final = 50
_KNOWN: Final = 30_000
_DRUGS: Final = (
    "rituximab", "cyclophosphamide", "doxorubicin", "vincristine", "prednisone", "fludarabine", "bendamustine",
    "tisagenlecleucel", "axicabtagene", "lisocabtagene", "polatuzumab", "brentuximab", "lenalidomide", "ibrutinib",
    "venetoclax", "glofitamab", "lymphoma", "lymphocyte", "leukaemia", "myeloma", "platelets", "haemoglobin",
)  # fmt: skip
_CHINESE: Final = ("淋巴瘤", "化疗", "患者", "骨髓", "细胞", "检查", "报告", "白血病", "治疗", "未见异常")
_BARE: Final = "SELECT rowid FROM page_index WHERE page_index MATCH ? LIMIT ?"
_BATCH: Final = 500


def measure(folder: Path) -> list[Row]:
    """Build both cases and ask; then add documents to both in turn, and change titles in the large one."""
    with ExitStack() as closing:
        stores = [closing.enter_context(_filled(folder / f"{size}", size)) for size in SIZES]
        rows: list[Row] = []
        for size, store in zip(SIZES, stores, strict=True):
            rows += _asked(store, f"search {size // 1000}k", questions(Letters(size).words, random.Random(7)))
        few, many = stores
        return [*rows, _adding(few, many), *_changing(many), _size(many)]


def _filled(folder: Path, size: int) -> Store:
    Store.create(folder, Person(name="Ana Novak"))
    store = Store.open(folder)
    fill(store, Letters(size), size)
    return store


class Letters:
    """Write invented papers: words as often as in real text (Zipf), names of drugs, some of them Chinese."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self.words = invented_words(random.Random(1))
        self._often = list(accumulate(1 / (place + 2.7) for place in range(len(self.words))))

    def pages(self) -> tuple[PageText, PageText]:
        """Return two pages of 300 words, ten in a line."""
        words = self._chance.choices(self.words, cum_weights=self._often, k=WORDS)
        if self._chance.random() < 0.05:
            words[::3] = self._chance.choices(_CHINESE, k=len(words[::3]))
        lines = [" ".join(words[at : at + 10]) for at in range(0, WORDS, 10)]
        half = len(lines) // 2
        return PageText(1, "\n".join(lines[:half]), LAYER), PageText(2, "\n".join(lines[half:]), LAYER)

    def title(self) -> str:
        """Return a title of four words."""
        return " ".join(self._chance.choices(self.words, cum_weights=self._often, k=4)).capitalize()


def invented_words(chance: random.Random) -> list[str]:
    """Return some ten thousand words, short ones first for these are the frequent ones, drugs among them."""
    syllables = [one + vowel + end for one in "bcdfghlmnprstvw" for vowel in "aeiou" for end in ("", "n", "r", "s")]
    made: dict[str, None] = {}
    while len(made) < _KNOWN:
        made["".join(chance.choices(syllables, k=chance.choice((1, 2, 2, 3, 3, 4))))] = None
    words = sorted(made, key=lambda word: len(word) + chance.random() * 6)
    for drug in _DRUGS:
        words.insert(chance.randrange(100, 5_000), drug)
    return words


def fill(store: Store, letters: Letters, size: int) -> None:
    """List documents and keep their pages, many in one go."""
    for start in range(1, size + 1, _BATCH):
        some = {number: letters.pages() for number in range(start, min(start + _BATCH, size + 1))}
        with store.writing("Add", "2026-01-01T10:00:00") as tx:
            tx.add(_document(number, letters.title()) for number in some)
        store.readings.put_many({_print(number): pages for number, pages in some.items()})


def questions(words: list[str], chance: random.Random) -> list[str]:
    """Return what people type: words letter by letter, two words, Chinese, and letters inside words."""
    typed = []
    for word in (*chance.sample(words[:3_000], 12), *chance.sample(_DRUGS, 12)):
        typed += [word[:letters] for letters in range(1, 9) if letters <= len(word)]
    typed += [f"{one} {two[:letters]}" for one, two in _pairs(words, chance) for letters in (1, 2, 4)]
    typed += [*_CHINESE, "疗", "血", "骨髓 检", "疗患"]
    return [*typed, "phoma", "mab", "ximab", "globin", "plat cyte", "tabtagene", "enlecle", "qqq", "d-0500", "d12"]


def _pairs(words: list[str], chance: random.Random) -> Iterator[tuple[str, str]]:
    for most in (50, 500, 5_000, 20_000):
        for _turn in range(5):
            one, two = chance.sample(words[:most], 2)
            yield one, two


def _asked(store: Store, name: str, typed: list[str]) -> list[Row]:
    """Ask everything several times; the first round only warms up."""
    ours: list[float] = []
    theirs: list[float] = []
    for turn in range(4):
        for words in typed:
            match = all_of(terms_of(words))
            mine = _milliseconds(partial(store.search.find, words, _LIMIT))
            bare = _milliseconds(lambda match=match: store._raw.execute(_BARE, (match, _LIMIT)).fetchall())
            if turn:
                ours.append(mine)
                theirs.append(bare)
    ratio = Row(
        f"{name} ratio", median(ours), "ms", goal=60.0, floor=median(theirs), ratio=median(ours) / median(theirs)
    )
    return [spread(name, ours, unit="ms", goal=FRAME), ratio]


def _adding(few: Store, many: Store) -> Row:
    """Keep the pages of one document after another, in the small case and the large one in turn."""
    letters = Letters(3)
    small, large = [], []
    for number in range(SIZES[-1] + 1, SIZES[-1] + 101):
        pages = letters.pages()
        small.append(_milliseconds(partial(few.readings.put, _print(number), pages)))
        large.append(_milliseconds(partial(many.readings.put, _print(number), pages)))
    ratio = median(large) / median(small)
    return Row("document added", ours=median(large), unit="ms", goal=1.5, floor=median(small), ratio=ratio)


def _changing(store: Store) -> list[Row]:
    """Change titles, and in turn notes of the timeline, which no index follows: what is left is writing itself."""
    note = Note(title="A note")
    titles, notes = [], []
    for turn, document in enumerate(store.read(Document)[:: SIZES[-1] // 100]):
        titles.append(_milliseconds(partial(_keep, store, document.amended(title=f"Changed {turn}"))))
        notes.append(_milliseconds(partial(_keep, store, note.amended(title=f"Changed {turn}"))))
    ours, floor = median(titles), median(notes)
    return [
        spread("title changed", titles, unit="ms", goal=FRAME),
        Row("title and note", ours=ours, unit="ms", goal=2.0, floor=floor, ratio=ours / floor),
    ]


def _keep(store: Store, record: Record) -> None:
    with store.writing("Change", "2026-01-01T10:00:00") as tx:
        tx.put(record)


def _size(store: Store) -> Row:
    """Return how large the index is, held against the text."""
    text = store._raw.execute("SELECT SUM(LENGTH(CAST(text AS BLOB))) FROM page_text").fetchone()[0]
    tables = ("page_index", "document_index", "word_index")
    index = sum(store._raw.execute(f"SELECT SUM(LENGTH(block)) FROM {table}_data").fetchone()[0] for table in tables)
    return Row("index and text", index / 1e6, "MB", goal=1.5, floor=text / 1e6, ratio=index / text)


def _document(number: int, title: str) -> Document:
    return Document(
        number=number,
        title=title,
        kind="pathology-report",
        origin="Invented Hospital",
        fingerprint=_print(number),
        pages=2,
    )


def _print(number: int) -> str:
    return hashlib.sha256(f"{number}".encode()).hexdigest()


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000
