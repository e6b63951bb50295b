"""What a state's law says of a task, as each handout prints it: never a yes that the law does not give."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
from parity import words

from cma_content import Article, Handout, RenderOptions, build, export, load
from cma_content.handout import tree
from cma_content.handout.law import Finding, Law

ARTICLE: Final = Path(__file__).parent / "articles" / "state-law.yaml"
BOTH: Final = "CBSA-35620"
"""An area in New York and New Jersey."""


@pytest.fixture(scope="module", name="article")
def _article() -> Article:
    return load(ARTICLE)


def lines(blocks: Iterable[tree.Block]) -> Iterator[str]:
    """Each line of print: a paragraph, a labeled line, an item, a row; titles too."""
    for block in blocks:
        match block:
            case tree.Entry() | tree.Box():
                yield block.title
                yield from lines(block.blocks)
            case tree.Paragraph():
                yield words(block.runs)
            case tree.Field():
                yield f"{block.label}: {words(block.runs)}"
            case tree.Bullets():
                yield from map(words, block.items)
            case tree.Cards():
                for card in block.cards:
                    yield " ".join([card.name, *(f"({words(line)})" for line in card.lines)])
            case tree.Grid():
                yield from (" | ".join(map(words, row)) for row in block.rows)
                yield words(block.note)


def printed(article: Article, region: str, layout: Any = "guide") -> list[str]:
    """Every line of the sections of a handout."""
    handout = build(article, RenderOptions(region=region, layout=layout))
    return [line for section in handout.sections for line in lines(section.blocks)]


def entry(article: Article, region: str, title: str) -> list[str]:
    """The lines of the entry of a title in the guide."""
    sections = build(article, RenderOptions(region=region)).sections
    found = [block for part in sections for block in part.blocks if isinstance(block, tree.Entry)]
    (held,) = (block for block in found if block.title == title)
    return [*lines(held.blocks)]


DUTIES = {
    "some not allowed": (
        "US-NY",
        "Give shots and vaccines",
        "In New York: Shots: Not allowed. Nurses give them.[1] Vaccines: Yes, on terms. After at least 10\xa0hours "
        "(New York, page undated, read October 2026) of class.[1] A nurse stands by.[2]",
    ),
    "not allowed": ("US-NY", "Start an IV (not in New York)", "In New York: Not allowed. Nurses give them.[1]"),
    "allowed, as others report": (
        "US-NY",
        "Draw blood",
        "In New York: Allowed. As reported by Example Society.[2]",
    ),
    "not checked": ("US-NY", "Run an ECG", "In New York: Not checked. Ask the Example Board of New York."),
    "by its note": ("US-NY", "Help with X-rays", "In New York: Only with a state permit. A class is not enough.[1]"),
    "silent": (
        "US-NJ",
        "Give shots and vaccines",
        "In New Jersey: The law does not name these tasks. Ask.[1]",
    ),
    "without a rule": ("US-AL", "Draw blood", "In Alabama: Not checked. Ask the Example Board of Alabama."),
    "without a board": (
        "US-PR",
        "Draw blood",
        "In Puerto Rico: Not checked. Ask the health department or the medical board there.",
    ),
}


@pytest.mark.parametrize("what", DUTIES)
def test_a_duty_says_what_the_law_of_the_region_says(what: str, article: Article) -> None:
    """With the terms and the sources, before what it involves; never a bare status where the note must stand."""
    region, title, line = DUTIES[what]

    assert entry(article, region, title)[0] == line


def test_what_no_state_of_the_region_allows_stands_apart(article: Article) -> None:
    """In the guide and on a sheet."""
    guide = printed(article, "US-NY")
    one, two = (printed(article, "US-NY", layout) for layout in ("fact-sheet", "two-sided"))

    assert guide.index("Not in New York: the law there does not allow these.") + 1 == guide.index(
        "Start an IV (not in New York)"
    )
    for sheet in (one, two):
        assert "Not in New York: start an IV." in sheet
        assert [line for line in sheet if line.startswith("Start an IV")] == []


SHEETS = {
    "US-NY": [
        "Give shots and vaccines (Not: shots; vaccines: yes, on terms)",
        "Draw blood (Allowed, as reported)",
        "Run an ECG (Not checked: ask)",
        "Help with X-rays (Ask first)",
        "Greet patients",
        "Not in New York: start an IV.",
    ],
    "US-NJ": [
        "Give shots and vaccines (Law is silent: ask)",
        "Draw blood (Yes, on terms)",
        "Run an ECG (Not checked: ask)",
        "Greet patients",
        "Not in New Jersey: start an IV.",
    ],
    "US-PR": [
        "Give shots and vaccines (Not checked: ask)",
        "Start an IV (Not checked: ask)",
        "Draw blood (Not checked: ask)",
        "Run an ECG (Not checked: ask)",
        "Help with X-rays (Not checked: ask)",
        "Greet patients",
    ],
    BOTH: [
        "Give shots and vaccines (NY\xa0– not: shots; vaccines: yes, on terms. NJ\xa0– law is silent: ask)",
        "Draw blood (NY\xa0– allowed, as reported. NJ\xa0– yes, on terms)",
        "Run an ECG (Not checked: ask)",
        "Help with X-rays (NY\xa0– ask first. NJ\xa0– ask first, as reported)",
        "Greet patients",
        "Not in New York or New Jersey: start an IV.",
    ],
    "": [
        "Give shots and vaccines (State law decides)",
        "Start an IV (State law decides)",
        "Draw blood (State law decides)",
        "Run an ECG (State law decides)",
        "Help with X-rays (State law decides)",
        "Greet patients",
    ],
}


@pytest.mark.parametrize("region", SHEETS)
def test_a_sheet_says_it_in_a_word_or_two(region: str, article: Article) -> None:
    """And all four limits in one sentence below."""
    *tasks, limits = printed(article, region, "fact-sheet")

    assert tasks == SHEETS[region]
    assert limits == (
        "Some of these are yours only when a provider hands you the task and oversees you, your state allows it and "
        "you are trained."
    )


def test_the_sentence_names_the_limits_that_the_tasks_carry(article: Article) -> None:
    """No other; of all tasks where each has one."""
    part = {"id": "tasks", "title": "Tasks", "priority": 1}
    pick = {"type": "pick", "of": "duties"}

    def last(*ids: str) -> str:
        sheet = [{**part, "blocks": [{**pick, "ids": ids}]}]
        return printed(article.replace(fact_sheet=sheet), "", "fact-sheet")[-1]

    assert last("draw") == "All of these are yours only when your state allows it."
    assert last("greet") == "Greet patients"


def test_an_area_across_states_has_the_law_of_each(article: Article) -> None:
    """Each under its own name; what one alone does not allow says so."""
    text = printed(article, BOTH)

    assert [line for line in text if line.startswith("The rules in")] == [
        "The rules in New York",
        "The rules in New Jersey",
    ]
    assert "Help with X-rays (not in New Jersey)" in text
    assert "Start an IV (not in New York or New Jersey)" in text
    assert entry(article, BOTH, "Draw blood")[:2] == [
        "In New York: Allowed. As reported by Example Society.[2]",
        "In New Jersey: Yes, on terms. With a record.[3]",
    ]


def test_a_guide_has_all_that_the_law_of_the_state_says(article: Article) -> None:
    """Topic by topic, the state's credentials by name, the lapse, and whom to ask, with what is not confirmed."""
    assert entry(article, "US-NY", "The rules in New York") == [
        "New York sets limits.[3]",
        "This law is due to lapse on January 1, 2027. Ask if it was renewed.",
        "Shots, IV: Not allowed. Nurses give them.[1]",
        "Vaccines: Yes, on terms. After at least 10\xa0hours (New York, page undated, read October 2026) of class.[1] "
        "A nurse stands by.[2]",
        "Blood draw: Allowed. As reported by Example Society.[2]",
        "X-ray: Only with a state permit. A class is not enough.[1]",
        "ECG: Not checked. Ask the board.",
        "Who may hand you tasks: physician, nurse practitioner.",
        "Supervision: The provider is in the building.",
        "What you must hold: The state asks for none.",
        "Training that the law asks for: A class.",
        "Credentials that the state gives:",
        "Example Helper-Certified (EH-C): It opens vaccines.",
        "Example Helper-Basic: It opens little.",
        "What else the law says:",
        "Wear a badge.",
        "Laws and rules: Example Law 12.3.",
        "Date of the text that we read: 2006; 2019.",
        "Whom to ask:",
        "Example Board of New York, example.org/ny",
        "Example Nursing Board, example.org/ny-nursing (address not confirmed)",
    ]


@pytest.mark.parametrize(
    ("region", "said"),
    [
        (
            "US-AL",
            [
                "Not checked: we could not read the law of Alabama. Ask the Example Board of Alabama.",
                "Whom to ask:",
                "Example Board of Alabama, example.org/al",
            ],
        ),
        (
            "US-PR",
            [
                "Not checked: we could not read the law of Puerto Rico. "
                "Ask the health department or the medical board there."
            ],
        ),
    ],
)
def test_a_state_that_nobody_checked_says_so_and_whom_to_ask(region: str, said: list[str], article: Article) -> None:
    """Never nothing."""
    name = article.place(region).name

    assert entry(article, region, f"The rules in {name}") == said


def test_a_sheet_has_the_law_in_a_few_lines(article: Article) -> None:
    """Whom to ask with them, and where the terms are; a note that must stand is cut to its first sentence."""
    text = printed(article, "US-NY", "two-sided")
    start = text.index("The rules in New York")

    assert text[start + 1 : start + 9] == [
        "What you must hold: The state asks for none.",
        "You may, on terms: Vaccines, Blood draw (reported).",
        "Not allowed: Shots, IV.",
        "Not checked: ECG. Ask.",
        "X-ray: Only with a state permit.",
        "This law is due to lapse on January 1, 2027. Ask if it was renewed.",
        "Whom to ask: Example Board of New York, example.org/ny",
        "The terms and the sources stand in the guide for New York.",
    ]
    other = printed(article, "US-NJ", "two-sided")
    assert "The law does not name: Shots, Vaccines. Ask." in other
    assert "X-ray: Only technologists. As reported by Example Society." in other
    assert "Whom to ask: Example Board of New Jersey (address not confirmed)" in other
    assert "We could not check this place. Ask its board." in printed(article, "US-PR", "two-sided")


ANSWERS = {
    "US-NY": [
        "In New York, no: you may not give shots other than vaccines. Nurses give them.[1]",
        "In New York, yes, on terms: you may give vaccines. After at least 10\xa0hours "
        "(New York, page undated, read October 2026) of class.[1] A nurse stands by.[2]",
    ],
    "US-NJ": [
        "In New Jersey, the law does not name this: give shots other than vaccines and give vaccines. Ask.[1]",
    ],
    "US-AL": [
        "In Alabama, we could not check if you may give shots other than vaccines or give vaccines. "
        "Ask the Example Board of Alabama.",
    ],
    "": ["In many places.", "It depends."],
}


@pytest.mark.parametrize("region", ANSWERS)
def test_a_question_about_the_law_is_answered_for_the_region(region: str, article: Article) -> None:
    """In place of what holds anywhere; a page says the same to machines."""
    assert entry(article, region, "May I give shots?") == ANSWERS[region]
    assert entry(article, region, "Is it fun?") == ["Often."]
    page = export(article, "html", RenderOptions(region=region)).decode()
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert re.sub(r"\[\d\]", "", ANSWERS[region][0])[:40] in data


def test_a_question_on_a_sheet_asks_for_the_terms(article: Article) -> None:
    """For which it has no room."""
    text = printed(article, "US-NY", "two-sided")

    assert "In New York, no: you may not give shots other than vaccines.[1]" in text
    assert "In New York, yes, on terms: you may give vaccines. Ask for the terms.[1],[2]" in text


def test_the_answer_about_what_needs_its_note_is_the_note(article: Article) -> None:
    """In New Jersey as others report it."""
    assert entry(article, BOTH, "May I take X-rays?") == [
        "In New York, about whether you may take X-rays: Only with a state permit. A class is not enough.[1]",
        "In New Jersey, about whether you may take X-rays: Only technologists. As reported by Example Society.[2]",
    ]


@pytest.mark.parametrize(
    ("note", "said", "row"),
    [
        (None, "The law sets terms. Ask first.[1]", ""),
        ("Only with <term:permit>.", "Only with a permit.[1]", "New York | Only with a permit."),
    ],
)
def test_a_note_may_be_missing_or_hold_a_word_of_the_glossary(
    note: str | None, said: str, row: str, article: Article
) -> None:
    """Then it is to be asked for; or is printed with the word, in a table too."""
    law = article.state_rules[0]
    rule = law.rules[-1].replace(note=note)
    changed = article.replace(
        glossary=[{"id": "permit", "term": "a permit", "plain": "A paper."}], state_rules=[law.replace(rules=[rule])]
    )
    (table,) = (part for part in build(changed).sections if part.part == "law")

    assert entry(changed, "US-NY", "May I take X-rays?") == [f"In New York, about whether you may take X-rays: {said}"]
    assert not row or row in lines(table.blocks)


def test_a_table_of_duties_says_what_the_law_of_the_region_says(article: Article) -> None:
    """In its column of the law, with no yes there."""
    rows = [line.split(" | ") for line in printed(article, "US-NY") if line.count(" | ") == 4]

    assert [(row[0], row[3]) for row in rows] == [
        ("Give shots and vaccines", "Not: shots; vaccines: yes, on terms"),
        ("Start an IV", "Not allowed"),
        ("Draw blood", "Allowed, as reported"),
        ("Run an ECG", "Not checked: ask"),
        ("Help with X-rays", "Ask first"),
        ("Greet patients", "–"),
    ]


def test_without_a_region_the_states_stand_side_by_side(article: Article) -> None:
    """Each with a board or a rule; what the columns mean before them; no source, but how they were read."""
    handout = build(article)
    (section,) = (part for part in handout.sections if part.part == "law")
    text = [*lines(section.blocks)]
    legend, rows = text[:5], text[5:]

    assert "That is not a yes." in legend[2]
    assert legend[4] == "All tasks: shots, vaccines, blood draw, IV."
    assert "ECG: not checked in any state. Ask." in rows
    assert [row for row in rows if " | " in row] == [
        "Alabama | – | – | – | All tasks",
        "New Jersey | Blood draw | IV | Shots, Vaccines | –",
        "New York | Vaccines, Blood draw (reported) | Shots, IV | – | –",
        "Alabama | Not checked: ask",
        "New Jersey | Only technologists. (reported)",
        "New York | Only with a state permit. A class is not enough.",
    ]
    assert handout.sources.cited == ()
    assert (
        "These rules rest on 3 texts: 1 in a stored copy of the issuer’s page, 1 in a copy held by others, 1 in a "
        "summary by others. A handout for a state names its own." in rows
    )


def test_one_text_is_no_texts(article: Article) -> None:
    """The sentence that counts them fits the count."""
    (rule,) = (rule for rule in article.state_rules[0].rules if rule.topics == ("blood-draw",))
    only = article.state_rules[0].replace(rules=(rule,), sources=())
    law = next(part for part in build(article.replace(state_rules=(only,))).sections if part.part == "law")

    rests = [line for line in lines(law.blocks) if line.startswith("These rules rest")]
    assert rests == ["These rules rest on one text: 1 in a summary by others. A handout for a state names its own."]


def test_the_law_of_a_place_stands_once(article: Article) -> None:
    """A second entry would be printed nowhere."""
    first = article.state_rules[0]
    with pytest.raises(ValueError, match="the law of US-NY stands twice"):
        article.replace(state_rules=(first, first.replace(id="again")))


def test_a_table_names_the_release_of_each_figure_below(kitchen_sink: Article) -> None:
    """Of credentials in their order, of jobs and places of work by column; what was not found says whom to ask."""
    data = kitchen_sink.credential("demo").replace(minutes=None, fees=())
    grids = {
        block.caption: [*lines([block])]
        for section in build(kitchen_sink.replace(credentials=[data])).sections
        for block in section.blocks
        if isinstance(block, tree.Grid)
    }

    assert grids["Credentials side by side"] == [
        "DEMO (Example) | at least 10[2] | ask the issuer | ask the issuer | at least 10[2] | 9 to 12[2]",
        "Texas, page undated, read October 2026.[2] U.S., page undated, read October 2026.[2]",
    ]
    assert grids["Similar jobs side by side"] == [
        "Clerk: Office work.[1] | A month. | No | $45,690 | 55.3%",
        "Median pay and growth in jobs: U.S., May 2025.[1]",
    ]
    assert grids["Where they work and what it pays"][0] == "Clinics: Most of them.[1] | 55.3% | $45,690"


# Every handout of every place, read back.

_SAID: Final = {
    "Allowed.": "allowed",
    "Yes, on terms.": "on-terms",
    "Not allowed.": "not-allowed",
    "The law does not name th": "silent",
    "Not checked.": "unchecked",
}
_BRIEF: Final = {
    "allowed": "allowed",
    "yes, on terms": "on-terms",
    "not allowed": "not-allowed",
    "law is silent: ask": "silent",
    "not checked: ask": "unchecked",
}
_SHORT: Final = {
    "You may, on terms": ("allowed", "on-terms"),
    "Not allowed": ("not-allowed",),
    "The law does not name": ("silent",),
    "Not checked": ("unchecked",),
}
_ANSWER: Final = {
    "yes: you may": "allowed",
    "yes, on terms: you may": "on-terms",
    "no: you may not": "not-allowed",
    "the law does not name this:": "silent",
    "we could not check if you may": "unchecked",
}


class Reader:
    """Reads what the handouts of a place say of topics, and finds what the article does not say."""

    def __init__(self, article: Article, state: str) -> None:
        self.article, self.state, self.place = article, state, article.place(state)
        self.inside = f"{'the ' * (state in ('US-DC', 'US-VI'))}{self.place.name}"
        self.rule = next((rule for rule in article.state_rules if rule.place == state), None)
        self.names = {topic.name.lower(): topic.id for topic in article.topics}
        self.wrong: list[str] = []

    def status(self, topic: str) -> str:
        """What the article says."""
        return self.rule.status(topic) if self.rule else "unchecked"

    def expect(self, read: Mapping[str, str], topics: Iterable[str], where: str) -> None:
        """Takes down what was read otherwise, or not at all; what needs its note has no status."""
        for id_ in topics:
            expected = self.status(id_)
            if self.article.topic(id_).note_only and expected not in ("silent", "unchecked"):
                continue
            if read.get(id_) != expected:
                self.wrong.append(f"{self.state} {where}: {id_} is {expected}, not {read.get(id_)}")

    def said(self, text: str, topics: Iterable[str]) -> dict[str, str]:
        """The statuses in a line; those without names are of all its topics."""
        name = "|".join(re.escape(topic.name) for topic in self.article.topics)
        words = "|".join(map(re.escape, _SAID))
        read: dict[str, str] = {}
        for listed, status in re.findall(rf"(?:^|(?<=[\s\]]))(?:((?:{name})(?:, (?:{name}))*): )?({words})", text):
            named = [self.names[part.lower()] for part in listed.split(", ")] if listed else list(topics)
            read.update({id_: _SAID[status] for id_ in named if id_ not in read})
        return read

    def brief(self, text: str, topics: list[str]) -> dict[str, str]:
        """The statuses of a mark on a sheet."""
        read: dict[str, str] = {}
        for part in text.replace(", as reported", "").split("; "):
            listed, _, status = part.partition(": ")
            if part in _BRIEF:
                read |= dict.fromkeys(topics, _BRIEF[part])
            elif listed == "not":
                read |= {self.names[name]: "not-allowed" for name in status.split(", ")}
            elif status in _BRIEF:
                read |= {self.names[name]: _BRIEF[status] for name in listed.split(", ")}
        return read

    def is_ruled_out(self, topics: tuple[str, ...]) -> bool:
        """Whether the law allows no part of it."""
        return bool(topics) and all(self.status(id_) == "not-allowed" for id_ in topics)

    def guide(self, handout: Handout) -> None:
        """Duties, questions and the rules themselves."""
        blocks = [block for section in handout.sections for block in section.blocks]
        entries = {block.id: block for block in blocks if isinstance(block, tree.Entry)}
        for duty in self.article.duties:
            held = entries[duty.id]
            if self.is_ruled_out(duty.topics) != held.title.endswith(f"(not in {self.inside})"):
                self.wrong.append(f"{self.state} title: {held.title}")
            said = [line for line in lines(held.blocks) if line.startswith(f"In {self.inside}: ")]
            if len(said) != bool(duty.topics):
                self.wrong.append(f"{self.state} duty {duty.id}: {said}")
            for line in said:
                text = line.removeprefix(f"In {self.inside}: ")
                self.expect(self.said(text, duty.topics), duty.topics, f"duty {duty.id}")
        for faq in self.article.faqs:
            if faq.topics and faq.id in entries:
                self.answer(faq.topics, [*lines(entries[faq.id].blocks)])
        rules = [*lines(entries[f"law-{self.state.lower()}"].blocks)]
        read: dict[str, str] = {}
        for line in rules:
            read |= self.said(line, [])
        if self.rule:
            self.expect(read, [topic.id for topic in self.article.topics], "rules")
        elif not rules[0].startswith("Not checked"):
            self.wrong.append(f"{self.state}: {rules}")
        for agency in self.article.agencies:
            if agency.place == self.state and not any(agency.name in line for line in rules):
                self.wrong.append(f"{self.state} does not name {agency.name}")

    def answer(self, topics: Iterable[str], said: list[str]) -> None:
        """The sentences of an answer."""
        read: dict[str, str] = {}
        for line in said:
            text = line.removeprefix(f"In {self.inside}, ")
            for start, status in _ANSWER.items():
                if text.startswith(start):
                    first = text.partition(". ")[0]
                    read |= {id_: status for id_ in topics if self.article.topic(id_).task in first}
        self.expect(read, topics, "answer")

    def sheet(self, handout: Handout) -> None:
        """The tasks of a sheet, what is not allowed too, and on two sides the rules."""
        two_sided = handout.options.layout == "two-sided"
        text = [line for section in handout.sections for line in lines(section.blocks)]
        picked = {id_ for part in self.article.fact_sheet for block in part.blocks for id_ in getattr(block, "ids", ())}
        apart = next((line for line in text if line.startswith(f"Not in {self.inside}: ")), "")
        for duty in self.article.duties:
            if duty.id not in picked or not duty.topics:
                continue
            name = duty.brief or duty.name
            mine = [line for line in text if line.startswith(f"{name} (")]
            if self.is_ruled_out(duty.topics):
                if mine or duty.name.lower() not in apart.lower():
                    self.wrong.append(f"{self.state} sheet: {mine or apart}")
            else:
                said = mine[0].removeprefix(f"{name} (").removesuffix(")") if mine else ""
                read = self.brief(said[:1].lower() + said[1:], [*duty.topics])
                self.expect(read, duty.topics, f"sheet {duty.id}")
        short = [line.partition(": ") for line in text if line.partition(": ")[0] in _SHORT]
        for label, _, listed in short:
            for name in re.findall("|".join(re.escape(topic.name) for topic in self.article.topics), listed):
                if self.status(self.names[name.lower()]) not in _SHORT[label]:
                    self.wrong.append(f"{self.state} box: {label}: {name}")
        if (
            two_sided
            and self.rule
            and not short
            and any("local-rules" in str(part) for part in self.article.fact_sheet)
        ):
            self.wrong.append(f"{self.state} has no rules on two sides")


def contradictions(article: Article, states: Iterable[str]) -> list[str]:
    """What the handouts of some states say that the article does not."""
    found: list[str] = []
    for state in states:
        reader = Reader(article, state)
        reader.guide(build(article, RenderOptions(region=state)))
        for layout in ("fact-sheet", "two-sided"):
            reader.sheet(build(article, replace(RenderOptions(region=state), layout=layout)))
        found += reader.wrong
    return found


def test_every_place_prints_what_its_law_says(guide: Article) -> None:
    """Each state, district and territory with a board: no status is contradicted, no duty of the law without topics."""
    states = sorted({agency.place for agency in guide.agencies} | {rule.place for rule in guide.state_rules})

    assert len(states) == 54
    assert contradictions(guide, states) == []
    assert [duty.id for duty in guide.duties if ("state-law" in duty.limits) != bool(duty.topics)] == []


@pytest.mark.parametrize(
    ("status", "seeded", "state"),
    [
        ("silent", "allowed", "US-AK"),
        ("unchecked", "on-terms", "US-AL"),
        ("not-allowed", "allowed", "US-NY"),
        ("on-terms", "not-allowed", "US-CA"),
    ],
)
def test_a_contradiction_is_found(
    status: str, seeded: Any, state: str, guide: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On each handout that prints the status of another."""
    findings = Law.findings

    def other(law: Law, of: str, topics: Iterable[str]) -> tuple[Finding, ...]:
        return tuple(
            replace(found, status=seeded) if found.status == status else found for found in findings(law, of, topics)
        )

    monkeypatch.setattr(Law, "findings", other)
    found = contradictions(guide, [state])

    assert any("duty" in line for line in found)
    assert any("sheet" in line for line in found)


def test_a_sheet_says_that_a_state_asks_for_its_own_credential(guide: Article) -> None:
    """Before anything that the state allows: without it, none of that is true."""
    sheet = str(build(guide, RenderOptions(layout="two-sided", region="WA")).sections)

    assert sheet.index("You need one of the state’s own credentials.") < sheet.index("You may, on terms")
