"""Who the case is about, and who stands around them."""

from sqlmodel import Field

from caregiver_app.domain.dates import PartialDate
from caregiver_app.domain.record import Record


class Person(Record):
    """The person who is ill: one in a case. Name and birth date as in the passport.

    `recipient` says whose list of wanted papers is looked at: the id of one of `resources/recipients` or of a
    `Recipient` of the case.
    """

    name: str = Field(min_length=1)
    born: PartialDate | None = None
    sex: str = ""
    languages: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    prepared_by: str = ""
    prepared_for: str = ""
    question: str = ""
    other_illnesses: str = ""
    note: str = ""
    recipient: str = ""


class Contact(Record):
    """Somebody of the treating team or the family."""

    name: str = Field(min_length=1)
    role: str = ""
    organisation: str = ""
    phone: str = ""
    email: str = ""
    note: str = ""
