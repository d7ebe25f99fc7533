"""The language of the window beyond our own words: what Qt says itself, the way lines run, and the letters for it."""

import re
import sys
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from caregiver_app import bundled
from caregiver_app.i18n import ENGLISH, reads_right_to_left

if TYPE_CHECKING:
    from caregiver_app.domain.snapshot import CaseSnapshot

_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_CHINESE: Final = (
    "Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC",
    "WenQuanYi Micro Hei",
)  # fmt: skip
"""The faces for Chinese that are made for screens, the best first."""

_OURS: Final = "NotoSansSC-Regular.ttf"


class Speech:
    """Let Qt speak the language of the window: the buttons of its dialogs, the menus of its fields."""

    def __init__(self, application: QApplication) -> None:
        self._application = application
        self._translator: QTranslator | None = None

    def use(self, language: str) -> None:
        """Take another language for what is made from now on."""
        if self._translator is not None:
            self._application.removeTranslator(self._translator)
            self._translator = None
        QLocale.setDefault(QLocale(language))
        if language != ENGLISH:
            self._translator = QTranslator(self._application)
            at = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            if self._translator.load(f"qtbase_{language}", at):
                self._application.installTranslator(self._translator)
        leftward = reads_right_to_left(language)
        self._application.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if leftward else Qt.LayoutDirection.LeftToRight
        )
        if language.startswith("zh"):
            have_chinese_letters()

    @staticmethod
    def face(language: str, usual: QFont) -> QFont:
        """Return the face of a language: a Chinese one for Chinese, so that lines are as high as its letters need."""
        face = QFont(usual)
        if language.startswith("zh"):
            known = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
            fits = [family for family in _CHINESE if family in known] or known
            if fits:
                face.setFamilies([fits[0], *usual.families()])
        return face


def has_chinese(case: "CaseSnapshot") -> bool:
    """Whether any record of a case holds a Chinese character. Pure; it may run in any thread."""
    records = (case.person, *(one for value in vars(case).values() if isinstance(value, tuple) for one in value))
    texts = (value for record in records for value in vars(record).values() if isinstance(value, str))
    return any(not text.isascii() and _HAN.search(text) for text in texts)


def have_chinese_letters() -> None:
    """Lend our own letters for Chinese to a computer that has none; Windows and macOS always have some.

    They take ten megabytes of memory, so they are lent only where somebody needs them.
    """
    if sys.platform in ("win32", "darwin"):
        return
    chinese = QFontDatabase.WritingSystem.SimplifiedChinese
    if not QFontDatabase.families(chinese):
        QFontDatabase.addApplicationFont(str(bundled.resource("fonts", _OURS)))
