"""Draw every paper of the sample case into `resources/sample_case/papers`, or into a folder named in the command.

The same bytes come out each time, so a change in a paper is a change somebody made.
"""

import sys
from pathlib import Path

from sample_papers import abroad, craigmuir, inverlaw, pathology, pictures, transplant, westerhaugh

PAPERS = {
    "pathology-2023-05.pdf": pathology.first_diagnosis,
    "fax-pet-ct-2023-05.tif": pictures.faxed_pet,
    "discharge-westerhaugh-2023-09.pdf": westerhaugh.discharge_letter,
    "r-chop-record-2023-10.pdf": craigmuir.r_chop_record,
    "pet-ct-2023-11.pdf": inverlaw.end_of_treatment,
    "pathology-2024-06.pdf": pathology.first_relapse,
    "transplant-summary-2024-11.pdf": transplant.summary,
    "hamburg-letter-2026-08.jpg": pictures.photographed_letter,
    "pet-ct-2026-09.pdf": inverlaw.second_relapse,
    "pathology-2026-10.pdf": pathology.second_relapse,
    "lab-sheet-2026-10.pdf": craigmuir.lab_sheet,
    "echo-2026-10.pdf": craigmuir.echo_report,
    "clinic-letter-2026-11.pdf": craigmuir.clinic_letter,
    "minglan-pathology-2026-11-zh.pdf": abroad.pathology_review,
    "minglan-pathology-2026-11-en.pdf": abroad.translation,
    "medicine-list-2026-11.pdf": westerhaugh.medicine_list,
    "portal-2026-11-17.png": pictures.portal_screenshot,
    "minglan-estimate-2026-11.pdf": abroad.locked_estimate,
}


def main(folder: Path) -> None:
    """Draw them all."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, draw in PAPERS.items():
        draw(folder / name)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[1] / "resources/sample_case/papers"))
