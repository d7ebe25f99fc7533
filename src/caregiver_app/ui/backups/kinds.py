"""What a backup is called where files are chosen."""

from typing import Final

from caregiver_app.i18n import N_

KINDS: Final = N_("Backups (*.caregiver)")
