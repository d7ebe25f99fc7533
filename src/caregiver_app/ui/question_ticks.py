"""A tick at a question, wherever questions are listed: it stands on the sheet of the next visit, or of one to come."""

from caregiver_app.casebook.questions import put_on_sheet, take_off_sheet
from caregiver_app.domain.questions.asked import NEXT_VISIT, AskedQuestion
from caregiver_app.ui.desk import Desk


def is_ticked(question: AskedQuestion) -> bool:
    """Whether a question stands on a sheet to come, be it that a visit left it open."""
    return question.status in ("planned", "unanswered")


def tick(desk: Desk, question: AskedQuestion, wanted: bool) -> bool:
    """Put a question on the next sheet, or take it off every sheet to come, as one step; answer whether it was done."""
    key, book = question.key, desk.book
    if wanted:
        return desk.do(lambda: put_on_sheet(book, [key]))
    first, *others = question.visits or (NEXT_VISIT,)
    left_open = (key,) if question.status == "unanswered" else ()
    return desk.do(lambda: take_off_sheet(book, [key], first, others, left_open=left_open))
