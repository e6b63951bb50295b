"""A mail merge: made-up colleges, their files, and the tables that name them.

It imports little: what measures shall be small, for the peak of a process is at least that of what started it.
"""

import csv
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

COLLEGES: Final = 1_000
"""How many there are at most."""
PLACES: Final = ("", "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "FL")
LOGO: Final = Path(__file__).parent.parent / "examples" / "programs" / "community-college.png"
PROGRAM: Final = """\
schema_version: "1.0"
id: {id}
name: {name} Example Community College
logo: {{file: logo.png, alt: A wave in a blue circle}}
accent: "#1f4e79"
contact:
  lines: [Medical Assisting]
  phone: {phone}
  email: {email}
"""
FIELDS: Final = {
    "id": "example-college",
    "name": "Valley of the Fields",
    "phone": "555-0100",
    "email": "fields@college.example.org",
}
"""What the sheet says where a row of the mail merge says its own."""


def write(folder: Path) -> None:
    """Writes the file of every college, and that of the one that stands for any, fields.yaml."""
    folder.mkdir(parents=True)
    shutil.copy(LOGO, folder / "logo.png")
    for each in map(college, range(1, COLLEGES + 1)):
        (folder / f"{each['id']}.yaml").write_text(PROGRAM.format(**each), "utf-8")
    (folder / "fields.yaml").write_text(PROGRAM.format(**FIELDS), "utf-8")


def college(number: int) -> dict[str, str]:
    """What one of them has for each field."""
    return {
        "id": f"college-{number:05}",
        "name": f"Valley Number {number:05}",
        "phone": f"555-01{number % 100:02}",
        "email": f"ma{number:05}@college.example.org",
    }


def rows(path: Path, count: int) -> None:
    """A table of so many colleges."""
    _table(path, [college(number) for number in range(1, count + 1)])


def roster(path: Path, count: int, format_: str) -> None:
    """A roster of so many sheets: one for each college, then one of each for several places."""
    numbers = [divmod(number, COLLEGES) for number in range(count)]
    _table(
        path,
        [
            {
                "program": f"programs/college-{which + 1:05}.yaml",
                "region": PLACES[place],
                "layout": "fact-sheet",
                "formats": format_,
                "name": f"{PLACES[place] or 'college'}-{which + 1:05}",
            }
            for place, which in numbers
        ],
    )


def fielded(html: str, opening: str, closing: str) -> str:
    """The page of fields.yaml with a field, between two marks, in place of what it says of itself."""
    for name in ("name", "phone", "email"):
        assert FIELDS[name] in html
        html = html.replace(FIELDS[name], f"{opening}{name}{closing}")
    return html


def template(html: str) -> str:
    """The same as a template of Jinja, in which nothing else means anything."""
    return "{% raw %}" + fielded(html, "{% endraw %}{{ row.", " }}{% raw %}") + "{% endraw %}"


def _table(path: Path, made: Sequence[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(made[0]))
        writer.writeheader()
        writer.writerows(made)
