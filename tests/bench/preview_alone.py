"""The floor of a first look: a fresh process that draws one page and does nothing else."""

import sys

import pypdfium2


def main() -> None:
    """Draw the first page of a file, so many dots wide."""
    with pypdfium2.PdfDocument(sys.argv[1]) as document:
        page = document[0]
        bytes(page.render(scale=int(sys.argv[2]) / page.get_width(), prefer_bgrx=True).buffer)
        page.close()


if __name__ == "__main__":
    main()
