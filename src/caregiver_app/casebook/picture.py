"""Save the timeline picture as a file."""

from pathlib import Path
from typing import Final

from caregiver_app.casebook.places import begins_with, refuse_place
from caregiver_app.domain.snapshot import CaseSnapshot
from caregiver_app.errors import CaregiverError
from caregiver_app.fsops import write_atomically
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
    now = _("Choose a name that ends in .svg, .png or .pdf, in a folder that is there.")
    if form not in FORMATS:
        raise CaregiverError(
            _("The name “{name}” does not say what to write.").format(name=target.name),
            safe=_("Nothing was written over."),
            now=now,
        )
    refuse_place(
        target,
        originals.folder,
        lambda file: begins_with(file, _BEGINNINGS[form]),
        stays=_("“{name}” is there already and is not a picture of this kind."),
        now=now,
    )
    write_atomically(target, picture_file(case, form, options))
