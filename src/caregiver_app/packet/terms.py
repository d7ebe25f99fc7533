"""Words of the field in an entry: what the family typed, together with the vocabulary its field offers."""

from functools import cache

from caregiver_app.domain.timeline import wording
from caregiver_app.domain.timeline.kinds import kind_of
from caregiver_app.domain.timeline.records import Entry
from caregiver_app.packet.ours import together, told, told_list


def named(entry: Entry, text: str | None = None) -> str:
    """Return the title of an entry, or a text that says its title and more, such as "R-CHOP ×6"."""
    title = kind_of(entry).title
    typed = str(getattr(entry, title))
    return told(typed if text is None else text, _vocabulary(type(entry), title), typed)


def value(entry: Entry, field: str) -> str:
    """Return what a field of an entry holds; nothing when the kind has no such field."""
    return told(_typed(entry, field), _vocabulary(type(entry), field))


def listed(entry: Entry, field: str) -> str:
    """Return what a field of an entry holds that lists several words."""
    return told_list(_typed(entry, field), _vocabulary(type(entry), field))


def headline(entry: Entry) -> str:
    """Write what an entry says in one line, as everywhere; the title it begins with may be a word of the field."""
    line, title = wording.headline(entry), str(getattr(entry, kind_of(entry).title))
    return together("", (named(entry), line.removeprefix(title))) if title and line.startswith(title) else line


def _typed(entry: Entry, field: str) -> str:
    held = vars(entry).get(field)
    return "" if held is None else str(held)


@cache
def _vocabulary(record: type[Entry], name: str) -> str:
    return next((field.terms for field in kind_of(record).fields if field.name == name), "")
