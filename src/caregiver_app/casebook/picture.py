"""Save the timeline picture as a file."""

from pathlib import Path
from typing import Final

from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.errors import CaregiverError
from caregiver_app.fsops import told_plainly, write_atomically
from caregiver_app.i18n import _
from caregiver_app.packet.picture_file import FORMATS, PictureOptions, picture_file
from caregiver_app.store.originals import Originals

_BEGINNINGS: Final = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF-"}


def save_picture(case: CaseSnapshot, originals: Originals, target: Path, options: PictureOptions) -> None:
    """Write the picture to `target`; its ending says whether as SVG, PNG or PDF.

    Long work on values: it may run in any thread. An older picture of that name is replaced, another file is not.
    Raises CaregiverError.
    """
    form = target.suffix.casefold().lstrip(".")
    happened = ""
    if form not in FORMATS:
        happened = _("The name “{name}” does not say what to write.").format(name=target.name)
    elif originals.folder.resolve() in target.resolve().parents:
        happened = _("“{name}” lies among the kept originals.").format(name=target.name)
    elif not target.parent.is_dir():
        happened = _("The folder “{folder}” is not there.").format(folder=target.parent.name or str(target.parent))
    elif target.is_dir():
        happened = _("“{name}” is a folder.").format(name=target.name)
    elif target.exists() and not _is_picture(target, form):
        happened = _("“{name}” is there already and is not a picture of this kind.").format(name=target.name)
    if happened:
        raise CaregiverError(
            happened,
            safe=_("Nothing was written over."),
            now=_("Choose a name that ends in .svg, .png or .pdf, in a folder that is there."),
        )
    write_atomically(target, picture_file(case, form, options))


def _is_picture(file: Path, form: str) -> bool:
    with told_plainly(file), file.open("rb") as opened:
        beginning = opened.read(5)
    return not beginning or beginning.startswith(_BEGINNINGS[form])
