"""What a letter asks for, and which things get a slip: said before anything that draws is loaded."""

from dataclasses import dataclass
from datetime import date

from caregiver_app.domain.documents.document import Document


@dataclass(frozen=True)
class LetterOptions:
    """What one letter asks for: papers by record and by kind, of whom, on which day, on which paper, in which language.

    No language is the one that is spoken.
    """

    documents: tuple[Document, ...]
    kinds: tuple[str, ...]
    to: str
    as_of: date
    paper: str = "a4"
    language: str = ""


@dataclass(frozen=True)
class SlipOptions:
    """Which things get a slip, in this order, on which paper they are printed, and in which language."""

    documents: tuple[Document, ...]
    paper: str = "a4"
    language: str = ""
