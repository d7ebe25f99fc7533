"""Read what stands in the columns of single fields, and the texts that no cell can hold."""

import json
from collections.abc import Mapping
from typing import Any, Final

from caregiver_app.domain.timeline.kinds import Kind
from caregiver_app.exchange.history.columns import EXACTLY, RowUnclear, own_columns_of, texts_of
from caregiver_app.i18n import _

_YES_OR_NO: Final = ("yes", "no")


def take_own_columns(kind: Kind, cells: dict[str, str]) -> dict[str, Any]:
    """Take the columns of single fields out of the cells and return the fields they fill. Raises RowUnclear.

    The column of a field that this kind does not have is left among the cells.
    """
    fields = {name: cells.pop(name) for name in own_columns_of(kind).intersection(cells)}
    if "planned" in fields:
        fields["planned"] = _yes_or_no(fields["planned"])
    exact = cells.pop(EXACTLY, "")
    return {**fields, **_exact_texts(kind, exact)} if exact else fields


def exactly(texts: Mapping[str, str]) -> str:
    """Write texts, by field, as the cell of the column "exactly"; an empty cell when there are none."""
    return json.dumps(texts, ensure_ascii=False) if texts else ""


def _yes_or_no(text: str) -> str:
    answer = text.casefold()
    if answer not in _YES_OR_NO:
        raise RowUnclear(
            _("“{text}” is no answer in the column “planned”. Write yes or no, or leave it empty.").format(text=text)
        )
    return answer


def _exact_texts(kind: Kind, cell: str) -> dict[str, str]:
    try:
        found = json.loads(cell)
    except (ValueError, RecursionError):
        found = None
    allowed = frozenset(texts_of(kind)).difference({"planned"})
    if not isinstance(found, dict) or not all(
        name in allowed and isinstance(text, str) and _is_text(text) for name, text in found.items()
    ):
        raise RowUnclear(
            _("The column “exactly” is not as this program writes it. Bring back what stood there, or empty it.")
        )
    return {name: text for name, text in found.items() if text}


def _is_text(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)
