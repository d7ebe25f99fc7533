"""Where a packet may be written: never over something that is no packet, never among the originals."""

from pathlib import Path

from caregiver_app.errors import CaregiverError
from caregiver_app.fsops import told_plainly
from caregiver_app.i18n import _


def refuse_target(target: Path, originals: Path) -> None:
    """Raise CaregiverError when something that is no PDF would be written over, or an original."""
    if originals.resolve() in target.resolve().parents:
        happened = _("“{name}” lies among the kept originals.").format(name=target.name)
    elif target.is_dir():
        happened = _("“{name}” is a folder.").format(name=target.name or str(target))
    elif target.exists() and not _is_pdf(target):
        happened = _("“{name}” is there already and is not a PDF.").format(name=target.name)
    else:
        return
    raise CaregiverError(
        happened, safe=_("Nothing was written over."), now=_("Choose another name or folder for the packet.")
    )


def _is_pdf(file: Path) -> bool:
    with told_plainly(file), file.open("rb") as opened:
        return opened.read(5) in (b"%PDF-", b"")
