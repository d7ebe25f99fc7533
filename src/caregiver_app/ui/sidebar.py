"""The sidebar: whose case it is, and the pages."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from caregiver_app.i18n import _, in_sentences, ngettext, pgettext
from caregiver_app.ui.form_scroll import FormScroll
from caregiver_app.ui.icons import SIDE, set_icon
from caregiver_app.ui.pages import PAGES
from caregiver_app.ui.text import button, button_words, literal, one_line, restyle, set_tooltip
from caregiver_app.ui.theme import SPACE_2, SPACE_3, font, scaled, tokens

if TYPE_CHECKING:
    from caregiver_app.domain.snapshot import CaseSnapshot

_PADDING: Final = 36


class Sidebar(QWidget):
    """Show the case's name with its menu, one link a page, and the ways to finding and to the settings.

    `page_asked` carries the page's key.
    """

    page_asked = Signal(str)
    find_asked = Signal()
    settings_asked = Signal()

    def __init__(self, case_menu: QMenu) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(pgettext("of the window", "Pages"))
        self._menu = case_menu
        self._whose = ""
        self._name = button("", self._show_menu, "case-name")
        self._links: dict[str, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_2, SPACE_3, SPACE_2, SPACE_3)
        column.setSpacing(2)
        column.addWidget(self._name)
        self.find_button = button(_("Find…"), self.find_asked.emit, "page-link")
        self.find_button.setAccessibleName(_("Find anything"))
        set_tooltip(self.find_button, f"{_('Find anything')}  Ctrl+K")
        column.addWidget(self.find_button)
        column.addSpacing(SPACE_2)
        links = QWidget()
        within = QVBoxLayout(links)
        within.setContentsMargins(0, 0, 0, 0)
        within.setSpacing(2)
        for page in PAGES:
            link = button(_(page.word), partial(self.page_asked.emit, page.key), "page-link")
            set_tooltip(link, page.shortcut)
            self._links[page.key] = link
            within.addWidget(link)
        within.addStretch(1)
        # Where the text is very large, nine pages are higher than a small window: then they scroll.
        self._scroll = FormScroll(links)
        self._scroll.setAccessibleName(pgettext("of the window", "Pages"))
        column.addWidget(self._scroll, 1)
        self.settings_button = button(_("Settings"), self.settings_asked.emit, "page-link")
        set_tooltip(self.settings_button, f"{_('Settings')}  Ctrl+,")
        column.addWidget(self.settings_button)
        self.grow()

    def grow(self) -> None:
        """Take the width the text size asks for."""
        metrics = QFontMetrics(font(bold=True))
        widest = max(metrics.horizontalAdvance(link.text()) for link in self._links.values())
        self.setFixedWidth(max(208, widest + _PADDING + 2 * SPACE_2 + scaled(SIDE)))
        if not self.isHidden():
            self._draw_icons()
        self.show_name(self._whose)

    def _draw_icons(self) -> None:
        """Draw the icons in the colours of the theme; that of the shown page as its words are."""
        theme = tokens()
        for key, link in self._links.items():
            on_accent = link.property("here") == "true" and theme.border > 1
            set_icon(link, f"pages/{key}", theme.on_accent if on_accent else theme.text)
        for part, name in ((self.find_button, "find"), (self.settings_button, "settings")):
            set_icon(part, f"pages/{name}", theme.text)

    def show_name(self, name: str) -> None:
        """Show whose case it is."""
        self._whose = name
        self._name.ensurePolished()
        metrics = self._name.fontMetrics()
        room = self.width() - 2 * SPACE_2 - _PADDING - metrics.horizontalAdvance("  ▾")
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
        self._name.setText(f"{button_words(shown)}  ▾")
        self._name.setAccessibleName(one_line(_("Case of {name}: menu").format(name=name)))
        set_tooltip(self._name, name)

    def show_case(self, case: "CaseSnapshot") -> None:
        """Show whose case it is, and beside each page how many things on it wait."""
        from caregiver_app.ui.badges import waiting_counts

        self.show_name(case.person.name)
        for key, count in waiting_counts(case, date.today()).items():
            self.show_waiting(key, count)

    def show_waiting(self, key: str, count: int) -> None:
        """Show beside a page's word how many things on it wait for the user; nothing for none."""
        word = next(_(page.word) for page in PAGES if page.key == key)
        link, shown = self._links[key], button_words(f"{word}  {count}" if count else word)
        if link.text() == shown:
            return
        link.setText(shown)
        self.grow()
        waiting = ngettext("{page}: {n} thing waits", "{page}: {n} things wait", count)
        link.setAccessibleName(one_line(waiting.format(page=word, n=count) if count else word))

    def _show_menu(self) -> None:
        self._menu.popup(self._name.mapToGlobal(QPoint(0, self._name.height())))

    def show_page(self, key: str) -> None:
        """Mark the page that is shown."""
        for page in PAGES:
            link, is_here = self._links[page.key], page.key == key
            link.setProperty("here", "true" if is_here else "false")
            restyle(link)
            told = (_("This page is shown now."), page.shortcut) if is_here else (page.shortcut,)
            link.setAccessibleDescription(literal(in_sentences(told)))
            if is_here:
                self._scroll.ensureWidgetVisible(link, 0, SPACE_2)
        self._draw_icons()
