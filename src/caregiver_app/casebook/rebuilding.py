"""Make the case file anew when it is gone or damaged, from what lies beside it: told beforehand, and undone at will."""

from datetime import datetime
from pathlib import Path

from caregiver_app.errors import CaregiverError, CaseDamaged, CaseMissing
from caregiver_app.i18n import _
from caregiver_app.progress import Progress, silent
from caregiver_app.store import remains
from caregiver_app.store.keys import Keys
from caregiver_app.store.rebuilding import Rebuilt, last_rebuilding, rebuild, require_rebuildable, undo_rebuilding
from caregiver_app.store.remains import Remains


class NoGoodBackup(CaregiverError):
    """There is no copy in the folder of backups that a case could be taken from."""


class NothingRebuilt(CaregiverError):
    """Nothing was made anew here."""


def is_lost(folder: Path, problem: CaregiverError) -> bool:
    """Whether what keeps a case shut is that its case file is gone or damaged, and there is a way back."""
    return isinstance(problem, CaseDamaged) or (isinstance(problem, CaseMissing) and remains.is_left(folder))


def look_at_remains(folder: Path, keys: Keys | None = None, progress: Progress = silent) -> Remains:
    """Tell what is left of a case whose case file is gone or damaged. Long work on values; nothing is changed.

    Raises CaregiverError where it can be opened or nothing is left, KeysGone, CaseTooNew, and what `progress` raises.
    """
    opens = require_rebuildable(folder, keys)
    return remains.look(folder, keys, progress, opens=opens)


def rebuild_case(
    folder: Path,
    keys: Keys | None = None,
    progress: Progress = silent,
    *,
    with_backup: bool = True,
    with_papers: bool = True,
) -> Rebuilt:
    """Make the case file anew: from the newest good backup where there is one, then from the notes and the papers.

    Without papers it is just what the backup holds. The old file is set aside. Long work on values. Raises
    CaregiverError where the case can be opened or cannot be rebuilt, and what `progress` raises; then all is as it was.
    """
    require_rebuildable(folder, keys)
    found = remains.newest_good(folder, keys, progress)[0] if with_backup else None
    if found is None and not with_papers:
        raise NoGoodBackup(
            _("There is no good copy of the case file in the folder “backups”."),
            safe=_("Nothing was changed."),
            now=_("Make the case anew from the notes and papers, or use a backup from another place."),
        )
    at = datetime.now().isoformat(timespec="seconds")
    base = found.backup if found is not None else None
    words = _("Rebuild the list of papers")
    return rebuild(folder, words, at, keys, base=base, with_papers=with_papers, progress=progress)


def undo_rebuild(folder: Path, progress: Progress = silent) -> Path:
    """Put the case file back that was there before it was made anew, and set aside what is there now; return where.

    Done twice, all is as before. Raises NothingRebuilt or another CaregiverError; then nothing changed.
    """
    progress(0, 0, "")
    aside = last_rebuilding(folder)
    if aside is None:
        raise NothingRebuilt(
            _("Nothing was made anew in “{folder}” that could be taken back.").format(folder=folder.name),
            safe=_("Nothing was changed."),
            now=_("Look into the folder “set aside” in the case folder."),
        )
    return undo_rebuilding(folder, aside)
