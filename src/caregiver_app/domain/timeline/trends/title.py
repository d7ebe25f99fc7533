"""What stands in words over a chart: the test and its unit, how many values there are, which ranges were printed."""

from typing import Final

from caregiver_app.domain.timeline.picture.labels import ELLIPSIS, Ruler
from caregiver_app.domain.timeline.trends.head import STRONG
from caregiver_app.domain.timeline.trends.parts import Words
from caregiver_app.domain.timeline.trends.values import Trend
from caregiver_app.i18n import _, ngettext, with_commas

SMALL: Final = 0.88
"""How high small words are, in heights of the text."""
TITLE_ROW: Final = 1.7
"""How high the title is, in heights of the text."""


def title_of(trend: Trend, ruler: Ruler, text: float, width: float) -> tuple[Words, ...]:
    """Write what the chart shows over it: test and unit, then how many values and which ranges, as far as they fit."""
    small, middle, left = text * SMALL, text * 0.75, 0.0
    # The unit always stands beside the name: both give way before either goes.
    unit = cut(trend.unit or (_("no unit printed") if trend.numbers else ""), text, width * 0.4, ruler)
    across = ruler.width(unit, text) + text * 0.6 if unit else 0.0
    name = cut(trend.test, text, (width - across) / STRONG, ruler)
    found = [Words(name, left, middle, ruler.width(name, text) * STRONG, text, strong=True)]
    left += found[0].width + text * 0.6
    for ways, size, is_quiet in (((unit,), text, not trend.unit), *((ways, small, True) for ways in _about(trend))):
        words = next((words for words in ways if left + ruler.width(words, size) <= width + 0.01), "")
        if words:
            wide = ruler.width(words, size)
            found.append(Words(words, left, middle, wide, size, quiet=is_quiet))
            left += wide + text * 0.9
    return tuple(found)


def _about(trend: Trend) -> tuple[tuple[str, ...], ...]:
    """Return what is said beside the name of a trend, each in a longer and a shorter way."""
    count, ranges = len(trend.values), trend.ranges
    values = (ngettext("{n} value", "{n} values", count).format(n=count),)
    if len(ranges) < 2:
        return (values, *((_("range printed {range}").format(range=text),) for text in ranges))
    several = ngettext("{n} range printed", "{n} ranges printed", len(ranges)).format(n=len(ranges))
    return values, (_("ranges printed {ranges}").format(ranges=with_commas(ranges)), several)


def cut(words: str, size: float, room: float, ruler: Ruler) -> str:
    """Return a text as printed, cut with an ellipsis where it is too long; no part of it goes without one."""
    if ruler.width(words, size) <= room:
        return words
    kept = len(words)
    while kept and ruler.width(words[:kept].rstrip() + ELLIPSIS, size) > room:
        kept -= 1
    return words[:kept].rstrip() + ELLIPSIS
