"""What the signs mean: one line for each sign that appears, and for no other."""

from collections.abc import Iterable
from typing import Final

from caregiver_app.domain.timeline.picture.lanes import Drawn
from caregiver_app.domain.timeline.picture.parts import Bar, Flag, Legend, Mark
from caregiver_app.i18n import N_, _

# In the order of the lanes. A sign is a shape in a lane's colour.
_WORDS: Final = (
    ("flag", "relapse", N_("relapse or progression")),
    ("line", "therapy", N_("line of therapy, with its number")),
    ("maintenance", "therapy", N_("maintenance, a part of its line")),
    ("bridging", "therapy", N_("on the way to cells or a transplant")),
    ("diamond", "cell", N_("cell therapy or transplant")),
    ("radiation", "radiation", N_("radiation")),
    ("lozenge", "procedure", N_("other procedure")),
    ("full", "response", N_("complete response")),
    ("most", "response", N_("very good partial response")),
    ("half", "response", N_("partial response")),
    ("quarter", "response", N_("minimal response")),
    ("open", "response", N_("stable, or no response")),
    ("cross", "response", N_("progression")),
    ("other", "response", N_("other response, as written")),
    ("square", "scan", N_("scan")),
    ("triangle", "biopsy", N_("biopsy or marrow")),
    ("hexagon", "biopsy", N_("marker or gene result")),
    ("dot", "lab", N_("lab value")),
    ("stay", "stay", N_("hospital stay")),
    ("tick", "note", N_("note")),
    ("soft", "quiet", N_("soft edge or whisker: the date is uncertain")),
    ("planned", "quiet", N_("broken outline: after this date, planned")),
)


def legend_of(drawn: Drawn, flags: Iterable[Flag]) -> tuple[Legend, ...]:
    """Return the signs that appear, with their words."""
    flags = tuple(flags)
    points: list[Mark | Flag] = [*drawn.marks, *flags]
    seen = {bar.shape for bar in drawn.bars} | {mark.shape for mark in drawn.marks}
    if flags:
        seen.add("flag")
    if any(map(_is_soft, drawn.bars)) or any(point.whisker for point in points):
        seen.add("soft")
    if any(point.planned for point in points) or any(bar.planned for bar in drawn.bars):
        seen.add("planned")
    return tuple(Legend(shape, hue, _(words)) for shape, hue, words in _WORDS if shape in seen)


def _is_soft(bar: Bar) -> bool:
    return bar.core_left - bar.left > 1 or bar.right - bar.core_right > 1
