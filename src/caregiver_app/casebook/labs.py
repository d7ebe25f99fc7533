"""Verbs for lab results."""

from collections.abc import Sequence

from caregiver_app.casebook.casebook import Casebook
from caregiver_app.domain.timeline.lab_names import which_test
from caregiver_app.domain.timeline.shown_tests import ShownTest
from caregiver_app.i18n import _


def choose_tests(book: Casebook, tests: Sequence[str]) -> None:
    """Show the trends of these tests, in this order; of none, those that have the most values.

    Two names of one test count once. A choice that is made already is no step.
    """
    wanted: dict[str, str] = {}
    for test in filter(str.strip, tests):
        wanted.setdefault(which_test(test), " ".join(test.split()))
    held = {which_test(shown.test): shown for shown in reversed(book.snapshot().shown_tests)}
    kept = [
        held[key].amended(position=place) if key in held else ShownTest(test=name, position=place)
        for place, (key, name) in enumerate(wanted.items(), 1)
    ]
    if tuple(kept) == book.snapshot().shown_tests:
        return
    stays = {shown.id for shown in kept}
    with book.step(_("Choose lab tests")) as tx:
        for shown in book.snapshot().shown_tests:
            if shown.id not in stays:
                tx.remove(shown)
        for shown in kept:
            tx.put(shown)
