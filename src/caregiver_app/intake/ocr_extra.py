"""The extra that reads pictures: it may not be installed."""

from importlib.util import find_spec
from typing import Final

NEEDS: Final = ("rapidocr", "onnxruntime")
"""What has the models, and what runs them."""


def ocr_available() -> bool:
    """Whether it is installed. Loads nothing."""
    return all(find_spec(name) is not None for name in NEEDS)
