"""Which files one press may hand to another program: of a few kinds, and only where their content is of that kind.

Everything else could run something: it is shown in its folder, and whoever wants to open it there does so knowingly.
"""

from pathlib import Path
from typing import Final

from caregiver_app.sniff import sniff

OPENED: Final = {
    ".pdf": "pdf", ".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png", ".tif": "tiff", ".tiff": "tiff", ".heic": "heic",
    ".txt": "text", ".dcm": "dicom",
}  # fmt: skip


def may_be_opened(file: Path) -> bool:
    """Whether a file is of a kind that is looked at and not run, by its name and by its content."""
    kind = OPENED.get(file.suffix.lower())
    try:
        return kind is not None and file.is_file() and sniff(file) == kind
    except OSError:
        return False
