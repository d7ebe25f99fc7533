"""The words somebody has chosen in a preview: from one to another, over one page or several."""

from dataclasses import dataclass, replace

from caregiver_app.ui.documents.preview_words import PageWords

Spot = tuple[int, int]
"""A page, counted from 0, and a word of it."""


@dataclass(frozen=True)
class Choice:
    """Words from the one where the choice began to the one where it is now, both included."""

    began: Spot
    now: Spot

    @property
    def first(self) -> Spot:
        """The first chosen word in reading order."""
        return min(self.began, self.now)

    @property
    def last(self) -> Spot:
        """The last chosen word in reading order."""
        return max(self.began, self.now)

    @property
    def pages(self) -> range:
        """The pages it lies on."""
        return range(self.first[0], self.last[0] + 1)

    def span(self, page: int, words: PageWords) -> range:
        """Return which words of a page are chosen."""
        if page not in self.pages:
            return range(0)
        first = self.first[1] if page == self.first[0] else 0
        last = self.last[1] if page == self.last[0] else len(words.words) - 1
        return range(first, last + 1)

    def text(self, page: int, words: PageWords) -> str:
        """Return the chosen text of a page."""
        span = self.span(page, words)
        return words.text_of(span.start, span.stop - 1) if span else ""

    def to(self, now: Spot) -> "Choice":
        """Return it with another end."""
        return replace(self, now=now)


def whole_page(page: int, words: PageWords) -> Choice | None:
    """Choose every word of a page; None where it has none."""
    return Choice((page, 0), (page, len(words.words) - 1)) if words.words else None


def moved(choice: Choice, words: PageWords, step: str) -> Choice:
    """Move the end of a choice by a step within its page: "left", "right", "up", "down", "start" or "end"."""
    page, word = choice.now
    last = len(words.words) - 1
    if step in ("left", "right"):
        word = min(max(word + (1 if step == "right" else -1), 0), last)
    elif step in ("up", "down"):
        beyond = word_beyond(words, word, step)
        word = beyond if beyond is not None else (0 if step == "up" else last)
    else:
        word = words.end_of_line(word, -1 if step == "start" else 1)
    return choice.to((page, word))


def word_beyond(words: PageWords, word: int, step: str) -> int | None:
    """Return the word above or beneath another; None at the end of the page."""
    return words.line_from(word, 1 if step == "down" else -1)
