"""The base of everything a case holds: a frozen value with an identity."""

from typing import Any, Self
from uuid import UUID, uuid4

from sqlmodel import Field, SQLModel


class Record(SQLModel):
    """Hold one fact. Its id is made once and kept through undo, restore and hand-over."""

    model_config = {"frozen": True, "extra": "forbid"}

    id: UUID = Field(default_factory=uuid4)

    def amended(self, **changes: Any) -> Self:
        """Return a copy with these fields changed, validated as a new one would be.

        Raises pydantic's `ValidationError`. (`model_copy(update=…)` would not validate.)
        """
        return type(self).model_validate({**self.model_dump(), **changes})
