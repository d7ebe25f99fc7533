"""Use the command line for everything it can do, on a copy of the sample case and in one process."""

import contextlib
import io
import os
import re
import shutil
import sys
from pathlib import Path

import pypdfium2

from caregiver_app.bundled import resource
from caregiver_app.cli.main import _COMMANDS, main, prepare

PASSWORD = "Lin1968"
PHRASE = "quiet harbour seven plums"

# {case} is the sample case, {new} one that is begun here, {in} a folder of papers, {out} where files are made.
# {phrase}, {other} and {code} are files open for reading, with two passphrases and the code of the recovery sheet.
SCRIPT = """
sample {case}
new {new} --name Lin*Wei --born 1970-05-14
template {out}/template.csv
import {new} {out}/template.csv --skip-bad
export {new} -o {out}/history.csv
paste {case} {in}/mail.txt --day-first --notes
add {case} {in}
read {case} --most 2
describe {case} D-001 --title Renamed
suggest {case} --json
list {case} timeline
list {case} documents --json
find {case} lymph node
unlock {case} D-018 --password-file {in}/password.txt
pages {case} D-001 --turn 1:90
join {case} D-001 D-002 --title Both
split {case} D-003 --before 2
originals {case} --to {out}/originals
gaps {case} --recipient with-images
recipients {case} --choose abroad-translated
does-not-apply {case} fertility --why past
also-holds {case} D-013 performance-status
ask {case} lungs --whom Clinic*desk
answer {case} D-022 promised
letter {case} lungs pet-ct -o {out}/letter.pdf
slip {case} D-019 -o {out}/slip.pdf
lend {case} D-020 --to Minglan
give-back {case} D-020
facts {case} --json
trends {case} --show LDH
steps {case} --json
questions {case} --put-on Q034 Q065
told {case} fever-call --says 38.0 --round Edinburgh
log {case} --temperature 37.4 --at 08:00 --signed Jia --round Edinburgh
appointments {case} --add Clinic --date 2026-12-02 --at 10:20
calendar {case} -o {out}/case.ics
worksheet {case} --json
sheet {case} questions -o {out}/questions.pdf
guide leukapheresis
handbook -o {out}/handbook.pdf
packet {case} -o {out}/packet.pdf --language en-zh --zip --sent-to Minglan --as-of 2026-11-21
packet {case} -o {out}/locked.pdf --new-password --sections summary
sent {case} last --changes
picture {case} -o {out}/timeline.png
check {case} --json
backup {case} {out}/case.caregiver
restore {out}/case.caregiver {out}/restored
handover {case} {out}/handed*over.caregiver
takeback {out}/handed*over.caregiver {case} --all-ours
add {new} {in}/mail.txt
undo {new}
erase {new} D-001 --yes
protect {new} --recovery-sheet {out}/sheet.pdf --passphrase-fd {phrase}
list {new} timeline --passphrase-fd {phrase}
change-passphrase {new} --passphrase-fd {phrase} --new-passphrase-fd {other}
recover {new} --code-fd {code} --passphrase-fd {phrase}
unprotect {new} --passphrase-fd {phrase}
rebuild {out}/restored
undo {case}
redo {case}
history {case} D-004
trash {case} --json
bring-back {case} D-001 --version 3
selftest
"""
DONE = (0, 3)
"""How a command may end here: done, or done and something could not be included."""


def fd(words: str) -> int:
    """Return a file that is open for reading, with a line in it."""
    reading, writing = os.pipe()
    os.write(writing, f"{words}\n".encode())
    os.close(writing)
    return reading


def code_on(sheet: Path) -> str:
    """Return the code as somebody copies it from the recovery sheet."""
    with pypdfium2.PdfDocument(sheet) as document:
        text = document[0].get_textpage().get_text_range()
    return "-".join(re.findall(r"\b[0-9A-Z]{5}\b", text))


def use(folder: Path) -> None:
    """Run every line of the script, and say what did not go as it should."""
    papers, made = folder / "papers", folder / "made"
    papers.mkdir()
    made.mkdir()
    (papers / "mail.txt").write_text("12/3/2024 LDH 310 U/l\n", encoding="utf-8")
    (papers / "password.txt").write_text(f"{PASSWORD}\n", encoding="utf-8")
    for name in ("portal-2026-11-17.png", "pathology-2023-05.pdf"):
        shutil.copy(resource("sample_case", "papers", name), papers / f"again {name}")
    places: dict[str, object] = {"case": folder / "case", "new": folder / "new case", "in": papers, "out": made}
    used, scans = set(), ""
    for line in SCRIPT.strip().splitlines():
        places["other"] = fd(f"{PHRASE} again")
        places["phrase"], places["code"] = fd(PHRASE), fd(code_on(made / "sheet.pdf") if "{code}" in line else "")
        words = [word.format_map(places).replace("*", " ") for word in line.split(" ")]
        if words[0] == "rebuild":
            (Path(words[1]) / "case.db").unlink()
        said, complained = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(complained):
            code = main(words)
        if code not in DONE:
            print(f"{line} ended with {code}: {complained.getvalue()}")
        used.add(words[0])
        if words[0] == "read":
            scans = said.getvalue().split()[0]
    left_out = {command.NAME for command in _COMMANDS} - used
    if left_out:
        print(f"No line of the script uses {sorted(left_out)}.")
    print(f"{len(used)} commands, {scans} scans read")


if __name__ == "__main__":
    prepare()
    use(Path(sys.argv[1]))
