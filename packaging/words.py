"""Keep the texts of every language in step with the program: `python3 dev.py words [--new LANGUAGE]`.

The English stands where it is used: in the code within `_()`, `N_()` and `ngettext()`, and in the data files under
`resources/`. This collects it into `resources/locale/LANGUAGE/LC_MESSAGES/caregiver_app.po`, keeps every translation
that still fits, fills in the words that the data files already have in that language, and compiles what was filled in.
"""

from __future__ import annotations

import ast
import io
import re
import sys
import tomllib
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).parents[1]
LOCALE: Final = ROOT / "resources" / "locale"
DOMAIN: Final = "caregiver_app"
KEYWORDS: Final[dict[str, Any]] = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "ours_counted": (1, 2),
    "pgettext": ((1, "c"), 2),
}
FOR_TRANSLATORS: Final = "For translators:"

GUIDE: Final = frozenset([
    "name", "plain", "text", "title", "summary", "heading", "why", "label", "ask", "missing", "question", "holds",
    "ask_whom", "format", "letter", "copy", "original", "original_note", "translation_note", "term",
])  # fmt: skip
SAID_IN: Final = {
    "guide": GUIDE,
    "recipients": frozenset(["name", "plain", "note", "words"]),
    "rules": frozenset(["words", "asks", "unsure", "name", "text", "backwards"]),
    "tour": frozenset(["title", "text"]),
    "vocabularies": frozenset(["name", "plain", "group"]),
}
"""Which keys of the data files hold texts that a family reads, folder by folder. Sources are cited as they are."""

_HEAD: Final = """\
# Caregiver Organizer: the texts in another language. docs/translating.md says how to work on them.
# Made by `python3 dev.py words`, which keeps every text that still fits."""
_HOW_GIVEN: Final = {"high-dose ": "大剂量", "low-dose ": "小剂量", "liposomal ": "脂质体"}
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_IN_BRACKETS_AT_END: Final = re.compile(r"（[^（）]*）$")


def texts_in_code(
    file: IO[bytes], _keywords: Any, _tags: Any, options: dict[str, str]
) -> Iterator[tuple[int, str, Any, list[str]]]:
    """Yield the texts of one module, those within an f-string too, with what the lines above say for translators."""
    source = file.read().decode()
    lines = source.split("\n")
    for node in ast.walk(ast.parse(source)):
        name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
        if not isinstance(node, ast.Call) or name not in KEYWORDS:
            continue
        told = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
        wanted = 1 if name in ("_", "N_") else 2
        if len(told) >= wanted and all(isinstance(text, str) for text in told[:wanted]):
            above = [line.strip() for line in lines[max(node.lineno - 3, 0) : node.lineno - 1]]
            said = [line.partition(FOR_TRANSLATORS)[2].strip() for line in above if FOR_TRANSLATORS in line]
            yield node.lineno, name, tuple(told[:wanted]) if wanted > 1 else told[0], said


def texts_in_data(
    file: IO[bytes], _keywords: Any, _tags: Any, options: dict[str, str]
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Yield the texts of one data file, as Babel asks for them."""
    said = SAID_IN[options["folder"]]
    data = tomllib.load(io.BytesIO(file.read()))
    for key, text in _texts(data, ()):
        if (key[-1] in said and key[0] != "source") or key == ("source", "read") or key[0] == "letters":
            yield 1, "_", text, []


def collect() -> Catalog:
    """Return every text of the program with the files it stands in."""
    found = Catalog(project="Caregiver Organizer", copyright_holder="the Caregiver Organizer project", charset="utf-8")
    places: list[tuple[Path, Any, dict[str, str]]] = [(ROOT / "src" / "caregiver_app", texts_in_code, {})]
    places += [(ROOT / "resources" / folder, texts_in_data, {"folder": folder}) for folder in SAID_IN]
    for folder, method, options in places:
        pattern = "**.py" if method is texts_in_code else "**.toml"
        rows = extract_from_dir(folder, [(pattern, method)], {pattern: options}, KEYWORDS, ())
        for name, _line, message, comments, context in sorted(rows, key=lambda row: (row[0], row[1])):
            at = (folder / name).relative_to(ROOT).as_posix()
            found.add(message, None, [(at, None)], auto_comments=comments, context=context)
    return found


def brought_up_to_date(language: str, template: Catalog) -> Catalog:
    """Return the catalog of a language: what was translated, less what is not said any more, plus what is new."""
    old = read(language)
    ours, field = (words_in_data(), words_of_the_field()) if language == "zh_CN" else ({}, {})
    fresh = Catalog(
        language, project=template.project, version="1", copyright_holder=template.copyright_holder, fuzzy=False,
        msgid_bugs_address="see docs/translating.md", last_translator="the project", language_team="the project",
        creation_date=old.creation_date, revision_date=old.revision_date, header_comment=_HEAD,
    )  # fmt: skip
    for message in template:
        if not message.id:
            continue
        before = old.get(message.id, message.context)
        plain = message.id if isinstance(message.id, str) else message.id[0]
        said: Any = before.string if before is not None else ""
        comments = list(message.auto_comments)
        at = {place for place, _line in message.locations}
        known = ours.get(plain) or (field.get(plain) if all("/vocabularies/" in place for place in at) else None)
        if known and not _is_said(said):
            said = known
        if isinstance(message.id, tuple) and isinstance(said, str):
            said = (said,) * fresh.num_plurals
        own = list(before.user_comments) if before is not None else []
        fresh.add(
            message.id, said, message.locations, auto_comments=comments, user_comments=own, context=message.context
        )
    return fresh


def words_of_the_field() -> dict[str, str]:
    """Return what the vocabularies call a disease, a drug or a test in Chinese; one that has none keeps its name."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "resources" / "vocabularies").glob("*.toml")):
        for row in _toml(path)["term"]:
            found.setdefault(row["name"], _IN_BRACKETS_AT_END.sub("", row.get("chinese", "")) or row["name"])
    drugs: dict[str, str] = {}
    for row in _toml(ROOT / "resources" / "vocabularies" / "drugs.toml")["term"]:
        drugs.update({name.casefold(): found[row["name"]] for name in (row["name"], *row["synonyms"])})
    for row in _toml(ROOT / "resources" / "vocabularies" / "regimens.toml")["term"]:
        named = [_drug(name, drugs) for name in row["plain"].split(", ")]
        if all(named):
            found[row["plain"]] = "、".join(named)
    return found


def _drug(name: str, drugs: dict[str, str]) -> str:
    """Return a drug's Chinese name, with the word in front that says how much of it or in which form."""
    for english, chinese in _HOW_GIVEN.items():
        if name.startswith(english) and name not in drugs:
            return chinese + bare if (bare := drugs.get(name.removeprefix(english), "")) else ""
    return drugs.get(name, name if name.isupper() else "")


def words_in_data() -> dict[str, str]:
    """Return what the other data files themselves say in Chinese, by the English."""
    found: dict[str, str] = {}
    for row in _toml(ROOT / "resources" / "guide" / "glossary.toml")["term"]:
        if _HAN.search(row.get("chinese", "")):
            found[row["term"]] = row["chinese"]
    for row in _toml(ROOT / "resources" / "guide" / "stages.toml")["stage"]:
        found[row["name"]] = row["chinese"]
    found.update({row["english"]: row["chinese"] for row in _toml(ROOT / "resources/packet/chinese.toml")["text"]})
    return found


def read(language: str) -> Catalog:
    """Return the catalog of a language as it is kept."""
    at = LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    if not at.exists():
        return Catalog(locale=language)
    with at.open("rb") as file:
        return read_po(file, locale=language)


def as_po(catalog: Catalog) -> bytes:
    """Return a catalog as the text that translators work on."""
    out = io.BytesIO()
    write_po(out, catalog, width=120, sort_output=False, include_lineno=False, omit_header=False)
    return out.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    """Return a catalog as the program reads it."""
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def languages() -> list[str]:
    """Return the languages there are words in."""
    return sorted(path.name for path in LOCALE.iterdir() if path.is_dir()) if LOCALE.is_dir() else []


def main(arguments: list[str]) -> int:
    """Bring every language up to date, with `--new` one more; say what still has no words."""
    wanted = languages()
    if arguments[:1] == ["--new"] and len(arguments) == 2:
        wanted.append(arguments[1])
    elif arguments:
        print("Words takes nothing, or the code of a new language: python3 dev.py words --new de", file=sys.stderr)
        return 2
    template = collect()
    for language in wanted:
        home = LOCALE / language / "LC_MESSAGES"
        home.mkdir(parents=True, exist_ok=True)
        catalog = brought_up_to_date(language, template)
        (home / f"{DOMAIN}.po").write_bytes(as_po(catalog))
        (home / f"{DOMAIN}.mo").write_bytes(as_mo(catalog))
        bare = [message for message in catalog if message.id and not _is_said(message.string)]
        print(f"{language}: {len(catalog)} texts, {len(bare)} without words")
        for message in bare[:20]:
            print(f"  {message.locations[0][0]}: {message.id!r}")
    return 0


def _is_said(said: Any) -> bool:
    return all(said) if isinstance(said, tuple | list) else bool(said)


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _texts(value: Any, key: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts(inner, (*key, name))
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, key)
    elif isinstance(value, str) and value and key:
        yield key, value


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
