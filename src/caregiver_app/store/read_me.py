"""The text in every case folder that explains it without this program."""

from caregiver_app.i18n import _

FILE = "READ ME.txt"


def what_it_is(*, protected: bool = False) -> str:
    """Return the text that explains a case folder to somebody without this program."""
    return _what_is_locked() if protected else _what_is_plain()


def _what_is_locked() -> str:
    return _(
        "This folder is one case of the Caregiver Organizer: copy the whole folder and you have everything.\n"
        "It has a passphrase. Without the passphrase, or the code on the recovery sheet, nobody can read it.\n\n"
        "passphrase.age  the keys, locked with the passphrase: a file in the age format (age-encryption.org).\n"
        "recovery.age    the same keys, locked with the code on the recovery sheet, its dashes included.\n"
        "case.db         the history and the list of papers: a database of SQLCipher 4.\n"
        "originals       the papers themselves, each in the age format, each named by the fingerprint (SHA-256)\n"
        "                of the paper as it was before it was locked.\n"
        "about           a note about each paper, in the age format; from these the list can be made anew.\n"
        "backups         earlier copies of case.db, locked with the same key.\n\n"
        "How to read it without this program, with the programs age and sqlcipher:\n"
        "  age --decrypt --output key.txt passphrase.age        asks for the passphrase\n"
        "  age --decrypt --identity key.txt originals/3f/3f9a…  gives a paper back\n"
        "  sqlcipher case.db, then: PRAGMA key = \"x'…'\";       the 64 digits behind “database” in key.txt\n"
        "Erase key.txt afterwards: whoever has it can read everything.\n\n"
        "Nothing in here is sent anywhere. Do not change files in this folder by hand.\n"
    )


def _what_is_plain() -> str:
    return _(
        "This folder is one case of the Caregiver Organizer: copy the whole folder and you have everything.\n\n"
        "case.db     the history and the list of papers: a SQLite 3 database that any SQLite program opens.\n"
        "            The table “document” names each paper and its fingerprint.\n"
        "originals   the papers themselves, byte for byte, each under its fingerprint (SHA-256).\n"
        "            The first bytes of a file tell what it is: %PDF is a PDF.\n"
        "about       a note about each paper: title, date, kind. From these the list of papers can be made anew.\n"
        "backups     earlier copies of case.db.\n\n"
        "Nothing in here is sent anywhere. Do not change files in this folder by hand.\n"
    )
