"""A drop-down list changes when somebody chooses in it, never because the page was scrolled."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caregiver_app.ui.fields import ComboBox
from caregiver_app.ui.theme import Theme


def test_a_wheel_over_it_takes_no_keys_and_changes_nothing_with_them_or_without(qtbot: QtBot, theme: Theme) -> None:
    box = ComboBox()
    qtbot.addWidget(box)
    box.addItems(["The whole packet", "Only what is new"])
    box.show()
    assert not box.focusPolicy().value & (Qt.FocusPolicy.WheelFocus.value & ~Qt.FocusPolicy.StrongFocus.value)
    for has_keys in (False, True):
        if has_keys:
            box.setFocus()
        wheel = QWheelEvent(
            QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(box, wheel)
        assert (box.currentIndex(), wheel.isAccepted()) == (0, False)
