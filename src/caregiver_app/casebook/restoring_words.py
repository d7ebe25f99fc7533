"""How a backup stands to the case that is there, in words: the same on the screen and on the command line."""

from datetime import datetime
from typing import Final

from caregiver_app.casebook.restoring import Looked
from caregiver_app.domain.changes import described
from caregiver_app.domain.dates import PartialDate
from caregiver_app.i18n import N_, _, ngettext
from caregiver_app.store.bundle import Manifest

_ORDER: Final = {
    "same": N_("The case here was not changed since this backup was made."),
    "older": N_("The backup is older: the case here was changed after it was made."),
    "newer": N_("The backup is newer than the case here."),
    "apart": N_("The backup is of another case than the one here."),
}


def made_words(made_at: str) -> str:
    """Say when a backup was made, as the clock of that computer told it."""
    try:
        at = datetime.fromisoformat(made_at)
    except ValueError:
        return _("at a time that cannot be read")
    return f"{PartialDate.of_day(at.date()).in_words()}, {at:%H:%M}"


def order_words(looked: Looked) -> tuple[str, ...]:
    """Say what the backup is, what is here, and which is newer: a sentence each."""
    words = ngettext(
        "The backup was made on {when}. It holds {n} record and {papers}.",
        "The backup was made on {when}. It holds {n} records and {papers}.",
        looked.there,
    )
    count = looked.manifest.papers
    papers = ngettext("{n} file of papers", "{n} files of papers", count).format(n=count)
    lines = [words.format(when=made_words(looked.manifest.made_at), n=looked.there, papers=papers)]
    if looked.here is None:
        lines.append(_("The case here cannot be opened, so it cannot be compared. It is set aside as it is."))
    else:
        lines.append(
            ngettext("The case here has {n} record.", "The case here has {n} records.", looked.here).format(
                n=looked.here
            )
        )
        lines.append(_(_ORDER[looked.order]))
    if looked.comparison is not None and looked.comparison.is_same:
        lines.append(_("Both say the same."))
    if looked.becomes_protected:
        lines.append(
            _(
                "The backup has a passphrase and the case here has none. "
                "What is set aside, and the folder “backups”, stay readable."
            )
        )
    return tuple(lines)


def locked_words(manifest: Manifest) -> str:
    """Say of a protected backup that it cannot be compared with a case that opens otherwise."""
    return _(
        "The backup was made on {when}. It has a passphrase, and this case has none or another. "
        "You can restore it as a case of its own; that one opens with the passphrase of the backup."
    ).format(when=made_words(manifest.made_at))


def parts(looked: Looked) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what differs: a heading, and what each record says; nothing where all is the same."""
    if looked.comparison is None:
        return ()
    comparison = looked.comparison
    found = (
        (_("Only here. It would go, and be set aside:"), tuple(described(one) for one in comparison.only_here)),
        (_("Only in the backup. It would come back:"), tuple(described(one) for one in comparison.only_there)),
        (
            _("In both, and not the same. It would be as in the backup:"),
            tuple(described(there) for _here, there in comparison.changed),
        ),
    )
    return tuple((heading, names) for heading, names in found if names)
