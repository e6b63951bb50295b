"""What every command of `peers.py` is given: the same words for ours and for each peer, written to one folder.

Run: python benchmarks/material.py FOLDER [--large] [--rows N]

guide.md, large.yaml and large.md (the guide sixteen times over), and the pages that PDFs are made of: page/, before/,
sheet/ (see page.py). With --rows, merge/ has a mail merge of the branded sheet: template.html and rows.csv for
weasymerge; programs/ and roster.csv for the same sheets of ours.
"""

import argparse
import csv
import shutil
from pathlib import Path
from typing import Final

from cma_content_pdf.page import page
from page import HERE, before, dump, today

from cma_content import Article, Limits, RenderOptions, export, load, load_program
from cma_content import dump as as_yaml
from cma_content.exporting.fitting import fit
from cma_content.exporting.registry import get_exporter
from cma_content.handout.limits import COUNTED

LARGE: Final = 16
UNBOUNDED: Final = Limits.named({**dict.fromkeys(COUNTED, 10**9), "seconds": 7200})
_LOGO: Final = HERE.parent / "examples" / "programs" / "community-college.png"
_PROGRAM: Final = """\
schema_version: "1.0"
id: {id}
name: {name}
logo: {{file: logo.png, alt: A wave in a blue circle}}
accent: "#1f4e79"
contact:
  lines: [Medical Assisting]
  phone: {phone}
  email: {email}
"""
_FIELDS: Final = {
    "id": "example-college",
    "name": "Example Community College of the Fields",
    "phone": "555-0100",
    "email": "fields@college.example.org",
}
"""What the sheet says where a row of the mail merge says its own."""


def main() -> None:
    """Writes the folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--rows", type=int, default=0)
    options = parser.parse_args()
    folder: Path = options.folder
    guide = load()
    (folder / "guide.md").write_bytes(export(guide, "md"))
    dump(today("guide"), folder / "page")
    dump(before("guide"), folder / "before")
    dump(today("fact-sheet"), folder / "sheet")
    if options.large:
        large = grown(guide, LARGE)
        (folder / "large.yaml").write_text(as_yaml(large), "utf-8")
        (folder / "large.md").write_bytes(export(large, "md", limits=UNBOUNDED))
    if options.rows:
        merge(guide, folder / "merge", options.rows)


def grown(guide: Article, times: int) -> Article:
    """The guide so many times over."""
    import sys

    sys.path.insert(0, str(HERE.parent / "tests"))
    from scaled import scaled

    return scaled(guide, times)


def merge(guide: Article, folder: Path, rows: int) -> None:
    """The mail merge: as many sheets as rows, each of a made-up college, in both forms."""
    programs = folder / "programs"
    programs.mkdir(parents=True)
    shutil.copy(_LOGO, programs / "logo.png")
    made = [row(number) for number in range(1, rows + 1)]
    for each in made:
        (programs / f"{each['id']}.yaml").write_text(_PROGRAM.format(**each), "utf-8")
    with (folder / "rows.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(_FIELDS))
        writer.writeheader()
        writer.writerows(made)
    (programs / "fields.yaml").write_text(_PROGRAM.format(**_FIELDS), "utf-8")
    branded = RenderOptions(layout="fact-sheet", program=load_program(programs / "fields.yaml", guide))
    path = dump(page(fit(guide, branded, get_exporter("pdf"))), folder)
    # weasymerge gives WeasyPrint text, from which no relative address leads anywhere.
    html = path.read_text("utf-8").replace('url("fonts/', f'url("{path.parent.absolute().as_uri()}/fonts/')
    path.with_name("template.html").write_text(template(html), "utf-8")


def row(number: int) -> dict[str, str]:
    """What one college has for each field."""
    return {
        "id": f"college-{number:05}",
        "name": f"Example Community College {number:05}",
        "phone": f"555-01{number % 100:02}",
        "email": f"ma{number:05}@college.example.org",
    }


def template(html: str) -> str:
    """The page as a Jinja template, with the fields in place of what the sheet says."""
    fields = {_FIELDS["phone"].replace("-", ""): "row.phone | replace('-', '')"}
    fields |= {_FIELDS[name]: f"row.{name}" for name in ("name", "phone", "email")}
    for said, expression in fields.items():
        assert said in html
        html = html.replace(said, f"{{% endraw %}}{{{{ {expression} }}}}{{% raw %}}")
    return f"{{% raw %}}{html}{{% endraw %}}"


if __name__ == "__main__":
    main()
