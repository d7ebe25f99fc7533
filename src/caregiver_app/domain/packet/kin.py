"""Tell the family from the treating team, and gather how papers write the person's name."""

import re
from collections.abc import Iterable
from functools import cache

from caregiver_app.domain.documents.document import Document
from caregiver_app.domain.packet.field_words import everyday_words, listed
from caregiver_app.domain.packet.identifiers import Identifiers
from caregiver_app.domain.packet.mentions import Mentions
from caregiver_app.domain.packet.name_letters import folded, script_of
from caregiver_app.domain.packet.name_words import NameParts, name_parts
from caregiver_app.domain.person import Contact, Person


def is_family(contact: Contact, own: NameParts) -> bool:
    """Whether a contact is of the person's family: the role says so, or shares the name and nothing says "team".

    The role counts before the place, so that a "daughter" of "Invented Hospital" stays one.
    """
    if _says("kin", contact.role) and not _says("team", contact.role):
        return True
    if _says("team_titles", contact.name) or _says("team", contact.role):
        return False
    if _says("kin", contact.organisation) and not _says("team", contact.organisation):
        return True
    return not _says("team", contact.organisation) and Mentions([own]).names(contact.name)


def family_of(contacts: Iterable[Contact], own: NameParts) -> tuple[Contact, ...]:
    """Return the contacts who are of the person's family."""
    return tuple(one for one in contacts if is_family(one, own))


def names_of_family(person: Person, family: Iterable[Contact], own: NameParts) -> tuple[str, ...]:
    """Return the names of the family to be hidden: those of its contacts, and of who puts the case together.

    Words such as "Mum" are no name; of "Jia Chen, her daughter" the name is "Jia Chen".
    """
    found = [without_kin(one.name) for one in family]
    preparer = person.prepared_by
    if _says("kin", preparer) or Mentions([own]).names(preparer):
        words = (word for word in re.findall(r"[^\W\d_][^\s,;()]*", without_kin(preparer)) if not word[0].islower())
        found.append(" ".join(word for word in words if folded(word) not in everyday_words()))
    return tuple(name for name in found if any(map(str.isalpha, name)))


def without_kin(name: str) -> str:
    """Return a name without the words that say who somebody is to the person: "Jia (daughter)" is "Jia"."""
    return " ".join(_pattern("kin").sub(" ", name).replace("( )", " ").split())


def identifiers_of(person: Person, family: Iterable[Contact]) -> Identifiers:
    """Return what tells who a person is beside the name; the phones and e-mails of the family do too."""
    reached: list[Person | Contact] = [person, *family]
    return Identifiers(
        person.born,
        tuple(one.phone for one in reached if one.phone),
        tuple(one.email for one in reached if one.email),
        (person.address,) if person.address else (),
    )


def writings_on_papers(documents: Iterable[Document], name: str) -> tuple[str, ...]:
    """Return the names on papers that are other writings of the person's: in another script, or with a word in common.

    A name that has nothing in common may be somebody else's, or a word a machine misread.
    """
    own = name_parts(name, "")
    mentions = Mentions([own])
    scripts = {script_of(char) for char in name} - {""}
    found = []
    for written in dict.fromkeys(one.name_on_it for one in documents if one.name_on_it and one.name_on_it != name):
        theirs = {script_of(char) for char in written} - {""}
        shares = own.plain_words & name_parts(written, "").plain_words
        if shares or (theirs and theirs.isdisjoint(scripts)) or mentions.names(written):
            found.append(written)
    return tuple(found)


def _says(table: str, text: str) -> bool:
    """Whether a text has one of the words of a table."""
    return bool(text) and _pattern(table).search(text) is not None


@cache
def _pattern(table: str) -> re.Pattern[str]:
    words = (r"\w*".join(map(re.escape, word.split("*"))) for word in sorted(listed(table)))
    closed = map(re.escape, sorted(listed(table, "closed")))
    return re.compile("|".join([rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", *closed]), re.IGNORECASE)
