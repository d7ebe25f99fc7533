"""SQLAlchemy over a connection that is there already: the store opens case files itself.

Whatever SQLite refuses on the way, also in the middle of reading rows, comes as a CaregiverError.
"""

from contextvars import ContextVar
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.pool import NullPool
from sqlcipher3 import dbapi2

from caregiver_app.store import plain_words

_OPENING: Final[ContextVar[Any]] = ContextVar("the case file SQLAlchemy is about to be given", default=None)


def connected(raw: Any, folder: Path) -> Connection:
    """Let SQLAlchemy speak through the connection to the case file that is open in a folder."""
    earlier = _OPENING.set(raw)
    try:
        return _ENGINE.connect().execution_options(isolation_level="AUTOCOMMIT", folder=folder)
    finally:
        _OPENING.reset(earlier)


def _tell_plainly(context: ExceptionContext) -> None:
    folder = context.connection.get_execution_options().get("folder") if context.connection is not None else None
    told = plain_words.of(context.original_exception, folder) if folder is not None else None
    if told is not None:
        raise told from context.original_exception


def _given() -> Any:
    """Return what is being opened. A connection that broke is not made again behind our back."""
    raw = _OPENING.get()
    if raw is None:
        raise dbapi2.ProgrammingError("Cannot operate on a closed database.")
    return raw


def _engine() -> Engine:
    engine = create_engine("sqlite://", module=dbapi2, creator=_given, poolclass=NullPool)
    event.listen(engine, "handle_error", _tell_plainly)
    return engine


# One, made when this is loaded, beside the window: what it works out about a statement serves every case.
_ENGINE: Final = _engine()
