"""A way to a file that ends the process which takes it, as a hostile file may end its reader."""

import os
from pathlib import Path


def no_way_to(_fingerprint: str) -> Path:
    """End this process."""
    os._exit(1)
