"""Keeping one's place in a list whose chosen row went away."""

from collections.abc import Sequence

from caregiver_app.ui.row_list import Row, RowList


def show_rows(shown: RowList, rows: Sequence[Row]) -> None:
    """Show rows; where the chosen one is gone, the one that took its place is chosen, or the last."""
    place, had_one = shown.currentRow(), bool(shown.current_key)
    shown.show_rows(rows)
    if had_one and not shown.current_key:
        after = [row.key for row in rows[place:] if row.key]
        before = [row.key for row in rows[:place] if row.key]
        if after or before:
            shown.choose(after[0] if after else before[-1])
