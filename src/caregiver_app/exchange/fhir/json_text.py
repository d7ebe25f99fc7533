"""Write a bundle as JSON. Numbers keep the digits they are printed with: 1.50 stays 1.50, as FHIR asks."""

import json
from decimal import Decimal
from typing import Any, Final

_STEP: Final = " "


def json_text(value: Any, margin: str = "") -> str:
    """Return a value of dicts, lists, texts, whole numbers, decimals and truths as indented JSON."""
    if isinstance(value, dict):
        rows = [f"{json.dumps(name)}: {json_text(held, margin + _STEP)}" for name, held in value.items()]
        return _block("{", rows, "}", margin)
    if isinstance(value, list):
        return _block("[", [json_text(held, margin + _STEP) for held in value], "]", margin)
    if isinstance(value, Decimal):
        return f"{value:f}"
    return json.dumps(value, ensure_ascii=False)


def _block(begin: str, rows: list[str], end: str, margin: str) -> str:
    inner = f",\n{margin}{_STEP}".join(rows)
    return f"{begin}\n{margin}{_STEP}{inner}\n{margin}{end}"
