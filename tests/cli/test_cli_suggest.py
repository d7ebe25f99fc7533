"""The command line shows what papers say they are, with the words, and files only what is clear."""

import pytest
from reportlab.pdfgen.canvas import Canvas

CT = (
    "Harbour City Hospital", "Department of Radiology", "CT REPORT: CHEST AND ABDOMEN",
    "Patient: Lin Wei   Born: 14 May 1970", "Date of report: 23 May 2025", "CLINICAL DETAILS",
    "Lymphoma, follow-up after treatment with R-CHOP. Question of new disease in the chest or the abdomen.",
    "There are no enlarged lymph nodes in the neck, the chest or the abdomen. The spleen is of normal length.",
    "No new lesion in the bones was seen, and the liver is unremarkable as before.",
)  # fmt: skip


def written(path, *lines):
    canvas = Canvas(str(path), invariant=1)
    for at, line in enumerate(lines):
        canvas.drawString(60, 780 - 18 * at, line)
    canvas.save()
    return path


@pytest.fixture
def inbox(caregiver, case, tmp_path):
    """Four papers nobody has named: a clear one, one with an odd date, somebody else's, and the clear one again."""
    clear = written(tmp_path / "scan1.pdf", *CT)
    odd = written(tmp_path / "scan2.pdf", *(line.replace("23 May 2025", "3/4/2025") for line in CT))
    other = written(tmp_path / "scan3.pdf", *(line.replace("Lin Wei", "Petra Zupan") for line in CT[:6]))
    again = tmp_path / "scan4.pdf"
    again.write_bytes(clear.read_bytes())
    assert caregiver("add", case, clear, odd, other, again).code == 0
    return case


def test_suggestions_are_told_with_their_words_and_filed_when_clear(caregiver, inbox):
    told = caregiver("suggest", inbox)
    assert told.code == 0
    assert "“CT REPORT: CHEST AND ABDOMEN”, page 1" in told.out
    assert "or 4 March 2025" in told.out
    assert "It is the same file as D-001." in told.out
    assert max(map(len, told.out.splitlines())) <= 100

    documents = caregiver("suggest", inbox, "--json").json["documents"]
    assert [one["number"] for one in documents] == ["D-001", "D-002", "D-003", "D-004"]
    assert documents[0]["title"] == "scan1"
    assert documents[0]["kind"][0] == {
        "value": "imaging-report", "words": "CT REPORT: CHEST AND ABDOMEN", "page": 1, "other": [],
    }  # fmt: skip
    assert (documents[1]["date"][0]["value"], documents[1]["date"][0]["other"]) == ("2025-04-03", ["2025-03-04"])
    assert "Petra Zupan" in documents[2]["differs"][0]
    assert documents[3]["alike"] == [{"number": "D-001", "why": "file"}]
    assert [one["clear"] for one in documents] == [True, False, False, False]

    filed = caregiver("suggest", inbox, "--accept").out
    assert "1 document was filed: D-001." in filed
    assert "D-002  The date on it, “Date of report: 3/4/2025”, can be 3 April 2025 or 4 March 2025." in filed
    listed = caregiver("list", inbox, "documents", "--json").json["documents"]
    assert [(one["in_inbox"], one["kind"], one["date"]) for one in listed] == [
        (False, "imaging-report", "2025-05-23"), (True, "other", None), (True, "other", None), (True, "other", None),
    ]  # fmt: skip
    assert "File D-001" in caregiver("undo", inbox).out
    assert caregiver("suggest", inbox, "d-1", "1", "--accept", "--json").json["filed"] == ["D-001"]
    assert [one["number"] for one in caregiver("suggest", inbox, "D-001", "--json").json["documents"]] == ["D-001"]


def test_an_empty_inbox_and_an_unknown_number_are_told_calmly(caregiver, case):
    assert caregiver("suggest", case).out == "Nothing waits in the inbox.\n"
    assert caregiver("suggest", case, "--accept").out == "Nothing waits in the inbox.\nNothing was filed.\n"
    assert caregiver("suggest", case, "--json").json == {"documents": []}
    told = caregiver("suggest", case, "D-007")
    assert (told.code, "There is no document D-007" in told.err) == (1, True)
