"""What a mail merge costs without a mail merge: WeasyPrint in one warm process, in a loop over the rows of a table.

Run, in the folder of merge/: python loop.py ROWS.csv PAGE.html FOLDER

Fonts are set up once, and the files are tagged, as ours are.
"""

import csv
import sys
from collections.abc import Mapping
from pathlib import Path

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration


def main(rows: str, page: str, folder: str) -> None:
    """Writes a PDF for each row, whose values stand for the words between [[ and ]]."""
    text, fonts = Path(page).read_text("utf-8"), FontConfiguration()
    Path(folder).mkdir(exist_ok=True)
    with Path(rows).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            html = HTML(string=filled(text, row), base_url=page)
            html.write_pdf(Path(folder, f"{row['id']}.pdf"), font_config=fonts, pdf_variant="pdf/ua-1")


def filled(text: str, row: Mapping[str, str]) -> str:
    """The page of one row."""
    for name, value in row.items():
        text = text.replace(f"[[{name}]]", value)
    return text


if __name__ == "__main__":
    main(*sys.argv[1:])
