"""The table of the menus: every entry, its key, and what it calls."""

from functools import partial
from typing import TYPE_CHECKING, Final

from caregiver_app.i18n import LANGUAGES, N_, _
from caregiver_app.ui.actions import Act, with_key
from caregiver_app.ui.pages import PAGES

if TYPE_CHECKING:
    from caregiver_app.ui.commands import Commands
    from caregiver_app.ui.main_window import MainWindow

THEMES: Final = (
    ("system", N_("Colours as on the computer")),
    ("light", N_("Light")),
    ("dark", N_("Dark")),
    ("contrast", N_("High contrast")),
)


def acts(commands: "Commands", window: "MainWindow") -> tuple[Act, ...]:
    """Return every entry of every menu."""
    parts = (_file, _edit, _go_and_view, _help)
    return tuple(act for part in parts for act in part(commands, window))


def _file(commands: "Commands", window: "MainWindow") -> tuple[Act, ...]:
    return (
        Act("new", "file", _("Start a &new case…"), "", commands.new_case),
        Act("open", "file", _("&Open a case…"), "Ctrl+O", commands.open_case),
        Act("sample", "file", _("Open the &sample case"), "", commands.open_sample),
        Act(
            "import",
            "file",
            _("Import a &history…"),
            "",
            commands.import_history,
            needs_case=True,
            changes=True,
            line=True,
        ),
        Act("template", "file", _("Save an &empty table…"), "", commands.save_template, needs_case=True),
        Act("save-table", "file", _("Save the history as a &table…"), "", commands.save_table, needs_case=True),
        Act("save-picture", "file", _("Save the timeline as a p&icture…"), "", commands.save_picture, needs_case=True),
        Act("backup", "file", _("&Back up the case…"), "", commands.back_up, needs_case=True, line=True),
        Act("second", "file", _("&Keep a copy in a second place…"), "", commands.keep_second, needs_case=True),
        Act("restore", "file", _("&Restore from a backup…"), "", commands.restore),
        Act("check", "file", _("Chec&k my records…"), "", commands.check_records, needs_case=True, line=True),
        Act("handover", "file", _("Hand the case o&ver…"), "", commands.hand_over, needs_case=True, line=True),
        Act("takeback", "file", _("Bring a case &back…"), "", commands.bring_back, needs_case=True, changes=True),
        Act("move", "file", _("&Move the case to this computer…"), "", commands.moving.start, needs_case=True),
        *commands.protection.acts(),
        Act("print", "file", _("P&rint this page…"), "Ctrl+P", commands.print_here.start, needs_case=True, line=True),
        Act("settings", "file", _("Se&ttings…"), "Ctrl+,", commands.show_settings, line=True),
        Act("close", "file", _("&Close the case"), "Ctrl+W", window.door.close, needs_case=True, line=True),
        Act("quit", "file", _("&Quit"), "Ctrl+Q", window.close, line=True),
    )


def _edit(commands: "Commands", window: "MainWindow") -> tuple[Act, ...]:
    return (
        Act("undo", "edit", _("&Undo"), "Ctrl+Z", lambda: commands.desk().undo(), needs_case=True),
        Act("redo", "edit", _("&Redo"), "Ctrl+Shift+Z", lambda: commands.desk().redo(), needs_case=True),
        Act(
            "save-now",
            "edit",
            _("&Save what is not saved yet"),
            "Ctrl+S",
            lambda: commands.desk().save_now(),
            needs_case=True,
            changes=True,
        ),
        Act("find", "edit", _("&Find anything…"), "Ctrl+K", commands.find_anything, line=True),
        Act(
            "add",
            "edit",
            _("&Add to the timeline…"),
            "Ctrl+N",
            commands.add_entry,
            needs_case=True,
            changes=True,
            line=True,
        ),
        Act("papers", "edit", _("Add pa&pers…"), "Ctrl+Shift+N", commands.add_papers, needs_case=True, changes=True),
        Act(
            "person",
            "edit",
            _("&Personal details…"),
            "Ctrl+Shift+P",
            commands.edit_person,
            needs_case=True,
            changes=True,
            line=True,
        ),
        Act("contacts", "edit", _("&Contacts…"), "Ctrl+Shift+C", commands.show_contacts, needs_case=True),
        Act(
            "removed", "edit", _("&Removed things…"), "Ctrl+Shift+R", commands.show_removed, needs_case=True, line=True
        ),
        Act("history", "edit", _("&What was done…"), "Ctrl+Shift+H", commands.show_history, needs_case=True),
    )


def _go_and_view(commands: "Commands", window: "MainWindow") -> tuple[Act, ...]:
    return (
        *(
            Act(page.key, "go", with_key(_(page.word)), page.shortcut, partial(window.go, page.key), needs_case=True)
            for page in PAGES
        ),
        *(
            Act(f"theme-{key}", "view", with_key(_(words)), "", partial(commands.use_theme, key), one_of="theme")
            for key, words in THEMES
        ),
        *(
            Act(
                f"language-{code}",
                "view",
                own_name,
                "",
                partial(commands.language_asked.emit, code),
                one_of="language",
                line=code == "en",
            )
            for code, own_name in LANGUAGES.items()
        ),
        Act("larger", "view", _("L&arger text"), "Ctrl++", partial(commands.change_text_size, 1), line=True),
        Act("smaller", "view", _("&Smaller text"), "Ctrl+-", partial(commands.change_text_size, -1)),
        Act("usual-size", "view", _("&Usual text size"), "Ctrl+0", partial(commands.change_text_size, 0)),
    )


def _help(commands: "Commands", window: "MainWindow") -> tuple[Act, ...]:
    return (
        Act("help", "help", _("&Help with this page"), "F1", commands.help.show),
        Act("round", "help", _("&Show me round"), "", commands.show_round, needs_case=True),
        Act("handbook", "help", _("Save the han&dbook as a PDF…"), "", commands.help.save_handbook),
        Act("shortcuts", "help", _("&Keys"), "Ctrl+/", commands.show_shortcuts, line=True),
        Act("where", "help", _("&Where is my case?"), "", commands.show_folder, needs_case=True),
        Act("about", "help", _("&About"), "", commands.show_about),
    )
