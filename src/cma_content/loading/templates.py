"""What `new` writes: a small article, or a full one, valid as it stands, with comments that say what to do."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from importlib.resources import files
from typing import Final

from cma_content.model.json_schema import Kind

SCHEMAS: Final[Mapping[Kind, str]] = {"article": "article.schema.json", "program": "program.schema.json"}
"""The file beside an author's own by which an editor completes and checks it; the first line there names it."""
ARTICLE: Final = """\
# yaml-language-server: $schema=article.schema.json
# An article for handouts. Replace the words; keep the fields.
#   check it:   python -m cma_content check THIS-FILE
#   print it:   python -m cma_content export THIS-FILE
#   all fields: article.schema.json; write it again: python -m cma_content schema > article.schema.json
# Text may hold **strong** and *emphasis*, [words](https://example.org), <fact:id>, <term:id> and <source:id>.
# Put text in "double quotes" when it holds a colon or a #.

schema_version: "1.0"
id: my-article            # names the files: my-article.pdf
language: en
title: My Article
subtitle: What it is about, in a line
edition: "2026.1"         # year and number of this edition
reviewed: 2026-01-15      # when a person last checked all of it
next_review_due: 2027-01-15
publisher: Your school or program
license: CC BY 4.0
license_address: https://creativecommons.org/licenses/by/4.0/

main_message: Say the one thing that a reader should remember.
call_to_action: Say the one thing that a reader should do now.
key_points:
  - A first point.
  - A second point with a figure, <fact:example-hours>.
hard_parts:
  - Say what is hard; readers trust you more for it.
unknowns:
  - Say what this article cannot tell.
next_steps:
  - id: first-step
    do: Name a step.
    why: Say why it helps.
pay_notice: Say whom pay figures count, and what they do not promise.
limits: []                # what bounds several duties: delegated, supervised, state-law, trained, or your own

sections:
  - id: start
    title: The first section
    blocks:
      - type: paragraph
        text: A paragraph of a few short sentences. A <term:example-word> is explained where it is first used.
      - type: list
        intro: "A list:"
        items:
          - one point
          - another point
      - type: callout
        kind: tip
        title: A tip
        text:
          - A box that stands apart.
  - id: questions
    title: Questions
    blocks:
      - type: view        # prints one of the collections below
        of: faqs
  - id: words
    title: Words
    blocks:
      - type: view
        of: glossary

faqs:
  - id: first-question
    question: What do people ask?
    answer:
      - The first paragraph answers.

glossary:
  - id: example-word
    term: example word
    plain: a word that readers may not know

places:
  - {id: US, name: United States, kind: nation, short: U.S.}

sources:
  - id: example-source
    title: The page or table
    publisher: Who stands behind it
    address: https://example.org/
    kind: other
    dated: undated        # or 2025, 2025-05, 2025-05-31
    read_as: issuer-page  # or issuer-copy, third-party-copy, summary: how you read it
    retrieved: 2026-01-15
    license: Facts cited

facts:                    # every figure, with its source; text refers to it by id
  - {id: example-hours, label: Hours of an example, statistic: typical, value: 10, unit: hours,
     place: US, period: undated, source: example-source, verified: primary}
"""

PROGRAM_FILE: Final = """\
# yaml-language-server: $schema=program.schema.json
# Your program's own part of the handouts. Everything but the first three fields may be left out.
# Check it:   python -m cma_content check --program THIS-FILE
# Print it:   python -m cma_content export --layout two-sided --program THIS-FILE
schema_version: "1.0"
id: my-program            # part of file names
name: My Medical Assisting Program

# A PNG or JPEG file in this folder, and its words for people who do not see it.
# logo: {file: logo.png, alt: My Medical Assisting Program}

# The color of rules and headings; check tells you if it is too light to read.
accent: "#0b5563"

contact:
  lines:
    - Room 1, Example Building
    - 1 Example Street
  phone: 555-0100
  email: program@example.org

# A QR code. Use a short address of your own: a printed code cannot be corrected.
# scan: {address: "https://example.org/ma", says: See dates and costs}

# Words that you must print, exactly as you must print them. Fact sheets have room for three, 240 characters each.
# Slots: accreditation, equal-opportunity, funding, language-assistance, minimum-expectations, nondiscrimination, other
statements: []
#  - slot: nondiscrimination
#    text: Your school's own words.

# Figures of your own, each with its source. The guide's own figures cannot be changed.
facts: []
#  - {label: Length of our program, value: 10 months, period: "2026", source: Our course catalog}

# A section and questions of your own; the guide prints them under your name, after its own sections.
# section:
#   title: How to apply
#   blocks:
#     - {type: paragraph, text: Our office answers every question.}
#     - {type: steps, items: [Call us., Visit us., Send the form.]}
# faqs:
#   - {question: When does it begin?, answer: [In August and in January.]}

# What of the guide you leave out, by id. An id that an update takes away is an error that names what took its place.
# hide: {sections: [jobs], faqs: []}

# The sections of the guide to print, in order; without this line, all of them.
# sections: [role, clinical, office, limits, education, pay, start]

# Your state or city, whose pay and rules stand beside the nation's.
# region: Washington
"""

ROSTER: Final[Mapping[str, str]] = {
    ".csv": """\
# A roster: one handout on each line below the header. Lines that begin with # are passed over.
# Make them: python -m cma_content batch THIS-FILE
# Every column may be left out, and every cell be empty; several words in a cell have spaces between.
# program: a program's file in this folder or one below it; region: WA or Washington or Seattle
# layout: guide or fact-sheet or two-sided; preset: standard or large-print or high-contrast; paper: letter or a4
# audience: student counselor instructor manager; sections: ids; export --list-sections lists them; cover: yes or no
# formats: pdf epub html docx md json; name: of the files without an ending, or a template such as {region}-{layout}
program,region,layout,preset,paper,audience,sections,cover,formats,name
,WA,fact-sheet,,,,,,pdf,
,Seattle,two-sided,large-print,letter,student counselor,,,pdf docx,seattle-large
,,guide,standard,a4,,day clinical office,yes,pdf epub,work
""",
    ".yaml": """\
# A roster: one handout for each hyphen. Every field may be left out.
# Make them: python -m cma_content batch THIS-FILE
# program: a program's file in this folder or one below it; region: WA, Washington, Seattle
# layout: guide, fact-sheet or two-sided; preset: standard, large-print or high-contrast; paper: letter or a4
# audience: student, counselor, instructor, manager; sections: ids, which export --list-sections lists; cover: yes, no
# formats: pdf, epub, html, docx, md, json; name: of the files without an ending, or a template, "{region}-{layout}"
- region: WA
  layout: fact-sheet
- region: Seattle
  layout: two-sided
  preset: large-print
  audience: [student, counselor]
  formats: [pdf, docx]
  name: seattle-large
- sections: [day, clinical, office]
  paper: a4
  cover: yes
  formats: [pdf, epub]
  name: work
""",
}
"""What `new roster` writes, by the ending of the file; the regions and sections are the guide's."""

TEMPLATES: Final[Mapping[Kind, str]] = {"article": ARTICLE, "program": PROGRAM_FILE}
"""What `new` writes, by the kind of file."""


PICTURE: Final = "example.png"
"""The picture that a full article prints."""


def full(day: date) -> dict[str, bytes]:
    """An article that holds every block and every collection, and the picture in it, by the name that the file needs.

    The article's own name is empty. It was reviewed and its sources read on that day, and its pay is a year old.
    """
    folder = files(__package__ or "")
    text = (folder / "full-article.yaml").read_text("utf-8")
    days = {"2026-01-15": day, "2027-01-15": day + timedelta(days=365), "2025-05": f"{day.year - 1}-05"}
    for written, meant in days.items():
        text = text.replace(written, str(meant))
    return {"": text.encode(), PICTURE: (folder / PICTURE).read_bytes()}


def started(kind: Kind, day: date) -> str:
    """What `new` writes on a day: an article is reviewed on that day, and due for review a year later."""
    dates = {"reviewed": day, "next_review_due": day + timedelta(days=365)}
    text = TEMPLATES[kind]
    for field, value in dates.items():
        text = re.sub(rf"^{field}: \S+", f"{field}: {value}", text, count=1, flags=re.MULTILINE)
    return text
