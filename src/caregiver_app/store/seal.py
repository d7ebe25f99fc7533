"""The fingerprint of the case file, written when it is closed well: SQLite alone does not notice most bit rot."""

from pathlib import Path

from caregiver_app.fsops import fingerprint_of, write_atomically


def put_on(case_file: Path) -> None:
    """Write the fingerprint of a closed case file beside it."""
    write_atomically(_beside(case_file), f"{fingerprint_of(case_file)}\n".encode())


def is_broken(case_file: Path) -> bool:
    """Whether the case file is not the one that was closed. Without a seal (after a crash) nothing can be said."""
    try:
        seal = _beside(case_file).read_text(encoding="ascii", errors="replace")
        return seal.strip() != fingerprint_of(case_file)
    except OSError:
        return False


def remove(case_file: Path) -> None:
    """Take the seal off while the case is open."""
    _beside(case_file).unlink(missing_ok=True)


def _beside(case_file: Path) -> Path:
    return case_file.with_name(f"{case_file.name}.sha256")
