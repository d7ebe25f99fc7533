"""Which lab tests the family chose to see as trends, on the screen and in the packet."""

from sqlmodel import Field

from caregiver_app.domain.record import Record


class ShownTest(Record):
    """Hold one chosen test, by its name as typed; the lowest position is drawn first."""

    test: str = Field(min_length=1)
    position: int = Field(ge=1)
