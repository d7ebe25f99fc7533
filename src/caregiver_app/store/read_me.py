"""The text in every case folder that explains it without this program."""

from caregiver_app.i18n import _

FILE = "READ ME.txt"


def what_it_is() -> str:
    """Return the text that explains a case folder to somebody without this program."""
    return _(
        "This folder is one case of the Caregiver Organizer: copy the whole folder and you have everything.\n\n"
        "case.db     the history and the list of papers: a SQLite 3 database that any SQLite program opens.\n"
        "            The table “document” names each paper and its fingerprint.\n"
        "originals   the papers themselves, byte for byte, each under its fingerprint (SHA-256).\n"
        "            The first bytes of a file tell what it is: %PDF is a PDF.\n"
        "backups     earlier copies of case.db.\n\n"
        "Nothing in here is sent anywhere. Do not change files in this folder by hand.\n"
    )
