"""Look at the records of an open case beside its window: in a copy of the case file, as the database has one thread."""

from collections.abc import Sequence

from caregiver_app.progress import Progress, silent
from caregiver_app.store.database import Store
from caregiver_app.store.integrity import RecordsLook, look_at_records
from caregiver_app.store.live_file import Source
from caregiver_app.store.originals import Originals
from caregiver_app.store.schema import CASE_FILE


def look_at_copy(
    whole: Source, doubts: Sequence[str], originals: Originals, progress: Progress = silent
) -> RecordsLook:
    """Do as `look_at_records`, in any thread, by a copy of the case file as it is on the disk.

    `doubts` are those of the open case. Raises what copying raises.
    """
    with originals.room() as room:
        folder = room / whole.folder.name
        folder.mkdir()
        whole.live.copy(folder / CASE_FILE, progress)
        with Store.open_copy(folder, whole.keys) as store:
            store.doubts = tuple(doubts)
            return look_at_records(store)
