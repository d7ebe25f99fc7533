"""Words for the user: gettext everywhere, because the packet and the command line speak without Qt."""

import gettext
from pathlib import Path

_DOMAIN = "caregiver_app"
_translation: gettext.NullTranslations = gettext.NullTranslations()


def use_language(language: str, locale_dir: Path) -> None:
    """Speak `language` (a code such as "en" or "zh_CN") from now on; fall back to English."""
    global _translation
    _translation = gettext.translation(_DOMAIN, locale_dir, languages=[language], fallback=True)


def _(message: str) -> str:
    """Translate one whole sentence or label."""
    return _translation.gettext(message) if message else ""


def ngettext(one: str, many: str, n: int) -> str:
    """Translate a sentence that counts things."""
    return _translation.ngettext(one, many, n)


def N_(message: str) -> str:
    """Mark a string for translators here and translate it where it is shown."""
    return message
